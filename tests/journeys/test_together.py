"""Clubbing together: Ben begins it, Sam joins for Pat, it starts by itself, a day is paid, and one leaves."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from budgets import actions
from budgets.models import Person, SharedArrangement, ShareMember
from marketplace.accounts.actors import system
from providers.models import Service
from tests.journeys.letters import STAFF_PASSWORD, Mailbox, sign_in, sign_in_as_staff
from tests.journeys.test_introducing import SAM, types_day
from tests.journeys.test_small_screens import PHONE, assert_fits, photograph
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey
BEN, AMINA = "ben@demo.justright.example", "amina@demo.justright.example"
WHAT = "Lino cutting for beginners"


@pytest.fixture
def shared(fresh_db):
    call_command("seed_budgets")
    call_command("seed_together")


def test_they_club_together_until_it_starts_and_until_one_leaves(shared, arrive, mailbox: Mailbox):
    ben, sam = arrive(), arrive()
    sign_in(ben, BEN, STAFF_PASSWORD)
    link = begins(ben)
    sign_in_as_staff(sam, mailbox, SAM)
    sam.goes(link)
    sam.sees(f"Join: {WHAT}", "You never pay for somebody else.", "Starts when 2 people join: 1 so far.")
    photograph(sam, "join-together")
    sam.ticks("Pat Lomax", "Yes: they want this")
    sam.presses("Join")
    sam.sees(WHAT, "It runs, with 2 people.", "Pat Lomax", "£10")
    assert "It starts" in mailbox.letter("It starts", BEN)
    pays(ben)
    sam.goes(f"/together/{SharedArrangement.objects.latest('opened_at').pk}/")
    sam.sees(WHAT, "Pat Lomax: £10 paid")
    leaves(sam, ben)


def begins(ben: Visitor) -> str:
    """From the page of who does it; what was typed stays when something is missing; the link is shown."""
    art = Service.objects.listed().get(people="Joy and Bev")
    ben.goes(f"/services/{art.pk}/")
    ben.sees("Joy and Bev", "Starts when 5 people join: 3 so far.")
    ben.follows("Join them")
    ben.sees("Share the cost with others: Joy and Bev", "Clay, with lunch after it")
    photograph(ben, "gatherings")
    ben.presses("Begin one yourself")
    ben.sees("Begin to share the cost: Joy and Bev")
    ben.types("What do you share?", WHAT)
    ben.types("Which days and times?", "Fridays at 10", private=False)
    ben.types("What does it cost", "20", private=False)
    ben.types("How many people does it take", "2", private=False)
    ben.types("How many places", "3", private=False)
    ben.presses("Begin it")
    ben.sees("Begin to share the cost: Joy and Bev", "There is a problem", "Tick this to go on")
    photograph(ben, "begin-together")
    ben.ticks("Yes: I pay my own share")
    ben.presses("Begin it")
    ben.sees(WHAT, "Starts when 2 people join: 1 so far.", "at most £10")
    photograph(ben, "together-gathering")
    ben.presses("Invite somebody")
    ben.sees(f"Invite somebody to {WHAT}")
    ben.presses("Make a link")
    ben.sees(f"Invite somebody to {WHAT}", "Here is the link.")
    photograph(ben, "invite-together")
    return ben.page.locator("code").inner_text()


def pays(ben: Visitor) -> None:
    made = SharedArrangement.objects.latest("opened_at")
    ben.goes(f"/together/{made.pk}/")
    ben.sees(WHAT, "It runs, with 2 people.", "Number 2")
    ben.presses("Plan the next day")
    ben.sees(f"Plan the next day of {WHAT}")
    types_day(ben, "Which day?", timezone.localdate())
    ben.presses("Plan it")
    ben.sees(WHAT, "£10 of your money is set aside")
    ben.presses("Yes, it happened")
    ben.sees("Did it happen on", "Who came?")
    photograph(ben, "settle-together")
    ben.presses("Yes, it happened: pay")
    ben.sees(WHAT, "Paid. 2 came", "You paid £10")
    photograph(ben, "together-running")


def leaves(sam: Visitor, ben: Visitor) -> None:
    """Sam leaves for Pat; Ben reads until when, and when the day is over that it pauses and nobody pays."""
    made = SharedArrangement.objects.latest("opened_at")
    sam.follows("Leave")
    sam.sees(f"Leave {WHAT}?", "You agreed to say so 4 weeks before.")
    photograph(sam, "leave-together")
    sam.presses("Leave")
    sam.goes(f"/people/{Person.objects.get(outcode='NG1').pk}/together/")
    sam.sees("What P.L. shares with others", WHAT)
    photograph(sam, "person-together")
    ben.goes(f"/together/{made.pk}/")
    last = timezone.localdate() + timedelta(weeks=4)
    ben.sees(WHAT, f"{last:%A} {last.day}", "It pauses until one more person joins. Nobody pays.")
    photograph(ben, "together-leaving")
    before = timezone.localdate() - timedelta(days=1)
    ShareMember.objects.filter(arrangement=made).update(joined_on=before - timedelta(weeks=5))
    ShareMember.objects.filter(arrangement=made, status="leaving").update(left_on=before)
    actions.keep_together(made, by=system("together-kept"))
    ben.goes("/my/together/")
    ben.sees("What you share with others", "It pauses until one more person joins.", "A lift to art and back")
    assert not re.search("Pat|Lomax", ben.page.content()), "who it was is nobody's business"


def test_clubbing_together_fits_a_small_phone(shared, visitor: Visitor):
    sign_in(visitor, BEN, STAFF_PASSWORD)
    lift = SharedArrangement.objects.get(status="running")
    clay = SharedArrangement.objects.get(status="gathering")
    place = ShareMember.objects.get(person__account__email=BEN)
    day = lift.sessions.get(status="planned")
    steps = {"my-together": "/my/together/", "together": f"/together/{lift.pk}/", "plan": f"/together/{lift.pk}/plan/"}
    steps |= {"join": f"/together/{clay.pk}/join/", "leave": f"/together/places/{place.pk}/leave/"}
    steps |= {"settle": f"/together/days/{day.pk}/", "begin": f"/services/{clay.service_id}/together/new/"}
    steps |= {"invite": f"/together/{lift.pk}/invite/", "gatherings": f"/services/{clay.service_id}/together/"}
    for name, address in steps.items():
        visitor.page.set_viewport_size(PHONE)
        assert visitor.goes(address) == 200
        assert_fits(visitor)
        photograph(visitor, f"fits-{name}")


def test_an_owner_offers_a_group_that_starts_when_enough_people_join(shared, visitor: Visitor):
    service = Service.objects.listed().filter(enterprise__organisation__name="Good Company").first()
    Service.objects.filter(pk=service.pk).update(in_group=True)
    sign_in(visitor, AMINA, STAFF_PASSWORD)
    visitor.page.set_viewport_size(PHONE)
    visitor.goes("/together/")
    assert_fits(visitor, "People who share what you offer", "Nobody yet")
    photograph(visitor, "together-desk")
    visitor.page.set_viewport_size(PHONE)
    visitor.presses("Starts when enough people join")
    assert_fits(visitor, "Starts when enough people join")
    for question, answer in (("What do you share?", "Supper for five"), ("Which days", "Mondays at 5"),
                             ("What does it cost", "50"), ("How many people does it take", "5"),
                             ("How many places", "6")):  # fmt: skip
        visitor.types(question, answer, private=False)
    photograph(visitor, "offer-together")
    visitor.presses("Offer it")
    visitor.sees("Supper for five", "Starts when 5 people join: nobody so far.")
    photograph(visitor, "together-offered")
    visitor.goes(f"/services/{service.pk}/")
    visitor.sees("Amina Yusuf", "Starts when 5 people join: 0 so far.")
