"""Other systems find what people find, and are told plainly when they asked for nothing."""

import json
import random

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from marketplace.accounts.ids import uuid7
from marketplace.workflow import middleware
from providers import filters, searches
from providers.api import directory
from providers.models import SearchDocument, Service
from providers.search import FAR
from tests.factories import EnterpriseFactory, ServiceFactory

pytestmark = pytest.mark.django_db
HERE = {"easting": 457_500, "northing": 340_500}
SERVICES, SEARCH = "/api/v1/services", "/api/v1/search"
SEED = 20261125


def ask(client, **questions):
    """The same questions in an address and in a body, which get the same answer."""
    one = client.get(SERVICES, questions)
    other = client.post(SEARCH, json.dumps(questions), content_type="application/json")
    assert one.status_code == other.status_code and one.json() == other.json()
    return one


def refusal(answer, status) -> dict:
    """A refusal as programs read it."""
    assert answer.status_code == status and answer["Content-Type"] == "application/problem+json"
    said = answer.json()
    assert said["status"] == status and said["title"] and said["type"] and said["detail"]
    return said


# --- Finding ---------------------------------------------------------------------------------------------------------
def scatter(dice, number) -> None:
    """Services around Nottingham that differ in all that a filter asks for."""
    enterprise = EnterpriseFactory()
    for _n in range(number):
        who = {"one_to_one": dice.random() < 0.5, "in_group": dice.random() < 0.5, "by_woman": dice.random() < 0.5}
        ServiceFactory(
            enterprise=enterprise, listed=True, **who, travel_miles=dice.choice([2, 5, 20]),
            easting=457_500 + dice.randrange(-9, 10) * 1000, northing=340_500 + dice.randrange(-9, 10) * 1000,
            activities=dice.sample(["gardening", "cooking-with-you", "companionship"], 2),
            payments=dice.sample(["self", "direct-payment"], 1), room=dice.choice(["yes", "full"]),
        )  # fmt: skip


def test_a_program_finds_whom_the_page_finds(client):
    print(f"seed {SEED}")
    dice = random.Random(SEED)
    scatter(dice, 60)
    tags = ["room", "how:one", "how:group", "by:woman", "pay:self", "pay:direct-payment", "under:1800", "under:2200",
            "when:weekday-morning", "fam:meals", "where:comes"]  # fmt: skip
    lengths = set()
    for _round in range(40):
        cache.clear()
        body = {"help": dice.choice(["", "cooking", "gardening and company"]), "miles": dice.choice([1, 5, 10, 40]),
                "filters": dice.sample(tags, dice.randint(0, 3))}  # fmt: skip
        found = ask(client, **HERE, **body, size=10).json()
        place = {"name": "", "label": "", "council": "", **HERE}
        token = searches.keep(body | {"place": place})
        page = client.get(reverse("providers:results", args=[token]))
        shown = [each["url"].split("/")[2] for each in page.context["cards"]] if page.context else ids_on(page)
        assert [each["id"] for each in found["results"]] == shown, body
        lengths.add(len(shown))
    assert len(lengths) > 3, "the questions differ in what they find"


def ids_on(page) -> list[str]:
    """The services whose cards are on a page, in its order."""
    parts = page.content.decode().split('id="s-')[1:]
    return [part[:36] for part in parts]


def test_ben_asks_with_a_town_or_a_postcode(client, england):
    near = ServiceFactory(listed=True)
    for where in ("Nottingham", "ng1 5fs"):
        found = ask(client, where=where).json()
        assert [each["id"] for each in found["results"]] == [str(near.pk)]
        assert found["place"]["council"] == "E06000018" and found["total"] == 1 and found["pages"] == 1


def test_pages_follow_one_another_and_end(client):
    enterprise = EnterpriseFactory()
    for _n in range(5):
        ServiceFactory(enterprise=enterprise, listed=True)
    pages = [ask(client, **HERE, page=n, size=2).json() for n in (1, 2, 3, 4, 1000)]
    assert [len(page["results"]) for page in pages] == [2, 2, 1, 0, 0] and pages[0]["pages"] == 3


def test_why_somebody_fits_is_told_in_sentences(client):
    ServiceFactory(listed=True, activities=["gardening"], needs=["dementia"])
    (found,) = ask(client, **HERE, help="gardening for dementia").json()["results"]
    assert found["reasons"][0] == "Fits: Gardening, Dementia"
    assert "Less than half a mile away" in found["reasons"]


