"""Somebody joins an enterprise, shows a course of their own, and leaves; a paper is taken back."""

import pytest

from commissioning.models import CheckCase
from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from tests.commissioning.making import paper
from tests.journeys.letters import STAFF_PASSWORD, sign_in
from tests.journeys.test_small_screens import DESK, PHONE, assert_fits, photograph
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey
AMINA = "amina@demo.justright.example"


def test_somebody_joins_and_leaves_and_a_paper_is_taken_back(visitor: Visitor):
    sign_in(visitor, AMINA, STAFF_PASSWORD)
    visitor.goes("/my/checks/")
    visitor.presses("See what your work needs")
    visitor.sees("What your work needs")
    case = CheckCase.objects.select_related("service__enterprise").get()
    visitor.follows("People who work with you")
    visitor.sees("People who work with you", "You work alone")
    visitor.types("Their name", "Maria Bell")
    visitor.presses("Add them")
    visitor.sees("People who work with you", "Choose whether they are paid")
    visitor.ticks("No, they volunteer")
    visitor.presses("Add them")
    visitor.sees("People who work with you", "Maria Bell", "Volunteer since", "Needed")
    looks(visitor, "people")
    visitor.follows("They have left")
    visitor.presses("Yes, they have left")
    visitor.sees("People who work with you", "You work alone")

    paper(case, "public-liability", by=Actor(account=User.objects.get(email=AMINA)))
    visitor.goes(f"/my/checks/{case.pk}/papers/")
    visitor.sees("Papers that you have sent", "Used for one check.")
    looks(visitor, "papers")
    visitor.follows("Take it back")
    visitor.sees("Take back", "One check rests on it")
    visitor.presses("Take it back")
    visitor.sees("Papers that you have sent", "You have sent no paper yet")
    assert case.requirements.get(what="public-liability").status == "needed"


def looks(visitor: Visitor, name: str) -> None:
    """It fits a small phone."""
    visitor.page.set_viewport_size(PHONE)
    assert_fits(visitor)
    photograph(visitor, name)
    visitor.page.set_viewport_size(DESK)
