"""Ben's plan becomes support: who fits and why, an agreement, a week that happened, and a statement that adds up."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from budgets.models import Agreement
from marketplace.ui.filters import pounds
from providers.models import Service
from tests.journeys.letters import STAFF_PASSWORD, Mailbox, sign_in
from tests.journeys.test_introducing import types_day
from tests.journeys.test_small_screens import PHONE, assert_fits, photograph
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey
BEN, AMINA = (f"{name}@demo.justright.example" for name in ("ben", "amina"))


@pytest.fixture
def amina(fresh_db, settings) -> Service:
    """Ben has a direct payment of £156 a week and a plan; Amina cooks with people."""
    settings.DEMO = True
    for command in ("seed_budgets", "seed_plans"):
        call_command(command, verbosity=0)
    return Service.objects.listed().get(
        people="Amina Yusuf", enterprise__organisation__memberships__account__email=AMINA
    )


def says_what_matters(ben: Visitor) -> None:
    ben.goes("/my/plan/")
    ben.sees("My plan")
    photograph(ben, "my-plan")
    ben.goes("/my/plan/help/")
    ben.ticks("Cooking with you")
    ben.presses("Save")


def finds_who_fits(ben: Visitor) -> None:
    ben.goes("/my/plan/match/")
    ben.sees("Who fits my plan", "Why this place")
    card = ben.page.locator("article", has_text="Amina Yusuf").first
    assert "a week" in card.inner_text() or "£" in card.inner_text(), "the price against what is left is a reason"
    photograph(ben, "my-match")
    card.get_by_role("button", name="Agree on support").click()


def offers(ben: Visitor) -> None:
    ben.sees("Agree on support with Amina Yusuf")
    for number, day, hours in ((1, "Monday", "2 hours"), (2, "Thursday", "1 hour")):
        visit = ben.page.get_by_role("group", name=f"Visit {number}")
        visit.get_by_label("Day").select_option(label=day)
        visit.get_by_label("From").select_option(label="10am")
        visit.get_by_label("How long").select_option(label=hours)
    types_day(ben, "From which day?", timezone.localdate() + timedelta(days=1))
    ben.ticks("No, they are not family", "They do, as we agreed")
    ben.presses("Show me what that means")
    ben.sees("What you agree to with Amina Yusuf", "Monday, 10am to noon (2 hours)")
    ben.presses("Yes, offer this")
    ben.sees("Agreement with Amina Yusuf", "We have told them")


def agrees(owner: Visitor, mailbox: Mailbox) -> None:
    sign_in(owner, AMINA, STAFF_PASSWORD)
    owner.goes(mailbox.link("Somebody would like Amina Yusuf", AMINA))
    owner.presses("Yes, I agree")
    owner.sees("and you", "It is agreed. The visits are planned.")


def says_that_it_happened(ben: Visitor) -> None:
    """A whole week at once."""
    ben.goes("/my/week/")
    ben.sees("My week", "Was everything as planned?", "Did Amina Yusuf come?")
    photograph(ben, "my-week-to-say")
    ben.presses("Yes, all with a tick happened")
    ben.sees("My week", "Saved: 2 visits happened.", "To be paid")


def pays(ben: Visitor) -> None:
    ben.presses("I have paid these")
    ben.sees("My week", "2 visits are paid.")
    photograph(ben, "my-week-paid")


def friday_after(monday: date) -> datetime:
    return timezone.make_aware(datetime.combine(monday + timedelta(days=4), time(12)))


def test_from_a_plan_to_a_statement(amina, arrive, mailbox: Mailbox):
    ben, owner = arrive(), arrive()
    sign_in(ben, BEN, STAFF_PASSWORD)
    says_what_matters(ben)
    finds_who_fits(ben)
    offers(ben)
    agrees(owner, mailbox)
    visits = Agreement.objects.get(status="agreed").visits
    week = list(visits.filter(on__gte=(monday := visits.filter(on__week_day=2).earliest("on").on))[:2])
    assert all(each.reservation_id for each in week), "their money is promised"
    with time_machine.travel(friday_after(monday), tick=True):
        sign_in(ben, BEN, STAFF_PASSWORD)
        says_that_it_happened(ben)
        pays(ben)
        ben.goes("/my/money/statement/?period=week")
        ben.sees("Statement", pounds(sum(each.pence for each in week)), "Paid for help")
        photograph(ben, "my-statement-week")
    assert visits.filter(status="confirmed").exclude(paid_at=None).count() == 2


def test_the_pages_of_support_fit_a_small_phone(amina, arrive, mailbox: Mailbox):
    for command in ("seed_agreements", "seed_together", "seed_statements", "seed_visits"):
        call_command(command, verbosity=0)
    ben = arrive()
    sign_in(ben, BEN, STAFF_PASSWORD)
    pages = {"my-plan": "/my/plan/", "my-match": "/my/plan/match/", "my-circle": "/my/circle/", "my-week": "/my/week/"}
    pages |= {"my-money": "/my/money/", "my-statement": "/my/money/statement/", "my-together": "/my/together/"}
    pages |= {"my-life": "/my/life/", "life-happens": "/my/life-happens/", "extra-hours": "/extra-hours/"}
    pages |= {"first-visit": "/my/first-visit/", "can-i": "/my/money/can-i/", "my-returns": "/my/money/returns/"}
    for name, address in pages.items():
        ben.page.set_viewport_size(PHONE)
        assert ben.goes(address) == 200, name
        assert_fits(ben)
        photograph(ben, name)
