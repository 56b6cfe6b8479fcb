"""Amina and her systems look after her own services through the API, by the rules of her pages."""

import json

import pytest
from django.test import Client
from django.utils import timezone

from marketplace.accounts.ids import uuid7
from marketplace.organisations import actions as organisations
from marketplace.organisations.models import Token
from marketplace.workflow import middleware
from marketplace.workflow.models import Entry
from providers import actions
from providers.api import as_form
from providers.history import history_of
from providers.models import Enterprise, Price, SearchCard, SearchDocument, Service
from tests.factories import ServiceFactory
from tests.people import acting
from tests.providers.test_api_directory import refusal

pytestmark = pytest.mark.django_db
BOTH = (Token.Scope.DIRECTORY_READ, Token.Scope.SERVICES_WRITE)


@pytest.fixture
def service(england, good_company, nottingham):
    facts = {"listed": True, "listed_by": nottingham, "people": "Amina Yusuf", "in_group": True}
    return ServiceFactory(enterprise=good_company, **facts)


@pytest.fixture
def theirs(england):
    """Somebody else's, listed too."""
    return ServiceFactory(listed=True)


def key_of(organisation, by, *scopes) -> Client:
    """Another system that asks with a key."""
    _token, secret = organisations.make_token(organisation, "Calendar", list(scopes or BOTH), by=acting(by))
    return Client(headers={"authorization": f"Bearer {secret}"})


@pytest.fixture
def system(good_company, amina):
    return key_of(good_company.organisation, amina)


@pytest.fixture
def herself(amina):
    client = Client()
    client.force_login(amina)
    return client


def send(client, method, service, what="", **body):
    pk = getattr(service, "pk", service)
    address = f"/api/v1/my/services/{pk}{what}"
    return getattr(client, method)(address, json.dumps(body), content_type="application/json")


@pytest.fixture(params=["herself", "system"])
def asker(request):
    """Amina in her browser, and her calendar with a key."""
    return request.getfixturevalue(request.param)


# --- What she can do -------------------------------------------------------------------------------------------------
def test_she_sees_every_service_of_hers_and_no_other(asker, service, theirs, good_company):
    draft = ServiceFactory(enterprise=good_company)
    found = asker.get("/api/v1/my/services").json()["services"]
    assert {each["id"] for each in found} == {str(service.pk), str(draft.pk)}
    whole = asker.get(f"/api/v1/my/services/{service.pk}").json()
    assert whole["postcode"] == "NG1 5FS" and whole["missing"] == [] and whole["status"] == "listed"


WORDS = {
    "people": "Amina and Joy", "said_as": "they", "summary": "Bakes with you.", "story": "I like to bake.",
    "does": ["Bread", "Cakes"], "does_not": [], "activities": ["companionship"], "needs": ["dementia", "older"],
    "minimum_age": 16, "maximum_age": 90, "one_to_one": False, "in_group": True, "by_woman": True, "by_man": False,
    "languages": ["en", "so"], "communication": ["makaton"], "travel_miles": 7, "councils": ["E06000018"],
    "access": ["quiet-room"], "access_note": "Ring the bell.", "when_note": "Not in August.",
    "first_free_on": "2027-01-04", "first_meeting_free": False, "costs_on_top": "Flour.", "if_you_cancel": "Nothing.",
    "payments": ["self"], "first_meeting": "Tea.", "if_ill": "I ring you.", "phone": "0115 496 0999",
    "shows_phone": True, "takes_texts": True, "email": "joy@example.org", "shows_email": False,
    "contact_times": "Mornings",
}  # fmt: skip


def test_she_changes_every_word_and_everybody_reads_it(asker, service):
    answer = send(asker, "patch", service, **WORDS)
    assert answer.status_code == 200, answer.content
    assert {name: answer.json()[name] for name in WORDS} == WORDS
    assert SearchCard.objects.get(pk=service.pk).card["summary"] == "Bakes with you."


@pytest.mark.parametrize("name", WORDS)
def test_what_is_not_sent_stays_as_it_was(herself, service, name):
    before = herself.get(f"/api/v1/my/services/{service.pk}").json()
    after = send(herself, "patch", service, **{name: WORDS[name]}).json()
    changed = {each for each in before if before[each] != after[each]}
    assert changed - {name, "updated_at", "look_again_since", "reach", "checked", "money"} <= {name}
    assert after[name] == WORDS[name]


