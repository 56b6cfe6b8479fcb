"""Worked examples of clubbing together through the real books; read with test_worked_examples."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from budgets import actions
from budgets.models import Line, SharedArrangement
from budgets.weeks import (
    pence_of,
)
from tests.budgets.clubbing import CLOCK, begun, joins, leaves, paid_to, place, pool, pot, somebody, today
from tests.factories import ServiceFactory
from tests.people import acting


def pounds(text):
    return pence_of(Decimal(text.replace(",", "")))


@pytest.mark.django_db
def test_a_pool_from_each_ones_own_pot_to_the_enterprise_and_what_was_not_needed_back(nottingham, sam):
    """
    An art morning costs 50.00. Ben (direct payment), Joan (direct payment) and Edith (the council pays) share it.
    Each was given 400.00 on 2 November, for four weeks. It pauses below three people.

                                              Ben      Joan     Edith    together
    2 Nov   put into the pool               - 16.67  - 16.67  - 16.66  =  - 50.00     50.00 / 3 = 16.666
    2 Nov   out of the pool, paid             16.67    16.67    16.66  =    50.00     to the enterprise
    9 Nov   put into the pool               - 16.66  - 16.67  - 16.67  =  - 50.00     the odd pennies go round
    9 Nov   it cost 48.00; paid               16.00    16.00    16.00  =    48.00
            left in each one's pool share      0.66     0.67     0.67  =     2.00
    9 Nov   Edith gives a week's notice: her last day is 16 November
    16 Nov  put into the pool               - 16.01  - 15.99  - 16.00  =  - 48.00     the shares less what is in it
    16 Nov  out of the pool, paid             16.67    16.66    16.67  =    50.00
    17 Nov  Edith has left: nothing of hers is in the pool, and her pot holds what she did not spend
            what each has paid                49.34    49.33    49.33  =   148.00     the enterprise has 148.00
    """
    art = ServiceFactory(listed=True, people="Amina")
    with time_machine.travel("2026-11-02 09:00", tick=False) as clock:
        made, (ben, joan, edith) = _club(art, nottingham, sam)
        assert _morning(made, ben, 5_000) == ([pounds("16.67"), pounds("16.67"), pounds("16.66")], [0, 0, 0])
        clock.move_to("2026-11-09 09:00")
        paid, left = _morning(made, ben, 4_800)
        assert paid == [pounds("16.00")] * 3 and left == [66, 67, 67]
        leaves(made, edith, by=acting(sam))
        assert place(made, edith).left_on == date(2026, 11, 16)
        clock.move_to("2026-11-16 09:00")
        assert _morning(made, ben, 5_000)[0] == [pounds("16.67"), pounds("16.66"), pounds("16.67")]
        clock.move_to("2026-11-17 09:00")
        actions.keep_together(SharedArrangement.objects.get(pk=made.pk), by=CLOCK)
        assert SharedArrangement.objects.get(pk=made.pk).status == "paused"
        places = [place(made, each) for each in (ben, joan, edith)]
        spent = [pounds("400.00") - pot(each) - pool(each) for each in places]
    assert spent == [pounds("49.34"), pounds("49.33"), pounds("49.33")] and sum(spent) == paid_to(art) == pounds(
        "148.00"
    )
    assert pool(places[2]) == 0 and sum(line.pence for line in Line.objects.moved()) == 0


def _club(art, nottingham, sam):
    ben, joan = (somebody(name, nottingham, sam) for name in ("ben", "joan"))
    edith = somebody("edith", nottingham, sam, way="council-managed")
    made = begun(art, ben, cost_pence=5_000, notice_weeks=1)
    joins(made, joan)
    joins(made, edith, by=acting(sam))
    return made, (ben, joan, edith)


def _morning(made, lead, cost):
    """One morning, planned for today and paid: what each paid, and what is left in each pool share."""
    session = actions.plan_session(SharedArrangement.objects.get(pk=made.pk), today(), by=acting(lead.account))
    actions.settle_session(session, session.shares.values_list("member", flat=True), cost, by=acting(lead.account))
    shares = session.shares.select_related("member").order_by("member__joined_on", "member")
    return [each.pence for each in shares], [pool(place(made, each.member.person)) for each in shares]
