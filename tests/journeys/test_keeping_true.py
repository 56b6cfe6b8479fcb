"""One tap keeps a listing true, and whoever saved a search is told who is new."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from providers import actions, sweeps
from providers.management.cast import DOMAIN
from providers.models import Service
from tests.journeys.letters import STAFF_PASSWORD, Mailbox, sign_in
from tests.journeys.test_small_screens import assert_fits, photograph
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey
PHONE = {"width": 320, "height": 640}


def look(visitor: Visitor, words: str, where: str) -> None:
    visitor.goes("/find/")
    visitor.types("What would help?", words)
    visitor.types("Where?", where)
    visitor.presses("Show me who can help")


def card_of_amina(visitor: Visitor):
    """Her card among those near Sherwood who have room."""
    look(visitor, "", "NG5 2AB")
    visitor.ticks("Has room")
    visitor.presses("Update")
    visitor.sees("near Sherwood")
    return visitor.page.locator("#list article", has=visitor.page.get_by_role("link", name="Amina Yusuf", exact=True))


def opens_a_new_link(amina: Visitor, mailbox: Mailbox) -> None:
    email = f"amina@{DOMAIN}"
    amina.goes("/tap/nothing/")
    amina.sees("This link does not work any more")
    photograph(amina, "tap-over")
    amina.page.set_viewport_size(PHONE)
    assert_fits(amina)
    amina.types("Your e-mail address", email)
    amina.presses("Send me a new link")
    amina.sees("Look in your e-mail")
    amina.goes(mailbox.link("Is your listing still right?", email))


def test_one_tap_changes_the_search_result(arrive: Callable[[], Visitor], mailbox: Mailbox):
    amina, searcher = arrive(), arrive()
    opens_a_new_link(amina, mailbox)
    assert_fits(amina, "Is this still right?", "Amina Yusuf", "Whoever has it can say these things for you")
    photograph(amina, "tap")
    amina.page.set_viewport_size(PHONE)

    amina.types("Hours a week", "7", private=False)
    amina.presses("I have room")
    amina.sees("Thank you", "This is what people see now", "Has room: 7 hours a week.")
    photograph(amina, "tap-done")
    amina.page.set_viewport_size(PHONE)
    expect(card_of_amina(searcher)).to_contain_text("Has room: 7 hours a week. Said so today")

    amina.presses("I am full")
    amina.sees("Thank you", "Full for now.")
    expect(card_of_amina(searcher)).to_have_count(0)
    amina.presses("Undo")
    amina.sees("Is this still right?", "Has room: 7 hours a week.")
    expect(card_of_amina(searcher)).to_have_count(1)

    amina.presses("Pause it for a while")
    amina.sees("Thank you", "Nobody finds your listing now.")
    assert_fits(amina)
    photograph(amina, "tap-paused")
    expect(card_of_amina(searcher)).to_have_count(0)
    amina.presses("Show it again")
    amina.sees("Thank you", "This is what people see now")
    expect(card_of_amina(searcher)).to_have_count(1)

    amina.follows("Ask me more or less often")
    assert_fits(amina, "Keeping your listing true", "After 270 days it is hidden")
    photograph(amina, "rhythm")
    amina.ticks("Once a month")
    amina.presses("Save")
    amina.sees("Thank you", "Saved.")


def somebody_waits() -> Service:
    """A finished listing in the list of decisions of a Nottinghamshire council."""
    found = Service.objects.filter(status="submitted", listed_on=None).order_by("pk")
    return found.filter(council_code__in=["E06000018", "E10000024"], setting="comes").with_details().first()


def lists(service: Service) -> None:
    """Connor decides; his own pages have journeys of their own."""
    connor = Actor(account=User.objects.get(email=f"connor@{DOMAIN}"))
    actions.list_service(service, by=connor)


def test_a_saved_search_tells_about_somebody_newly_listed(
    arrive: Callable[[], Visitor], mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sweeps, "LAG", timedelta(0))
    email, service = f"ben@{DOMAIN}", somebody_waits()
    ben, by_link = arrive(), arrive()
    sign_in(ben, email, STAFF_PASSWORD)
    expect(ben.page.locator("h1")).not_to_have_text("Sign in")
    look(ben, service.activity_names()[0], service.postcode)
    ben.follows("Tell me when somebody new is there")
    ben.page.set_viewport_size(PHONE)
    assert_fits(ben, "Tell me who is new near", "They never say what you look for")
    photograph(ben, "save-search")
    ben.ticks("As soon as somebody is there")
    ben.presses("Save this search")
    ben.page.set_viewport_size(PHONE)
    assert_fits(ben, "Saved searches", "as soon as somebody is there", service.activity_names()[0])
    photograph(ben, "saved-searches")

    sweeps.tell_news()
    lists(service)
    sweeps.tell_news()
    letter = mailbox.letter("1 new near", email)
    assert service.enterprise.name in letter and service.activity_names()[0] not in letter
    links = re.findall(r"https?://\S+", letter)
    by_link.goes(links[0])
    by_link.sees(service.people)
    by_link.page.set_viewport_size(PHONE)
    stop = next(link for link in links if "/stop/" in link)
    by_link.goes(stop)
    assert_fits(by_link, "Stop these messages?")
    photograph(by_link, "stop")
    by_link.presses("Stop them")
    by_link.sees("Stopped")
    ben.goes("/searches/")
    ben.sees("Saved searches")
    expect(ben.page.get_by_text("as soon as somebody is there")).to_have_count(0)
