"""Worked examples through the real books: each account after each step; read with test_worked_examples."""

from decimal import Decimal

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from budgets import actions, ledger
from budgets import models as books
from budgets.actions.allocating import account_of
from budgets.models import Person
from budgets.saving import surplus_of
from budgets.stating import statement_of
from budgets.weeks import (
    Period,
    pence_of,
)
from marketplace.accounts.actors import system
from marketplace.accounts.ids import uuid7
from marketplace.workflow.errors import RuleBroken
from tests.budgets.making import budget_of, limit_of
from tests.people import acting


def pounds(text):
    return pence_of(Decimal(text.replace(",", "")))


# Each account after each step, as an accountant writes it: what came into it, less what went out.
NAMES = {"pot": "direct-payment", "council": "funding", "contribution": "contribution", "bank": "outside",
         "aside": "contingency", "asked": "clawback", "pool": "pool-share"}  # fmt: skip


@pytest.fixture
def ben_of(db, nottingham, sam, connor):
    """Ben's direct payment of 100.00 a week since Monday 2 November 2026, of which he pays 20.00; sixteen weeks on."""
    limit_of(nottingham, "social_worker", 10_000_000, connor)
    person = Person.objects.create(organisation=nottingham, named_worker=sam, name="Ben Carter", outcode="NG5")
    with time_machine.travel("2026-11-02 09:00", tick=False):
        version = budget_of(person, sam, 10_000, days=0, assessed_weekly_pence=2_000)
    with time_machine.travel("2027-02-22 09:00", tick=False):
        actions.allocate(version, by=system("budgets-allocated"))
        yield version


def books_of(version, *names) -> list:
    rows = books.Account.objects.filter(budget_id=version.budget_id, kind__in=[NAMES[name] for name in names])
    held = {row.kind: row.posted for row in rows}
    return [held.get(NAMES[name], 0) for name in names]


def step(version, kind, sum_, mechanism="direct-payment") -> None:
    facts = {"mechanism": mechanism, "pence": pounds(sum_), "on": timezone.localdate(), "words": ""}
    actions.take_step(version.budget, kind, facts, key=uuid7(), by=acting(version.proposed_by))


def test_the_contribution_is_due_paid_in_and_paid_in_too_much(ben_of):
    """
    Five times four weeks are in the books, from 2 November to 21 March:
                                  pot        council   contribution   his bank
    5 x 4 x 80.00 given     +1,600.00     -1,600.00
    5 x 4 x 20.00 due         +400.00                      -400.00
    he pays in 430.00                                      +430.00    -430.00
    he paid 30.00 too much  =2,000.00    =-1,600.00          30.00    -430.00
    refunded                                                -30.00     +30.00
    """
    step(ben_of, "contribution", "430.00", "")
    names = ("pot", "council", "contribution", "bank")
    assert books_of(ben_of, *names) == [pounds(p) for p in ("2000.00", "-1600.00", "30.00", "-430.00")]
    with pytest.raises(RuleBroken, match="only £30 there"):
        step(ben_of, "refund", "30.01", "")
    step(ben_of, "refund", "30.00", "")
    assert books_of(ben_of, *names) == [pounds(p) for p in ("2000.00", "-1600.00", "0.00", "-400.00")]


def test_a_clawback_notice_and_the_money_that_comes_back(ben_of):
    """
    2,000.00 in hand, nothing set aside or promised; 8 weeks x 80.00 = 640.00 may stay; 1,360.00 is over
                                  pot   asked back      council
                             2,000.00         0.00    -1,600.00
    notice of 1,000.00      -1,000.00    +1,000.00
    it has come                          -1,000.00    +1,000.00
                            =1,000.00        =0.00     =-600.00
    """
    found = actions.raise_surplus(ben_of.budget, by=system("surplus-raised"))
    assert (found.balance_pence, found.weekly_authority_pence) == (pounds("2000.00"), pounds("80.00"))
    by = acting(ben_of.proposed_by)
    actions.ask_back(found, pounds("1000.00"), "More than you need.", by=by)
    assert books_of(ben_of, "pot", "asked", "council") == [pounds(p) for p in ("1000.00", "1000.00", "-1600.00")]
    actions.record_given_back(found, timezone.localdate(), by=by)
    assert books_of(ben_of, "pot", "asked", "council") == [pounds(p) for p in ("1000.00", "0.00", "-600.00")]


def test_what_is_set_aside_is_no_surplus_and_comes_back(ben_of):
    """
                                  pot    set aside
                             2,000.00         0.00
    set aside for holiday pay -500.00      +500.00     2,000.00 - 500.00 set aside - 640.00 = 860.00 is over
    120.00 is needed          +120.00      -120.00
                            =1,620.00      =380.00
    """
    step(ben_of, "set-aside", "500.00")
    assert surplus_of(ben_of.budget, timezone.localdate()).over_pence == pounds("860.00")
    step(ben_of, "release", "120.00")
    assert books_of(ben_of, "pot", "aside") == [pounds("1620.00"), pounds("380.00")]
    with pytest.raises(RuleBroken, match="only £380 there"):
        step(ben_of, "release", "380.01")


