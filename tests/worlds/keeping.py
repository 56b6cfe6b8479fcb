"""Owners who are asked, listings that fade, searches that tell who is new, and figures that are counted."""

import json
from datetime import timedelta

from django.utils import timezone

from marketplace.accounts.ids import uuid7
from marketplace.notifications.models import Message
from marketplace.workflow.models import Entry
from marketplace.workflow.working_days import is_working_day
from providers.models import Answering, AskRhythm, Enquiry, Fading, Follower, SavedSearch
from tests.factories import EnterpriseFactory, ServiceFactory, UserFactory
from tests.worlds import Case, world

FAR_AWAY = {"easting": 530_000, "northing": 180_000}


def told(template: str, account) -> int:
    return Message.objects.filter(template=template, to=account).count()


def once_on_a_working_day() -> int:
    return int(is_working_day(timezone.localdate()))


@world("providers.ask_keepers")
def ask_keepers() -> Case:
    owner = UserFactory()
    ServiceFactory(enterprise=EnterpriseFactory(owner=owner), listed=True, **FAR_AWAY)
    AskRhythm.objects.create(account=owner, next_on=timezone.localdate())

    def one_effect():
        assert told("still-right", owner) == once_on_a_working_day()

    return Case([], one_effect)


@world("providers.fade")
def fade() -> Case:
    owner, long_ago = UserFactory(), timezone.localdate() - timedelta(days=200)
    facts = {"listed_on": long_ago, "room_said_on": long_ago, "status": "listed", **FAR_AWAY}
    service = ServiceFactory(enterprise=EnterpriseFactory(owner=owner), **facts)

    def one_effect():
        assert told("still-right-long", owner) == once_on_a_working_day()
        assert Fading.objects.filter(pk=service.pk).count() == once_on_a_working_day()

    return Case([], one_effect)


@world("providers.tell_news")
def tell_news() -> Case:
    ben, before = UserFactory(), timezone.now() - timedelta(hours=1)
    place = {"name": "London", "label": "London", "council": "", **FAR_AWAY}
    body = json.dumps({"help": "", "place": place, "miles": 5, "filters": []})
    looked = {"rhythm": "daily", "looked_at": before, "next_at": before}
    saved = SavedSearch.objects.create(key=uuid7(), account=ben, body=body, **looked)
    Follower.objects.create(search=saved, account=ben)
    service = ServiceFactory(listed=True, **FAR_AWAY)
    came_at = before + timedelta(minutes=9)
    facts = {"subject_type": "providers.service", "subject_id": service.pk, "rule": "test", "at": came_at}
    Entry.objects.create(what="submitted>listed", **facts)

    def one_effect():
        assert told("new-near-you", ben) == 1

    return Case([], one_effect)


@world("providers.count_answers")
def count_answers() -> Case:
    service, sent = ServiceFactory(listed=True, **FAR_AWAY), timezone.now() - timedelta(days=20)
    moments = {"sent_at": sent, "confirmed_at": sent, "answered_at": sent, "answer_by": timezone.localdate(sent)}
    facts = {"service": service, "way": "email", "outcode": "NG1", "status": "answered", "answer": "no"}
    for _each in range(5):
        Enquiry.objects.create(key=uuid7(), **facts, **moments)

    def one_effect():
        assert Answering.objects.get(pk=service.enterprise_id).answered == 5

    return Case([], one_effect)
