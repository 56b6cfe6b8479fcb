"""A direct payment is told about each quarter, with receipts; what was sent stays as it was sent."""

import json
from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client, override_settings
from django.urls import reverse

from budgets import actions, tasks
from budgets.models import CircleMember, Expense, LifeChange, MoneyReturn, MoneyRules, Person, Receipt
from budgets.returning import facts_of, last_quarter, quarter_of
from budgets.weeks import Period
from marketplace.accounts.ids import uuid7
from marketplace.notifications.models import Message
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.models import Entry
from tests.budgets.making import budget_of, limit_of
from tests.people import acting, person
from tests.workflow.test_files import pdf, picture

pytestmark = pytest.mark.django_db
QUARTER = Period(date(2026, 7, 1), date(2026, 9, 30))


@pytest.fixture(autouse=True)
def october():
    """Monday 12 October 2026: the quarter from July is due by 28 October."""
    with time_machine.travel("2026-10-12 10:00", tick=False):
        yield


@pytest.fixture
def his(nottingham, sam, ben, connor):
    limit_of(nottingham, "social_worker", 10_000_000, connor)
    facts = {"name": "Ben Carter", "outcode": "NG5", "account": ben}
    return Person.objects.create(organisation=nottingham, named_worker=sam, **facts)


@pytest.fixture
def version(his, sam):
    """£70 a week since 1 July 2026."""
    return budget_of(his, sam, 7_000, days=103)


def spend(version, pence=2_000, on=date(2026, 8, 3), kind="wages", **more) -> Expense:
    facts = {"pence": pence, "spent_on": on, "kind": kind, "words": "Leroy"}
    by = acting(version.budget.person.account)
    return actions.declare_expense(version.budget, "direct-payment", facts, key=uuid7(), by=by, **more)


def send(version, by) -> MoneyReturn:
    return actions.send_return(version.budget, QUARTER, key=uuid7(), by=acting(by))


def as_(somebody) -> Client:
    client = Client()
    client.force_login(somebody)
    return client


def page(name, *args) -> str:
    return reverse(f"budgets:{name}", args=args)


