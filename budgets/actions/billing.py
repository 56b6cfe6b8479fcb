"""What was confirmed goes on an invoice, and its money from the promise of the visit to that of the payment."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import ledger
from budgets.actions.planning import held_pence, payee_of, pot_of, promise
from budgets.models import Account, Agreement, Visit
from marketplace.accounts.actors import Actor
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, record_entry


@transaction.atomic
def note_invoiced(agreement: Agreement, visits: Collection[Visit], *, by: Actor) -> list[Visit]:
    """They stand on an invoice from now on; RuleBroken where one of them is not due, or stands on one already."""
    lock(agreement)
    keys = sorted(visit.pk for visit in visits)
    held = Visit.objects.select_for_update(of=("self",)).filter(agreement=agreement, pk__in=keys)
    found = list(held.with_agreement().order_by("on", "at", "pk"))
    if len(found) != len(keys) or any(not visit.is_to_invoice for visit in found):
        raise RuleBroken(
            _("Some of these visits are not confirmed, or are on an invoice already. Look at them again.")
        )
    for visit in found:
        visit.invoiced_at = timezone.now()
        visit.save(update_fields=["invoiced_at"])
        record_entry(visit, "invoiced", by=by)
    return found


@transaction.atomic
def release_invoiced(visit: Visit, *, by: Actor) -> None:
    """The invoice is no more: it can stand on another one, and what was said of it can be put right."""
    lock(visit.agreement)
    lock(visit)
    if visit.invoiced_at is None or visit.paid_at is not None:
        return
    visit.invoiced_at = None
    visit.save(update_fields=["invoiced_at"])
    record_entry(visit, "invoice-taken-back", by=by)


@transaction.atomic
def keep_promised(visit: Visit, pence: int, *, by: Actor) -> None:
    """Only this much is still promised for the visit itself: the rest is promised by a payment, or free."""
    lock(visit.agreement)
    lock(visit)
    promise(visit, pence, by=by)


@transaction.atomic
def lower_due(visit: Visit, pence: int, *, by: Actor) -> None:
    """Whoever helped asks for less: no more than this is due for it, nor promised for it."""
    lock(visit.agreement)
    lock(visit)
    if visit.paid_at is not None or (visit.due_pence or 0) <= pence:
        return
    held = held_pence(visit)
    visit.due_pence = pence
    visit.save(update_fields=["due_pence"])
    promise(visit, min(held, pence), by=by)
    record_entry(visit, "asked-for-less", by=by)


@transaction.atomic
def note_paid_by_holder(visit: Visit, *, by: Actor) -> None:
    """Whoever holds the fund has paid what is due for it."""
    lock(visit.agreement)
    lock(visit)
    if visit.paid_at is not None:
        return
    due, agreement = visit.due_pence or 0, visit.agreement
    if agreement.budget_id is not None and due:
        promise(visit, due, by=by)
        promised = visit.reservation
        assert promised is not None
        sums = {pot_of(agreement): -due, payee_of(agreement): due}
        key = f"visit-paid:{promised.pk}"
        ledger.post_reserved(promised, key=key, by=by, lines=sums, source=visit, effective_on=visit.on)
    settle_visit(visit, by=by)


@transaction.atomic
def settle_visit(visit: Visit, *, by: Actor) -> None:
    """What is due for it has reached whoever helped."""
    lock(visit.agreement)
    lock(visit)
    if visit.paid_at is None:
        visit.paid_at = timezone.now()
        visit.save(update_fields=["paid_at"])
        record_entry(visit, "paid", by=by)


@transaction.atomic
def unsettle_visit(visit: Visit, *, by: Actor) -> None:
    """The money came back: it is due again."""
    lock(visit.agreement)
    lock(visit)
    if visit.paid_at is not None:
        visit.paid_at = None
        visit.save(update_fields=["paid_at"])
        record_entry(visit, "payment-came-back", by=by)


def pot_for(agreement: Agreement) -> Account | None:
    """Out of which account an agreement is paid; nothing where its money is not in the books."""
    return pot_of(agreement) if agreement.budget_id else None


def clearing_of(body, enterprise) -> Account:
    """Where the money of a body is that is on its way to an enterprise: empty in the end."""
    return ledger.open_account(Account.Kind.CLEARING, body, enterprise=enterprise)
