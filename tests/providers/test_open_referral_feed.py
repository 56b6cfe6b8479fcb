"""The open feed: what other programs find, page by page, and what they are told when they ask oddly."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from marketplace.places.models import Council
from providers import actions, taxonomy
from providers.models import CheckResult, Enterprise, Price, Schedule, Service
from providers.open_referral import shapes, vocabularies, where, writing
from tests.factories import EnterpriseFactory, ServiceFactory
from tests.people import acting
from tests.providers.feed import BASE, PROGRAM, get, ids, lines

pytestmark = pytest.mark.django_db
LISTS = ("/services", "/service_at_locations", "/organizations", "/taxonomies", "/taxonomy_terms")
ENTITIES = dict(zip(LISTS, ("service", "service_at_location", "organization", "taxonomy", "taxonomy_term"),
                    strict=True))  # fmt: skip
NOBODY = "0b5d3c1e-7a44-4f0e-9d5b-6f1c2a9e8d37"


@pytest.fixture
def amina_listed(england, good_company, nottingham):
    """Amina's listing with one of everything."""
    service = ServiceFactory(
        enterprise=good_company, listed=True, listed_by=nottingham, people="Amina Yusuf", does=["Soup"],
        does_not=["Lifting"], languages=["en", "so"], communication=["makaton"], councils=["E06000018"],
        confirmed_on=timezone.localdate(), wait_weeks=3, costs_on_top="Travel, 45p a mile", access=["level-entry"],
    )  # fmt: skip
    CheckResult.objects.create(
        service=service, council=nottingham, what="Her record", words="A DBS certificate.", seen_on="2026-03-03"
    )
    return service


@pytest.fixture
def hall(england, nottingham):
    """An art morning in a public hall, at night and on Sundays too."""
    enterprise = EnterpriseFactory(organisation__name="Tuesday Paint Pots", kind="cic", company_number="01234567")
    service = ServiceFactory(
        enterprise=enterprise, listed=True, setting="venue", venue_name="Old Hall", venue_address="1 High Street",
        travel_miles=None, activities=["art-craft"], needs=["dementia"], minimum_age=65, maximum_age=99,
        payments=["self"], summary="Paint and a hot lunch.", people="Joy and Bev", story="We taught at one school.",
        easting=456847, northing=340057,
    )  # fmt: skip
    Schedule.objects.create(service=service, day=6, opens_at="22:00", closes_at="07:00")
    Price.objects.create(service=service, pence=900, unit="session", note="with lunch")
    return service


# --- What it says ----------------------------------------------------------------------------------------------------
def test_the_base_says_the_version_with_and_without_a_slash(db):
    for address in ("", "/"):
        assert get(address)["version"] == "HSDS-UK-3.0"
        assert shapes.problems("api_details", get(address)) == []


def test_everything_about_amina_is_told_in_open_referrals_words(amina_listed):
    told = get(f"/services/{amina_listed.pk}")
    assert shapes.problems("service", told) == []
    assert told["name"] == "Amina Yusuf" and told["organization"]["name"] == "Good Company"
    assert told["status"] == "active" and told["assured_date"] == timezone.localdate().isoformat()
    assert told["last_modified"] == writing.moment(Service.objects.get(pk=amina_listed.pk).updated_at)
    assert told["description"].startswith("Cooks with you") and "Not offered: Lifting" in told["description"]
    assert [each["code"] for each in told["languages"]] == ["en", "so"]
    assert {each["source"] for each in told["funding"]} == {"Self-funded", "Direct payment"}
    assert [each["amount"] for each in told["cost_options"]] == [18.5, 0]
    assert told["fees_description"] == "On top: Travel, 45p a mile"
    assert "Her record: A DBS certificate. Seen 3 March 2026." in told["accreditations"]
    assert told["justright_capacity"]["hours_a_week"] == 4 and told["alert"].startswith("Has room: 4 hours")
    assert told["url"].endswith(f"/services/{amina_listed.pk}/")


