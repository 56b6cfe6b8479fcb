"""How people are reached, and how nobody gathers every number."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from marketplace.notifications import outbox
from marketplace.notifications.models import Message
from providers.views.directory import CONTACTS_AN_HOUR
from tests.factories import ServiceFactory


@pytest.mark.S7
@pytest.mark.django_db
def test_nobody_gathers_every_number_by_page_or_by_leaflet(client):
    service = ServiceFactory(listed=True, shows_phone=True)
    page, leaflet = (reverse(f"providers:{name}", args=[service.pk]) for name in ("contact", "leaflet"))
    assert service.phone in client.post(page).content.decode()
    assert service.phone in client.get(leaflet).content.decode()
    for _time in range(CONTACTS_AN_HOUR):
        client.get(leaflet)
    assert service.phone not in client.get(leaflet).content.decode()
    answer = client.post(page)
    assert answer.status_code == 429 and service.phone not in answer.content.decode()
    assert "Try again in an hour" in answer.content.decode()


@pytest.mark.django_db
def test_a_number_is_shown_only_where_its_owner_shows_it(client):
    service = ServiceFactory(listed=True, shows_phone=False, shows_email=False)
    said = client.post(reverse("providers:contact", args=[service.pk])).content.decode()
    assert service.phone not in said and service.email not in said and "we ask for you" in said


@pytest.mark.S7
@pytest.mark.django_db
def test_the_link_in_a_letter_leads_to_our_own_address(client, ben, settings):
    client.post(reverse("account_reset_password"), {"email": ben.email}, headers={"host": "evil.example:6666"})
    for message in Message.objects.all():
        outbox.deliver(str(message.pk))
    links = re.findall(r"https?://\S+", mail.outbox[0].body)
    assert links and all(link.startswith(settings.SITE_URL) for link in links)
