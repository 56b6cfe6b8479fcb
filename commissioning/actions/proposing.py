"""What can leave is in one proposal for each body; whatever cannot stays out, and says why.

Every approved invoice goes with the next run, as the fast target is a last day and not a wish; what is paid for a time
to come, such as a direct payment, goes on its day. It happens in pieces, each whole in itself: whatever is stopped in
the middle goes on where it was.
"""

from uuid import UUID

from django.db import connection, transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from commissioning import access
from commissioning.actions.money_back import set_off
from commissioning.holding import KEPT, NOT_SAID, Judged, Known, judge
from commissioning.models import BankAccount, Invoice, PayerSettings, Payment, PaymentRun
from commissioning.paying_out import SENT_BACK, sent_back_from
from commissioning.paying_whom import owners_of
from commissioning.querysets.payments import ACCOUNT_IS_RIGHT
from commissioning.run_files import pay_day
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.organisations.models import Organisation
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, move, move_many, one_at_a_time, record_entries, record_entry

CHUNK = 500
Status, Run = Payment.Status, PaymentRun.Status
NOBODY = UUID(int=0)
TO_ACCOUNTS = """
UPDATE commissioning_payment SET account_id = to_.account FROM unnest(%s::uuid[], %s::uuid[]) AS to_(payment, account)
WHERE id = to_.payment
"""


def propose_all(*, by: Actor) -> int:
    """Every body that pays has its proposal of the day; how many payments are in them."""
    require(bool(by.rule))
    owing = Payment.objects.filter(status__in=(Status.DUE, Status.IN_RUN)).order_by().values("body")
    bodies = Organisation.objects.filter(pk__in=owing).order_by("pk")
    return sum(propose(body, by=by) for body in bodies)


def propose(body: Organisation, *, by: Actor) -> int:
    """The proposal of a body as it is right now; how many payments are in it. A run that was made stays as it is."""
    require(bool(by.rule) or access.can_pay_for(by, body))
    settings = PayerSettings.objects.select_related("body").filter(pk=body.pk).first()
    if settings is None:
        Payment.objects.due().filter(body=body).exclude(held_because=NOT_SAID).update(held_because=NOT_SAID)
        return 0
    set_off(body, by=by)
    for step in (_look_again, _add):
        after, accounts = NOBODY, Known()
        while found := step(settings, after, accounts, by=by):
            after = found
    return _note_sums(body, by=by)


@transaction.atomic
def _look_again(settings: PayerSettings, after: UUID, accounts: Known, *, by: Actor) -> UUID | None:
    """What is in the proposal already, and may no longer go, is taken out of it."""
    run = _proposed(settings)
    if run is None:
        return None
    part = _locked(run.payments.filter(status=Status.IN_RUN), after)
    _take_out(part, judge(part, settings, timezone.now(), accounts), by=by)
    return part[-1].pk if part else None


@transaction.atomic
def _add(settings: PayerSettings, after: UUID, accounts: Known, *, by: Actor) -> UUID | None:
    """The next of those that are due: into the proposal, or held with the reason."""
    run, now = _proposed(settings), timezone.now()
    if run is None and settings.body_id in _waiting_for_a_second_person():
        return None
    day = pay_day(settings.profile, settings.rail, now)
    due = Payment.objects.due().filter(Q(kind=Payment.Kind.INVOICE) | Q(fast_on__lte=day), body=settings.body_id)
    part = _locked(due, after)
    judged = judge(part, settings, now, accounts)
    _hold([each for each in part if judged[each.pk][0] is None], judged)
    if good := [each for each in part if judged[each.pk][0] is not None]:
        _put_in(run or _new_run(settings, by=by), good, judged, by=by)
    return part[-1].pk if part else None


def _proposed(settings: PayerSettings) -> PaymentRun | None:
    """The open run of a body, held; its rail and its day are those of now."""
    one_at_a_time(f"payments:{settings.body_id}")
    run = PaymentRun.objects.filter(body=settings.body_id, status=Run.PROPOSED).first()
    if run is not None:
        lock(run)
        run.rail, run.profile = settings.rail, settings.profile
        run.pay_on = pay_day(run.profile, run.rail, timezone.now())
        run.save(update_fields=["rail", "profile", "pay_on"])
    return run


def _waiting_for_a_second_person():
    return PaymentRun.objects.filter(status=Run.MADE).values_list("body", flat=True)


def _new_run(settings: PayerSettings, *, by: Actor) -> PaymentRun:
    today = timezone.localdate()
    start = f"JR{today:%Y%m%d}-"
    number = PaymentRun.objects.filter(body=settings.body_id, number__startswith=start).count() + 1
    facts: dict = {"rail": settings.rail, "profile": settings.profile}
    facts |= {"pay_on": pay_day(settings.profile, settings.rail, timezone.now())}
    made = PaymentRun.objects.create(body=settings.body, number=f"{start}{number}", **facts)
    record_entry(made, "proposed", by=by)
    return made