def test_what_she_does_for_whom_and_how_is_tagged_with_our_terms(amina_listed):
    told = get(f"/services/{amina_listed.pk}")["attributes"]
    found = {(each["link_type"], each["taxonomy_term"]["name"]) for each in told}
    assert {
        ("service_type", "Cooking with you"), ("need", "Older people"), ("payment", "Direct payment"),
        ("communication", "Makaton"), ("accessibility", "Level entry"), ("assurance", "Seen by a council"),
        ("eligibility", "One to one"), ("personal_care", "No personal care"), ("setting", "They come to you"),
    } <= found  # fmt: skip
    activity = next(term for term in taxonomy.ACTIVITIES if term.slug == "cooking-with-you")
    assert str(activity.id) in {each["taxonomy_term_id"] for each in told}
    assert len({each["id"] for each in told}) == len(told)


def test_who_travels_stands_on_a_coarse_square_and_serves_a_circle_and_a_council(amina_listed):
    told = get(f"/services/{amina_listed.pk}")
    (place,) = told["service_at_locations"]
    assert place["location"]["location_type"] == "virtual" and "addresses" not in place["location"]
    assert (place["location"]["latitude"], place["location"]["longitude"]) == where.degrees(457500, 340500)
    circle, council = told["service_areas"]
    assert circle["name"] == "Within 5 miles of Nottingham" and council["name"] == "Nottingham"
    ring = json.loads(circle["extent"])["coordinates"][0]
    assert len(ring) == 33 and ring[0] == ring[-1]
    norths = [north for _east, north in ring]
    assert (max(norths) - min(norths)) * where.METRES_A_DEGREE == pytest.approx(2 * 8047, rel=0.01)


def test_a_hall_has_its_whole_address_or_none(hall):
    def address():
        return get(f"/services/{hall.pk}")["service_at_locations"][0]["location"].get("addresses")

    (whole,) = address()
    assert (whole["address_1"], whole["city"], whole["state_province"]) == (
        "1 High Street",
        "Nottingham",
        "Nottingham",
    )
    assert (whole["postal_code"], whole["country"], whole["address_type"]) == ("NG1 5FS", "GB", "physical")
    Council.objects.filter(pk="E06000018").update(area="")
    assert address() is None


def test_hours_that_pass_midnight_close_the_next_day(hall):
    night = get(f"/services/{hall.pk}")["schedules"][-1]
    assert (night["byday"], night["opens_at"], night["closes_at"]) == ("SU", "22:00", "07:00")
    assert night["freq"] == "WEEKLY" and night["description"].startswith("Sunday, 10pm to 7am the next day")


def test_an_enterprise_without_a_word_about_itself_is_described_all_the_same(hall):
    told = get(f"/organizations/{hall.enterprise_id}")
    assert shapes.problems("organization", told) == []
    assert told["description"].startswith("Community interest company (CIC). One person")
    assert told["organization_identifiers"][0]["identifier"] == "01234567"
    assert told["services"] == [{"id": str(hall.pk), "name": "Joy and Bev", "status": "active"}]
    whole = get(f"/organizations/{hall.enterprise_id}", full_service="true")["services"][0]
    assert whole["schedules"] and shapes.problems("service", whole) == []


def test_what_was_checked_is_not_told_once_what_was_decided_on_has_changed(amina_listed):
    Service.objects.update(look_again_since=timezone.now())
    told = json.dumps(get(f"/services/{amina_listed.pk}"))
    assert "DBS" not in told and "assurance" not in told


def test_room_fades_from_the_alert_and_keeps_its_day(amina_listed):
    Service.objects.update(room_said_on=timezone.localdate() - timedelta(days=29))
    told = get(f"/services/{amina_listed.pk}")
    assert "alert" not in told
    assert told["justright_capacity"]["lapses_on"] == (timezone.localdate() - timedelta(days=1)).isoformat()


def test_ids_stay_the_same_and_no_two_things_share_one_where_it_matters(amina_listed, hall):
    one, again = get(f"/services/{hall.pk}"), get(f"/services/{hall.pk}")
    assert one == again
    slugs = [term.slug for _vocabulary, term in vocabularies.TERMS.values()]
    assert len(set(slugs)) == len(slugs) == sum(len(v.terms) for v in vocabularies.VOCABULARIES)


def test_a_website_that_is_no_address_is_left_out(amina_listed):
    Enterprise.objects.update(website="https://exa mple.org/<b>")
    assert "website" not in get(f"/services/{amina_listed.pk}")["organization"]
    Enterprise.objects.update(website="https://example.org/käse")
    assert get(f"/services/{amina_listed.pk}")["organization"]["website"] == "https://example.org/k%C3%A4se"


