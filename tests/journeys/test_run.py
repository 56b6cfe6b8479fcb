"""A run of payments: one finance officer looks at it, another approves it, the bank pays, and Amina reads for what."""

from pathlib import Path

import pytest
from django.core.management import call_command

from commissioning.models import PaymentRun
from commissioning.tasks import follow_payments
from tests.journeys.letters import STAFF_PASSWORD, Mailbox, sign_in, sign_in_as_staff
from tests.journeys.test_small_screens import PHONE, assert_fits, photograph
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey
AMINA, FIONA, RAJ = (f"{name}@demo.justright.example" for name in ("amina", "fiona", "raj"))


@pytest.fixture
def run(fresh_db, settings) -> PaymentRun:
    """Raj has looked at it; it waits for a second person."""
    settings.DEMO = True
    for command in ("seed_checks", "seed_payments"):
        call_command(command, verbosity=0)
    return PaymentRun.objects.get(status="made")


def test_a_run_is_paid_by_two_people_and_its_payee_reads_for_what(arrive, mailbox: Mailbox, run: PaymentRun, tmp_path):
    fiona, raj, amina = arrive(), arrive(), arrive()
    sign_in_as_staff(raj, mailbox, RAJ)
    raj.goes(f"/payments/runs/{run.pk}/")
    raj.sees("Payments of £", "A colleague does.")
    sign_in_as_staff(fiona, mailbox, FIONA)
    fiona.goes("/payments/")
    fiona.sees(
        "Payments", "A second person approves it.", "There is no bank account yet.", "Somebody is asking the payee"
    )
    photograph(fiona, "payments")
    approves(fiona, run, tmp_path)
    follow_payments()
    brings_the_answer(fiona, run, tmp_path)
    amina.goes(mailbox.link("is on its way to you", AMINA))
    sign_in(amina, AMINA, STAFF_PASSWORD)
    amina.goes(f"/payments/remittance/{run.pk}/")
    amina.sees("Paid by Nottingham City Council", "Invoice L-", "Paid")
    photograph(amina, "remittance")
    amina.page.set_viewport_size(PHONE)
    assert_fits(amina, "Paid by Nottingham City Council")
    fiona.page.set_viewport_size(PHONE)
    for address, heading in (("/payments/", "Payments"), (f"/payments/runs/{run.pk}/", "Payments"),
                             ("/payments/answers/", "What the bank answers"),
                             (f"/payments/answers/{run.payments.first().answers.get().answer_id}/", "answer.csv"),
                             (f"/payments/{run.payments.first().pk}/", "Good Company")):  # fmt: skip
        fiona.goes(address)
        assert_fits(fiona, heading)


def approves(fiona: Visitor, run: PaymentRun, tmp_path: Path) -> None:
    """She says yes, takes the file, and says that the bank has it."""
    fiona.goes(f"/payments/runs/{run.pk}/")
    fiona.sees("Payments of £", "Raj Mistry looked at it.")
    photograph(fiona, "run-made")
    fiona.presses("Approve")
    fiona.sees("Payments of £", "Its files")
    with fiona.page.expect_download() as taken:
        fiona.follows(f"{run.number}.xml")
    taken.value.save_as(tmp_path / "run.xml")
    run.refresh_from_db()
    assert (tmp_path / "run.xml").read_bytes() == bytes(run.files.get(kind="pain.001").content)
    fiona.goes(f"/payments/runs/{run.pk}/")
    fiona.presses("The bank has it")
    fiona.sees("Payments of £", "How far it is")
    photograph(fiona, "run-sent")


def brings_the_answer(fiona: Visitor, run: PaymentRun, tmp_path: Path) -> None:
    """All arrived, and one line is about a payment that nobody knows."""
    lines = ["our reference,amount,status", "JRNOBODYKNOWS,1.00,paid"]
    lines += [f"{each.end_to_end_id},{each.pence / 100:.2f},paid" for each in run.payments.all()]
    answer = tmp_path / "answer.csv"
    answer.write_text("\n".join(lines))
    fiona.goes("/payments/answers/")
    photograph(fiona, "answers")
    fiona.field("The file that came back").set_input_files(answer)
    fiona.presses("Read it")
    fiona.sees("answer.csv", "No payment of ours has this reference", "Paid")
    photograph(fiona, "answer")
    fiona.follows("Decide")
    fiona.sees("A line that is not clear", "JRNOBODYKNOWS")
    photograph(fiona, "answer-line")
    fiona.ticks("It changes nothing")
    fiona.presses("Decide")
    fiona.sees("answer.csv")
    run.refresh_from_db()
    assert run.status == "done"
