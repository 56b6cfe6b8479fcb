"""A limit is for all that is ordered for one person in a year: slices, new terms and ends make it no larger.

Sam orders up to £10,000 a year alone. Six hours a week at £18.50 are £111 a week, and £5,787.86 a year.
"""

from datetime import date

import pytest
from django.urls import reverse

from budgets import actions
from budgets.committed import used_pence
from budgets.models import Agreement, AgreementVersion, DelegatedLimit
from tests.budgets.agreements import (
    again,
    agreed,
    cooking,
    his,
    known,
    later,
    limits,
    much,
    offered,
    on_a_monday,
    terms,
)
from tests.people import acting

__all__ = ["cooking", "his", "limits", "on_a_monday"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_a_monday")]
SIX = [{"weekday": day, "at": "10:00", "minutes": 60} for day in range(6)]
WHY = "They stay at home."
AFTERNOONS = [row | {"at": "14:00"} for row in SIX]


@pytest.fixture
def version(his, sam, connor):
    return much(his, sam, connor)


@pytest.fixture
def first(his, cooking, sam, amina, version) -> Agreement:
    """Six hours a week from Monday 2 March 2026."""
    return agreed(offered(his, cooking, sam, version=version, about=known(), pattern=SIX), amina)


def is_alone(agreement: Agreement) -> bool:
    """Whether the newest terms were ordered without somebody who decides about more."""
    newest = list(again(agreement).versions.all())[-1]
    return newest.buyer_at is not None and newest.sent_up_at is None


@pytest.mark.parametrize(("day", "alone"), [("2026-11-02", True), ("2026-12-07", False)])
def test_new_terms_count_with_what_was_ordered_before_them(day, alone, first, sam, time_machine):
    """36 weeks of £111 are £3,996, and with £5,787.86 more £9,783.86; 41 weeks are £4,551, and £10,338.86."""
    time_machine.move_to(f"{day}T09:00:00+00:00")
    actions.propose(first, terms(pattern=AFTERNOONS, starts_on=later(7)), number=1, why=WHY, by=acting(sam))
    assert is_alone(first) == alone


@pytest.mark.parametrize(("day", "alone"), [("2026-11-09", False), ("2026-12-14", False), ("2028-01-10", True)])
def test_an_order_that_has_ended_counts_for_the_days_that_it_held_in_the_year_before(
    day, alone, first, his, cooking, sam, version, time_machine
):
    Agreement.objects.filter(pk=first.pk).update(ends_on="2026-12-13", status="ended")
    time_machine.move_to(f"{day}T09:00:00+00:00")
    again_the_same = offered(his, cooking, sam, version=version, about=known(), pattern=AFTERNOONS)
    assert is_alone(again_the_same) == alone


def test_cheaper_terms_that_wait_for_a_yes_hide_nothing(first, his, cooking, sam, version):
    """One hour a week would be £964.64 a year, but nobody said yes to that yet."""
    actions.propose(first, terms(pattern=SIX[:1], starts_on=later(7)), number=1, why=WHY, by=acting(sam))
    assert not is_alone(offered(his, cooking, sam, version=version, about=known(), pattern=AFTERNOONS))


def test_an_order_that_came_to_nothing_counts_nothing(his, cooking, sam, amina, version):
    refused = offered(his, cooking, sam, version=version, about=known(), pattern=SIX)
    actions.decline(refused, 1, "I have no time.", by=acting(amina))
    assert is_alone(offered(his, cooking, sam, version=version, about=known(), pattern=AFTERNOONS))


def test_what_somebody_else_decided_counts_for_the_order_and_not_beside_it(his, cooking, sam, connor, amina, version):
    """Ten hours a week are £9,646.43; with a limit of £9,000 Connor decided. Less of it goes to him too."""
    DelegatedLimit.objects.update(per_year_pence=900_000)
    ten = [row | {"minutes": 100} for row in SIX]
    made = agreed(agreed(offered(his, cooking, sam, version=version, about=known(), pattern=ten), connor), amina)
    assert is_alone(offered(his, cooking, sam, version=version, about=known(), pattern=AFTERNOONS[:2]))
    actions.propose(made, terms(pattern=SIX, starts_on=date(2026, 10, 5)), number=1, why=WHY, by=acting(sam))
    assert not is_alone(made), "31 weeks of £185 are £5,735"


def test_the_page_before_the_offer_says_that_it_goes_up(first, his, cooking, sam, client):
    client.force_login(sam)
    money = f"{first.budget_id}:council-managed"
    said = {"what": "Cooking", "rows": "2", "price": "1850:hour", "money": money, "who_says": "they", "check": "1"}
    said |= {"day_0": "0", "at_0": "14:00", "minutes_0": "300", "key": first.pk, "employment": "self-employed"}
    for name, on in (("employment_on", later(0)), ("starts_on", later(7))):
        said |= {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}
    said |= {"trial_weeks": 4, "notice_days": 14, "cancel_hours": 24, "cancel_per_cent": 100}
    said |= {"absence_days": 7, "absence_per_cent": 0, "why": WHY}
    page = client.post(reverse("budgets:offer", args=[his.pk, cooking.pk]), said).content.decode()
    assert "somebody else decides first" in page


def test_what_an_order_takes_of_a_limit():
    """£100 a week from 6 April 2026 to 14 June, 10 weeks: £1,000; then £50 a week: £2,607.14 a year.
    On 15 June both:                                          1,000.00 + 2,607.14 = £3,607.14
    On 15 June 2027 the first is over for more than a year:                         £2,607.14
    On 1 June 2027 the days from 1 to 14 June of it are left:   200.00 + 2,607.14 = £2,807.14
    Had it ended on 12 July 2026, then on 13 July:  1,000.00 + 4 weeks of 50.00   = £1,200.00"""
    agreement = Agreement()
    facts = {"agreement": agreement, "unit": "hour", "pattern": SIX[:1]}
    first = AgreementVersion(number=1, pence=10_000, starts_on=date(2026, 4, 6), **facts)
    second = AgreementVersion(number=2, pence=5_000, starts_on=date(2026, 6, 15), yearly_pence=260_714, **facts)
    assert used_pence([first, second], date(2026, 6, 15)) == 360_714
    assert used_pence([first, second], date(2027, 6, 15)) == 260_714
    assert used_pence([first, second], date(2027, 6, 1)) == 280_714
    agreement.ends_on = date(2026, 7, 12)
    assert used_pence([first, second], date(2026, 7, 13)) == 120_000