# --- What is found ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("query, finds", [
    ({"search": "amina"}, "amina"), ({"search": "soups"}, ""), ({"search": "cooked"}, "amina"),
    ({"search": "good company"}, "amina"), ({"search": "paint pots"}, "hall"), ({"search": "taught school"}, "hall"),
    ({"search": "alzheimers"}, "hall"), ({"search": "recipes"}, "amina"), ({"search": "the with of"}, ""),
    ({"search": "paint amina"}, ""), ({"search": "zqxjk"}, ""), ({"search": "' & | ! :* \\"}, ""),
    ({"minimum_age": 30}, "amina hall"), ({"maximum_age": 40}, "amina"), ({"minimum_age": 100}, "amina"),
    ({"day": "tuesday"}, "amina hall"), ({"day": "MO"}, "hall"), ({"day": "mon", "start_time": "08:00"}, ""),
    ({"day": "sun", "start_time": "23:00"}, "hall"), ({"day": "tue", "start_time": "11:00"}, "amina hall"),
    ({"day": "tue", "start_time": "13:00", "end_time": "14:00"}, ""), ({"start_time": "02:00"}, "amina hall"),
    ({"organization_id": NOBODY}, ""), ({"taxonomy_term_id": NOBODY}, ""), ({"taxonomy_id": NOBODY}, ""),
    ({"modified_after": "2999-01-01"}, ""), ({"modified_after": "2020-01-01T00:00:00 01:00"}, "amina hall"),
    ({"search": "", "page": "", "minimum_age": ""}, "amina hall"), ({"nobody": "knows"}, "amina hall"),
])  # fmt: skip
def test_what_is_asked_for_is_found(query, finds, amina_listed, hall):
    known = {"amina": str(amina_listed.pk), "hall": str(hall.pk)}
    assert set(ids(**query)) == {known[name] for name in finds.split()}


def test_terms_taxonomies_and_owners_find_theirs_and_combine(amina_listed, hall):
    cooking = next(term for term in taxonomy.ACTIVITIES if term.slug == "cooking-with-you")
    meals = next(term for term in taxonomy.FAMILIES if term.slug == "meals")
    older = next(term for term in taxonomy.NEEDS if term.slug == "older")
    assert ids(taxonomy_term_id=str(cooking.id)) == ids(taxonomy_term_id=str(meals.id)) == [str(amina_listed.pk)]
    assert ids(taxonomy_term_id=[str(cooking.id), str(older.id)]) == [str(amina_listed.pk)]
    assert ids(taxonomy_term_id=str(cooking.id), organization_id=str(hall.enterprise_id)) == []
    checks = next(v for v in vocabularies.VOCABULARIES if v.slug == "checks")
    assert ids(taxonomy_id=str(checks.id)) == [str(amina_listed.pk)]
    assert ids(taxonomy_id=str(checks.id), search="paint") == []


@pytest.mark.parametrize("vocabulary", vocabularies.VOCABULARIES, ids=lambda v: v.slug)
def test_every_term_that_a_service_bears_finds_it(vocabulary, amina_listed, hall):
    for service in Service.objects.with_details():
        for slug in vocabulary.said(service):
            term = vocabularies.KNOWN[slug][1]
            assert str(service.pk) in ids(taxonomy_term_id=str(term.id))


def test_a_change_is_found_from_its_own_moment_on(amina_listed, amina):
    before = get(f"/services/{amina_listed.pk}")["last_modified"]
    assert ids(modified_after=before) == [str(amina_listed.pk)]
    actions.change_enterprise(amina_listed.enterprise, by=acting(amina), website="https://example.org")
    after = get(f"/services/{amina_listed.pk}")["last_modified"]
    assert after > before and ids(modified_after=after) == [str(amina_listed.pk)]
    actions.pause(amina_listed, by=acting(amina))
    assert ids() == []
    actions.resume(amina_listed, by=acting(amina))
    assert get(f"/services/{amina_listed.pk}")["last_modified"] > after, "whoever asks for changes sees it come back"


