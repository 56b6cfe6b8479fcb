"""Visits for which public money does not suffice: from which day on, what they cost, and what is left for them.

The next visits of an agreement are planned all together or not at all, just as `plan_visits` does it; so what is told
here goes by itself as soon as the money is there. However many agreements are asked about, the database is asked
equally often.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from budgets.actions.planning import AHEAD
from budgets.models import Account, Agreement, LifeChange
from budgets.models.ledger import LIMITED
from budgets.planning import pence_for, spans, visits_of
from budgets.pots import POTS
from budgets.weeks import DAY

WAYS = [way for way, kind in POTS.items() if kind in LIMITED]


@dataclass(frozen=True)
class Short:
    """The visits of these days are not planned: they cost more than is left."""

    agreement: Agreement
    from_on: date
    until_on: date
    costs_pence: int
    left_pence: int


def shorts_of(agreements) -> list[Short]:
    """Of these agreements those whose next visits public money does not cover, the soonest first."""
    until = timezone.localdate() + AHEAD
    found = list(agreements.filter(mechanism__in=WAYS).to_plan(until).with_terms())
    if not found:
        return []
    budgets, people = [each.budget_id for each in found], [each.person_id for each in found]
    accounts = Account.objects.filter(budget_id__in=budgets, kind__in=LIMITED)
    left = {(each.budget_id, each.kind): each.available for each in accounts}
    stays = list(LifeChange.objects.filter(person__in=people).stays())
    told = [_short(each, until, left.get((each.budget_id, POTS[each.mechanism]), 0), stays) for each in found]
    return sorted(filter(None, told), key=lambda each: each.from_on)


def _short(agreement, until: date, left_pence: int, stays: Iterable[LifeChange]) -> Short | None:
    """Nothing while what is left pays for all of them; visits while the person is away are stopped, and cost less."""
    agreed = [each for each in agreement.versions.all() if each.is_agreed]
    first = max(min(each.starts_on for each in agreed), (agreement.planned_until or date.min) + DAY)
    last = min(day for day in (until, agreement.given_until, agreement.last_day) if day is not None)
    away = [stay for stay in stays if stay.person_id == agreement.person_id]
    days, costs = [], 0
    for terms, begins_on, ends_on in spans(agreed, first, last):
        for each in visits_of(terms.pattern, begins_on, ends_on):
            if not any(stay.covers(each.on) for stay in away):
                days.append(each.on)
                costs += pence_for(terms.pence, terms.unit, each.minutes)
    return Short(agreement, days[0], last, costs, left_pence) if days and costs > left_pence else None
