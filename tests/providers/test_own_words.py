"""What Amina types is asked about when it cannot be right, or would give away more than she means."""

import pytest
from django.urls import reverse

from providers import completeness
from tests.factories import ServiceFactory
from tests.providers.answers import ANSWERS, ENTERPRISE, page, step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("england", "nottingham")]


def test_a_live_in_helper_says_day_and_night_in_two_stretches(hers, draft):
    given = {"opens_3_0": "08:00", "closes_3_0": "20:00", "opens_3_1": "20:00", "closes_3_1": "08:00"}
    assert hers.post(step(draft, "when"), given).status_code == 302
    assert draft.schedules.count() == 2


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"room": "wait"}, "Say about how many weeks people wait."),
        (
            {"room": "full", "full_until_day": "1", "full_until_month": "2", "full_until_year": "2020"},
            "This day has passed.",
        ),
    ],
)
def test_room_that_says_too_little_or_too_late_is_asked_about(hers, draft, given, said):
    assert said in hers.post(step(draft, "room"), given).content.decode()
    draft.refresh_from_db()
    assert (draft.wait_weeks, draft.full_until) == (None, None)


@pytest.mark.parametrize("phone", ["0115", "not a number", "0115 496 09999999", "+1 212 555 0100", "0000000000"])
def test_a_phone_number_that_nobody_could_ring_is_asked_about(hers, draft, phone):
    words = hers.post(step(draft, "contact"), ANSWERS["contact"] | {"phone": phone}).content.decode()
    assert "Type a British phone number with all its digits" in words
    draft.refresh_from_db()
    assert (draft.phone, draft.email) == ("", "amina@example.org")


def test_marks_that_nobody_sees_are_taken_out_of_her_words(hers, draft):
    given = ANSWERS["what"] | {"summary": "\u202eCooks\u2066 with\u200b you.\u0007", "does": "Soup\u202d\nBread"}
    assert hers.post(step(draft, "what"), given).status_code == 302
    draft.refresh_from_db()
    assert (draft.summary, draft.does) == ("Cooks with you.", ["Soup", "Bread"])


def test_a_draft_without_a_town_says_nothing_of_where(hers, draft):
    hers.post(step(draft, "what"), ANSWERS["what"])
    for address in (reverse("providers:preview", args=[draft.pk]), reverse("providers:progress", args=[draft.pk])):
        assert "nearby" not in hers.get(address).content.decode()


def test_a_status_is_said_once(hers, draft, good_company):
    assert "It is being written" not in page(hers, draft)
    paused = ServiceFactory(enterprise=good_company, listed=True, status="paused")
    assert "Paused. Nobody" not in page(hers, paused)


def test_amina_reads_how_people_can_pay_her_from_where_she_stands(hers, draft):
    words = hers.get(step(draft, "money")).content.decode()
    assert "With their own money" in words and "My own money" not in words


OWN_POSTCODE = "Take your own postcode out of your words: people would know where you live."
REACHED = "Leave phone numbers and e-mails to the page ‘How people reach you’."


@pytest.mark.parametrize("written", ["NG1 5FS", "ng15fs", "NG 1 5 F S", "I live at ng1-5fs."])
@pytest.mark.parametrize(
    ("field", "where"),
    [
        ("people", "what"),
        ("summary", "what"),
        ("does_not", "what"),
        ("if_ill", "meeting"),
        ("contact_times", "contact"),
        ("room_note", "room"),
    ],
)
def test_her_own_postcode_in_her_own_words_stops_the_listing(good_company, field, where, written):
    service = ServiceFactory(enterprise=good_company, **{field: [written] if field == "does_not" else written})
    assert completeness.given_away(service) == [(where, OWN_POSTCODE)]


def test_it_stops_the_listing_beside_a_price_and_about_the_enterprise_too(good_company):
    service = ServiceFactory(enterprise=good_company)
    service.prices.update(note="at NG1 5FS")
    good_company.about = "We live at ng15fs."
    lacks = completeness.missing(service, hours=[1], prices=service.prices.all())
    assert [step for step, _words in lacks] == ["money", "what"]