def test_a_postcode_finds_who_serves_it_and_metres_narrow_it(amina_listed, hall):
    at = "/service_at_locations"
    assert len(ids(at, postcode="ng1 5fs")) == 2
    assert len(ids(at, postcode="LS1 1UR")) == 1, "people may travel to a hall from anywhere"
    assert len(ids(at, postcode="NG1 5FS", proximity=100)) == 1
    assert len(ids(at, postcode="NG1 5FS", proximity=5000)) == 2
    (nearest,) = get(at, postcode="NG1 5FS", proximity=100)["contents"]
    assert nearest["service"]["id"] == str(hall.pk) and nearest["location"]["location_type"] == "physical"
    Service.objects.filter(pk=amina_listed.pk).update(councils=["E08000035"])
    assert len(ids(at, postcode="LS1 1UR")) == 2, "a council that is covered whole"


def test_terms_are_found_by_word_taxonomy_and_parent(db):
    tops = get("/taxonomy_terms", top_only="true", per_page=500)["contents"]
    assert tops and not any("parent_id" in each for each in tops)
    meals = next(term for term in taxonomy.FAMILIES if term.slug == "meals")
    children = get("/taxonomy_terms", parent_id=str(meals.id))["contents"]
    assert {each["name"] for each in children} >= {"Lunch club", "Cooking with you"}
    assert [each["name"] for each in get("/taxonomy_terms", search="makaton")["contents"]] == ["Makaton"]
    whole = get(f"/taxonomies/{children[0]['taxonomy_id']}")
    assert len(whole["taxonomy_terms"]) == get("/taxonomy_terms", taxonomy_id=whole["id"])["total_items"]


# --- Pages -----------------------------------------------------------------------------------------------------------
@pytest.fixture
def many(england):
    return [ServiceFactory(listed=True) for _each in range(11)]


@pytest.mark.parametrize("address", LISTS)
def test_pages_hold_every_record_once_to_the_last(address, many):
    seen, number, last = [], 1, False
    while not last:
        page = get(address, page=number, per_page=4)
        assert shapes.problems(f"{ENTITIES[address]}_list", page) == []
        assert page["page_number"] == number and page["first_page"] == (number == 1) and not page["empty"]
        assert page["size"] == len(page["contents"]) == min(4, page["total_items"] - 4 * (number - 1))
        seen += [each["id"] for each in page["contents"]]
        number, last = number + 1, page["last_page"]
    assert len(set(seen)) == len(seen) == page["total_items"] and page["total_pages"] == number - 1
    for pk in seen:
        assert shapes.problems(ENTITIES[address], get(f"{address}/{pk}")) == []


def test_an_empty_feed_is_one_empty_page(db):
    page = get("/services")
    assert page["empty"] and page["first_page"] and page["last_page"] and page["contents"] == []
    assert (page["total_items"], page["total_pages"], page["size"]) == (0, 0, 0)
    assert lines() == []


def test_a_page_after_the_last_is_empty_and_asks_nothing_of_the_database(many):
    page = get("/services", page=10**11, per_page=500)
    assert page["empty"] and page["last_page"] and not page["first_page"] and page["total_items"] == 11


def test_minimal_gives_all_in_one_call_with_only_ids_and_moments(many):
    page = get("/services", minimal="true")
    assert page["size"] == 11 and all(set(each) == {"id", "last_modified"} for each in page["contents"])


def test_a_stream_holds_everything_that_the_pages_hold(many, monkeypatch):
    monkeypatch.setattr("providers.open_referral.reading.walk.__defaults__", (4,))
    for address in LISTS:
        assert [each["id"] for each in lines(address)] == ids(address)
    assert lines(full="true")[0]["schedules"]
    assert [each["id"] for each in lines(search=many[0].people)] == ids(search=many[0].people)


@pytest.mark.parametrize("address", ["/services", "/service_at_locations", "/organizations"])
def test_a_page_of_many_asks_the_database_as_often_as_one_of_one(address, many):
    for query in ({}, {"full": "true"}, {"minimal": "true"}, {"search": "cook", "day": "tue"}):
        counts = [_queries(address, per_page=size, full_service="true", **query) for size in (1, 5, 11)]
        assert len(set(counts)) == 1 and counts[0] <= 10, (query, counts)


