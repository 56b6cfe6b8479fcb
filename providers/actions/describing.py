"""Describing a service: every step is kept, and what is listed stays complete and lawful."""

from collections.abc import Sequence
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.accounts.ids import uuid7
from marketplace.notifications.outbox import notify
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, record_entry
from providers import access, costs, week
from providers.actions.keeping import index, keep_home, replace, set_facts, stay_complete
from providers.actions.telling import deciders
from providers.models import Enterprise, Price, Schedule, Service
from providers.placing import place

Status = Service.Status
DECIDED_ON = ("people", "activities", "minimum_age", "setting", "personal_care")


@transaction.atomic
def begin_service(enterprise: Enterprise, *, by: Actor, people: str = "") -> Service:
    """Start a draft; one that is still empty is handed out again, so that asking twice makes one."""
    lock(enterprise)
    require(access.can_edit(by, enterprise))
    if empty := enterprise.services.still_empty().first():
        return empty
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
    require(access.can_edit_service(by, service))
    _refuse_while_decided(service)
    before = {field: getattr(service, field) for field in DECIDED_ON}
    set_facts(service, facts)
    _ask_again_about_care(service, before=before["personal_care"])
    _ask_to_look_again(service, before=before, by=by)
    if {"postcode", "setting"} & facts.keys():
        _move_house(service)
    _say_rows(service)
    for name, rows, given in (("hours", service.schedules, schedules), ("prices", service.prices, prices)):
        if given is not None and replace(rows, given, service):
            record_entry(service, f"{name}-changed", by=by)
    _say_rows(service)
    if service.status in (Status.LISTED, Status.PAUSED):
        stay_complete(service)
        record_entry(service, "changed", by=by)
    index(Service.objects.filter(pk=service.pk))


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


def _ask_to_look_again(service: Service, *, before: dict, by: Actor) -> None:
    """When who does it, what or for whom changes, the badge of a council goes until it has looked again."""
    if service.status not in (Status.LISTED, Status.PAUSED):
        return
    if all(getattr(service, field) == value for field, value in before.items()):
        return
    service.look_again_since = timezone.now()
    service.save(update_fields=["look_again_since"])
    changed = record_entry(service, "look-again", by=by)
    for officer in deciders(service):
        said = {"enterprise": service.enterprise.name, "service": str(service.pk)}
        notify(officer, "service-changed", key=f"service-changed:{changed.pk}:{officer.pk}", context=said)


def _ask_again_about_care(service: Service, *, before: str) -> None:
    """Help with washing and the like is not added to a listing that was decided without it."""
    changed = service.gives_personal_care and service.personal_care != before
    if changed and service.status in (Status.LISTED, Status.PAUSED):
        raise RuleBroken(_("Help with washing, dressing or medicines needs a new decision. "
                           "Close this listing, open it again, add this help, and send it."))  # fmt: skip


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
    index(Service.objects.filter(pk=service.pk))


@transaction.atomic
def say_room(service: Service, *, by: Actor, room: str, **facts) -> None:
    """Say whether there is room; what is said carries today's date and fades after 28 days."""
    lock(service)
    require(access.can_say_room(by, service))
    blank: dict = {"room_people": None, "room_hours": None, "room_note": "", "wait_weeks": None, "full_until": None}
    set_facts(service, blank | facts | {"room": room, "room_said_on": timezone.localdate()})
    keep_home(service, service.room_note)
    record_entry(service, f"room-{room}", by=by)
    index(Service.objects.filter(pk=service.pk))
