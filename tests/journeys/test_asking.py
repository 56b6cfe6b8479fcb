"""Somebody asks, is answered and agrees; somebody is not answered, and asks the next."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from marketplace.notifications.tasks import sweep
from marketplace.workflow.working_days import working_day_after
from providers import tasks
from providers.models import Enquiry, Service, UnmetNeed
from tests.journeys.letters import STAFF_PASSWORD, Mailbox, sign_in, sign_in_as_staff
from tests.journeys.test_small_screens import PHONE, assert_fits, photograph
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey
ASKER, AMINA = "joan@visitor.example", "amina@demo.justright.example"
WORDS = "Somebody to cook with my husband on a quiet morning"


@pytest.fixture
def swept(arrive: Callable[[], Visitor]) -> Mailbox:
    """Letters as the sweep carries them, so that a test may move the time."""
    return Mailbox(arrive(), carry=sweep)


@pytest.fixture
def later() -> Iterator[Callable[[int], None]]:
    """Let so many days pass for the site."""
    travelled: list[time_machine.travel] = []

    def pass_days(days: int) -> None:
        travelled.append(time_machine.travel(timezone.now() + timedelta(days=days), tick=True))
        travelled[-1].start()

    yield pass_days
    for each in reversed(travelled):
        each.stop()


def amina_of() -> Service:
    return Service.objects.listed().filter(enterprise__organisation__name="Good Company").order_by("pk").first()


def asks(visitor: Visitor, service: Service) -> None:
    """Three screens; one forgets the postcode, and nothing is lost."""
    visitor.goes(f"/services/{service.pk}/")
    visitor.presses("Ask if she can help")
    visitor.sees("What would help?", "1 of 3")
    visitor.types("What would help?", WORDS)
    visitor.presses("Go on")
    visitor.sees("When and where?", "2 of 3")
    visitor.ticks("Tuesday morning")
    visitor.presses("Go on")
    visitor.sees("When and where?", "There is a problem")
    visitor.types("Where?", "NG5 2AB")
    visitor.presses("Go on")
    visitor.sees("How shall we tell you?", "3 of 3")
    visitor.presses("Go back")
    visitor.sees("When and where?")
    visitor.presses("Go on")
    visitor.types("Your name", "Joan Pickering")
    visitor.ticks("By e-mail")
    visitor.types("E-mail address", ASKER)
    visitor.ticks("Not yet, I decide later")
    visitor.page.wait_for_timeout(4_000)  # the form takes nobody for a human who is quicker than that
    visitor.presses("Send")
    visitor.sees("One more step: confirm it", "Your reference is")


def confirms(visitor: Visitor, mailbox: Mailbox) -> None:
    visitor.goes(mailbox.link("Please confirm your question", ASKER))
    visitor.sees("Send your question to")
    visitor.presses("Yes, send it")
    visitor.sees("Your question to", "Thank you. It is sent.")


def test_somebody_asks_without_an_account_is_answered_and_they_agree(arrive, mailbox: Mailbox):
    joan, amina, service = arrive(), arrive(), amina_of()
    asks(joan, service)
    confirms(joan, mailbox)
    followed = joan.page.url

    sign_in(amina, AMINA, STAFF_PASSWORD)
    address = mailbox.link("Somebody asks for you", AMINA)
    amina.goes(address)
    amina.sees("Somebody in NG5 asks for", WORDS, "Tuesday mornings", "stay hidden")
    amina.goes("/my/enquiries/")
    amina.sees("Enquiries", "Somebody in NG5")
    joan.goes(followed)
    joan.sees("Your question to", "read it")

    amina.goes(address)
    amina.ticks("Yes, I can help")
    amina.types("A few words for them", "I should like to meet you.")
    amina.presses("Send the answer")
    amina.sees("Somebody in NG5", "Thank you for answering")
    joan.goes(mailbox.link("has answered you", ASKER))
    joan.sees("Your question to", "I should like to meet you.", "said yes")

    joan.types("Write to them", "Is next Tuesday good?")
    joan.presses("Send")
    joan.sees("Your question to", "Is next Tuesday good?")
    joan.presses("Give them my name and contact")
    joan.sees("Your question to", "can see your name")
    amina.goes(mailbox.link("Somebody wrote to you", AMINA))
    amina.sees("Somebody in NG5", "Is next Tuesday good?", ASKER)
    amina.presses("We have agreed to begin")
    amina.sees("Somebody in NG5", "You say that you have agreed")
    joan.goes(mailbox.link("says that you agreed", ASKER))
    joan.sees("Your question to", "says that you have agreed")
    joan.presses("We have agreed to begin")
    joan.sees("Your question to", "Both agreed")
    assert WORDS not in mailbox.letter("Somebody asks for you", AMINA)


def test_silence_lapses_and_the_next_is_one_tap_away(visitor: Visitor, swept: Mailbox, later: Callable[[int], None]):
    asks(visitor, amina_of())
    confirms(visitor, swept)
    today = timezone.localdate()
    later((working_day_after(today, 3) - today).days + 1)
    assert tasks.lapse_enquiries() >= 1
    visitor.goes(swept.link("No answer from", ASKER))
    visitor.sees("Your question to", "did not answer in time", "Who else may help")
    name = visitor.page.locator(".jr-cards h3").first.inner_text()
    visitor.presses("with the same words")
    visitor.sees(f"Your question to {name}", f"{name} has your question now", WORDS)
    assert swept.letter(f"{name} has your question", ASKER)


def test_somebody_who_finds_nobody_lets_it_be_counted(visitor: Visitor):
    visitor.goes("/find/")
    visitor.types("What would help?", "cooking with me")
    visitor.types("Where?", "NG5 2AB")
    visitor.presses("Show me who can help")
    visitor.page.get_by_text("More ways to narrow").click()
    visitor.ticks("Through the night")
    visitor.presses("Update")
    visitor.sees("Nobody yet near Sherwood")
    visitor.follows("Count what was missing")
    visitor.sees("Count what was missing", "NG5", "No name")
    before = UnmetNeed.objects.filter(outcode="NG5").count()
    visitor.presses("Yes, count it")
    visitor.sees("Nobody yet near Sherwood", "Thank you. It is counted.")
    assert UnmetNeed.objects.filter(outcode="NG5").count() == before + 1


def fits(visitor: Visitor, name: str, *words: str) -> None:
    """The page that is open fits a small phone; then it is photographed."""
    visitor.page.set_viewport_size(PHONE)
    assert_fits(visitor, *words)
    photograph(visitor, name)


def test_asking_fits_a_small_phone(visitor: Visitor, swept: Mailbox):
    service = amina_of()
    visitor.goes(f"/services/{service.pk}/ask/")
    visitor.types("What would help?", WORDS)
    fits(visitor, "ask-1")
    visitor.presses("Go on")
    visitor.types("Where?", "NG5 2AB")
    fits(visitor, "ask-2")
    visitor.presses("Go on")
    fits(visitor, "ask-3", "How shall we tell you?")
    asks(visitor, service)
    fits(visitor, "ask-4-asked")
    visitor.goes(swept.link("Please confirm your question", ASKER))
    fits(visitor, "confirm")
    visitor.presses("Yes, send it")
    fits(visitor, "enquiry-sent")
    assert visitor.goes("/enquiries/link/") == 200
    fits(visitor, "new-link")
    assert visitor.goes("/enquiries/" + "A" * 40 + "/") == 404
    fits(visitor, "gone", "This link opens nothing")


def test_answering_fits_a_small_phone(arrive: Callable[[], Visitor], swept: Mailbox):
    joan, amina = arrive(), arrive()
    asks(joan, amina_of())
    confirms(joan, swept)
    sign_in(amina, AMINA, STAFF_PASSWORD)
    amina.goes("/my/enquiries/")
    fits(amina, "inbox", "Enquiries")
    amina.goes("/my/enquiries/?show=talking")
    amina.page.locator("article h2 a").last.click()
    fits(amina, "answer-talking", "asks for")
    amina.goes(swept.link("Somebody asks for you", AMINA))
    fits(amina, "answer")
    amina.ticks("Not now", "I have no room")
    amina.presses("Send the answer")
    amina.sees("Somebody in NG5", "Thank you for answering")
    joan.goes(swept.link("has answered you", ASKER))
    fits(joan, "enquiry-declined", "Who else may help")
    assert Enquiry.objects.latest("created_at").answer == "not-now"


def test_the_desk_fits_a_small_phone(visitor: Visitor, mailbox: Mailbox):
    sign_in_as_staff(visitor, mailbox, "cat@demo.justright.example")
    visitor.goes("/desk/")
    fits(visitor, "desk", "Phone and paper")
    visitor.page.locator("article h2 a").first.click()
    fits(visitor, "desk-enquiry", "Who asks")
    visitor.ticks("Yes, so that they can get in touch")
    visitor.presses("It was them: send it")
    assert_fits(visitor, "Written down")
    assert re.search(r"/desk/[0-9a-f-]{36}/$", visitor.page.url)
