"""A result page is kept for strangers: the right one, for the right person, and only while it is true."""

import re
from datetime import date, time, timedelta
from hashlib import sha256

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from marketplace.places.distances import metres_in
from providers import actions, remembered, reopened, searches
from providers.models import Price, Schedule
from providers.search import FAR
from tests import dumping
from tests.factories import ServiceFactory
from tests.people import acting

pytestmark = pytest.mark.django_db
NOTTINGHAM = {"name": "Sherwood", "label": "NG5 1AA", "easting": 457_400, "northing": 343_100,
              "council": "E06000018", "nation": "England"}  # fmt: skip
LEEDS = {"name": "Leeds", "label": "LS1 1UR", "easting": 429_900, "northing": 433_500,
         "council": "E08000035", "nation": "England"}  # fmt: skip
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="(\w{64})"')


@pytest.fixture(autouse=True)
def nothing_is_noted(monkeypatch):
    monkeypatch.setattr(reopened, "PLACES", {})


@pytest.fixture
def listed(good_company, amina, nottingham):
    return ServiceFactory(enterprise=good_company, listed=True, listed_by=nottingham, people="Amina Yusuf")


def token_for(words="cooking", place=NOTTINGHAM, **more) -> str:
    return searches.keep({"help": words, "place": place, "miles": None, "filters": []} | more)


def see(token, client=None, asked="", **extra):
    return (client or Client()).get(reverse("providers:results", args=[token]) + asked, **extra)


def short_of_tokens(answer, token) -> str:
    return CSRF.sub("CSRF", answer.content.decode()).replace(token, "TOKEN")


def looked(token, client=None, asked="") -> bool:
    """Whether this visit made the page anew, which takes more than finding the words behind the token."""
    with CaptureQueriesContext(connection) as seen:
        see(token, client, asked)
    return any("providers_searchdocument" in each["sql"] for each in seen)


def shares(one: dict, other: dict, asked=("", "")) -> bool:
    """Whether the second visitor gets the page of the first."""
    see(token_for(**one), asked=asked[0])
    return not looked(token_for(**other), asked=asked[1])


# --- For whom --------------------------------------------------------------------------------------------------------
def test_a_second_stranger_gets_the_kept_page_and_it_is_the_same_but_for_what_is_theirs(listed):
    first, second = token_for(), token_for()
    fresh, kept = see(first), see(second)
    assert "Amina Yusuf" in kept.content.decode() and not looked(second)
    assert short_of_tokens(fresh, first) == short_of_tokens(kept, second)
    own = {"Content-Length", "X-Request-ID", "Expires", "Last-Modified", "Date"}
    first_headers, second_headers = ({k: v for k, v in each.headers.items() if k not in own} for each in (fresh, kept))
    assert first_headers == second_headers


def test_the_search_in_a_kept_page_is_the_visitors_own(listed):
    first, second = token_for(), token_for()
    see(first)
    kept = see(second).content.decode()
    assert kept.count(second) >= 3 and first not in kept


def test_every_form_of_a_kept_page_works_for_the_visitor_who_got_it(listed):
    see(token_for())
    token, strict = token_for(), Client(enforce_csrf_checks=True)
    theirs = CSRF.findall(see(token, strict).content.decode())
    share, keep = reverse("providers:share-search", args=[token]), reverse("providers:keep")
    assert len(theirs) >= 2
    assert strict.post(keep, {"keep": str(listed.pk), "csrfmiddlewaretoken": theirs[0]}).status_code == 302
    assert strict.post(share, {"csrfmiddlewaretoken": theirs[-1]}).status_code == 302


def test_a_form_of_one_visitors_kept_page_does_not_work_for_another(listed):
    one, other = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    stolen = CSRF.search(see(token_for(), one).content.decode())[1]
    see(token_for(), other)
    assert other.post(reverse("providers:keep"), {"csrfmiddlewaretoken": stolen}).status_code == 403


def test_what_somebody_with_a_shortlist_sees_is_neither_kept_nor_a_kept_page(listed):
    holder, kept = Client(), "Kept on your shortlist"
    holder.post(reverse("providers:keep"), {"keep": str(listed.pk)})
    token = token_for()
    with_notice = see(token, holder).content.decode()
    assert kept in with_notice and "Kept on your shortlist." in with_notice
    strangers = see(token_for()).content.decode()
    assert kept not in strangers and "jr-count" not in strangers
    assert kept in see(token_for(), holder).content.decode(), "nor does a kept page take their marks away"


