"""Whoever asks with HEAD is told what a GET would be told, and gets no body, as a server sees it."""

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import RequestFactory

from tests.factories import ServiceFactory

pytestmark = pytest.mark.django_db
HERE = "?easting=457500&northing=340500"
FEED = "/api/oruk/v3"
ADDRESSES = {
    f"/api/v1/services{HERE}": 200, "/api/v1/services/{service}": 200, "/api/v1/enterprises/{enterprise}": 200,
    "/api/v1/taxonomies": 200, "/api/schema": 200, "/api/docs": 200, "/api/v1/services": 400,
    "/api/v1/nothing": 404, "/api/v1/my/services": 401, FEED: 200, f"{FEED}/": 200, f"{FEED}/services": 200,
    f"{FEED}/services?full=true": 200, f"{FEED}/services?format=ndjson&full=true": 200,
    f"{FEED}/services/{{service}}": 200, f"{FEED}/organizations": 200, f"{FEED}/taxonomy_terms": 200,
    f"{FEED}/nothing": 404, f"{FEED}/services?page=x": 400, "/sitemap.xml": 200,
}  # fmt: skip
SAME = ("Content-Type", "Content-Length", "ETag", "Access-Control-Allow-Origin", "Allow", "WWW-Authenticate")


@pytest.fixture
def ask():
    """The whole answer of the site as its server gets it."""
    site = get_wsgi_application()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)

    def told(method: str, address: str) -> tuple[int, dict, bytes]:
        said: dict = {}

        def start(status, headers, exc_info=None):
            said.update(status=int(status.split()[0]), headers=dict(headers))

        answer = site(RequestFactory().generic(method, address).environ, start)
        body = b"".join(answer)
        answer.close()
        return said["status"], said["headers"], body

    yield told
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_head_is_told_the_same_and_gets_no_body(ask, address):
    service = ServiceFactory(listed=True)
    place = address.format(service=service.pk, enterprise=service.enterprise_id)
    (status, headers, body), (_status, got, whole) = ask("HEAD", place), ask("GET", place)
    assert (status, body) == (ADDRESSES[address], b"") and whole
    assert {name: headers.get(name) for name in SAME} == {name: got.get(name) for name in SAME}
    assert got.get("Content-Length") in (None, str(len(whole)))


def test_a_refusal_of_a_head_has_no_body_either(ask):
    status, headers, body = ask("HEAD", "/api/v1/search")
    assert (status, set(headers["Allow"].split(", ")), body) == (405, {"POST", "OPTIONS"}, b"")
