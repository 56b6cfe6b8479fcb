"""The API refuses in the words of the site, never in those of a framework."""

import json
from collections.abc import Iterator

import pytest
from django.test import Client
from rest_framework import serializers as s

from marketplace.workflow import problems
from providers.api import shapes, taking
from tests.factories import ServiceFactory
from tests.providers.test_api_directory import refusal

pytestmark = pytest.mark.django_db
OURS = {words for says in problems.FIELDS.values() for words in says.values()} | {shapes.NO_TIME["invalid"]}
NOT_OURS = (
    "This field",
    "valid",
    "Ensure",
    "Expected",
    "Malformed",
    "Unsupported",
    "permission",
    "throttled",
    "Failed",
)


def fields_of(field: s.Field) -> Iterator[s.Field]:
    """A field and every field inside it."""
    yield field
    inside = [getattr(field, "child", None), *getattr(field, "fields", {}).values()]
    for each in filter(None, inside):
        yield from fields_of(each)


@pytest.mark.parametrize("shape", [taking.Description, taking.Room, taking.Week, taking.Costs])
def test_no_answer_that_we_take_can_be_refused_in_words_that_are_not_ours(shape):
    for field in fields_of(shape()):
        assert set(field.error_messages.values()) <= OURS, (field.field_name, field.error_messages)


@pytest.mark.parametrize(
    ("what", "sent", "where", "words"),
    [
        ("", {"summary": None}, "summary", "This needs an answer, and null is none."),
        ("", {"summary": ["x"]}, "summary", "Send text."),
        ("", {"summary": "x" * 141}, "summary", "This is too long. Write at most 140 letters."),
        ("", {"minimum_age": "old"}, "minimum_age", "Send a whole number, like 3."),
        ("", {"minimum_age": 200}, "minimum_age", "Send a number that is 110 or less."),
        ("", {"minimum_age": "9" * 2000}, "minimum_age", "This number is too long."),
        ("", {"one_to_one": "perhaps"}, "one_to_one", "Send true or false."),
        ("", {"first_free_on": "tomorrow"}, "first_free_on", "Send a real date, like 2026-11-24."),
        ("", {"activities": "x"}, "activities", "Send a list."),
        ("", {"councils": ["x"] * 4}, "councils", "Send at most 3 of these."),
        ("", {"setting": "moon"}, "setting", "“moon” is not one of our words. The description of the API has them."),
        ("", [], "", "Send a JSON object."),
        ("/room", {}, "room", "This needs an answer."),
        ("/hours", {"hours": [{"day": "mon", "opens": "9", "closes": "12:00"}]}, "hours.0.opens",
         "Send a time, like 14:30."),
        ("/hours", {"hours": {}}, "hours", "Send a list."),
        ("/prices", {"prices": [{"pence": -1, "unit": "hour"}]}, "prices.0.pence",
         "Send a number that is 0 or more."),
    ],
)  # fmt: skip
def test_a_wrong_answer_is_told_what_to_send(hers, good_company, what, sent, where, words):
    service = ServiceFactory(enterprise=good_company)
    send = hers.put if what else hers.patch
    said = refusal(send(f"/api/v1/my/services/{service.pk}{what}", json.dumps(sent), "application/json"), 400)
    assert said["errors"] == {where: [words]}


def test_every_refusal_of_a_whole_request_speaks_like_the_site(client, good_company, olive, settings):
    service = ServiceFactory(enterprise=good_company, listed=True)
    mine, strict = f"/api/v1/my/services/{service.pk}", Client(enforce_csrf_checks=True)
    strict.force_login(olive)
    answers = [
        client.post("/api/v1/search", "x", content_type="text/plain"),
        client.post("/api/v1/search", "{", content_type="application/json"),
        client.get("/api/v1/taxonomies", headers={"accept": "text/csv"}),
        client.delete("/api/v1/taxonomies"),
        client.get(mine),
        client.get(mine, headers={"authorization": "Bearer jr_none"}),
        client.get("/api/v1/none"),
        strict.patch(mine, {"summary": "x"}, "application/json"),
    ]
    settings.API_ANONYMOUS_PER_MINUTE = 0
    answers.append(client.get("/api/v1/taxonomies"))
    assert [answer.status_code for answer in answers] == [415, 400, 406, 405, 401, 401, 404, 403, 429]
    details = [answer.json()["detail"] for answer in answers]
    assert not [words for words in details if any(alien in words for alien in NOT_OURS)]
    assert details[0] == "Send application/json." and "X-CSRFToken" in details[7]
