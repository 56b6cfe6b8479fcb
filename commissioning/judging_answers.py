"""What one line of an answer means for our payments: clear ones move money, all others wait for a person."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from commissioning.bank_files import Answer, Fact, Unreadable
from commissioning.bank_files import Outcome as Said
from commissioning.models import AnswerLine, PayerSettings, Payment, PaymentRun
from marketplace.ui.filters import long_date

Outcome, Status = AnswerLine.Outcome, Payment.Status
OURS = "JR"  # every reference and every run of ours begins so
ELSEWHERE = timedelta(days=1)  # a bank may write the day of another time zone


@dataclass(frozen=True)
class Known:
    """A payment that a line names, as far as it is judged by it."""

    pk: UUID
    body: UUID
    status: str
    pence: int
    since: date | None

    @property
    def is_sent(self) -> bool:
        return self.since is not None


def spread(answer: Answer, body: UUID) -> list[Fact]:
    """What is said of a whole file is said of each payment in it that no line names."""
    named = {fact.end_to_end_id for fact in answer.facts if fact.end_to_end_id}
    found: list[Fact] = []
    for fact in answer.facts:
        found += [fact] if fact.end_to_end_id or not fact.message_id else _of_run(fact, body, named)
    last = max((fact.place for fact in found), default=0)
    seen: set[int] = set()
    for number, fact in enumerate(found):
        if fact.place in seen:
            last += 1
            found[number] = replace(fact, place=last)
        seen.add(found[number].place)
    return found


def _of_run(fact: Fact, body: UUID, named: set[str]) -> list[Fact]:
    run = PaymentRun.objects.filter(body=body, number=fact.message_id).first()
    if run is None or fact.outcome in (Said.WAITING, Said.ACCEPTED):
        return [fact]
    keys = run.payments.exclude(end_to_end_id__in=named).order_by("pk").values_list("end_to_end_id", flat=True)
    return [replace(fact, end_to_end_id=key, pence=None) for key in keys]


def sort_out(facts: list[Fact], known: dict[str, Known]) -> tuple[list[Fact], int]:
    """Those that are or may be ours; how many are not: a statement lists all that a council pays."""
    ours = [each for each in facts if each.end_to_end_id in known or _looks_like_ours(each)]
    return ours, len(facts) - len(ours)


def _looks_like_ours(fact: Fact) -> bool:
    return fact.end_to_end_id.startswith(OURS) or fact.message_id.startswith(OURS)


def why_not_on(on: date, since: date | None) -> str:
    """Why nothing that the bank has since a day can have been answered on this one; no words where it can."""
    if on > timezone.localdate():
        return _("Choose today or an earlier day.")
    if since is not None and on < since - ELSEWHERE:
        return _("The bank has it since %(day)s. Choose that day or a later one.") % {"day": long_date(since)}
    return ""


def refuse_days(facts: list[Fact], known: dict[str, Known], body: UUID) -> None:
    """A day that has not come, or on which the bank did not have the payment yet, refuses the whole file."""
    for fact in facts:
        payment = known.get(fact.end_to_end_id)
        is_ours = payment is not None and payment.body == body and not _says_nothing(fact)
        if fact.on is not None and why_not_on(fact.on, payment.since if payment and is_ours else None):
            words = _("Line %(n)s: %(day)s cannot be right. It has not come yet, or the payment was not sent then. "
                      "Nothing of this file was taken.")  # fmt: skip
            raise Unreadable(words % {"n": fact.place, "day": long_date(fact.on)})


def refuse_other_accounts(accounts: Collection[str], settings: PayerSettings | None) -> None:
    """A statement is of the account that the body pays from; who has said none cannot be asked about it."""
    if settings is None or not settings.payer_number:
        return
    for account in accounts:
        if account and not _is_account(account, settings.payer_sort_code, settings.payer_number):
            words = _("This is about the account that ends with %(digits)s. You pay from another one. "
                      "Nothing of this file was taken.")  # fmt: skip
            raise Unreadable(words % {"digits": _digits(account)[-3:]})


def _is_account(account: str, sort_code: str, number: str) -> bool:
    """An IBAN ends with sort code and number; without a sort code the number alone is asked about."""
    found = _digits(account)
    return found == number or found.endswith(sort_code + number)


def _digits(account: str) -> str:
    return "".join(letter for letter in account if letter in "0123456789")


def is_proved(answer: Answer, settings: PayerSettings | None) -> bool:
    """Whether a statement is known to be of the body's own account; what is no statement need not be."""
    is_known = settings is not None and bool(settings.payer_number)
    return not answer.accounts or (is_known and "" not in answer.accounts)


def lines_of(
    facts: list[Fact], known: dict[str, Known], body: UUID, aside: Collection[UUID] = ()
) -> Iterator[AnswerLine]:
    """A line for each fact, with what becomes of it; of payments in `aside` a person decides."""
    counted = Counter((fact.end_to_end_id, _says_nothing(fact)) for fact in facts if fact.end_to_end_id)
    for fact in facts:
        payment = known.get(fact.end_to_end_id)
        is_doubled = not _says_nothing(fact) and counted[fact.end_to_end_id, False] > 1
        is_ours = payment is not None and payment.body == body
        yield AnswerLine(
            place=fact.place, end_to_end_id=fact.end_to_end_id, payment_id=payment.pk if payment and is_ours else None,
            outcome=_kept_aside(_outcome(fact, payment, body, is_doubled), payment, aside),
            pence=fact.pence, on=fact.on, code=fact.code,
        )  # fmt: skip


def _kept_aside(outcome: str, payment: Known | None, aside: Collection[UUID]) -> str:
    is_aside = payment is not None and payment.pk in aside
    return Outcome.OTHERWISE if is_aside and outcome in (Outcome.PAID, Outcome.RETURNED) else outcome


def known_of(facts: list[Fact]) -> dict[str, Known]:
    """The payments that are named, whosever they are."""
    rows = Payment.objects.filter(end_to_end_id__in={fact.end_to_end_id for fact in facts}).select_related("run")
    return {
        each.end_to_end_id: Known(
            each.pk, each.body_id, each.status, each.pence, each.run.given_on if each.run else None
        )
        for each in rows.order_by()
    }


def _outcome(fact: Fact, payment: Known | None, body: UUID, is_doubled: bool) -> str:
    """In this order: whose it is, whether it is said once, and what it says."""
    if payment is None:
        return Outcome.ACCEPTED if _says_nothing(fact) else Outcome.UNKNOWN
    if payment.body != body:
        return Outcome.SOMEBODY_ELSE
    if is_doubled:
        return Outcome.DOUBLED
    if _says_nothing(fact):
        return Outcome.ACCEPTED
    if not payment.is_sent:
        return Outcome.TOO_EARLY
    return _moved(fact, payment)


def _says_nothing(fact: Fact) -> bool:
    """That a bank has it, or looks at it: nothing moves."""
    return fact.outcome in (Said.WAITING, Said.ACCEPTED)


def _moved(fact: Fact, payment: Known) -> str:
    is_paid = fact.outcome == Said.PAID
    if payment.status == (Status.PAID if is_paid else Status.RETURNED):
        return Outcome.ALREADY
    if payment.status == Status.RETURNED:
        return Outcome.OTHERWISE
    if fact.pence is not None and fact.pence != payment.pence:
        return Outcome.OTHER_SUM
    return Outcome.PAID if is_paid else Outcome.RETURNED
