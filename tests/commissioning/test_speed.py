"""How fast a council pays, as its finance officer sees it: each figure, what is behind it, and what lateness costs."""

import csv
import random
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from budgets.weeks import Period
from commissioning.actions.timing import note_some_times
from commissioning.models import BankRate, Invoice, PaidTime
from commissioning.speed import cards_of, late_now, level_of, told_of, whole_of
from commissioning.timeliness import Clock, fair_payment_level, speed, speed_by
from commissioning.timing import timed_of
from marketplace.accounts.actors import system
from tests.commissioning.making_speed import asked, came, contract_of, paid
from tests.factories import ServiceFactory

pytestmark = pytest.mark.django_db
NOW = "2026-11-20T09:00:00+00:00"
CLOCK = system("times-noted")
OCTOBER, YEAR = date(2026, 10, 1), Period(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def order(nottingham, good_company, connor):
    return contract_of(nottingham, ServiceFactory(enterprise=good_company, listed=True), connor)


def seen_by(somebody) -> Client:
    client = Client()
    client.force_login(somebody)
    return client


def page(somebody, name="speed", **asked_for):
    with time_machine.travel(NOW, tick=False):
        return seen_by(somebody).get(reverse(f"commissioning:{name}"), asked_for)


def many(order, fiona, number=120, seed=11) -> None:
    """Random days, with questions that overlap, end late, or stood on the day it was due."""
    dice = random.Random(seed)
    for each in range(number):
        on = date(2026, 1, 5) + timedelta(days=dice.randrange(200))
        size, team = dice.choice(["micro", "small", "large"]), dice.choice(["North", "South", ""])
        invoice = came(order, on, pence=dice.randrange(1, 99_999), size=size, team=team, number=f"R{each}")
        for _query in range(dice.choice([0, 0, 1, 2])):
            first = on + timedelta(days=dice.randrange(40))
            asked(invoice, fiona, first, first + timedelta(days=dice.randrange(20)))
        paid(invoice, dice.choice([0, 1, 3, 5, 6, 10, 29, 30, 31, 60, 61, 75]))


def test_what_postgresql_adds_up_is_what_the_rules_say(order, fiona, nottingham):
    many(order, fiona)
    known = timed_of(Invoice.objects.prefetch_related("queries"))
    told = told_of(nottingham, YEAR)
    assert whole_of(nottingham, YEAR) == told.whole
    for clock in Clock:
        assert told.whole.speed(clock) == speed(known, clock)
        for counted, group in ((told.sizes, "size"), (told.teams, "team")):
            wanted = speed_by(known, lambda each, group=group: getattr(each, group), clock)
            assert {key: counts.speed(clock) for key, counts in counted.items()} == wanted
    late = sum((day := each.payable_on()) is not None and each.paid_on > day for each in known)
    assert told.whole.late == late > 0
    assert level_of(told) == fair_payment_level(known, YEAR)


@pytest.mark.parametrize("days", [[5] * 20, [30] * 19 + [61], [31] * 19 + [61], [61] * 3, [60] * 20, []])
def test_the_level_of_the_code_is_the_one_that_the_rules_give(order, nottingham, days):
    for number, each in enumerate(days):
        paid(came(order, OCTOBER - timedelta(days=90), size="large" if number % 2 else "micro"), each)
    known = timed_of(Invoice.objects.prefetch_related("queries"))
    assert level_of(told_of(nottingham, YEAR)) == fair_payment_level(known, YEAR)


def test_times_that_were_not_written_are_written_once(order, nottingham):
    paid(came(order, OCTOBER), 4)
    PaidTime.objects.all().delete()
    assert note_some_times(by=CLOCK) == 1
    assert note_some_times(by=CLOCK) == 0
    assert told_of(nottingham, YEAR).whole.speed().median == 4


def test_fiona_reads_how_fast_half_are_paid(order, fiona):
    for days in (2, 4, 6, 12, 34):
        paid(came(order, OCTOBER), days)
    shown = page(fiona).content.decode()
    assert "Half are paid within 6 days" in shown
    assert "5 invoices, each one a brick" in shown
    assert shown.count('class="jr-fill-green"') == 2
    assert shown.count('class="jr-fill-clay"') == 1
    assert "2 took 5 days or fewer, 3 took 10 or fewer, 4 took 30 or fewer and 1 took longer." in shown


def test_a_council_that_paid_nothing_is_told_so(fiona):
    shown = page(fiona).content.decode()
    assert "Nothing was paid in these days" in shown
    assert "Nothing waits now" in shown


def test_what_waits_stands_with_whoever_has_to_act(order, fiona):
    came(order, date(2026, 11, 10), pence=12_350)
    asked(came(order, date(2026, 11, 12), status="queried"), fiona, date(2026, 11, 13))
    came(order, date(2026, 11, 18), status="approved", approved_rule="x", approved_at=NOW)
    came(order, date(2026, 11, 19), status="in-run", approved_rule="x", approved_at=NOW)
    cards = cards_of(order.body, date(2026, 11, 20))
    assert [(card.code, card.who, card.number, card.oldest) for card in cards] == [
        ("checking", "Connor", 1, 10), ("supplier", "Good Company", 1, 8), ("run", "Fiona, Finance", 1, 2),
        ("bank", "The bank", 1, 1)]  # fmt: skip
    assert "£123.50" in page(fiona).content.decode()
    assert "1 invoice waits" in page(fiona, "speed-waits", **{"with": "supplier"}).content.decode()
    assert page(fiona, "speed-waits", **{"with": "nobody"}).status_code == 404


def test_each_figure_opens_to_its_invoices(order, fiona):
    for number in range(60):
        paid(came(order, OCTOBER, team="North" if number % 3 else "South"), number % 12)
    shown = page(fiona, "speed-rows", within=5, team="South").content.decode()
    quick = dict(told_of(order.body, YEAR).teams["South"].speed().within)[5]
    assert 0 < quick < 60
    assert f"{quick} invoices behind the figure" in shown


def test_sixty_rows_ask_the_database_no_more_often_than_two(order, fiona):
    numbers = []
    for more in (2, 46):
        for _number in range(more):
            paid(came(order, OCTOBER), 3)
        with CaptureQueriesContext(connection) as asked_of_it:
            page(fiona, "speed-rows")
        numbers.append(len(asked_of_it))
    assert numbers[0] == numbers[1]


def test_the_spreadsheet_holds_every_row_and_runs_no_formula(order, fiona):
    paid(came(order, OCTOBER, number="=1+1", pence=123_456), 3)
    paid(came(order, OCTOBER), 5)
    lines = list(csv.DictReader(StringIO(page(fiona, "speed-rows", csv=1).content.decode("utf-8-sig"))))
    assert [line["days"] for line in lines] == ["5", "3"]
    assert lines[1]["invoice"] == "'=1+1"
    assert lines[1]["pounds"] == "1234.56"


def test_lateness_is_not_worked_out_without_a_bank_rate_and_says_so(order, fiona):
    paid(came(order, date(2026, 8, 3), pence=1_000_000), 89)  # due on 1 September, so 60 days late on 31 October
    shown = page(fiona, "speed-late").content.decode()
    assert "The Bank Rate of 30 June 2026 is not written down" in shown
    assert "These sums leave something out" in shown
    BankRate.objects.create(on=date(2026, 6, 30), per_cent=Decimal("3.75"), source="Bank of England")
    shown = page(fiona, "speed-late").content.decode()
    assert "£293.15" in shown  # £193.15 at 11.75 % and £100
    assert "These sums leave something out" not in shown


def test_a_disputed_sum_is_not_late_while_it_is_disputed(order, fiona):
    asked(came(order, date(2026, 9, 1), status="queried"), fiona, date(2026, 9, 10))
    came(order, date(2026, 9, 1), number="plain")
    assert [each.number for each in late_now(order.body, date(2026, 11, 20))] == ["plain"]
    assert "1 is late" in page(fiona).content.decode()


def test_another_council_and_strangers_see_nothing(order, olive, leeds, connor):
    assert page(olive).status_code == 403
    assert page(connor, body=leeds.pk).status_code == 404
    assert page(connor).status_code == 200
