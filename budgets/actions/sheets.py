"""The sheet for a first visit: written by the person and those around them, read by whoever comes, on the trail."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from budgets import access
from budgets.models import Agreement, FirstVisitSheet, Person, Power
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.workflow.moves import lock, record_entry

FACTS = ("address", "way_in", "contacts", "risks", "know")


@transaction.atomic
def write_sheet(person: Person, facts: Mapping, *, by: Actor) -> FirstVisitSheet:
    """Where to go, how to come in, whom to ring, what could hurt, and what is good to know."""
    lock(person)
    require(person.died_on is None and access.can_write_sheet(by, person))
    told = {name: facts[name].strip() for name in FACTS if name in facts}
    told |= {"written_by": by.person, "written_at": timezone.now()}
    sheet, _new = FirstVisitSheet.objects.update_or_create(person=person, defaults=told)
    record_entry(sheet, "written", by=by)
    return sheet


@transaction.atomic
def note_visits_reading(person: Person, *, by: Actor) -> None:
    """Somebody else opened what is kept of their visits: it goes on the trail."""
    speaks = any(access.may(by, person, power) for power in Power) or access.can_take_down(by, person)
    require(speaks or access.holds_for(by, person))
    if person.account_id != by.person.pk:
        record_entry(person, "visits-read", by=by)


@transaction.atomic
def read_sheet(agreement: Agreement, *, by: Actor) -> FirstVisitSheet | None:
    """Whoever comes reads it while the agreement lasts; each reading is on the trail."""
    open_now = Agreement.objects.with_open_sheet(by, timezone.localdate())
    require(open_now.filter(pk=agreement.pk).exists())
    sheet = FirstVisitSheet.objects.filter(person=agreement.person_id).first()
    if sheet is not None:
        record_entry(sheet, "read", by=by)
    return sheet
