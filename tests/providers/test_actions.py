"""What each verb does to a listing in each state, and who may say it."""

import pytest
from django.core.exceptions import PermissionDenied

from marketplace.accounts.actors import ANYONE
from marketplace.accounts.ids import uuid7
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.models import Entry
from providers import actions
from providers.models import Enterprise, Price, SearchCard, SearchDocument, Service
from tests.factories import ServiceFactory
from tests.people import acting

pytestmark = pytest.mark.django_db
Status = Service.Status
VERBS = {
    "submit": ({Status.DRAFT, Status.RETURNED}, Status.SUBMITTED),
    "take_back": ({Status.SUBMITTED}, Status.DRAFT),
    "list_service": ({Status.SUBMITTED}, Status.LISTED),
    "send_back": ({Status.SUBMITTED, Status.LISTED}, Status.RETURNED),
    "pause": ({Status.LISTED}, Status.PAUSED),
    "resume": ({Status.PAUSED}, Status.LISTED),
    "close": ({Status.DRAFT, Status.RETURNED, Status.LISTED, Status.PAUSED, Status.HIDDEN}, Status.CLOSED),
    "reopen": ({Status.CLOSED}, Status.DRAFT),
}
DECIDING = {"list_service", "send_back"}


def do(verb, service, by):
    words = ["Say more, please."] if verb == "send_back" else []
    getattr(actions, verb)(service, *words, by=by)


def in_status(enterprise, status):
    return ServiceFactory(enterprise=enterprise, status=status, listed_on="2026-10-01")


@pytest.fixture
def speaker(amina, connor):
    """Amina for her own verbs, Connor for those that decide."""
    return lambda verb: acting(connor if verb in DECIDING else amina)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_works_only_from_its_states(good_company, speaker, verb, status):
    allowed, becomes = VERBS[verb]
    service = in_status(good_company, status)
    if status in allowed:
        do(verb, service, speaker(verb))
        entry = Entry.objects.filter(subject_id=service.pk).latest("at")
        assert entry.what == f"{status}>{becomes}"
        assert entry.account == speaker(verb).account
    else:
        becomes = status
        with pytest.raises(RuleBroken):
            do(verb, service, speaker(verb))
    service.refresh_from_db()
    assert service.status == becomes
    assert SearchDocument.objects.filter(pk=service.pk).exists() == (becomes == Status.LISTED)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("person", ["olive", "worker", "ben", "lena", "cat", None])
def test_nobody_else_may(good_company, nottingham, request, verb, person):
    service = in_status(good_company, next(iter(VERBS[verb][0])))
    by = acting(request.getfixturevalue(person)) if person else ANYONE
    with pytest.raises(PermissionDenied):
        do(verb, service, by)


@pytest.mark.parametrize("verb", sorted(set(VERBS) - DECIDING))
def test_a_commissioner_does_not_speak_for_an_enterprise(good_company, connor, verb):
    service = in_status(good_company, next(iter(VERBS[verb][0])))
    with pytest.raises(PermissionDenied):
        do(verb, service, acting(connor))


@pytest.mark.parametrize("status", Status)
def test_a_worker_writes_while_it_may_be_written(good_company, worker, status):
    service = in_status(good_company, status)
    if status in (Status.SUBMITTED, Status.CLOSED):
        with pytest.raises(RuleBroken):
            actions.describe(service, by=acting(worker), summary="Cooks and chats.")
    else:
        actions.describe(service, by=acting(worker), summary="Cooks and chats.")
        service.refresh_from_db()
        assert service.summary == "Cooks and chats."


def test_a_change_is_seen_by_the_search_at_once(good_company, amina):
    service = in_status(good_company, Status.LISTED)
    actions.describe(service, by=acting(amina), summary="Cooks and chats.")
    assert SearchCard.objects.get(pk=service.pk).card["summary"] == "Cooks and chats."


def test_the_history_cannot_be_rewritten(good_company, amina):
    from django.db import DatabaseError

    service = in_status(good_company, Status.LISTED)
    actions.describe(service, by=acting(amina), summary="Cooks and chats.")
    with pytest.raises(DatabaseError, match="[Cc]annot update|permission denied"):
        service.events.update(summary="Nothing happened.")


def test_nobody_takes_in_a_list_by_hand(nottingham, amina, olu):
    for person in (amina, olu):
        with pytest.raises(PermissionDenied):
            actions.take_in(nottingham, "X", {}, {}, by=acting(person), schedules=[], prices=[])


def test_the_owner_of_an_enterprise_cannot_make_it_unlawful_while_it_is_listed(good_company, amina):
    ServiceFactory(enterprise=good_company, listed=True, activities=["washing-dressing"], personal_care="directed")
    with pytest.raises(RuleBroken, match="Care Quality"):
        actions.change_enterprise(good_company, by=acting(amina), volunteers=1)
    good_company.refresh_from_db()
    assert good_company.volunteers == 0


@pytest.mark.django_db
def test_the_history_keeps_what_a_price_was(amina, good_company):
    service = ServiceFactory(enterprise=good_company, listed=True)
    before = service.events.count()
    actions.describe(service, by=acting(amina), prices=[Price(pence=2000, unit="hour")])
    words = list(service.events.order_by("pgh_id").values_list("price_words", flat=True))[before:]
    assert words[0] == "£18.50 an hour" and words[-1] == "£20 an hour"


@pytest.mark.django_db
def test_help_with_washing_is_not_added_to_a_listing_that_was_decided_without_it(amina, good_company):
    service = ServiceFactory(enterprise=good_company, listed=True)
    with pytest.raises(RuleBroken, match="new decision"):
        actions.describe(
            service, by=acting(amina), activities=["washing-dressing"], personal_care=Service.PersonalCare.DIRECTED
        )
    service.refresh_from_db()
    assert service.personal_care == "none"


@pytest.mark.django_db
def test_the_same_form_sent_twice_begins_one_enterprise(ben):
    sent = {"kind": "sole-trader", "workers": 1, "key": uuid7(), "by": acting(ben)}
    first, second = (actions.register_enterprise("Ben's Bread", **sent) for _time in range(2))
    assert first == second and Enterprise.objects.count() == 1
    assert actions.begin_service(first, by=acting(ben)) == actions.begin_service(first, by=acting(ben))
    with pytest.raises(RuleBroken, match="other answers"):
        actions.register_enterprise("Ben's Cakes", **sent)


@pytest.mark.django_db
def test_nobody_takes_over_an_enterprise_by_its_key(amina, good_company, olive):
    with pytest.raises(PermissionDenied):
        actions.register_enterprise("Good Company", kind="cic", workers=1, key=good_company.pk, by=acting(olive))