@pytest.mark.parametrize("person", ["ben", "amina", "connor"])
def test_what_somebody_who_is_signed_in_sees_is_never_kept(person, request, listed):
    account, browser = request.getfixturevalue(person), Client()
    browser.force_login(account)
    see(token_for(), browser)
    strangers = see(token_for()).content.decode()
    assert account.get_short_name() not in strangers.replace("Amina Yusuf", "") and "Sign in" in strangers
    assert looked(token_for(), browser)


def test_even_a_session_that_is_over_shares_nothing(listed):
    see(token_for())
    browser = Client()
    browser.cookies["session"] = "over"
    assert looked(token_for(), browser)


# --- Opened again and again: this process knows where the page lies --------------------------------------------------
@pytest.mark.parametrize("asked", ["", "?page=2", "?view=map&size=large"])
def test_every_visit_of_one_address_shows_the_same_page_with_the_same_headers(listed, asked):
    token, own = token_for(), {"X-Request-ID", "Expires"}
    seen = [see(token, asked=asked) for _visit in range(4)]
    assert len({short_of_tokens(each, token) for each in seen}) == 1
    assert len({str(sorted((k, v) for k, v in each.headers.items() if k not in own)) for each in seen}) == 1
    assert all(each.cookies["csrf"]["httponly"] for each in seen)
    assert len({each.cookies["csrf"].value for each in seen}) == 4


def test_a_known_page_whose_link_is_passed_on_says_so_at_once(listed, django_capture_on_commit_callbacks):
    token = token_for()
    assert not any("works for 30 days" in see(token).content.decode() for _visit in range(3))
    with django_capture_on_commit_callbacks(execute=True):
        searches.share(token)
    assert all("works for 30 days" in see(token).content.decode() for _visit in range(3))


def test_a_known_page_is_over_with_its_search(listed):
    with time_machine.travel("2026-11-25 10:00+00:00", tick=False) as clock:
        token = token_for()
        clock.shift(searches.KEPT - timedelta(seconds=10))
        assert [see(token).status_code for _visit in range(3)] == [200] * 3
        clock.shift(timedelta(seconds=11))
        assert see(token).status_code == 404


def test_a_known_page_is_made_anew_after_a_change_nearby(listed, who, django_capture_on_commit_callbacks):
    token = token_for()
    assert [looked(token) for _visit in range(3)] == [True, False, False]
    with django_capture_on_commit_callbacks(execute=True):
        actions.describe(listed, by=who.amina, summary="Bakes with you.")
    assert [looked(token) for _visit in range(3)] == [True, False, False]


def test_a_known_page_is_given_to_no_wrong_host_and_to_nobody_with_a_session(listed, settings):
    token, browser = token_for(), Client()
    assert [see(token).status_code for _visit in range(3)] == [200] * 3
    settings.ALLOWED_HOSTS = ["testserver"]
    assert see(token, headers={"host": "elsewhere.example"}).status_code == 400
    browser.cookies["session"] = "over"
    assert looked(token, browser)


@pytest.mark.S9
def test_a_process_notes_no_word_of_what_was_looked_for(listed):
    token = token_for("zqcanary incontinence")
    assert [see(token).status_code for _visit in range(3)] == [200] * 3
    noted = repr(reopened.PLACES)
    assert reopened.PLACES and "zqcanary" not in noted and token not in noted and "NG5" not in noted


def test_a_process_notes_so_many_places_and_no_more(listed, monkeypatch):
    monkeypatch.setattr(reopened, "MOST", 2)
    for _search in range(5):
        token = token_for()
        assert [see(token).status_code for _visit in range(2)] == [200] * 2
    assert 0 < len(reopened.PLACES) <= 2


# --- Which page ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "typed", ["Cooking", "COOKING", "cooking ", "co oking", "cooking\u00a0", "coo\u212aing", "cooking?"]
)
def test_two_strangers_share_a_page_only_when_they_typed_the_same_to_the_letter(listed, typed):
    """The page repeats what was typed: nobody reads how another wrote it."""
    assert not shares({"words": "cooking"}, {"words": typed})
    assert shares({"words": typed}, {"words": typed})


@pytest.mark.parametrize(
    "other",
    [
        {"label": "NG5 1AB"}, {"name": "Arnold"}, {"nation": "Wales"}, {"council": "E08000035"}, {"easting": 457_401},
        {"northing": 343_101},
    ],
)  # fmt: skip
def test_two_places_at_one_point_are_two_pages_where_anything_in_them_differs(listed, other):
    assert not shares({"place": NOTTINGHAM}, {"place": NOTTINGHAM | other})


