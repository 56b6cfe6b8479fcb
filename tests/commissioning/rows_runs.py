"""What there is of payments for the table of who gets in where, and what each person gets."""

from django.utils import timezone

from commissioning import actions
from commissioning.models import PayerSettings, Payment
from marketplace.organisations.models import Role
from tests.commissioning.making_runs import SWEEP, approved, may_be_paid, proposed, sent
from tests.people import acting, person

# anonymous, olive, ben, amina, worker, connor, lena, cat, sam, fiona, olu
FINANCE = (302, 404, 404, 404, 404, 404, 404, 404, 404, 200, 404)
SEES = (302, 404, 404, 404, 404, 200, 404, 404, 404, 200, 404)
DOES = (302, 404, 404, 404, 404, 403, 404, 404, 404, 302, 404)
NO_GET = (302, *(405,) * 10)
RUNS = {
    "GET commissioning:payments": (302, 403, 403, 403, 403, 200, 200, 403, 403, 200, 403),
    "GET commissioning:propose-payments": NO_GET,
    "POST commissioning:propose-payments": DOES,
    "GET commissioning:run": SEES,
    "GET commissioning:run-act": NO_GET,
    "POST commissioning:run-act": (302, *(404,) * 10),
    "GET commissioning:run-paid": NO_GET,
    "POST commissioning:run-paid": DOES,
    "GET commissioning:run-file": (302, 404, 404, 404, 404, 403, 404, 404, 404, 200, 404),
    "GET commissioning:bank-answers": (302, 403, 403, 403, 403, 403, 403, 403, 403, 200, 403),
    "POST commissioning:bank-answers": (302, 403, 403, 403, 403, 403, 403, 403, 403, 200, 403),
    "GET commissioning:bank-answer": FINANCE,
    "GET commissioning:none-is-ours": NO_GET,
    "POST commissioning:none-is-ours": (302, 404, 404, 404, 404, 404, 404, 404, 404, 302, 404),
    "GET commissioning:answer-line": FINANCE,
    "POST commissioning:answer-line": FINANCE,
    "GET commissioning:payment": SEES,
    "POST commissioning:payment": (302, 404, 404, 404, 404, 403, 404, 404, 404, 200, 404),
    "GET commissioning:hold-payment": (302, 404, 404, 404, 404, 403, 404, 404, 404, 200, 404),
    "POST commissioning:hold-payment": (302, 404, 404, 404, 404, 403, 404, 404, 404, 200, 404),
    "GET commissioning:remittance": (302, 404, 404, 200, 200, 404, 404, 404, 404, 404, 404),
    "GET commissioning:remittance-sent": SEES,
}


def runs(w, amina) -> None:
    """One run is with the bank, another is proposed; a payment is due, and the bank named one that nobody knows."""
    raj = person("raj", role=Role.FINANCE, organisation=w.council)
    rita = person("rita", role=Role.FINANCE, organisation=w.council)  # Fiona's household owns the enterprise
    payer = {"payer_name": "Nottingham", "payer_sort_code": "200000", "payer_number": "55779911",
             "proposed_by": raj, "account_confirmed_by": rita}  # fmt: skip
    PayerSettings.objects.create(body=w.council, rail="bank", **payer)
    may_be_paid(w.company, amina, w.council, raj, rita)
    _owed(w, 1)
    w.run = sent(approved(proposed(w.council), rita, raj), raj)
    w.file = w.run.files.first()
    w.due = _owed(w, 2)
    said = b"our reference,amount\nJRNOBODY,1.00\n"
    w.answer, _is_new = actions.take_answer(w.council, "x.csv", said, by=acting(raj))
    w.line = w.answer.lines.get()
    while actions.tell_some(by=SWEEP):
        pass


def _owed(w, part: int) -> Payment:
    today, key = timezone.localdate(), f"JR{part:012}"
    facts = {"due_on": today, "fast_on": today, "reference": key, "end_to_end_id": key}
    return Payment.objects.create(kind="grant", source_id=w.grant.pk, part=part, body=w.council, pence=1_000, **facts)


def arguments(short: str, w) -> list | None:
    """What goes into the address of a page of payments."""
    return {
        "propose-payments": [w.council.pk], "run": [w.run.pk], "run-act": [w.run.pk], "run-paid": [w.run.pk],
        "run-file": [w.file.pk], "bank-answer": [w.answer.pk], "answer-line": [w.line.pk], "payment": [w.due.pk],
        "none-is-ours": [w.answer.pk], "hold-payment": [w.due.pk], "remittance": [w.run.pk],
        "remittance-sent": [w.run.payments.order_by("pk")[0].pk],
    }.get(short)  # fmt: skip