@pytest.mark.parametrize("name, value", [("minimum_age", 0), ("costs_on_top", "none"), ("travel_miles", None)])
def test_a_nought_and_a_none_are_answers_too(herself, service, name, value):
    Service.objects.update(councils=["E06000018"])
    assert send(herself, "patch", service, **{name: value}).json()[name] == value


def test_what_a_council_had_taken_in_is_not_lost_when_she_changes_something_else(herself, service):
    four = ["E06000018", "E08000035", "E06000017", "E06000016"]
    Service.objects.update(councils=four, phone="ring the office")
    answer = send(herself, "patch", service, access_note="Ring the bell.", contact_times="Mornings")
    assert answer.status_code == 200 and answer.json()["access_note"] == "Ring the bell."
    service.refresh_from_db()
    assert service.councils == four and service.phone == "ring the office"


def test_her_hours_and_prices_take_the_place_of_the_old_ones(asker, service):
    week = [{"day": "mon", "opens": "09:00", "closes": "12:30", "is_free": False},
            {"day": "mon", "opens": "14:00", "closes": "16:00", "is_free": True},
            {"day": "sun", "opens": "22:00", "closes": "07:00", "is_free": True}]  # fmt: skip
    assert send(asker, "put", service, "/hours", hours=week).json()["hours"] == week
    costs = [{"pence": 2050, "unit": "hour", "note": ""}, {"pence": 45, "unit": "mile", "note": "in my car"}]
    assert send(asker, "put", service, "/prices", prices=costs).json()["prices"] == costs
    assert {"hours-changed", "prices-changed"} <= set(Entry.objects.values_list("what", flat=True))


@pytest.mark.parametrize(
    "said, kind",
    [
        ({"room": "yes", "room_hours": 3}, "yes"),
        ({"room": "wait", "wait_weeks": 2}, "soon"),
        ({"room": "full"}, "full"),
    ],
)
def test_she_says_whether_she_has_room_with_todays_date(asker, service, said, kind):
    answer = send(asker, "put", service, "/room", **said).json()
    assert answer["room_words"]["kind"] == kind and answer["room"]["said_on"] == timezone.localdate().isoformat()
    assert (SearchDocument.objects.get(pk=service.pk).room_until is not None) == (kind == "yes")


def test_she_pauses_and_shows_it_again(asker, service):
    assert send(asker, "post", service, "/pause").json()["status"] == "paused"
    assert not SearchDocument.objects.filter(pk=service.pk).exists()
    said = refusal(send(asker, "post", service, "/pause"), 409)
    assert "paused" in said["detail"] and said["type"].endswith("#refused")
    assert send(asker, "post", service, "/resume").json()["status"] == "listed"


THREE = [{"day": "mon", "opens": f"{n:02}:00", "closes": f"{n:02}:30"} for n in (8, 9, 10)]


# --- What is refused -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "method, what, body, wrong",
    [
        ("patch", "", {"summary": "x" * 141}, "summary"),
        ("patch", "", {"summary": ["x"]}, "summary"),
        ("patch", "", {"activities": ["magic"]}, "activities.0"),
        ("patch", "", {"minimum_age": 50, "maximum_age": 20}, "maximum_age"),
        ("patch", "", {"maximum_age": 5}, "maximum_age"),
        ("patch", "", {"personal_care": "directed"}, "personal_care"),
        ("patch", "", {"minimum_age": None}, "minimum_age"),
        ("patch", "", {"postcode": "somewhere"}, "postcode"),
        ("patch", "", {"phone": "12"}, "phone"),
        ("patch", "", {"email": "joy"}, "email"),
        ("patch", "", {"councils": ["E99999999"]}, "councils"),
        ("patch", "", {"story": "a\0b"}, "story"),
        ("put", "/room", {}, "room"),
        ("put", "/room", {"room": "wait"}, "wait_weeks"),
        ("put", "/room", {"room": "full", "full_until": "2020-01-01"}, "full_until"),
        ("put", "/hours", {"hours": [{"day": "mon", "opens": "9", "closes": "12:00"}]}, "hours.0.opens"),
        ("put", "/hours", {"hours": [{"day": "mon", "opens": "09:10", "closes": "12:00"}]}, "hours.0"),
        ("put", "/hours", {"hours": THREE}, "hours.2"),
        ("put", "/prices", {"prices": [{"pence": -1, "unit": "hour"}]}, "prices.0.pence"),
        ("put", "/prices", {"prices": [{"pence": 5, "unit": "hour"}] * 7}, "prices"),
        ("put", "/prices", {"prices": "free"}, "prices"),
    ],
)  # fmt: skip
def test_a_wrong_answer_is_named_and_nothing_is_saved(herself, service, method, what, body, wrong):
    before = Service.objects.values().get(pk=service.pk)
    said = refusal(send(herself, method, service, what, **body), 400)
    assert list(said["errors"]) == [wrong] and all(said["errors"][wrong])
    assert Service.objects.values().get(pk=service.pk) == before


