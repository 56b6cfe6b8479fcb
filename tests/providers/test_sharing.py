"""People choose what other directories get, and nothing private is anywhere in the feed."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.urls import reverse

from providers import actions, sharing
from providers.models import CheckResult, Service
from tests.factories import ServiceFactory
from tests.people import acting
from tests.providers.feed import everything, get, ids, lines

pytestmark = [pytest.mark.django_db, pytest.mark.S9]
PRIVATE = ("NG5 1AA", "NG51AA", "12 Secret Street", "My own front room")


@pytest.fixture
def listed(england, good_company, nottingham):
    """Amina's listing, with something in every group of facts."""
    good_company.about, good_company.website = "We are Good Company zqabout.", "https://zqsite.example"
    good_company.save()
    service = ServiceFactory(
        enterprise=good_company, listed=True, listed_by=nottingham, people="Zqamina Yusuf", story="My zqstory.",
        languages=["so"], communication=["makaton"], phone="07700 900777", email="zqmail@example.org",
        shows_phone=True, shows_email=True, costs_on_top="Zqextra", when_note="Zqwhen",
        photo=ContentFile(b"x", "zqphoto.jpg"), room_note="zqroom",
    )  # fmt: skip
    CheckResult.objects.create(service=service, council=nottingham, what="Zqcheck", words="Seen", seen_on="2026-03-03")
    return service


SAYS = {  # what each group of facts puts into the feed
    "people": ("Zqamina", "zqstory", "zqabout"), "prices": ("18.5", "Zqextra", "Self-funded", "Direct payment"),
    "hours": ('"TU"', "Zqwhen"), "room": ("zqroom", "justright_capacity", "alert"), "languages": ('"so"', "Makaton"),
    "checks": ("Zqcheck", "assurance"), "photo": ("/picture/",), "website": ("zqsite",), "phone": ("07700",),
    "email": ("zqmail",),
}  # fmt: skip


def test_every_group_of_the_page_is_proved_here():
    assert set(SAYS) == {group.slug for group in sharing.GROUPS}


@pytest.mark.parametrize("group", SAYS)
def test_what_is_kept_back_is_nowhere_in_the_feed_and_the_rest_is(group, listed, amina):
    before = everything()
    assert all(word in before for words in SAYS.values() for word in words)
    actions.keep_back(listed, [group], by=acting(amina))
    after = everything()
    assert not [word for word in SAYS[group] if word in after]
    assert all(word in after for other, words in SAYS.items() if other != group for word in words)


def test_what_is_kept_back_cannot_be_found_out_by_asking(listed, amina):
    named = {term["name"]: term["id"] for term in get("/taxonomy_terms", per_page=500)["contents"]}
    terms = [named[name] for name in ("Makaton", "Direct payment", "Seen by a council")]
    asked = [{"search": "zqamina"}, {"search": "zqstory"}, {"day": "tue"},
             *({"taxonomy_term_id": term} for term in terms)]  # fmt: skip
    assert all(ids(**query) == [str(listed.pk)] for query in asked)
    actions.keep_back(listed, ["people", "hours", "languages", "prices", "checks"], by=acting(amina))
    assert all(ids(**query) == [] for query in asked)
    assert ids(search="cooks kitchen") == [str(listed.pk)]


def test_a_listing_that_stays_here_is_not_in_the_feed_at_all(listed, amina):
    other = ServiceFactory(listed=True)
    actions.keep_back(listed, [sharing.EVERYTHING], by=acting(amina))
    assert ids() == [str(other.pk)] == [each["id"] for each in lines()]
    assert ids("/organizations") == [str(other.enterprise_id)]
    for address in (f"/services/{listed.pk}", f"/organizations/{listed.enterprise_id}"):
        get(address, status=404)
    assert "Good Company" not in everything()
    assert Service.objects.listed().count() == 2, "it stays on this site"


def test_a_name_that_is_kept_back_gives_way_to_the_trading_name(listed, amina):
    actions.keep_back(listed, ["people"], by=acting(amina))
    told = get(f"/services/{listed.pk}")
    assert told["name"] == "Good Company" and told["contacts"][0]["name"] == "Good Company"
    assert told["organization"]["description"].startswith("Sole trader.")


