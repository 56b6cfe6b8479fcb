"""Asking: kept, confirmed, delivered once; junk and strangers get nowhere."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from marketplace.accounts.actors import ANYONE, Actor, system
from marketplace.accounts.ids import uuid7
from marketplace.notifications.models import Message
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.links import code_of
from marketplace.workflow.models import Entry
from providers import access
from providers.actions import enquiries
from providers.models import Block, Enquiry
from tests.factories import ServiceFactory
from tests.people import acting
from tests.providers.enquiries.asking import ask, asker, confirmed, link_of

pytestmark = pytest.mark.django_db
Status = Enquiry.Status


@pytest.fixture
def cooking(good_company, amina):
    return ServiceFactory(enterprise=good_company, listed=True)


def told(template):
    return Message.objects.filter(template=template)


def test_nothing_is_delivered_before_the_asker_has_confirmed(cooking):
    enquiry = ask(cooking)
    assert enquiry.status == Status.UNCONFIRMED and enquiry.answer_by is None
    assert told("enquiry-confirm").count() == 1 and not told("enquiry-came").exists()


def test_confirming_sends_it_and_tells_both_with_the_last_day(cooking, amina):
    with time_machine.travel("2026-11-26 10:00+00:00", tick=False):  # a Thursday
        enquiry = confirmed(cooking)
    assert enquiry.status == Status.SENT and enquiry.answer_by == date(2026, 12, 1)
    assert told("enquiry-came").get().to == amina
    assert told("enquiry-sent").get().context["answer_by"] == "Tuesday 1 December"


def test_a_council_says_how_many_working_days(cooking, nottingham):
    nottingham.enquiry_days = 1
    nottingham.save()
    with time_machine.travel("2026-11-27 10:00+00:00", tick=False):
        assert confirmed(cooking).answer_by == date(2026, 11, 30)


def test_a_whole_postcode_is_cut(cooking):
    assert ask(cooking).outcode == "NG1" and ask(cooking, outcode="ng5").outcode == "NG5"


def test_the_same_form_sent_twice_is_one_enquiry(cooking):
    key = uuid7()
    assert ask(cooking, key=key) == ask(cooking, key=key)
    assert Enquiry.objects.count() == 1 and told("enquiry-confirm").count() == 1


def test_other_words_under_the_same_key_are_refused(cooking):
    key = uuid7()
    ask(cooking, key=key)
    with pytest.raises(RuleBroken):
        ask(cooking, key=key, words="Something else")


def test_a_confirmation_works_once(cooking):
    enquiry = ask(cooking)
    by = Actor(link=link_of(enquiry, access.CONFIRM).pk)
    enquiries.confirm(enquiry, by=by)
    with pytest.raises(PermissionDenied):
        enquiries.confirm(enquiry, by=by)
    assert told("enquiry-came").count() == 1


def test_the_link_of_another_enquiry_confirms_nothing(cooking):
    mine, other = ask(cooking), ask(cooking, address="other@example.net")
    with pytest.raises(PermissionDenied):
        enquiries.confirm(mine, by=Actor(link=link_of(other, access.CONFIRM).pk))
    with pytest.raises(PermissionDenied):
        enquiries.confirm(mine, by=ANYONE)


def test_somebody_signed_in_with_a_verified_address_confirms_at_once(cooking, ben):
    enquiry = ask(cooking, by=acting(ben), address=ben.email)
    assert enquiry.status == Status.SENT and enquiry.account == ben
    assert told("enquiry-sent").get().to == ben


def test_a_text_is_confirmed_by_its_code(cooking):
    enquiry = ask(cooking, way="text", address="07700 900123")
    code = code_of(link_of(enquiry, access.CONFIRM).pk)
    assert not enquiries.confirm_by_code(enquiry, f"{(int(code) + 1) % 1_000_000:06}")
    assert enquiries.confirm_by_code(enquiry, code)
    assert enquiry.status == Status.SENT


def test_five_wrong_codes_end_the_code_and_a_new_one_works(cooking):
    enquiry = ask(cooking, way="text", address="07700 900123")
    code = code_of(link_of(enquiry, access.CONFIRM).pk)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    assert not any(enquiries.confirm_by_code(enquiry, wrong) for _try in range(5))
    assert not enquiries.confirm_by_code(enquiry, code)
    enquiries.send_again(enquiry, by=ANYONE)
    assert not enquiries.confirm_by_code(enquiry, code)
    assert enquiries.confirm_by_code(enquiry, code_of(link_of(enquiry, access.CONFIRM).pk))


def test_a_phone_is_rung_by_the_desk_of_the_council(cooking, cat, lena, sam):
    enquiry = ask(cooking, way="phone", address="0115 496 0142")
    assert not told("enquiry-confirm").exists() and told("enquiries-to-ring").get().to == cat
    for somebody in (lena, None):
        with pytest.raises(PermissionDenied):
            enquiries.confirm(enquiry, by=acting(somebody) if somebody else ANYONE)
    enquiries.confirm(enquiry, by=acting(sam), may_share=True)
    entry = Entry.objects.filter(subject_id=enquiry.pk, what="unconfirmed>sent").get()
    assert entry.account == sam and entry.membership_id == sam.memberships.get().pk
    enquiry.refresh_from_db()
    assert enquiry.status == Status.SENT and enquiry.may_share


def test_what_came_by_phone_is_taken_down_and_goes_out_at_once(cooking, cat):
    enquiry = ask(cooking, by=acting(cat), came_by="phone", way="phone", address="0115 496 0142")
    assert enquiry.status == Status.SENT and enquiry.entered_by == cat and enquiry.account is None
    assert Entry.objects.filter(subject_id=enquiry.pk, what="asked").get().membership_id


def test_only_the_desk_takes_down(cooking, ben, lena, fiona, amina):
    for somebody in (ben, lena, fiona, amina):
        with pytest.raises(PermissionDenied):
            ask(cooking, by=acting(somebody), came_by="phone")


def test_a_professional_introduces_for_their_body_and_never_to_their_own(cooking, sam, nottingham, lena, leeds):
    assert ask(cooking, by=acting(sam), introduced_by=nottingham).status == Status.SENT
    with pytest.raises(PermissionDenied):
        ask(cooking, by=acting(sam), introduced_by=leeds)
    cooking.enterprise.organisation.memberships.create(account=sam, role="worker", since_on="2026-01-01")
    with pytest.raises(PermissionDenied):
        ask(cooking, by=acting(sam), introduced_by=nottingham)


def test_a_rule_passes_on_for_the_professional(cooking, sam, nottingham):
    by = Actor(rule="introductions-pass-on", acting_for=sam.pk)
    enquiry = ask(cooking, by=by, introduced_by=nottingham)
    assert enquiry.status == Status.SENT and enquiry.entered_by == sam
    assert access.is_asker(acting(sam), enquiry)


@pytest.mark.parametrize("status", ["draft", "submitted", "returned", "paused", "closed"])
def test_only_what_is_listed_is_asked(good_company, status):
    with pytest.raises(RuleBroken):
        ask(ServiceFactory(enterprise=good_company, status=status, listed_on="2026-10-01"))


def test_a_blocked_contact_is_told_in_ordinary_words_however_it_writes_itself(cooking, amina):
    enquiry = confirmed(cooking, way="text", address="07700 900123")
    enquiries.block(enquiry, by=acting(amina))
    assert "900123" not in str(Block.objects.values())
    for number in ("+44 7700 900123", "07700-900-123", "0044 7700900123"):
        again = ask(cooking, way="text", address=number)
        with pytest.raises(RuleBroken, match="cannot be sent to"):
            enquiries.confirm(again, by=Actor(link=link_of(again, access.CONFIRM).pk))
    Enquiry.objects.unconfirmed().delete()
    enquiries.unblock(enquiry, by=acting(amina))
    assert ask(cooking, way="text", address="07700 900123")


def test_nobody_is_flooded_through_us(cooking):
    for _each in range(3):
        ask(cooking)
    with pytest.raises(RuleBroken, match="Confirm what you sent"):
        ask(cooking)


def test_a_new_link_replaces_the_old_one_and_says_nothing_to_guessers(cooking):
    enquiry = confirmed(cooking)
    old = asker(enquiry)
    enquiries.send_link(enquiry.reference, "somebody.else@example.net", by=ANYONE)
    assert access.is_asker(old, enquiry)
    enquiries.send_link(enquiry.reference.lower(), " BEN.asks@example.net", by=ANYONE)
    assert not access.is_asker(old, enquiry) and access.is_asker(asker(enquiry), enquiry)
    assert told("enquiry-new-link").count() == 1


def test_the_next_is_asked_with_the_same_words_once_the_answer_is_no(cooking, amina):
    enquiry, other = confirmed(cooking), ServiceFactory(listed=True)
    with pytest.raises(RuleBroken):
        enquiries.ask_next(enquiry, other, key=uuid7(), by=asker(enquiry))
    enquiries.answer(enquiry, "no", "full", by=acting(amina))
    key = uuid7()
    again = enquiries.ask_next(enquiry, other, key=key, by=asker(enquiry))
    assert again == enquiries.ask_next(enquiry, other, key=key, by=asker(enquiry))
    assert again.status == Status.SENT and again.words == enquiry.words and again.service == other


def test_an_introduction_passes_to_no_other_by_the_link(cooking, sam, nottingham, amina):
    enquiry = ask(cooking, by=acting(sam), introduced_by=nottingham)
    enquiries.answer(enquiry, "no", "full", by=acting(amina))
    with pytest.raises(PermissionDenied):
        enquiries.ask_next(enquiry, ServiceFactory(listed=True), key=uuid7(), by=asker(enquiry))


def test_what_nobody_confirmed_is_erased_after_seven_days(cooking):
    enquiry = ask(cooking)
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1), tick=False):
        assert enquiries.drop_unconfirmed(by=system("enquiries-unconfirmed")) == 1
    enquiry.refresh_from_db()
    assert enquiry.status == Status.CLOSED and not (enquiry.words or enquiry.name or enquiry.address)
