"""Somebody misspells what they look for, is told how it was read, and has the last word."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.test_finding import look, names, narrow, total
from tests.journeys.visitor import Visitor, width

pytestmark = pytest.mark.journey


def headings(visitor: Visitor) -> list[str]:
    """The levels of the headings in the order of the page, those that nobody sees included."""
    return [
        tag.lower()
        for tag in visitor.page.locator("main :is(h1, h2, h3, h4)").evaluate_all("a => a.map(e => e.tagName)")
    ]


def test_somebody_who_misspells_finds_help_and_may_insist(visitor: Visitor):
    page = visitor.page
    visitor.goes("/")
    look(visitor, "brekfast for mum", "NG5 2AB")
    visitor.sees("near Sherwood", "brekfast for mum", "We read “brekfast” as breakfast", "We looked for:")
    found = names(page)
    assert total(page) > 0 and found

    narrow(visitor, "Comes to me")
    visitor.sees("near Sherwood", "We read “brekfast” as breakfast")
    visitor.presses("No, search for my own words")
    visitor.sees("near Sherwood", "brekfast for mum", "Nobody near uses all of these words", "Everybody near")
    expect(page.get_by_label(re.compile("Comes to me"))).to_be_checked()
    expect(page.locator("body")).not_to_contain_text("We read")

    visitor.follows("Change")
    expect(visitor.field("What would help?")).to_have_value("brekfast for mum")
    look(visitor, "breakfast for mum", "NG5 2AB")
    visitor.sees("near Sherwood", "We looked for:")
    assert names(page) == found, "spelled right it finds the same"


def test_the_headings_tell_who_fits_from_who_may_do(visitor: Visitor):
    page = visitor.page
    visitor.goes("/find/")
    look(visitor, "somebody to cook with", "NG5 2AB")
    visitor.sees("near Sherwood", "We looked for: Cooking with you.", "These may do instead")
    levels = headings(visitor)
    assert levels.count("h1") == 1 and levels[0] == "h1"
    assert all(int(after[1]) - int(before[1]) <= 1 for before, after in zip(levels, levels[1:], strict=False))
    lists = page.locator("#list > ol.jr-cards")
    expect(lists).to_have_count(2)
    first, rest = (lists.nth(n).locator("> li") for n in (0, 1))
    assert lists.nth(1).get_attribute("start") == str(first.count() + 1) and rest.count() > 0
    expect(first.locator("text=Fits:")).to_have_count(first.count())
    expect(rest.locator("text=May do instead:")).to_have_count(rest.count())

    page.locator("summary", has_text="How this list is ordered").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 miles more, unless they said in the last 28 days that they have room")).to_be_visible()
    visitor.sees("near Sherwood", "Nobody can pay to be higher up")


@pytest.mark.parametrize("words", ["brekfast for mum", "cooking with me", "xylophone zeppelin", ""])
def test_a_list_fits_a_small_screen(visitor: Visitor, words: str):
    page = visitor.page
    page.set_viewport_size({"width": 320, "height": 740})
    visitor.goes("/find/")
    look(visitor, words, "NG5 2AB")
    visitor.sees("near Sherwood")
    page.get_by_text("More ways to narrow").click()
    assert width(page) <= 320
    visitor.is_shut_out_by_nothing()
