"""Fiona hears when the files of a quarter are ready, and once more when they are still not out."""

from datetime import date

import pytest
import time_machine

from commissioning.actions.publishing import publish
from commissioning.models import Publication
from commissioning.open_books import periods_of
from commissioning.tasks import tell_publishers
from commissioning.timeliness import Authority
from marketplace.notifications.models import Message
from tests.commissioning.making_speed import came, contract_of
from tests.factories import ServiceFactory
from tests.people import acting

pytestmark = pytest.mark.django_db
CITY = Authority("Nottingham City Council", "PXYZ-1234-ABCD", "Loxley House", "payments@nottingham.example")


@pytest.fixture
def books(nottingham, good_company, connor):
    """Nottingham pays an invoice here."""
    contract = contract_of(nottingham, ServiceFactory(enterprise=good_company, listed=True), connor)
    came(contract, contract.starts_on)
    return nottingham


def told_on(day: str) -> list[tuple[str, str]]:
    with time_machine.travel(f"{day}T08:50:00+00:00", tick=False):
        tell_publishers()
    return [(each.template, each.to.name) for each in Message.objects.select_related("to").order_by("template")]


def test_fiona_hears_on_the_first_working_day_of_a_quarter_and_again_after_ten(books, fiona):
    assert told_on("2026-12-31") == [("books-late", "Fiona"), ("books-ready", "Fiona")]  # of July to September
    Message.objects.all().delete()
    assert told_on("2027-01-01") == []  # New Year's Day
    assert told_on("2027-01-04") == [("books-ready", "Fiona")]
    assert told_on("2027-01-05") == [("books-ready", "Fiona")]
    assert told_on("2027-01-15") == [("books-ready", "Fiona")]
    assert told_on("2027-01-18") == [("books-late", "Fiona"), ("books-ready", "Fiona")]
    assert told_on("2027-01-19") == [("books-late", "Fiona"), ("books-ready", "Fiona")]
    late = Message.objects.get(template="books-late")
    assert (late.context["count"], late.context["until"]) == (3, "2027-01-29")


def test_what_was_published_is_not_reminded_of(books, fiona):
    with time_machine.travel("2026-10-02T09:00:00+00:00", tick=False):
        for kind in Publication.Kind:
            period = periods_of(kind, date(2026, 10, 2), 1)[0]
            publish(books, kind, period, number=1, job_title="Finance Officer", authority=CITY, by=acting(fiona))
    assert told_on("2026-10-16") == []


def test_half_yearly_files_are_ready_in_april_and_october_too(books, fiona, settings):
    told_on("2026-10-01")
    assert Message.objects.get().context["count"] == 5
    Message.objects.all().delete()
    settings.OCDS_PREFIX = ""
    told_on("2026-10-01")
    assert Message.objects.get().context["count"] == 4


def test_a_council_that_pays_nobody_here_hears_nothing(nottingham, fiona):
    assert told_on("2026-10-01") == []


def test_connor_who_cannot_publish_is_not_told(books, connor):
    assert told_on("2026-10-01") == []
