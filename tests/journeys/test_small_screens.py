"""Nothing has to be moved sideways on a small phone, or at 400 % of the usual size, which is the same.

With SCREENSHOTS=directory in the environment the main pages are photographed at 320 and at 1280 pixels.
"""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from marketplace.information import ADDRESSES
from providers.completeness import STEPS
from tests.journeys.letters import STAFF_PASSWORD, Mailbox, sign_in, sign_in_as_staff
from tests.journeys.visitor import Visitor, width

pytestmark = pytest.mark.journey
PHONE, DESK = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
INFORMATION = [*(f"/{address}" for address in ADDRESSES.values()), "/cookies/", "/complaints/", "/data-requests/"]
ACCOUNT = ["/account/", "/account/details/", "/accounts/email/", "/accounts/password/change/", "/accounts/sessions/"]
TOO_WIDE = """() => [...document.querySelectorAll("body *")]
  .filter((part) => part.getBoundingClientRect().right > innerWidth + 1 && part.checkVisibility())
  .map((part) => part.outerHTML.slice(0, 120))"""


def assert_fits(visitor: Visitor, *words: str) -> None:
    """The page that is open now stays within 320 pixels, and anybody can use it there."""
    visitor.sees("", *words)
    wide = width(visitor.page)
    assert wide <= PHONE["width"], f"{visitor.page.url} is {wide} wide: {visitor.page.evaluate(TOO_WIDE)[:5]}"


def assert_opens(visitor: Visitor, *addresses: str) -> None:
    for address in addresses:
        assert visitor.goes(address) == 200, address
        assert_fits(visitor)


def photograph(visitor: Visitor, name: str) -> None:
    """For the eyes of whoever works on the look; only when asked for."""
    folder = os.environ.get("SCREENSHOTS")
    if not folder or not visitor.has_scripts:
        return
    for size in (DESK, PHONE):
        visitor.page.set_viewport_size(size)
        visitor.page.screenshot(path=Path(folder) / f"{name}-{size['width']}.png", full_page=True)


@pytest.fixture
def phone(visitor: Visitor) -> Visitor:
    visitor.page.set_viewport_size(PHONE)
    return visitor


def test_everything_public_fits_a_small_phone(phone: Visitor):
    page = phone.page
    assert_opens(phone, "/")
    photograph(phone, "home")
    assert_opens(phone, "/find/", "/offer/", "/feed-health/", "/accounts/login/", "/accounts/signup/", *INFORMATION)
    phone.goes("/find/")
    phone.types("Where?", "NG5 2AB")
    phone.presses("Show me who can help")
    assert_fits(phone, "near Sherwood")
    photograph(phone, "results")
    page.get_by_role("link", name="Map", exact=True).click()
    assert_fits(phone, "A round pin marks a neighbourhood")
    photograph(phone, "map")
    page.get_by_role("link", name="List", exact=True).click()
    page.get_by_role("button", name=re.compile("Keep on my shortlist: Amina")).click()
    page.get_by_role("button", name=re.compile("Keep on my shortlist")).first.click()
    page.get_by_role("link", name="Amina Yusuf", exact=True).click()
    assert_fits(phone, "Amina Yusuf", "What has been checked")
    photograph(phone, "service")
    phone.follows("A leaflet to give away")
    assert_fits(phone)
    phone.goes("/shortlist/")
    assert_fits(phone, "Two you kept")
    photograph(phone, "shortlist")


def test_offering_help_fits_a_small_phone(phone: Visitor):
    sign_in(phone, "amina@demo.justright.example", STAFF_PASSWORD)
    assert_opens(phone, *ACCOUNT, "/my/register/", "/my/")
    photograph(phone, "my")
    phone.page.set_viewport_size(PHONE)
    phone.follows("How you answer")
    assert_fits(phone, "How you answer", "A clear no counts as an answer")
    photograph(phone, "answers")
    phone.page.set_viewport_size(PHONE)
    assert_opens(phone, "/my/rhythm/", "/my/")
    phone.page.get_by_role("link", name="Amina Yusuf", exact=True).click()
    assert_fits(phone, "Amina Yusuf")
    mine = phone.page.url
    assert_opens(phone, *(f"{mine}{part}/" for part in ("face", "history", "preview", "sharing", "close")))
    for step in STEPS:
        assert phone.goes(f"{mine}{step}/") == 200
        assert_fits(phone, "So far it looks like this")
        if step in ("what", "when"):
            photograph(phone, f"step-{step}")


def test_deciding_fits_a_small_phone(phone: Visitor, mailbox: Mailbox):
    sign_in_as_staff(phone, mailbox, "connor@demo.justright.example")
    assert_opens(phone, "/account/", "/accounts/2fa/", "/review/", "/review/?status=listed", "/mailbox/")
    phone.goes("/review/")
    photograph(phone, "review")
    phone.page.locator("#these ~ article h3 a").first.click()
    assert_fits(phone, "Decide")
    photograph(phone, "decide")


def test_following_an_area_fits_a_small_phone(phone: Visitor, mailbox: Mailbox):
    sign_in_as_staff(phone, mailbox, "sam@demo.justright.example")
    assert_opens(phone, "/searches/")
    photograph(phone, "areas")
    phone.page.set_viewport_size(PHONE)
    phone.presses("Follow an area")
    assert_fits(phone, "Follow an area")
    photograph(phone, "follow-area")
    phone.page.set_viewport_size(PHONE)
    phone.presses("Follow it")
    assert_fits(phone, "Type a postcode or a town.")


def test_pages_stand_in_forced_colours_and_without_motion(visitor: Visitor):
    visitor.page.emulate_media(forced_colors="active", reduced_motion="reduce")
    visitor.goes("/")
    expect(visitor.page.get_by_role("button", name="Show me who can help")).to_be_visible()
    visitor.types("Where?", "NG5 2AB")
    visitor.presses("Show me who can help")
    expect(visitor.page.locator("#list article").first).to_be_visible()
    expect(visitor.page.locator("#map a.jr-pin").first).to_be_visible()
    borders = visitor.page.locator(".jr-card").first.evaluate("card => getComputedStyle(card).borderTopStyle")
    assert borders == "solid", "without colours a card is known by its border"
    assert visitor.page.evaluate("() => document.getAnimations().length") == 0
