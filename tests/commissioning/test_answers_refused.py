"""A bank's answer that cannot be right moves nothing, and one bad line stops none of the others."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commissioning import actions
from commissioning.bank_files import Unreadable
from commissioning.models import AnswerLine, BankAnswer, PayerSettings
from commissioning.tasks import payments as tasks
from marketplace.notifications.models import Message
from marketplace.workflow.errors import RuleBroken
from tests.commissioning.making_runs import (
    SWEEP,
    approved,
    bring,
    clearing,
    may_be_paid,
    outcomes,
    owing,
    proposed,
    sent,
    statuses,
)
from tests.commissioning.test_bank_answers import detail, entry, statement
from tests.people import acting, person

pytestmark = pytest.mark.django_db
DATED = "our reference,status,amount,date"
OWN = {"end_to_end_id": "Ref No", "status": "State", "pence": "Net"}
IMPOSSIBLE = ["31/12/9999", "2030-01-01", "2026-03-24", "2026-03-21", "0001-01-01"]


@pytest.mark.parametrize("day", IMPOSSIBLE)
def test_a_file_with_a_day_that_cannot_be_is_refused_whole(run, ids, fiona, day):
    with pytest.raises(Unreadable, match="Line 2: .* cannot be right"):
        bring(run, [f"{ids[0]},paid,18.00,2026-03-23", f"{ids[1]},paid,18.00,{day}"], fiona, DATED)
    assert not BankAnswer.objects.exists() and statuses(run) == {"sent"}


@pytest.mark.parametrize("day", ["2026-03-22", "2026-03-23"])
def test_the_day_before_is_right_as_banks_have_other_clocks(run, ids, fiona, day):
    answer, _new = bring(run, [f"{ids[0]},paid,18.00,{day}"], fiona, DATED)
    assert outcomes(answer) == ["paid"] and clearing() == 3_600


@pytest.mark.parametrize("day", [date(1, 1, 1), date(2026, 3, 21), date(2030, 1, 1), date(9999, 12, 31)])
def test_nobody_says_by_hand_that_it_was_paid_on_a_day_that_cannot_be(run, ids, fiona, day):
    payment, by = run.payments.get(end_to_end_id=ids[0]), acting(fiona)
    for act in (lambda: actions.say_run_paid(run, day, by=by), lambda: actions.say_answer(payment, "paid", day, by=by),
                lambda: actions.say_answer(payment, "returned", day, "AC04", by=by)):  # fmt: skip
        with pytest.raises(RuleBroken):
            act()
    answer, _new = bring(run, [f"{ids[0]},paid,17.00,"], fiona)
    with pytest.raises(RuleBroken):
        actions.decide_line(answer.lines.get(), "paid", day, by=by)
    assert statuses(run) == {"sent"} and clearing() == 5_400


def test_a_line_that_fails_waits_for_a_person_and_stops_neither_the_others_nor_the_letters(run, ids, fiona, caplog):
    bring(run, [f"{ids[0]},accepted,18.00,", f"{ids[1]},accepted,18.00,"], fiona)
    lines = AnswerLine.objects.order_by("place")
    lines.filter(place=1).update(outcome="paid", on=date(9999, 12, 31))  # as it was taken before this was refused
    lines.filter(place=2).update(outcome="paid", on=timezone.localdate())
    tasks.follow_payments()
    assert [line.outcome for line in lines] == ["otherwise", "paid"]
    assert run.payments.get(end_to_end_id=ids[1]).status == "paid" and clearing() == 3_600
    assert Message.objects.filter(template="remittance").exists()
    assert AnswerLine.objects.unclear().get().words == "It could not be taken by itself"
    assert "a line of an answer fails" in caplog.text and ids[0] not in caplog.text


def test_whatever_breaks_in_one_line_the_next_is_booked(run, ids, fiona, monkeypatch):
    bring(run, [f"{key},accepted,18.00," for key in ids], fiona)
    AnswerLine.objects.update(outcome="paid", on=timezone.localdate())
    whole = actions.answering.payment_arrived

    def breaks(payment, on, *, by):
        whole(payment, on, by=by)
        if payment.end_to_end_id == ids[0]:
            raise ZeroDivisionError

    monkeypatch.setattr(actions.answering, "payment_arrived", breaks)
    while actions.apply_some(by=SWEEP):
        pass
    assert run.payments.get(end_to_end_id=ids[0]).status == "sent" and clearing() == 1_800
    line = AnswerLine.objects.unclear().get()
    monkeypatch.undo()
    actions.decide_line(line, "paid", timezone.localdate(), by=acting(fiona))
    assert statuses(run) == {"paid"} and clearing() == 0


def test_posting_that_breaks_does_not_keep_payees_from_being_told(run, monkeypatch):
    def breaks(*, by):
        raise ZeroDivisionError

    monkeypatch.setattr(actions, "post_some", breaks)
    run.payments.update(told_at=None)
    assert tasks.follow_payments() == 3


def test_a_run_that_was_noted_late_can_have_been_paid_since_its_file_was_taken(run, ids, fiona):
    type(run).objects.filter(pk=run.pk).update(downloaded_at=timezone.now() - timedelta(days=4))
    answer, _new = bring(run, [f"{ids[0]},paid,18.00,2026-03-20"], fiona, DATED)
    assert outcomes(answer) == ["paid"]


def statement_of(account: str, key: str) -> bytes:
    moment = entry("18.00", detail(key, "18.00"), day="<Dt>2026-03-23</Dt>")
    return statement(moment, account=account)


def taken(body, content: bytes, by) -> BankAnswer:
    answer, _new = actions.take_answer(body, "answer", content, by=acting(by))
    while actions.apply_some(by=SWEEP):
        pass
    return answer


@pytest.mark.parametrize("account", [
    "<IBAN>GB33BUKB20201555555555</IBAN>", "<Othr><Id>55779912</Id></Othr>", "<Othr><Id>20000155779911</Id></Othr>",
    "<Othr><Id>55779911 9</Id></Othr>",
])  # fmt: skip
def test_a_statement_of_another_account_is_refused(run, ids, fiona, account):
    with pytest.raises(Unreadable, match=r"account that ends with \d{3}\. You pay from another one"):
        taken(run.body, statement_of(account, ids[0]), fiona)
    assert not BankAnswer.objects.exists() and clearing() == 5_400


@pytest.mark.parametrize("account", [
    "<IBAN>GB12BUKB20000055779911</IBAN>", "<Othr><Id>55779911</Id></Othr>", "<Othr><Id>20-00-00 55779911</Id></Othr>",
])  # fmt: skip
def test_a_statement_of_the_account_that_the_council_pays_from_is_booked(run, ids, fiona, account):
    assert outcomes(taken(run.body, statement_of(account, ids[0]), fiona)) == ["paid"] and clearing() == 3_600


def test_a_statement_that_does_not_say_of_which_account_it_is_waits_for_a_person(run, ids, fiona):
    assert outcomes(taken(run.body, statement_of("", ids[0]), fiona)) == ["otherwise"] and clearing() == 5_400


@pytest.fixture
def finance_run(doreen, cooking, amina, sam, time_machine, good_company, nottingham, fiona, raj):
    """The finance system has three payments; nobody said from which account it pays."""
    PayerSettings.objects.create(body=nottingham, rail="finance", headings=OWN)
    owing(doreen, cooking, amina, sam, time_machine.move_to)
    may_be_paid(good_company, amina, nottingham, fiona, raj)
    return sent(approved(proposed(nottingham), fiona, raj), fiona)


def test_where_no_account_is_known_a_person_decides_about_a_statement(finance_run, fiona):
    key = finance_run.payments.first().end_to_end_id
    answer = taken(finance_run.body, statement_of("<IBAN>GB33BUKB20201555555555</IBAN>", key), fiona)
    assert outcomes(answer) == ["otherwise"] and clearing() == 5_400
    actions.decide_line(answer.lines.get(), "paid", timezone.localdate(), by=acting(fiona))
    assert clearing() == 3_600


def test_a_bank_s_own_csv_and_that_of_the_finance_system_are_both_read(run, ids, fiona, pays):
    type(pays).objects.filter(pk=pays.pk).update(headings=OWN)
    bring(run, [f"{ids[0]},paid,18.00,"], fiona)
    bring(run, [f"{ids[1]},paid,18.00"], fiona, "Ref No,State,Net")
    assert clearing() == 1_800
    with pytest.raises(Unreadable, match="no column “State”"):  # not taken for a list of what was paid
        bring(run, [f"{ids[2]},18.00"], fiona, "Ref No,Net")


def test_where_only_the_finance_system_pays_its_headings_have_to_be_there(finance_run, fiona):
    with pytest.raises(Unreadable, match="There is no column “(Net|Ref No|State)”"):
        bring(finance_run, [f"{finance_run.payments.first().end_to_end_id},paid,18.00,"], fiona)


def test_whoever_owns_the_enterprise_moves_nothing_of_theirs_with_a_file(run, ids, fiona, raj, good_company):
    good_company.organisation.memberships.create(account=fiona, role="owner")
    answer, _new = bring(run, [f"{key},paid,18.00," for key in ids], fiona)
    assert outcomes(answer) == ["otherwise"] * 3 and clearing() == 5_400
    line = answer.lines.first()
    with pytest.raises(PermissionDenied):
        actions.decide_line(line, "paid", timezone.localdate(), by=acting(fiona))
    actions.decide_line(line, "paid", timezone.localdate(), by=acting(raj))
    assert clearing() == 3_600


def test_whoever_entered_the_account_leaves_the_answer_to_a_colleague(
    doreen, cooking, amina, sam, time_machine, pays, good_company, nottingham, fiona, raj
):
    rita = person("rita", role="finance", organisation=nottingham)
    [payment] = owing(doreen, cooking, amina, sam, time_machine.move_to, 1)
    may_be_paid(good_company, fiona, nottingham, raj, rita)
    run = sent(approved(proposed(nottingham), raj, rita), raj)
    answer, _new = bring(run, [f"{payment.end_to_end_id},returned,18.00,AC04"], fiona)
    assert outcomes(answer) == ["otherwise"] and clearing() == 1_800
    with pytest.raises(PermissionDenied):
        actions.say_answer(run.payments.get(), "paid", timezone.localdate(), by=acting(fiona))


def test_a_statement_that_lists_all_that_a_council_pays_asks_nobody_about_each(run, ids, fiona):
    others = [entry("5.00", detail(f"RENT-{n}", "5.00"), day="<Dt>2026-03-23</Dt>") for n in range(12)]
    ours = entry("18.00", detail(ids[0], "18.00"), day="<Dt>2026-03-23</Dt>")
    account = "<IBAN>GB12BUKB20000055779911</IBAN>"
    answer = taken(run.body, statement(*others, ours, account=account), fiona)
    assert (answer.left_out, outcomes(answer)) == (12, ["paid"]) and not AnswerLine.objects.unclear().exists()
    client = Client()
    client.force_login(fiona)
    page = client.get(reverse("commissioning:bank-answer", args=[answer.pk])).content.decode()
    assert "12 lines of the file are not ours." in page and "None of these" not in page


def test_a_wrong_file_is_put_aside_with_one_button(run, ids, fiona, sam):
    answer, _new = bring(run, [*(f"JRNOBODY{n},paid,1.00," for n in range(30)), f"{ids[0]},paid,17.00,"], fiona)
    with pytest.raises(PermissionDenied):
        actions.say_none_is_ours(answer, by=acting(sam))
    client = Client()
    client.force_login(fiona)
    page = client.get(reverse("commissioning:bank-answer", args=[answer.pk])).content.decode()
    assert "30 lines name no payment of ours." in page and "None of these is ours" in page
    told = client.post(reverse("commissioning:none-is-ours", args=[answer.pk]), follow=True).content.decode()
    assert "Decided: 30 lines are not ours." in told and clearing() == 5_400
    assert AnswerLine.objects.unclear().get().outcome == "other-sum"
    assert set(answer.lines.of_nobody().values_list("seen_by", "decision")) == set()
    assert answer.lines.filter(seen_by=fiona, decision="nothing").count() == 30


def test_whoever_says_it_second_reads_what_happened(run, ids, fiona, raj):
    payment, today = run.payments.get(end_to_end_id=ids[0]), timezone.localdate()
    actions.say_answer(payment, "paid", today, by=acting(fiona))
    for what, words in (("paid", "fiona has said already"), ("returned", "fiona has just said “paid”")):
        with pytest.raises(RuleBroken, match=f"(?i){words}"):
            actions.say_answer(payment, what, today, by=acting(raj))
    actions.apply_some(by=SWEEP)
    with pytest.raises(RuleBroken, match="It arrived already, on Monday 23 March"):
        actions.say_answer(payment, "paid", today - timedelta(days=1), by=acting(raj))
    actions.say_answer(payment, "returned", today, "AC04", by=acting(raj))
    actions.apply_some(by=SWEEP)
    with pytest.raises(RuleBroken, match="It came back already: The account is closed"):
        actions.say_answer(payment, "paid", today - timedelta(days=1), by=acting(fiona))


def test_whoever_says_second_that_a_run_was_paid_reads_that_all_is_answered(run, fiona, raj):
    first = actions.say_run_paid(run, timezone.localdate(), by=acting(fiona))
    assert actions.say_run_paid(run, timezone.localdate(), by=acting(fiona)) == first
    with pytest.raises(RuleBroken, match="(?i)fiona has said already"):
        actions.say_run_paid(run, timezone.localdate(), by=acting(raj))
    while actions.apply_some(by=SWEEP):
        pass
    with pytest.raises(RuleBroken, match="Every payment in it is answered already"):
        actions.say_run_paid(run, timezone.localdate(), by=acting(raj))
    assert AnswerLine.objects.count() == 3


def test_a_day_that_does_not_exist_is_said_to_be_none(run, fiona):
    client = Client()
    client.force_login(fiona)
    address = reverse("commissioning:run-paid", args=[run.pk])
    told = client.post(address, {"on_day": "31", "on_month": "2", "on_year": "2026"}, follow=True).content.decode()
    assert "Enter a real date" in told and statuses(run) == {"sent"}


def test_files_that_were_brought_before_are_shown_with_their_time(run, ids, fiona):
    bring(run, [f"{ids[0]},paid,18.00,"], fiona)
    client = Client()
    client.force_login(fiona)
    assert "Monday 23 March at noon" in client.get(reverse("commissioning:bank-answers")).content.decode()
