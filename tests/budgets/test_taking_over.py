"""Nobody is left waiting when a professional leaves; and whoever is introduced stops it from their own page."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from budgets import actions, tasks
from budgets.models import Introduction
from marketplace.notifications.models import Message
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.links import address_of
from marketplace.workflow.models import Entry
from providers import access as providers
from providers.actions import declare_interest, enquiries
from providers.models import Enquiry, Interest
from tests.budgets.conftest import WORDS, again
from tests.people import acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def left(sent, sam):
    """Sam does not work there any more."""
    sam.memberships.update(ended_on=timezone.localdate())
    return sent


def test_what_sam_leaves_behind_is_on_the_page_of_a_colleague_without_a_name(client, left, gwen):
    client.force_login(gwen)
    html = client.get(reverse("budgets:introductions")).content.decode()
    assert left.reference in html and "Nobody looks after these now" in html and "Rose" not in html


def test_gwen_takes_it_over_and_has_the_person_and_the_enquiry(client, left, gwen):
    client.force_login(gwen)
    answer = client.post(reverse("budgets:take-over", args=[left.pk]))
    assert answer["Location"] == reverse("budgets:introduction", args=[left.pk])
    assert again(left).account == gwen and again(left).person.named_worker == gwen
    enquiry = Enquiry.objects.get()
    assert providers.is_asker(acting(gwen), enquiry) and not Introduction.objects.without_anybody().exists()
    assert Entry.objects.filter(what="taken-over", account=gwen).count() == 2
    assert client.post(reverse("budgets:take-over", args=[left.pk])).status_code == 404


def test_while_sam_works_there_nobody_takes_anything_over(sent, gwen):
    assert not Introduction.objects.to_take_over(acting(gwen)).exists()
    with pytest.raises(PermissionDenied):
        actions.take_over(sent, by=acting(gwen))


def test_a_named_worker_who_stays_keeps_it(left, gwen):
    left.person.named_worker = gwen
    left.person.save()
    assert not Introduction.objects.without_anybody().exists()


def test_another_council_sees_nothing_of_it(left, lee, cat):
    for somebody in (lee, cat):
        with pytest.raises(PermissionDenied):
            actions.take_over(left, by=acting(somebody))


def test_nobody_takes_over_what_was_sent_to_their_own_household(left, gwen, cooks):
    declare_interest(cooks[0].enterprise, Interest.Relation.HOUSEHOLD_OWNS, by=acting(gwen))
    with pytest.raises(RuleBroken, match="Another colleague"):
        actions.take_over(left, by=acting(gwen))


def test_colleagues_hear_once_and_whoever_left_hears_no_more(left, gwen, sam, cooks):
    for _day in range(2):
        tasks.ask_outcomes()
    assert Message.objects.get(template="introduction-left").to == gwen
    enquiries.answer(Enquiry.objects.get(), "no", "full", by=cooks[0].by)
    tasks.pass_on()
    assert not Message.objects.filter(template="introduction-passed-on", to=sam).exists()


@pytest.fixture
def bens(sent, ben):
    sent.person.account = ben
    sent.person.save()
    return sent


def test_ben_stops_from_his_own_page_what_was_sent_in_his_name(client, bens, ben, sam):
    client.force_login(ben)
    page = reverse("budgets:about-me-one", args=[bens.pk])
    assert page in client.get(reverse("budgets:about-me")).content.decode()
    html = client.get(page).content.decode()
    assert "Sam of Nottingham City Council introduced you." in html and WORDS[:20] in html and "Stop this" in html
    client.post(page)
    assert again(bens).why == "by-person"
    assert Message.objects.get(template="introduction-stopped").to == sam
    assert "It is stopped." in client.get(page).content.decode()


def test_nobody_else_sees_or_stops_it_there(client, bens, olive):
    client.force_login(olive)
    page = reverse("budgets:about-me-one", args=[bens.pk])
    assert client.get(page).status_code == client.post(page).status_code == 404
    assert bens.reference not in client.get(reverse("budgets:about-me")).content.decode()


def test_other_words_need_a_new_agreement_and_the_same_words_do_not(ready, sam):
    facts = {name: getattr(ready, name) for name in ("activity", "needs", "times", "most_pence", "words")}
    actions.describe(ready, facts, by=acting(sam))
    assert again(ready).ground == "agreement"
    actions.describe(ready, facts | {"words": "Something else altogether."}, by=acting(sam))
    assert again(ready).ground == "" and again(ready).ground_until is None
    with pytest.raises(RuleBroken, match="who agreed"):
        actions.send(ready, by=acting(sam))


def test_what_is_refused_is_said_on_the_page_of_the_link(client, sent, monkeypatch):
    def refuse(_introduction, *, by):
        raise RuleBroken("Somebody else has just changed this.")

    monkeypatch.setattr("budgets.actions.stop", refuse)
    link = Message.objects.get(template="introduced").context["link"]
    address = reverse("budgets:introduced", args=[address_of(link)])
    answer = client.post(address, follow=True)
    assert answer.redirect_chain[-1][0] == address and "has just changed this" in answer.content.decode()
