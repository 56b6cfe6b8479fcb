"""A person's circle: somebody is added, invited, changed and ended; and who decides where the person cannot."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import access
from budgets.actions.telling import tell_person_of
from budgets.models import CircleMember, Person, Power
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.notifications.outbox import notify
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.links import end_links, replace_links
from marketplace.workflow.models import PrivateLink
from marketplace.workflow.moves import lock, one_at_a_time, record_entry

JOINING = "circle"  # the purpose of the link with which somebody joins a circle
GOOD_FOR = timedelta(days=14)
MOST_A_DAY, MOST_LINKS_A_DAY = 20, 3
FACTS = ("name", "email", "kind", "note", "is_household", "starts_on", "ends_on")


@transaction.atomic
def add_to_circle(person: Person, facts: Mapping, powers: Iterable[str], *, by: Actor) -> CircleMember:
    """Who may see and do what, from when to when; an invitation goes to their e-mail."""
    lock(person)
    require(access.can_add_to_circle(by, person, facts["kind"]))
    told = {name: facts[name] for name in FACTS if name in facts}
    chosen = _powers(person, told["kind"], powers)
    if access.is_named_worker(by, person) and not told.get("note", "").strip():
        raise RuleBroken(_("Write down who asked for this, or who saw which document, and when."))
    _days_in_order(told.get("starts_on") or timezone.localdate(), told.get("ends_on"))
    _not_there_already(person, told["email"])
    _not_too_many(by)
    member = CircleMember.objects.create(person=person, powers=chosen, added_by=by.person, **told)
    record_entry(member, "added", by=by)
    _invite(member, by=by)
    return member


def _powers(person: Person, kind: str, powers: Iterable[str]) -> list[str]:
    """What was chosen, with what goes with it: whoever writes down what was paid sees the money."""
    chosen = {Power(each) for each in powers}
    if not chosen:
        raise RuleBroken(_("Choose at least one thing that they may see or do."))
    if Power.AGREE in chosen and person.is_represented and kind not in CircleMember.LAWFUL:
        raise RuleBroken(_("Only somebody whom the law lets decide for them can agree to support for them."))
    if Power.PAY in chosen:
        chosen.add(Power.MONEY)
    return [power.value for power in Power if power in chosen]


def _days_in_order(starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on < max(starts_on, timezone.localdate()):
        raise RuleBroken(_("The last day is over, or before the first. Change one of them."))


def _not_there_already(person: Person, email: str) -> None:
    known = {member.email.lower() for member in person.circle.not_over()}
    if email.lower() in known:
        raise RuleBroken(_("They are in the circle already."))


def _not_too_many(by: Actor) -> None:
    """Nobody floods strangers with letters in our name."""
    one_at_a_time(f"circle:{by.person.pk}")
    today = CircleMember.objects.filter(added_by=by.account, added_at__gte=timezone.now() - timedelta(days=1))
    if today.count() >= MOST_A_DAY:
        raise RuleBroken(_("You have added 20 people today. Add the next one tomorrow."))


def _invite(member: CircleMember, *, by: Actor) -> None:
    link = replace_links(member, JOINING, lasts=GOOD_FOR)
    body = member.person.organisation_id
    said = {"by": by.person.name, "link": str(link.pk)}
    notify(member.email, "circle-invited", key=f"circle-invited:{link.pk}", context=said, organisation_id=body)


@transaction.atomic
def invite_again(member: CircleMember, *, by: Actor) -> None:
    """A new link, while they have not joined; the one before stops."""
    lock(member)
    require(access.can_change_member(by, member))
    if member.standing != "invited":
        raise RuleBroken(_("They have joined already, or their time is over."))
    made = PrivateLink.objects.of(member, JOINING).filter(made_at__gte=timezone.now() - timedelta(days=1))
    if made.count() >= MOST_LINKS_A_DAY:
        raise RuleBroken(_("They have had 3 invitations today. Wait until tomorrow, or ring them."))
    record_entry(member, "invited-again", by=by)
    _invite(member, by=by)


@transaction.atomic
def join_circle(member: CircleMember, link: PrivateLink, *, by: Actor) -> None:
    """Whoever has the link, once: their account is the one that may see and do what was said. The person is told."""
    lock(member)
    require(link.subject_id == member.pk and by.account is not None)
    if not PrivateLink.objects.of(member, JOINING).live().filter(pk=link.pk).exists() or member.standing != "invited":
        raise RuleBroken(_("This invitation does not work any more. Ask for a new one."))
    person = member.person
    if access.is_own(by, person) or person.named_worker_id == by.person.pk:
        raise RuleBroken(_("This invitation is for somebody else: you know this person already."))
    if person.circle.not_over().filter(account=by.person).exists():
        raise RuleBroken(_("You are in this circle already."))
    member.account, member.joined_at = by.person, timezone.now()
    member.save(update_fields=["account", "joined_at"])
    end_links(member, JOINING)
    entry = record_entry(member, "joined", by=by)
    tell_person_of(person, "circle-joined", entry, who=by.person.name)


@transaction.atomic
def change_member(member: CircleMember, powers: Iterable[str], *, ends_on: date | None, by: Actor) -> None:
    """What they may see and do from now on, and until which day."""
    lock(member)
    require(access.can_change_member(by, member))
    if member.standing == "ended":
        raise RuleBroken(_("Their time is over. Add them again if they are to come back."))
    _days_in_order(member.starts_on, ends_on)
    member.powers, member.ends_on = _powers(member.person, member.kind, powers), ends_on
    member.powers_before = []  # what is said now holds, also when a death is taken back
    member.save(update_fields=["powers", "ends_on", "powers_before"])
    record_entry(member, "changed", by=by)


@transaction.atomic
def end_member(member: CircleMember, *, by: Actor) -> None:
    """They see and do nothing more from this moment; they and the person are told."""
    lock(member)
    require(access.can_end_member(by, member))
    if member.standing == "ended":
        return
    member.ended_at = timezone.now()
    member.ends_on = max(timezone.localdate(), member.starts_on)
    member.save(update_fields=["ended_at", "ends_on"])
    end_links(member, JOINING)
    entry = record_entry(member, "ended", by=by)
    tell_person_of(member.person, "circle-ended", entry)
    if member.account and member.account_id != by.person.pk:
        notify(member.account, "circle-left", key=f"circle-left:{entry.pk}")


@transaction.atomic
def say_who_decides(person: Person, is_represented: bool, because: str, *, by: Actor) -> None:
    """The named worker records whether the person decides themselves; who may agree for them follows from it."""
    lock(person)
    require(access.is_named_worker(by, person))
    if not because.strip():
        raise RuleBroken(_("Write down who decided that, when, and why."))
    person.is_represented, person.represented_because = is_represented, because.strip()
    person.save(update_fields=["is_represented", "represented_because"])
    record_entry(person, "represented" if is_represented else "decides-themselves", by=by)
    if is_represented:
        nobody_agrees_without_authority(person, by=by)


def nobody_agrees_without_authority(person: Person, *, by: Actor) -> None:
    """What the person had let others agree to falls with it: only somebody whom the law lets decide goes on."""
    agree = person.circle.not_over().filter(powers__contains=[Power.AGREE])
    for member in agree.exclude(kind__in=CircleMember.LAWFUL):
        member.powers = [power for power in member.powers if power != Power.AGREE]
        member.save(update_fields=["powers"])
        record_entry(member, "agrees-no-more", by=by)
