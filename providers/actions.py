"""Every change to enterprises and their services."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.accounts.ids import uuid7
from marketplace.accounts.models import User
from marketplace.notifications.outbox import notify
from marketplace.organisations.actions import create_enterprise_organisation, invite
from marketplace.organisations.models import Membership, Organisation, Role
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, move, record_entry
from providers import access, completeness, costs, documents, week
from providers.models import CheckResult, Correction, Enterprise, Price, Schedule, Service
from providers.placing import place

Status = Service.Status
TAKING_IN = "import-enterprises"


@transaction.atomic
def register_enterprise(name: str, *, by: Actor, owner_email: str = "", **facts) -> Enterprise:
    """Somebody begins for themselves, as owner; or for the owner, who is invited and has the last word."""
    require(by.is_signed_in)
    organisation = create_enterprise_organisation(name, by=by, joins=not owner_email)
    supporter = by.account if owner_email else None
    enterprise = Enterprise.objects.create(organisation=organisation, supporter=supporter, **facts)
    record_entry(enterprise, "registered", by=by)
    if owner_email:
        invite_owner(enterprise, owner_email, by=by)
    return enterprise


@transaction.atomic
def invite_owner(enterprise: Enterprise, email: str, *, by: Actor) -> None:
    """The supporter asks the owner, by e-mail, to join and to read what was written."""
    require(access.can_edit(by, enterprise))
    if by.account and email.lower() == (by.account.email or "").lower():
        raise RuleBroken(_("That is your own e-mail address. Give the owner’s, or fill this in for yourself."))
    invite(enterprise.organisation, email, Role.OWNER, by=by)


@transaction.atomic
def ask_owner(service: Service, *, by: Actor) -> None:
    """Whoever may write but not speak for the enterprise tells its owners that a listing is ready to read."""
    lock(service)
    require(access.can_edit(by, service.enterprise))
    owners = list(_owners(service.enterprise))
    if not owners:
        raise RuleBroken(_("The owner has not said yes to our invitation yet."))
    asked = record_entry(service, "owner-asked", by=by)
    for owner in owners:
        said = {"enterprise": service.enterprise.name, "service": str(service.pk), "by": by.person.name}
        notify(owner, "enterprise-to-confirm", key=f"enterprise-to-confirm:{asked.pk}:{owner.pk}", context=said)


@transaction.atomic
def change_enterprise(enterprise: Enterprise, *, by: Actor, name: str = "", **facts) -> None:
    """Change what is known of an enterprise; what is listed follows at once."""
    lock(enterprise)
    require(access.can_edit(by, enterprise))
    if name:
        enterprise.organisation.name = name
        enterprise.organisation.save(update_fields=["name"])
    _set(enterprise, facts)
    for service in enterprise.services.listed().with_details():
        _obey_law(service)
    record_entry(enterprise, "changed", by=by)
    _index(enterprise.services.all())


@transaction.atomic
def begin_service(enterprise: Enterprise, *, by: Actor, people: str = "") -> Service:
    """Start a draft."""
    require(access.can_edit(by, enterprise))
    service = Service.objects.create(enterprise=enterprise, people=(people or enterprise.name)[:80])
    record_entry(service, "begun", by=by)
    return service


@transaction.atomic
def describe(
    service: Service,
    *,
    by: Actor,
    schedules: Sequence[Schedule] | None = None,
    prices: Sequence[Price] | None = None,
    **facts,
) -> None:
    """Save one step of a description. A draft may be unfinished; what is listed stays complete and lawful."""
    lock(service)
    require(access.can_edit(by, service.enterprise))
    _refuse_while_decided(service)
    care = service.personal_care
    _set(service, facts)
    _ask_again_about_care(service, before=care)
    if {"postcode", "setting"} & facts.keys():
        _move_house(service)
    _say_rows(service)
    for name, rows, given in (("hours", service.schedules, schedules), ("prices", service.prices, prices)):
        if given is not None and _replace(rows, given, service):
            record_entry(service, f"{name}-changed", by=by)
    _say_rows(service)
    if service.status in (Status.LISTED, Status.PAUSED):
        _stay_complete(service)
        record_entry(service, "changed", by=by)
    _index(Service.objects.filter(pk=service.pk))


def _set(record, facts: dict) -> None:
    for field, value in facts.items():
        setattr(record, field, value)
    record.save()


def _replace(rows, given: Sequence, service: Service) -> bool:
    """Put these rows in the place of those that were there; whether anything is different now."""
    before = list(rows.all())
    if [row.facts() for row in before] == [row.facts() for row in given]:
        return False
    rows.all().delete()
    for row in given:
        row.service = service
    rows.bulk_create(given)
    return True


def _say_rows(service: Service) -> None:
    """Keep hours and prices in words beside the rest, where the history of a listing sees them change."""
    words = week.words(week.hours_of(service.schedules.all())), costs.all_words(costs.amounts(service.prices.all()))
    if words != (service.hours_words, service.price_words):
        service.hours_words, service.price_words = words
        service.save(update_fields=["hours_words", "price_words"])


def _refuse_while_decided(service: Service) -> None:
    if service.status == Status.SUBMITTED:
        raise RuleBroken(_("It waits for a decision now. Take it back first if you want to change it."))
    if service.status == Status.CLOSED:
        raise RuleBroken(_("It is closed. Open it again first if you want to change it."))


def _obey_law(service: Service) -> None:
    if refusal := completeness.law_refusal(service):
        raise RuleBroken(refusal)


def _stay_complete(service: Service) -> None:
    lacks = completeness.missing(service, hours=service.schedules.all(), prices=service.prices.all())
    if lacks:
        raise RuleBroken(lacks[0][1])


def _move_house(service: Service) -> None:
    """What one council listed does not move into the area of another by itself, nor to nowhere."""
    decided_by = service.council_code
    is_decided = service.status in (Status.LISTED, Status.PAUSED)
    if is_decided and not (service.postcode and service.setting):
        raise RuleBroken(_("What is listed needs its postcode, and where it happens."))
    place(service)
    if is_decided and service.council_code not in ("", decided_by):
        raise RuleBroken(_("This postcode belongs to another council, which decides for itself. "
                           "Close this listing, open it again, and send it to them."))  # fmt: skip


def _ask_again_about_care(service: Service, *, before: str) -> None:
    """Help with washing and the like is not added to a listing that was decided without it."""
    changed = service.gives_personal_care and service.personal_care != before
    if changed and service.status in (Status.LISTED, Status.PAUSED):
        raise RuleBroken(_("Help with washing, dressing or medicines needs a new decision. "
                           "Close this listing, open it again, add this help, and send it."))  # fmt: skip


def _index(services) -> None:
    documents.write(services.with_details())


@transaction.atomic
def show_face(service: Service, *, by: Actor, photo: ContentFile | None = None, portraits: Sequence[str] = ()) -> None:
    """Show a photo that was checked and made small, or illustrated portraits, or neither."""
    lock(service)
    require(access.can_edit(by, service.enterprise))
    if service.photo:
        transaction.on_commit(partial(service.photo.storage.delete, str(service.photo.name)))
        service.photo = ""
    service.portraits = list(portraits)[:2]
    if photo is not None:
        service.photo.save(f"{uuid7()}.jpg", photo, save=False)
    service.save(update_fields=["photo", "portraits", "updated_at"])
    record_entry(service, "face-changed", by=by)
    _index(Service.objects.filter(pk=service.pk))


@transaction.atomic
def say_room(service: Service, *, by: Actor, room: str, **facts) -> None:
    """Say whether there is room; what is said carries today's date and fades after 28 days."""
    lock(service)
    require(access.can_edit(by, service.enterprise))
    blank: dict = {"room_people": None, "room_hours": None, "room_note": "", "wait_weeks": None, "full_until": None}
    _set(service, blank | facts | {"room": room, "room_said_on": timezone.localdate()})
    record_entry(service, f"room-{room}", by=by)
    _index(Service.objects.filter(pk=service.pk))


