"""Every request has an id; a refusal is said on the page that the person came from."""

import json
import logging

import pytest
from django.contrib.messages import get_messages
from django.db import IntegrityError, OperationalError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from psycopg.errors import LockNotAvailable

from marketplace.organisations.models import Role
from marketplace.workflow import middleware
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.logs import RequestFilter
from tests.accounts.signing_in import sign_in_fully
from tests.factories import MembershipFactory


def test_an_answer_carries_the_id_of_its_request(db, client):
    assert client.get(reverse("home"), headers={"X-Request-ID": "abc-12345"})["X-Request-ID"] == "abc-12345"
    made = client.get(reverse("home"), headers={"X-Request-ID": "x\ny: z"})["X-Request-ID"]
    assert len(made) == 36


@pytest.mark.S9
def test_the_log_names_the_route_and_never_the_address(db, client, caplog):
    caplog.set_level(logging.INFO)
    client.get(reverse("account_login") + "?next=/dementia/&q=my+illness")
    client.get("/an/address/about/dementia/")
    lines = [
        json.dumps(record.__dict__, default=str) for record in caplog.records if record.name == "justright.access"
    ]
    assert any("account_login" in line for line in lines)
    assert not any("dementia" in line or "illness" in line for line in lines)


def test_a_log_line_has_the_id_of_the_request(rf):
    record = logging.LogRecord("x", logging.INFO, "", 0, "", (), None)

    def page(request):
        RequestFilter().filter(record)
        return HttpResponse()

    middleware.request_id(page)(_unrouted(rf.get("/", headers={"X-Request-ID": "request-7"})))
    assert record.request_id == "request-7"


def _unrouted(request):
    request.resolver_match = None
    return request


def test_a_refusal_is_said_where_connor_was_and_nothing_else_happens(connor, sam, nottingham, client):
    MembershipFactory(account=sam, organisation=nottingham, role=Role.FINANCE)
    sign_in_fully(client, connor)
    mine = connor.memberships.get()
    page = reverse("organisations:end", args=[nottingham.pk, mine.pk])
    answer = client.post(page, headers={"Referer": f"http://testserver{page}"})
    assert answer.url == f"http://testserver{page}"
    assert "Nobody else could manage" in str(next(iter(get_messages(answer.wsgi_request))))
    mine.refresh_from_db()
    assert mine.ended_on is None


def test_a_refusal_without_a_page_to_go_back_to_is_a_page_of_its_own(connor, nottingham, client):
    sign_in_fully(client, connor)
    page = reverse("organisations:end", args=[nottingham.pk, connor.memberships.get().pk])
    for referer in ({}, {"Referer": "https://evil.example/"}):
        answer = client.post(page, headers=referer)
        assert answer.status_code == 409
        assert "Nobody else could manage" in answer.content.decode()


def test_a_named_constraint_is_said_in_words_and_any_other_is_our_fault(nottingham, sam, monkeypatch):
    monkeypatch.setitem(middleware.RULES, "membership_once", "You have that role already.")
    with pytest.raises(IntegrityError) as broken:
        MembershipFactory(account=sam, organisation=nottingham, role=Role.SOCIAL_WORKER, since_on=timezone.localdate())
    said = middleware.as_rule(broken.value)
    assert isinstance(said, RuleBroken) and str(said) == "You have that role already."
    monkeypatch.delitem(middleware.RULES, "membership_once")
    assert middleware.as_rule(broken.value) is None
    assert middleware.as_rule(ValueError()) is None


def test_whoever_meets_a_row_that_is_held_is_told_to_try_again():
    held = OperationalError("canceling statement due to lock timeout")
    held.__cause__ = LockNotAvailable()
    assert "just now" in str(middleware.as_rule(held))
    assert middleware.as_rule(OperationalError("the server went away")) is None
