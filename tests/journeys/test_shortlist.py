"""Somebody keeps three, compares them, and shows them to somebody else."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey


def columns(visitor: Visitor) -> list[str]:
    """Who stands side by side."""
    return visitor.page.locator(".jr-compare thead th a").all_inner_texts()


def keep(visitor: Visitor, number: int) -> str:
    """Keeps this one of the list; says who it is."""
    card = visitor.page.locator("#list article").nth(number)
    name = card.locator("h3").inner_text()
    card.get_by_role("button", name=re.compile("Keep on my shortlist")).click()
    expect(visitor.page.locator("#list article").nth(number).get_by_role("button")).to_have_accessible_name(
        f"Kept on your shortlist: {name}"
    )
    return name


def test_somebody_compares_three_prints_them_and_shares_them(arrive: Callable[[], Visitor]):
    visitor = arrive()
    page = visitor.page
    visitor.goes("/find/")
    visitor.types("What would help?", "company at home")
    visitor.types("Where?", "NG5 2AB")
    visitor.presses("Show me who can help")
    kept = [keep(visitor, number) for number in (0, 2, 3)]
    visitor.sees("near Sherwood")

    visitor.follows("Shortlist")
    visitor.sees("Three you kept", "side by side")
    assert columns(visitor) == kept
    page.get_by_role("button", name=f"Take off my shortlist: {kept[1]}").click()
    visitor.sees("Two you kept", "Taken off your shortlist.")
    assert columns(visitor) == [kept[0], kept[2]]

    page.emulate_media(media="print")
    expect(page.get_by_role("row", name="My notes")).to_be_visible()
    expect(page.get_by_role("rowheader", name="My notes")).to_be_visible()
    for tool in ("Share a link that names nobody", "Take off", "Ask "):
        expect(page.get_by_role("button", name=tool).first).to_be_hidden()
    page.emulate_media(media="screen")
    expect(page.get_by_role("rowheader", name="My notes")).to_be_hidden()

    visitor.presses("Share a link that names nobody")
    visitor.sees("Two you kept", "Here is your link")
    link = page.locator(".jr-break a").get_attribute("href")

    friend = arrive()
    friend.goes(link)
    friend.sees("Somebody shared this list with you", "It does not say for whom.", "This link works until")
    assert columns(friend) == [kept[0], kept[2]]
    assert "company at home" not in friend.page.content() and "NG5 2AB" not in friend.page.content()
    friend.follows(kept[0])
    friend.sees(kept[0])
    friend.follows("Shortlist")
    friend.sees("Your shortlist is empty")