@transaction.atomic
def submit(service: Service, *, by: Actor) -> None:
    """The owner sends it to be listed; those who decide are told."""
    lock(service)
    require(access.can_speak_for(by, service.enterprise))
    _stay_complete(service)
    moved = move(service, Status.SUBMITTED, by=by, submitted_at=timezone.now(), returned_because="")
    for officer in _deciders(service):
        notify(
            officer,
            "service-waiting",
            key=f"service-waiting:{moved.pk}:{officer.pk}",
            context={"enterprise": service.enterprise.name, "service": str(service.pk)},
        )


def _deciders(service: Service) -> Iterable[User]:
    council = Organisation.objects.council_of(service.council_code)
    deciding = Membership.objects.live().in_role(Role.COMMISSIONER if council else Role.OPERATOR)
    deciding = deciding.filter(organisation=council) if council else deciding
    return User.objects.filter(is_active=True, pk__in=deciding.values("account"))


@transaction.atomic
def take_back(service: Service, *, by: Actor) -> None:
    """The owner takes it back before anybody has decided."""
    lock(service)
    require(access.can_speak_for(by, service.enterprise))
    _must_wait(service)
    move(service, Status.DRAFT, by=by, submitted_at=None)


def _must_wait(service: Service) -> None:
    if service.status != Status.SUBMITTED:
        raise RuleBroken(_("It does not wait for a decision now."))


@transaction.atomic
def list_service(service: Service, *, by: Actor) -> None:
    """A commissioner, or the operator where no council has joined, puts it in the directory; its people are told."""
    lock(service)
    require(access.can_decide(by, service))
    _must_wait(service)
    _stay_complete(service)
    council = Organisation.objects.council_of(service.council_code)
    today = timezone.localdate()
    moved = move(service, Status.LISTED, by=by, listed_on=today, listed_by=council, confirmed_on=today)
    _index(Service.objects.filter(pk=service.pk))
    _tell(service, "service-listed", moved.pk, council=council.name if council else "")


