"""Search engines find every listed service, and nothing that belongs to one visitor."""

import xml.etree.ElementTree as ET

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from marketplace import sitemaps
from providers.models import Service
from tests.factories import EnterpriseFactory, ServiceFactory

pytestmark = pytest.mark.django_db
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def places(client, address) -> dict[str, str]:
    answer = client.get(address.removeprefix("http://testserver"))
    assert answer.status_code == 200 and answer["Content-Type"].startswith("application/xml")
    found = ET.fromstring(answer.content)
    return {each.find("s:loc", NAMES).text: each.findtext("s:lastmod", "", NAMES) for each in found}


@pytest.fixture
def five(monkeypatch):
    monkeypatch.setattr(sitemaps, "A_PART", 2)
    enterprise = EnterpriseFactory()
    for status in set(Service.Status) - {Service.Status.LISTED}:
        ServiceFactory(enterprise=enterprise, status=status)
    return [ServiceFactory(enterprise=enterprise, listed=True) for _n in range(5)]


def test_every_listed_service_is_on_the_map_once_with_the_day_of_its_last_change(client, five):
    index = places(client, reverse("sitemap"))
    parts = [address for address in index if "services" in address]
    assert len(parts) == 3 and all(index[part] for part in parts)
    found = [place for part in parts for place in places(client, part).items()]
    expected = {f"http://testserver/services/{s.pk}/": s.updated_at.isoformat(timespec="seconds") for s in five}
    assert dict(found) == expected and len(found) == 5


def test_a_service_listed_after_the_map_was_drawn_is_on_its_last_part(client, five):
    places(client, reverse("sitemap"))
    late = ServiceFactory(listed=True)
    assert f"http://testserver/services/{late.pk}/" in places(client, reverse("sitemap-services", args=[3]))


def test_the_pages_of_words_are_on_the_map_and_answer(client):
    pages = places(client, reverse("sitemap-pages"))
    assert len(pages) > 8
    for page in pages:
        assert client.get(page.removeprefix("http://testserver")).status_code == 200


@pytest.mark.parametrize("number", [0, 1, 2, 99999999999999999999])
def test_a_part_that_is_not_there_is_not_there(client, number):
    assert client.get(f"/sitemaps/services-{number}.xml").status_code == 404


def test_a_part_asks_the_database_twice_and_the_next_once(client, five):
    cache.clear()
    for number in (2, 1):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(reverse("sitemap-services", args=[1]))
        assert len(asked) == number


def test_crawlers_may_read_the_directory_and_nothing_private(client):
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in text.splitlines()
    refused = [line.split(": ")[1] for line in text.splitlines() if line.startswith("Disallow")]
    private = ("/find/x/", "/shortlist/", "/shared/x/", "/accounts/login/", "/my/", "/review/", "/api/v1/my/services",
               "/requests/", "/received/x/", "/organisations/x/", "/invitations/x/", "/admin/")  # fmt: skip
    for page in private:
        assert any(page.startswith(each) for each in refused), page
    for page in ("/", "/services/x/", "/enterprises/x/", "/offer/", "/api/docs", "/api/v1/services"):
        assert not any(page.startswith(each) for each in refused), page
