"""Somebody looks for help, without an account."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey


def total(page: Page) -> int:
    """How many people and groups the heading promises."""
    return int(re.match(r"(\d+|Nobody)", page.locator("h1").inner_text()).group().replace("Nobody", "0"))


def names(page: Page) -> list[str]:
    """Who is on this page of results, in order."""
    return page.locator("#list article h3").all_inner_texts()


def narrow(visitor: Visitor, answer: str) -> int:
    """Ticks one more filter and asks again; says how many its own count had promised."""
    box = visitor.field(answer)
    promised = int(re.search(r"\d+\s*$", box.evaluate("box => box.labels[0].innerText")).group())
    box.check()
    visitor.presses("Update")
    return promised


def look(visitor: Visitor, words: str, where: str) -> None:
    visitor.types("What would help?", words)
    visitor.types("Where?", where)
    visitor.presses("Show me who can help")


def test_somebody_finds_a_cook_near_a_postcode(visitor: Visitor):
    page = visitor.page
    visitor.goes("/")
    visitor.sees("Good help, close to home")
    look(visitor, "somebody to cook with", "ng5 2ab")
    visitor.sees("near Sherwood", "somebody to cook with", "miles of NG5 2AB")
    everybody, first = total(page), names(page)[0]

    page.locator("#list article h3 a").first.click()
    visitor.sees(first, "What has been checked")
    visitor.follows("Back to the list")
    visitor.sees("near Sherwood")
    assert names(page)[0] == first, "the way back shows the same list"

    promised = narrow(visitor, "Comes to me")
    visitor.sees("near Sherwood")
    assert promised <= total(page) <= everybody, "and others who may do, where few are left"
    promised_both = narrow(visitor, "Has room")
    visitor.sees("near Sherwood")
    assert promised_both <= total(page) <= everybody
    expect(page.get_by_label(re.compile("Comes to me"))).to_be_checked()

    visitor.follows("Change")
    visitor.sees("Find help near you")
    expect(visitor.field("What would help?")).to_have_value("somebody to cook with")
    expect(visitor.field("Where?")).to_have_value("NG5 2AB")


def test_somebody_says_which_beeston_and_reads_on_to_the_second_page(visitor: Visitor):
    page = visitor.page
    visitor.goes("/find/")
    look(visitor, "", "Beeston")
    visitor.sees("Find help near you", "Which one do you mean?")
    visitor.presses("Beeston, near Nottingham")
    visitor.sees("near Beeston", "Within 10 miles of Beeston, near Nottingham")
    many, first_page = total(page), names(page)
    visitor.presses("Show more")
    visitor.sees("near Beeston", f"{len(first_page) + 1} to")
    assert not set(names(page)) & set(first_page) and many > len(first_page)

    page.set_viewport_size({"width": 360, "height": 740})
    expect(page.locator("#map")).to_be_hidden()
    page.get_by_role("navigation", name="List or map").get_by_role("link", name="Map").click()
    visitor.sees("near Beeston", "A round pin marks a neighbourhood, never a home.")
    expect(page.locator("#list")).to_be_hidden()
    pins = page.locator("#map .jr-map__ground a.jr-pin")
    assert pins.count() == len(names_in_order := names_of(pins))
    pins.last.press("Enter")
    expect(page.locator("#list article:visible h3")).to_have_text(names_in_order[-1])
    page.locator("#list article:visible h3 a").click()
    visitor.sees(names_in_order[-1])


def names_of(pins) -> list[str]:
    """Who the pins stand for: "12, Amina Yusuf, has room"."""
    return [pin.get_attribute("aria-label").split(", ")[1] for pin in pins.all()]


def test_somebody_who_finds_nobody_is_told_what_to_do(visitor: Visitor):
    page = visitor.page
    visitor.goes("/")
    look(visitor, "cooking with me", "NG5 2AB")
    visitor.sees("near Sherwood")
    found = total(page)
    page.get_by_text("More ways to narrow").click()
    narrow(visitor, "Through the night")
    visitor.sees("Nobody yet near Sherwood", "Nobody here matches all of that yet", "A person looks with you")
    visitor.sees("Nobody yet near Sherwood", "within 40 miles of NG5 2AB")
    visitor.presses("Leave out “Through the night”")
    visitor.sees("near Sherwood")
    assert total(page) >= found > 0


def test_somebody_looks_further_than_the_page_did(visitor: Visitor):
    visitor.goes("/")
    look(visitor, "", "NG5 2AB")
    visitor.sees("near Sherwood", "Within 10 miles of NG5 2AB")
    near = total(visitor.page)
    visitor.presses("Look within 20 miles")
    visitor.sees("near Sherwood", "Within 20 miles of NG5 2AB")
    assert total(visitor.page) >= near
    promised = narrow(visitor, "Has room")
    visitor.sees("near Sherwood", "Within 20 miles of NG5 2AB")
    assert total(visitor.page) == promised


def test_a_search_that_is_over_asks_again(visitor: Visitor):
    assert visitor.goes("/find/nobody-kept-this-one/") == 404
    visitor.sees("That search is over", "We keep what you look for one day")
    look(visitor, "", "Nowhere in particular")
    visitor.sees("Find help near you", "There is a problem")
    expect(visitor.field("Where?")).to_have_value("Nowhere in particular")
    look(visitor, "a lift to the hospital", "Sherwood, Nottingham")
    visitor.sees("near Sherwood")
