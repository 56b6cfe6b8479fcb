"""Rose sees what was sent in her name and stops it, by the link that went to her; others learn nothing of it."""

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from budgets import actions
from budgets.models import Introduction
from marketplace.accounts.actors import Actor
from marketplace.accounts.ids import uuid7
from marketplace.notifications.models import Message
from marketplace.workflow.links import address_of, make_link
from marketplace.workflow.models import Entry
from providers.models import Enquiry
from tests.budgets.conftest import ROSE, WORDS, again, statuses
from tests.people import acting, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(sent) -> str:
    link = Message.objects.get(template="introduced").context["link"]
    return reverse("budgets:introduced", args=[address_of(link)])


def test_rose_reads_who_was_asked_by_whom_and_what_was_sent(client, sent, address):
    page = client.get(address)
    words = page.content.decode()
    assert "Sam of Nottingham City Council introduced you." in words and "Anna" in words and WORDS[:20] in words
    assert "Bela" not in words, "nobody else has it yet"
    assert "Stop this" in words and "Exit this page" in words and "no-store" in page["Cache-Control"]
    entry = Entry.objects.get(what="read")
    assert entry.subject_id == sent.pk and entry.link_id and entry.account is None


def test_one_button_stops_it_for_good_and_everybody_who_had_it_is_told(client, sent, address, sam):
    assert client.post(address).url == address
    assert again(sent).status == "withdrawn" and again(sent).why == "by-person"
    assert statuses(sent) == ["stopped", "not-sent", "not-sent"] and Enquiry.objects.get().status == "closed"
    assert Message.objects.filter(template="enquiry-closed-owner").exists()
    assert Message.objects.get(template="introduction-stopped").to == sam
    words = client.get(address).content.decode()
    assert "It is stopped." in words and "Stop this" not in words
    assert client.post(address).status_code == 302, "pressing it twice does no harm"
    moved = Entry.objects.get(subject_id=sent.pk, what="open>withdrawn")
    assert moved.link_id and moved.account is None


def test_an_address_that_is_wrong_over_or_for_something_else_tells_nothing(client, sent, address):
    other = make_link(sent, "enquiry", lasts=timedelta(days=1))
    elsewhere = make_link(Enquiry.objects.get(), "introduction", lasts=timedelta(days=1))
    links = [reverse("budgets:introduced", args=[address_of(each.pk)]) for each in (other, elsewhere)]
    wrong = [address[:-3] + "ab/", *links]
    pages = {client.get(each).content for each in wrong}
    with time_machine.travel(timezone.now() + timedelta(days=181), tick=False):
        assert client.get(address).status_code == 404
    assert {client.get(each).status_code for each in wrong} == {404} and len(pages) == 1
    assert client.post(wrong[0]).status_code == 404 and again(sent).status == "open"


def test_a_link_to_one_introduction_stops_no_other(sent, sam, nottingham, address):
    other = actions.begin(nottingham, key=uuid7(), initials="L.", outcode="NG5", by=acting(sam))
    link = UUID(Message.objects.get(template="introduced").context["link"])
    with pytest.raises(PermissionDenied):
        actions.stop(other, by=Actor(link=link))


def test_rose_with_an_account_is_told_there_and_may_stop_it(sam, nottingham, ready):
    rose = person("rose", role="person", organisation=nottingham)
    ready.person.account = rose
    ready.person.save()
    actions.send(ready, by=acting(sam))
    assert Message.objects.get(template="introduced").to == rose
    actions.stop(again(ready), by=acting(rose))
    assert again(ready).why == "by-person"


def test_somebody_without_a_way_to_be_reached_is_told_by_sam(client, sam, nottingham, ready):
    ready.person.way = ready.person.address = ""
    ready.person.save()
    client.force_login(sam)
    words = client.get(reverse("budgets:introduction", args=[ready.pk])).content.decode()
    assert "Please tell them yourself to whom it goes" in words
    actions.send(ready, by=acting(sam))
    assert not Message.objects.filter(template="introduced").exists()
    assert Enquiry.objects.get().address == "sam@example.org" and ROSE["address"] != Enquiry.objects.get().address


def test_what_was_erased_is_said_to_be_erased(client, sent, address):
    Introduction.objects.filter(pk=sent.pk).update(words="", forgotten_at=timezone.now())
    assert "erased by now" in client.get(address).content.decode()