def test_what_is_listed_stays_complete_and_lawful(asker, service):
    assert "what you do" in refusal(send(asker, "patch", service, summary=""), 409)["detail"]
    refused = send(asker, "patch", service, activities=["washing-dressing"], personal_care="directed")
    assert "new decision" in refusal(refused, 409)["detail"]
    assert "day" in refusal(send(asker, "put", service, "/hours", hours=[]), 409)["detail"]
    service.refresh_from_db()
    assert service.summary and service.schedules.exists() and service.personal_care == "none"


def test_two_changes_at_once_that_do_not_fit_together_are_a_rule_and_no_fault(asker, service, monkeypatch):
    Service.objects.update(maximum_age=20)
    monkeypatch.setattr(as_form, "described", lambda found, given: {"minimum_age": 50})
    assert "oldest age" in refusal(send(asker, "patch", service, minimum_age=50), 409)["detail"]
    service.refresh_from_db()
    assert service.minimum_age == 18


def test_every_rule_that_the_database_holds_for_a_listing_has_words():
    named = {c.name for m in (Service, Enterprise, Price) for c in m._meta.constraints}
    assert named <= set(middleware.RULES)


def test_what_waits_for_a_decision_is_not_changed(asker, good_company, england):
    waiting = ServiceFactory(enterprise=good_company, status="submitted")
    assert "Take it back" in refusal(send(asker, "patch", waiting, summary="Other words."), 409)["detail"]


# --- S1, S4: who may -------------------------------------------------------------------------------------------------
CALLS = [("patch", "", {"summary": "Mine now."}), ("put", "/room", {"room": "full"}), ("put", "/hours", {"hours": []}),
         ("put", "/prices", {"prices": []}), ("post", "/pause", {}), ("post", "/resume", {})]  # fmt: skip


@pytest.mark.S1
@pytest.mark.parametrize("method, what, body", CALLS)
def test_a_key_does_nothing_to_the_services_of_others(system, theirs, method, what, body):
    before = Service.objects.values().get(pk=theirs.pk)
    refusal(send(system, method, theirs, what, **body), 404)
    refusal(send(system, method, uuid7(), what, **body), 404)
    assert Service.objects.values().get(pk=theirs.pk) == before


@pytest.mark.S1
@pytest.mark.parametrize("method, what, body", [("get", "", {}), *CALLS])
def test_a_key_that_only_reads_changes_nothing_and_sees_nothing_private(
    amina, good_company, service, method, what, body
):
    reader = key_of(good_company.organisation, amina, Token.Scope.DIRECTORY_READ)
    refusal(reader.get("/api/v1/my/services"), 403)
    answer = send(reader, method, service, what, **body) if method != "get" else reader.get(
        f"/api/v1/my/services/{service.pk}")  # fmt: skip
    refusal(answer, 403)
    assert reader.get(f"/api/v1/services/{service.pk}").status_code == 200


@pytest.mark.S1
@pytest.mark.parametrize("secret", ["", "jr_unknown", "jr_" + "x" * 500, "\xff\xfe", "a b"])
def test_an_unknown_key_is_refused_everywhere(service, secret):
    stranger = Client(headers={"authorization": f"Bearer {secret}"})
    for address in ("/api/v1/my/services", "/api/v1/taxonomies", f"/api/v1/services/{service.pk}"):
        answer = stranger.get(address)
        assert refusal(answer, 401) and answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.S1