@transaction.atomic
def send_back(service: Service, because: str, *, by: Actor) -> None:
    """Return it with a reason in words that say what to do; also takes a listed one out of the directory."""
    lock(service)
    require(access.can_decide(by, service))
    if not because.strip():
        raise RuleBroken(_("Say why, so that they know what to do."))
    moved = move(service, Status.RETURNED, by=by, returned_because=because.strip())
    _index(Service.objects.filter(pk=service.pk))
    _tell(service, "service-returned", moved.pk)


@transaction.atomic
def pause(service: Service, *, by: Actor) -> None:
    """Out of the directory for a while, at the owner's word."""
    _owner_moves(service, Status.PAUSED, by=by)


@transaction.atomic
def resume(service: Service, *, by: Actor) -> None:
    """Back in the directory."""
    lock(service)
    if service.status == Status.PAUSED:
        _stay_complete(service)
    _owner_moves(service, Status.LISTED, by=by, confirmed_on=timezone.localdate())


@transaction.atomic
def close(service: Service, *, by: Actor) -> None:
    """Out of the directory for good; it can be written again from a draft."""
    _owner_moves(service, Status.CLOSED, by=by)


@transaction.atomic
def reopen(service: Service, *, by: Actor) -> None:
    """Begin again from what a closed listing said."""
    lock(service)
    require(access.can_speak_for(by, service.enterprise))
    if service.status != Status.CLOSED:
        raise RuleBroken(_("Only a closed listing can be opened again."))
    move(service, Status.DRAFT, by=by)


def _owner_moves(service: Service, to: str, *, by: Actor, **changes) -> None:
    lock(service)
    require(access.can_speak_for(by, service.enterprise))
    if to == Status.LISTED and service.status != Status.PAUSED:
        raise RuleBroken(_("Only a paused listing can be shown again by its owner."))
    move(service, to, by=by, **changes)
    _index(Service.objects.filter(pk=service.pk))


def _owners(enterprise: Enterprise):
    owning = enterprise.organisation.memberships.live().in_role(Role.OWNER)
    return User.objects.filter(is_active=True, pk__in=owning.values("account"))


def _tell(service: Service, template: str, moved, **context) -> None:
    for owner in _owners(service.enterprise):
        notify(
            owner,
            template,
            key=f"{template}:{moved}:{owner.pk}",
            context={"enterprise": service.enterprise.name, "service": str(service.pk), **context},
        )


@transaction.atomic
def record_assurance(
    service: Service, council: Organisation, items: Sequence[tuple[str, str, date, date | None]], *, by: Actor
) -> None:
    """Write down what a council saw: (what, words, seen on, good until) for each item, in order."""
    lock(service)
    require(access.can_decide(by, service))
    service.check_results.all().delete()
    CheckResult.objects.bulk_create(
        CheckResult(service=service, council=council, what=w, words=t, seen_on=s, good_until=g, position=n)
        for n, (w, t, s, g) in enumerate(items)
    )
    record_entry(service, "checks-recorded", by=by)
    _index(Service.objects.filter(pk=service.pk))


@transaction.atomic
def report_wrong(service: Service, words: str, *, by: Actor) -> Correction:
    """Somebody says that something in an entry is wrong; those who decide are told, once for the same words."""
    lock(service)
    correction, _new = Correction.objects.get_or_create(service=service, words=words.strip(), seen_at=None)
    for officer in _deciders(service):
        notify(
            officer,
            "entry-wrong",
            key=f"entry-wrong:{correction.pk}:{officer.pk}",
            context={"enterprise": service.enterprise.name, "service": str(service.pk)},
        )
    return correction


@transaction.atomic
def settle_correction(correction: Correction, *, by: Actor) -> None:
    """Somebody who decides has looked at what was said to be wrong."""
    lock(correction)
    require(access.can_decide(by, correction.service))
    if correction.seen_at:
        raise RuleBroken(_("Somebody has looked at this already."))
    correction.seen_at = timezone.now()
    correction.save(update_fields=["seen_at"])
    record_entry(correction, "seen", by=by)


@transaction.atomic
def take_in(council: Organisation, name: str, enterprise: dict, service: dict, *, by: Actor, **rows) -> Service:
    """One line of a council's own list becomes an enterprise that waits for its owner, and a draft."""
    require(by.rule == TAKING_IN)
    organisation = create_enterprise_organisation(name, by=by, joins=False)
    owner = Enterprise.objects.create(organisation=organisation, **enterprise)
    made = Service.objects.create(enterprise=owner, **service)
    place(made)
    if made.council_code != council.council_code:
        raise RuleBroken(_("This postcode is not in the area of %(council)s.") % {"council": council.name})
    for manager, given in ((made.schedules, rows["schedules"]), (made.prices, rows["prices"])):
        _replace(manager, given, made)
    if made.room:
        _set(made, {"room_said_on": timezone.localdate()})
    record_entry(made, "taken-in", by=by)
    return made


@transaction.atomic
def submit_taken_in(service: Service, *, by: Actor) -> bool:
    """A council sends what it had listed before straight to its own list of decisions, if it is complete."""
    require(by.rule == TAKING_IN)
    if completeness.missing(service, hours=service.schedules.all(), prices=service.prices.all()):
        return False
    move(service, Status.SUBMITTED, by=by, submitted_at=timezone.now())
    return True