def test_what_is_set_aside_from_two_pots_is_kept_apart(ben_of):
    """
    His direct payment goes on, and the council pays 40.00 a week of it out itself since Monday 22 February 2027:
                                  pot   set aside     managed    set aside
                                                       160.00         0.00
    set aside from each       -500.00     +500.00      -60.00       +60.00
    20.00 of each is needed    +20.00      -20.00      +20.00       -20.00
                                          =480.00     =120.00       =40.00
    The council keeps 40.00: it is no part of what Ben holds, and never goes there.
    """
    ways = [{"mechanism": "direct-payment", "weekly_pence": 6_000, "account": "own"},
            {"mechanism": "council-managed", "weekly_pence": 4_000, "account": ""}]  # fmt: skip
    budget_of(ben_of.budget.person, ben_of.proposed_by, 10_000, days=0, assessed_weekly_pence=2_000, ways=ways)
    for kind, of_his, managed in (("set-aside", "500.00", "60.00"), ("release", "20.00", "20.00")):
        step(ben_of, kind, of_his)
        step(ben_of, kind, managed, "council-managed")
    rows = books.Account.objects.filter(budget_id=ben_of.budget_id)
    assert rows.get(kind="council-managed").posted == pounds("120.00")
    aside = {row.pot: row.posted for row in rows.filter(kind="contingency")}
    assert aside == {"direct-payment": pounds("480.00"), "council-managed": pounds("40.00")}
    assert surplus_of(ben_of.budget, timezone.localdate()).contingency_pence == pounds("480.00")
    with pytest.raises(RuleBroken, match="only £40 there"):
        step(ben_of, "release", "40.01", "council-managed")
    call_command("verify_ledger")
    call_command("reconcile")


def test_own_money_put_in_and_a_mistake_put_right(ben_of):
    """
                                  pot     his bank      council
                             2,000.00         0.00    -1,600.00
    he puts 45.00 in           +45.00       -45.00
    10.00 too little was paid  +10.00                    -10.00
    2.50 too much was paid      -2.50                     +2.50
                            =2,052.50      =-45.00   =-1,607.50
    """
    step(ben_of, "top-up", "45.00")
    step(ben_of, "more", "10.00")
    step(ben_of, "less", "2.50")
    assert books_of(ben_of, "pot", "bank", "council") == [pounds(p) for p in ("2052.50", "-45.00", "-1607.50")]
    call_command("verify_ledger")
    call_command("reconcile")


def test_a_transfer_to_what_is_shared_and_back(ben_of):
    """2,000.00: 60.00 is put together with others, 12.50 of it comes back; 1,952.50 and 47.50 are his all the time."""
    share = ledger.open_account(
        ledger.Kind.POOL_SHARE, ben_of.budget.person.organisation, person=ben_of.budget.person,
        budget_id=ben_of.budget_id, is_limited=False,
    )  # fmt: skip
    pot, by = account_of(ben_of.budget, "direct-payment"), system("worked-examples")
    facts = {"source": ben_of, "by": by}
    ledger.post(ledger.Entry.TRANSFER_TO_POOL, {pot: -6_000, share: 6_000}, key="to", **facts)
    ledger.post(ledger.Entry.TRANSFER_FROM_POOL, {share: -1_250, pot: 1_250}, key="from", **facts)
    assert books_of(ben_of, "pot", "pool") == [pounds("1952.50"), pounds("47.50")]


def test_each_of_these_stands_on_the_statement_and_it_adds_up(ben_of):
    """
    in hand before 22 February                  1,600.00
    Direct payment, 4 x 80.00                     320.00
    Contribution, 4 x 20.00                        80.00
    Own money put in                               45.00
    Set aside                                    -500.00
    in hand after                               1,545.00
    """
    step(ben_of, "top-up", "45.00")
    step(ben_of, "set-aside", "500.00")
    today = timezone.localdate()
    (part,) = statement_of([ben_of.budget], Period(today, today)).parts
    assert part.picture.opening_in_hand_pence == pounds("1600.00")
    assert dict(part.kinds) == {"Direct payment": pounds("320.00"), "Contribution towards the cost": pounds("80.00"),
                                "Own money put in": pounds("45.00"), "Set aside": pounds("-500.00")}  # fmt: skip
    assert part.closing_pence == pounds("1545.00") and part.beside.set_aside_pence == pounds("500.00")
    assert part.picture.whole.moved_pence == pounds("-500.00")
