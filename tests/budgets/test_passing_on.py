"""A no, a not now and silence pass an introduction to the next whom it names, and to nobody else."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from budgets import actions, tasks
from budgets.models import Introduction
from marketplace.accounts.actors import system
from marketplace.notifications.models import Message
from marketplace.workflow.errors import RuleBroken
from providers.actions import declare_interest, enquiries
from providers.models import Enquiry, Interest, Service, UnmetNeed
from tests.budgets.conftest import ROSE, WORDS, again, agree, statuses
from tests.factories import ServiceFactory
from tests.people import acting

pytestmark = pytest.mark.django_db


def current(introduction) -> Enquiry:
    return introduction.choices.under_way().with_service().get().enquiry


def told(template: str) -> list[Message]:
    return list(Message.objects.filter(template=template))


def test_the_first_is_asked_at_once_with_a_deadline_and_nobody_else(sent, cooks, nottingham, sam):
    assert again(sent).status == "open" and statuses(sent) == ["sent", "waiting", "waiting"]
    enquiry = Enquiry.objects.get()
    assert enquiry.service == cooks[0].service and enquiry.status == "sent" and enquiry.words == WORDS
    assert enquiry.introduced_by == nottingham and enquiry.entered_by == sam
    assert enquiry.communication == ["large-print"] and enquiry.shared_at is None
    assert again(sent).due_on == enquiry.answer_by
    with pytest.raises(RuleBroken):
        actions.send(sent, by=acting(sam))


def test_rose_is_told_to_whom_and_how_to_stop_it_without_a_word_of_health_or_her_name(sent):
    message = told("introduced")[0]
    assert message.address == "rose@example.net" and message.context["whom"] == "Anna"
    assert message.context["body"] == "Nottingham City Council" and message.context["by"] == "Sam"
    everything = str([each.context for each in Message.objects.all()])
    assert not [word for word in ("Rose", "dementia", "memory", "cook with") if word in everything]
    assert not told("enquiry-sent"), "who introduces hears of it from the introduction"


@pytest.mark.parametrize("answer", ["no", "not-now"])
def test_a_no_passes_it_on_and_sam_is_told(sent, cooks, answer):
    enquiries.answer(current(sent), answer, "full", by=cooks[0].by)
    assert tasks.pass_on() == 1
    assert statuses(sent) == ["declined", "sent", "waiting"] and current(sent).service == cooks[1].service
    said = told("introduction-passed-on")[0]
    assert said.context["before"] == "Anna" and said.context["now"] == "Bela" and said.context["answer_by"]
    assert len(told("introduced")) == 2 and not told("enquiry-answered")
    assert tasks.pass_on() == 0, "there is nothing more to do"


def test_silence_passes_it_on_though_nobody_has_swept_the_enquiry_yet(sent, cooks):
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        actions.catch_up(sent, by=system("introduction-opened"))
        assert statuses(sent) == ["lapsed", "sent", "waiting"]
        assert not told("enquiry-lapsed") and told("enquiry-lapsed-owner")


def test_silence_that_the_enquiries_sweep_found_passes_it_on_too(sent):
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        enquiries.lapse_some(by=system("enquiries-lapse"))
        assert tasks.pass_on() == 1
    assert statuses(sent) == ["lapsed", "sent", "waiting"] and not told("enquiry-lapsed")


def test_when_all_have_said_no_sam_is_told_and_counts_it_in_one_click(sent, cooks, sam):
    for cook in cooks:
        enquiries.answer(current(sent), "no", "too-far", by=cook.by)
        tasks.pass_on()
    assert again(sent).status == "no-match" and statuses(sent) == ["declined"] * 3
    assert len(told("introduction-no-match")) == 1 and not UnmetNeed.objects.exists()
    actions.no_match(again(sent), by=acting(sam))
    assert UnmetNeed.objects.get().recorded_by == sent.organisation


def test_after_no_match_others_are_named_agreed_to_and_asked(sent, cooks, sam, nottingham):
    for cook in cooks:
        enquiries.answer(current(sent), "no", "too-far", by=cook.by)
        tasks.pass_on()
    found, by = again(sent), acting(sam)
    with pytest.raises(RuleBroken, match="was asked already"):
        actions.choose(found, [(cooks[0].service, "")], by=by)
    actions.choose(found, [(ServiceFactory(listed=True, listed_by=nottingham), "")], by=by)
    agree(found, by)
    actions.send(found, by=by)
    assert again(sent).status == "open" and statuses(sent)[-1] == "sent"


def test_a_yes_stops_the_passing_and_sam_is_asked_what_came_of_it(sent, cooks, sam):
    enquiries.answer(current(sent), "yes", by=cooks[0].by)
    tasks.pass_on()
    assert statuses(sent) == ["accepted", "waiting", "waiting"]
    assert told("introduction-accepted")[0].context["whom"] == "Anna"
    due = again(sent).due_on
    assert tasks.ask_outcomes() == 0
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        assert tasks.ask_outcomes() == 1 and tasks.ask_outcomes() == 0
    assert len(told("introduction-outcome")) == 1 and again(sent).due_on > due


def test_it_started_and_the_enterprise_knows_it_too(sent, cooks, sam):
    enquiries.answer(current(sent), "yes", by=cooks[0].by)
    tasks.pass_on()
    with pytest.raises(RuleBroken, match="Choose a day"):
        actions.record_start(again(sent), timezone.localdate() + timedelta(days=1), by=acting(sam))
    actions.record_start(again(sent), timezone.localdate(), by=acting(sam))
    assert again(sent).status == "started" and statuses(sent) == ["accepted", "not-sent", "not-sent"]
    assert Enquiry.objects.get().outcome == "started" and Enquiry.objects.count() == 1


def test_what_the_enterprise_writes_down_is_taken_over(sent, cooks):
    enquiries.answer(current(sent), "yes", by=cooks[0].by)
    tasks.pass_on()
    enquiries.record_start(current(sent), timezone.localdate(), by=cooks[0].by)
    tasks.pass_on()
    assert again(sent).status == "started" and again(sent).started_on == timezone.localdate()
    assert told("introduction-ended")[0].context["started"] is True


@pytest.mark.parametrize(("outcome", "status"), [("not-agreed", "open"), ("changed-mind", "not-started")])
def test_a_yes_that_came_to_nothing_passes_on_or_ends_it(sent, cooks, outcome, status):
    enquiries.answer(current(sent), "yes", by=cooks[0].by)
    tasks.pass_on()
    enquiries.close(current(sent), outcome, by=cooks[0].by)
    tasks.pass_on()
    assert again(sent).status == status
    assert statuses(sent)[1] == ("sent" if status == "open" else "not-sent")


def test_sam_asks_the_next_when_the_two_did_not_get_on(sent, cooks, sam):
    enquiries.answer(current(sent), "yes", by=cooks[0].by)
    with pytest.raises(RuleBroken):
        actions.ask_the_next(sent, by=acting(sam))
    tasks.pass_on()
    actions.ask_the_next(again(sent), by=acting(sam))
    assert statuses(sent) == ["declined", "sent", "waiting"]


@pytest.mark.parametrize("why", Introduction.NOT_STARTED_WHY)
def test_it_does_not_start_and_whoever_was_asked_is_told(sent, sam, why):
    actions.record_no_start(sent, why, by=acting(sam))
    assert again(sent).status == "not-started" and again(sent).why == why
    assert statuses(sent) == ["stopped", "not-sent", "not-sent"] and Enquiry.objects.get().status == "closed"
    assert told("enquiry-closed-owner")


# --- Who is passed over ----------------------------------------------------------------------------------------------
def test_who_is_no_longer_listed_is_passed_over(sent, cooks):
    Service.objects.filter(pk=cooks[1].service.pk).update(status="paused")
    enquiries.answer(current(sent), "no", "full", by=cooks[0].by)
    tasks.pass_on()
    assert statuses(sent) == ["declined", "not-sent", "sent"]


@pytest.mark.parametrize("directly", [True, False])
def test_an_enterprise_that_has_become_close_to_sam_meanwhile_is_passed_over(sent, cooks, sam, directly):
    if directly:
        cooks[1].enterprise.organisation.memberships.create(account=sam, role="worker", since_on="2026-01-01")
    else:
        declare_interest(cooks[1].enterprise, "household-works", by=acting(sam))
    enquiries.answer(current(sent), "no", "full", by=cooks[0].by)
    tasks.pass_on()
    assert statuses(sent) == ["declined", "not-sent", "sent"] and Interest.objects.count() == (0 if directly else 1)


def test_after_the_last_day_of_the_agreement_it_goes_to_nobody_new(sent, cooks):
    Introduction.objects.filter(pk=sent.pk).update(ground_until=timezone.localdate())
    enquiries.answer(current(sent), "no", "full", by=cooks[0].by)
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        tasks.pass_on()
    assert statuses(sent) == ["declined", "not-sent", "not-sent"] and Enquiry.objects.count() == 1
    assert again(sent).status == "withdrawn" and again(sent).why == "over" and told("introduction-agreement-over")


# --- The sweep -------------------------------------------------------------------------------------------------------
def test_what_is_wrong_with_one_stops_no_other(sent, cooks, monkeypatch, caplog):
    def broken(introduction, *, by):
        raise ValueError(WORDS)

    enquiries.answer(current(sent), "no", "full", by=cooks[0].by)
    with monkeypatch.context() as patched:
        patched.setattr(actions, "catch_up", broken)
        assert tasks.pass_on() == 0
    assert WORDS not in caplog.text and " left" in caplog.text
    assert tasks.pass_on() == 1


def test_a_person_cannot_run_the_sweep(sent, sam):
    with pytest.raises(PermissionDenied):
        actions.catch_up(sent, by=acting(sam))


def test_the_sweep_asks_the_database_once_when_nothing_is_due(sent):
    with CaptureQueriesContext(connection) as seen:
        assert tasks.pass_on() == 0
    assert len(seen) == 1


# --- In time ---------------------------------------------------------------------------------------------------------
def test_two_years_after_the_end_whom_and_what_it_was_about_is_blanked(sent, sam):
    actions.withdraw(sent, by=acting(sam))
    tasks.forget()
    assert again(sent).words == WORDS, "not before its time"
    with time_machine.travel(timezone.now() + timedelta(days=731), tick=False):
        tasks.forget()
    found = again(sent)
    assert (found.words, found.needs, found.called, found.person.address) == ("", [], "", "")
    assert {choice.reason for choice in found.choices.all()} == {""}
    assert found.status == "withdrawn" and found.ground == "agreement" and ROSE["outcode"] == found.outcode