def test_a_key_that_was_stopped_stops_at_once(amina, good_company, service):
    token, secret = organisations.make_token(good_company.organisation, "Calendar", list(BOTH), by=acting(amina))
    system = Client(headers={"authorization": f"Bearer {secret}"})
    assert send(system, "put", service, "/room", room="full").status_code == 200
    organisations.revoke_token(token, by=acting(amina))
    refusal(send(system, "put", service, "/room", room="yes"), 401)


@pytest.mark.S1
def test_the_key_of_a_council_reads_the_directory_and_decides_nothing(connor, nottingham, service):
    system = key_of(nottingham, connor)
    assert system.get("/api/v1/my/services").json() == {"services": []}
    assert system.get(f"/api/v1/services/{service.pk}").status_code == 200
    refusal(send(system, "patch", service, summary="Ours."), 404)


@pytest.mark.S1
def test_a_key_speaks_no_other_word_of_the_owner(amina, good_company, service, connor):
    """The actions refuse it themselves, whatever address may come one day."""
    from django.core.exceptions import PermissionDenied

    from marketplace.accounts.actors import key

    token, _secret = organisations.make_token(good_company.organisation, "Calendar", list(BOTH), by=acting(amina))
    by = key(token.pk, of=good_company.organisation_id, scopes=BOTH)
    waiting = ServiceFactory(enterprise=good_company, status="submitted")
    closed, draft = (ServiceFactory(enterprise=good_company, status=status) for status in ("closed", "draft"))
    forbidden = [
        lambda: actions.submit(draft, by=by), lambda: actions.take_back(waiting, by=by),
        lambda: actions.close(service, by=by), lambda: actions.reopen(closed, by=by),
        lambda: actions.list_service(waiting, by=by), lambda: actions.send_back(service, "No.", by=by),
        lambda: actions.change_enterprise(good_company, by=by, name="Ours"), lambda: actions.ask_owner(draft, by=by),
        lambda: actions.begin_service(good_company, by=by), lambda: actions.show_face(service, by=by),
        lambda: actions.register_enterprise("New", by=by, key=uuid7(), kind="cic"),
        lambda: organisations.invite(good_company.organisation, "x@example.org", "owner", by=by),
        lambda: organisations.make_token(good_company.organisation, "x", list(BOTH), by=by),
        lambda: organisations.revoke_token(token, by=by),
    ]  # fmt: skip
    for each in forbidden:
        with pytest.raises(PermissionDenied):
            each()


def test_a_page_of_another_site_cannot_use_her_session(amina, service):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(amina)
    refusal(send(strict, "put", service, "/room", room="full"), 403)
    service.refresh_from_db()
    assert service.room == "yes"


@pytest.mark.S5
def test_staff_without_a_second_step_get_a_refusal_and_no_page(connor, service):
    from allauth.mfa.models import Authenticator

    Authenticator.objects.all().delete()
    client = Client()
    client.force_login(connor)
    refusal(client.get("/api/v1/my/services"), 403)


# --- What is written down --------------------------------------------------------------------------------------------
def test_the_trail_names_the_key_and_no_person(amina, good_company, service, system):
    send(system, "patch", service, summary="Bakes with you.")
    send(system, "post", service, "/pause")
    token = Token.objects.get()
    for entry in Entry.objects.filter(subject_id=service.pk):
        assert (entry.account, entry.rule, entry.token_id) == (None, "", token.pk)
    assert {e.what for e in Entry.objects.filter(token_id=token.pk)} == {"changed", "listed>paused"}
    context = service.events.order_by("pgh_id").last().pgh_context.metadata
    assert context["token"] == str(token.pk) and not context["account"]
    assert {h.who for h in history_of(service)} == {"Another system, with a key"}


def test_a_key_beside_a_session_acts_for_itself_alone(amina, olive, service, good_company, system):
    system.force_login(olive)
    assert send(system, "put", service, "/room", room="full").status_code == 200
    entry = Entry.objects.filter(subject_id=service.pk).latest("at")
    assert entry.account is None and entry.token_id == Token.objects.get().pk
    assert not service.events.order_by("pgh_id").last().pgh_context.metadata["account"]


def test_a_list_of_many_costs_the_database_no_more_than_one(herself, good_company, django_assert_max_num_queries):
    for number in (1, 12):
        for _n in range(number):
            ServiceFactory(enterprise=good_company)
        herself.get("/api/v1/my/services")
        with django_assert_max_num_queries(12):
            assert herself.get("/api/v1/my/services").status_code == 200
