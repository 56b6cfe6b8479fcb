"""What a feed says plainly is understood, what it says otherwise is reported, and nothing is invented."""

import copy
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.places.models import Council, District
from providers.models import Price, Schedule, Service
from providers.open_referral import shapes
from providers.open_referral.incoming import words
from providers.open_referral.incoming.reading import read
from tests.factories import NOTTINGHAM
from tests.providers.feeds import a_service, an_id, at, ours, tagged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("england", "nottingham")]


def draft(**changes):
    document = a_service(1, **changes)
    assert shapes.problems("service", document) == []
    return read(document, NOTTINGHAM)


def said(found, what="") -> str:
    return " ".join(note.why for note in found.notes if not what or note.what == what)


# --- Words ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("<p>We cook.</p><p>We <b>eat</b> &amp; wash&nbsp;up.</p>", "We cook.\nWe eat & wash up."),
        ("<ul><li>One<li>Two</ul>", "One\nTwo"),
        ("Hello<script>alert(1)</script><style>p{}</style>!", "Hello!"),
        ("<script>never closed", ""),
        ("<img src=x onerror=alert(1)>Tea", "Tea"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"),
        ("for 3 < 5 people > 2", "for 3 < 5 people > 2"),
        ("a\u202eb\u200bc\x07", "abc"),
        ("One\r\n\r\n\r\nTwo   three", "One\nTwo three"),
        ("<" * 5000, "<" * 5000),
        ("One<!-- <b>two --> three</script> four", "One three four"),
        ("We <3 cooking", "We <3 cooking"),
    ],
)
def test_text_is_read_as_people_see_it(typed, plain):
    assert words.plain(typed) == plain


@pytest.mark.parametrize(
    "nasty", ["<a ", "<!--", "<a b='", "<script>", "</a", "<", "&#", "&a", '."', "<![CDATA[", "<?", ". ", "\n<p>"]
)
def test_no_text_takes_long_to_read(nasty):
    began = time.monotonic()
    plain = words.plain(nasty * 20_000)
    words.sentences(plain, 140), words.first_sentence(plain)
    assert time.monotonic() - began < 1


@pytest.mark.parametrize(
    ("text", "most", "kept"),
    [
        ("One. Two. Three.", 9, "One. Two."),
        ("One. Two. Three.", 8, "One."),
        ("Is it 3.5 miles? Yes.", 18, "Is it 3.5 miles?"),
        ("No end in sight at all", 12, "No end in…"),
        ("Unbreakable", 5, "Unbr…"),
        ("Short.", 6, "Short."),
    ],
)
def test_text_is_cut_where_a_sentence_ends(text, most, kept):
    assert words.sentences(text, most) == kept and len(kept) <= most


def test_a_long_description_is_cut_and_said():
    found = draft(description="<p>Everybody is welcome to come. </p>" * 200)
    assert len(found.service["story"]) <= 2000 and found.service["story"].endswith("come.")
    assert len(found.service["summary"]) <= 140
    assert "cut after a sentence" in said(found, "story")


def test_a_service_called_like_its_organisation_is_summed_up_by_its_first_sentence():
    assert draft(name="Pots 1").service["summary"] == "We cook and eat together."
    assert draft(name="Pots 1", description=None).service["summary"] == "Pots 1"


# --- Terms ---------------------------------------------------------------------------------------------------------
def test_our_own_terms_are_known_whatever_they_are_called():
    found = draft(attributes=[ours("gardening"), ours("autism"), ours("direct-payment"), ours("level-entry")])
    assert (found.service["activities"], found.service["needs"]) == (["gardening"], ["autism"])
    assert (found.service["payments"], found.service["access"]) == (["direct-payment"], ["level-entry"])
    assert not said(found, "terms")


@pytest.mark.parametrize(
    ("name", "activities", "needs"),
    [
        ("Gardening", ["gardening"], []),
        ("LUNCH CLUB", ["lunch-club"], []),
        ("Memory café", ["memory-group"], []),
        ("Befriending", ["companionship"], []),
        ("Companionship", ["companionship"], []),
        ("Dementia", [], ["dementia"]),
        ("Living with dementia", [], ["dementia"]),
        ("People with learning disabilities", [], ["learning-disability"]),
        ("Older people", [], ["older"]),
        ("Support for carers", [], ["carers"]),
    ],
)
def test_names_that_mean_one_thing_are_understood(name, activities, needs):
    found = draft(attributes=[tagged(name)])
    assert (found.service["activities"], found.service["needs"]) == (activities, needs)


