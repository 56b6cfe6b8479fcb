"""Somebody who uses no mouse finds help, keeps it and looks at the shortlist."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey
MOST_TABS = 80
SHOWS_FOCUS = """() => {
  const here = document.activeElement;
  const around = [here, here.closest("label"), ...(here.labels ?? [])].filter(Boolean);
  const looks = around.flatMap((part) => [null, "::before", "::after"].map((side) => getComputedStyle(part, side)));
  const clear = (colour) => colour === "transparent" || /, 0\\)$/.test(colour);
  const outlined = (look) =>
    look.outlineStyle !== "none" && parseFloat(look.outlineWidth) && !clear(look.outlineColor);
  const box = here.getBoundingClientRect();
  return box.bottom > 0 && box.top < innerHeight && looks.some((look) => outlined(look) || look.boxShadow !== "none");
}"""


def walk_to(visitor: Visitor, goal: Locator) -> None:
    """Presses Tab until the goal has the focus; at every stop one sees where one is."""
    for _step in range(MOST_TABS):
        visitor.page.keyboard.press("Tab")
        where = visitor.page.evaluate("() => document.activeElement.outerHTML.slice(0, 200)")
        if where.startswith("<body"):
            continue  # the browser's own bar, between the end of the page and its beginning
        assert visitor.page.evaluate(SHOWS_FOCUS), f"nothing shows that the focus is on {where}"
        if goal.evaluate("goal => goal === document.activeElement"):
            return
    raise AssertionError(f"{MOST_TABS} presses of Tab do not reach {goal}")


def test_somebody_finds_and_keeps_with_the_keyboard_alone(visitor: Visitor):
    page, press = visitor.page, visitor.page.keyboard.press
    visitor.goes("/")
    press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    press("Enter")
    walk_to(visitor, visitor.field("What would help?"))
    page.keyboard.type("gardening")
    walk_to(visitor, visitor.field("Where?"))
    page.keyboard.type("NG5 2AB")
    press("Enter")
    visitor.sees("near Sherwood", "gardening")

    card = page.locator("#list article").first
    name = card.locator("h3").inner_text()
    walk_to(visitor, page.locator(".jr-chips input").first)
    press("Space")
    expect(page.locator(".jr-chips input").first).to_be_checked()
    press("Space")
    walk_to(visitor, card.locator("h3 a"))
    press("Enter")
    visitor.sees(name)
    walk_to(visitor, page.get_by_role("button", name=re.compile("^Keep$")).first)
    press("Enter")
    expect(page.get_by_role("button", name="Kept", exact=True).first).to_be_visible()
    walk_to(visitor, page.get_by_role("link", name=re.compile("Shortlist")))
    press("Enter")
    visitor.sees("One you kept")
    expect(page.locator(".jr-compare thead")).to_contain_text(name)
