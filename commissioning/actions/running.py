"""A run is made by one finance officer and approved by another; then its files are written, and it never changes."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commissioning import access, run_files
from commissioning.actions.owing import send_payment
from commissioning.actions.proposing import note_sums
from commissioning.holding import Known, judge
from commissioning.models import Invoice, PayerSettings, Payment, PaymentRun, RunFile
from commissioning.payments_shown import rows_of
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.ui.filters import pounds
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.many import insert_large
from marketplace.workflow.moves import lock, move, move_many, record_entry

CHUNK = 500
Status, Run = Payment.Status, PaymentRun.Status


@transaction.atomic
def make_run(run: PaymentRun, *, by: Actor) -> None:
    """A finance officer has looked at it; from now on nothing goes in or out of it."""
    lock(run)
    require(access.can_make_run(by, run))
    _not_ones_own(run, by)
    note_sums(run)
    if not run.count:
        raise RuleBroken(_("There is nothing in this run."))
    move(run, Run.MADE, by=by, made_by=by.person, made_at=timezone.now())


@transaction.atomic
def hand_back_run(run: PaymentRun, *, by: Actor) -> None:
    """It is a proposal again: something in it is not right, or has changed."""
    lock(run)
    require(access.can_make_run(by, run))
    move(run, Run.PROPOSED, by=by, made_by=None, made_at=None)


@transaction.atomic
def approve_run(run: PaymentRun, *, by: Actor) -> None:
    """A second finance officer says yes: it is locked, and its files are written, in the same moment or not at all."""
    lock(run)
    require(access.can_approve_run(by, run))
    if run.status != Run.MADE:
        raise RuleBroken(_("This run is “%(status)s” now.") % {"status": run.get_status_display().lower()})
    _not_ones_own(run, by)
    settings, now = PayerSettings.objects.select_related("body").get(pk=run.body_id), timezone.now()
    _nothing_changed(run, settings)
    run.pay_on = run_files.pay_day(run.profile, run.rail, now)
    note_sums(run)
    run.save(update_fields=["pay_on"])
    invoices = run.payments.filter(invoice__isnull=False).order_by().values("invoice")
    move_many(run.payments.all(), Status.LOCKED, by=by)
    move_many(Invoice.objects.filter(pk__in=invoices, status="scheduled"), Invoice.Status.IN_RUN, by=by)
    for file in run_files.write(run, settings, now):
        insert_large(file)
    move(run, Run.LOCKED, by=by, approved_by=by.person, locked_at=now)


def _not_ones_own(run: PaymentRun, by: Actor) -> None:
    if access.own_in(by, run):
        raise RuleBroken(
            _("A payment in it goes to somebody close to you, or to an account that you entered. Ask a colleague.")
        )


def _nothing_changed(run: PaymentRun, settings: PayerSettings) -> None:
    """Every account is still the right one when the second says yes; a part at a time, so that it stays small."""
    keys, now = list(run.payments.order_by("pk").values_list("pk", flat=True)), timezone.now()
    accounts = Known()
    for start in range(0, len(keys), CHUNK):
        part = list(Payment.objects.filter(pk__in=keys[start : start + CHUNK]))
        judged = judge(part, settings, now, accounts)
        for each in part:
            account, _code = judged[each.pk]
            if account is None or account.pk != each.account_id:
                raise _changed(each, now)


def _changed(payment: Payment, now: datetime) -> RuleBroken:
    """Names the payee; a person only as what they get."""
    words = _("The bank account of %(who)s has changed since (%(sum)s). Hand the run back, and look at it again.")
    return RuleBroken(words % {"who": rows_of([payment], now)[0].payee, "sum": pounds(payment.pence)})


@transaction.atomic
def give_up_run(run: PaymentRun, *, by: Actor) -> None:
    """It does not leave: all its payments are due again. Only while nobody has its files."""
    lock(run)
    require(access.can_make_run(by, run))
    if run.downloaded_at is not None:
        raise RuleBroken(_("Its files were downloaded: the bank may have them. Wait for its answer."))
    was_locked = run.status == Run.LOCKED
    move(run, Run.DROPPED, by=by)
    before = Invoice.Status.IN_RUN if was_locked else Invoice.Status.SCHEDULED
    keys = list(run.payments.order_by().values_list("invoice", flat=True))
    move_many(run.payments.all(), Status.DUE, by=by, run=None, account=None)
    move_many(Invoice.objects.filter(pk__in=keys, status=before), Invoice.Status.APPROVED, by=by)


@transaction.atomic
def note_download(file: RunFile, *, by: Actor) -> None:
    """Somebody has the file: who and when stays on the record, each time."""
    run = file.run
    lock(run)
    require(access.can_make_run(by, run))
    if run.downloaded_at is None:
        run.downloaded_at = timezone.now()
        run.save(update_fields=["downloaded_at"])
    record_entry(run, f"downloaded:{file.kind}", by=by)


@transaction.atomic
def note_run_sent(run: PaymentRun, *, by: Actor) -> None:
    """The bank or the finance system has the file; the books follow, payment by payment."""
    lock(run)
    require(access.can_make_run(by, run))
    if run.downloaded_at is None:
        raise RuleBroken(_("Download the file first: nobody can have it yet."))
    move(run, Run.SENT, by=by, sent_by=by.person, sent_at=timezone.now())


def post_some(*, by: Actor, most: int = 50) -> int:
    """The next payments of runs that left are spent in the books, each by itself; how many they were."""
    require(bool(by.rule))
    waiting = Payment.objects.filter(status=Status.LOCKED, run__status=Run.SENT).order_by("pk")
    found = list(waiting[:most])
    for payment in found:
        send_payment(payment, by=by)
    return len(found)


@transaction.atomic
def finish_run(run: PaymentRun, *, by: Actor) -> bool:
    """When every payment in it is answered, so is the run."""
    lock(run)
    waits = run.payments.filter(status__in=(Status.LOCKED, Status.SENT)).exists()
    if run.status != Run.SENT or waits:
        return False
    move(run, Run.DONE, by=by, done_at=timezone.now())
    return True
