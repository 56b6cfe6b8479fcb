"""A social worker orders within her limit, is sent upward above it, and the commissioner says yes."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from budgets.models import Agreement, Budget, DelegatedLimit, Person
from providers.models import Service
from tests.journeys.letters import STAFF_PASSWORD, Mailbox, sign_in, sign_in_as_staff
from tests.journeys.test_introducing import types_day
from tests.journeys.test_small_screens import PHONE, assert_fits, photograph
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey
BEN, SAM, AMINA, CONNOR = (f"{name}@demo.justright.example" for name in ("ben", "sam", "amina", "connor"))


@pytest.fixture
def edith(fresh_db, settings):
    """The council pays £120 a week for her; a social worker orders up to £2,500 a year alone."""
    settings.DEMO = True
    call_command("seed_budgets", verbosity=0)
    budget = Budget.objects.filter(versions__deployments__mechanism="council-managed").get()
    DelegatedLimit.objects.filter(role="social_worker").update(per_year_pence=250_000)
    return Person.objects.get(pk=budget.person_id)


@pytest.fixture
def amina() -> Service:
    return Service.objects.listed().get(
        people="Amina Yusuf", enterprise__organisation__memberships__account__email=AMINA
    )


def fills_in(sam: Visitor, minutes: str) -> None:
    """Every Monday at ten, and what HMRC's tool said; the rest is as it comes."""
    visit = sam.page.get_by_role("group", name="Visit 1")
    visit.get_by_label("Day").select_option(label="Monday")
    visit.get_by_label("From").select_option(label="10am")
    visit.get_by_label("How long").select_option(label=minutes)
    sam.ticks("They do, as we agreed", "Self-employed for this work")
    types_day(sam, "On which day did it say so?", timezone.localdate())
    sam.presses("Show me what that means")


def orders(sam: Visitor, address: str) -> None:
    """An hour a week is within her limit; what is missing is asked for first."""
    sam.goes(address)
    sam.sees("Agree on support with Amina Yusuf", "a week is not promised yet")
    photograph(sam, "offer")
    sam.presses("Show me what that means")
    sam.sees("Agree on support with Amina Yusuf", "Say the day, from when, and how long")
    fills_in(sam, "1 hour")
    sam.sees("What you agree to with Amina Yusuf", "Monday, 10am to 11am")
    assert "somebody else decides first" not in sam.page.content()
    photograph(sam, "offer-check")
    sam.presses("Yes, offer this")
    sam.sees("Agreement with Amina Yusuf", "We have told them")
    photograph(sam, "agreement-waits")


def is_sent_upward(sam: Visitor, address: str) -> None:
    sam.goes(address)
    sam.page.get_by_label("Why this is right").fill("She can stay at home with it.")
    fills_in(sam, "4 hours")
    sam.sees("What you agree to with Amina Yusuf", "somebody else decides first")
    photograph(sam, "offer-goes-up")
    sam.presses("Send it on")
    sam.sees("Agreement with Amina Yusuf", "more than you order alone")


def says_yes(owner: Visitor, mailbox: Mailbox) -> None:
    owner.goes(mailbox.link("Somebody would like Amina Yusuf", AMINA))
    owner.sees("and you", "Say yes or no by")
    photograph(owner, "agreement-enterprise")
    owner.presses("Yes, I agree")
    owner.sees("and you", "It is agreed. The visits are planned.")


def decides(connor: Visitor, mailbox: Mailbox) -> None:
    connor.goes("/money/")
    connor.sees("Budgets to agree to", "Orders above somebody’s limit")
    photograph(connor, "orders")
    connor.goes(mailbox.link("An order waits for you", CONNOR))
    connor.sees("Agreement with Amina Yusuf", "She can stay at home with it.")
    connor.presses("Yes, I agree")
    connor.sees("Agreement with Amina Yusuf", "Connor")


def test_within_the_limit_she_orders_and_above_it_somebody_else_decides(edith, amina, arrive, mailbox: Mailbox):
    sam, connor, owner = arrive(), arrive(), arrive()
    address = f"/people/{edith.pk}/agree/{amina.pk}/"
    sign_in_as_staff(sam, mailbox, SAM)
    orders(sam, address)
    sign_in(owner, AMINA, STAFF_PASSWORD)
    says_yes(owner, mailbox)
    is_sent_upward(sam, address)
    made = Agreement.objects.get(status="offered")
    assert owner.goes(f"/agreements/{made.pk}/") == 404, "she hears of it when somebody has decided"
    sign_in_as_staff(connor, mailbox, CONNOR)
    decides(connor, mailbox)
    says_yes(owner, mailbox)
    assert Agreement.objects.filter(status="agreed").count() == 2


def test_agreements_fit_a_small_phone(edith, amina, arrive, mailbox: Mailbox):
    call_command("seed_agreements", verbosity=0)
    ben = arrive()
    sign_in(ben, BEN, STAFF_PASSWORD)
    made = Agreement.objects.filter(status="agreed").first()
    waits = Agreement.objects.get(status="offered")
    pages = {"my-agreements": "/my/agreements/", "agreement": f"/agreements/{made.pk}/"}
    pages |= {"agreement-change": f"/agreements/{made.pk}/change/", "agreement-end": f"/agreements/{made.pk}/end/"}
    pages |= {"agreement-no": f"/agreements/{waits.pk}/no/", "agree-mine": f"/my/agree/{amina.pk}/"}
    pages |= {"employing": "/employing/"}
    for name, address in pages.items():
        ben.page.set_viewport_size(PHONE)
        assert ben.goes(address) == 200, name
        assert_fits(ben)
        photograph(ben, name)
