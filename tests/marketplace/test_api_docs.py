"""The API explains itself: to programs by a valid description, to people by a page that runs no script."""

import re

import pytest
from drf_spectacular.validation import validate_schema
from rest_framework.views import APIView

from marketplace.api import METHODS, described
from providers.api import urls

pytestmark = pytest.mark.django_db


def test_the_description_is_valid_openapi_at_exactly_its_address(client):
    answer = client.get("/api/schema")
    assert answer.status_code == 200 and answer["Content-Type"] == "application/vnd.oai.openapi+json"
    assert answer["Access-Control-Allow-Origin"] == "*" and answer.json()["openapi"].startswith("3.1")
    validate_schema(answer.json())


def test_an_address_says_how_to_read_before_how_to_change():
    for path, operations in described()["paths"].items():
        assert list(operations) == [method for method in METHODS if method in operations], path


def test_every_address_of_the_api_is_described_with_its_refusals():
    expected = {f"/api/v1/{route.pattern}".replace("<uuid:pk>", "{id}") for route in urls.urlpatterns}
    assert set(described()["paths"]) == expected
    assert all(issubclass(route.callback.cls, APIView) for route in urls.urlpatterns)
    for path, operations in described()["paths"].items():
        for method, operation in operations.items():
            codes = set(operation["responses"])
            assert {"200", "401", "403", "406", "429"} <= codes, path
            assert "404" in codes or "{id}" not in path
            assert {"409", "415", "413", "404"} <= codes or "/my/" not in path or method == "get"
            refused = [answer["content"] for code, answer in operation["responses"].items() if code != "200"]
            assert all(list(content) == ["application/problem+json"] for content in refused)


def test_the_page_for_people_tells_everything_and_runs_nothing(client):
    page = client.get("/api/docs").content.decode()
    for path, operations in described()["paths"].items():
        for operation in operations.values():
            assert path in page and f'id="{operation["operationId"]}"' in page and operation["summary"] in page
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert not {link for link in re.findall(r'href="#([^"]+)"', page)} - set(ids), "every link leads somewhere"
    assert {"wrong", "refused"} <= set(ids), "where the kinds of problems are explained"
    scripts = re.findall(r"<script[^>]*>", page)
    assert len(scripts) == 1 and "site" in scripts[0], "only the one that every page has"
