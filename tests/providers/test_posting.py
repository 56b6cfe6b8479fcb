"""Posting a need: choices only, confirmed first, seen by checked enterprises within reach, answered, asked on."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from marketplace.accounts.actors import ANYONE
from marketplace.notifications.contacts import Contact, Way
from marketplace.notifications.models import Message
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.models import PrivateLink
from providers import actions, tasks
from providers.models import PostedNeed, Service
from tests.factories import EnterpriseFactory, PostedNeedFactory, ServiceFactory, checked
from tests.people import acting

pytestmark = pytest.mark.django_db
Status = PostedNeed.Status
FACTS = {"activity": "cooking-with-you", "needs": ["older"], "times": ["tue-morning"], "outcode": "NG1",
         "easting": 457388, "northing": 340082, "council_code": "E06000018", "together": "one",
         "payments": ["self"], "most_pence": 2000, "start_on": None}  # fmt: skip
RUTH = Contact(Way.EMAIL, "ruth@example.org")


def post(by=ANYONE, contact=RUTH, key=None, **other) -> PostedNeed:
    return actions.post_need(FACTS | other, contact, key=key or uuid4(), by=by)


def link_to(need):
    return replace(ANYONE, link=PrivateLink.objects.get(subject_id=need.pk).pk)


def seen_by(person) -> list[PostedNeed]:
    return list(PostedNeed.objects.seen_by(acting(person)))


@pytest.fixture
def cooks(good_company, amina, nottingham):
    """Amina cooks with people, and the council has checked her."""
    return checked(ServiceFactory(enterprise=good_company, listed=True, listed_by=nottingham))


# --- Posting ---------------------------------------------------------------------------------------------------------
def test_ben_posts_and_amina_is_told_without_a_word_of_what_he_needs(cooks, ben, amina):
    need = post(acting(ben), None)
    assert need.status == Status.OPEN and need.account == ben and need.address == ""
    told = Message.objects.get(template="need-fits")
    assert told.to == amina and told.context == {}
    assert seen_by(amina) == [need]


def test_ruth_confirms_her_address_before_anybody_sees_it(cooks, amina):
    need = post()
    assert need.status == Status.UNCONFIRMED and seen_by(amina) == []
    assert Message.objects.get().template == "need-confirm"
    with pytest.raises(PermissionDenied):
        actions.confirm_need(need, by=ANYONE)
    actions.confirm_need(need, by=link_to(need))
    actions.confirm_need(need, by=link_to(need))
    assert seen_by(amina) == [need] and Message.objects.filter(template="need-fits").count() == 1


def test_her_address_cannot_be_read_from_the_database():
    need = post()
    with connection.cursor() as cursor:
        cursor.execute("SELECT address, poster, digest FROM providers_postedneed WHERE id = %s", [need.pk])
        assert "ruth@" not in str(cursor.fetchone())
    need.refresh_from_db()
    assert need.address == "ruth@example.org"


def test_the_same_form_sent_twice_is_one_need(ben):
    key = uuid4()
    assert post(acting(ben), None, key) == post(acting(ben), None, key)
    with pytest.raises(RuleBroken, match="other answers"):
        post(acting(ben), None, key, outcode="NG9")


def test_nobody_has_more_than_three_open(ben):
    needs = [post(acting(ben), None) for _each in range(3)]
    with pytest.raises(RuleBroken, match="three open needs"):
        post(acting(ben), None)
    actions.close_need(needs[0], by=acting(ben))
    assert post(acting(ben), None).status == Status.OPEN


def test_nobody_is_sent_letter_after_letter_to_confirm():
    for typed in ("ruth@example.org", "Ruth@Example.org ", "RUTH@example.org"):
        post(contact=Contact(Way.EMAIL, typed))
    with pytest.raises(RuleBroken, match="three open needs"):
        post()


# --- Who sees it -----------------------------------------------------------------------------------------------------
def change(service: Service, **facts) -> None:
    Service.objects.filter(pk=service.pk).update(**facts)


def test_it_is_not_seen_unless_it_fits(cooks, amina):
    need = PostedNeedFactory()
    assert seen_by(amina) == [need]
    for facts in ({"activities": ["cleaning"]}, {"status": "paused"}, {"look_again_since": timezone.now()}):
        before = {name: getattr(cooks, name) for name in facts}
        change(cooks, **facts)
        assert seen_by(amina) == [], facts
        change(cooks, **before)
    assert seen_by(amina) == [need]


def test_it_is_not_seen_without_checks_nor_with_one_that_ran_out(good_company, amina, nottingham):
    PostedNeedFactory()
    service = ServiceFactory(enterprise=good_company, listed=True, listed_by=nottingham)
    assert seen_by(amina) == [], "nobody has checked it"
    today = timezone.localdate()
    checked(service, good_until=today)
    assert len(seen_by(amina)) == 1
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert seen_by(amina) == [], "a check ran out"


@pytest.mark.parametrize(
    ("facts", "metres", "is_seen"),
    [
        ({"travel_miles": 5}, 8_000, True),
        ({"travel_miles": 5}, 8_100, False),
        ({"setting": "venue", "travel_miles": None}, 16_000, True),
        ({"setting": "venue", "travel_miles": None}, 16_200, False),
        ({"travel_miles": 5, "councils": ["E06000018"]}, 20_000, True),
        ({"travel_miles": 5, "councils": ["E08000035"]}, 20_000, False),
    ],
)
def test_it_is_seen_as_far_as_a_search_would_reach(good_company, amina, facts, metres, is_seen):
    service = checked(ServiceFactory(enterprise=good_company, listed=True, **facts))
    PostedNeedFactory(easting=service.easting + metres, northing=service.northing)
    assert bool(seen_by(amina)) is is_seen


def test_others_see_nothing(cooks, olive, worker, ben, connor, sam, olu):
    need = PostedNeedFactory()
    checked(ServiceFactory(enterprise=EnterpriseFactory(), listed=True))
    assert [seen_by(person) for person in (olive, ben, connor, sam, olu)] == [[]] * 5
    assert seen_by(worker) == [need] and not PostedNeed.objects.seen_by(ANYONE)


def test_nobody_sees_or_answers_their_own(cooks, amina):
    need = PostedNeedFactory(account=amina)
    assert seen_by(amina) == []
    with pytest.raises(PermissionDenied):
        actions.answer_need(need, cooks, "Me.", by=acting(amina))


# --- Answers ---------------------------------------------------------------------------------------------------------
def test_amina_can_help_and_ben_asks_her_with_one_tap(cooks, ben, amina):
    need = post(acting(ben), None)
    answer = actions.answer_need(need, cooks, "I have Tuesday mornings free.", by=acting(amina))
    need.refresh_from_db()
    assert need.status == Status.ANSWERED and Message.objects.get(template="need-answered").to == ben
    with pytest.raises(PermissionDenied):
        actions.ask_who_answered(answer, by=acting(amina))
    enquiry = actions.ask_who_answered(answer, by=acting(ben))
    assert actions.ask_who_answered(answer, by=acting(ben)) == enquiry
    assert (enquiry.service, enquiry.account, enquiry.outcode) == (cooks, ben, "NG1")
    assert "Cooking with you" in enquiry.words and enquiry.status == "sent" and enquiry.answer_by
    assert Message.objects.get(template="enquiry-came").to == amina


def test_ruth_who_confirmed_once_need_not_confirm_again(cooks, amina):
    need = post()
    actions.confirm_need(need, by=link_to(need))
    answer = actions.answer_need(need, cooks, "I have Tuesday mornings free.", by=acting(amina))
    enquiry = actions.ask_who_answered(answer, by=replace(acting(amina), link=link_to(need).link))
    assert enquiry.status == "sent" and enquiry.account is None and enquiry.address == "ruth@example.org"
    assert not Message.objects.filter(template="enquiry-confirm").exists()


def test_an_enterprise_answers_once_and_only_what_fits(cooks, ben, amina, olive):
    need = post(acting(ben), None)
    actions.answer_need(need, cooks, "I can.", by=acting(amina))
    with pytest.raises(RuleBroken, match="answered this already"):
        actions.answer_need(need, cooks, "I really can.", by=acting(amina))
    theirs = ServiceFactory(enterprise=EnterpriseFactory(owner=olive), listed=True)
    with pytest.raises(PermissionDenied):
        actions.answer_need(need, theirs, "I am not checked.", by=acting(olive))


def test_ten_answers_are_enough(cooks, ben, amina):
    need = post(acting(ben), None)
    for _each in range(10):
        need.answers.create(service=checked(ServiceFactory(listed=True)), words="I can.")
    with pytest.raises(RuleBroken, match="Ten have answered"):
        actions.answer_need(need, cooks, "I can too.", by=acting(amina))


def test_a_need_that_is_over_is_neither_seen_nor_answered(cooks, ben, amina):
    need = post(acting(ben), None)
    actions.close_need(need, by=acting(ben))
    assert seen_by(amina) == []
    with pytest.raises(RuleBroken, match="over"):
        actions.answer_need(need, cooks, "I can.", by=acting(amina))


def test_only_whoever_posted_closes_it(ben, amina):
    need = post(acting(ben), None)
    for actor in (acting(amina), ANYONE):
        with pytest.raises(PermissionDenied):
            actions.close_need(need, by=actor)


# --- Time ------------------------------------------------------------------------------------------------------------
def test_it_runs_out_after_28_days_and_ben_is_told_once(cooks, ben, amina):
    need = post(acting(ben), None)
    with time_machine.travel(timezone.now() + timedelta(days=28, minutes=1)):
        assert seen_by(amina) == []
        tasks.end_needs()
        tasks.end_needs()
    need.refresh_from_db()
    assert need.status == Status.EXPIRED and Message.objects.filter(template="need-over").count() == 1


def test_90_days_after_the_end_nobody_knows_who_posted(cooks, amina):
    need = post()
    actions.confirm_need(need, by=link_to(need))
    actions.answer_need(need, cooks, "I can.", by=acting(amina))
    actions.close_need(need, by=link_to(need))
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        tasks.forget_told()
    need.refresh_from_db()
    assert (need.address, need.poster, need.digest, need.account) == ("", "", "", None)
    assert need.answers.get().words == ""


def test_what_nobody_confirms_is_closed_after_a_week():
    need = post()
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        tasks.forget_told()
    need.refresh_from_db()
    assert need.status == Status.CLOSED