@pytest.mark.parametrize("number, miles, questions", [(1, 10, 1), (20, 10, 1), (20, "", 1), (1, "", len(FAR))])
def test_a_search_costs_a_question_for_each_distance_and_one_for_what_is_kept_back(client, number, miles, questions):
    enterprise = EnterpriseFactory()
    for _n in range(number):
        ServiceFactory(enterprise=enterprise, listed=True)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(SERVICES, HERE | {"size": 50, "miles": miles})
    assert len(asked) == questions + 1


# --- Reading ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("status", Service.Status)
def test_everybody_reads_what_is_listed_and_nothing_else(client, status):
    service = ServiceFactory(status=status, listed_on="2026-11-01")
    answers = [client.get(f"{SERVICES}/{service.pk}"), client.get(f"/api/v1/enterprises/{service.enterprise_id}")]
    if status == "listed":
        assert answers[0].json()["people"] == service.people
        assert answers[1].json()["services"][0]["id"] == str(service.pk)
    else:
        assert [refusal(answer, 404)["status"] for answer in answers] == [404, 404]


@pytest.mark.S9
@pytest.mark.parametrize("setting", ["comes", "home-based"])
def test_no_answer_tells_where_somebody_lives_or_their_number(client, setting):
    service = ServiceFactory(listed=True, setting=setting, venue_name="My house", venue_address="7 Mill Lane")
    told = client.get(f"{SERVICES}/{service.pk}").content.decode() + ask(client, **HERE).content.decode()
    for private in ("NG1 5FS", "7 Mill Lane", "My house", service.phone, service.email):
        assert private not in told
    assert '"venue":null' in told


def test_the_lists_hold_every_filter_that_a_search_understands(client):
    lists = client.get("/api/v1/taxonomies").json()
    tags = {each["tag"] for each in lists["filters"]}
    assert tags == set(filters.KNOWN)
    assert all(lists[name] for name in ("families", "activities", "needs", "payments", "languages"))


@pytest.mark.parametrize("address", [SERVICES, "/api/v1/taxonomies"])
def test_a_head_is_answered_without_a_body(client, address):
    answer = client.head(address, HERE)
    assert answer.status_code == 200 and answer.content == b""


# --- Refusing --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "questions, wrong",
    [
        ({}, "where"),
        ({"easting": 457500}, "where"),
        ({**HERE, "mile": 5}, "mile"),
        ({**HERE, "miles": 7}, "miles"),
        ({**HERE, "filters": ["is:kind"]}, "filters"),
        ({**HERE, "page": 0}, "page"),
        ({**HERE, "size": 51}, "size"),
        ({**HERE, "help": "x" * 301}, "help"),
        ({"easting": "east", "northing": 1}, "easting"),
        ({**HERE, "help": "a\0b"}, "help"),
    ],
)
def test_a_wrong_question_is_named(client, england, questions, wrong):
    said = refusal(ask(client, **questions), 400)
    assert list(said["errors"]) == [wrong] and said["errors"][wrong][0] and said["type"].endswith("/api/docs#wrong")


def test_a_place_that_may_be_several_comes_with_its_choices(client, england):
    said = refusal(ask(client, where="Nottinghem"), 400)
    assert said["choices"] == ["Nottingham"] and said["errors"]["where"]


BODIES = {
    "no JSON": b"{", "another alphabet": '{"help": "é"}'.encode("latin-1"),
    "half a letter": b'{"help": "\\ud800"}',
    "no number": b'{"miles": NaN}', "too large a number": b'{"easting": 1e999, "northing": 1}', "deep": b"[" * 100_000,
    "long number": b"9" * 5000, "a list": b"[]", "nothing": b"", "null": b"null",
    "an object inside": b'{"where": {"town": "Leeds"}}', "yes": b'{"where": true}',
    "a word for a list": b'{"filters": "room"}',
}  # fmt: skip


@pytest.mark.parametrize("body", BODIES)
def test_any_body_gets_a_clear_answer(client, body):
    refusal(client.post(SEARCH, BODIES[body], content_type="application/json"), 400)


