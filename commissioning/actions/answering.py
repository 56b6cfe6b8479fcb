"""What a bank or a finance system answers: what is clear moves in the books, everything else waits for a person."""

import hashlib
import logging
from datetime import date

from django.db import OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commissioning import access, bank_files
from commissioning.actions.crediting import settle_rest
from commissioning.actions.owing import paid_less, payment_arrived, payment_came_back, send_payment
from commissioning.actions.payees import people_told
from commissioning.actions.running import finish_run
from commissioning.bank_files import words_of
from commissioning.judging_answers import (
    is_proved,
    known_of,
    lines_of,
    refuse_days,
    refuse_other_accounts,
    sort_out,
    spread,
    why_not_on,
)
from commissioning.models import AnswerLine, BankAnswer, Invoice, PayerSettings, Payment, PaymentRun
from commissioning.paying_out import is_sent_back
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.notifications.outbox import notify
from marketplace.organisations.models import Organisation
from marketplace.ui.filters import long_date
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.many import insert_many
from marketplace.workflow.moves import lock, one_at_a_time, record_entry

Outcome, Status = AnswerLine.Outcome, Payment.Status
PAID, RETURNED, LESS, NOTHING = "paid", "returned", "less", "nothing"
BY_HAND = "by-hand"
log = logging.getLogger("justright.answers")


@transaction.atomic
def take_answer(body: Organisation, name: str, content: bytes, *, by: Actor) -> tuple[BankAnswer, bool]:
    """A file that came back, each line with what it means; the same file again is the one that is there."""
    require(access.can_bring_answers(by, body))
    digest = hashlib.sha256(content).hexdigest()
    one_at_a_time(f"answers:{body.pk}")
    if before := BankAnswer.objects.filter(body=body, sha256=digest).first():
        return before, False
    settings = PayerSettings.objects.filter(pk=body.pk).first()
    said = bank_files.read(content, settings.headings if settings else None, is_of_bank=_pays_by_bank(body, settings))
    lines, others = _judged(said, settings, body, by=by)
    left_out = said.left_out + others
    facts: dict = {"kind": said.kind, "message_id": said.message_id[:35], "left_out": left_out, "name": name[:120]}
    made = BankAnswer.objects.create(body=body, sha256=digest, brought_by=by.person, **facts)
    for line in lines:
        line.answer = made
    insert_many(lines)
    record_entry(made, "brought", by=by)
    return made, True


def _judged(
    said: bank_files.Answer, settings: PayerSettings | None, body: Organisation, *, by: Actor
) -> tuple[list[AnswerLine], int]:
    """What becomes of each line, and how many are none of ours; a file that cannot be right is refused whole."""
    refuse_other_accounts(said.accounts, settings)
    told = spread(said, body.pk)
    known = known_of(told)
    refuse_days(told, known, body.pk)
    told, others = sort_out(told, known)
    named = Payment.objects.filter(pk__in=[each.pk for each in known.values()]).order_by()
    aside = access.own_among(by, named) if is_proved(said, settings) else named
    return list(lines_of(told, known, body.pk, set(aside.values_list("pk", flat=True)))), others


def _pays_by_bank(body: Organisation, settings: PayerSettings | None) -> bool:
    """Now, or when it sent a run whose answer may still come."""
    is_now = settings is not None and settings.rail == PayerSettings.Rail.BANK
    return is_now or PaymentRun.objects.filter(body=body, rail=PayerSettings.Rail.BANK).exists()


@transaction.atomic
def say_answer(payment: Payment, what: str, on: date, code: str = "", *, by: Actor) -> BankAnswer:
    """A finance officer says by hand what became of one payment; said twice it is one."""
    one_at_a_time(f"answers:{payment.body_id}")
    payment.refresh_from_db()
    require(access.can_answer(by, payment))
    if what not in (PAID, RETURNED):
        raise RuleBroken(_("Say whether it was paid, or came back."))
    if payment.run is None or payment.run.sent_at is None:
        raise RuleBroken(_("It was not sent yet."))
    return _by_hand(payment.body, [payment], what, on, code, by=by)


