"""Stories: only of help that started, read by rule and by a person, queried within 72 hours, never changed."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from marketplace.accounts.actors import ANYONE, system
from marketplace.notifications.models import Message
from marketplace.organisations.models import Role
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.links import make_link
from marketplace.workflow.models import Entry
from providers import access, actions, tasks
from providers.actions.stories import link_to_tell
from providers.models import Enquiry, Story
from tests.factories import EnquiryFactory, MembershipFactory, ServiceFactory, StoryFactory
from tests.people import acting

pytestmark = pytest.mark.django_db
Status = Story.Status
KIND = {"came": "yes", "reached": "yes", "again": "yes", "shown_as": "first-name", "shown_name": "Ben",
        "words": "She comes every Tuesday and we cook together. I look forward to it."}  # fmt: skip
A_MOMENT, AFTER = timedelta(minutes=1), timedelta(hours=72, minutes=1)


@pytest.fixture
def service(good_company, nottingham):
    return ServiceFactory(enterprise=good_company, listed=True, listed_by=nottingham, people="Amina Yusuf")


@pytest.fixture
def helped(service, ben):
    """Amina has started to help Ben."""
    return EnquiryFactory(service=service, account=ben, name="Ben Hallam")


def tell(enquiry, by, **other) -> Story:
    return actions.tell_story(enquiry, by=by, **KIND | other)


def by_link(enquiry):
    return replace(ANYONE, link=link_to_tell(enquiry).pk)


def letters(template: str) -> int:
    return Message.objects.filter(template=template).count()


# --- Who may tell ----------------------------------------------------------------------------------------------------
def test_ben_tells_how_it_is_and_amina_and_connor_hear_of_it(helped, ben, amina, connor):
    story = tell(helped, acting(ben))
    assert story.status == Status.WAITING and story.service == helped.service
    assert story.waits_until - timezone.now() > timedelta(hours=71)
    assert Message.objects.get(template="story-about-you").to == amina
    assert Message.objects.get(template="story-to-read").to == connor
    assert [e.what for e in Entry.objects.filter(subject_id=story.pk)] == ["told", "written>waiting"]


def test_somebody_without_an_account_tells_by_their_private_link(service):
    enquiry = EnquiryFactory(service=service)
    story = tell(enquiry, by_link(enquiry))
    assert story.status == Status.WAITING
    assert Entry.objects.filter(subject_id=story.pk, link_id__isnull=False).count() == 2


def test_a_link_to_another_enquiry_or_for_another_purpose_opens_nothing(helped, service):
    other = EnquiryFactory(service=service)
    for link in (link_to_tell(other), make_link(helped, "something-else", lasts=timedelta(days=1))):
        with pytest.raises(PermissionDenied):
            tell(helped, replace(ANYONE, link=link.pk))


@pytest.mark.parametrize("outcome", [o for o in ["", *Enquiry.Outcome.values] if o != "started"])
def test_nobody_tells_of_help_that_did_not_start(service, ben, outcome):
    enquiry = EnquiryFactory(service=service, account=ben, outcome=outcome, started_on=None)
    with pytest.raises(RuleBroken, match="once the help has started"):
        tell(enquiry, acting(ben))


def test_a_stranger_cannot_tell(helped, olive):
    for nobody in (ANYONE, acting(olive)):
        with pytest.raises(PermissionDenied):
            tell(helped, nobody)


@pytest.mark.parametrize("ended", [False, True])
def test_whoever_owns_it_or_worked_there_does_not_praise_it(service, ben, ended):
    enquiry = EnquiryFactory(service=service, account=ben)
    ended_on = timezone.localdate() if ended else None
    home = service.enterprise.organisation
    MembershipFactory(account=ben, organisation=home, role=Role.WORKER, ended_on=ended_on)
    for actor in (acting(ben), replace(acting(ben), link=link_to_tell(enquiry).pk)):
        with pytest.raises(PermissionDenied):
            tell(enquiry, actor)


def test_a_professional_who_asked_for_somebody_does_not_tell_for_them(service, sam, nottingham):
    asked = EnquiryFactory(service=service, account=sam, introduced_by=nottingham)
    entered = EnquiryFactory(service=service, entered_by=sam)
    with pytest.raises(PermissionDenied):
        tell(asked, acting(sam))
    with pytest.raises(PermissionDenied):
        tell(entered, replace(acting(sam), link=link_to_tell(entered).pk))


def test_the_link_with_which_an_enquiry_is_followed_tells_too_but_not_of_an_introduction(service, nottingham):
    asked = EnquiryFactory(service=service)
    introduced = EnquiryFactory(service=service, introduced_by=nottingham)
    links = [make_link(each, access.FOLLOW, lasts=timedelta(days=1)).pk for each in (asked, introduced)]
    assert tell(asked, replace(ANYONE, link=links[0])).status == Status.WAITING
    with pytest.raises(PermissionDenied):
        tell(introduced, replace(ANYONE, link=links[1]))


def test_there_is_one_story_for_each_enquiry(helped, ben):
    tell(helped, acting(ben))
    with pytest.raises(RuleBroken, match="cannot be changed"):
        tell(helped, acting(ben), words="Something else altogether, all of a sudden.")
    assert Story.objects.count() == 1


# --- Read by rule ----------------------------------------------------------------------------------------------------
def test_what_the_rule_finds_is_held_and_changed(helped, ben):
    story = tell(helped, acting(ben), came="no", words="Amina Yusuf did not come on two Tuesdays.")
    assert story.status == Status.HELD and story.held_because == ["names"]
    assert not Message.objects.filter(template__startswith="story-").exists()
    story = tell(helped, acting(ben), came="no", words="On two Tuesdays nobody came, and nobody rang.")
    assert story.status == Status.WAITING and story.held_because == []


def test_names_of_everybody_who_works_there_are_known(helped, ben, worker):
    assert tell(helped, acting(ben), came="no", words="Then Wanda came instead, an hour after.").status == Status.HELD


# --- The enterprise --------------------------------------------------------------------------------------------------
def test_amina_queries_within_72_hours_and_a_person_reads_it_again(helped, ben, amina, connor):
    story = tell(helped, acting(ben))
    actions.pass_story(story, by=acting(connor))
    actions.query_story(story, query="untrue", words="We never met.", by=acting(amina))
    story.refresh_from_db()
    assert story.status == Status.QUERIED and story.moderated_at is None
    with time_machine.travel(timezone.now() + AFTER):
        tasks.show_stories()
        story.refresh_from_db()
        assert story.status == Status.QUERIED, "nobody has read it since"
        actions.pass_story(story, by=acting(connor))
    story.refresh_from_db()
    assert story.status == Status.PUBLISHED


def test_after_72_hours_amina_can_only_answer(helped, ben, amina):
    story = tell(helped, acting(ben))
    with time_machine.travel(timezone.now() + AFTER):
        with pytest.raises(RuleBroken, match="72 hours"):
            actions.query_story(story, query="untrue", words="", by=acting(amina))
        actions.reply_to_story(story, "Thank you. It is a joy to cook with you.", by=acting(amina))


def test_a_worker_or_a_stranger_neither_queries_nor_answers(helped, ben, amina, worker, olive):
    story = tell(helped, acting(ben))
    for actor in (acting(worker), acting(olive), acting(ben), ANYONE):
        with pytest.raises(PermissionDenied):
            actions.query_story(story, query="untrue", words="", by=actor)
        with pytest.raises(PermissionDenied):
            actions.reply_to_story(story, "Thank you. It is a joy.", by=actor)


def test_amina_answers_once_and_names_nobody(helped, ben, amina):
    story = tell(helped, acting(ben))
    with pytest.raises(RuleBroken, match="Take out names"):
        actions.reply_to_story(story, "Ben was never at home when I came.", by=acting(amina))
    actions.reply_to_story(story, "Thank you. It is a joy to cook with you.", by=acting(amina))
    with pytest.raises(RuleBroken, match="answered this story already"):
        actions.reply_to_story(story, "And one more thing that I want to say.", by=acting(amina))


# --- A person, and the 72 hours --------------------------------------------------------------------------------------
def test_it_is_shown_once_a_person_has_read_it_and_the_72_hours_are_over(helped, ben, amina, connor):
    story = tell(helped, acting(ben))
    before = helped.service.updated_at
    actions.pass_story(story, by=acting(connor))
    tasks.show_stories()
    story.refresh_from_db()
    assert story.status == Status.WAITING
    with time_machine.travel(timezone.now() + AFTER):
        tasks.show_stories()
        tasks.show_stories()
    story.refresh_from_db()
    helped.service.refresh_from_db()
    assert story.status == Status.PUBLISHED and helped.service.updated_at > before
    assert letters("story-shown") == 1 and Message.objects.get(template="story-is-shown").to == ben


def test_what_no_person_has_read_is_never_shown(helped, ben):
    story = tell(helped, acting(ben))
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        tasks.show_stories()
    story.refresh_from_db()
    assert story.status == Status.WAITING
    with pytest.raises(PermissionDenied):
        actions.publish_story(story, by=acting(ben))


def test_connor_sends_it_back_to_be_changed(helped, ben, connor):
    story = tell(helped, acting(ben))
    actions.ask_to_change(story, ["others"], by=acting(connor))
    assert story.status == Status.HELD and Message.objects.get(template="story-to-change").to == ben
    with pytest.raises(RuleBroken):
        actions.ask_to_change(tell(helped, acting(ben)), ["nonsense"], by=acting(connor))


def test_connor_refuses_it_with_a_reason(helped, ben, connor):
    story = tell(helped, acting(ben))
    actions.refuse_story(story, "safety", by=acting(connor))
    assert story.status == Status.REFUSED and letters("story-refused") == 1
    with pytest.raises(RuleBroken):
        actions.pass_story(story, by=acting(connor))


def test_nobody_decides_about_their_own_or_another_councils(helped, ben, amina, lena, cat, connor, service):
    story = tell(helped, acting(ben))
    for actor in (acting(amina), acting(lena), acting(cat), acting(ben), ANYONE):
        with pytest.raises(PermissionDenied):
            actions.pass_story(story, by=actor)
    his_own = EnquiryFactory(service=service, account=connor)
    with pytest.raises(PermissionDenied):
        actions.pass_story(tell(his_own, acting(connor)), by=acting(connor))


def test_one_that_cannot_be_shown_stops_no_other(service, connor, monkeypatch):
    first, second = (StoryFactory(enquiry__service=service, status="waiting", published_at=None) for _each in range(2))
    shown = actions.publish_story

    def broken(story, *, by):
        if story == first:
            raise RuleBroken("Not this one.")
        return shown(story, by=by)

    monkeypatch.setattr(actions, "publish_story", broken)
    tasks.show_stories()
    assert list(Story.objects.shown()) == [second]


# --- Never changed, only removed -------------------------------------------------------------------------------------
CHANGES = ["words = 'Changed.'", "came = 'no'", "shown_name = 'Tom'", "status = 'waiting'", "reply = 'Never mind.'",
           "published_at = published_at + interval '1 day'"]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_published_story_never_changes_not_even_by_sql(service, change):
    StoryFactory(enquiry__service=service, reply="Thank you.")
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        connection.cursor().execute(f"UPDATE providers_story SET {change}")
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        connection.cursor().execute("DELETE FROM providers_story")


def test_a_removed_story_never_comes_back(service):
    story = StoryFactory(enquiry__service=service)
    actions.remove_story(story, by=by_link(story.enquiry))
    with pytest.raises(IntegrityError), transaction.atomic():
        connection.cursor().execute("UPDATE providers_story SET status = 'published', words = 'I am back.'")


def test_its_author_takes_it_back_and_its_words_are_gone(service, amina):
    story = StoryFactory(enquiry__service=service, reply="Thank you.")
    with pytest.raises(PermissionDenied):
        actions.remove_story(story, by=acting(amina))
    actions.remove_story(story, by=by_link(story.enquiry))
    story.refresh_from_db()
    assert (story.status, story.words, story.shown_name, story.reply) == (Status.REMOVED, "", "", "")


def test_connor_takes_one_down_and_its_author_is_told(service, connor):
    story = StoryFactory(enquiry__service=service)
    actions.remove_story(story, by=acting(connor))
    assert letters("story-removed") == 1


# --- Asking, forgetting ----------------------------------------------------------------------------------------------
def test_four_weeks_on_somebody_hears_once_that_they_can_tell(service, ben):
    long_ago = timezone.localdate() - timedelta(days=30)
    EnquiryFactory(service=service, started_on=long_ago)
    EnquiryFactory(service=service, started_on=long_ago, account=ben)
    EnquiryFactory(service=service)
    StoryFactory(enquiry__service=service, enquiry__started_on=long_ago)
    tasks.invite_stories()
    tasks.invite_stories()
    assert letters("story-invitation") == 2
    assert all(set(m.context) == {"enterprise", "enquiry", "link"} for m in Message.objects.all())


def test_nobody_is_asked_where_a_professional_introduced_them(service, nottingham):
    long_ago = timezone.localdate() - timedelta(days=30)
    EnquiryFactory(service=service, started_on=long_ago, introduced_by=nottingham)
    tasks.invite_stories()
    assert letters("story-invitation") == 0


def test_what_was_never_shown_is_forgotten_after_90_days(helped, ben, amina, connor):
    story = tell(helped, acting(ben))
    actions.query_story(story, query="untrue", words="We never met.", by=acting(amina))
    actions.refuse_story(story, "not-theirs", by=acting(connor))
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        tasks.forget_told()
    story.refresh_from_db()
    assert (story.status, story.words, story.query_words) == (Status.REMOVED, "", "")
    assert letters("story-removed") == 0


def test_only_the_rule_forgets(ben):
    with pytest.raises(PermissionDenied):
        actions.forget_stories(by=acting(ben))
    actions.forget_stories(by=system("90-days-over"))
