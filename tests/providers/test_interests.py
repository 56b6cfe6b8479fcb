"""Whoever owns or works in an enterprise, or lives with somebody who does, says so; nobody sends people their way."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from marketplace.accounts.actors import ANYONE, system
from marketplace.organisations.models import Role
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.models import Entry
from providers import access, actions
from providers.models import Enterprise, Interest
from tests.accounts.signing_in import sign_in_fully
from tests.factories import EnterpriseFactory, MembershipFactory
from tests.people import acting

pytestmark = pytest.mark.django_db


def test_an_owner_and_a_worker_have_an_interest_without_saying_so(amina, worker, sam, good_company):
    assert access.has_interest(acting(amina), good_company)
    assert access.has_interest(acting(worker), good_company)
    assert not access.has_interest(acting(sam), good_company)


def test_whoever_has_left_has_none_any_more(amina, good_company):
    EnterpriseFactory()
    amina.memberships.update(ended_on=timezone.localdate(), since_on=timezone.localdate() - timedelta(days=9))
    assert not access.has_interest(acting(amina), good_company)


@pytest.mark.parametrize("relation", Interest.Relation.values)
def test_sam_who_declares_any_relation_has_an_interest_until_it_is_over(sam, good_company, relation):
    interest = actions.declare_interest(good_company, relation, by=acting(sam))
    assert actions.declare_interest(good_company, relation, by=acting(sam)) == interest
    assert access.has_interest(acting(sam), good_company)
    actions.end_interest(interest, by=acting(sam))
    assert not access.has_interest(acting(sam), good_company)
    interest.refresh_from_db()
    assert interest.ended_at, "that it once was stays on record"
    said = Entry.objects.filter(subject_id=interest.pk).values_list("what", flat=True)
    assert list(said) == ["declared", "ended"]


def test_nobody_ends_what_another_declared(sam, cat, good_company):
    interest = actions.declare_interest(good_company, "own", by=acting(sam))
    with pytest.raises(PermissionDenied):
        actions.end_interest(interest, by=acting(cat))


def test_a_relation_that_does_not_exist_is_refused(sam, good_company):
    with pytest.raises(RuleBroken):
        actions.declare_interest(good_company, "neighbour", by=acting(sam))


def test_a_supporter_has_no_interest_and_neither_has_a_stranger_or_a_rule(cat, good_company):
    good_company.supporter = cat
    good_company.save()
    assert not access.has_interest(acting(cat), good_company)
    assert not access.has_interest(ANYONE, good_company)
    assert not access.has_interest(system("pass-on"), good_company)


def test_those_close_to_somebody_are_found_at_once(sam, good_company):
    other = EnterpriseFactory()
    MembershipFactory(account=sam, organisation=other.organisation, role=Role.WORKER)
    actions.declare_interest(good_company, "household-works", by=acting(sam))
    assert set(Enterprise.objects.close_to(acting(sam))) == {good_company, other}


# --- The page --------------------------------------------------------------------------------------------------------
@pytest.fixture
def his(client, sam):
    sign_in_fully(client, sam)
    return client


def test_sam_looks_an_enterprise_up_and_declares_it(his, sam, good_company):
    address = reverse("providers:interests")
    page = his.post(address, {"name": "good comp"}).content.decode()
    assert "Good Company" in page and "Somebody in my household owns it" in page
    answer = {"name": "good comp", "step": "2", "enterprise": str(good_company.pk), "relation": "household-owns"}
    assert his.post(address, answer).status_code == 302
    assert access.has_interest(acting(sam), good_company)
    page = his.get(address).content.decode()
    assert "Good Company" in page and "This is over" in page
    his.post(reverse("providers:end-interest", args=[Interest.objects.get().pk]))
    assert not access.has_interest(acting(sam), good_company)


def test_a_name_that_nobody_has_is_said_and_kept(his, good_company):
    page = his.post(reverse("providers:interests"), {"name": "Nobody at all"}).content.decode()
    assert "We know no enterprise with this name" in page and 'value="Nobody at all"' in page


def test_an_enterprise_that_was_not_offered_cannot_be_chosen(his, good_company):
    other = EnterpriseFactory(organisation__name="Threads and Tea")
    answer = {"name": "good comp", "step": "2", "enterprise": str(other.pk), "relation": "own"}
    assert his.post(reverse("providers:interests"), answer).status_code == 200
    assert not Interest.objects.exists()


def test_the_account_page_leads_there(his):
    assert reverse("providers:interests") in his.get(reverse("account")).content.decode()