def _queries(address, **query) -> int:
    with CaptureQueriesContext(connection) as seen:
        get(address, **query)
    return len(seen)


# --- Odd questions ---------------------------------------------------------------------------------------------------
ODD = [
    "page=0", "page=-1", "page=abc", "page=1.5", "page=99999999999999999999", "per_page=0", "per_page=501",
    "per_page=abc", "format=xml", "minimal=maybe", "full=2", "organization_id=not-a-uuid", "taxonomy_term_id=12",
    "taxonomy_id=x", "parent_id=x", "modified_after=yesterday", "modified_after=2026-13-45",
    "modified_after=0000-00-00",
    "minimum_age=-1", "maximum_age=131", "day=noday", "day=m", "start_time=25:00", "start_time=9",
    "start_time=12:00&end_time=11:00", "postcode=NG1", "postcode=ZZ99+9ZZ", "proximity=5", "top_only=perhaps",
    "postcode=NG1+5FS&proximity=-1", "postcode=NG1+5FS&proximity=9999999", "search=" + "x" * 301, "page=%D9%A3",
]  # fmt: skip


@pytest.mark.parametrize("address", LISTS)
def test_what_cannot_be_understood_is_said_in_json(address, england):
    for query in ODD:
        _is_refused(address, query)


def _is_refused(address, query):
    answer = PROGRAM.get(f"{BASE}{address}?{query}")
    if answer.status_code == 200:
        assert "postcode" in query and address not in ("/services", "/service_at_locations")
        return
    assert answer.status_code == 400 and answer["Content-Type"] == "application/problem+json"
    assert answer["Access-Control-Allow-Origin"] == "*"
    told = json.loads(answer.content)
    assert told["status"] == 400 and told["detail"].split()[0] in query


@pytest.mark.parametrize(
    "query", ["search=%00", "search=%FF%FE", "search=😀", "page=%00", "modified_after=2026-01-01"]
)
def test_odd_letters_are_no_trouble(query, amina_listed):
    assert Client().get(f"{BASE}/services?{query}").status_code == 200


@pytest.mark.parametrize("address", LISTS)
def test_what_is_not_there_is_404_in_json(address, db):
    for key in (NOBODY, "not-a-uuid", "x" * 500, "%00", "1/2"):
        assert get(f"{address}/{key}", status=404)["status"] == 404


@pytest.mark.parametrize("address", ["/services/", "/nothing", "/services/a/b/c", "//"])
def test_no_address_leads_to_another(address, db):
    answer = Client().get(f"{BASE}{address}")
    assert answer.status_code == 404 and json.loads(answer.content)["title"] == "Not found"


@pytest.mark.parametrize("address", ["", "/", *LISTS])
def test_any_web_page_may_ask_and_nobody_may_write(address, db):
    client = Client(enforce_csrf_checks=True)
    asked = client.options(f"{BASE}{address}", headers={"Origin": "https://example.org"})
    assert asked.status_code == 204 and asked["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    head = client.head(f"{BASE}{address}")
    assert head.status_code == 200 and not head.content
    for method in ("post", "put", "patch", "delete"):
        refused = getattr(client, method)(f"{BASE}{address}")
        assert refused.status_code == 405 and json.loads(refused.content)["status"] == 405
        assert refused["Access-Control-Allow-Origin"] == "*"


def test_what_has_not_changed_is_not_sent_again(amina_listed):
    first = Client().get(f"{BASE}/services")
    assert "public" in first["Cache-Control"] and first["ETag"]
    again = Client().get(f"{BASE}/services", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304 and not again.content and again["Access-Control-Allow-Origin"] == "*"
    ServiceFactory(listed=True)
    assert Client().get(f"{BASE}/services", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_something_broken_is_said_in_json_too(amina_listed, monkeypatch):
    monkeypatch.setattr("providers.open_referral.reading.areas", lambda: 1 / 0)
    answer = Client(raise_request_exception=False).get(f"{BASE}/services/{amina_listed.pk}")
    assert answer.status_code == 500 and json.loads(answer.content)["status"] == 500
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_an_unknown_id_of_a_place_is_no_trouble(db):
    assert get(f"/service_at_locations/{uuid4()}", status=404)["status"] == 404
