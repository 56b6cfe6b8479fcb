"""Life happens: one word stops visits, reminders and questions, frees the money by the terms, and tells who must know.

Locks go from the person to their agreements, in the order of their keys, and to the visits.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import access
from budgets.actions.last_things import settle_death, write_death
from budgets.actions.life_news import tell_home, tell_life, those_who_must_know
from budgets.actions.planning import owe_nothing, promise, stop_visit
from budgets.models import Agreement, FirstVisitSheet, LifeChange, Person, Visit
from budgets.weeks import DAY
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor, system
from marketplace.notifications import actions as notifications
from marketplace.ui.filters import long_date
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.keys import is_done
from marketplace.workflow.moves import lock, move, record_entry

Kind, Status = LifeChange.Kind, Agreement.Status
RULE = system("life-happens")
BACK, AHEAD = timedelta(days=60), timedelta(days=366)
HOME_AHEAD = timedelta(days=14)
FACTS = ("starts_on", "until_on", "note", "agreements_stay")


@transaction.atomic
def life_happens(person: Person, kind: str, facts: Mapping, *, key: UUID, by: Actor) -> LifeChange:
    """In hospital, away, moved, died: said once, on one page, by the person or by somebody for them."""
    lock(person)
    if is_done(key, "life-happens", person, kind, facts, by=by):
        return LifeChange.objects.get(key=key)
    require(access.can_say_life(by, person, died=kind == Kind.DIED))
    told = {name: facts[name] for name in FACTS if name in facts}
    refuse_impossible(person, kind, facts, by=by)
    event = LifeChange.objects.create(key=key, person=person, kind=kind, said_by=by.person, **told)
    record_entry(event, "said", by=by)
    those = those_who_must_know(person)
    _stop(event, by=by)
    if event.is_stay:
        _leave_unasked(person)
    elif kind == Kind.MOVED:
        _move_house(event, facts.get("outcode", ""))
    else:
        write_death(event)
        if access.can_settle_death(by, person):
            settle_death(event, by=by)
    tell_life(event, those, by=by)
    return event


def refuse_impossible(person: Person, kind: str, told: Mapping, *, by: Actor) -> None:
    """Days that cannot be, a death that is known, two stays at once, an end that is not theirs to say; asked also
    before the sure page."""
    starts_on, until_on, today = told["starts_on"], told.get("until_on"), timezone.localdate()
    if person.died_on is not None:
        raise RuleBroken(_("It is written down already that they died."))
    if not today - BACK <= starts_on <= today + AHEAD:
        raise RuleBroken(_("Choose a first day within the last two months or the next year."))
    if kind == Kind.MOVED and not told.get("outcode"):
        raise RuleBroken(_("Type the first half of the new postcode, like NG5."))
    if kind == Kind.MOVED and not told.get("agreements_stay", True) and not access.can_end_by_moving(by, person):
        raise RuleBroken(_("Whoever agrees for them says if agreements end. Say that visits go on, and tell them."))
    if kind == Kind.DIED and starts_on > today:
        raise RuleBroken(_("Choose today or a day before."))
    if until_on is not None and until_on < starts_on:
        raise RuleBroken(_("The last day is before the first. Change one of them."))
    if kind in LifeChange.STAYS:
        _refuse_two_at_once(person, starts_on, until_on)


def refuse_away(person: Person | None, on: date) -> None:
    """On a day in hospital or away nobody is at home to be helped."""
    if person is not None and LifeChange.objects.filter(person=person).covering(on).exists():
        raise RuleBroken(_("They are not at home on this day. Choose another, or say first that they are home."))


def _refuse_two_at_once(person: Person, first: date, last: date | None) -> None:
    """Nobody is away twice on one day; of a stay without an end nobody knows yet if it reaches a later one."""
    for other in LifeChange.objects.filter(person=person).stays():
        begins_within = last is not None and first <= other.starts_on <= last and other.covers(other.starts_on)
        if begins_within or other.covers(first):
            words = _("They are away already from %(day)s. Say first that they are home, or choose other days.")
            raise RuleBroken(words % {"day": long_date(other.starts_on)})


def _live(person: Person) -> list[Agreement]:
    """Their agreements, each held until the end."""
    found = list(Agreement.objects.filter(person=person, status=Status.AGREED).order_by("pk"))
    for agreement in found:
        lock(agreement)
    return found


def stopped_by(event: LifeChange):
    """The visits that this word stops: planned, from its first day to its last as far as it is known."""
    found = Visit.objects.filter(agreement__person=event.person_id, status=Visit.Status.PLANNED)
    found = found.filter(on__gte=event.starts_on).with_agreement()
    if event.kind == Kind.MOVED and event.agreements_stay:
        return found.none()
    return found.filter(on__lte=event.until_on) if event.until_on else found


def _stop(event: LifeChange, *, by: Actor) -> None:
    _live(event.person)
    for visit in list(stopped_by(event).order_by("agreement", "pk")):
        stop_visit(visit, event, by=by)


def _leave_unasked(person: Person) -> None:
    """No reminders and no questions in the first of the stays that are not over; without one they come again."""
    if person.account is None:
        return
    stay = LifeChange.objects.filter(person=person).not_over(timezone.localdate()).order_by("starts_on").first()
    first, last = (stay.starts_on, stay.last_on) if stay else (None, None)
    notifications.leave_unasked(person.account, first, last, by=RULE)


def _move_house(event: LifeChange, outcode: str) -> None:
    """Until its day the old address holds; agreements end on the day before, unless they stay."""
    person = event.person
    LifeChange.objects.filter(person=person, kind=Kind.MOVED).update(outcode="")  # what was said last holds
    event.outcode = outcode
    event.save(update_fields=["outcode"])
    if event.starts_on <= timezone.localdate():
        _be_there(event)
    if event.agreements_stay:
        return
    last = event.starts_on - DAY
    for agreement in _live(person):
        owe_nothing(agreement.visits.filter(on__gte=event.starts_on), by=RULE)
        if agreement.ends_on is None or agreement.ends_on > last:
            agreement.ends_on = last
            agreement.save(update_fields=["ends_on"])
        if last < timezone.localdate():
            move(agreement, Status.ENDED, by=RULE, ended_at=timezone.now())


def _be_there(event: LifeChange) -> None:
    """The old address opens no door any more."""
    person = event.person
    if event.outcode:
        person.outcode, event.outcode = event.outcode, ""
        person.save(update_fields=["outcode"])
        event.save(update_fields=["outcode"])
    FirstVisitSheet.objects.filter(person=person).update(address="", way_in="")


@transaction.atomic
def settle_move(event: LifeChange, *, by: Actor) -> None:
    """The day of a move that was said in advance has come."""
    require(bool(by.rule))
    lock(event.person)
    lock(event)
    if event.outcode:  # said again, or settled, meanwhile
        _be_there(event)
        record_entry(event, "settled", by=by)


@transaction.atomic
def come_home(event: LifeChange, home_on: date, *, by: Actor) -> tuple[int, int]:
    """They are home again from this day: what was stopped is planned again; how many, and how many were not.

    What public money does not pay any more stays stopped, for a human to look at.
    """
    lock(event.person)
    lock(event)
    require(access.can_say_life(by, event.person))
    if event.person.died_on is not None:
        raise RuleBroken(_("It is written down that they died. If that was a mistake, take it back first."))
    if not event.is_stay or event.taken_back_at or event.ended_on:
        raise RuleBroken(_("It is written down already that they are home."))
    if not event.starts_on <= home_on <= timezone.localdate() + HOME_AHEAD:
        raise RuleBroken(_("Choose a day from the first day away until two weeks from now."))
    event.ended_on = home_on - DAY
    event.save(update_fields=["ended_on"])
    record_entry(event, "home", by=by)
    _leave_unasked(event.person)
    done = plan_again(event, home_on, by=by)
    tell_home(event, home_on, by=by)
    return done


def plan_again(event: LifeChange, first: date, *, by: Actor) -> tuple[int, int]:
    """From this day on nothing stops their visits any more, but other stays; how many go on, and how many do not."""
    live = _live(event.person)
    for agreement in live:
        if agreement.planned_until is not None and agreement.planned_until < first - DAY:
            agreement.planned_until = first - DAY
            agreement.save(update_fields=["planned_until"])
    done = [_again(visit, by=by) for visit in _to_plan_again(event, first, live)]
    return sum(done), len(done) - sum(done)


def _to_plan_again(event: LifeChange, first: date, live: list[Agreement]) -> list[Visit]:
    """Whatever stopped it first, a visit stays stopped while any stay covers its day; what was skipped stays so."""
    found = Visit.objects.filter(agreement__in=live, status=Visit.Status.STOPPED, paid_at=None, invoiced_at=None)
    found = found.filter(on__gte=max(first, event.starts_on)).exclude(stopped_by=None)
    stays = list(LifeChange.objects.filter(person=event.person).stays())
    rows = found.with_agreement().order_by("agreement", "pk")
    return [visit for visit in rows if not any(each.covers(visit.on) for each in stays) and _holds(visit)]


def _holds(visit: Visit) -> bool:
    last = visit.agreement.ends_on
    return last is None or visit.on <= last


def _again(visit: Visit, *, by: Actor) -> bool:
    try:
        with transaction.atomic():
            move(visit, Visit.Status.PLANNED, by=by, due_pence=None, stopped_by=None)
            promise(visit, visit.pence, by=by)
    except RuleBroken:
        return False
    return True
