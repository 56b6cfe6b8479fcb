"""Searches past their day, the nightly reading of the feed, and what time does to enquiries, stories and needs."""

from datetime import timedelta

from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.notifications.models import Message
from marketplace.workflow.models import Entry
from providers import searches
from providers.models import Enquiry, FeedRun, Service
from providers.models.searches import Search
from tests.factories import (
    EnquiryFactory,
    EnterpriseFactory,
    PostedNeedFactory,
    ServiceFactory,
    StoryFactory,
    UserFactory,
)
from tests.worlds import Case, world


@world("providers.forget_searches")
def forget_searches() -> Case:
    place = {"name": "x", "label": "x", "easting": 457500, "northing": 340500, "council": ""}
    searches.keep({"help": "", "place": place, "miles": 10, "filters": []})
    Search.objects.update(expires_at=timezone.now() - timedelta(minutes=1))

    def one_effect():
        assert not Search.objects.exists()

    return Case([], one_effect)


@world("providers.check_feed")
def check_feed() -> Case:
    for _each in range(3):
        ServiceFactory(listed=True)

    def one_effect():
        run = FeedRun.objects.get()
        assert run.services == Service.objects.in_feed().count()
        assert run.services >= 3 and run.finished_at, "one run tonight, and each listing is counted once"

    return Case([], one_effect)


NO_OUTCOME: dict = {"outcome": "", "started_on": None}


# --- Enquiries -------------------------------------------------------------------------------------------------------
def helper() -> Service:
    """A listed service with an owner of its own."""
    return ServiceFactory(enterprise=EnterpriseFactory(owner=UserFactory()), listed=True)


def open_enquiry(**facts) -> Enquiry:
    """Sent, and nobody has answered."""
    nothing = {"answer": "", "outcome": "", "answered_at": None, "ended_at": None, "started_on": None}
    day = timezone.localdate() + timedelta(days=3)
    return EnquiryFactory(service=helper(), status="sent", **nothing | {"answer_by": day} | facts)


def told(template: str, **whom) -> int:
    return Message.objects.filter(template=template, **whom).count()


def moves(subject, what: str) -> int:
    return Entry.objects.filter(subject_id=subject.pk, what=what).count()


def owner_of(service: Service) -> User:
    return User.objects.get(memberships__organisation=service.enterprise.organisation_id)


# --- Stories and posted needs ----------------------------------------------------------------------------------------
@world("providers.show_stories")
def show_stories() -> Case:
    over = timezone.now() - timedelta(hours=1)
    facts = {"status": "waiting", "waits_until": over, "moderated_at": over, "published_at": None}
    story = StoryFactory(enquiry=EnquiryFactory(service=helper()), **facts)

    def one_effect():
        assert moves(story, "waiting>published") == 1 and told("story-shown", to=owner_of(story.service)) == 1

    return Case([], one_effect)


@world("providers.invite_stories")
def invite_stories() -> Case:
    began = timezone.localdate() - timedelta(days=30)
    enquiry = EnquiryFactory(service=helper(), account=UserFactory(), started_on=began)

    def one_effect():
        assert Message.objects.filter(key=f"story-invitation:{enquiry.pk}").count() == 1

    return Case([], one_effect)


@world("providers.end_needs")
def end_needs() -> Case:
    need = PostedNeedFactory(expires_at=timezone.now() - timedelta(minutes=1))

    def one_effect():
        assert moves(need, "open>expired") == 1 and told("need-over", to=need.account) == 1

    return Case([], one_effect)


@world("providers.forget_told")
def forget_told() -> Case:
    old = timezone.now() - timedelta(days=400)
    story = StoryFactory(enquiry=EnquiryFactory(service=helper()), status="held", told_at=old, published_at=None)

    def one_effect():
        after = type(story).objects.get(pk=story.pk)
        assert after.status == "removed" and moves(story, "held>removed") == 1 and not after.words

    return Case([], one_effect)
