"""What Nadia says about her kitchen, step by step, as she would type it."""

import re

from playwright.sync_api import expect

from tests.journeys.visitor import Visitor

HOME = "NG5 2AW"
STORY = "I cooked in a school for twenty years.\nNow I cook beside people who have lost the taste for it."


def what(visitor: Visitor, *activities: str, people: str = "Nadia Rahman") -> None:
    visitor.types("Who does this?", people, private=False)
    visitor.ticks("she, her")
    visitor.types("What you do, in one line", "Makes a pot of Ghanaian stew with you, in your kitchen.")
    visitor.ticks(*activities)
    visitor.types("In your own words", STORY)


def who(visitor: Visitor) -> None:
    visitor.ticks("Older people", "One to one", "A woman")


def where(visitor: Visitor, postcode: str = HOME) -> None:
    visitor.ticks("I come to people")
    visitor.types("How many miles do you travel?", "4", private=False)
    visitor.types("Postcode", postcode)


def when(visitor: Visitor) -> None:
    tuesday = visitor.page.get_by_role("group", name="Tuesday")
    tuesday.get_by_label("From").first.select_option("09:00")
    tuesday.get_by_label("To", exact=True).first.select_option("13:00")


def money(visitor: Visitor) -> None:
    price = visitor.page.get_by_role("group", name="Price 1")
    price.get_by_label("Pounds").fill("18.50")
    price.get_by_label("For what?").select_option("hour")
    visitor.ticks("With their own money", "With a direct payment")


def meeting(visitor: Visitor) -> None:
    visitor.types("What happens in a first meeting?", "We have tea, and you show me your kitchen.")


def contact(visitor: Visitor) -> None:
    visitor.types("Phone", "07700 900555")
    visitor.types("E-mail address", "nadia.works@example.org")
    visitor.ticks("Show my phone number to everybody")


def room(visitor: Visitor) -> None:
    visitor.ticks("I have room now")
    visitor.types("Hours a week", "6", private=False)


STEPS = {
    "Whom it is for": who,
    "Where": where,
    "When": when,
    "What it costs": money,
    "The first meeting": meeting,
    "How people reach you": contact,
    "Have you room?": room,
}


def tell_the_rest(visitor: Visitor, *, after: str = "") -> None:
    """Answers the steps that follow the first one (or the one that is named), saving each."""
    titles = list(STEPS)
    for title in titles[titles.index(after) + 1 if after else 0 :]:
        visitor.sees(title)
        STEPS[title](visitor)
        visitor.presses("Save and go on")
    visitor.sees("Tell us 8 things", "8 of 8 done")


def register(visitor: Visitor, name: str, kind: str = "Sole trader", workers: str = "1") -> None:
    """Says what the enterprise is, and opens the first of the eight steps."""
    visitor.types("What is it called?", name, private=False)
    visitor.ticks(kind)
    visitor.types("How many people work there?", workers, private=False)
    visitor.presses("Save and go on")
    visitor.sees("Tell us 8 things", "0 of 8 done")
    visitor.presses("Go on: What you do")
    visitor.sees("What you do", "So far it looks like this")


def meets_an_error(visitor: Visitor, words: str) -> None:
    """The summary says it, takes the focus where scripts run, and leads to the question."""
    visitor.expects_title(re.compile("^Error: "))
    summary = visitor.page.locator(".govuk-error-summary")
    expect(summary).to_contain_text(words)
    if visitor.has_scripts:
        expect(summary).to_be_focused()
    link = summary.get_by_role("link").first
    target = visitor.page.locator(link.get_attribute("href"))
    link.click()
    expect(target).to_be_focused()
