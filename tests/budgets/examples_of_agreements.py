"""Worked examples of agreements through the real books; read with test_worked_examples."""

from decimal import Decimal

from budgets import actions
from budgets.actions.affording import pots_of, weekly_of, yearly_of
from budgets.models import Person
from budgets.weeks import pence_of
from marketplace.accounts.ids import uuid7
from tests.budgets.making import PATTERN, budget_of
from tests.budgets.visiting import sums, visits_of
from tests.people import acting

TOLD = {"kin": "none", "is_one_to_one": True, "is_directed": False, "employment": "", "employment_on": None, "why": ""}


def pounds(text):
    return pence_of(Decimal(text.replace(",", "")))


def left_of(person: Person, day) -> tuple[int, int]:
    """What of a week's money is promised, and what is left of it."""
    (pot,) = pots_of(person, day)
    return pot.promised_pence, pot.left_pence


def offered(person: Person, service, version, by):
    """An hour on Mondays and Thursdays at £18.50, out of the direct payment."""
    service.prices.all().delete()
    service.prices.create(pence=pounds("18.50"), unit="hour")
    terms = {"what": "Cooking together", "pattern": PATTERN, "pence": pounds("18.50"), "unit": "hour"}
    terms |= {"starts_on": version.starts_on, "ends_on": None, "cancel_hours": 24, "cancel_per_cent": 50}
    pays = {"budget": version.budget, "mechanism": "direct-payment"}
    return actions.offer(person, service, TOLD, terms, key=uuid7(), by=by, **pays)


def test_an_agreement_from_the_offer_to_a_visit_called_off(rose, cooking, amina, sam, rose_account, time_machine):
    """
    Direct payment, a week £50.00; four weeks are in the account                £200.00

    offered    Mondays and Thursdays, an hour each, at £18.50 an hour;
               called off less than 24 hours before, half is paid
    a week     2 x 18.50                                         =     £37.00
    a year     37.00 x 365 / 7                                   =  £1,929.29
    Nothing is promised by an offer:                 promised 0.00     left £50.00 a week

    agreed     of the 50.00 a week, 37.00 is promised                  left £13.00 a week
               of the account, four weeks: 8 visits x 18.50      =    £148.00 is promised, left £52.00

    Thursday is called off three days before: all of it is free again  £18.50
               148.00 - 18.50                                    =    £129.50 is promised, left £70.50
    Monday is called off two hours before: half of 18.50 is paid        £9.25 (half a penny would go up)
               129.50 - 9.25                                     =    £120.25 is promised, left £79.75
    What a week costs stays £37.00: called off is a visit, not the agreement.
    """
    time_machine.move_to("2026-03-02T07:00:00+00:00")
    by = acting(rose_account)
    version = budget_of(rose, sam, pounds("50.00"), days=0)
    made, day = offered(rose, cooking, version, by), version.starts_on
    assert weekly_of(made.open_version) == pounds("37.00")
    assert yearly_of(made.open_version) == pounds("1929.29")
    assert (sums(), left_of(rose, day)) == ((pounds("200.00"), 0), (0, pounds("50.00")))

    actions.accept(made, 1, by=acting(amina))
    assert sums() == (pounds("200.00"), pounds("148.00"))
    assert left_of(rose, day) == (pounds("37.00"), pounds("13.00"))

    visits = visits_of(made)
    assert len(visits) == 8
    actions.call_off(visits[1], by=by)
    assert sums() == (pounds("200.00"), pounds("129.50"))
    time_machine.move_to("2026-03-09T08:00:00+00:00")  # two hours before that Monday at ten
    actions.call_off(visits[2], by=by)
    assert sums() == (pounds("200.00"), pounds("120.25"))
    assert left_of(rose, day) == (pounds("37.00"), pounds("13.00"))