@transaction.atomic
def say_run_paid(run: PaymentRun, on: date, *, by: Actor) -> BankAnswer:
    """All that is still on its way in a run arrived on one day, as the bank's own page shows."""
    one_at_a_time(f"answers:{run.body_id}")
    run.refresh_from_db()
    require(access.can_make_run(by, run))
    if access.own_in(by, run):
        raise RuleBroken(_("A payment in it goes to somebody close to you. Ask a colleague."))
    if run.sent_at is None:
        raise RuleBroken(_("It was not sent yet."))
    payments = list(run.payments.waiting_for_an_answer().select_related("run").order_by("pk"))
    if not payments:
        raise RuleBroken(_("Every payment in it is answered already."))
    return _by_hand(run.body, payments, PAID, on, "", by=by)


def _by_hand(body: Organisation, payments: list[Payment], what: str, on: date, code: str, *, by: Actor) -> BankAnswer:
    """What is said of those that nobody has just answered."""
    _require_day(payments, on)
    said = "|".join([what, on.isoformat(), code, *(str(each.pk) for each in payments)])
    digest = hashlib.sha256(said.encode()).hexdigest()
    if before := BankAnswer.objects.filter(body=body, sha256=digest).first():
        return _said_before(before, by)
    waiting = AnswerLine.objects.to_apply().filter(payment__in=payments).select_related("answer__brought_by")
    just = {line.payment_id: line for line in waiting}
    left = [each for each in payments if each.pk not in just]
    if not left:
        return _just_said(next(iter(just.values())), what, by)
    _require_open(left, what)
    made = BankAnswer.objects.create(body=body, kind=BY_HAND, sha256=digest, brought_by=by.person)
    facts = {"answer": made, "outcome": what, "on": on, "code": code}
    insert_many([AnswerLine(place=n, payment=each, end_to_end_id=each.end_to_end_id, pence=each.pence, **facts)
                 for n, each in enumerate(left, 1)])  # fmt: skip
    record_entry(made, "brought", by=by)
    return made


def _said_before(answer: BankAnswer, by: Actor) -> BankAnswer:
    """One's own words sent twice are one; whoever comes after a colleague reads who was first."""
    if answer.brought_by == by.person:
        return answer
    raise RuleBroken(_("%(who)s has said already what became of it.") % {"who": answer.brought_by.name})


def _just_said(line: AnswerLine, what: str, by: Actor) -> BankAnswer:
    if line.outcome == what:
        return _said_before(line.answer, by)
    words = _("%(who)s has just said “%(what)s”. Look again in a few minutes.")
    raise RuleBroken(words % {"who": line.answer.brought_by.name, "what": line.words.lower()})


def _require_open(payments: list[Payment], what: str) -> None:
    for payment in payments:
        if payment.status == Status.PAID and what == PAID and payment.paid_on is not None:
            raise RuleBroken(_("It arrived already, on %(day)s.") % {"day": long_date(payment.paid_on)})
        if payment.status == Status.RETURNED:
            raise RuleBroken(_("It came back already: %(why)s") % {"why": words_of(payment.return_code)})


def _require_day(payments: list[Payment], on: date) -> None:
    for payment in payments:
        if why_not := why_not_on(on, payment.run.given_on if payment.run else None):
            raise RuleBroken(why_not)


def apply_some(*, by: Actor, most: int = 50, answer: BankAnswer | None = None) -> int:
    """The next clear lines go into the books, each by itself, and runs that are answered are done. How many lines."""
    require(bool(by.rule))
    lines = AnswerLine.objects.to_apply().select_related("payment__run")
    found = list((lines.filter(answer=answer) if answer else lines)[:most])
    done = sum(_applied(line, by=by) for line in found)
    for run in PaymentRun.objects.answered():
        finish_run(run, by=by)
    return done


def _applied(line: AnswerLine, *, by: Actor) -> bool:
    """One that cannot be booked waits for a person, and stops none of the others; False: it is tried again later."""
    try:
        _apply(line, by=by)
    except OperationalError:  # the database is busy, and nothing is wrong with the line
        log.warning("a line of an answer waits", extra={"line": str(line.pk)})
        return False
    except Exception as broken:  # noqa: BLE001 (whatever it is, it is about this line alone)
        log.error("a line of an answer fails", extra={"line": str(line.pk), "error": type(broken).__name__})
        _let_a_person_decide(line, by=by)
    return True


