"""Money is given, promised, paid and put right; each movement is one, however often it is asked for."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection, transaction

from budgets import ledger
from budgets.ledger import Entry, Kind
from budgets.models import Account, Line, Posting
from marketplace.workflow.errors import RuleBroken
from tests.budgets.books import BY, account, books, holds, pay, person_of, promise
from tests.test_races import at_once

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def bens(nottingham):
    """£100 that the council manages."""
    return books(nottingham, gives=100_00)


@pytest.fixture(autouse=True)
def _balanced(request):
    """What a commit would ask at the end of each test."""
    yield
    if "fresh_db" not in request.fixturenames:
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_an_invoice_is_paid_out_of_the_budget(bens):
    pay(bens, 45_00)
    assert holds(bens.budget) == (55_00, 0) and holds(bens.paid) == (45_00, 0) and holds(bens.funding) == (-100_00, 0)
    assert bens.budget.available == 55_00 and bens.budget.shortfall == 0


def test_what_is_promised_cannot_be_spent_otherwise(bens):
    promise(bens, 60_00)
    assert holds(bens.budget) == (100_00, 60_00) and holds(bens.paid) == (0, 0)
    with pytest.raises(RuleBroken, match="not enough money"):
        pay(bens, 40_01)
    pay(bens, 40_00)


def test_what_was_promised_is_paid_or_part_of_it_and_the_rest_is_free(bens):
    first, second = promise(bens, 60_00), promise(bens, 40_00)
    ledger.post_reserved(first, key="first", by=BY)
    assert holds(bens.budget) == (40_00, 40_00) and holds(bens.paid) == (60_00, 0)
    ledger.post_reserved(second, lines={bens.budget: -10_00, bens.paid: 10_00}, key="second", by=BY)
    assert holds(bens.budget) == (30_00, 0) and holds(bens.paid) == (70_00, 0)


def test_what_was_promised_is_released(bens):
    promised = promise(bens, 60_00)
    released = ledger.void(promised, key="released", by=BY)
    assert holds(bens.budget) == (100_00, 0) and released.entry_type == Entry.COMMITMENT_RELEASE
    assert (released.source_type, released.source_id) == ("budgets.person", bens.person.pk)


@pytest.mark.parametrize("pence", [60_01, -1, 100_00])
def test_no_more_is_paid_than_was_promised(bens, pence):
    promised = promise(bens, 60_00)
    with pytest.raises(RuleBroken, match="No more is paid"):
        ledger.post_reserved(promised, lines={bens.budget: -pence, bens.paid: pence}, key="more", by=BY)


def test_nobody_else_is_paid_what_was_promised(bens, nottingham):
    promised, other = promise(bens, 60_00), account(nottingham, Kind.ENTERPRISE)
    with pytest.raises(RuleBroken, match="nobody else"):
        ledger.post_reserved(promised, lines={bens.budget: -60_00, other: 60_00}, key="other", by=BY)


@pytest.mark.parametrize("first", ["pay", "void"])
@pytest.mark.parametrize("second", ["pay", "void"])
def test_a_promise_ends_once(bens, first, second):
    end = {"pay": ledger.post_reserved, "void": ledger.void}
    promised = promise(bens, 60_00)
    done = end[first](promised, key="one", by=BY)
    with pytest.raises(RuleBroken, match="already"):
        end[second](promised, key="two", by=BY)
    assert end[first](promised, key="one", by=BY) == done


def test_only_a_promise_is_paid_or_released(bens):
    paid, promised = pay(bens, 1_00), promise(bens, 1_00)
    released = ledger.void(promised, key="released", by=BY)
    for wrong in (paid, released):
        with pytest.raises(RuleBroken, match="Nothing was promised"):
            ledger.void(wrong, key="again", by=BY)


def test_a_mistake_is_reversed_once_and_as_a_whole(bens):
    paid = pay(bens, 45_00)
    back = ledger.reverse(paid, key="back", by=BY)
    assert holds(bens.budget) == (100_00, 0) and holds(bens.paid) == (0, 0) and back.entry_type == Entry.INVOICE_PAID
    with pytest.raises(RuleBroken, match="reversed already"):
        ledger.reverse(paid, key="again", by=BY)
    with pytest.raises(RuleBroken, match="Only what moved"):
        ledger.reverse(back, key="back and forth", by=BY)


def test_what_was_paid_on_a_promise_can_be_reversed_and_the_promise_is_over(bens):
    promised = promise(bens, 60_00)
    paid = ledger.post_reserved(promised, key="paid", by=BY)
    ledger.reverse(paid, key="back", by=BY)
    assert holds(bens.budget) == (100_00, 0)
    with pytest.raises(RuleBroken, match="Only what moved"):
        ledger.reverse(promised, key="never moved", by=BY)


def test_what_was_given_cannot_be_taken_back_when_it_is_spent(bens):
    given = Posting.objects.get(entry_type=Entry.ALLOCATION)
    pay(bens, 1)
    with pytest.raises(RuleBroken, match="not enough money"):
        ledger.reverse(given, key="taken back", by=BY)


@pytest.mark.parametrize("kind", [Kind.DIRECT_PAYMENT, Kind.HEALTH_DIRECT, Kind.OWN_MONEY])
def test_own_money_has_no_limit_and_shows_what_is_missing(nottingham, kind):
    made = books(nottingham, gives=100_00, kind=kind)
    pay(made, 90_00)
    promise(made, 30_00)
    assert holds(made.budget) == (10_00, 30_00) and made.budget.shortfall == 20_00


@pytest.mark.parametrize("kind", [Kind.COUNCIL_MANAGED, Kind.ISF, Kind.HEALTH_NOTIONAL, Kind.HEALTH_THIRD_PARTY])
def test_money_that_others_pay_ends_at_its_limit(nottingham, kind):
    made = books(nottingham, gives=100_00, kind=kind)
    for spend in (pay, promise):
        with pytest.raises(RuleBroken, match="not enough money"):
            spend(made, 100_01)
    assert holds(made.budget) == (100_00, 0)


def test_a_pool_is_limited_as_the_money_in_it(nottingham):
    public = account(nottingham, Kind.POOL_SHARE, is_limited=True)
    own = account(nottingham, Kind.POOL_SHARE, is_limited=False)
    assert (public.minimum, own.minimum) == (0, None)
    with pytest.raises(RuleBroken, match="another kind"):
        ledger.open_account(Kind.POOL_SHARE, nottingham, budget_id=own.budget_id, is_limited=True)


def test_an_account_is_opened_once(nottingham):
    whose = {"person": person_of(nottingham)}
    assert ledger.open_account(Kind.ISF, nottingham, **whose) == ledger.open_account(Kind.ISF, nottingham, **whose)
    assert ledger.open_account(Kind.ISF, nottingham) != ledger.open_account(Kind.ISF, nottingham, **whose)


# --- Bad sums --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("pence", [1.5, "1", True, None])
def test_money_is_whole_pence(bens, pence):
    with pytest.raises(TypeError):
        ledger.post(Entry.ADJUSTMENT, {bens.budget: pence, bens.paid: -1}, key="x", source=bens.person, by=BY)


@pytest.mark.parametrize("out, into", [(-1, 2), (0, 0), (5, 5)])
def test_what_goes_out_comes_in(bens, out, into):
    with pytest.raises(ValueError, match="sum to zero"):
        ledger.post(Entry.ADJUSTMENT, {bens.budget: out, bens.paid: into}, key="x", source=bens.person, by=BY)
    with pytest.raises(ValueError, match="two lines"):
        ledger.post(Entry.ADJUSTMENT, {}, key="x", source=bens.person, by=BY)


def test_no_sum_has_ten_figures(nottingham):
    with pytest.raises(RuleBroken, match="at most"):
        books(nottingham, gives=10**9)


# --- One key, one movement (R6) --------------------------------------------------------------------------------------
def test_the_same_key_is_one_movement_and_other_facts_are_refused(bens):
    first = pay(bens, 30_00, key="invoice:7")
    assert pay(bens, 30_00, key="invoice:7") == first and holds(bens.budget) == (70_00, 0)
    for changed in ({"pence": 30_01}, {"pence": 30_00, "effective_on": date(2026, 1, 1)}):
        with pytest.raises(RuleBroken, match="other facts"):
            pay(bens, **changed, key="invoice:7")
    with pytest.raises(RuleBroken, match="other facts"):
        promise(bens, 30_00, key="invoice:7")


def test_a_retry_after_midnight_is_the_same_movement(bens):
    with time_machine.travel(datetime(2026, 5, 1, 23, 59, tzinfo=LONDON), tick=False):
        first = pay(bens, 30_00, key="invoice:7")
    with time_machine.travel(datetime(2026, 5, 2, 0, 1, tzinfo=LONDON), tick=False):
        assert pay(bens, 30_00, key="invoice:7") == first


@pytest.mark.R6
def test_the_same_key_twenty_times_at_once_is_one_movement(fresh_db, nottingham):
    made = books(nottingham, gives=100_00)
    answers = at_once(*[lambda: pay(made, 60_00, key="invoice:7").pk] * 20)
    assert len(set(answers)) == 1 and holds(made.budget) == (40_00, 0)
    assert Posting.objects.filter(key="invoice:7").count() == 1 and Line.objects.count() == 4


@pytest.mark.R6
def test_one_key_with_other_sums_at_once_is_one_movement_and_one_refusal(fresh_db, nottingham):
    made = books(nottingham, gives=100_00)
    answers = at_once(lambda: pay(made, 10_00, key="invoice:7"), lambda: pay(made, 20_00, key="invoice:7"))
    assert sorted(isinstance(answer, RuleBroken) for answer in answers) == [False, True]
    assert holds(made.budget)[0] in (90_00, 80_00)


@pytest.mark.R6
def test_a_movement_whose_transaction_died_is_done_by_the_retry(fresh_db, nottingham):
    made = books(nottingham, gives=100_00)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        pay(made, 60_00, key="invoice:7")
        raise ZeroDivisionError
    assert holds(made.budget) == (100_00, 0)
    pay(made, 60_00, key="invoice:7")
    assert holds(made.budget) == (40_00, 0)


# --- From which day (R13) --------------------------------------------------------------------------------------------
@pytest.mark.R13
@pytest.mark.parametrize(
    "moment, day",
    [
        (datetime(2027, 3, 28, 0, 30, tzinfo=ZoneInfo("UTC")), date(2027, 3, 28)),  # half an hour before the clocks go
        (datetime(2027, 3, 27, 23, 30, tzinfo=ZoneInfo("UTC")), date(2027, 3, 27)),
        (datetime(2027, 3, 28, 23, 30, tzinfo=ZoneInfo("UTC")), date(2027, 3, 29)),  # summer: London is an hour ahead
        (datetime(2027, 10, 30, 23, 30, tzinfo=ZoneInfo("UTC")), date(2027, 10, 31)),
        (datetime(2027, 10, 31, 23, 30, tzinfo=ZoneInfo("UTC")), date(2027, 10, 31)),
        (datetime(2028, 2, 28, 23, 59, tzinfo=ZoneInfo("UTC")), date(2028, 2, 28)),
        (datetime(2028, 2, 29, 12, 0, tzinfo=ZoneInfo("UTC")), date(2028, 2, 29)),
        (datetime(2028, 12, 31, 23, 59, tzinfo=ZoneInfo("UTC")), date(2028, 12, 31)),
    ],
)
def test_money_counts_from_the_day_in_london(bens, moment, day):
    with time_machine.travel(moment, tick=False):
        paid = pay(bens, 1_00)
        assert paid.effective_on == day and paid.recorded_at == moment
        told = Line.objects.on_statement(bens.budget, first=day, last=day)
        assert [line.pence for line in told if line.posting_id == paid.pk] == [-1_00]


@pytest.mark.R13
def test_what_counts_from_an_earlier_day_stands_on_that_day(nottingham):
    made = books(nottingham)
    given = {made.funding: -100_00, made.budget: 100_00}
    ledger.post(Entry.ALLOCATION, given, key="g", source=made.person, by=BY, effective_on=date(2028, 2, 1))
    pay(made, 10_00, effective_on=date(2028, 3, 1))
    pay(made, 5_00, effective_on=date(2028, 2, 29))
    promise(made, 7_00, effective_on=date(2028, 2, 29))

    def told(first, last):
        return [(line.pence, line.left) for line in Line.objects.on_statement(made.budget, first=first, last=last)]

    assert told(date(2028, 2, 29), date(2028, 2, 29)) == [(-5_00, 95_00), (-7_00, 95_00)]
    assert told(date(2028, 3, 1), date(2028, 3, 31)) == [(-10_00, 85_00)]
    assert told(date(2028, 1, 1), date(2028, 12, 31))[-1] == (-10_00, 85_00)


def test_balances_are_not_counted_in_python(bens, django_assert_num_queries):
    with django_assert_num_queries(4):  # a savepoint, the posting, its lines, and the savepoint's end
        pay(bens, 1_00)
    assert Account.objects.get(pk=bens.budget.pk).posted == 99_00
