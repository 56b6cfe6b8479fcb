"""What every answer tells the browser."""

import pytest
from django.urls import reverse

from marketplace.settings import CONTENT_SECURITY_POLICY

pytestmark = [pytest.mark.S11, pytest.mark.django_db]
PAGES = ["home", "providers:find", "providers:shortlist", "account_login", "accessibility", "health", "robots"]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_locked_down(name, client):
    response = client.get(reverse(name))
    policy = dict(
        part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";") if part.strip()
    )
    assert policy["default-src"] == "'none'" and policy["script-src"] == "'self'" and policy["style-src"] == "'self'"
    assert (
        policy["frame-ancestors"] == "'none'" and policy["base-uri"] == "'none'" and policy["form-action"] == "'self'"
    )
    assert not any("unsafe" in rule for rule in policy.values())
    assert response["X-Content-Type-Options"] == "nosniff" and response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin" and "camera=()" in response["Permissions-Policy"]
    assert response["X-Request-ID"]


@pytest.mark.parametrize("address", ["/nothing-here/", "/services/01a20016-a6df-7532-abc3-f74898fc954e/"])
def test_a_page_that_is_not_there_is_locked_down_too(address, client):
    response = client.get(address)
    assert response.status_code == 404 and "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert b"<h1" in response.content


def test_the_policy_has_no_wildcard():
    assert "*" not in str(CONTENT_SECURITY_POLICY["DIRECTIVES"]["script-src"])


def test_with_https_the_browser_never_goes_back_to_http(client, settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_SSL_REDIRECT = True
    response = client.get("/", secure=True)
    assert "max-age=31536000" in response["Strict-Transport-Security"]
    assert client.get("/").status_code == 301


@pytest.mark.parametrize("name", ["metrics", "ready", "health"])
def test_machines_get_their_answers(name, client):
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert b"python_info" in response.content if name == "metrics" else response.json()
