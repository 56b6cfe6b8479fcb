"""Helping to start: who helps, the plan, and the one next step that both sides see."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from commissioning import access
from commissioning.models import NextStep, Start
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.notifications.outbox import notify
from marketplace.organisations.models import Organisation, Role
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, record_entry
from providers.actions.telling import owners
from providers.models import Service

CHUNK = 200
NEW_FOR = timedelta(days=365)  # after it was begun here, in which a council helps an enterprise without being asked


@transaction.atomic
def ask_for_help(service: Service, *, by: Actor) -> Start:
    """The owner asks the council where they work; its advisers are told once."""
    council = Organisation.objects.council_of(service.council_code)
    require(access.can_show(by, service.enterprise))
    if council is None:
        raise RuleBroken(_("No council has joined where you work yet, so nobody there can help you to start."))
    start, is_new = Start.objects.get_or_create(enterprise=service.enterprise, council=council)
    if is_new:
        record_entry(start, "help-asked", by=by)
        for adviser in advisers(council):
            said = {"enterprise": service.enterprise.name, "start": str(start.pk)}
            notify(adviser, "start-asked", key=f"start-asked:{start.pk}:{adviser.pk}", context=said)
    return start


@transaction.atomic
def open_starts(*, by: Actor) -> int:
    """Whoever sent a first listing to a council in the last year is on its list of those who start. How many."""
    require(bool(by.rule))
    since = timezone.now() - NEW_FOR
    known = Start.objects.filter(enterprise=OuterRef("enterprise"), council__council_code=OuterRef("council_code"))
    codes = Organisation.objects.councils().values("council_code")
    found = Service.objects.sent().filter(council_code__in=codes, enterprise__created_at__gte=since)
    found = found.exclude(status="closed").filter(~Exists(known))
    pairs = list(found.order_by().values_list("enterprise", "council_code").distinct()[:CHUNK])
    councils = Organisation.objects.councils_of(code for _enterprise, code in pairs)
    rows = [Start(enterprise_id=enterprise, council=councils[code]) for enterprise, code in pairs]
    Start.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


@transaction.atomic
def take_on(start: Start, *, by: Actor) -> None:
    """From now on this adviser helps; the owner reads who."""
    lock(start)
    require(access.can_advise(by, start))
    start.adviser = by.person
    start.save(update_fields=["adviser"])
    entry = record_entry(start, "taken-on", by=by)
    for owner in owners(start.enterprise):
        said = {"adviser": by.person.name, "council": start.council.name}
        notify(owner, "adviser-found", key=f"adviser-found:{entry.pk}:{owner.pk}", context=said)


@transaction.atomic
def hand_back(start: Start, *, by: Actor) -> None:
    """Nobody helps for now: it stands on the list of those without an adviser."""
    lock(start)
    require(access.can_advise(by, start))
    start.adviser = None
    start.save(update_fields=["adviser"])
    record_entry(start, "handed-back", by=by)


@transaction.atomic
def say_plan(start: Start, is_ready: bool, *, by: Actor) -> None:
    """The owner says that the plan is written, or that it is not after all."""
    lock(start)
    require(access.can_walk(by, start))
    start.plan_ready_on = timezone.localdate() if is_ready else None
    start.save(update_fields=["plan_ready_on"])
    record_entry(start, "plan-ready" if is_ready else "plan-not-ready", by=by)


@transaction.atomic
def set_next_step(start: Start, words: str, due_on: date, who: str, *, by: Actor) -> NextStep:
    """One step at a time: a new one takes the place of the old; whoever has to do it is told."""
    lock(start)
    require(access.can_advise(by, start))
    if not words.strip():
        raise RuleBroken(_("Write what happens next."))
    if due_on < timezone.localdate():
        raise RuleBroken(_("Choose today or a day after."))
    start.next_steps.filter(done_on=None).update(done_on=timezone.localdate())
    made = NextStep.objects.create(start=start, words=words.strip(), due_on=due_on, who=who, made_by=by.person)
    if start.adviser is None:
        start.adviser = by.person
        start.save(update_fields=["adviser"])
    record_entry(made, "set", by=by)
    for owner in owners(start.enterprise):
        notify(owner, "next-step", key=f"next-step:{made.pk}:{owner.pk}", context={"adviser": by.person.name})
    return made


@transaction.atomic
def finish_step(step: NextStep, *, by: Actor) -> None:
    """Either side says that it is done; the adviser hears of what the enterprise has done."""
    lock(step)
    is_owner = access.can_walk(by, step.start)
    require(is_owner or access.can_advise(by, step.start))
    if step.done_on:
        return
    step.done_on = timezone.localdate()
    step.save(update_fields=["done_on"])
    record_entry(step, "done", by=by)
    if is_owner and step.start.adviser:
        said = {"enterprise": step.start.enterprise.name, "start": str(step.start_id)}
        notify(step.start.adviser, "next-step-done", key=f"next-step-done:{step.pk}", context=said)


@transaction.atomic
def remind_of_steps(*, by: Actor) -> int:
    """On its day, once: whoever has to do it. How many were reminded now."""
    require(bool(by.rule))
    due = NextStep.objects.filter(done_on=None, due_on__lte=timezone.localdate(), reminded_at=None)
    steps = list(
        due.select_related("start__enterprise__organisation", "start__adviser").order_by("due_on", "pk")[:CHUNK]
    )
    for step in steps:
        people = [step.start.adviser] if step.who == NextStep.Who.ADVISER else owners(step.start.enterprise)
        for person in filter(None, people):
            said = {"start": str(step.start_id), "is_adviser": step.who == NextStep.Who.ADVISER}
            notify(person, "next-step-due", key=f"next-step-due:{step.pk}:{person.pk}", context=said)
    NextStep.objects.filter(pk__in=[step.pk for step in steps]).update(reminded_at=timezone.now())
    return len(steps)


def advisers(council: Organisation):
    """Everybody who advises enterprises for this council; its commissioners, where nobody does."""
    works = council.memberships.live().in_role(Role.ADVISER)
    works = works if works.exists() else council.memberships.live().in_role(Role.COMMISSIONER)
    return User.objects.filter(is_active=True, pk__in=works.values("account"))