@pytest.mark.parametrize(
    "name",
    ["Support", "Health", "Hospital", "Window cleaning", "No dementia", "Not older people", "Council", "Children",
     "Service", "People", "Personal care", "Self", "Youth football", "Out", "ζ", "Transport"],
)  # fmt: skip
def test_names_that_could_mean_something_else_are_left_to_a_person(name):
    found = draft(attributes=[tagged(name)])
    assert not found.service["activities"] and not found.service["needs"] and not found.service["payments"]
    assert f"We have no word for “{name}”." in said(found, "terms")


def test_a_guess_is_said_so_that_somebody_checks_it():
    assert "We took “Befriending” for “Company at home”. Check it." in said(draft(attributes=[tagged("Befriending")]))


def test_what_another_council_has_checked_is_not_taken_over():
    found = draft(attributes=[tagged("Home visit checks passed", "assurance"), tagged("Dementia", "assurance")])
    assert not found.service["needs"] and not said(found, "terms")


def test_languages_are_known_by_code_or_name():
    spoken = [{"id": an_id("a"), "code": "PA"}, {"id": an_id("b"), "name": "polish"},
              {"id": an_id("c"), "name": "Makaton"}, {"id": an_id("d"), "name": "Klingon"}, {"id": an_id("e")},
              {"id": an_id("f"), "name": ["odd"]}]  # fmt: skip
    found = draft(languages=spoken)
    assert (found.service["languages"], found.service["communication"]) == (["pa", "pl"], ["makaton"])
    assert "Klingon" in said(found, "languages")


@pytest.mark.parametrize(
    ("youngest", "oldest", "kept"),
    [(16, 25, (16, 25)), (0, None, (0, None)), (None, None, (18, None)), (60, 20, (60, None)), (12.0, 99, (12, 99)),
     (12.5, None, (18, None)), (-1, 500, (18, None)), (10**30, 1e300, (18, None))],
)  # fmt: skip
def test_ages_are_whole_years_in_order(youngest, oldest, kept):
    found = draft(minimum_age=youngest, maximum_age=oldest)
    assert (found.service["minimum_age"], found.service["maximum_age"]) == kept
    assert (kept == (youngest, oldest)) == (not said(found, "ages"))


# --- Hours ---------------------------------------------------------------------------------------------------------
def row(**changes) -> dict:
    plain = {"id": an_id("row"), "freq": "WEEKLY", "byday": "TU", "opens_at": "09:00", "closes_at": "12:30"}
    return {name: value for name, value in (plain | changes).items() if value is not None}


@pytest.mark.parametrize(
    ("changes", "hours"),
    [
        ({}, ["Tuesday 09:00-12:30"]),
        ({"byday": "mo, su", "interval": 1}, ["Monday 09:00-12:30", "Sunday 09:00-12:30"]),
        ({"opens_at": "9:00:00", "closes_at": "12:30:00.000Z"}, ["Tuesday 09:00-12:30"]),
        ({"opens_at": "21:00+01:00", "closes_at": "06:00+00:00"}, ["Tuesday 21:00-06:00"]),
        ({"valid_to": "2999-01-01"}, ["Tuesday 09:00-12:30"]),
    ],
)
def test_days_and_times_of_every_week_are_understood(changes, hours):
    found = draft(schedules=[row(**changes)])
    assert [str(each) for each in found.schedules] == hours and not said(found, "hours")


@pytest.mark.parametrize(
    "changes",
    [{"freq": "MONTHLY"}, {"freq": None}, {"interval": 2}, {"byday": None}, {"byday": "2TU"}, {"byday": "TU,XX"},
     {"opens_at": None}, {"opens_at": "25:00"}, {"opens_at": "nine"}, {"opens_at": "09:00-05:00"},
     {"closes_at": "24:00"}, {"opens_at": "٠٩:٠٠"}],
)  # fmt: skip
def test_other_ways_to_repeat_stay_in_words(changes):
    found = draft(schedules=[row(**changes, description="On some Tuesdays.")])
    assert found.schedules == [] and found.service["when_note"] == "On some Tuesdays."
    assert "On some Tuesdays." in said(found, "hours")


def test_hours_that_have_ended_are_left_out_and_said():
    found = draft(schedules=[row(valid_to="2005-01-01", description="Long ago.")])
    assert found.schedules == [] and found.service["when_note"] == "" and "Long ago." in said(found, "hours")


def test_a_day_has_at_most_two_stretches():
    found = draft(schedules=[row(opens_at=f"{n:02}:00", closes_at=f"{n:02}:30") for n in (16, 8, 12, 12)])
    assert [str(each) for each in found.schedules] == ["Tuesday 08:00-08:30", "Tuesday 12:00-12:30"]
    assert "More than two times" in said(found, "hours")


