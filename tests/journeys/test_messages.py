"""Amina chooses how she is written to and sees what came; staff print a letter and put an address right."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.letters import STAFF_PASSWORD, Mailbox, sign_in, sign_in_as_staff
from tests.journeys.test_small_screens import assert_fits, assert_opens, phone, photograph  # noqa: F401
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey


def test_amina_chooses_texts_and_sees_everything_that_was_sent_to_her(phone: Visitor):  # noqa: F811
    sign_in(phone, "amina@demo.justright.example", STAFF_PASSWORD)
    phone.goes("/account/")
    phone.page.get_by_role("link", name="See them (everything we sent you)").click()
    assert_fits(phone, "Everything we sent you")
    photograph(phone, "messages")
    phone.page.locator("article a").first.click()
    assert_fits(phone, "How it went")
    photograph(phone, "message")
    phone.goes("/account/messages/settings/")
    assert_fits(phone, "How we write to you")
    photograph(phone, "message-settings")
    phone.page.get_by_label("By text message").check()
    phone.page.get_by_label("Once a day, at 8 in the morning").check()
    phone.page.get_by_label("Large print").check()
    phone.page.get_by_label("Mobile number").fill("0115 496 0142")
    phone.presses("Save")
    assert_fits(phone, "There is a problem", "This number cannot get texts")
    photograph(phone, "message-settings-wrong")
    phone.page.get_by_label("Mobile number").fill("07700 900123")
    phone.presses("Save")
    phone.sees("Everything we sent you", "We write to you this way from now on")
    phone.goes("/account/messages/settings/")
    expect(phone.page.get_by_label("By text message")).to_be_checked()
    expect(phone.page.get_by_label("Large print")).to_be_checked()


def test_sam_prints_a_letter_and_puts_an_address_right(phone: Visitor, mailbox: Mailbox):  # noqa: F811
    sign_in_as_staff(phone, mailbox, "sam@demo.justright.example")
    assert_opens(phone, "/post/")
    photograph(phone, "post")
    phone.page.get_by_role("link", name=re.compile("A letter to print and post")).first.click()
    assert_fits(phone, "What to do now", "They asked for")
    photograph(phone, "post-letter")
    phone.presses("Print the letter")
    assert_fits(phone, "Edna May")
    photograph(phone, "letter")
    phone.page.go_back()
    phone.presses("I have posted it")
    phone.sees("To do by hand", "It is off the list")
    phone.page.get_by_role("link", name=re.compile("A message that did not arrive")).first.click()
    assert_fits(phone, "Most often an address has a mistake in it")
    photograph(phone, "post-failed")
    phone.presses("Put it right and send again")
    assert_fits(phone, "Send it again")
    photograph(phone, "post-again")
    phone.page.get_by_label("E-mail address").fill("joan@example.org")
    phone.presses("Send it")
    phone.sees("To do by hand", "It is on its way again")
    assert "We have what you sent us" in mailbox.letter("We have what you sent us", "joan@example.org")
