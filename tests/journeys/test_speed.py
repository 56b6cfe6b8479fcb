"""Fiona sees how fast small suppliers are paid, publishes a quarter, and anybody reads it without signing in."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from commissioning.models import Publication
from commissioning.open_books import periods_of
from tests.journeys.letters import Mailbox, sign_in_as_staff
from tests.journeys.test_small_screens import PHONE, assert_fits, photograph
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey


def test_from_a_brick_to_its_invoice_and_to_a_file_that_everybody_reads(arrive, mailbox: Mailbox, visitor: Visitor):
    call_command("seed_speed")
    call_command("seed_speed")  # a second time is none
    visitor.page.set_viewport_size(PHONE)
    sign_in_as_staff(visitor, mailbox, "fiona@demo.justright.example")
    assert visitor.goes("/payments/speed/") == 200
    assert_fits(visitor, "Half are paid within")
    photograph(visitor, "speed")
    for address, name in (("rows/", "speed-rows"), ("rows/?within=5", ""), ("waiting/", "speed-waits"),
                          ("late/", "speed-late")):  # fmt: skip
        assert visitor.goes(f"/payments/speed/{address}") == 200
        visitor.page.set_viewport_size(PHONE)
        assert_fits(visitor)
        if name:
            photograph(visitor, name)
    assert visitor.goes("/payments/speed/waiting/?with=checking") == 200
    visitor.presses("Remind")
    visitor.sees("wait", "Reminded: ", "Reminded on ")
    assert visitor.goes("/open-books/publish/") == 200
    visitor.page.set_viewport_size(PHONE)
    assert_fits(visitor)
    photograph(visitor, "publishing")
    body = Publication.objects.first().body
    quarter = periods_of("spending", timezone.localdate())[0].starts_on
    assert visitor.goes(f"/open-books/publish/{body.pk}/spending/{quarter}/") == 200
    assert_fits(visitor)
    photograph(visitor, "publish")
    visitor.types("Your job title", "Finance Officer", private=False)
    visitor.ticks("I have looked at it")
    visitor.presses("Publish")
    visitor.sees("Open books", "Approved by Fiona Clarke, Finance Officer.")
    somebody = arrive()
    somebody.page.set_viewport_size(PHONE)
    assert somebody.goes("/open-books/") == 200
    assert_fits(somebody, body.name)
    assert somebody.goes(f"/open-books/{body.pk}/") == 200
    assert_fits(somebody)
    photograph(somebody, "open-body")
