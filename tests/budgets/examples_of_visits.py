"""Worked examples of visits through the real books; read with test_worked_examples."""

from datetime import date
from decimal import Decimal

from budgets import actions
from budgets.weeks import (
    pence_of,
)
from marketplace.accounts.ids import uuid7
from tests.budgets.visiting import MONDAY, again, planned, sums, visits_of
from tests.people import acting


def pounds(text):
    return pence_of(Decimal(text.replace(",", "")))


def test_confirmation(rose, cooking, amina, sam, rose_account, time_machine):
    """
    Direct payment, four weeks                                       £200.00
    promised: Mondays and Thursdays, 8 visits of an hour at £18.00   £144.00     left £56.00

    Monday     it happened                       18.00 x 60/60  =    £18.00 is due
    Thursday   it happened, 40 minutes           18.00 x 40/60  =    £12.00 is due, 6.00 is free again
    Monday     nobody came                                             £0.00 is due, 18.00 is free again
    promised   144.00 - 6.00 - 18.00                            =   £120.00     left £80.00

    The first two are paid: 30.00. In the account 170.00; promised 120.00 - 30.00 = 90.00; left still £80.00
    """
    time_machine.move_to(MONDAY)
    visits, by = visits_of(planned(rose, cooking, amina, sam)), acting(rose_account)
    assert sums() == (pounds("200.00"), pounds("144.00"))
    time_machine.move_to("2026-03-09T12:00:00+00:00")
    actions.confirm(visits[0], by=by)
    actions.confirm(visits[1], by=by, facts={"minutes": 40})
    actions.nobody_came(visits[2], by=by)
    assert [again(visit).due_pence for visit in visits[:3]] == [pounds("18.00"), pounds("12.00"), None]
    assert sums() == (pounds("200.00"), pounds("120.00"))
    assert actions.pay_visits(rose, [visits[0].pk, visits[1].pk], by=by) == 2
    assert sums() == (pounds("170.00"), pounds("90.00"))


def test_part_week(rose, cooking, amina, sam, rose_account, time_machine):
    """
    It begins on Wednesday 4 March 2026 and the money is for four weeks up to Tuesday 31 March.
    Of the first week only Thursday is left: 1 visit. Whole weeks from 9, 16, 23 March: 6. Monday 30 March: 1.
    8 visits x £18.00 = £144.00.

    In hospital from Thursday 12 March; for 7 days of an absence half is paid, then nothing:
    12 and 16 March 2 x 9.00 = £18.00 is due; 19, 23, 26, 30 March nothing.
    Promised: 5 and 9 March 36.00 + 18.00 = £54.00; 144.00 - 54.00 = £90.00 is free again.
    """
    time_machine.move_to("2026-03-04T08:00:00+00:00")
    agreement = planned(rose, cooking, amina, sam, absence_days=7, absence_per_cent=50)
    assert [visit.on.day for visit in visits_of(agreement)] == [5, 9, 12, 16, 19, 23, 26, 30]
    assert sums() == (pounds("200.00"), pounds("144.00"))
    told = {"starts_on": date(2026, 3, 12), "until_on": None, "note": ""}
    actions.life_happens(rose, "hospital", told, key=uuid7(), by=acting(rose_account))
    due = [visit.due_pence for visit in visits_of(agreement)]
    assert due == [None, None, pounds("9.00"), pounds("9.00"), 0, 0, 0, 0]
    assert sums() == (pounds("200.00"), pounds("54.00"))
