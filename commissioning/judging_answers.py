"""What one line of an answer means for our payments: clear ones move money, all others wait for a person."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from commissioning.bank_files import Answer, Fact
from commissioning.bank_files import Outcome as Said
from commissioning.models import AnswerLine, Payment, PaymentRun

Outcome, Status = AnswerLine.Outcome, Payment.Status
LEFT = (Status.SENT, Status.LOCKED)


@dataclass(frozen=True)
class Known:
    """A payment that a line names, as far as it is judged by it."""

    pk: UUID
    body: UUID
    status: str
    pence: int
    is_sent: bool


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


def lines_of(facts: list[Fact], body: UUID) -> Iterator[AnswerLine]:
    """A line for each fact, with what becomes of it."""
    known = _known({fact.end_to_end_id for fact in facts})
    counted = Counter((fact.end_to_end_id, fact.outcome) for fact in facts if fact.end_to_end_id)
    for fact in facts:
        payment = known.get(fact.end_to_end_id)
        is_doubled = counted[fact.end_to_end_id, fact.outcome] > 1
        is_ours = payment is not None and payment.body == body
        yield AnswerLine(
            place=fact.place, end_to_end_id=fact.end_to_end_id, payment_id=payment.pk if payment and is_ours else None,
            outcome=_outcome(fact, payment, body, is_doubled), pence=fact.pence, on=fact.on, code=fact.code,
        )  # fmt: skip


def _known(ids: set[str]) -> dict[str, Known]:
    rows = Payment.objects.filter(end_to_end_id__in=ids).select_related("run").order_by()
    return {
        each.end_to_end_id: Known(each.pk, each.body_id, each.status, each.pence, _is_sent(each.run)) for each in rows
    }


def _is_sent(run: PaymentRun | None) -> bool:
    return run is not None and run.sent_at is not None


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
