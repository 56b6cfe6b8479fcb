"""The desk: it finds each again, says whose word it writes down, and asks the next for whoever rings."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from marketplace.accounts.actors import system
from marketplace.accounts.ids import uuid7
from marketplace.notifications.models import Message
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.links import code_of
from marketplace.workflow.models import Entry
from providers import access, enquiring
from providers.actions import enquiries
from providers.models import Enquiry, Interest
from tests.factories import ServiceFactory
from tests.people import acting, person
from tests.places.conftest import small_britain
from tests.providers.enquiries.asking import ask, asker, confirmed, link_of
from tests.providers.enquiries.test_pages import human, page_of, secret

__all__ = ["small_britain"]
pytestmark = pytest.mark.django_db
PHONE = {"came_by": "phone", "way": "phone", "address": "0115 496 0142"}


@pytest.fixture
def cooking(small_britain, good_company, amina):
    return ServiceFactory(enterprise=good_company, listed=True, people="Amina Yusuf")


@pytest.fixture
def at_desk(client, cat):
    client.force_login(cat)
    return client


def told(template):
    return Message.objects.filter(template=template)


def list_of(visitor, **query):
    return visitor.get(reverse("providers:desk"), query).content.decode()


def test_the_desk_finds_each_again_by_its_reference_however_it_is_typed(at_desk, cooking):
    text = ask(cooking, way="text", address="07700 900123")
    typed = text.reference.replace("-", " ").lower()
    html = list_of(at_desk, reference=typed)
    assert reverse("providers:desk-enquiry", args=[text.pk]) in html
    assert "No enquiry here has this reference" in list_of(at_desk, reference="BBBB-2222")
    assert "Type your reference" in list_of(at_desk, reference="")


def test_a_stranger_to_the_council_finds_none_by_its_reference(cooking, leeds):
    enquiry = ask(cooking)
    elsewhere = Client()
    elsewhere.force_login(person("lou", role="adviser", organisation=leeds))
    assert "No enquiry here has this reference" in list_of(elsewhere, reference=enquiry.reference)


def test_the_desk_lists_what_is_talked_about_and_what_is_over(at_desk, cooking, amina):
    text, yes, over = ask(cooking, way="text", address="07700 900123"), confirmed(cooking), confirmed(cooking)
    enquiries.answer(yes, "yes", by=acting(amina))
    enquiries.close(over, "another", by=asker(over))
    for name, enquiry in {"confirm": text, "talking": yes, "over": over}.items():
        html = list_of(at_desk, show=name)
        found = [each for each in (text, yes, over) if each.reference in html]
        assert found == [enquiry]


def test_the_next_page_of_a_list_is_of_the_same_list(at_desk, cooking, amina, monkeypatch):
    monkeypatch.setattr("providers.views.enquiries.desk.ON_A_PAGE", 1)
    for number in range(2):
        enquiries.answer(confirmed(cooking, address=f"b{number}@example.net"), "yes", by=acting(amina))
    assert "?show=talking&amp;page=2" in list_of(at_desk, show="talking")


def test_after_a_no_the_desk_asks_the_next_for_whoever_rings(at_desk, cooking, amina, cat):
    enquiry, other = ask(cooking, by=acting(cat), **PHONE), ServiceFactory(listed=True, people="Olga Next")
    enquiries.answer(enquiry, "no", "full", by=acting(amina))
    page = reverse("providers:desk-enquiry", args=[enquiry.pk])
    assert "Ask Olga Next with the same words" in at_desk.get(page).content.decode()
    sent = {"service": str(other.pk), "key": str(uuid7())}
    html = at_desk.post(reverse("providers:desk-act", args=[enquiry.pk, "next"]), sent, follow=True).content.decode()
    again = Enquiry.objects.get(service=other)
    assert (again.status, again.words, again.came_by, again.after) == ("sent", enquiry.words, "phone", enquiry)
    assert again.reference in html and "Olga Next is asked now" in html
    assert Entry.objects.get(subject_id=again.pk, what="asked").account == cat


def test_the_desk_asks_the_next_of_nobody_whose_household_it_is(cooking, amina, cat):
    enquiry, other = ask(cooking, by=acting(cat), **PHONE), ServiceFactory(listed=True)
    enquiries.answer(enquiry, "no", "full", by=acting(amina))
    Interest.objects.create(account=cat, enterprise=other.enterprise, relation="household-owns")
    with pytest.raises(PermissionDenied):
        enquiries.ask_next(enquiry, other, key=uuid7(), by=acting(cat))


def test_after_a_lapse_one_is_asked_at_a_time_and_the_page_says_who(client, cooking, amina):
    enquiry = confirmed(cooking)
    Enquiry.objects.update(answer_by="2026-01-05")
    enquiry.refresh_from_db()
    enquiries.lapse(enquiry, by=system("enquiries-lapse"))
    first, second = (ServiceFactory(listed=True, people=name) for name in ("Olga Next", "Pia After"))
    again = enquiries.ask_next(enquiry, first, key=uuid7(), by=asker(enquiry))
    with pytest.raises(RuleBroken, match="Olga Next is asked already"):
        enquiries.ask_next(enquiry, second, key=uuid7(), by=asker(enquiry))
    html = client.get(reverse("providers:enquiry", args=[secret(enquiry)])).content.decode()
    assert "Olga Next is asked now with the same words" in html and "Ask Pia After" not in html
    enquiries.close(again, "another", by=asker(again))
    assert enquiries.ask_next(enquiry, second, key=uuid7(), by=asker(enquiry)).status == "sent"


def test_the_limit_of_a_day_holds_for_the_next_too(cooking, amina, monkeypatch):
    enquiry = confirmed(cooking)
    enquiries.answer(enquiry, "no", "full", by=acting(amina))
    monkeypatch.setattr("providers.actions.enquiries.guarding.MOST_A_DAY", 1)
    with pytest.raises(RuleBroken, match="many people today"):
        enquiries.ask_next(enquiry, ServiceFactory(listed=True), key=uuid7(), by=asker(enquiry))


def test_the_desk_says_whose_word_it_is_and_the_other_side_is_told(cooking, amina, cat):
    enquiry = confirmed(cooking)
    enquiries.answer(enquiry, "yes", by=acting(amina))
    for act in (enquiries.agree, lambda e, by: enquiries.close(e, "not-agreed", by=by)):
        with pytest.raises(RuleBroken, match="who told you"):
            act(enquiry, by=acting(cat))
    enquiries.agree(enquiry, word="asker", by=acting(cat))
    assert told("enquiry-agreed-owner").get().to == amina and not told("enquiry-agreed").exists()
    enquiries.agree(enquiry, word="asked", by=acting(cat))
    assert told("enquiry-agreed").count() == 1 and enquiry.agreed_by == "both"
    enquiries.record_start(enquiry, timezone.localdate(), word="asker", by=acting(cat))
    assert told("enquiry-closed-owner").count() == 1 and not told("enquiry-closed").exists()
    assert Entry.objects.filter(subject_id=enquiry.pk, what="word-of:asker").count() == 2


def test_the_page_of_the_desk_asks_whose_word_it_is(at_desk, cooking, amina):
    enquiry = confirmed(cooking)
    enquiries.answer(enquiry, "yes", by=acting(amina))
    address = reverse("providers:desk-act", args=[enquiry.pk, "agree"])
    refused = at_desk.post(address, {})
    assert refused.status_code == 409 and "Say who told you" in refused.content.decode()
    at_desk.post(address, {"word": "asked"})
    enquiry.refresh_from_db()
    assert enquiry.agreed_by == "asked" and told("enquiry-agreed").count() == 1


def titles(enquiry, reader):
    enquiry.refresh_from_db()
    return [step["title"] for step in enquiring.steps(enquiry, reader=reader)]


def test_one_word_alone_is_not_both_and_the_second_makes_it_so(cooking, amina):
    enquiry = confirmed(cooking)
    enquiries.answer(enquiry, "yes", by=acting(amina))
    enquiries.agree(enquiry, by=acting(amina))
    assert "You say that you have agreed" in titles(enquiry, "asked")
    assert "Amina Yusuf says that you have agreed" in titles(enquiry, "asker")
    with pytest.raises(RuleBroken, match="already"):
        enquiries.agree(enquiry, by=acting(amina))
    enquiries.agree(enquiry, by=asker(enquiry))
    assert "Both agreed" in titles(enquiry, "asker") and told("enquiry-agreed-owner").count() == 1


def test_what_was_answered_at_the_desk_was_not_read_by_amina(cooking, cat):
    enquiry = confirmed(cooking)
    enquiries.answer(enquiry, "no", "full", by=acting(cat))
    assert "Amina Yusuf read it" not in titles(enquiry, "asker")


def test_what_lapsed_unread_was_not_read(cooking):
    enquiry = confirmed(cooking)
    Enquiry.objects.update(answer_by="2026-01-05")
    enquiry.refresh_from_db()
    enquiries.lapse(enquiry, by=system("enquiries-lapse"))
    assert "It was not read" in titles(enquiry, "asker")


def test_whoever_is_blocked_while_they_talk_sends_nothing_more_and_is_told_so(client, cooking, amina):
    enquiry = confirmed(cooking)
    enquiries.answer(enquiry, "yes", by=acting(amina))
    enquiries.block(enquiry, by=acting(amina))
    with pytest.raises(RuleBroken, match="Nothing more can be sent"):
        enquiries.say(enquiry, "Answer me!", key=uuid7(), by=asker(enquiry))
    for act in (enquiries.share_contact, enquiries.agree):
        with pytest.raises(RuleBroken, match="Nothing more can be sent"):
            act(enquiry, by=asker(enquiry))
    html = client.get(reverse("providers:enquiry", args=[secret(enquiry)])).content.decode()
    assert "Nothing more can be sent to Amina Yusuf" in html and "block" not in html.casefold().replace("blocks", "")
    assert not told("enquiry-said-owner").exists()
    enquiries.close(enquiry, "changed-mind", by=asker(enquiry))


def test_the_day_of_a_start_is_filled_in_with_today(at_desk, cooking, amina):
    enquiry = confirmed(cooking)
    enquiries.answer(enquiry, "yes", by=acting(amina))
    html = at_desk.get(reverse("providers:desk-enquiry", args=[enquiry.pk])).content.decode()
    assert f'value="{timezone.localdate().year}"' in html


def test_the_right_code_when_they_cannot_be_asked_any_more_stays_with_the_words(client, cooking):
    asked = client.post(page_of(client, cooking), human(way="text", mobile="07700 900123"))
    enquiry = Enquiry.objects.get()
    ServiceFactory(listed=True, people="Olga Next")
    type(cooking).objects.filter(pk=cooking.pk).update(status="paused")
    code = code_of(link_of(enquiry, access.CONFIRM).pk)
    answer = client.post(asked["Location"], {"code": code})
    html = answer.content.decode()
    assert answer.status_code == 409 and "cannot be asked now" in html
    assert "Company on Tuesdays" in html and "Olga Next" in html