def _locked(payments, after: UUID) -> list[Payment]:
    held = payments.filter(pk__gt=after).order_by("pk").select_for_update(of=("self",))
    return list(held[:CHUNK])


def _hold(payments: list[Payment], judged: Judged) -> None:
    """Each says why it waits."""
    for code in {judged[each.pk][1] for each in payments}:
        keys = [each.pk for each in payments if judged[each.pk][1] == code and each.held_because != code]
        Payment.objects.filter(pk__in=keys).update(held_because=code)


def _put_in(run: PaymentRun, payments: list[Payment], judged: Judged, *, by: Actor) -> None:
    keys = [each.pk for each in payments]
    with connection.cursor() as cursor:
        cursor.execute(TO_ACCOUNTS, [keys, [getattr(judged[key][0], "pk", None) for key in keys]])
    move_many(Payment.objects.filter(pk__in=keys), Status.IN_RUN, by=by, run=run, held_because="")
    _move_invoices(payments, "approved", Invoice.Status.SCHEDULED, by=by)


def _take_out(payments: list[Payment], judged: Judged, *, by: Actor) -> None:
    """Those whose account may not be paid any more, or is another one now."""
    gone = [each for each in payments if getattr(judged[each.pk][0], "pk", None) != each.account_id]
    _back(gone, by=by)
    _hold([each for each in gone if judged[each.pk][0] is None], judged)


def _back(payments: list[Payment], *, by: Actor) -> None:
    keys = [each.pk for each in payments]
    move_many(Payment.objects.filter(pk__in=keys), Status.DUE, by=by, run=None, account=None)
    _move_invoices(payments, "scheduled", Invoice.Status.APPROVED, by=by)


def _move_invoices(payments: list[Payment], before: str, to: str, *, by: Actor) -> None:
    """An invoice about which something is still asked stays so: its undisputed part goes on."""
    keys = [each.invoice_id for each in payments if each.invoice_id]
    move_many(Invoice.objects.filter(pk__in=keys, status=before), to, by=by)


@transaction.atomic
def _note_sums(body: Organisation, *, by: Actor) -> int:
    """How many there are in the proposal, and what they come to; an empty one is given up."""
    run = PaymentRun.objects.filter(body=body, status=Run.PROPOSED).first()
    if run is None:
        return 0
    note_sums(run)
    if not run.count:
        move(run, Run.DROPPED, by=by)
    return run.count


def note_sums(run: PaymentRun) -> None:
    sums = run.payments.order_by().aggregate(count=Count("pk"), pence=Sum("pence"))
    run.count, run.total_pence = sums["count"], sums["pence"] or 0
    run.save(update_fields=["count", "total_pence"])


@transaction.atomic
def keep_back(payment: Payment, because: str, *, by: Actor) -> None:
    """Somebody takes it out of the proposal, and says why: it stays out until somebody lets it in again."""
    run = payment.run
    if run is not None:
        lock(run)
    lock(payment)
    require(access.can_hold(by, payment))
    if because not in KEPT:
        raise RuleBroken(_("Say why it is kept back."))
    if payment.status == Status.IN_RUN:
        if run is None or run.status != Run.PROPOSED:
            raise RuleBroken(_("This run waits for a second person. Take it back first."))
        _back([payment], by=by)
        note_sums(run)
        lock(payment)
    if payment.status != Status.DUE:
        raise RuleBroken(_("This payment has left already."))
    payment.is_kept_back, payment.held_because = True, because
    payment.save(update_fields=["is_kept_back", "held_because"])
    record_entry(payment, f"kept-back:{because}", by=by)


@transaction.atomic
def say_account_is_right(payment: Payment, *, by: Actor) -> None:
    """Whoever pays has asked the payee: money that the bank sent back goes to the same account once more."""
    lock(payment)
    require(access.can_answer(by, payment))
    if payment.held_because != SENT_BACK or payment.status != Status.DUE:
        raise RuleBroken(_("The bank has not sent this payment back because of the account."))
    owner = owners_of([payment]).get(payment.pk)
    account = BankAccount.objects.filter(owner.q).in_use().first() if owner else None
    if account is not None:
        record_entries(list(sent_back_from(account, payment.body)), ACCOUNT_IS_RIGHT, by=by)
    payment.held_because = ""
    payment.save(update_fields=["held_because"])


@transaction.atomic
def let_in(payment: Payment, *, by: Actor) -> None:
    """It goes with the next proposal again."""
    lock(payment)
    require(access.can_hold(by, payment))
    if payment.is_kept_back:
        payment.is_kept_back, payment.held_because = False, ""
        payment.save(update_fields=["is_kept_back", "held_because"])
        record_entry(payment, "let-in", by=by)
