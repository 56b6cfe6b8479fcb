"""How far a listing has come, and what somebody can do with it now."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.actors import Actor
from marketplace.organisations.models import Invitation, Membership, Organisation, Role
from marketplace.workflow.working_days import working_days_since
from providers import access, completeness, display, room
from providers.forms.offering import TITLES
from providers.models import Enterprise, Service

Status = Service.Status
ROOM_RUNS_OUT_SOON = 7  # days


def next_step(step: str) -> str | None:
    """The step after this one."""
    after = completeness.STEPS[completeness.STEPS.index(step) + 1 :]
    return after[0] if after else None


def lacks_of(service: Service) -> list[tuple[str, str]]:
    return completeness.missing(service, hours=service.schedules.all(), prices=service.prices.all())


def progress_of(service: Service, actor: Actor) -> dict:
    """Everything beside the form: what is done, what it looks like now, and what may be done next."""
    lacks = lacks_of(service)
    steps = _steps(service, lacks)
    return {
        "service": service,
        "steps": steps,
        "done": sum(not (step["lacks"] or step["is_optional"]) for step in steps),
        "lacks": lacks,
        "card": card_of(service),
        "state": state_of(service),
        "may_speak": access.can_speak_for(actor, service.enterprise),
        "owner": owner_of(service.enterprise),
        "council": council_for(service),
        "may_change": service.status not in (Status.SUBMITTED, Status.CLOSED),
    }


def _steps(service: Service, lacks: list[tuple[str, str]]) -> list[dict]:
    return [
        {
            "slug": step,
            "title": TITLES[step],
            "lacks": [words for lacking, words in lacks if lacking == step],
            "is_optional": step == "meeting" and not service.first_meeting,
        }
        for step in completeness.STEPS
    ]


def with_councils(services: Iterable[Service]) -> list[Service]:
    """Each with the council that decides about it, asked for once for all of them."""
    known = list(services)
    councils = Organisation.objects.councils_of(service.council_code for service in known)
    for service in known:
        service.council = councils.get(service.council_code)  # type: ignore[attr-defined]
    return known


def council_for(service: Service) -> Organisation | None:
    """The council that decides about it, if that has joined."""
    if not hasattr(service, "council"):
        with_councils([service])
    return service.council  # type: ignore[attr-defined]


def as_listed(service: Service) -> Service:
    """The service as it stands once its council, if that has joined, has listed it; for showing only."""
    service.listed_by = service.listed_by or council_for(service)
    return service


def card_of(service: Service) -> dict:
    """The card as it would stand in a list of results."""
    shown = display.card(display.rows_of([as_listed(service)])[0])
    return without_nowhere(service, shown) | {"url": reverse("providers:preview", args=[service.pk])}


def without_nowhere(service: Service, shown: dict) -> dict:
    """A draft that has no place yet says nothing of where."""
    return shown if service.town else shown | {"where": "", "lead_line": service.summary}


def state_of(service: Service) -> dict:
    """The status as a sentence, with its kind for the paint: draft, wait, now, yes or off."""
    said = {
        Status.DRAFT: ("draft", _("Only you see this.")),
        Status.SUBMITTED: ("wait", _waits),
        Status.RETURNED: ("now", _("It came back to you. Change what they ask, and send it again.")),
        Status.LISTED: ("yes", _("People can find it.")),
        Status.PAUSED: ("off", _("Nobody finds it until you show it again.")),
        Status.CLOSED: ("off", _("Nobody finds it.")),
        Status.HIDDEN: ("now", _("A check has run out, so nobody finds it. Renew it, and it is shown again at once.")),
        Status.SUSPENDED: ("now", _("The council has suspended it, so nobody finds it. Your messages say why.")),
    }
    kind, words = said[Status(service.status)]
    words = words(service) if callable(words) else words
    return {"kind": kind, "words": words, "label": service.get_status_display()}


def _waits(service: Service) -> str:
    council = council_for(service)
    who = council.name if council else _("the people who run this site")
    days = working_days_since(service.submitted_at) if service.submitted_at else 0
    if not days:
        return _("Sent today. It waits for %(who)s.") % {"who": who}
    return _("It waits for %(who)s. Working days so far: %(days)s.") % {"who": who, "days": days}


def owner_of(enterprise: Enterprise) -> dict:
    """Who owns it: yes when somebody does, else the invitation that waits for an answer."""
    if enterprise.organisation.memberships.live().in_role(Role.OWNER).exists():
        return {"exists": True, "invited": None}
    asked = Invitation.objects.filter(organisation=enterprise.organisation, role=Role.OWNER).open()
    return {"exists": False, "invited": asked.first()}


def my_enterprises(actor: Actor) -> list[dict]:
    """Each enterprise on its owner's own page: its listings, each with its next step."""
    mine = list(Enterprise.objects.run_by(actor).with_organisation())
    services = with_councils(Service.objects.of_enterprises(mine).with_details().order_by("created_at"))
    homes = [enterprise.organisation_id for enterprise in mine]
    owned = Membership.objects.filter(organisation__in=homes).owned()
    asked = Invitation.objects.filter(organisation__in=set(homes) - owned, role=Role.OWNER).open()
    owners = {invitation.organisation_id: {"exists": False, "invited": invitation} for invitation in asked}
    owners |= dict.fromkeys(owned, {"exists": True, "invited": None})
    spoken = actor.person.memberships.owned()
    return [_my_enterprise(each, actor, services, owners=owners, spoken=spoken) for each in mine]


def _my_enterprise(
    enterprise: Enterprise, actor: Actor, services: list[Service], *, owners: dict, spoken: set
) -> dict:
    return {
        "enterprise": enterprise,
        "services": [_my_service(service) for service in services if service.enterprise_id == enterprise.pk],
        "owner": owners.get(enterprise.organisation_id, {"exists": False, "invited": None}),
        "may_speak": enterprise.organisation_id in spoken,
        "is_supporter": actor.account is not None and enterprise.supporter_id == actor.account.pk,
    }


def _my_service(service: Service) -> dict:
    said, today = room.said_by(service), timezone.localdate()
    lapses = said.on + room.FADES_AFTER if said.on else None
    return {
        "service": service,
        "state": state_of(service),
        "card": card_of(service),
        "lacks": lacks_of(service),
        "room": room.describe(said, today=today, subject=_("you")),
        "room_lapses": lapses,
        "waits": _waits_for_me(service, lapses, today),
    }


def _waits_for_me(service: Service, lapses: date | None, today: date) -> bool:
    """Whether somebody of the enterprise has something to do here: write on, or say again that there is room."""
    if service.status != Status.LISTED:
        return service.status in (Status.DRAFT, Status.RETURNED)
    return lapses is None or (lapses - today).days <= ROOM_RUNS_OUT_SOON
