"""The feed keeps the published Open Referral UK schemas, on invented enterprises like those of the demonstration."""

import random

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from providers import taxonomy
from providers.models import CheckResult, Enterprise, Price, Schedule, Service
from providers.open_referral import shapes, writing
from tests.factories import EnterpriseFactory, ServiceFactory
from tests.open_referral import published
from tests.providers.feed import get, ids, lines

pytestmark = pytest.mark.django_db
PATHS = {
    "/services": "service", "/service_at_locations": "service_at_location", "/organizations": "organization",
    "/taxonomies": "taxonomy", "/taxonomy_terms": "taxonomy_term",
}  # fmt: skip


@pytest.fixture
def street(england, nottingham):
    """Thirty services as different from each other as the form allows."""
    choose = random.Random(3)
    for number in range(30):
        _open_shop(number, choose, nottingham)
    return Service.objects.listed()


def _open_shop(number, choose, council):
    kinds = [kind for kind in Enterprise.Kind if kind != "sole-trader"]
    company = {"website": choose.choice(["", "https://example.org/x?y=1#z"]), "about": choose.choice(["", "We help."])}
    company |= {"company_number": choose.choice(["", "01234567"]), "charity_number": choose.choice(["", "1234567"])}
    enterprise = EnterpriseFactory(kind=choose.choice(kinds), workers=choose.randint(1, 9), **company)
    some = {name: _some(choose, terms) for name, terms in taxonomy.LISTS.items()}
    service = ServiceFactory(
        enterprise=enterprise, listed=True, listed_by=choose.choice([None, council]), **some, **_whims(choose),
        setting=choose.choice(list(Service.Setting)), languages=choose.sample(list(taxonomy.LANGUAGES), 3),
    )  # fmt: skip
    for day in range(number % 7):
        Schedule.objects.create(
            service=service, day=day, opens_at="22:00", closes_at=choose.choice(["06:30", "23:59"])
        )
    Price.objects.create(service=service, pence=choose.randint(0, 99_999), unit=choose.choice(list(Price.Unit)))
    if number % 2:
        CheckResult.objects.create(service=service, council=council, what="DBS", words="Seen", seen_on="2026-01-05")


def _some(choose, terms) -> list[str]:
    return choose.sample([term.slug for term in terms], choose.randint(0, 3))


def _whims(choose) -> dict:
    texts = ("story", "venue_name", "venue_address", "access_note", "when_note", "costs_on_top", "if_you_cancel",
             "first_meeting", "if_ill", "contact_times", "room_note", "town", "phone", "email")  # fmt: skip
    flags = ("one_to_one", "in_group", "by_woman", "by_man", "first_meeting_free", "shows_phone", "shows_email")
    found = {name: choose.choice(["", "Some words"]) for name in texts} | {"email": "a@example.org"}
    found |= {name: choose.random() < 0.5 for name in flags}
    counts = {
        name: choose.choice([None, 1, 40]) for name in ("room_people", "room_hours", "wait_weeks", "travel_miles")
    }
    return found | counts | {"room": choose.choice(["", "yes", "wait", "full"]), "maximum_age": None}


def test_every_endpoint_keeps_the_published_schema(street):
    official = published()
    assert not list(official["api_details"].iter_errors(get()))
    for path, entity in PATHS.items():
        for query in ({}, {"page": 2, "per_page": 7}, {"search": "zqxjk"}):
            assert not list(official[f"{entity}_list"].iter_errors(get(path, **query)))
        for pk in ids(path):
            document = get(f"{path}/{pk}")
            assert [error.message for error in official[entity].iter_errors(document)] == []
            assert shapes.problems(entity, document) == []
        for document in lines(path, full="true"):
            assert not list(official[entity].iter_errors(document)) and not shapes.problems(entity, document)


TEXT = st.text(max_size=30) | st.sampled_from(["", " ", "\n\t", "\u200b", "null", "😀"])


@settings(max_examples=60, deadline=None, database=None, phases=[Phase.generate],
          suppress_health_check=list(HealthCheck))  # fmt: skip
@given(st.data())
def test_whatever_people_typed_nothing_is_null_or_empty(data):
    texts = [f.name for f in Service._meta.fields if f.get_internal_type() in ("CharField", "TextField")]
    typed = {name: data.draw(TEXT) for name in texts if not Service._meta.get_field(name).choices}
    service = Service(setting=data.draw(st.sampled_from(list(Service.Setting))), does=data.draw(st.lists(TEXT)),
                      shows_phone=True, shows_email=True, easting=457500, northing=340500,
                      updated_at=timezone.now(), **typed)  # fmt: skip
    said = {"about": data.draw(TEXT), "website": data.draw(TEXT)}
    service.enterprise = EnterpriseFactory.build(organisation__name="Good Company", **said)
    service._prefetched_objects_cache = {"schedules": [], "prices": [], "check_results": []}
    document = writing.service_document(service, {"": "Somewhere"})
    assert list(shapes.value_faults(document)) == []
    assert shapes.shape_faults("service", document) == []
