"""Somebody posts what they look for; only who is checked sees it; one answers, and is asked with one tap."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.letters import STAFF_PASSWORD, Mailbox, sign_in
from tests.journeys.test_telling import seen
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey
RUTH = "ruth.marsh@example.org"
WORDS = "I am free on Friday mornings, and I live round the corner."


def post(ruth: Visitor) -> None:
    """Answers one question after another."""
    ruth.goes("/find/")
    ruth.follows("Or post what you look for")
    ruth.sees("What would help?", "Nobody sees who you are")
    seen(ruth, "post-1")
    ruth.ticks("Cooking and meals")
    ruth.presses("Go on")
    ruth.sees("Which of these?")
    ruth.presses("Go on")
    ruth.sees("Which of these?", "Choose which of these would help")
    ruth.ticks("Cooking with you")
    ruth.presses("Go on")
    ruth.sees("Who is it for?")
    ruth.ticks("Older people")
    ruth.presses("Go on")
    say_when_and_where(ruth)
    ruth.sees("Check and post", "Cooking with you", "Friday, in the morning", "Near NG5", "Up to £21.50 an hour")
    seen(ruth, "post-7")
    assert "2AB" not in ruth.page.locator("dl").inner_text()
    ruth.ticks("By e-mail")
    ruth.types("Your e-mail address", RUTH)
    ruth.presses("Post it")
    ruth.sees("One thing is left to do")


def say_when_and_where(ruth: Visitor) -> None:
    """The second half of the questions; going back keeps what was said."""
    ruth.sees("When would it help?")
    seen(ruth, "post-4")
    ruth.ticks("Friday", "Morning")
    ruth.presses("Go on")
    ruth.sees("Where, and how?")
    ruth.types("Your postcode, or its first half", "NG5 2AB")
    ruth.ticks("One to one")
    ruth.presses("Back")
    ruth.sees("When would it help?")
    expect(ruth.field("Friday")).to_be_checked()
    ruth.presses("Go on")
    ruth.sees("Where, and how?")
    expect(ruth.field("Your postcode, or its first half")).to_have_value("NG5 2AB")
    ruth.presses("Go on")
    ruth.sees("How will it be paid?")
    ruth.ticks("My own money")
    ruth.types("The most that an hour may cost", "21.50", private=False)
    ruth.presses("Go on")


def sees_nothing_of_it(who: Visitor, email: str) -> None:
    """Their page of needs does not show this one."""
    sign_in(who, email, STAFF_PASSWORD)
    who.goes("/my/needs/")
    who.sees("What people near you look for")
    expect(who.page.get_by_text("Up to £21.50 an hour")).to_have_count(0)


def test_a_need_is_posted_seen_by_who_is_checked_answered_and_asked_on(
    arrive: Callable[[], Visitor], mailbox: Mailbox
):
    ruth, amina, olive = (arrive() for _each in range(3))
    post(ruth)
    sees_nothing_of_it(amina, "amina@demo.justright.example")

    ruth.goes(mailbox.link("Please confirm what you posted", RUTH))
    ruth.sees("What you look for", "Nobody sees this yet")
    ruth.presses("Yes, post it")
    ruth.sees("What you look for", "Nobody has answered yet")

    letter = mailbox.letter("Somebody near you looks for help", "amina@demo.justright.example")
    assert "NG5" not in letter and "ooking" not in letter, "a letter carries nothing of the need"
    amina.goes("/my/")
    amina.follows("What people near you look for")
    amina.sees("What people near you look for", "Up to £21.50 an hour")
    assert RUTH not in amina.page.content()
    seen(amina, "needs-near-me")
    amina.presses("I can help")
    amina.sees("I can help", "Friday, in the morning")
    seen(amina, "need-answer")
    amina.types("A few words to them", WORDS)
    amina.presses("Tell them")
    amina.sees("What people near you look for", "Sent.", "You said that you can help")

    sees_nothing_of_it(olive, "olive@demo.justright.example")

    ruth.goes(mailbox.link("Somebody can help", RUTH))
    ruth.sees("What you look for", "One says: I can help", "Amina Yusuf", WORDS)
    seen(ruth, "need-answered")
    ruth.presses("Ask them")
    ruth.sees("What you look for", "You asked them on")
    ruth.presses("I do not look any more")
    ruth.sees("What you look for", "It is over")
