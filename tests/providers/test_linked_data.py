"""What search engines read of a service: public facts, and never where somebody lives or how to ring them."""

import json
import re

import pytest
from django.urls import reverse

from providers.models import Service
from tests.factories import ServiceFactory

pytestmark = pytest.mark.django_db
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


def read(client, service) -> tuple[str, dict]:
    page = client.get(reverse("providers:service", args=[service.pk])).content.decode()
    text = SCRIPT.search(page)[1]
    return text, json.loads(text)


def test_a_search_engine_reads_who_what_and_how_much(client):
    service = ServiceFactory(listed=True)
    _text, said = read(client, service)
    assert said["@context"] == "https://schema.org" and said["@type"] == "Service"
    assert said["name"] == service.people and said["provider"]["name"] == service.enterprise.name
    assert said["offers"][0]["priceSpecification"]["price"] == "18.50"


@pytest.mark.S9
@pytest.mark.parametrize("setting", ["comes", "home-based"])
def test_it_never_reads_where_somebody_lives_nor_their_numbers(client, setting):
    facts = {"shows_phone": True, "shows_email": True, "venue_address": "7 Mill Lane", "venue_name": "Home"}
    service = ServiceFactory(listed=True, setting=setting, **facts)
    text, said = read(client, service)
    assert "availableChannel" not in said
    for private in (service.postcode, service.phone, service.email, "Mill Lane", "457500", "340500"):
        assert private not in text


def test_a_public_hall_has_its_address(client):
    service = ServiceFactory(
        listed=True, setting=Service.Setting.VENUE, venue_name="Hall", venue_address="1 High Street"
    )
    _text, said = read(client, service)
    assert said["availableChannel"]["serviceLocation"]["address"]["postalCode"] == "NG1 5FS"


def test_no_words_end_the_script(client):
    evil = "</script><script>alert(1)</script><!-- & \u2028"
    text, said = read(client, ServiceFactory(listed=True, summary=evil))
    assert said["description"] == evil and "<" not in text and ">" not in text and "&" not in text
