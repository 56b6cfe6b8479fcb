"""Somebody tells how it is; a rule, the enterprise and a person read it; it is shown after 72 hours, taken back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from providers import tasks
from providers.models import Service
from tests.journeys.letters import STAFF_PASSWORD, Mailbox, sign_in, sign_in_as_staff
from tests.journeys.test_small_screens import DESK, PHONE, assert_fits, photograph
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey
NAMED = "Amina did not come on two Tuesdays in a row."
TOLD = "On two Tuesdays nobody came. Since then all is well."
ANSWER = "You are right, and we are sorry. It will not happen again."


def choose(visitor: Visitor, question: str, answer: str) -> None:
    visitor.page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()


def seen(visitor: Visitor, name: str, *words: str) -> None:
    """This page fits a phone; a picture of it is left when asked for."""
    visitor.page.set_viewport_size(PHONE)
    assert_fits(visitor, *words)
    photograph(visitor, name)
    visitor.page.set_viewport_size(DESK)


def tell(ben: Visitor) -> None:
    """He is asked to take a name out, and sends it without."""
    sign_in(ben, "ben@demo.justright.example", STAFF_PASSWORD)
    ben.goes("/stories/")
    seen(ben, "stories-to-tell", "Amina Yusuf")
    ben.page.locator("main").get_by_role("button", name="Tell how it is").first.click()
    ben.sees("How is it with Good Company?")
    seen(ben, "story-form")
    choose(ben, "Did they come when they said?", "No")
    choose(ben, "Could you reach them when you needed to?", "Yes")
    choose(ben, "Would you ask them again?", "Yes")
    ben.types("How is it, in your own words?", NAMED)
    ben.ticks("My first name")
    ben.types("Your first name", "Benedict")
    ben.presses("Send my story")
    ben.sees("How is it with Good Company?", "Please change this first", "Take out names")
    seen(ben, "story-held")
    ben.types("How is it, in your own words?", TOLD)
    ben.presses("Send my story")
    ben.sees("How is it with Good Company?", "Your story is sent", "It waits until")


def answer(amina: Visitor) -> None:
    sign_in(amina, "amina@demo.justright.example", STAFF_PASSWORD)
    amina.goes("/my/")
    amina.follows("Stories about you")
    seen(amina, "stories-about-me", TOLD)
    about = amina.page.locator("main div", has_text=TOLD)
    about.get_by_role("link", name="Answer it, or ask us to look").first.click()
    amina.sees("A story about you", TOLD)
    seen(amina, "story-about-me", "Ask us to look at it")
    amina.types("Your answer", ANSWER)
    amina.presses("Put my answer under it")
    amina.sees("A story about you", ANSWER)


def read(connor: Visitor, mailbox: Mailbox) -> None:
    sign_in_as_staff(connor, mailbox, "connor@demo.justright.example")
    connor.goes("/review/")
    connor.follows("Stories to read")
    seen(connor, "stories-to-read", TOLD)
    connor.page.locator("article", has_text=TOLD).get_by_role("link").click()
    connor.sees("A story about Good Company", TOLD, ANSWER)
    seen(connor, "story-read")
    connor.ticks("Show it")
    connor.presses("Save the decision")
    connor.sees("Stories to read", "once the 72 hours are over")


def take_back(ben: Visitor) -> None:
    ben.page.reload()
    ben.sees("How is it with Good Company?", "People can read it since", ANSWER)
    ben.page.locator("summary", has_text="Take my story back").click()
    ben.presses("Yes, take it back")
    ben.sees("How is it with Good Company?", "Your story is gone")


def test_a_story_is_told_answered_read_shown_and_taken_back(arrive: Callable[[], Visitor], mailbox: Mailbox):
    ben, amina, connor, reader = (arrive() for _each in range(4))
    tell(ben)
    answer(amina)
    read(connor, mailbox)

    page = f"/services/{Service.objects.get(people='Amina Yusuf').pk}/"
    tasks.show_stories()
    reader.goes(page)
    reader.sees("Amina Yusuf", "What people say")
    expect(reader.page.get_by_text(TOLD)).to_have_count(0)
    with time_machine.travel(timezone.now() + timedelta(hours=73)):
        tasks.show_stories()
    reader.goes(page)
    reader.sees("Amina Yusuf", TOLD, ANSWER, "Benedict, ")
    seen(reader, "service-with-stories")
    reader.follows("Read all 5 stories")
    reader.sees("What people say of Amina Yusuf", TOLD)
    seen(reader, "stories")

    take_back(ben)
    reader.goes(page)
    reader.sees("Amina Yusuf", "One more story was shown here and removed later")
    expect(reader.page.get_by_text(TOLD)).to_have_count(0)
