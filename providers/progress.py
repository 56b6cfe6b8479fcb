"""How far a listing has come, and what somebody can do with it now."""

from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.actors import Actor
from marketplace.organisations.models import Invitation, Organisation, Role
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
    return {
        "service": service,
        "steps": _steps(service, lacks),
        "done": sum(not any(step == lack for lack, _words in lacks) for step in completeness.STEPS),
        "lacks": lacks,
        "card": card_of(service),
        "state": state_of(service),
        "may_speak": access.can_speak_for(actor, service.enterprise),
        "owner": owner_of(service.enterprise),
        "council": Organisation.objects.council_of(service.council_code),
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


def as_listed(service: Service) -> Service:
    """The service as it stands once its council, if that has joined, has listed it; for showing only."""
    service.listed_by = service.listed_by or Organisation.objects.council_of(service.council_code)
    return service


def card_of(service: Service) -> dict:
    """The card as it would stand in a list of results."""
    shown = display.card(display.rows_of([as_listed(service)])[0])
    return shown | {"url": reverse("providers:preview", args=[service.pk])}


def state_of(service: Service) -> dict:
    """The status as a sentence, with its kind for the paint: draft, wait, now, yes or off."""
    said = {
        Status.DRAFT: ("draft", _("Only you see this. It is being written.")),
        Status.SUBMITTED: ("wait", _waits(service)),
        Status.RETURNED: ("now", _("It came back to you. Change what they ask, and send it again.")),
        Status.LISTED: ("yes", _("People can find it.")),
        Status.PAUSED: ("off", _("Paused. Nobody finds it until you show it again.")),
        Status.CLOSED: ("off", _("Closed. Nobody finds it.")),
    }
    kind, words = said[Status(service.status)]
    return {"kind": kind, "words": words, "label": service.get_status_display()}


def _waits(service: Service) -> str:
    council = Organisation.objects.council_of(service.council_code)
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


def my_enterprise(enterprise: Enterprise, actor: Actor) -> dict:
    """An enterprise on its own page: its listings, each with its next step."""
    services = enterprise.services.with_details().order_by("created_at")
    return {
        "enterprise": enterprise,
        "services": [_my_service(service) for service in services],
        "owner": owner_of(enterprise),
        "may_speak": access.can_speak_for(actor, enterprise),
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
