"""A plan is written a part at a time; and somebody looks at it again with the person, when that is due."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import access
from budgets.models import Person, Plan, Power, Review
from budgets.reviewing import first_due_on, next_due_on
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.notifications.outbox import notify
from marketplace.organisations.models import Organisation
from marketplace.ui.filters import long_date
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, record_entry

PARTS: dict[str, tuple[str, ...]] = {
    "matters": ("matters", "outcomes"),
    "bring": ("can_do", "family", "community"),
    "help": ("activities", "needs"),
    "when": ("times", "visits_weekly", "minutes_weekly"),
    "where": ("is_visited", "travel_miles"),
    "who": ("by", "languages", "has_pets", "musts"),
}
REVIEWED = (Organisation.Kind.COUNCIL, Organisation.Kind.NHS)
CHUNK = 100


@transaction.atomic
def write_plan(person: Person, part: str, facts: Mapping, *, by: Actor) -> Plan:
    """One part of the plan as it is from now on; which part, when and by whom is on the trail, what it says is not."""
    lock(person)
    require(access.may(by, person, Power.PLAN))
    told = {name: facts[name] for name in PARTS[part]}
    told |= {"changed_at": timezone.now(), "changed_by": by.account}
    plan, is_new = Plan.objects.update_or_create(person=person, defaults=told)
    record_entry(plan, f"changed-{part}", by=access.on_behalf(by, person))
    if is_new:
        plan_first_review(person, timezone.localdate())
    return plan


@transaction.atomic
def note_plan_reading(person: Person, *, by: Actor) -> None:
    """Each reading of somebody's plan by another is on the trail."""
    require(access.may(by, person, Power.PLAN))
    if not access.is_own(by, person):
        record_entry(person, "plan-read", by=access.on_behalf(by, person))


# --- Reviews ---------------------------------------------------------------------------------------------------------
def plan_first_review(person: Person, begun_on: date, funder: str = "") -> None:
    """The first plan, and the first budget of each funder, set a day; one that has to be earlier moves it."""
    if person.organisation.kind not in REVIEWED:
        return
    funder = funder or ("nhs" if person.organisation.kind == Organisation.Kind.NHS else "")
    due_on = first_due_on(begun_on, funder)
    to_come = person.reviews.to_do().first()
    if to_come is None and not person.reviews.done().exists():
        Review.objects.create(person=person, due_on=due_on)
    elif to_come is not None and due_on < to_come.due_on:
        to_come.due_on = due_on
        to_come.save(update_fields=["due_on"])


@transaction.atomic
def record_review(person: Person, done_on: date, said: str, *, again_on: date | None = None, by: Actor) -> Review:
    """It was looked at again: what was said, and by when next, at most a year later."""
    lock(person)
    require(access.is_named_worker(by, person))
    today, latest = timezone.localdate(), next_due_on(done_on)
    if done_on > today:
        raise RuleBroken(_("This day is in the future. Record it once you have talked."))
    if last := person.reviews.done().filter(done_on__gte=done_on).first():
        raise RuleBroken(_("There is one from %(day)s already.") % {"day": long_date(last.done_on or today)})
    if not said.strip():
        raise RuleBroken(_("Write down what was said."))
    if again_on is not None and not today < again_on <= latest:
        raise RuleBroken(_("Choose a day after today, and at the latest %(day)s.") % {"day": long_date(latest)})
    facts = {"done_on": done_on, "done_by": by.person, "said": said.strip()}
    review = person.reviews.to_do().first() or Review(person=person, due_on=done_on)
    for name, value in facts.items():
        setattr(review, name, value)
    review.save()
    Review.objects.create(person=person, due_on=again_on or latest)
    record_entry(review, "done", by=by)
    return review


@transaction.atomic
def remind_of_some_reviews(*, by: Actor) -> int:
    """The named worker hears once that somebody is to be visited again; how many they were."""
    require(bool(by.rule))
    due = Review.objects.to_remind_of(timezone.localdate()).select_related("person__named_worker")
    told = list(due.select_for_update(skip_locked=True, of=("self",))[:CHUNK])
    for review in told:
        body = review.person.organisation_id
        notify(review.person.named_worker, "review-due", key=f"review-due:{review.pk}", organisation_id=body)
    Review.objects.filter(pk__in=[review.pk for review in told]).update(reminded_at=timezone.now())
    return len(told)