# --- Money ---------------------------------------------------------------------------------------------------------
def cost(amount, description="", option="", **more) -> dict:
    made = {"id": an_id("cost"), "amount": amount, "amount_description": description, "option": option} | more
    return {name: value for name, value in made.items() if value != ""}


@pytest.mark.parametrize(
    ("given", "price"),
    [
        (cost(19.5, "per hour, minimum 2 hours", "Weekday visit"), (1950, "hour", "Weekday visit; minimum 2 hours")),
        (cost(18, "an hour"), (1800, "hour", "")),
        (cost(18, "Hourly"), (1800, "hour", "")),
        (cost(9, "half an hour"), (900, "half-hour", "")),
        (cost(0.45, "per mile."), (45, "mile", "")),
        (cost(6, "/session", "With lunch"), (600, "session", "With lunch")),
        (cost(110, "a waking night"), (11000, "waking-night", "")),
        (cost(19.99, "each visit", currency="GBP"), (1999, "visit", "")),
    ],
)
def test_a_number_with_a_plain_unit_is_a_price(given, price):
    found = draft(cost_options=[given])
    assert [each.facts() for each in found.prices] == [price] and not said(found, "prices")


@pytest.mark.parametrize(
    ("given", "words_kept"),
    [
        (cost(35, "per 1 hour session", "Under 18s"), "Under 18s: £35 per 1 hour session."),
        (cost(35), "£35."),
        (cost(10, "per couple of hours"), "£10 per couple of hours."),
        (cost(10, "per hour or less", currency="EUR"), "£10 EUR per hour or less."),
        (cost(-5, "an hour"), "-5 an hour."),
        (cost(99999, "an hour"), "99999 an hour."),
        (cost(18.333, "an hour"), "18.333 an hour."),
        (cost(0, "per hour"), "£0 per hour."),
        (cost(5, "an hour", "x" * 61), f"{'x' * 61}: £5 an hour."),
    ],
)
def test_any_other_cost_stays_in_words(given, words_kept):
    found = draft(cost_options=[given])
    assert found.prices == [] and found.service["costs_on_top"] == words_kept and said(found, "prices")


def test_a_free_first_meeting_is_only_said_when_the_feed_says_it():
    assert draft(cost_options=[cost(0, "free, 30 minutes", "First meeting")]).service["first_meeting_free"]
    assert not draft(cost_options=[cost(0, "free")]).service["first_meeting_free"]


def test_costs_that_have_ended_and_more_than_six_are_left_out_of_the_prices():
    found = draft(cost_options=[cost(1, "a day", valid_to="2020-01-01"), *(cost(n, "a day") for n in range(2, 10))])
    assert [(each.pence, each.position) for each in found.prices] == [(n * 100, n - 2) for n in range(2, 8)]
    assert found.service["costs_on_top"] == "£8 a day. £9 a day." and "has ended: £1 a day" in said(found, "prices")


# --- Where ---------------------------------------------------------------------------------------------------------
def test_a_postal_address_is_nobodys_place():
    found = draft(service_at_locations=[at("NG1 5FS", location_type="postal"), at("NG5 1AA", location_type="virtual")])
    assert not found.service["postcode"] and not found.service["venue_address"] and found.councils == set()


def test_of_several_places_the_one_here_is_taken_and_the_others_said():
    found = draft(service_at_locations=[at("LS1 1UR", 1), at("NG5 1AA", 2), at("NG1 5FS", 3)])
    assert found.service["postcode"] == "NG5 1AA" and found.councils == {"E08000035", NOTTINGHAM}
    assert "It happens in 3 places; we took one." in said(found, "venue")


def test_getting_in_is_understood_by_name_and_kept_in_words():
    told = [{"id": an_id("x"), "description": "Level entry"}, {"id": an_id("y"), "description": "Ring the bell."}]
    found = draft(service_at_locations=[at("NG1 5FS", accessibility=told)])
    assert (found.service["access"], found.service["access_note"]) == (["level-entry"], "Ring the bell.")


@pytest.mark.parametrize(
    ("area", "miles", "councils", "here"),
    [
        ({"name": "Within 8 miles of NG1"}, 8, [], False),
        ({"name": "Nottingham City Council"}, None, [NOTTINGHAM], True),
        ({"name": "nottingham"}, None, [NOTTINGHAM], True),
        ({"uri": f"http://statistics.data.gov.uk/id/statistical-geography/{NOTTINGHAM}"}, None, [NOTTINGHAM], True),
        ({"uri": f"http://x/{NOTTINGHAM}", "name": "and within 5 miles"}, 5, [], True),
        ({"uri": "http://x/E07000999", "name": "Part of it"}, None, [], True),
        ({"uri": "http://x/E99999999", "name": "Nowhere"}, None, [], False),
        ({"name": "Within 90 miles"}, None, [], False),
        ({"name": "The Meadows, and all who love them", "extent": "{}", "extent_type": "geojson"}, None, [], False),
    ],
)
def test_an_area_is_miles_or_whole_councils_or_words_for_a_person(area, miles, councils, here):
    District.objects.create(code="E07000999", name="Part", council=Council.objects.get(pk=NOTTINGHAM))
    found = draft(service_at_locations=None, service_areas=[{"id": an_id("area"), **area}])
    assert (found.service["travel_miles"], found.service["councils"]) == (miles, councils)
    assert found.councils == ({NOTTINGHAM} if here else set())
    assert bool(said(found, "travel")) == (not miles and not councils)