@transaction.atomic
def _let_a_person_decide(line: AnswerLine, *, by: Actor) -> None:
    AnswerLine.objects.filter(pk=line.pk).update(outcome=Outcome.OTHERWISE)
    record_entry(line, "not-booked", by=by)


@transaction.atomic
def _apply(line: AnswerLine, *, by: Actor) -> None:
    assert line.payment is not None
    on = line.on or timezone.localdate(line.answer.brought_at)
    _require_day([line.payment], on)
    _answer(line.payment, line.outcome, on, line.code, by=by)


def _answer(payment: Payment, what: str, on: date, code: str, *, by: Actor) -> None:
    """What is answered had left, whether or not its posting was written yet."""
    lock(payment)
    if payment.status == Status.LOCKED:
        send_payment(payment, by=by)
    if what == PAID and payment.status == Status.SENT:
        payment_arrived(payment, on, by=by)
    if what == RETURNED and payment.status in (Status.SENT, Status.PAID):
        payment_came_back(payment, code, by=by)
        if payment.invoice_id is not None:  # it may ask for less by now
            settle_rest(Invoice.objects.get(pk=str(payment.invoice_id)), by=by)
        _tell_it_came_back(payment)


def _tell_it_came_back(payment: Payment) -> None:
    """Whose account it went to reads why, so that they can put it right."""
    owner = payment.account.whose if payment.account else None
    said = {"council": payment.body.name, "pence": payment.pence, "why": words_of(payment.return_code)}
    said["is_held"] = is_sent_back(payment)
    template = "money-came-back"
    if payment.invoice is not None:
        template = "payment-came-back"
        said |= {"number": payment.invoice.number, "run": str(payment.run_id)}
    for user in people_told(owner) if owner else ():
        notify(user, template, key=f"{template}:{payment.pk}:{user.pk}", context=said)


@transaction.atomic
def decide_line(line: AnswerLine, what: str, on: date, code: str = "", *, by: Actor) -> None:
    """Somebody has looked at what was not clear: it is paid, came back, is less, or changes nothing."""
    lock(line)
    require(access.can_settle_line(by, line.answer))
    if line.seen_at is not None:
        raise RuleBroken(_("Somebody has decided this already."))
    if what != NOTHING:
        _decide(line, what, on, code, by=by)
    line.seen_by, line.seen_at, line.decision = by.person, timezone.now(), what
    line.save(update_fields=["seen_by", "seen_at", "decision"])
    record_entry(line, f"decided:{what}", by=by)


@transaction.atomic
def say_none_is_ours(answer: BankAnswer, *, by: Actor) -> int:
    """All lines of an answer that name no payment of the body are decided at once; how many they were."""
    lock(answer)
    require(access.can_settle_line(by, answer))
    seen = {"seen_by": by.person, "seen_at": timezone.now(), "decision": NOTHING}
    number = answer.lines.of_nobody().update(**seen)
    if number:
        record_entry(answer, "none-is-ours", by=by)
    return number


def _decide(line: AnswerLine, what: str, on: date, code: str, *, by: Actor) -> None:
    payment = line.payment
    if payment is None:
        raise RuleBroken(_("We do not know which payment this is. Nothing can be moved for it."))
    require(access.can_answer(by, payment))
    if payment.run is None or payment.run.sent_at is None:
        raise RuleBroken(_("It was not sent yet. Say first that the bank has its file."))
    _require_day([payment], on)
    if payment.status == Status.RETURNED:
        raise RuleBroken(_("It came back before, and is due again. Keep the new payment back, and ask the bank."))
    if what == LESS:
        _less(line, payment, on, by=by)
    else:
        _answer(payment, what, on, code, by=by)
    finish_run(payment.run, by=by)


def _less(line: AnswerLine, payment: Payment, on: date, *, by: Actor) -> None:
    """Only a part arrived: that part is paid, and the rest is due again."""
    if line.pence is None or not 0 < line.pence < payment.pence or payment.invoice is None:
        raise RuleBroken(_("This is not less than what was sent."))
    if payment.status == Status.LOCKED:
        send_payment(payment, by=by)
    paid_less(payment, line.pence, on, by=by)