@pytest.mark.parametrize(
    "other",
    [{"miles": 10}, {"filters": ["room"]}, {"exact": True}, {"needs": ["dementia"]}, {"times": ["tue-morning"]}],
)
def test_another_question_is_another_page(listed, other):
    assert not shares({}, other)


def test_the_order_in_which_filters_were_ticked_makes_no_difference(listed):
    assert shares({"filters": ["room", "how:one"]}, {"filters": ["how:one", "room"]})


@pytest.mark.parametrize("asked", ["?page=2", "?view=map", "?size=large"])
def test_another_page_of_the_list_the_map_and_large_print_are_kept_apart(listed, asked):
    fresh = short_of_tokens(see(first := token_for(), asked=asked), first)
    assert not shares({}, {}, ("", asked)) or fresh == short_of_tokens(see(again := token_for(), asked=asked), again)
    plain = short_of_tokens(see(other := token_for()), other)
    assert plain != fresh and shares({}, {}, (asked, asked))


@pytest.mark.parametrize("asked", ["?size=huge", "?page=x", "?page=0", "?view=list", "?nothing=1", "?page=1"])
def test_what_an_address_asks_beyond_that_makes_no_new_page(listed, asked):
    assert shares({}, {}, ("", asked))


def test_a_search_that_was_shared_says_so_on_its_own_page_alone(listed):
    plain, passed_on = token_for(), token_for()
    see(plain)
    searches.share(passed_on)
    assert "works for 30 days" in see(passed_on).content.decode()
    assert "works for 30 days" not in see(plain).content.decode()


@pytest.mark.parametrize("typed", ["@@csrf@@", "@@token@@", "TOKEN", 'name="csrfmiddlewaretoken" value="aaaa"'])
def test_nobody_types_a_mark_that_is_filled_in_for_the_next(listed, typed):
    first, second = token_for(typed), token_for(typed)
    assert short_of_tokens(see(first), first) == short_of_tokens(see(second), second)


def test_asking_only_for_the_head_of_a_page_breaks_nothing_and_keeps_nothing(listed):
    assert Client().head(reverse("providers:results", args=[token_for()])).status_code == 405
    assert looked(token_for())


# --- While it is true ------------------------------------------------------------------------------------------------
FACE, SEEN = "amina", ("dbs", "Seen", date(2026, 1, 1), None)
FRIDAY = Schedule(day=4, opens_at=time(10), closes_at=time(12))
CHANGES = {
    "describe": lambda s, w: actions.describe(s, by=w.amina, summary="Bakes with you."),
    "hours": lambda s, w: actions.describe(s, by=w.amina, schedules=[FRIDAY]),
    "prices": lambda s, w: actions.describe(s, by=w.amina, prices=[Price(pence=2100, unit="hour")]),
    "room": lambda s, w: actions.say_room(s, by=w.amina, room="full"),
    "face": lambda s, w: actions.show_face(s, by=w.amina, portraits=[FACE]),
    "pause": lambda s, w: actions.pause(s, by=w.amina),
    "close": lambda s, w: actions.close(s, by=w.amina),
    "name": lambda s, w: actions.change_enterprise(s.enterprise, by=w.amina, name="Better Company"),
    "send back": lambda s, w: actions.send_back(s, "Say more.", by=w.connor),
    "checks": lambda s, w: actions.record_assurance(s, w.council, [SEEN], by=w.connor),
}  # fmt: skip


class Who:
    def __init__(self, amina, connor, council):
        self.amina, self.connor, self.council = acting(amina), acting(connor), council


@pytest.fixture
def who(amina, connor, nottingham):
    return Who(amina, connor, nottingham)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_of_a_listing_is_seen_around_it_at_once_and_nowhere_else_disturbs(
    change, listed, who, django_capture_on_commit_callbacks
):
    see(token_for())
    see(token_for(place=LEEDS))
    with django_capture_on_commit_callbacks(execute=True):
        change(listed, who)
    assert looked(token_for()) and not looked(token_for(place=LEEDS))
    assert not looked(token_for()), "and the new page is kept"


def test_a_change_of_nothing_that_is_listed_disturbs_nobody(good_company, who, django_capture_on_commit_callbacks):
    draft = ServiceFactory(enterprise=good_company)
    see(token_for())
    with django_capture_on_commit_callbacks(execute=True):
        actions.describe(draft, by=who.amina, summary="Bakes with you.")
    assert not looked(token_for())