def test_a_bare_point_says_which_council_and_nothing_else():
    there = {"location_type": "virtual", "latitude": 52.95, "longitude": -1.15, "addresses": []}
    found = draft(service_at_locations=[at("NG1 5FS", **there)])
    assert found.councils == {NOTTINGHAM} and not found.service["postcode"] and not found.service["setting"]
    assert "the nearest town is Nottingham" in said(found, "where")
    far = there | {"latitude": 1e300, "longitude": -1e300}
    assert draft(service_at_locations=[at("NG1 5FS", **far)]).councils == set()


# --- Who -----------------------------------------------------------------------------------------------------------
def test_how_to_reach_them_is_kept_and_never_shown_without_their_yes():
    phones = [{"id": an_id("p"), "number": "call me"}, {"id": an_id("q"), "number": "+44 (0)115 496 0142"}]
    contact = {"id": an_id("contact"), "name": "Sam", "email": "sam@example.org", "phones": phones}
    found = draft(contacts=[contact])
    assert (found.service["phone"], found.service["email"]) == ("+44 (0)115 496 0142", "sam@example.org")
    assert (found.service["shows_phone"], found.service["shows_email"]) == (False, False)
    assert found.service["people"] == "Pots 1", "a person's name is not taken over"


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Pots Ltd", "company"), ("Pots Community Interest Company", "cic"), ("Pots C.I.C.", "cic"), ("Limited Pots", ""),
     ("Pots and Pans", ""), ("Panltd", "")],
)  # fmt: skip
def test_the_kind_is_only_known_where_the_law_says_how_names_end(name, kind):
    organization = {"id": an_id("o"), "name": name, "description": "Cooks."}
    assert draft(organization=organization).enterprise["kind"] == kind


def test_numbers_and_websites_are_taken_over_when_they_are_some():
    numbers = [("GB-COH", "01234567"), ("GB-CHC", "1163146"), ("GB-COH", "too long to be"), ("XX", "1")]
    organization = {
        "id": an_id("o"), "name": "Pots", "description": "Cooks.", "website": "https://pots.example/",
        "organization_identifiers": [
            {"id": an_id(scheme), "identifier_scheme": scheme, "identifier_type": "number", "identifier": number}
            for scheme, number in numbers
        ],
    }  # fmt: skip
    found = draft(organization=organization).enterprise
    assert (found["company_number"], found["charity_number"]) == ("01234567", "1163146")
    assert found["website"] == "https://pots.example/"
    assert "website" not in draft(organization=organization | {"website": "javascript:alert(1)"}).enterprise


# --- Any shape -----------------------------------------------------------------------------------------------------
ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20)
    | st.sampled_from(["MO", "WEEKLY", "09:00", "active", "physical", "GB-COH", "2999-13-45", an_id("x"), "per hour"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
EXTRAS = {"phones": 1, "fees": "£1", "fees_description": "x", "alert": "Now",
          "languages": [{"id": an_id("l"), "code": "en"}],
          "contacts": [{"id": an_id("c"), "email": "a@example.org", "phones": [{"number": "0115 496 0142"}]}],
          "service_areas": [{"id": an_id("a"), "name": "Within 5 miles", "uri": "x"}]}  # fmt: skip


def places_in(value, path=()):
    yield path
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield from places_in(inner, (*path, key))


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_whatever_passes_as_a_service_can_be_read(data):
    document = copy.deepcopy(a_service(1, **EXTRAS))
    for _change in range(data.draw(st.integers(1, 3))):
        *path, last = data.draw(st.sampled_from([each for each in places_in(document) if each]))
        holder = document
        for step in path:
            holder = holder[step]
        holder[last] = data.draw(ODD)
    if not shapes.problems("service", document):
        found = read(document, NOTTINGHAM)
        service = Service(**found.service)
        service.clean_fields(exclude=["enterprise"])
        for each in (*found.schedules, *found.prices):
            assert isinstance(each, Schedule | Price)
            each.clean_fields(exclude=["service"])
