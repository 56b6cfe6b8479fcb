"""Documents that were published for real, and our own, come in with everything they say."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from providers.models import Service
from tests.factories import NOTTINGHAM, ServiceFactory
from tests.open_referral import samples
from tests.providers.feeds import an_id

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("england", "nottingham")]


def take(documents, tmp_path, *options) -> str:
    (tmp_path / "feed.json").write_text(json.dumps(documents))
    out = StringIO()
    call_command("import_oruk", str(tmp_path / "feed.json"), "--council", NOTTINGHAM, *options, stdout=out)
    return out.getvalue()


def test_the_published_samples_are_taken_in_and_nothing_is_made_up(tmp_path):
    found = dict(samples("sample-payloads", "spec-3.0/examples"))
    documents = [found["sample-payloads/services_id.json"], found["spec-3.0/examples/service_full.json"]]
    assert "2 taken in." in take(documents, tmp_path, "--unplaced")
    hillside = Service.objects.with_details().get(people__startswith="Hillside")
    assert [price.facts() for price in hillside.prices.all()] == [
        (1950, "hour", "Weekday visit; minimum 2 hours, travel included")
    ]
    assert (hillside.activities, hillside.needs) == (["companionship"], ["dementia"])
    assert (hillside.travel_miles, hillside.languages, hillside.first_meeting_free) == (8, ["en"], True)
    assert [each.day for each in hillside.schedules.all()] == [0, 1, 3]


@pytest.mark.parametrize("place", ["comes", "venue", "home-based"])
def test_what_leaves_one_site_comes_into_another(client, tmp_path, place):
    venue = {"venue_name": "St Jude’s Hall", "venue_address": "1 High Road"} if place == "venue" else {}
    facts = {
        "people": "Amina Yusuf", "summary": "Cooks with you.",
        "story": "I ran a school kitchen.\n\nNow I cook with you.",
        "does": ["Peel", "Stir"], "does_not": ["Give medicines"], "needs": ["older", "autism"],
        "languages": ["en", "so"], "communication": ["makaton"], "payments": ["self", "phb"], "by_woman": True,
        "minimum_age": 16, "maximum_age": 65,
        "setting": place, "travel_miles": 5 if place == "comes" else None, "access": ["level-entry"] if venue else [],
        "first_meeting_free": place == "comes", "if_ill": "A friend steps in.", "in_group": True,
    }  # fmt: skip
    mine = ServiceFactory(listed=True, **facts | venue)
    document = client.get(f"/api/oruk/v3/services/{mine.pk}").json()
    theirs = json.dumps(document).replace(str(mine.pk), an_id("another service"))
    theirs = json.loads(theirs.replace(mine.enterprise.name, "Another Good Company"))
    assert "1 taken in" in take([theirs], tmp_path)
    taken = Service.objects.with_details().get(enterprise__organisation__name="Another Good Company")
    assert {name: getattr(taken, name) for name in facts} == facts
    assert (taken.postcode == mine.postcode) == (place == "venue"), "a home's postcode never left"
    assert (taken.enterprise.kind, taken.phone, taken.shows_phone) == (mine.enterprise.kind, "", False)
    assert [each.facts() for each in taken.schedules.all()] == [each.facts() for each in mine.schedules.all()]
    assert [each.facts() for each in taken.prices.all()] == [each.facts() for each in mine.prices.all()]
