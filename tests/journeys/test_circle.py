"""A daughter acts for her mother: she sees only what she may, and nothing after her last day."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from budgets.models import CircleMember, Person
from tests.journeys.letters import STAFF_PASSWORD, Mailbox, sign_in, sign_in_as_staff, sign_up
from tests.journeys.test_introducing import types_day
from tests.journeys.test_small_screens import PHONE, assert_fits, photograph
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey
SAM, BEN, DORA = (f"{name}@demo.justright.example" for name in ("sam", "ben", "dora"))
MEG, PASSWORD = "meg@visitor.example", "three odd words together"


@pytest.fixture
def plans(site):
    """Ben's and Edith's plans, and who is in their circles; a second seeding changes nothing."""
    for command in ("seed_budgets", "seed_plans", "seed_plans"):
        call_command(command)
    assert CircleMember.objects.count() == 3


def adds_meg(sam: Visitor, edith: Person) -> None:
    sam.goes(f"/people/{edith.pk}/circle/")
    sam.sees("The circle of Edith Marlow", "Dora, my daughter", "How best to speak and write: Large print")
    sam.presses("Add somebody")
    sam.sees("Add somebody to the circle of Edith Marlow")
    sam.types("Their name", "Meg Marlow")
    sam.types("Their e-mail", MEG)
    sam.ticks("Family or friend", "See the plan and write in it")
    sam.presses("Add them and send the invitation")
    sam.sees("Add somebody", "There is a problem", "Write down who asked for this")
    sam.types("Who asked for this", "Edith asked for it on Monday.")
    types_day(sam, "What is the last day", timezone.localdate() + timedelta(days=30))
    sam.presses("Add them and send the invitation")
    sam.sees("The circle of Edith Marlow", "Meg Marlow", "no answer yet")


def joins(meg: Visitor, mailbox: Mailbox) -> None:
    assert "Edith" not in mailbox.letter("asks you to help somebody you know", MEG), "a letter names nobody"
    meg.goes(mailbox.link("asks you to help somebody you know", MEG))
    meg.sees("Somebody invited you", "Edith Marlow", "See the plan and write in it")
    meg.presses("Make an account")
    sign_up(meg, mailbox, "Meg Marlow", MEG, PASSWORD)
    meg.sees("Join the circle of Edith Marlow?")
    meg.presses("Join")
    meg.sees("People I help", "Edith Marlow", "See the plan and write in it")


def test_a_daughter_sees_only_what_she_may_and_is_shut_out_after_her_last_day(arrive, mailbox: Mailbox, plans):
    sam, meg = arrive(), arrive()
    edith = next(each for each in Person.objects.all() if each.name == "Edith Marlow")
    sign_in_as_staff(sam, mailbox, SAM)
    adds_meg(sam, edith)
    joins(meg, mailbox)

    meg.follows("The plan")
    meg.sees("The plan of Edith Marlow", "Tea in a proper cup", "How best to speak and write: Large print")
    meg.goes(f"/people/{edith.pk}/plan/bring/")
    meg.sees("What is there already", "Edith Marlow")
    meg.types("What do neighbours, clubs and groups bring", "The choir on Wednesdays.")
    meg.presses("Save")
    meg.goes(f"/people/{edith.pk}/plan/")
    meg.sees("The plan of Edith Marlow", "The choir on Wednesdays.", "by Meg Marlow")
    meg.presses("See who fits the plan")
    meg.sees("Who fits the plan of Edith Marlow", "Why this place")
    for closed in ("money", "circle", "reviews"):
        assert meg.goes(f"/people/{edith.pk}/{closed}/") in (403, 404), closed
        assert "Edith" not in meg.page.content()

    yesterday = timezone.localdate() - timedelta(days=1)
    CircleMember.objects.filter(person=edith, account__email=MEG).update(starts_on=yesterday, ends_on=yesterday)
    for closed in ("plan", "plan/bring", "match", "money"):
        assert meg.goes(f"/people/{edith.pk}/{closed}/") == 404, closed
    meg.goes("/my/people/")
    meg.sees("People I help", "Nobody today")
    assert "Edith" not in meg.page.content()


def test_plans_and_circles_fit_a_small_phone(arrive, mailbox: Mailbox, plans):
    ben, sam, dora = arrive(), arrive(), arrive()
    edith = next(each for each in Person.objects.all() if each.name == "Edith Marlow")
    ruth = CircleMember.objects.filter(person__account__email=BEN).first()
    sign_in(ben, BEN, STAFF_PASSWORD)
    mine = {"my-plan": "/my/plan/", "my-match": "/my/plan/match/", "my-circle": "/my/circle/"}
    mine |= {"my-circle-add": "/my/circle/add/", "my-money": "/my/money/", "end": f"/circle/{ruth.pk}/end/"}
    mine |= {f"plan-{part}": f"/my/plan/{part}/" for part in ("matters", "bring", "help", "when", "where", "who")}
    fits(ben, mine)
    sign_in(dora, DORA, STAFF_PASSWORD)
    fits(dora, {"my-people": "/my/people/", "begin": "/my/plan/", "her-plan": f"/people/{edith.pk}/plan/"})
    sign_in_as_staff(sam, mailbox, SAM)
    theirs = ("circle", "circle/add", "reviews", "decides", "account", "match", "plan")
    pages = {f"sam-{each.replace('/', '-')}": f"/people/{edith.pk}/{each}/" for each in theirs}
    fits(sam, pages | {"sam-people": "/people/", "sam-person": f"/people/{edith.pk}/"})


def fits(visitor: Visitor, pages: dict[str, str]) -> None:
    visitor.page.wait_for_load_state()
    for name, address in pages.items():
        visitor.page.set_viewport_size(PHONE)
        assert visitor.goes(address) == 200, address
        assert_fits(visitor)
        visitor.is_shut_out_by_nothing()
        photograph(visitor, f"circle-{name}")