# --- Privacy ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("setting", ["comes", "home-based"])
def test_nobodys_home_is_anywhere_in_the_feed(setting, england):
    private = {"postcode": "NG5 1AA", "venue_address": "12 Secret Street", "venue_name": "My own front room"}
    service = ServiceFactory(listed=True, setting=setting, access=["level-entry"], access_note="A ramp.", **private)
    told = everything()
    assert not [word for word in PRIVATE if word in told]
    location = get(f"/services/{service.pk}")["service_at_locations"][0]["location"]
    assert location["location_type"] == "virtual" and location["name"] == "Nottingham"


@pytest.mark.parametrize("status", [status for status in Service.Status if status != "listed"])
def test_only_what_is_listed_is_in_the_feed(status, england):
    service = ServiceFactory(status=status, people="Zqnobody")
    assert "Zqnobody" not in everything() and ids() == []
    get(f"/services/{service.pk}", status=404)


def test_a_number_that_is_not_shown_on_the_page_is_not_in_the_feed(listed):
    Service.objects.update(shows_phone=False, shows_email=False)
    told = everything()
    assert "07700" not in told and "zqmail" not in told
    assert "contacts" not in get(f"/services/{listed.pk}")


def test_what_people_show_reaches_other_directories_with_their_good_times(listed):
    Service.objects.update(takes_texts=True, contact_times="after 6")
    told = get(f"/services/{listed.pk}")
    assert told["email"] == "zqmail@example.org" and told["contacts"][0]["phones"] == told["phones"]
    assert told["phones"][0]["number"] == "07700 900777"
    assert told["phones"][0]["description"] == "Texts are welcome. Good times: after 6."


# --- The page --------------------------------------------------------------------------------------------------------
def test_amina_chooses_what_other_directories_get(hers, listed):
    address = reverse("providers:sharing", args=[listed.pk])
    assert address in hers.get(reverse("providers:progress", args=[listed.pk])).content.decode()
    assert hers.get(address).content.decode().count(" checked") == len(sharing.GROUPS) + 1
    answer = hers.post(address, {"leaves": "yes", "groups": ["people", "hours", "room", "phone"]}, follow=True)
    assert "Saved. Other directories see it" in answer.content.decode()
    listed.refresh_from_db()
    assert listed.withheld == ["prices", "languages", "checks", "photo", "website", "email"]
    hers.post(address, {"leaves": "no", "groups": ["people"]})
    listed.refresh_from_db()
    assert listed.withheld[0] == sharing.EVERYTHING and "people" not in listed.withheld


def test_nothing_chosen_is_asked_about_and_nonsense_is_refused(hers, listed):
    address = reverse("providers:sharing", args=[listed.pk])
    assert "Choose yes or no." in hers.post(address, {}).content.decode()
    assert "There is a problem" in hers.post(address, {"leaves": "yes", "groups": ["shoes"]}).content.decode()
    listed.refresh_from_db()
    assert listed.withheld == []


def test_the_history_says_what_was_kept_back_and_the_same_choice_twice_is_one(hers, listed, amina):
    for _twice in range(2):
        actions.keep_back(listed, ["phone", "prices", "nonsense"], by=acting(amina))
    words = hers.get(reverse("providers:history", args=[listed.pk])).content.decode()
    assert "Kept from other directories" in words or words.count("Changed what other directories get") == 1
    assert listed.withheld == ["prices", "phone"]


def test_olive_cannot_choose_for_amina(listed, olive):
    with pytest.raises(PermissionDenied):
        actions.keep_back(listed, ["phone"], by=acting(olive))


def test_what_is_kept_back_is_told_to_the_program_that_asks_for_changes(listed, amina):
    before = json.loads(json.dumps(get(f"/services/{listed.pk}")))["last_modified"]
    actions.keep_back(listed, ["phone"], by=acting(amina))
    assert get(f"/services/{listed.pk}")["last_modified"] > before
