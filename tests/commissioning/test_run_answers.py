"""What a bank or a finance system answers: clear lines move money once, all others wait for a person who decides."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from commissioning import actions
from commissioning.bank_files import Unreadable
from commissioning.models import AnswerLine, BankAnswer, Payment
from marketplace.notifications.models import Message
from marketplace.workflow.errors import RuleBroken
from tests.commissioning.making_runs import (
    SWEEP,
    approved,
    bring,
    clearing,
    invoices,
    may_be_paid,
    outcomes,
    owing,
    proposed,
    statuses,
)
from tests.people import acting

pytestmark = pytest.mark.django_db
PAIN = """<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
<GrpHdr><MsgId>B1</MsgId><CreDtTm>2026-03-23T09:00:00</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>{run}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>{status}</GrpSts>
</OrgnlGrpInfAndSts></CstmrPmtStsRpt></Document>"""


def test_each_clear_line_moves_its_payment_and_the_run_is_done(run, ids, fiona):
    answer, _new = bring(run, [f"{key},paid,18.00," for key in ids], fiona)
    assert outcomes(answer) == ["paid"] * 3 and run.status == "done" and clearing() == 0
    assert statuses(run) == {"paid"} and invoices(run) == {"paid"}


def test_the_same_file_twice_is_one(run, ids, fiona):
    first, _new = bring(run, [f"{ids[0]},paid,18.00,"], fiona)
    again, is_new = bring(run, [f"{ids[0]},paid,18.00,"], fiona)
    assert first == again and not is_new and BankAnswer.objects.count() == 1 and clearing() == 3_600


def test_the_same_payment_in_another_file_is_known_already(run, ids, fiona):
    bring(run, [f"{ids[0]},paid,18.00,"], fiona)
    answer, _new = bring(run, [f"{ids[0]},paid,18.00,", f"{ids[1]},paid,18.00,"], fiona)
    assert outcomes(answer) == ["already", "paid"] and clearing() == 1_800


def test_a_payment_that_came_back_is_due_again_and_the_enterprise_reads_why(run, ids, fiona, amina):
    bring(run, [f"{ids[0]},returned,18.00,AC04", f"{ids[1]},paid,18.00,", f"{ids[2]},paid,18.00,"], fiona)
    back = Payment.objects.get(end_to_end_id=ids[0])
    assert back.status == "returned" and back.replaced_by.status == "due" and run.status == "done"
    assert back.invoice.status == "approved" and clearing() == 0
    message = Message.objects.get(template="payment-came-back")
    assert message.to == amina and message.context["why"] == "The account is closed."


@pytest.mark.parametrize(
    ("line", "outcome"),
    [("JRNOBODYKNOWS,paid,18.00,", "unknown"), ("{0},paid,17.00,", "other-sum"), ("{0},paid,1800.00,", "other-sum")],
)
def test_what_is_not_clear_moves_nothing_and_waits(run, ids, fiona, line, outcome):
    answer, _new = bring(run, [line.format(*ids)], fiona)
    assert outcomes(answer) == [outcome] and AnswerLine.objects.unclear().count() == 1
    assert statuses(run) == {"sent"} and clearing() == 5_400


def test_a_payment_that_stands_twice_in_a_file_moves_nothing(run, ids, fiona):
    answer, _new = bring(run, [f"{ids[0]},paid,18.00,", f"{ids[0]},paid,18.00,"], fiona)
    assert outcomes(answer) == ["doubled", "doubled"] and clearing() == 5_400


def test_a_payment_that_was_paid_and_came_back_in_one_file_moves_nothing(run, ids, fiona):
    lines = [f"{ids[0]},paid,18.00,", f"{ids[1]},paid,18.00,", f"{ids[0]},returned,18.00,AC04"]
    answer, _new = bring(run, lines, fiona)
    assert outcomes(answer) == ["doubled", "paid", "doubled"] and clearing() == 3_600


def test_that_the_bank_has_it_and_that_it_was_paid_is_no_contradiction(run, ids, fiona):
    answer, _new = bring(run, [f"{ids[0]},accepted,18.00,", f"{ids[0]},paid,18.00,"], fiona)
    assert outcomes(answer) == ["accepted", "paid"] and clearing() == 3_600


def test_one_line_that_cannot_be_read_refuses_the_whole_file(run, ids, fiona):
    with pytest.raises(Unreadable):
        bring(run, [f"{ids[0]},paid,18.00,", f"{ids[1]},paid,eighteen,"], fiona)
    assert not BankAnswer.objects.exists() and statuses(run) == {"sent"}


def test_an_answer_to_what_was_not_sent_yet_waits(doreen, cooking, amina, sam, time_machine, pays, good_company,
                                                  nottingham, fiona, raj):  # fmt: skip
    owing(doreen, cooking, amina, sam, time_machine.move_to, 1)
    may_be_paid(good_company, amina, nottingham, fiona, raj)
    run = approved(proposed(nottingham), fiona, raj)
    answer, _new = bring(run, [f"{run.payments.get().end_to_end_id},paid,18.00,"], fiona)
    assert outcomes(answer) == ["too-early"] and statuses(run) == {"locked"}


def test_another_councils_payment_moves_nothing_here(run, ids, fiona, lena, olu):
    other = lena.memberships.get().organisation
    lena.memberships.create(organisation=other, role="finance")
    content = f"our reference,amount\n{ids[0]},18.00\n".encode()
    answer, _new = actions.take_answer(other, "x.csv", content, by=acting(lena))
    assert outcomes(answer) == ["somebody-else"] and answer.lines.get().payment is None
    assert actions.apply_some(by=SWEEP) == 0 and clearing() == 5_400


def test_a_file_that_the_bank_refuses_whole_sends_every_payment_back(run, fiona):
    content = PAIN.format(run=run.number, status="RJCT").encode()
    actions.take_answer(run.body, "x.xml", content, by=acting(fiona))
    while actions.apply_some(by=SWEEP):
        pass
    run.refresh_from_db()
    assert statuses(run) == {"returned"} and run.status == "done" and clearing() == 0
    assert Payment.objects.due().count() == 3


def test_a_bank_that_has_the_file_moves_nothing(run, fiona):
    content = PAIN.format(run=run.number, status="ACCP").encode()
    answer, _new = actions.take_answer(run.body, "x.xml", content, by=acting(fiona))
    assert outcomes(answer) == ["accepted"] and actions.apply_some(by=SWEEP) == 0 and statuses(run) == {"sent"}


def test_somebody_decides_that_less_arrived_and_the_rest_is_due_again(run, ids, fiona):
    answer, _new = bring(run, [f"{ids[0]},paid,10.00,"], fiona)
    actions.decide_line(answer.lines.get(), "less", timezone.localdate(), by=acting(fiona))
    parts = Payment.objects.filter(invoice__payments__end_to_end_id=ids[0]).exclude(end_to_end_id=ids[0])
    assert sorted(parts.values_list("status", "pence")) == [("cancelled", 1_800), ("due", 800), ("paid", 1_000)]
    assert clearing() == 3_600 and not AnswerLine.objects.unclear().exists()
    with pytest.raises(RuleBroken):
        actions.decide_line(answer.lines.get(), "paid", timezone.localdate(), by=acting(fiona))


def test_somebody_decides_that_it_was_paid_all_the_same_or_that_it_changes_nothing(run, ids, fiona, sam):
    answer, _new = bring(run, [f"{ids[0]},paid,10.00,", "JRNOBODY,paid,5.00,"], fiona)
    first, other = answer.lines.order_by("place")
    with pytest.raises(PermissionDenied):
        actions.decide_line(first, "paid", timezone.localdate(), by=acting(sam))
    actions.decide_line(first, "paid", timezone.localdate(), by=acting(fiona))
    with pytest.raises(RuleBroken):
        actions.decide_line(other, "paid", timezone.localdate(), by=acting(fiona))
    actions.decide_line(other, "nothing", timezone.localdate(), by=acting(fiona))
    assert clearing() == 3_600 and not AnswerLine.objects.unclear().exists()


def test_said_by_hand_twice_it_is_one(run, ids, fiona):
    payment = run.payments.get(end_to_end_id=ids[0])
    for _time in range(2):
        actions.say_answer(payment, "paid", timezone.localdate(), by=acting(fiona))
        actions.apply_some(by=SWEEP)
    assert BankAnswer.objects.count() == 1 and clearing() == 3_600


def test_money_that_comes_back_after_it_arrived_is_due_again(run, ids, fiona):
    bring(run, [f"{key},paid,18.00," for key in ids], fiona)
    bring(run, [f"{ids[0]},returned,18.00,AC06"], fiona)
    back = Payment.objects.get(end_to_end_id=ids[0])
    assert back.status == "returned" and back.invoice.status == "approved" and clearing() == 0
    answer, _new = bring(run, [f"{ids[0]},paid,18.00,late"], fiona)
    assert outcomes(answer) == ["otherwise"] and clearing() == 0