def test_a_listing_that_moves_is_seen_to_go_and_to_come(listed, england, who, django_capture_on_commit_callbacks):
    listed.travel_miles = 5
    far = LEEDS | {"easting": 457_500 + 45_000}
    for place in (NOTTINGHAM, LEEDS, far):
        see(token_for(place=place))
    with django_capture_on_commit_callbacks(execute=True):
        listed.easting, listed.northing = LEEDS["easting"], LEEDS["northing"]
        listed.save()
        actions.say_room(listed, by=who.amina, room="yes", room_hours=2)
    assert looked(token_for()) and looked(token_for(place=LEEDS))


def test_a_change_that_was_taken_back_disturbs_nobody(listed, who, django_capture_on_commit_callbacks):
    see(token_for())
    with django_capture_on_commit_callbacks(execute=True):
        try:
            with transaction.atomic():
                actions.say_room(listed, by=who.amina, room="full")
                raise InterruptedError
        except InterruptedError:
            pass
    assert not looked(token_for())


def test_a_page_made_before_a_change_was_committed_is_not_shown_after_it(
    listed, who, django_capture_on_commit_callbacks, rf
):
    """Its stamps were read before its search; those of the change come after the commit, so they differ."""
    body = searches.read(token := token_for())
    slow = remembered.Remembered(rf.get("/"), body, page=1, view="list")
    assert slow.find(token) is None
    old = see(token)
    with django_capture_on_commit_callbacks(execute=True):
        actions.describe(listed, by=who.amina, summary="Bakes with you.")
    slow.keep(old, token)
    assert "Bakes with you." in see(token_for()).content.decode()


def test_tomorrow_a_page_of_today_is_not_shown(listed):
    with time_machine.travel("2026-11-25 23:59:50+00:00", tick=False) as clock:
        see(token_for())
        assert not looked(token_for())
        clock.shift(timedelta(seconds=20))
        assert looked(token_for())


@pytest.mark.parametrize("miles", [1, 10, 40, None])
def test_every_place_that_a_page_can_show_is_in_an_area_that_it_depends_on(miles, rf):
    body = {"help": "", "place": NOTTINGHAM, "miles": miles, "filters": [], "is_shared": False}
    page, far = remembered.Remembered(rf.get("/"), body, page=1, view="list"), metres_in(miles or FAR[-1])
    for east, north in ((far, 0), (-far, 0), (0, far), (0, -far), (far * 0.7, far * 0.7), (-far * 0.7, -far * 0.7)):
        point = (NOTTINGHAM["easting"] + east, NOTTINGHAM["northing"] + north)
        assert set(remembered.areas_around(*point, 0)) <= set(page.areas)


# --- Where it is kept ------------------------------------------------------------------------------------------------
@pytest.mark.S9
def test_nothing_that_anybody_looked_for_can_be_read_in_valkey(listed):
    token = token_for("zqcanary incontinence", filters=["who:dementia"])
    words = see(token).content.decode()
    assert "zqcanary" in words
    held = dumping.in_valkey()
    assert any(":page:" in key for key in held)
    kept = b"\n".join([*map(str.encode, held), *held.values()])
    for canary in (b"zqcanary", b"incontinence", b"dementia", b"NG5 1AA", b"Amina", token.encode()):
        assert canary not in kept and canary.hex().encode() not in kept
    assert sha256(b"zqcanary incontinence").hexdigest().encode() not in kept


def test_a_page_is_found_with_the_secret_of_the_site_alone(listed, rf, settings):
    body = searches.read(token_for("incontinence"))
    one = remembered.Remembered(rf.get("/"), body, page=1, view="list")
    settings.SECRET_KEY = "another site"
    assert remembered.Remembered(rf.get("/"), body, page=1, view="list").place.key != one.place.key


def test_while_valkey_is_down_every_page_is_made_anew(listed, settings):
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}}
    for _visit in range(2):
        assert "Amina Yusuf" in see(token_for()).content.decode()
        assert looked(token_for())


def test_a_change_is_kept_while_valkey_is_down(listed, who, settings, django_capture_on_commit_callbacks):
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}}
    with django_capture_on_commit_callbacks(execute=True):
        actions.describe(listed, by=who.amina, summary="Bakes with you.")
    assert "Bakes with you." in see(token_for()).content.decode()


def test_a_kept_page_goes_after_some_minutes(listed):
    see(token_for())
    key = next(key for key in cache.keys("*") if key.startswith("page:"))
    assert 0 < cache.ttl(key) <= 600
