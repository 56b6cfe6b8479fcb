"""From "what will you do" to a provisional listing: an art morning is found while its checks are under way."""

import pytest

from commissioning import tasks
from commissioning.models import CheckCase
from tests.journeys import listing
from tests.journeys.letters import Mailbox, sign_in_as_staff, sign_up
from tests.journeys.test_checks import CONNOR, answers_no, send
from tests.journeys.visitor import Visitor
from tests.people import PASSWORD

pytestmark = pytest.mark.journey
NADIA = "nadia@example.org"


def test_an_art_morning_is_found_while_its_checks_are_under_way(arrive, mailbox: Mailbox, visitor: Visitor):
    nadia = arrive()
    asks_what_it_needs(nadia)
    sign_up(nadia, mailbox, "Nadia Rahman", NADIA, PASSWORD)
    describes(nadia)
    case = begins_checks(nadia)
    connor = arrive()
    sign_in_as_staff(connor, mailbox, CONNOR)
    connor.goes("/review/")
    connor.follows("Nadia Rahman")
    connor.ticks("List it")
    connor.presses("Save the decision")
    connor.sees("To decide", "is in the directory now.")
    is_found_with_honest_words(visitor, case)
    sees_her_path(nadia)


def asks_what_it_needs(nadia: Visitor) -> None:
    nadia.goes("/what-you-need/")
    nadia.ticks("Art and craft", "People come to a public place", "In a group", "Sole trader", "No help of this kind")
    nadia.presses("Show what I need")
    nadia.sees("What you need to do what you do", "You can be listed while your checks are under way.")
    nadia.presses("Begin your page")
    nadia.sees("Do you help people near you?")
    nadia.presses("Start now")


def describes(nadia: Visitor) -> None:
    """Eight steps: a group in a hall."""
    nadia.sees("Who are you?")
    listing.register(nadia, "Nadia’s Paints")
    listing.what(nadia, "Art and craft")
    nadia.presses("Save and go on")
    nadia.sees("Whom it is for")
    nadia.ticks("Older people", "In a group", "A woman")
    nadia.field("One to one").uncheck()
    nadia.presses("Save and go on")
    nadia.sees("Where")
    nadia.ticks("People come to a public place")
    nadia.types("What is the place called?", "Sherwood Church Hall", private=False)
    nadia.types("Postcode", listing.HOME, private=False)
    nadia.presses("Save and go on")
    listing.tell_the_rest(nadia, after="Where")
    nadia.presses("Send it to be listed")
    nadia.sees("Nadia Rahman", "It waits for")


def begins_checks(nadia: Visitor) -> CheckCase:
    """She answers the questions, shows who she is, and asks the council to look."""
    tasks.open_cases()
    case = CheckCase.objects.get(service__enterprise__organisation__name="Nadia’s Paints")
    nadia.goes(f"/my/checks/{case.pk}/")
    nadia.sees("What your work needs")
    if nadia.page.get_by_role("button", name="Answer them").count():
        answers_no(nadia)
    send(nadia, case, "identity")
    nadia.presses("Ask the council to look")
    nadia.sees("What your work needs", "Sent. The council decides")
    return case


def is_found_with_honest_words(visitor: Visitor, case: CheckCase) -> None:
    visitor.goes("/find/")
    visitor.types("What would help?", "art and craft")
    visitor.types("Where?", "NG5 2AB")
    visitor.presses("Show me who can help")
    visitor.sees("near Sherwood", "Nadia Rahman")
    visitor.goes(f"/services/{case.service_id}/")
    visitor.sees("Nadia Rahman", "Checks under way.", "has not yet seen everything that this work needs")
    assert visitor.goes(f"/services/{case.service_id}/ask/") == 200, "a group in public may be asked meanwhile"


def sees_her_path(nadia: Visitor) -> None:
    """She asks for help to start, and reads what comes next."""
    nadia.goes("/my/start/")
    nadia.presses("Ask for help to start")
    nadia.sees("Getting started", "Your first customer")
    nadia.presses("My plan is ready")
    nadia.sees("Getting started", "Next: Your checks")
