"""I have paid this: from money that the person holds themselves, for what somebody said happened or is due."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import access, ledger
from budgets.actions.confirming import hold, is_held
from budgets.actions.planning import held_pence, payee_of, pot_of, promise
from budgets.models import Person, Posting, Visit
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import record_entry

Status = Visit.Status
PAYABLE = (Status.CONFIRMED, Status.CALLED_OFF, Status.STOPPED)


@transaction.atomic
def pay_visit(visit: Visit, *, by: Actor) -> None:
    """What is due for it was paid; what was promised above that is free again."""
    hold(visit)
    require(access.can_pay_visit(by, visit))
    if visit.paid_at is not None:
        return
    if not is_held(visit):
        raise RuleBroken(_("This money is paid for you, when the invoice comes."))
    if visit.status not in PAYABLE or not visit.due_pence:
        raise RuleBroken(_("Nothing is due for it. Say first what happened."))
    if visit.agreement.budget_id is not None:
        _post(visit, by=by)
    visit.paid_at = timezone.now()
    visit.save(update_fields=["paid_at"])
    record_entry(visit, "paid", by=by)


def _post(visit: Visit, *, by: Actor) -> None:
    due, promised = visit.due_pence or 0, visit.reservation
    if held_pence(visit) < due or promised is None:
        promise(visit, due, by=by)
        promised = visit.reservation
    assert promised is not None
    sums = {pot_of(visit.agreement): -due, payee_of(visit.agreement): due}
    key = f"visit-paid:{promised.pk}"
    ledger.post_reserved(promised, key=key, by=by, lines=sums, source=visit, effective_on=visit.on)


@transaction.atomic
def pay_visits(person: Person, keys: Collection[UUID], *, by: Actor) -> int:
    """Several at once; how many were not paid before."""
    found = Visit.objects.filter(agreement__person=person, pk__in=keys, paid_at=None)
    visits = list(found.with_agreement().order_by("agreement", "pk"))
    for visit in visits:
        pay_visit(visit, by=by)
    return len(visits)


def left_for(visit: Visit) -> int | None:
    """What is left of the money out of which it is paid, after all that is promised; nothing for other money."""
    return pot_of(visit.agreement).available if visit.agreement.budget_id else None


@transaction.atomic
def take_back_payment(visit: Visit, *, by: Actor) -> None:
    """It was a mistake: the books are put right by a posting against it, and the money is promised anew."""
    hold(visit)
    require(access.can_pay_visit(by, visit))
    if visit.paid_at is None:
        return
    visit.paid_at = None
    visit.save(update_fields=["paid_at"])
    paid = Posting.objects.filter(settles=visit.reservation_id, entry_type=Posting.EntryType.INVOICE_PAID).first()
    if paid is not None:
        ledger.reverse(paid, key=f"visit-unpaid:{paid.pk}", by=by, effective_on=visit.on)
        promise(visit, visit.due_pence or 0, by=by)
    record_entry(visit, "payment-taken-back", by=by)
