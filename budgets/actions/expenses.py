"""What a person paid elsewhere from money that they hold: written down, never refused for want of money."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import access, ledger
from budgets.actions.allocating import account_of, must_have_begun
from budgets.actions.returns import add_receipts
from budgets.allocation import PAID_TO_PERSON, Mechanism
from budgets.models import Account, Budget, Expense, Posting
from budgets.pots import POTS
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.workflow import files
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.keys import is_done
from marketplace.workflow.moves import lock, record_entry

HELD = PAID_TO_PERSON | {Mechanism.SELF_FUNDED}
FACTS = ("kind", "pence", "spent_on", "words")


@transaction.atomic
def declare_expense(
    budget: Budget, mechanism: str, facts: Mapping, *, key: UUID, papers: Iterable[files.Paper] = (), by: Actor
) -> Expense:
    """The person, or their named worker for them, says what was paid, when, and what for; with receipts or without."""
    require(access.can_declare(by, budget.person))
    if is_done(key, "declare-expense", budget, mechanism, facts, by=by):
        return Expense.objects.get(key=key)
    if Mechanism(mechanism) not in HELD:
        raise RuleBroken(_("This money is paid for you. What is paid from it is written down by whoever pays."))
    if facts["spent_on"] > timezone.localdate():
        raise RuleBroken(_("Choose today or a day before."))
    must_have_begun(budget, facts["spent_on"])
    told = {name: facts[name] for name in FACTS if name in facts}
    made = Expense.objects.create(key=key, budget=budget, mechanism=mechanism, declared_by=by.account, **told)
    pot, spent = account_of(budget, POTS[Mechanism(mechanism)]), account_of(budget, Account.Kind.EXPENSE)
    sums = {pot: -made.pence, spent: made.pence}
    entry = Posting.EntryType.EXPENSE_DECLARED
    ledger.post(entry, sums, key=f"expense:{made.pk}", source=made, by=by, effective_on=made.spent_on)
    record_entry(made, "declared", by=access.on_behalf(by, budget.person))
    add_receipts(made, papers, by=by)
    return made


@transaction.atomic
def take_back_expense(expense: Expense, *, by: Actor) -> None:
    """It was a mistake: the books are put right by a posting against it, and both stay readable."""
    lock(expense)
    require(access.can_declare(by, expense.budget.person))
    if expense.taken_back_at:
        return
    posting = Posting.objects.get(key=f"expense:{expense.pk}")
    ledger.reverse(posting, key=f"expense-back:{expense.pk}", by=by, effective_on=expense.spent_on)
    expense.taken_back_at = timezone.now()
    expense.save(update_fields=["taken_back_at"])
    record_entry(expense, "taken-back", by=access.on_behalf(by, expense.budget.person))
