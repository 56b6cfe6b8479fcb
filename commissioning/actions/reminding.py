"""Whoever an invoice waits with is reminded of it, once each working day."""

from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commissioning import access, timing, whose_turn
from commissioning.models import Invoice
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.notifications.outbox import notify
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, record_entry
from providers.actions.telling import owners


@transaction.atomic
def remind(invoice: Invoice, *, by: Actor) -> str:
    """Whoever has to act next hears of it; answers with their name."""
    lock(invoice)
    require(access.can_remind(by, invoice))
    found = _as_it_waits(invoice.pk)
    assert found.body is not None  # whoever pays, by can_remind
    desk = whose_turn.Desk(found.body, [found.waits_who])
    people = _people(found, desk)
    if not people:
        raise RuleBroken(_("Nobody can be reminded of this invoice."))
    name = desk.name(found.waits_with, found.waits_who, found.enterprise.name)
    if whose_turn.is_reminded(found):
        raise RuleBroken(_("Reminded already today: %(who)s.") % {"who": name})
    _tell(found, people, by)
    invoice.reminded_at = timezone.now()
    invoice.save(update_fields=["reminded_at"])
    record_entry(invoice, "reminded", by=by)
    return name


def _as_it_waits(pk: UUID) -> Invoice:
    found = timing.with_waits(Invoice.objects.waiting().filter(pk=pk)).with_steps().first()
    if found is None:
        raise RuleBroken(_("It does not wait any more."))
    return found


def _people(invoice: Invoice, desk: whose_turn.Desk) -> list[User]:
    if invoice.waits_with == timing.THEIRS:
        return list(owners(invoice.enterprise))
    return desk.people(invoice.waits_with, invoice.waits_who)


def _tell(invoice: Invoice, people: list[User], by: Actor) -> None:
    is_theirs = invoice.waits_with == timing.THEIRS
    page = reverse(f"commissioning:{'my-invoice' if is_theirs else 'invoice'}", args=[invoice.pk])
    since, day = timezone.localdate(whose_turn.since_of(invoice)), whose_turn.working_day(timezone.now())
    said = {"number": invoice.number, "enterprise": invoice.enterprise.name, "on": since.isoformat(), "path": page}
    for each in people:
        key = f"invoice-reminder:{invoice.pk}:{invoice.waits_with}:{each.pk}:{day}"
        notify(each, "invoice-reminder", key=key, context=said | {"sender": by.person.name})
