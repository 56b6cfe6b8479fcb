"""Every change to stories: told, held, queried, answered, read by a person, shown, removed."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.notifications.contacts import Contact
from marketplace.notifications.outbox import notify
from marketplace.notifications.reaching import is_unasked
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.links import make_link
from marketplace.workflow.models import PrivateLink
from marketplace.workflow.moves import lock, move, record_entry
from providers import access, moderation
from providers.actions.keeping import set_facts, touch
from providers.actions.telling import deciders, owners
from providers.models import Enquiry, Enterprise, Service, Story

Status = Story.Status
TO_QUERY = timedelta(hours=72)
LINK_LASTS = timedelta(days=2 * 365)


@transaction.atomic
def tell_story(enquiry: Enquiry, *, came: str, reached: str, again: str, words: str, shown_as: str, shown_name: str,
               by: Actor) -> Story:  # fmt: skip
    """Somebody whom an enterprise has started to help tells how it is; the rule reads it at once."""
    lock(enquiry)
    require(access.can_tell(by, enquiry))
    if enquiry.outcome != Enquiry.Outcome.STARTED:
        raise RuleBroken(_("You can tell a story once the help has started."))
    story = Story.objects.filter(enquiry=enquiry).first() or Story(enquiry=enquiry, service=enquiry.service)
    if not story._state.adding:
        lock(story)
    if story.status not in (Status.WRITTEN, Status.HELD):
        raise RuleBroken(_("It cannot be changed any more. You can take it back."))
    told = {"came": came, "reached": reached, "again": again, "words": words.strip(), "shown_as": shown_as,
            "shown_name": shown_name.strip(), "told_at": timezone.now()}  # fmt: skip
    set_facts(story, told)
    record_entry(story, "told", by=by)
    _read_by_rule(story, by)
    return story


def _read_by_rule(story: Story, by: Actor) -> None:
    """Hold what has to change; what need not waits 72 hours, and the enterprise and a reader are told."""
    found = moderation.problems(story.words, answers=story.answers, names=names_in(story.service.enterprise))
    if found:
        set_facts(story, {"held_because": found})
        if story.status == Status.WRITTEN:
            move(story, Status.HELD, by=by)
        return
    fresh = {"held_because": [], "waits_until": timezone.now() + TO_QUERY, "moderated_at": None, "moderated_by": None}
    moved = move(story, Status.WAITING, by=by, **fresh)
    _tell_owners(story, "story-about-you", moved.pk)
    _tell_readers(story, "story-to-read", moved.pk)


def names_in(enterprise: Enterprise) -> list[str]:
    """Names of the people who own it or work there, and of those on its pages."""
    members = enterprise.organisation.memberships.live().working().values_list("account__name", flat=True)
    shown = [people for people in enterprise.services.values_list("people", flat=True) if people != enterprise.name]
    return [part for name in (*members, *shown) for part in name.replace("&", " ").split() if part[:1].isupper()]


@transaction.atomic
def query_story(story: Story, *, query: str, words: str, by: Actor) -> None:
    """Within 72 hours the enterprise asks for a story to be looked at, with its reason; a person reads it again."""
    lock(story)
    require(access.can_speak_for(by, story.service.enterprise))
    if not story.may_be_queried:
        raise RuleBroken(_("The 72 hours to ask about it are over. You can still answer it."))
    said = {"query": query, "query_words": words.strip(), "moderated_at": None, "moderated_by": None}
    moved = move(story, Status.QUERIED, by=by, **said)
    _tell_readers(story, "story-queried", moved.pk)


@transaction.atomic
def reply_to_story(story: Story, words: str, *, by: Actor) -> None:
    """The enterprise answers once, in public, under the story; it names nobody."""
    lock(story)
    require(access.can_speak_for(by, story.service.enterprise))
    if not story.may_be_replied_to:
        raise RuleBroken(_("You have answered this story already, or it is not there any more."))
    found = moderation.problems_of_reply(words, names=[story.enquiry.name, story.shown_name])
    if found:
        raise RuleBroken(" ".join(str(moderation.CHANGE[slug]) for slug in found))
    set_facts(story, {"reply": words.strip(), "replied_at": timezone.now()})
    entry = record_entry(story, "replied", by=by)
    if story.status == Status.PUBLISHED:
        touch(Service.objects.filter(pk=story.service_id))
        _tell_author(story, "story-answered", entry.pk)


@transaction.atomic
def pass_story(story: Story, *, by: Actor) -> None:
    """Somebody who decides has read it: it is shown once the 72 hours are over."""
    lock(story)
    require(access.can_moderate(by, story))
    if story.status not in (Status.WAITING, Status.QUERIED) or story.moderated_at:
        raise RuleBroken(_("Somebody has read this already."))
    set_facts(story, {"moderated_at": timezone.now(), "moderated_by": by.account})
    record_entry(story, "passed", by=by)
    if story.waits_until and story.waits_until <= timezone.now():
        _publish(story, by)


@transaction.atomic
def ask_to_change(story: Story, because: list[str], *, by: Actor) -> None:
    """Somebody who decides asks the author to change it, and says what."""
    lock(story)
    require(access.can_moderate(by, story))
    asked = [slug for slug in because if slug in moderation.CHANGE]
    if not asked:
        raise RuleBroken(_("Say what they have to change."))
    moved = move(story, Status.HELD, by=by, held_because=asked, moderated_at=None, moderated_by=None)
    _tell_author(story, "story-to-change", moved.pk)


@transaction.atomic
def refuse_story(story: Story, refusal: str, *, by: Actor) -> None:
    """Somebody who decides does not show it, for a reason that its author is told."""
    lock(story)
    require(access.can_moderate(by, story))
    who = {"moderated_at": timezone.now(), "moderated_by": by.account, "ended_at": timezone.now()}
    moved = move(story, Status.REFUSED, by=by, refusal=refusal, **who)
    _tell_author(story, "story-refused", moved.pk)


@transaction.atomic
def publish_story(story: Story, *, by: Actor) -> bool:
    """Show it, if a person has read it and the 72 hours are over; whether it is shown now."""
    lock(story)
    require(bool(by.rule))
    waits = story.status in (Status.WAITING, Status.QUERIED)
    if not waits or story.moderated_at is None or story.waits_until is None or story.waits_until > timezone.now():
        return False
    _publish(story, by)
    return True


def _publish(story: Story, by: Actor) -> None:
    moved = move(story, Status.PUBLISHED, by=by, published_at=timezone.now())
    touch(Service.objects.filter(pk=story.service_id))
    _tell_owners(story, "story-shown", moved.pk)
    _tell_author(story, "story-is-shown", moved.pk)


@transaction.atomic
def remove_story(story: Story, *, by: Actor) -> None:
    """Its author takes it back at any time, or somebody who decides takes it down; its words are gone for good."""
    lock(story)
    is_author = access.asked_it(by, story.enquiry)
    require(is_author or access.can_moderate(by, story) or bool(by.rule))
    nothing = {"words": "", "shown_name": "", "reply": "", "query_words": "", "ended_at": timezone.now()}
    moved = move(story, Status.REMOVED, by=by, **nothing)
    touch(Service.objects.filter(pk=story.service_id))
    if not is_author and not by.rule:
        _tell_author(story, "story-removed", moved.pk)


@transaction.atomic
def invite_story(enquiry: Enquiry, *, by: Actor) -> None:
    """Four weeks after the help started, whoever asked is told once that they can tell how it is."""
    lock(enquiry)
    require(bool(by.rule))
    if Story.objects.filter(enquiry=enquiry).exists() or _author_of(enquiry) is None:
        return
    if enquiry.account is not None and is_unasked(enquiry.account):
        return
    _tell(enquiry, "story-invitation", key=f"story-invitation:{enquiry.pk}")


@transaction.atomic
def forget_stories(*, by: Actor) -> None:
    """What was never shown is not kept for ever, nor is what an enterprise said about a story."""
    require(bool(by.rule))
    for story in Story.objects.left_lying()[:200]:
        remove_story(story, by=by)
    Story.objects.with_old_queries().update(query_words="")


# --- Who is told -----------------------------------------------------------------------------------------------------
def _author_of(enquiry: Enquiry) -> User | Contact | None:
    """Whoever asked; nobody once it is forgotten who that was, or where a professional asked for somebody."""
    if enquiry.account and enquiry.introduced_by_id is None:
        return enquiry.account
    return enquiry.contact if enquiry.address and enquiry.introduced_by_id is None else None


def link_to_tell(enquiry: Enquiry) -> PrivateLink:
    """The way in for whoever asked without an account: the one that works, or a new one."""
    known = PrivateLink.objects.of(enquiry, access.STORY_LINK).live().order_by("-made_at").first()
    return known or make_link(enquiry, access.STORY_LINK, lasts=LINK_LASTS)


def _tell_author(story: Story, template: str, moved) -> None:
    _tell(story.enquiry, template, key=f"{template}:{moved}")


def _tell(enquiry: Enquiry, template: str, *, key: str) -> None:
    to = _author_of(enquiry)
    if to is None:
        return
    link = "" if isinstance(to, User) else str(link_to_tell(enquiry).pk)
    said = {"enterprise": enquiry.service.enterprise.name, "enquiry": str(enquiry.pk), "link": link}
    notify(to, template, key=key, context=said)


def _tell_owners(story: Story, template: str, moved) -> None:
    said = {"enterprise": story.service.enterprise.name, "story": str(story.pk), "service": str(story.service_id)}
    for owner in owners(story.service.enterprise):
        notify(owner, template, key=f"{template}:{moved}:{owner.pk}", context=said)


def _tell_readers(story: Story, template: str, moved) -> None:
    said = {"enterprise": story.service.enterprise.name, "story": str(story.pk)}
    for reader in deciders(story.service):
        notify(reader, template, key=f"{template}:{moved}:{reader.pk}", context=said)
