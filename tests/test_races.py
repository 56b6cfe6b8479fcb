"""Two people at the same moment: one of them wins, the other is told, and nothing happens twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from marketplace.accounts.actors import Actor
from marketplace.notifications.models import Message
from marketplace.organisations.models import Role
from marketplace.requests.models import Request
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.models import Entry
from providers import actions
from providers.models import Correction, Service
from tests.factories import MembershipFactory, ServiceFactory
from tests.people import acting, person

ROUNDS = 5


def at_once(*deeds) -> list:
    """Do these in threads of their own, at the same moment; what each answered, or how it was refused."""
    barrier = Barrier(len(deeds))

    def run(deed):
        try:
            connection.ensure_connection()
            barrier.wait(10)
            return deed()
        except RuleBroken as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(run, deeds))


@pytest.fixture
def officers(fresh_db, nottingham, connor):
    return [connor, person("cora", role=Role.COMMISSIONER, organisation=nottingham)]


@pytest.fixture
def owners(good_company, amina):
    other = person("amir")
    MembershipFactory(account=other, organisation=good_company.organisation, role=Role.OWNER)
    return [amina, other]


def lists(service, officer):
    def deed():
        actions.list_service(Service.objects.get(pk=service.pk), by=Actor(account=officer))
        return "listed"

    return deed


def sends_back(service, officer):
    def deed():
        actions.send_back(Service.objects.get(pk=service.pk), "Say more.", by=Actor(account=officer))
        return "returned"

    return deed


@pytest.mark.parametrize("second", [lists, sends_back])
def test_two_commissioners_decide_at_once_and_the_first_decision_is_one(officers, owners, good_company, second):
    for _round in range(ROUNDS):
        service = ServiceFactory(enterprise=good_company)
        actions.submit(service, by=acting(owners[0]))
        answers = at_once(lists(service, officers[0]), second(service, officers[1]))
        moves = Entry.objects.filter(subject_id=service.pk, what__contains=">").exclude(what="draft>submitted")
        done = [answer for answer in answers if not isinstance(answer, RuleBroken)]
        # What was listed a moment ago may be sent back; what was sent back may not be listed, nor listed twice.
        assert list(moves.values_list("what", flat=True)) in allowed(done)
        for move in moves:
            told = Message.objects.filter(key__contains=str(move.pk)).values_list("to", flat=True)
            assert sorted(told) == sorted(owner.pk for owner in owners)


def allowed(done: list[str]) -> list[list[str]]:
    """The trails that these answers may leave."""
    ways = {("listed",): ["submitted>listed"], ("returned",): ["submitted>returned"]}
    ways |= {("listed", "returned"): ["submitted>listed", "listed>returned"]}
    return [ways[tuple(done)]] if tuple(done) in ways else []


def test_the_same_decision_twice_at_once_is_refused_once(officers, owners, good_company):
    service = ServiceFactory(enterprise=good_company)
    actions.submit(service, by=acting(owners[0]))
    clients = [_signed_in(officer) for officer in officers]
    address = reverse("providers:decide", args=[service.pk])
    answers = at_once(*(lambda c=client: c.post(address, {"decision": "list"}) for client in clients))
    assert sorted(answer.status_code for answer in answers) in ([200, 302], [302, 403])
    assert Entry.objects.filter(subject_id=service.pk, what="submitted>listed").count() == 1
    assert Message.objects.filter(template="service-listed").count() == len(owners)


def _signed_in(account) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(account)
    return client


def test_two_pages_of_one_browser_keep_its_session_whole(fresh_db, amina):
    services = [ServiceFactory(listed=True) for _each in range(2)]
    client = _signed_in(amina)
    twins = [Client(), Client()]
    for twin in twins:
        twin.cookies = client.cookies.copy()
    keep = reverse("providers:keep")
    answers = at_once(
        *(lambda c=c, s=s: c.post(keep, {"keep": str(s.pk)}) for c, s in zip(twins, services, strict=True))
    )
    assert [answer.status_code for answer in answers] == [302, 302]
    page = client.get(reverse("providers:my"))
    assert page.status_code == 200, "still signed in"
    kept = client.session["shortlist"]
    assert kept and set(kept) <= {str(service.pk) for service in services}


def test_a_complaint_that_is_sent_twice_at_once_is_one(fresh_db, olu):
    said = {"kind": "complaint", "words": "Slow.", "name": "Ben", "reply_by": "phone", "reply_to": "0115 496 0142",
            "key": "019a0000-0000-7000-8000-000000000001"}  # fmt: skip
    answers = at_once(*[lambda: Client().post(reverse("complaints"), said)] * 4)
    assert [answer.status_code for answer in answers] == [302] * 4
    assert Request.objects.count() == 1 and Message.objects.filter(template="request-came").count() == 1


def test_a_report_sent_twice_is_told_once(fresh_db, connor, nottingham):
    service = ServiceFactory(listed=True, listed_by=nottingham)
    address = reverse("providers:report", args=[service.pk])
    at_once(*[lambda: Client().post(address, {"words": "The price is wrong."})] * 2)
    assert Correction.objects.count() == Message.objects.filter(template="entry-wrong").count() == 1
    actions.settle_correction(Correction.objects.get(), by=acting(connor))
    Client().post(address, {"words": "The price is wrong."})
    assert Correction.objects.count() == 2, "said again after somebody looked, it is news again"
