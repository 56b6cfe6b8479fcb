"""Help to start: Amina asks, Cat agrees a next step, a small grant is decided, and an offer is taken up."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commissioning.models import Grant, Start
from tests.journeys.letters import STAFF_PASSWORD, Mailbox, sign_in, sign_in_as_staff
from tests.journeys.test_checks import AMINA, CONNOR, dated
from tests.journeys.test_small_screens import PHONE, assert_fits, photograph
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey
CAT = "cat@demo.justright.example"


def test_amina_is_helped_to_start_and_gets_a_small_grant(arrive, mailbox: Mailbox):
    amina, cat, connor = arrive(), arrive(), arrive()
    sign_in(amina, AMINA, STAFF_PASSWORD)
    amina.goes("/my/start/")
    amina.presses("Ask for help to start")
    amina.sees("Getting started", "An adviser gets in touch.")
    start = Start.objects.get()
    advises(cat, mailbox, start)
    opens_grants(connor, mailbox, start)
    amina.goes("/my/start/")
    amina.sees("Getting started", "Ring the insurer together.", "Cat", "Food hygiene, level 2")
    photograph(amina, "my-start")
    amina.presses("This is done")
    amina.presses("I took this up")
    amina.sees("Getting started", "You took this up on")
    asks_for_money(amina)
    decides(connor)
    amina.goes(f"/my/grants/{Grant.objects.get().pk}/")
    amina.sees("Your grant: £180 of the £240 asked for", "The lamp is not needed.")
    photograph(amina, "my-grant")
    amina.page.set_viewport_size(PHONE)
    amina.goes("/my/start/")
    assert_fits(amina, "Getting started")


def advises(cat: Visitor, mailbox: Mailbox, start: Start) -> None:
    """She finds Amina among those whom nobody helps yet, agrees a step, and lists a course."""
    sign_in_as_staff(cat, mailbox, CAT)
    cat.goes("/starting/?whose=nobody")
    cat.sees("Starting up", "Agree a next step. We suggest:")
    photograph(cat, "starting")
    cat.goes(f"/starting/{start.pk}/")
    cat.types("What happens next?", "Ring the insurer together.", private=False)
    dated(cat, "due_on", timezone.localdate() + timedelta(days=5))
    cat.presses("Save the step")
    cat.sees(start.enterprise.name, "Next step", "Ring the insurer together.")
    photograph(cat, "advise")
    cat.goes(f"/councils/{start.council_id}/offers/")
    cat.ticks("Training")
    cat.types("Its name", "Food hygiene, level 2", private=False)
    cat.presses("List it")
    cat.sees("What Nottingham City Council offers", "Food hygiene, level 2")
    photograph(cat, "offers")


def opens_grants(connor: Visitor, mailbox: Mailbox, start: Start) -> None:
    sign_in_as_staff(connor, mailbox, CONNOR)
    connor.goes(f"/councils/{start.council_id}/grants/")
    connor.ticks("We give small grants at the moment")
    connor.presses("Save")
    connor.sees("Grants to start with", "Nobody waits")


def asks_for_money(amina: Visitor) -> None:
    amina.presses("Ask for a grant")
    amina.sees("Ask for a small grant", "up to £500")
    amina.types("How much do you ask for?", "240", private=False)
    amina.types("What is it for", "A course, and a lamp.")
    amina.presses("Send it")
    amina.sees("Your grant: £240", "You get a message then.")


def decides(connor: Visitor) -> None:
    connor.goes(f"/grants/{Grant.objects.get().pk}/")
    connor.ticks("Agree")
    connor.types("How much?", "180", private=False)
    connor.types("If it is less", "The lamp is not needed.", private=False)
    photograph(connor, "grant")
    connor.presses("Save")
    connor.sees("Grants to start with", "£180 of the £240 asked for")
    photograph(connor, "grants")
