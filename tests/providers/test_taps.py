"""One tap keeps a listing true: opening a link changes nothing, each button does one thing, and it can be undone."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from marketplace.accounts.actors import ANYONE, Actor, system
from marketplace.notifications.models import Message
from marketplace.organisations.models import Membership
from marketplace.workflow.links import address_of, open_link
from marketplace.workflow.models import Entry, PrivateLink
from providers import access, actions, sweeps
from providers.models import AskRhythm, Keeper, SearchDocument, Service
from providers.search import Wanted, search
from tests.accounts.letters import post
from tests.factories import EnterpriseFactory, ServiceFactory
from tests.people import acting, person

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)
ASKED = system("ask-in-rhythm")
EVERYBODY = Wanted(457_500, 340_500)


@pytest.fixture
def service(good_company, amina, nottingham):
    return ServiceFactory(enterprise=good_company, listed=True, room="yes", room_hours=4)


@pytest.fixture
def link(service, amina):
    return actions.link_for(service, amina, by=ASKED)


@pytest.fixture
def page(link):
    return reverse("providers:tap", args=[address_of(link)])


def said(service) -> tuple:
    service.refresh_from_db()
    return service.status, service.room, service.room_people, service.room_hours, service.full_until


def tap(page, what, **answers):
    return Client().post(page, {"say": what, "turn": turn_of(page), **answers}, follow=True)


def turn_of(page):
    """What the forms carry that are shown now."""
    return re.search(r'name="turn" value="(\d+)"', Client().get(page).content.decode())[1]


def changes() -> tuple:
    return Entry.objects.count(), list(Service.objects.order_by("pk").values()), list(Keeper.objects.values())


# --- Opening ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("method", ["get", "head"])
def test_a_mail_scanner_that_follows_the_link_changes_nothing(service, page, method):
    before = changes()
    for _each in range(3):
        answer = getattr(Client(), method)(page)
        assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]
    assert changes() == before


def test_the_page_shows_what_people_see_and_needs_no_password(page):
    shown = Client().get(page).content.decode()
    assert "Has room: 4 hours a week." in shown and "Still right" in shown and "Pause it for a while" in shown


def test_a_link_is_checked_by_a_form_of_its_own_page(page):
    assert Client(enforce_csrf_checks=True).post(page, {"say": "pause"}).status_code == 403


# --- Each button -----------------------------------------------------------------------------------------------------
TAPS = {
    "room": ({"room_people": "2"}, ("listed", "yes", 2, None, None), "Room for 2 more people."),
    "hours": ({"room_hours": "6"}, ("listed", "yes", None, 6, None), "Has room: 6 hours a week."),
    "full": ({}, ("listed", "full", None, None, None), "Full for now."),
    "pause": ({}, ("paused", "yes", None, 4, None), "Nobody finds your listing now."),
}


@pytest.mark.parametrize("what", TAPS)
def test_one_tap_says_one_thing_and_shows_at_once_what_people_see(service, page, link, what):
    answers, now, words = TAPS[what]
    answer = tap(page, "room" if what == "hours" else what, **answers)
    assert said(service) == now and words in answer.content.decode()
    entry = Entry.objects.filter(subject_id=service.pk).latest("at", "pk")
    assert str(entry.link_id) == link and entry.account is None, "the trail names the link"


def test_full_until_a_day(service, page):
    until = timezone.localdate() + timedelta(days=40)
    tap(page, "full", full_until_day=until.day, full_until_month=until.month, full_until_year=until.year)
    assert said(service) == ("listed", "full", None, None, until)


def test_still_right_is_the_word_of_today(service, page):
    Service.objects.update(confirmed_on=MONDAY - timedelta(days=200), room_said_on=MONDAY - timedelta(days=20))
    tap(page, "right")
    service.refresh_from_db()
    assert service.confirmed_on == service.room_said_on == timezone.localdate() and service.room_hours == 4


def test_what_was_full_until_a_day_that_has_passed_is_not_said_again(service, page):
    said_on = timezone.localdate() - timedelta(days=20)
    Service.objects.update(room="full", full_until=said_on + timedelta(days=5), room_said_on=said_on)
    tap(page, "right")
    service.refresh_from_db()
    assert service.confirmed_on == timezone.localdate() and service.room_said_on == said_on


def test_a_tap_changes_the_search_result_at_once(service, page):
    has_room = Wanted(457_500, 340_500, has_room=True)
    assert search(has_room).total == 1
    tap(page, "full")
    assert search(has_room).total == 0 and search(EVERYBODY).total == 1
    tap(page, "pause")
    assert search(EVERYBODY).total == 0
    tap(page, "resume")
    assert search(EVERYBODY).total == 1


@pytest.mark.parametrize(
    ("what", "wrong"),
    [
        ("room", {"room_people": "many"}), ("room", {"room_hours": "0"}), ("room", {"room_people": "100"}),
        ("full", {"full_until_day": "31", "full_until_month": "2", "full_until_year": "2027"}),
        ("full", {"full_until_day": "1", "full_until_month": "2", "full_until_year": "2020"}),
    ],
)  # fmt: skip
def test_a_wrong_answer_changes_nothing_and_stays_on_the_page(service, page, what, wrong):
    before = said(service)
    shown = tap(page, what, **wrong).content.decode()
    assert said(service) == before and "There is a problem" in shown
    assert all(f'value="{typed}"' in shown for typed in wrong.values())


@pytest.mark.parametrize("what", ["", "close", "describe", "submit", "undo", "Right", "0"])
def test_what_has_no_button_does_nothing(service, page, what):
    before = said(service)
    tap(page, what)
    assert said(service) == before


# --- Undo ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("what", ["right", "room", "full", "pause"])
def test_a_tap_is_undone_with_one_tap(service, page, what):
    Service.objects.update(confirmed_on=MONDAY - timedelta(days=99), room_said_on=MONDAY - timedelta(days=9))
    service.refresh_from_db()
    before = actions.taps._remember(service)
    assert "Undo" in tap(page, what).content.decode()
    assert "Undo" not in tap(page, "undo").content.decode()
    service.refresh_from_db()
    assert actions.taps._remember(service) == before
    assert SearchDocument.objects.filter(pk=service.pk).exists()


def test_showing_it_again_is_undone_too(service, page):
    tap(page, "pause")
    tap(page, "resume")
    tap(page, "undo")
    assert said(service)[0] == "paused" and search(EVERYBODY).total == 0


def test_a_tap_that_was_sent_twice_can_still_be_undone(service, page):
    for _twice in range(2):
        tap(page, "full")
    tap(page, "undo")
    assert said(service) == ("listed", "yes", None, 4, None)


@pytest.mark.parametrize("what", ["right", "room", "full", "pause"])
def test_a_form_that_is_sent_again_does_nothing_and_the_page_says_how_it_is(service, page, amina, what):
    sent = {"say": what, "turn": turn_of(page)}
    Client().post(page, sent)
    tap(page, "undo")
    actions.say_room(service, by=acting(amina), room="wait", wait_weeks=2)
    before = changes()
    html = Client().post(page, sent, follow=True).content.decode()
    assert changes() == before and "pressed before" in html and said(service)[1] == "wait"


def test_a_form_without_its_number_does_nothing(service, page):
    before = changes()
    for turn in ({}, {"turn": "x"}, {"turn": "9" * 40}, {"turn": "-1"}):
        Client().post(page, {"say": "pause"} | turn)
    assert changes() == before


def test_what_is_refused_is_said_on_the_page_of_the_link(service, page):
    tap(page, "pause")
    shown = tap(page, "right")
    assert shown.redirect_chain[-1][0] == page and "Show it again first" in shown.content.decode()


def test_nothing_is_undone_over_a_later_word_nor_after_an_hour(service, page, amina):
    tap(page, "full")
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert "Undo" not in Client().get(page).content.decode()
    actions.say_room(service, by=acting(amina), room="wait", wait_weeks=2)
    assert "Undo" not in Client().get(page).content.decode()
    tap(page, "undo")
    assert said(service)[1] == "wait"


# --- Links that open nothing -----------------------------------------------------------------------------------------
def forged(link):
    secret = address_of(link)
    return secret[:-1] + ("A" if secret[-1] != "A" else "B")


def over_links(service, amina) -> dict[str, str]:
    """A link that is over, one that was replaced, one of another purpose, a forged one, and rubbish."""
    with time_machine.travel(timezone.now() - timedelta(days=21)):
        late = actions.link_for(ServiceFactory(enterprise=service.enterprise, listed=True), amina, by=ASKED)
    first = actions.link_for(service, amina, by=ASKED)
    last = actions.link_for(service, amina, by=ASKED)
    other = PrivateLink.objects.create(
        purpose="stop-news", subject_type="providers.keeper", subject_id=Keeper.objects.first().pk,
        expires_at=timezone.now() + timedelta(days=9),
    )  # fmt: skip
    return {"over": address_of(late), "replaced": address_of(first), "other": address_of(other.pk),
            "forged": forged(last), "rubbish": "x", "long": "A" * 900}  # fmt: skip


def test_every_link_that_opens_nothing_gets_the_same_answer_and_does_nothing(service, amina):
    pages = {}
    secrets = over_links(service, amina)
    before = changes()
    for name, secret in secrets.items():
        for part in ("", "rhythm/"):
            address = reverse("providers:tap", args=[secret]) + part
            answers = [Client().get(address), Client().post(address, {"say": "pause", "rhythm": "never"})]
            assert {answer.status_code for answer in answers} == {404}
            pages[name, part] = [a.content.split(b"<main")[1].split(b"csrfmiddlewaretoken")[0] for a in answers]
    assert changes() == before and len({bytes(one) for page in pages.values() for one in page}) == 1
    assert b"Send me a new link" in Client().get(reverse("providers:tap", args=["x"])).content


def test_a_link_to_one_listing_says_nothing_about_another(service, link, good_company, olive):
    others = [ServiceFactory(enterprise=good_company, listed=True), ServiceFactory(listed=True)]
    by = Actor(link=link)
    for other in others:
        for verb in (actions.confirm, actions.pause):
            with pytest.raises(PermissionDenied):
                verb(other, by=by)
        with pytest.raises(PermissionDenied):
            actions.say_room(other, by=by, room="full")


FORBIDDEN = {
    "describe": lambda s, by: actions.describe(s, by=by, summary="Nothing."),
    "close": lambda s, by: actions.close(s, by=by),
    "submit": lambda s, by: actions.submit(s, by=by),
    "face": lambda s, by: actions.show_face(s, by=by),
    "share": lambda s, by: actions.keep_back(s, ["everything"], by=by),
    "list": lambda s, by: actions.list_service(s, by=by),
    "enterprise": lambda s, by: actions.change_enterprise(s.enterprise, by=by, name="Mine"),
}


@pytest.mark.parametrize("verb", FORBIDDEN)
def test_a_link_may_do_nothing_else(service, link, verb):
    with pytest.raises(PermissionDenied):
        FORBIDDEN[verb](service, Actor(link=link))


def test_the_link_of_somebody_who_has_left_opens_nothing(service, page, amina):
    Membership.objects.filter(account=amina).update(ended_on=timezone.localdate())
    assert Client().get(page).status_code == 404
    assert Client().post(page, {"say": "pause"}).status_code == 404


def test_whoever_fills_in_for_an_owner_says_room_by_link_and_does_not_pause(cat):
    service = ServiceFactory(enterprise=EnterpriseFactory(supporter=cat), listed=True)
    page = reverse("providers:tap", args=[address_of(actions.link_for(service, cat, by=ASKED))])
    assert "Pause it" not in Client().get(page).content.decode()
    tap(page, "full")
    assert said(service)[1] == "full"
    assert Client().post(page, {"say": "pause", "turn": turn_of(page)}).status_code == 403
    assert said(service)[0] == "listed"


@pytest.mark.parametrize("status", ["draft", "submitted", "returned", "closed"])
def test_what_is_not_in_the_directory_has_no_buttons(good_company, amina, status):
    service = ServiceFactory(enterprise=good_company, status=status)
    page = reverse("providers:tap", args=[address_of(actions.link_for(service, amina, by=ASKED))])
    shown = Client().get(page)
    assert shown.status_code == 200 and "not in the directory now" in shown.content.decode()
    assert Client().post(page, {"say": "right", "turn": "0"}).status_code == 403


# --- Being asked -----------------------------------------------------------------------------------------------------
def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=ZoneInfo("Europe/London"))


def asked_on(day: date) -> list[Message]:
    with time_machine.travel(at(day)):
        sweeps.ask_keepers()
    return list(Message.objects.filter(template="still-right").order_by("created_at", "pk"))


def test_amina_is_asked_a_week_later_then_every_week_each_time_with_a_new_link(service, amina, mailoutbox):
    assert asked_on(MONDAY) == [], "she was listed just now"
    for week in (1, 2):
        day = MONDAY + timedelta(days=7 * week)
        assert len(asked_on(day)) == len(asked_on(day)) == week
    with time_machine.travel(at(date(2026, 12, 8))):
        letters = [m for m in post(mailoutbox) if m.to == [amina.email]]
        secrets = [m.body.split("/tap/")[1].split("/")[0] for m in letters]
        opened = [open_link(secret, access.STILL_RIGHT) is not None for secret in secrets]
    assert len(letters) == 2 and sorted(opened) == [False, True], "the next link ends the one before"


def test_one_message_asks_about_all_of_somebodys_listings(amina, good_company, service):
    ServiceFactory(enterprise=good_company, listed=True)
    ServiceFactory(enterprise=good_company, status="draft")
    asked_on(MONDAY)
    [message] = asked_on(MONDAY + timedelta(days=7))
    assert len(message.context["listings"]) == 2
    assert "/tap/" not in str(message.context), "a message that waits holds no address that works"


@pytest.mark.parametrize(("rhythm", "times"), [("weekly", 8), ("monthly", 2), ("never", 0)])
def test_she_chooses_how_often(service, amina, page, rhythm, times):
    with time_machine.travel(at(MONDAY)):
        fresh = reverse("providers:tap-rhythm", args=[address_of(actions.link_for(service, amina, by=ASKED))])
        assert Client().post(fresh, {"rhythm": rhythm}).status_code == 302
    days = (MONDAY + timedelta(days=n) for n in range(1, 61))
    assert len([asked_on(day) for day in days][-1]) == times


def test_nobody_is_asked_on_a_weekend_or_a_bank_holiday(service, amina):
    AskRhythm.objects.create(account=amina, next_on=date(2026, 12, 24))
    for day in (date(2026, 12, 25), date(2026, 12, 26), date(2026, 12, 27), date(2026, 12, 28)):
        assert asked_on(day) == []
    assert len(asked_on(date(2026, 12, 29))) == 1


def test_whoever_has_nothing_listed_or_no_address_is_not_asked(amina, good_company, olive):
    nobody = person("nora")
    nobody.email = None
    nobody.save()
    EnterpriseFactory(owner=nobody)
    for account in (amina, olive, nobody):
        AskRhythm.objects.create(account=account, next_on=MONDAY)
    assert asked_on(MONDAY) == []
    assert AskRhythm.objects.filter(next_on__gt=MONDAY).count() == 3, "and is not looked at again tomorrow"


def test_nobody_changes_the_rhythm_of_another(amina, olive, service, link):
    for by in (ANYONE, acting(olive), Actor(link=link)):
        with pytest.raises(PermissionDenied):
            actions.set_rhythm(olive if by.link else amina, "never", by=by)


# --- A new link ------------------------------------------------------------------------------------------------------
def test_a_lost_link_is_sent_again_and_strangers_learn_nothing(service, amina, mailoutbox):
    addresses = [amina.email, amina.email.upper(), "nobody@example.org"]
    shown = [Client().post(reverse("providers:new-tap"), {"email": each}) for each in addresses]
    pages = [page.content.decode().split("<main")[1] for page in shown]
    assert len({page.replace(each, "") for page, each in zip(pages, addresses, strict=True)}) == 1
    assert {page.status_code for page in shown} == {200}
    letters = post(mailoutbox)
    assert [m.to for m in letters] == [[amina.email]], "once in ten minutes"
    secret = letters[0].body.split("/tap/")[1].split("/")[0]
    assert open_link(secret, access.STILL_RIGHT)


def test_many_asks_from_one_place_send_nothing_more(service, amina):
    for _each in range(15):
        assert Client().post(reverse("providers:new-tap"), {"email": "nobody@example.org"}).status_code == 200
    Client().post(reverse("providers:new-tap"), {"email": amina.email})
    assert not Message.objects.filter(template="still-right").exists()


@pytest.mark.parametrize("typed", ["", "amina", "a\0b@example.org", "x" * 400 + "@example.org"])
def test_what_is_no_address_is_answered_kindly(typed):
    assert "There is a problem" in Client().post(reverse("providers:new-tap"), {"email": typed}).content.decode()