def test_a_body_without_end_is_not_read(client):
    refusal(client.post(SEARCH, b" " * 300_000 + b"{}", content_type="application/json"), 413)


def test_every_other_refusal_is_a_problem_too(client):
    service = ServiceFactory(listed=True)
    refusal(client.get("/api/v1/nothing/here"), 404)
    refusal(client.get("/api/v1/services/"), 404)
    refusal(client.get("/api/v1"), 404)
    refusal(client.get("/api/v1/%00"), 404)
    refusal(client.get(f"{SERVICES}/{uuid7()}"), 404)
    refused = client.delete(f"{SERVICES}/{service.pk}")
    assert refusal(refused, 405) and "GET" in refused["Allow"]
    refusal(client.get(f"{SERVICES}/{service.pk}", headers={"accept": "text/csv"}), 406)
    refusal(client.post(SEARCH, "x", content_type="text/plain"), 415)
    refused = client.get("/api/v1/my/services")
    assert refusal(refused, 401) and refused["WWW-Authenticate"].startswith("Bearer")
    refusal(client.get(SERVICES + "?" + "&".join(f"a{n}=1" for n in range(2500))), 400)


def test_a_fault_of_ours_is_a_problem_without_its_words(monkeypatch):
    def broken(*args):
        raise ValueError("somebody's words")

    monkeypatch.setattr(directory, "_search", broken)
    answer = Client(raise_request_exception=False).get(SERVICES, HERE)
    assert "somebody" not in str(refusal(answer, 500))


def test_a_rule_that_the_database_holds_is_told_as_a_rule(client, monkeypatch):
    class Cause(Exception):
        diag = type("Diag", (), {"constraint_name": "service_ages_in_order"})

    def broken(*args):
        raise IntegrityError("no") from Cause()

    monkeypatch.setitem(middleware.RULES, "service_ages_in_order", "The oldest age is under the youngest.")
    monkeypatch.setattr(directory, "_search", broken)
    said = refusal(client.get(SERVICES, HERE), 409)
    assert said["detail"] == "The oldest age is under the youngest." and said["type"].endswith("#refused")


# --- Who may ask, from where, how often ------------------------------------------------------------------------------
def test_a_page_of_any_site_may_read_the_directory_but_nothing_that_a_session_sees(client, ben):
    service = ServiceFactory(listed=True)
    for address in (f"{SERVICES}?easting=1&northing=1", f"{SERVICES}/{service.pk}", f"{SERVICES}/{uuid7()}", SERVICES):
        assert client.get(address)["Access-Control-Allow-Origin"] == "*"
    first = client.options(SEARCH)
    assert first.status_code == 204 and "Content-Type" in first["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Origin" not in client.get("/api/v1/my/services")
    assert "Access-Control-Allow-Origin" not in client.options("/api/v1/my/services")
    client.force_login(ben)
    answer = client.get(f"{SERVICES}/{service.pk}")
    assert "Access-Control-Allow-Origin" not in answer and "no-store" in answer["Cache-Control"]


def test_whoever_asks_too_often_waits_and_others_do_not(client, settings):
    settings.API_ANONYMOUS_PER_MINUTE = 3
    answers = [client.get("/api/v1/taxonomies") for _n in range(4)]
    assert [answer.status_code for answer in answers[:3]] == [200] * 3
    assert refusal(answers[3], 429) and 1 <= int(answers[3]["Retry-After"]) <= 60
    assert client.get("/api/v1/taxonomies", REMOTE_ADDR="192.0.2.7").status_code == 200
    assert client.get("/").status_code == 200


@pytest.mark.S9
def test_nobodys_address_is_kept_to_count_them(client):
    client.get("/api/v1/taxonomies", REMOTE_ADDR="192.0.2.77")
    keys = cache.keys("*")
    assert any("limit:api" in key for key in keys) and not any("192.0.2.77" in key for key in keys)


def test_without_the_cache_nobody_is_stopped(client, settings):
    settings.API_ANONYMOUS_PER_MINUTE = 1
    gone = settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": gone}
    assert [client.get("/api/v1/taxonomies").status_code for _n in range(3)] == [200] * 3


def test_the_filters_have_one_set_for_all(client):
    asked = filters.SearchFilters(HERE, queryset=SearchDocument.objects.none())
    assert asked.is_valid() and asked.qs == asked.filter_queryset(None)