def upload(data=None, name="till.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf() if data is None else data)


# --- Quarters --------------------------------------------------------------------------------------------------------
@pytest.mark.R13
@pytest.mark.parametrize(("day", "first", "last", "due"), [
    (date(2026, 10, 12), date(2026, 10, 1), date(2026, 12, 31), date(2027, 1, 28)),
    (date(2027, 1, 1), date(2027, 1, 1), date(2027, 3, 31), date(2027, 4, 28)),
    (date(2028, 2, 29), date(2028, 1, 1), date(2028, 3, 31), date(2028, 4, 28)),
    (date(2026, 6, 30), date(2026, 4, 1), date(2026, 6, 30), date(2026, 7, 28)),
])  # fmt: skip
def test_quarters_of_the_financial_year_are_due_28_days_later(day, first, last, due):
    quarter = quarter_of(day)
    assert (quarter.period.starts_on, quarter.period.ends_on, quarter.due_on) == (first, last, due)


def test_the_last_quarter_is_the_newest_that_is_over():
    assert last_quarter(date(2026, 10, 1)).period == QUARTER == last_quarter(date(2026, 12, 31)).period


def test_a_mistake_taken_back_is_not_in_the_totals_of_a_return(version, ben):
    spend(version, 2_000)
    actions.take_back_expense(spend(version, 700), by=acting(ben))
    facts = facts_of(version.budget, QUARTER)
    assert dict(facts["kinds"])["Paid elsewhere"] == -2_000 and len(facts["kinds"]) == 2
    assert facts["opening"] + sum(pence for _words, pence in facts["kinds"]) == facts["closing"]


# --- Sent ------------------------------------------------------------------------------------------------------------
def test_ben_looks_at_it_and_sends_it_and_sam_hears_of_it(version, ben, sam):
    spend(version, 2_000), spend(version, 500, kind="tax"), spend(version, 900, date(2026, 10, 2))
    client = as_(ben)
    assert "Due by Wednesday 28 October" in client.get(page("my-returns")).content.decode()
    shown = client.get(page("make-return", version.budget.pk)).content.decode()
    assert "Wages of somebody I employ" in shown and "no receipt" in shown
    assert "£9" not in shown.split("Each payment")[1]
    assert (
        "Say that you have looked at it"
        in client.post(page("make-return", version.budget.pk), {"key": uuid7()}).content.decode()
    )
    client.post(page("make-return", version.budget.pk), {"key": uuid7(), "right": "on"})
    sent = MoneyReturn.objects.get()
    assert sent.facts["sums"] == [["Wages of somebody I employ", 2_000], ["Tax and National Insurance", 500]]
    assert sent.facts["opening"] + sum(p for _w, p in sent.facts["kinds"]) == sent.facts["closing"]
    assert Message.objects.filter(template="return-sent", to=sam).count() == 1
    assert "Look at it and send it" not in client.get(page("my-returns")).content.decode().split("Sent")[1]


def test_what_was_sent_stays_when_the_books_go_on_and_a_correction_is_another(version, ben):
    paid = spend(version)
    first = send(version, ben)
    actions.take_back_expense(paid, by=acting(ben))
    first.refresh_from_db()
    assert first.facts["sums"] == [["Wages of somebody I employ", 2_000]]
    second = send(version, ben)
    first.refresh_from_db()
    assert (first.status, second.status, second.replaces) == ("replaced", "sent", first)
    assert second.facts["sums"] == []


def test_the_same_form_twice_is_one_return(version, ben):
    key = uuid7()
    for _n in range(2):
        actions.send_return(version.budget, QUARTER, key=key, by=acting(ben))
    assert MoneyReturn.objects.count() == 1


def test_days_that_are_not_over_wait(version, ben):
    with pytest.raises(RuleBroken, match="not over yet"):
        actions.send_return(version.budget, Period(date(2026, 10, 1), date(2026, 10, 12)), key=uuid7(), by=acting(ben))
    now = {"first_day": 1, "first_month": 10, "first_year": 2026, "last_day": 31, "last_month": 12, "last_year": 2026}
    assert "Send it to the council" not in as_(ben).get(page("make-return", version.budget.pk), now).content.decode()


def test_days_without_a_direct_payment_have_nothing_to_tell(version, ben):
    with pytest.raises(RuleBroken, match="no direct payment in these days"):
        actions.send_return(version.budget, Period(date(2026, 4, 1), date(2026, 6, 30)), key=uuid7(), by=acting(ben))


ATTACKS = ("UPDATE budgets_moneyreturn SET told = 'x'", "UPDATE budgets_moneyreturn SET ends_on = '2027-01-01'",
           "UPDATE budgets_moneyreturn SET sha256 = 'x'", "DELETE FROM budgets_moneyreturn")  # fmt: skip


@pytest.mark.R7
@pytest.mark.parametrize("attack", ATTACKS)
def test_postgresql_keeps_it_as_it_was_sent(attack, version, ben):
    send(version, ben)
    with pytest.raises(IntegrityError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)
    assert refused.value.__cause__.diag.constraint_name == "return_stays_as_sent"


@pytest.mark.R7
def test_nobody_marks_their_own_as_seen_even_in_the_database(version, ben):
    send(version, ben)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE budgets_moneyreturn SET seen_by_id = sent_by_id")


# --- Reminded --------------------------------------------------------------------------------------------------------
def reminded(*days: str) -> list[tuple[str, str]]:
    """What was said to whom, when the clock runs on these days of 2026."""
    for day in days:
        with time_machine.travel(f"2026-{day} 09:35", tick=False):
            tasks.remind_returns()
    found = Message.objects.filter(template__in=("return-due", "return-late", "return-missing"))
    return [(each.template, each.to.name) for each in found.order_by("created_at", "pk")]


def test_ben_is_reminded_once_before_and_once_after_and_then_sam_hears(version, ben, sam):
    assert reminded("10-20") == []
    assert reminded("10-21", "10-22", "10-28") == [("return-due", ben.name)]
    assert reminded("10-29", "10-30", "11-11")[1:] == [("return-late", ben.name)]
    assert reminded("11-12", "11-13", "12-20")[2:] == [("return-missing", sam.name)]


def test_whoever_sends_it_hears_no_more_of_it(version, ben):
    with time_machine.travel("2026-10-22 12:00", tick=False):
        send(version, ben)
    assert reminded("10-22", "10-29", "11-20") == []


def test_dora_who_writes_his_money_down_is_reminded_too_and_a_council_says_after_how_many_days_sam_is(
    version, his, ben, sam, nottingham
):
    dora = person("dora")
    his.circle.create(account=dora, kind="family", powers=["money", "pay"], name="Dora")
    MoneyRules.objects.create(organisation=nottingham, late_days=2)
    both = [("return-late", ben.name), ("return-late", dora.name)]
    assert reminded("10-30") == both
    assert reminded("10-31") == [*both, ("return-missing", sam.name)]


def test_nobody_in_hospital_is_reminded_before_they_are_home(version, his, ben, sam):
    away = his.life_changes.create(kind="hospital", starts_on=date(2026, 10, 15), said_by=sam)
    assert reminded("10-21", "10-29", "11-20") == []
    LifeChange.objects.filter(pk=away.pk).update(ended_on=date(2026, 11, 20))
    assert reminded("11-21") == [("return-late", ben.name), ("return-missing", sam.name)]


def test_nobody_is_reminded_of_somebody_who_has_died(version, his):
    Person.objects.filter(pk=his.pk).update(died_on=date(2026, 10, 15))
    assert reminded("10-21", "10-29", "11-20") == []


# --- Looked at -------------------------------------------------------------------------------------------------------
def test_sam_asks_ben_answers_and_sam_says_it_is_all_right(version, ben, sam):
    sent = send(version, ben)
    his, hers = as_(ben), as_(sam)
    assert "B.C." in hers.get(page("returns-to-check")).content.decode()
    hers.post(page("return", sent.pk), {"step": "ask", "words": "What was the wage for?"})
    assert Message.objects.filter(template="return-asked", to=ben).count() == 1
    shown = his.get(page("return", sent.pk)).content.decode()
    assert "What was the wage for?" in shown and "Looked" not in shown.split("<main")[1].split("Answer")[0]
    his.post(page("return", sent.pk), {"step": "answer", "words": "He drives me."})
    hers.post(page("return", sent.pk), {"step": "seen"})
    sent.refresh_from_db()
    assert (sent.status, sent.seen_by, sent.answer) == ("seen", sam, "He drives me.")
    assert "Nothing to look at" in hers.get(page("returns-to-check")).content.decode()


def test_what_sam_sends_for_him_somebody_else_looks_at(version, sam, connor):
    sent = send(version, sam)
    assert not MoneyReturn.objects.to_check_by(acting(sam)).exists()
    with pytest.raises(PermissionDenied):
        actions.mark_return_seen(sent, by=acting(sam))
    actions.mark_return_seen(sent, by=acting(connor))
    assert sent.status == "seen"


def test_sam_sees_whose_is_due_and_not_those_without_a_direct_payment(version, his, sam, nottingham):
    other = Person.objects.create(organisation=nottingham, named_worker=sam, name="Rose Thorn", outcode="NG5")
    ways = [{"mechanism": "council-managed", "weekly_pence": 5_000, "account": ""}]
    budget_of(other, sam, 5_000, days=103, ways=ways)
    shown = as_(sam).get(page("returns-to-check")).content.decode()
    assert "B.C." in shown and "R.T." not in shown and "Due by Wednesday 28 October" in shown
    with time_machine.travel("2026-10-29 10:00", tick=False):
        assert "Was due by Wednesday 28 October" in as_(sam).get(page("returns-to-check")).content.decode()


def test_a_circle_that_pays_sends_it_while_it_lasts_and_others_do_not(version, his, lena, olive):
    dora = person("dora")
    place = CircleMember.objects.create(person=his, account=dora, kind="family", powers=["money"], name="Dora")
    for somebody in (lena, olive, dora):
        with pytest.raises(PermissionDenied):
            send(version, somebody)
    CircleMember.objects.filter(pk=place.pk).update(powers=["money", "pay"])
    assert send(version, dora).sent_by == dora
    yesterday = date(2026, 10, 11)
    CircleMember.objects.filter(pk=place.pk).update(starts_on=yesterday - timedelta(days=1), ends_on=yesterday)
    with pytest.raises(PermissionDenied):
        send(version, dora)


# --- Receipts --------------------------------------------------------------------------------------------------------
@pytest.mark.S8
def test_a_receipt_is_kept_in_private_and_opened_as_a_download_on_the_trail(version, ben, sam, olive):
    facts = {"key": uuid7(), "pence": "18.50", "kind": "provider", "words": "", "spent_on_day": 3,
             "spent_on_month": 8, "spent_on_year": 2026, "papers": upload(picture(), "till receipt.jpg")}  # fmt: skip
    as_(ben).post(page("pay", version.budget.pk, "direct-payment"), facts)
    kept = Receipt.objects.get()
    assert kept.stored_as.startswith("receipts/") and kept.content_type == "image/jpeg"
    opened = as_(sam).get(page("receipt", kept.pk))
    assert opened["Content-Disposition"] == f'attachment; filename="receipt-{kept.pk}.jpg"'
    assert opened["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert Entry.objects.filter(subject_id=kept.pk, what="read").count() == 1
    assert as_(olive).get(page("receipt", kept.pk)).status_code == 404
    assert "till receipt.jpg" in as_(ben).get(page("receipts", kept.expense_id)).content.decode()


@pytest.mark.S8
def test_a_file_that_lies_is_refused_and_everything_typed_stays(version, ben):
    facts = {"key": uuid7(), "pence": "18.50", "kind": "provider", "words": "Supper", "spent_on_day": 3,
             "spent_on_month": 8, "spent_on_year": 2026, "papers": upload(b"MZ" + b"\0" * 300)}  # fmt: skip
    shown = as_(ben).post(page("pay", version.budget.pk, "direct-payment"), facts).content.decode()
    assert "Send a PDF, or a photo as JPEG or PNG" in shown and 'value="18.50"' in shown and "Supper" in shown
    assert not Expense.objects.exists() and not Receipt.objects.exists()


def test_at_most_five_for_one_payment(version, ben):
    paid = spend(version)
    client = as_(ben)
    client.post(page("receipts", paid.pk), {"papers": [upload() for _n in range(5)]})
    shown = client.post(page("receipts", paid.pk), {"papers": [upload()]}).content.decode()
    assert "Keep at most five receipts for one payment." in shown and paid.receipts.count() == 5


def test_a_receipt_that_a_return_names_stays_and_another_can_go(version, ben):
    early, late = spend(version), spend(version, on=date(2026, 10, 2))
    client = as_(ben)
    for paid in (early, late):
        client.post(page("receipts", paid.pk), {"papers": [upload()]})
    sent = send(version, ben)
    assert json.dumps(sent.facts["expenses"]).count("till.pdf") == 1
    for paid in (early, late):
        client.post(page("remove-receipt", paid.receipts.get().pk))
    assert early.receipts.get().stored_as and not late.receipts.get().stored_as


@pytest.mark.S8
@override_settings(CLAMD_URL="tcp://127.0.0.1:9")
def test_while_the_scanner_is_away_nobody_opens_it(version, ben):
    paid = spend(version)
    as_(ben).post(page("receipts", paid.pk), {"papers": [upload()]})
    kept = Receipt.objects.get()
    assert kept.scan == "waiting" and as_(ben).get(page("receipt", kept.pk)).status_code == 404
    with override_settings(CLAMD_URL=""):
        assert as_(ben).get(page("receipt", kept.pk)).status_code == 200