def test_the_postcode_of_a_hall_and_other_peoples_may_be_named(good_company):
    hall = ServiceFactory(enterprise=good_company, setting="venue", venue_name="Hall", story="Come to NG1 5FS.")
    other = ServiceFactory(enterprise=good_company, story="I know NG1 5FSA and NG1 5FT, and 2 to 4 hours suit me.")
    assert completeness.given_away(hall) == completeness.given_away(other) == []


@pytest.mark.parametrize("words", ["Ring 0115 496 0142.", "Text 07700900123", "+44 7700 900123", "Write to a@b.org"])
def test_a_phone_number_or_an_e_mail_in_a_story_is_left_to_its_own_page(good_company, words):
    assert completeness.given_away(ServiceFactory(enterprise=good_company, story=words)) == [("what", REACHED)]


def test_a_listed_page_does_not_give_her_home_away_either(hers, good_company):
    service = ServiceFactory(enterprise=good_company, listed=True)
    words = hers.post(step(service, "what"), ANSWERS["what"] | {"summary": "Cooks at NG1 5FS."}).content.decode()
    assert OWN_POSTCODE in words
    service.refresh_from_db()
    assert "NG1" not in service.summary


HOME = {"people": "Amina, NG1 5FS", "summary": "Cooks at NG1 5FS.", "if_ill": "Ask at ng15fs.", "when_note": "NG1 5FS"}


@pytest.mark.parametrize("field", HOME)
def test_the_api_refuses_her_own_postcode_as_the_page_does(hers, good_company, field):
    service = ServiceFactory(enterprise=good_company, listed=True)
    where = {"people": "what", "summary": "what", "if_ill": "meeting", "when_note": "when"}[field]
    said = hers.post(step(service, where), ANSWERS[where] | {field: HOME[field]}).content.decode()
    refused = hers.patch(f"/api/v1/my/services/{service.pk}", {field: HOME[field]}, "application/json")
    assert OWN_POSTCODE in said and (refused.status_code, refused.json()["detail"]) == (409, OWN_POSTCODE)
    before = getattr(service, field)
    service.refresh_from_db()
    assert getattr(service, field) == before


@pytest.mark.parametrize(
    ("what", "sent", "where", "typed"),
    [
        ("room", {"room": "yes", "room_note": "at NG1 5FS"}, "room", {"room": "yes", "room_note": "at NG1 5FS"}),
        ("prices", {"prices": [{"pence": 900, "unit": "hour", "note": "at ng15fs"}]}, "money",
         {"amount_0": "9", "unit_0": "hour", "note_0": "at ng15fs", "payments": ["self"]}),
    ],
)  # fmt: skip
def test_nor_beside_her_room_and_her_prices_on_either(hers, good_company, what, sent, where, typed):
    service = ServiceFactory(enterprise=good_company, listed=True)
    assert OWN_POSTCODE in hers.post(step(service, where), typed).content.decode()
    refused = hers.put(f"/api/v1/my/services/{service.pk}/{what}", sent, "application/json")
    assert (refused.status_code, refused.json()["detail"]) == (409, OWN_POSTCODE)
    service.refresh_from_db()
    assert not service.room_note and [price.note for price in service.prices.all()] == [""]


def test_a_draft_keeps_her_words_and_says_on_both_what_stops_it(hers, good_company):
    service = ServiceFactory(enterprise=good_company)
    told = hers.patch(f"/api/v1/my/services/{service.pk}", {"people": HOME["people"]}, "application/json").json()
    assert told["people"] == HOME["people"]
    assert {"step": "what", "words": OWN_POSTCODE} in told["missing"] and OWN_POSTCODE in page(hers, service)


def test_about_the_enterprise_of_a_listed_service_her_own_postcode_is_refused(hers, good_company):
    ServiceFactory(enterprise=good_company, listed=True)
    address = reverse("providers:edit-enterprise", args=[good_company.pk])
    assert OWN_POSTCODE in hers.post(address, ENTERPRISE | {"about": "Ring at NG1 5FS."}).content.decode()
    good_company.refresh_from_db()
    assert not good_company.about
