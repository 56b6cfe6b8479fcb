"""From sent to the end: who may say what in which state, and who is told."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from marketplace.accounts.actors import ANYONE, Actor, system
from marketplace.accounts.ids import uuid7
from marketplace.notifications.models import Message
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.models import Entry, PrivateLink
from providers import access
from providers.actions import enquiries
from providers.models import Enquiry
from tests.factories import ServiceFactory
from tests.people import acting
from tests.providers.enquiries.asking import ask, asker, confirmed

pytestmark = pytest.mark.django_db
Status = Enquiry.Status
RULE = system("enquiries-lapse")


@pytest.fixture
def enquiry(good_company, amina):
    """Ben has asked Amina."""
    return confirmed(ServiceFactory(enterprise=good_company, listed=True))


def told(template):
    return Message.objects.filter(template=template)


def talking(enquiry, amina):
    enquiries.answer(enquiry, "yes", by=acting(amina))
    enquiries.say(enquiry, "When shall I come?", key=uuid7(), by=acting(amina))


def test_opening_it_marks_it_seen_once_and_only_for_the_enterprise(enquiry, amina, cat):
    with pytest.raises(PermissionDenied):
        enquiries.see(enquiry, by=acting(cat))
    enquiries.see(enquiry, by=acting(amina))
    seen = enquiry.seen_at
    enquiries.see(enquiry, by=acting(amina))
    assert enquiry.status == Status.SEEN and enquiry.seen_at == seen


@pytest.mark.parametrize("answer", ["no", "not-now"])
def test_a_no_says_why_and_the_asker_is_told(enquiry, amina, answer):
    with pytest.raises(RuleBroken):
        enquiries.answer(enquiry, answer, by=acting(amina))
    enquiries.answer(enquiry, answer, "full", "In March again.", by=acting(amina))
    assert enquiry.status == Status.ANSWERED
    message = told("enquiry-answered").get()
    assert "March" not in str(message.context) and message.context["answer"] == answer


def test_who_may_answer(enquiry, worker, cat, olu, olive, ben, lena, connor):
    for somebody in (olive, ben, lena, connor):
        with pytest.raises(PermissionDenied):
            enquiries.answer(enquiry, "yes", by=acting(somebody))
    for link in (asker(enquiry), ANYONE):
        with pytest.raises(PermissionDenied):
            enquiries.answer(enquiry, "yes", by=link)
    enquiries.answer(enquiry, "yes", by=acting(cat))
    entry = Entry.objects.filter(subject_id=enquiry.pk, what="answer:yes").get()
    assert entry.account == cat and entry.membership_id == cat.memberships.get().pk


def test_a_second_answer_is_refused(enquiry, amina):
    enquiries.answer(enquiry, "yes", by=acting(amina))
    with pytest.raises(RuleBroken):
        enquiries.answer(enquiry, "no", "full", by=acting(amina))


def test_both_talk_once_the_answer_is_yes_and_neither_hears_words_by_mail(enquiry, amina, olive):
    with pytest.raises(RuleBroken):
        enquiries.say(enquiry, "Hello?", key=uuid7(), by=asker(enquiry))
    talking(enquiry, amina)
    enquiries.say(enquiry, "My secret words", key=uuid7(), by=asker(enquiry))
    assert enquiry.status == Status.TALKING
    assert [line.from_asker for line in enquiry.lines.all()] == [False, True]
    assert told("enquiry-said-owner").get().to == amina and told("enquiry-said").count() == 1
    assert "secret" not in str(Message.objects.values("context"))
    with pytest.raises(PermissionDenied):
        enquiries.say(enquiry, "Hello", key=uuid7(), by=acting(olive))


def test_the_same_words_sent_twice_stand_once(enquiry, amina):
    talking(enquiry, amina)
    key = uuid7()
    for _each in range(2):
        enquiries.say(enquiry, "On Tuesday?", key=key, by=asker(enquiry))
    assert enquiry.lines.filter(key=key).count() == 1
    with pytest.raises(RuleBroken):
        enquiries.say(enquiry, "On Friday?", key=key, by=asker(enquiry))


def test_only_the_asker_gives_away_their_details(enquiry, amina, cat):
    with pytest.raises(PermissionDenied):
        enquiries.share_contact(enquiry, by=acting(amina))
    enquiries.share_contact(enquiry, by=asker(enquiry))
    enquiries.share_contact(enquiry, by=asker(enquiry))
    assert enquiry.shared_at and told("enquiry-shared-owner").count() == 1


def test_details_go_with_a_yes_if_the_asker_wished_so(good_company, amina):
    for may_share, answer, shared in ((True, "yes", True), (False, "yes", False), (True, "no", False)):
        enquiry = confirmed(ServiceFactory(enterprise=good_company, listed=True), may_share=may_share)
        enquiries.answer(enquiry, answer, "" if answer == "yes" else "full", by=acting(amina))
        assert bool(enquiry.shared_at) is shared


def test_they_agree_and_it_starts(enquiry, amina):
    enquiries.answer(enquiry, "yes", by=acting(amina))
    enquiries.agree(enquiry, by=asker(enquiry))
    assert enquiry.status == Status.AGREED and told("enquiry-agreed-owner").get().to == amina
    with pytest.raises(RuleBroken):
        enquiries.record_start(enquiry, timezone.localdate() + timedelta(days=1), by=acting(amina))
    enquiries.record_start(enquiry, timezone.localdate(), by=acting(amina))
    assert enquiry.status == Status.CLOSED and enquiry.outcome == "started"
    assert told("enquiry-closed").get().context["outcome"] == "started"


def test_nothing_starts_without_a_yes(enquiry, amina):
    enquiries.answer(enquiry, "no", "full", by=acting(amina))
    for act in (enquiries.agree, lambda e, by: enquiries.record_start(e, timezone.localdate(), by=by)):
        with pytest.raises(RuleBroken):
            act(enquiry, by=acting(amina))


def test_an_asker_takes_it_back_and_their_link_ends_ninety_days_later(enquiry, amina):
    by = asker(enquiry)
    enquiries.close(enquiry, "changed-mind", by=by)
    assert enquiry.status == Status.CLOSED and told("enquiry-closed-owner").get().to == amina
    assert access.is_asker(by, enquiry)
    with time_machine.travel(timezone.now() + timedelta(days=91), tick=False):
        assert not access.is_asker(by, enquiry)


def test_nobody_closes_as_started_without_a_day(enquiry, amina):
    with pytest.raises(RuleBroken):
        enquiries.close(enquiry, "started", by=acting(amina))


def test_silence_lapses_only_after_the_last_day(enquiry, amina):
    with pytest.raises(RuleBroken):
        enquiries.lapse(enquiry, by=RULE)
    with pytest.raises(PermissionDenied):
        enquiries.lapse(enquiry, by=acting(amina))
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        enquiries.lapse(enquiry, by=RULE)
        assert told("enquiry-lapsed").count() == 1 and told("enquiry-lapsed-owner").get().to == amina
        with pytest.raises(RuleBroken):
            enquiries.answer(enquiry, "yes", by=acting(amina))


def test_a_report_becomes_a_request_with_a_deadline_for_the_operator(enquiry, amina, olu):
    enquiries.report(enquiry, "They shouted at me.", key=uuid7(), by=asker(enquiry))
    enquiries.report(enquiry, "They wrote rude words.", key=uuid7(), by=acting(amina))
    assert told("request-came").filter(to=olu).count() == 2


def test_two_years_after_the_end_nothing_says_who_asked_or_what(enquiry, amina):
    talking(enquiry, amina)
    enquiries.close(enquiry, "not-agreed", by=acting(amina))
    with time_machine.travel(timezone.now() + timedelta(days=729), tick=False):
        assert enquiries.forget(by=RULE) == 0
    with time_machine.travel(timezone.now() + timedelta(days=731), tick=False):
        assert enquiries.forget(by=RULE) == 1 and enquiries.forget(by=RULE) == 0
    kept = Enquiry.objects.get()
    assert not (kept.name or kept.address or kept.words or kept.when_note or kept.contact_digest)
    assert kept.outcome == "not-agreed" and [line.words for line in kept.lines.all()] == [""]


def test_the_link_of_somebody_else_opens_nothing(enquiry):
    other = ask(enquiry.service, address="other@example.net")
    assert not access.is_asker(asker(other), enquiry)
    assert not access.is_asker(Actor(link=uuid7()), enquiry)
    assert PrivateLink.objects.live().count() >= 2
