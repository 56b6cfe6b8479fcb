"""Sam introduces somebody with consent, a no passes it on, and it starts; and what nobody can do is counted."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from budgets.models import Introduction
from marketplace.accounts.models import User
from providers.actions import enquiries
from tests.journeys.letters import STAFF_PASSWORD, Mailbox, sign_in, sign_in_as_staff
from tests.journeys.test_small_screens import PHONE, assert_fits, photograph
from tests.journeys.visitor import Visitor
from tests.people import acting

pytestmark = pytest.mark.journey
SAM, AMINA, CONNOR = (f"{name}@demo.justright.example" for name in ("sam", "amina", "connor"))
ROSE = "rose.thorn@visitor.example"
WORDS = "Somebody to cook with once a week, and to talk while the pot is on"


def types_day(visitor: Visitor, question: str, day: date) -> None:
    group = visitor.page.get_by_role("group", name=re.compile(re.escape(question)))
    for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(part, exact=True).fill(str(number))


def introduces(sam: Visitor, activity: str, words: str = WORDS) -> None:
    """Whom and what would help; a postcode that does not exist is asked for again, and nothing is lost."""
    sam.goes("/introductions/")
    sam.sees("Introductions", "Yours, the soonest deadline first")
    sam.presses("Introduce somebody")
    sam.sees("Whom do you introduce?")
    sam.ticks("Somebody new")
    sam.types("Their name", "Rose Mary Thorn")
    sam.types("First half of their postcode", "NG99", private=False)
    sam.ticks("By e-mail", "Large print")
    sam.types("Their number, e-mail or postal address", ROSE)
    sam.presses("Go on")
    sam.sees("Whom do you introduce?", "We do not know this area.")
    sam.types("First half of their postcode", "NG5", private=False)
    sam.presses("Go on")
    sam.sees("What would help Rose Mary Thorn?", "How best to speak and write: Large print")
    sam.page.get_by_label("What would help most?").select_option(label=activity)
    sam.types("In their own words", words)
    sam.ticks("Older people")
    sam.presses("Show me who fits")
    sam.sees("Who shall be asked, in which order?", f"{activity} near NG5")


def names(sam: Visitor) -> str:
    """Amina first, then whoever comes first of the others; her people are told apart by their places."""
    cards = sam.page.locator("article", has=sam.page.locator("select"))
    amina = cards.filter(has_text="Amina Yusuf").first
    amina.locator("select").select_option("1")
    other = cards.filter(has_not_text="Amina Yusuf").first
    other.locator("select").select_option("2")
    name = other.locator("h2").inner_text()
    sam.presses("Go on with these")
    return name


def agrees(sam: Visitor) -> None:
    sam.sees("Who agreed that it is sent?", "and to nobody else")
    sam.ticks("The person agreed")
    today = timezone.localdate()
    types_day(sam, "On which day was it agreed", today)
    types_day(sam, "Until which day may we send it", today + timedelta(days=30))
    sam.presses("Go on and check it")
    sam.sees("Introduction of Rose Mary Thorn", "Who is asked, in this order", "The person agreed")


def says_not_now(amina: Visitor, mailbox: Mailbox) -> None:
    sign_in(amina, AMINA, STAFF_PASSWORD)
    amina.goes(mailbox.link("Somebody asks for you", AMINA))
    amina.sees("Somebody in NG5 asks for", "Introduced by Nottinghamshire County Council", WORDS)
    amina.ticks("Not now", "I have no room")
    amina.presses("Send the answer")
    amina.sees("Somebody in NG5", "Thank you for answering")


def says_yes_for(introduction: Introduction) -> None:
    """Whoever is second says yes; they have no password in the demonstration."""
    enquiry = introduction.choices.under_way().with_service().get().enquiry
    owner = User.objects.filter(memberships__organisation=enquiry.service.enterprise.organisation).first()
    enquiries.answer(enquiry, "yes", words="I should like to meet Rose.", by=acting(owner))


def test_an_introduction_with_consent_is_declined_passes_on_and_starts(arrive, mailbox: Mailbox):
    sam, amina, rose = arrive(), arrive(), arrive()
    sign_in_as_staff(sam, mailbox, SAM)
    introduces(sam, "Cooking with you")
    second = names(sam)
    agrees(sam)
    sam.presses("Send it to the first choice")
    sam.sees("Introduction of Rose Mary Thorn", "Amina Yusuf answers by")
    address = sam.page.url

    letter = mailbox.letter("has introduced you to", ROSE)
    assert "Sam Okafor of Nottinghamshire County Council has introduced you to Amina Yusuf" in letter
    rose.goes(mailbox.link("has introduced you to", ROSE))
    rose.sees("What was sent in your name", "Amina Yusuf", WORDS, "Stop this")

    says_not_now(amina, mailbox)
    sam.goes(address)
    sam.sees("Introduction of Rose Mary Thorn", "I have no room", f"{second} answers by")
    assert f"Now we have asked {second}" in mailbox.letter(f"Passed on to {second}", SAM)

    says_yes_for(Introduction.objects.latest("created_at"))
    sam.goes(address)
    sam.sees("Introduction of Rose Mary Thorn", f"{second} said yes", "I should like to meet Rose.")
    sam.presses("Say what came of it")
    sam.sees("What came of the introduction of Rose Mary Thorn?", "How best to speak and write: Large print")
    sam.ticks("It started")
    types_day(sam, "On which day did it start", timezone.localdate())
    sam.presses("Write it down")
    sam.sees("Introduction of Rose Mary Thorn", "Started on")
    sam.goes("/introductions/")
    sam.sees("Introductions", "R.T.")
    assert "Rose" not in sam.page.content(), "a list is read over shoulders: initials only"


def test_no_match_is_counted_in_one_click_and_stands_on_the_commissioners_list(arrive, mailbox: Mailbox):
    sam, connor = arrive(), arrive()
    sign_in_as_staff(connor, mailbox, CONNOR)
    connor.goes("/unmet-needs/?council=E10000024")
    connor.sees("What could not be met", "Nottinghamshire County Council")
    before = int(re.search(r"(\d+) needs that nobody", connor.page.content()).group(1))
    sign_in_as_staff(sam, mailbox, SAM)
    introduces(sam, "Sport and keeping fit")
    sam.presses("No match")
    sam.sees("Introduction of Rose Mary Thorn", "Counted as an unmet need, without a name.")
    connor.goes("/unmet-needs/?council=E10000024")
    connor.sees("What could not be met", f"{before + 1} needs that nobody could meet", "Sport and keeping fit")
    assert "Rose" not in connor.page.content()


def test_rose_stops_what_is_sent_in_her_name(arrive, mailbox: Mailbox):
    sam, rose = arrive(), arrive()
    sign_in_as_staff(sam, mailbox, SAM)
    introduces(sam, "Cooking with you")
    names(sam)
    agrees(sam)
    sam.presses("Send it to the first choice")
    sam.sees("Introduction of Rose Mary Thorn", "answers by")
    rose.goes(mailbox.link("has introduced you to", ROSE))
    rose.presses("Stop this")
    rose.sees("What was sent in your name", "It is stopped.")
    assert mailbox.letter("They stopped it", SAM)
    sam.goes(sam.page.url)
    sam.sees("Introduction of Rose Mary Thorn", "The person stopped it")


def test_introducing_fits_a_small_phone(visitor: Visitor, mailbox: Mailbox):
    sign_in_as_staff(visitor, mailbox, SAM)
    steps = {"introductions": "/introductions/", "people": "/people/", "introduce-1": "/introductions/new/"}
    made = Introduction.objects.filter(status="draft").latest("created_at")
    steps |= {f"introduce-{name}": f"/introductions/{made.pk}/{name}/" for name in ("needs", "choose", "agreed")}
    steps |= {f"introduction-{each.status}": f"/introductions/{each.pk}/" for each in Introduction.objects.all()}
    one = Introduction.objects.get(status="open", choices__status="accepted")
    steps |= {"outcome": f"/introductions/{one.pk}/outcome/", "withdraw": f"/introductions/{one.pk}/withdraw/"}
    steps |= {"person": f"/people/{one.person_id}/", "person-change": f"/people/{one.person_id}/change/"}
    steps |= {"hand-over": f"/people/{one.person_id}/hand-over/", "interests": "/account/interests/"}
    for name, address in steps.items():
        visitor.page.set_viewport_size(PHONE)
        assert visitor.goes(address) == 200
        assert_fits(visitor)
        photograph(visitor, name)


def test_what_could_not_be_met_fits_a_small_phone(visitor: Visitor, mailbox: Mailbox):
    sign_in_as_staff(visitor, mailbox, CONNOR)
    visitor.page.set_viewport_size(PHONE)
    visitor.goes("/unmet-needs/")
    assert_fits(visitor, "What could not be met", "What would have helped")
    photograph(visitor, "unmet-needs")
