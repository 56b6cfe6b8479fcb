"""Whose contact it is: nothing goes out for somebody else's, and nobody shuts another one out."""

import pytest
from django.core.exceptions import PermissionDenied

from marketplace.accounts.actors import Actor
from marketplace.accounts.ids import uuid7
from marketplace.notifications.models import Message
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.models import PrivateLink
from providers import access
from providers.actions import asked_of, enquiries
from providers.models import Enquiry, Interest
from tests.factories import ServiceFactory
from tests.people import acting
from tests.providers.enquiries.asking import ask, asker, confirmed, link_of

pytestmark = pytest.mark.django_db
Status = Enquiry.Status


@pytest.fixture
def cooking(good_company, amina):
    return ServiceFactory(enterprise=good_company, listed=True)


@pytest.mark.parametrize("way, address", [("email", "somebody.else@example.net"), ("text", "07700 900999")])
def test_ben_signed_in_cannot_have_a_question_delivered_in_the_name_of_another(cooking, ben, way, address):
    enquiry = ask(cooking, by=acting(ben), way=way, address=address)
    assert enquiry.status == Status.UNCONFIRMED and enquiry.account == ben
    assert Message.objects.get().template == "enquiry-confirm"


def test_what_ben_has_confirmed_once_he_need_not_confirm_again(cooking, ben):
    enquiry = ask(cooking, by=acting(ben), way="text", address="07700 900123")
    enquiries.confirm(enquiry, by=Actor(link=link_of(enquiry, access.CONFIRM).pk))
    assert ask(cooking, by=acting(ben), way="text", address="+44 7700 900 123").status == Status.SENT


def test_what_another_has_confirmed_is_not_bens(cooking, ben, olive):
    enquiry = ask(cooking, by=acting(olive), way="text", address="07700 900123")
    enquiries.confirm(enquiry, by=Actor(link=link_of(enquiry, access.CONFIRM).pk))
    assert ask(cooking, by=acting(ben), way="text", address="07700 900123").status == Status.UNCONFIRMED


def test_three_unconfirmed_ones_from_elsewhere_do_not_shut_ben_out(cooking):
    for _each in range(3):
        ask(cooking, sender="a stranger")
    with pytest.raises(RuleBroken, match="Confirm what you sent"):
        ask(cooking, sender="a stranger")
    enquiry = ask(cooking, sender="ben")
    enquiries.confirm(enquiry, by=Actor(link=link_of(enquiry, access.CONFIRM).pk))
    assert enquiry.status == Status.SENT and enquiry.sender == ""


def test_a_mailbox_is_not_flooded_from_many_places_and_a_person_rings_instead(cooking, cat):
    for number in range(12):
        ask(cooking, sender=str(number))
    assert Message.objects.filter(template="enquiry-confirm").count() == 10
    assert Message.objects.filter(template="enquiries-to-ring").get().to == cat


def test_nobody_learns_before_confirming_whether_a_contact_is_blocked(cooking, amina):
    enquiries.block(confirmed(cooking), by=acting(amina))
    again = ask(cooking)
    assert again.status == Status.UNCONFIRMED
    with pytest.raises(RuleBroken, match="cannot be sent to"):
        enquiries.confirm(again, by=Actor(link=link_of(again, access.CONFIRM).pk))


def test_amina_cannot_ask_her_own_enterprise_signed_in_or_by_her_own_mailbox(cooking, amina):
    with pytest.raises(RuleBroken, match="own or work there"):
        ask(cooking, by=acting(amina), address=amina.email)
    by_mail = ask(cooking, address=amina.email)
    with pytest.raises(RuleBroken, match="own or work there"):
        enquiries.confirm(by_mail, by=Actor(link=link_of(by_mail, access.CONFIRM).pk))


def test_ben_cannot_ask_what_his_household_owns(cooking, ben, good_company):
    Interest.objects.create(account=ben, enterprise=good_company, relation="household-owns")
    with pytest.raises(RuleBroken, match="own or work there"):
        ask(cooking, by=acting(ben), address=ben.email)


def test_the_next_that_is_asked_is_not_ones_own(cooking, ben, olive, amina):
    enquiry = ask(cooking, by=acting(ben), address=ben.email)
    enquiries.answer(enquiry, "no", "full", by=acting(amina))
    hers = ServiceFactory(listed=True)
    Interest.objects.create(account=ben, enterprise=hers.enterprise, relation="own")
    with pytest.raises(RuleBroken, match="own or work there"):
        enquiries.ask_next(enquiry, hers, key=uuid7(), by=asker(enquiry))


def test_a_question_of_ones_own_household_counts_in_no_rate_and_tells_no_story(cooking, ben, amina, good_company):
    enquiry = ask(cooking, by=acting(ben), address=ben.email)
    enquiries.answer(enquiry, "yes", by=acting(amina))
    assert len(asked_of([good_company.pk])[good_company.pk]) == 1 and access.can_tell(asker(enquiry), enquiry)
    Interest.objects.create(account=ben, enterprise=good_company, relation="household-works")
    assert not asked_of([good_company.pk]).get(good_company.pk) and not access.can_tell(asker(enquiry), enquiry)


def test_the_desk_neither_sees_nor_moves_whom_a_professional_introduces(cooking, sam, cat, olu, nottingham):
    enquiry = ask(cooking, by=acting(sam), introduced_by=nottingham)
    for somebody in (cat, olu):
        assert not Enquiry.objects.of_desk(acting(somebody)).exists()
        for act in (enquiries.share_contact, enquiries.note_reading, enquiries.agree):
            with pytest.raises(PermissionDenied):
                act(enquiry, by=acting(somebody))
        with pytest.raises(PermissionDenied):
            enquiries.answer(enquiry, "yes", by=acting(somebody))
    assert Enquiry.objects.of_desk(acting(sam)).get() == enquiry
    enquiries.answer(enquiry, "yes", by=acting(sam))
    assert not PrivateLink.objects.of(enquiry, access.CONFIRM).exists()
