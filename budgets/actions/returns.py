"""Receipts, and the return of a direct payment: sent, asked about, answered, looked at; never changed."""

import hashlib
import json
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import access
from budgets.actions.telling import tell_of_money
from budgets.models import Budget, Expense, MoneyReturn, Receipt
from budgets.returning import facts_of
from budgets.weeks import Period
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.notifications.outbox import notify
from marketplace.workflow import files
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.keys import is_done
from marketplace.workflow.moves import lock, move, one_at_a_time, record_entry

Status, Scan = MoneyReturn.Status, Receipt.Scan
MOST_RECEIPTS = 5


# --- Receipts --------------------------------------------------------------------------------------------------------
@transaction.atomic
def add_receipts(expense: Expense, papers: Iterable[files.Paper], *, by: Actor) -> None:
    """Papers that show what was paid, at most five."""
    lock(expense)
    require(access.can_declare(by, expense.budget.person))
    found = list(papers)
    if expense.receipts.exclude(stored_as="").count() + len(found) > MOST_RECEIPTS:
        raise RuleBroken(_("Keep at most five receipts for one payment."))
    for paper in found:
        made = Receipt.objects.create(expense=expense, sent_by=by.account, **files.keep(paper, "receipts"))
        record_entry(made, "sent", by=by)


@transaction.atomic
def remove_receipt(receipt: Receipt, *, by: Actor) -> None:
    """A wrong one goes, while no return that was sent names it."""
    lock(receipt)
    require(access.can_declare(by, receipt.expense.budget.person))
    if MoneyReturn.objects.naming(receipt.expense):
        raise RuleBroken(_("It is part of a return that was sent, so it stays. Add the right one beside it."))
    _forget(receipt)
    record_entry(receipt, "removed", by=by)


@transaction.atomic
def read_receipt(receipt: Receipt, *, by: Actor) -> bool:
    """Whether it may be opened: one that waits for the scanner is looked at now. Each reading is on the trail."""
    lock(receipt)
    require(access.can_see_money(by, receipt.expense.budget.person))
    if receipt.scan == Scan.WAITING and receipt.stored_as:
        receipt.scan = files.scanned(files.read(receipt.stored_as))
        receipt.scanned_at = timezone.now()
        receipt.save(update_fields=["scan", "scanned_at"])
        if receipt.scan == Scan.INFECTED:
            _forget(receipt)
            record_entry(receipt, "thrown-away", by=by)
    may = bool(receipt.stored_as) and receipt.scan not in (Scan.WAITING, Scan.INFECTED)
    if may:
        record_entry(receipt, "read", by=by)
    return may


def _forget(receipt: Receipt) -> None:
    stored, receipt.stored_as, receipt.name = receipt.stored_as, "", ""
    transaction.on_commit(lambda: files.drop(stored))
    receipt.save(update_fields=["stored_as", "name"])


# --- Returns ---------------------------------------------------------------------------------------------------------
@transaction.atomic
def send_return(budget: Budget, period: Period, *, key: UUID, by: Actor) -> MoneyReturn:
    """As the books and the receipts are now; what was sent for these days before is replaced, and stays readable."""
    one_at_a_time(f"return:{budget.pk}")
    require(access.can_declare(by, budget.person))
    if is_done(key, "send-return", budget, period.starts_on, period.ends_on, by=by):
        return MoneyReturn.objects.get(key=key)
    if period.ends_on >= timezone.localdate():
        raise RuleBroken(_("These days are not over yet. You can send it on the day after."))
    if not Budget.objects.paid_to_them(period).filter(pk=budget.pk).exists():
        raise RuleBroken(_("There was no direct payment in these days."))
    told = json.dumps(facts_of(budget, period), ensure_ascii=False, sort_keys=True)
    sent = MoneyReturn.objects.live().filter(budget=budget)
    before = sent.filter(starts_on=period.starts_on, ends_on=period.ends_on).first()
    if before:
        move(before, Status.REPLACED, by=by)
    made = MoneyReturn.objects.create(
        key=key, budget=budget, starts_on=period.starts_on, ends_on=period.ends_on, told=told, replaces=before,
        sha256=hashlib.sha256(told.encode()).hexdigest(), sent_by=by.person,
    )  # fmt: skip
    record_entry(made, "sent", by=by)
    worker = budget.person.named_worker
    if worker is not None and worker != by.account:
        notify(worker, "return-sent", key=f"return-sent:{made.pk}", context={"sent": str(made.pk)})
    return made


@transaction.atomic
def ask_about_return(sent: MoneyReturn, words: str, *, by: Actor) -> None:
    """Something is not clear: whoever sent it is asked."""
    lock(sent)
    require(access.can_check_return(by, sent))
    entry = move(sent, Status.ASKED, by=by, question=_some(words), answer="")
    said = {"sent": str(sent.pk), "body": sent.budget.person.organisation.name}
    tell_of_money(sent.budget.person, "return-asked", f"return-asked:{entry.pk}", said)


@transaction.atomic
def answer_return(sent: MoneyReturn, words: str, *, by: Actor) -> None:
    """The question is answered; the return itself stays as it was sent."""
    lock(sent)
    require(access.can_declare(by, sent.budget.person))
    entry = move(sent, Status.SENT, by=by, answer=_some(words))
    worker = sent.budget.person.named_worker
    if worker is not None and worker != by.account:
        notify(worker, "return-sent", key=f"return-answered:{entry.pk}", context={"sent": str(sent.pk)})


@transaction.atomic
def mark_return_seen(sent: MoneyReturn, *, by: Actor) -> None:
    """Somebody else has looked at it, and it is all right."""
    lock(sent)
    require(access.can_check_return(by, sent))
    move(sent, Status.SEEN, by=by, seen_by=by.person, seen_at=timezone.now())


def _some(words: str) -> str:
    if not words.strip():
        raise RuleBroken(_("Write a few words."))
    return words.strip()
