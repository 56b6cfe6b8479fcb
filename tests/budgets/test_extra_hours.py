"""Urgent extra hours: one visit more, asked for by either side, and approved by somebody who has a name."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from budgets import actions
from budgets.models import Account, ExtraHours, LifeChange, Person, Visit
from marketplace.accounts.ids import uuid7
from marketplace.notifications.models import Message
from marketplace.workflow.errors import RuleBroken
from tests.budgets.making import agreement_of, budget_of, limit_of
from tests.factories import ServiceFactory
from tests.people import acting, person


@pytest.fixture
def rose(nottingham, sam):
    limit_of(nottingham, "social_worker", 2_000_000, sam)
    known = {"name": "Rose Thorn", "outcode": "NG5"}
    return Person.objects.create(organisation=nottingham, named_worker=sam, account=person("rose"), **known)


@pytest.fixture
def managed(rose, good_company, amina, sam):
    """The council pays, and all of its money is promised."""
    pays = [{"mechanism": "council-managed", "weekly_pence": 3_600}]
    version = budget_of(rose, sam, 3_600, days=0, ways=pays)
    made = agreement_of(rose, ServiceFactory(enterprise=good_company, listed=True), amina, sam, version=version)
    actions.plan_visits(made, by=acting(amina))
    return made


@pytest.fixture
def own(rose, good_company, amina, sam):
    """Rose pays by herself."""
    return agreement_of(rose, ServiceFactory(enterprise=good_company, listed=True), amina, rose.account)


def asked(agreement, account, key=None, **facts):
    said = {"on": timezone.localdate() + timedelta(days=1), "at": "20:00", "minutes": 60, "because": "A fall."}
    return actions.ask_extra(agreement, said | facts, key=key or uuid7(), by=acting(account))


def told(template: str) -> set[str]:
    return set(Message.objects.filter(template=template).values_list("to__name", flat=True))


def pot() -> Account:
    return Account.objects.get(kind="council-managed")


@pytest.mark.parametrize(("at", "is_free"), [("09:30", False), ("10:30", False), ("09:00", True), ("11:00", True)])
def test_nobody_comes_twice_at_once(managed, amina, at, is_free):
    """There is an hour from ten on that day."""
    on = managed.visits.order_by("on")[0].on
    if is_free:
        assert asked(managed, amina, on=on, at=at).status == "asked"
        return
    with pytest.raises(RuleBroken, match="already"):
        asked(managed, amina, on=on, at=at)
    assert not ExtraHours.objects.exists()


def test_of_two_that_are_asked_for_at_once_one_is_agreed_to(managed, amina, sam):
    one, other = asked(managed, amina), asked(managed, amina, at="20:30")
    actions.approve_extra(one, by=acting(sam))
    with pytest.raises(RuleBroken, match="already"):
        actions.approve_extra(other, by=acting(sam))


def test_amina_asks_and_the_named_worker_is_told_by_name(managed, amina, sam, connor):
    extra = asked(managed, amina)
    assert extra.approver == sam and told("extra-hours-asked") == {"Sam"}


def test_extra_hours_for_a_day_in_hospital_are_refused_and_for_the_day_after_they_are_not(managed, rose, amina):
    stay = {"starts_on": timezone.localdate(), "until_on": timezone.localdate() + timedelta(days=1)}
    LifeChange.objects.create(person=rose, kind="hospital", said_by=rose.account, **stay)
    with pytest.raises(RuleBroken, match="not at home"):
        asked(managed, amina)
    assert asked(managed, amina, on=timezone.localdate() + timedelta(days=2)).status == "asked"


def test_the_yes_plans_the_visit_and_gives_the_money_that_is_missing(managed, amina, sam):
    before = pot().available
    visit = actions.approve_extra(asked(managed, amina), by=acting(sam))
    assert visit.status == "planned" and visit.reservation_id and visit.pence == 1_800
    assert before < 1_800 and pot().available == 0, "no more is given than was missing"
    assert told("extra-hours-approved") == {"Amina"}


def test_above_their_limit_somebody_else_decides(managed, amina, sam, connor, nottingham):
    nottingham_limit = limit_of(nottingham, "commissioner", 10**9, connor)
    type(nottingham_limit).objects.filter(role="social_worker").update(per_year_pence=1_000)
    extra = asked(managed, amina)
    with pytest.raises(RuleBroken, match="more than £10"):
        actions.approve_extra(extra, by=acting(sam))
    assert actions.approve_extra(extra, by=acting(connor)).status == "planned"


def test_without_a_worker_whoever_decides_is_told(managed, amina, sam, connor):
    sam.memberships.update(ended_on=timezone.localdate())
    extra = asked(managed, amina)
    assert extra.approver is None and told("extra-hours-asked") == {"Connor"}


def test_rose_who_pays_herself_asks_nobody(own, rose, amina):
    extra = asked(own, rose.account)
    assert extra.status == "approved" and extra.visit.reservation is None
    assert told("extra-hours-approved") == {"Rose", "Amina"} and not told("extra-hours-asked")


def test_her_page_says_hours_in_words_and_names_nobody_who_was_not_asked(own, rose, amina, client):
    client.force_login(rose.account)
    extra = asked(own, rose.account, minutes=600)
    page = client.get(reverse("budgets:extra", args=[extra.pk])).content.decode()
    assert "10 hours" in page and "600 minutes" not in page and "Asked of" not in page and "Decided by" in page
    waits = asked(own, amina, at="08:00")
    assert "Asked of" in client.get(reverse("budgets:extra", args=[waits.pk])).content.decode()


def test_amina_asks_rose_who_pays_herself(own, rose, amina):
    assert asked(own, amina).approver == rose.account and told("extra-hours-asked") == {"Rose"}


@pytest.mark.parametrize("who", ["amina", "olive", "lena", "fiona"])
def test_nobody_else_says_yes(managed, amina, who, request):
    with pytest.raises(PermissionDenied):
        actions.approve_extra(asked(managed, amina), by=acting(request.getfixturevalue(who)))
    assert not Visit.objects.filter(at="20:00").exists()


def test_rose_does_not_approve_public_money_for_herself(managed, rose, amina):
    with pytest.raises(PermissionDenied):
        actions.approve_extra(asked(managed, amina), by=acting(rose.account))


def test_a_worker_of_the_enterprise_does_not_approve(managed, amina, sam, good_company):
    good_company.organisation.memberships.create(account=sam, role="worker")
    with pytest.raises(PermissionDenied):
        actions.approve_extra(asked(managed, amina), by=acting(sam))


def test_a_no_has_a_reason_and_nothing_is_planned(managed, amina, sam):
    extra = asked(managed, amina)
    with pytest.raises(RuleBroken, match="Say why"):
        actions.refuse_extra(extra, " ", by=acting(sam))
    actions.refuse_extra(extra, "Her son comes.", by=acting(sam))
    assert told("extra-hours-refused") == {"Amina"}
    with pytest.raises(RuleBroken):
        actions.approve_extra(extra, by=acting(sam))
    assert not Visit.objects.filter(at="20:00").exists()


def test_asked_twice_is_asked_once(managed, amina):
    key = uuid7()
    assert asked(managed, amina, key=key) == asked(managed, amina, key=key)
    with pytest.raises(IntegrityError, match="extra_hours_asked_once"):
        asked(managed, amina)


@pytest.mark.parametrize(("days", "minutes"), [(-2, 60), (15, 60)])
def test_what_is_not_urgent_is_another_agreement(managed, amina, days, minutes):
    with pytest.raises(RuleBroken, match="next two weeks"):
        asked(managed, amina, on=timezone.localdate() + timedelta(days=days), minutes=minutes)


def test_amina_asks_on_a_page_and_sam_says_yes_on_another(managed, amina, sam, client):
    client.force_login(amina)
    day = timezone.localdate() + timedelta(days=1)
    said = {"on_day": day.day, "on_month": day.month, "on_year": day.year, "at": "20:00"}
    address = reverse("budgets:ask-extra", args=[managed.pk])
    key = re.search(r'name="key" value="([^"]+)"', client.get(address).content.decode())[1]
    wrong = client.post(address, {"key": key, "at": "noon", "because": "A fall."})
    assert "Enter a date" in wrong.content.decode() and "A fall." in wrong.content.decode()
    client.post(address, said | {"key": key, "minutes": "60", "because": "A fall."})
    extra = ExtraHours.objects.get()
    client.force_login(sam)
    page = client.get(reverse("budgets:extra", args=[extra.pk])).content.decode()
    assert "A fall." in page and "You agree to £20,000 alone" in page
    client.post(reverse("budgets:extra", args=[extra.pk]), {"decision": "yes"})
    extra.refresh_from_db()
    assert extra.status == "approved"
