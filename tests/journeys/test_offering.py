"""Nadia offers help, a commissioner decides, and people find her."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys import listing
from tests.journeys.letters import Mailbox, sign_in, sign_in_as_staff, sign_up
from tests.journeys.visitor import Visitor
from tests.people import PASSWORD, person

pytestmark = pytest.mark.journey
NADIA, CONNOR = "nadia@example.org", "connor@demo.justright.example"


def begins(nadia: Visitor, mailbox: Mailbox) -> None:
    """Makes an account, says who she is and what she does, and stops half way after a mistake."""
    nadia.goes("/offer/")
    nadia.sees("Do you help people near you?")
    nadia.presses("Start now")
    sign_up(nadia, mailbox, "Nadia Rahman", NADIA, PASSWORD)
    nadia.sees("Who are you?")
    listing.register(nadia, "Nadia’s Kitchen")
    listing.what(nadia, "Cooking with you")
    nadia.presses("Save and go on")
    nadia.sees("Whom it is for")
    listing.who(nadia)
    nadia.presses("Save and go on")
    listing.where(nadia, "NG5")
    nadia.presses("Save and go on")
    nadia.sees("Where", "Type a full postcode", "Everything else on this page is saved.")
    listing.meets_an_error(nadia, "Type a full postcode, like NG5 2AB.")
    expect(nadia.field("Postcode")).to_have_value("NG5")
    expect(nadia.field("How many miles do you travel?")).to_have_value("4")
    nadia.field("Postcode").fill(listing.HOME)
    nadia.typed.add(listing.HOME)
    nadia.presses("Save and stop for now")
    nadia.sees("Tell us 8 things", "3 of 8 done")


def comes_back(nadia: Visitor) -> str:
    """On another day and another device she goes on where she stopped, looks at her page and sends it."""
    sign_in(nadia, NADIA, PASSWORD)
    nadia.goes("/my/")
    nadia.sees("Hello, Nadia", "Nadia’s Kitchen")
    nadia.presses("Go on writing")
    listing.tell_the_rest(nadia, after="Where")
    nadia.follows("See the whole page first")
    nadia.sees("Nadia Rahman", "This is a preview.", "£18.50", "I cooked in a school for twenty years.")
    nadia.follows("Back to my listing")
    nadia.presses("Send it to be listed")
    nadia.sees("Nadia Rahman", "We tell you by e-mail what they decide.", "It waits for Nottingham City Council.")
    return nadia.page.url


def decides(connor: Visitor, *, lists: bool) -> None:
    """Opens hers from the list of what waits, and lists it or sends it back."""
    connor.goes("/review/")
    connor.sees("To decide", "Nadia Rahman", "Sent on")
    connor.follows("Nadia Rahman")
    connor.sees("Nadia Rahman", "You decide for Nottingham City Council.")
    if lists:
        connor.ticks("List it")
    else:
        connor.ticks("Send it back", "Please check your price")
        connor.types("In your own words", "Is the food in the price?")
    connor.presses("Save the decision")
    said = "is in the directory now." if lists else "has it back, with your reason."
    connor.sees("To decide", f"Nadia’s Kitchen {said}")


def is_found_without_her_home(visitor: Visitor) -> None:
    """A stranger finds her near her postcode; no public page says where she lives."""
    visitor.goes("/find/")
    visitor.types("What would help?", "Ghanaian stew")
    visitor.types("Where?", "NG5 2AB")
    visitor.presses("Show me who can help")
    visitor.sees("near Sherwood", "Nadia Rahman")
    pages = [visitor.page.content()]
    visitor.follows("Nadia Rahman")
    visitor.sees("Nadia Rahman", "Shopping is on top.")
    pages.append(visitor.page.content())
    service = visitor.page.url
    visitor.presses("Show how to reach her")
    visitor.sees("Nadia Rahman", "07700 900555")
    pages.append(visitor.page.content())
    for link in ("A leaflet to give away", "Nadia’s Kitchen"):
        visitor.goes(service)
        visitor.follows(link)
        visitor.sees("Nadia")
        pages.append(visitor.page.content())
    for html in pages:
        assert listing.HOME not in html and listing.HOME.replace(" ", "") not in html
        assert "nadia.works@example.org" not in html, "she did not want her e-mail address shown"
        assert NADIA not in html


def test_nadia_registers_is_sent_back_and_is_found(arrive: Callable[[], Visitor], mailbox: Mailbox):
    begins(arrive(), mailbox)
    nadia, connor = arrive(), arrive()
    progress = comes_back(nadia)
    sign_in_as_staff(connor, mailbox, CONNOR)
    mailbox.letter("A listing waits for you", CONNOR)
    decides(connor, lists=False)

    nadia.goes(mailbox.link("Your listing came back to you", NADIA))
    nadia.sees("Tell us 8 things", "What they ask", "Is the food in the price?")
    assert nadia.page.url == progress
    nadia.follows("What it costs")
    nadia.sees("What it costs")
    expect(nadia.page.get_by_role("group", name="Price 1").get_by_label("Pounds")).to_have_value("18.50")
    nadia.types("What do people pay on top?", "Shopping is on top.")
    nadia.presses("Save and stop for now")
    nadia.presses("Send it to be listed")
    nadia.sees("Nadia Rahman", "It waits for Nottingham City Council.")
    decides(connor, lists=True)
    nadia.goes(mailbox.link("People can find you now", NADIA))
    nadia.sees("Nadia Rahman")
    is_found_without_her_home(arrive())


def test_two_who_wash_and_dress_people_are_stopped_by_the_law(visitor: Visitor):
    person("nadia")
    sign_in(visitor, NADIA, PASSWORD)
    visitor.goes("/my/register/")
    listing.register(visitor, "Two Sisters", kind="Partnership", workers="2")
    listing.what(visitor, "Help with washing and dressing", "Company at home", people="Nadia and Aba")
    visitor.presses("Save and go on")
    visitor.sees("What you do", "The law calls this personal care.", "Everything else on this page is saved.")
    visitor.ticks("Yes. I work alone")
    visitor.presses("Save and go on")
    refused = "needs registration with the Care Quality Commission when two or more people work together"
    visitor.sees("What you do", refused, "take this help off your list and offer the rest")
    listing.meets_an_error(visitor, refused)
    expect(visitor.field("In your own words")).to_have_value(listing.STORY)
    for answer in ("Help with washing and dressing", "Company at home"):
        expect(visitor.field(answer)).to_be_checked()

    visitor.follows("All 8 things")
    visitor.sees("Tell us 8 things", refused)
    visitor.presses("Go on: What you do")
    visitor.field("Help with washing and dressing").uncheck()
    visitor.presses("Save and go on")
    visitor.sees("Whom it is for")


def test_kofi_fills_it_in_and_nadia_says_yes(arrive: Callable[[], Visitor], mailbox: Mailbox):
    person("kofi")
    kofi, nadia = arrive(), arrive()
    sign_in(kofi, "kofi@example.org", PASSWORD)
    kofi.goes("/my/register/")
    kofi.ticks("I am filling this in for somebody else")
    kofi.types("The owner’s name", "Nadia Rahman")
    kofi.types("The owner’s e-mail address", NADIA)
    listing.register(kofi, "Nadia’s Kitchen")
    listing.what(kofi, "Cooking with you")
    kofi.presses("Save and go on")
    listing.tell_the_rest(kofi)
    progress = kofi.page.url
    kofi.sees("Tell us 8 things", "We have asked the owner by e-mail to say yes")
    expect(kofi.page.get_by_role("button", name="Send it to be listed")).to_have_count(0)

    nadia.goes(mailbox.link("An invitation on Just Right", NADIA))
    nadia.sees("You are invited to Nadia’s Kitchen")
    nadia.presses("Make an account")
    sign_up(nadia, mailbox, "Nadia Rahman", NADIA, PASSWORD)
    nadia.sees("Join Nadia’s Kitchen?", "Kofi invited you.")
    nadia.presses("Join")

    kofi.goes(progress)
    kofi.presses("Ask the owner to read it")
    kofi.sees("Tell us 8 things", "We have sent the owner an e-mail.")
    nadia.goes(mailbox.link("A listing on Just Right waits for you", NADIA))
    nadia.sees("Tell us 8 things", "8 of 8 done")
    nadia.presses("Send it to be listed")
    nadia.sees("Nadia Rahman", "It waits for Nottingham City Council.")
