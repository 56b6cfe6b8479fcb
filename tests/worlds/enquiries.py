"""Enquiries that nobody answered, of which somebody is reminded, and that are old."""

from datetime import timedelta

from django.utils import timezone

from marketplace.accounts.ids import uuid7
from marketplace.notifications.models import Message
from marketplace.workflow.models import Entry
from providers.models import Enquiry, Service
from tests.factories import EnterpriseFactory, ServiceFactory, UserFactory
from tests.worlds import Case, world


def _service() -> Service:
    """Paused since, so that it does not count among what the feed shows."""
    return ServiceFactory(enterprise=EnterpriseFactory(owner=UserFactory()), status="paused", listed_on="2026-10-01")


def _enquiry(**facts) -> Enquiry:
    now = timezone.now()
    sent = {"status": "sent", "confirmed_at": now, "sent_at": now - timedelta(days=2), "answer_by": now.date()}
    asked = {"way": "email", "address": f"{uuid7()}@example.net", "name": "Ben", "words": "Company", "outcode": "NG1"}
    return Enquiry.objects.create(key=uuid7(), service=_service(), **asked | sent | facts)


@world("providers.lapse_enquiries")
def lapse() -> Case:
    late = [_enquiry(answer_by=timezone.localdate() - timedelta(days=1)) for _each in range(3)]

    def one_effect():
        for enquiry in late:
            entry = Entry.objects.get(subject_id=enquiry.pk, what="sent>lapsed")
            assert Message.objects.filter(key=f"enquiry-lapsed:{entry.pk}").count() == 1

    return Case([], one_effect)


@world("providers.remind_enquiries")
def remind() -> Case:
    soon = timezone.localdate() + timedelta(days=10)
    waits = _enquiry(answer_by=soon, remind_at=timezone.now() - timedelta(minutes=1))

    def one_effect():
        told = Message.objects.filter(template="enquiry-reminder", key__contains=str(waits.pk))
        assert told.count() == 1

    return Case([], one_effect)


@world("providers.tidy_enquiries")
def tidy() -> Case:
    ago = {days: timezone.now() - timedelta(days=days) for days in (8, 31, 800)}
    never = {"confirmed_at": None, "sent_at": None, "answer_by": None}
    unconfirmed = _enquiry(status="unconfirmed", created_at=ago[8], **never)
    declined = _enquiry(status="answered", answer="no", reason="full", answered_at=ago[31])
    old = _enquiry(status="closed", outcome="another", ended_at=ago[800])

    def one_effect():
        for enquiry in (unconfirmed, declined):
            assert Entry.objects.filter(subject_id=enquiry.pk, what__endswith=">closed").count() == 1
        for enquiry in (unconfirmed, old):
            after = Enquiry.objects.get(pk=enquiry.pk)
            assert (after.name, after.address, after.words) == ("", "", "")

    return Case([], one_effect)
