"""What time does to enquiries: each sweep may run twice, at once, or be killed, and everybody is told once."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, connections
from django.utils import timezone

from marketplace.accounts.actors import system
from marketplace.notifications.models import Message
from marketplace.workflow.models import Entry, PrivateLink
from providers import access, tasks
from providers.actions import enquiries
from providers.actions.enquiries import sweeping
from providers.management.many_enquiries import lapse_all, make_late
from providers.models import Enquiry
from tests.factories import EnterpriseFactory, ServiceFactory
from tests.people import acting, person
from tests.providers.enquiries.asking import asker, confirmed

pytestmark = pytest.mark.django_db
RULE = system("enquiry-lapses")
MANY = 4000
SECONDS_OF_100_000 = 30


@pytest.fixture
def cooking(good_company, amina):
    return ServiceFactory(enterprise=good_company, listed=True)


@pytest.fixture
def thursday() -> Iterator[None]:
    with time_machine.travel("2026-11-26 10:00+00:00", tick=False):
        yield


def told(template):
    return Message.objects.filter(template=template)


def at(moment):
    return time_machine.travel(moment, tick=False)


def test_silence_ends_it_the_day_after_the_last_and_both_are_told(cooking, thursday, amina):
    enquiry = confirmed(cooking)  # until Tuesday 1 December
    with at("2026-12-01 23:59+00:00"):
        assert tasks.lapse_enquiries() == 0
    with at("2026-12-02 00:01+00:00"):
        assert tasks.lapse_enquiries() == 1 and tasks.lapse_enquiries() == 0
    enquiry.refresh_from_db()
    assert enquiry.status == "lapsed" and enquiry.ended_at
    entry = Entry.objects.get(subject_id=enquiry.pk, what="sent>lapsed")
    assert entry.rule == "enquiry-lapses"
    assert told("enquiry-lapsed-owner").get().to == amina
    link = PrivateLink.objects.of(enquiry, access.FOLLOW).get()
    assert told("enquiry-lapsed").get().context["link"] == str(link.pk)
    assert link.expires_at == enquiry.ended_at + timedelta(days=90)


def test_a_no_is_an_answer_and_never_lapses(cooking, thursday, amina):
    enquiry = confirmed(cooking)
    enquiries.answer(enquiry, "not-now", "full", by=acting(amina))
    with at("2026-12-20 10:00+00:00"):
        assert tasks.lapse_enquiries() == 0


def test_whoever_has_lost_the_link_gets_a_new_one_when_it_lapses(cooking, thursday):
    enquiry = confirmed(cooking)
    PrivateLink.objects.all().update(ended_at=timezone.now())
    with at("2026-12-02 00:01+00:00"):
        tasks.lapse_enquiries()
        assert told("enquiry-lapsed").get().context["link"] == str(asker(enquiry).link)


def test_the_enterprise_is_reminded_at_half_time_and_the_day_before_and_only_while_it_waits(cooking, thursday, amina):
    waits, answered = confirmed(cooking), confirmed(cooking, address="b@example.net")
    enquiries.answer(answered, "yes", by=acting(amina))
    sent = []
    for hours in range(0, 24 * 6, 2):
        with at(timezone.now() + timedelta(hours=hours)):
            if tasks.remind_enquiries():
                sent.append(f"{timezone.localtime():%a %H}")
    assert sent == ["Sun 10", "Mon 10"] and told("enquiry-reminder").count() == 2
    assert {m.context["reference"] for m in told("enquiry-reminder")} == {waits.reference}


def test_what_was_declined_or_went_quiet_is_closed_by_itself(cooking, amina):
    declined, quiet = confirmed(cooking), confirmed(cooking, address="b@example.net")
    enquiries.answer(declined, "no", "full", by=acting(amina))
    enquiries.answer(quiet, "yes", by=acting(amina))
    with at(timezone.now() + timedelta(days=31)):
        assert enquiries.settle_some(by=RULE) == 1
    with at(timezone.now() + timedelta(days=170)):
        enquiries.say(quiet, "Still there?", key=quiet.key, by=acting(amina))
    with at(timezone.now() + timedelta(days=200)):
        assert enquiries.settle_some(by=RULE) == 0
    with at(timezone.now() + timedelta(days=400)):
        assert enquiries.settle_some(by=RULE) == 1
    assert set(Enquiry.objects.values_list("status", flat=True)) == {"closed"}


def test_two_sweeps_at_once_end_each_once(fresh_db):
    service = ServiceFactory(enterprise=EnterpriseFactory(owner=person("amina")), listed=True)
    make_late([service], 300)

    def sweep(_number):
        try:
            return sum(iter(lambda: enquiries.lapse_some(by=RULE, most=20), 0))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(sweep, range(4))) == 300
    assert told("enquiry-lapsed").count() == 300
    assert sum(message.context["number"] for message in told("enquiry-lapsed-owner")) == 300
    assert Entry.objects.filter(what="sent>lapsed").count() == 300


def test_a_chunk_that_is_killed_leaves_nothing_and_the_next_sweep_does_it(cooking, monkeypatch):
    make_late([cooking], 30)
    whole = sweeping.notify_all

    def killed(news):
        list(news)
        raise KeyboardInterrupt

    monkeypatch.setattr(sweeping, "notify_all", killed)
    with pytest.raises(KeyboardInterrupt):
        enquiries.lapse_some(by=RULE, most=20)
    assert not Entry.objects.filter(what="sent>lapsed").exists() and Enquiry.objects.waiting().count() == 30
    monkeypatch.setattr(sweeping, "notify_all", whole)
    assert tasks.lapse_enquiries() == 30 and told("enquiry-lapsed").count() == 30


def test_the_sweep_walks_an_index_and_keeps_the_pace_of_100_000_in_half_a_minute(cooking):
    make_late([cooking], MANY)
    started = time.process_time()
    done, seconds = lapse_all()
    own = time.process_time() - started
    print(f"{done} lapsed in {seconds:.2f} s, {own:.2f} s of them ours: 100,000 in {seconds / done * 100_000:.0f} s")
    assert done == MANY and own / done * 100_000 < SECONDS_OF_100_000, "others may be busy here: our own time counts"
    with connection.cursor() as cursor:
        late = Enquiry.objects.past(timezone.localdate()).order_by("answer_by", "id")[:1000]
        cursor.execute("SET LOCAL enable_seqscan = off")
        assert "enquiry_waiting" in late.explain()
