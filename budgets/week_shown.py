"""A week of visits as its pages show it: days, what waits for the reader, what is to be paid, and what was said."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import access
from budgets.actions.confirming import is_held
from budgets.covering import shorts_of
from budgets.models import Agreement, Deployment, LifeChange, Person, Power, Visit
from budgets.weeks import DAY, Period
from marketplace.accounts.actors import Actor
from marketplace.ui.filters import hour, long_date
from providers import display
from providers.documents import TONES

Status = Visit.Status
ICONS = {
    Status.PLANNED: "circle-dashed", Status.CONFIRMED: "check", Status.MISSED: "triangle-alert",
    Status.MOVED: "calendar-days", Status.CALLED_OFF: "x", Status.STOPPED: "circle-slash",
    Status.REPLACED: "circle-slash",
}  # fmt: skip
SOME = 10  # of what waits in other weeks
BACK, AHEAD = timedelta(weeks=104), timedelta(weeks=54)  # nobody looks further


def week_of(asked: str) -> Period:
    """Monday to Sunday of the day that was asked for, or of today."""
    today = timezone.localdate()
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        day = today
    if not today - BACK <= day <= today + AHEAD:
        day = today
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + 6 * DAY)


@dataclass(frozen=True)
class Rights:
    """What the reader may do for this person, asked once for a page; `close` are enterprises near to them, and `held`
    the ways of paying which they hold."""

    says: bool
    changes: bool
    pays: bool
    asks_how: bool
    sees_prices: bool
    plans: bool
    close: set = field(default_factory=set)
    held: set = field(default_factory=set)

    @staticmethod
    def of(actor: Actor, person: Person, visits: Iterable[Visit]) -> "Rights":
        says = access.may(actor, person, Power.CONFIRM) or access.can_take_down(actor, person)
        agrees, pays = (access.may(actor, person, power) for power in (Power.AGREE, Power.PAY))
        there = {visit.agreement.service.enterprise for visit in visits}
        close = {each.pk for each in there if access.is_close(actor, each)}
        held = set(Deployment.objects.held_by(actor).values_list("version__budget", "mechanism"))
        return Rights(says, says or agrees, pays, says and access.is_told(actor, person),
                      access.can_see_prices(actor, person), access.may(actor, person, Power.PLAN),
                      close, held)  # fmt: skip

    def may_change(self, visit: Visit) -> bool:
        return self.changes or self._is_held(visit)

    def sees_price(self, visit: Visit) -> bool:
        return self.sees_prices or self._is_held(visit)

    def _is_held(self, visit: Visit) -> bool:
        """Out of a fund that the actor holds for the person."""
        return (visit.agreement.budget_id, visit.agreement.mechanism) in self.held

    def on(self, visit: Visit) -> bool:
        return visit.agreement.service.enterprise_id not in self.close


def row_of(visit: Visit, now: datetime, rights: Rights | None = None) -> dict:
    """One visit in words, and what the reader can do about it."""
    service = visit.agreement.service
    can = rights if rights is not None and rights.on(visit) else None
    is_begun, is_planned = visit.begins_at <= now, visit.status == Status.PLANNED
    return {
        "visit": visit,
        "name": service.people or service.enterprise.name,
        "portraits": display.faces(str(service.pk), service.photo.name or "", service.portraits),
        "tone": TONES[service.pk.int % len(TONES)],
        "when": when(visit),
        "icon": "circle-help" if is_planned and is_begun else ICONS[Status(visit.status)],
        "state": state_of(visit, is_begun),
        "pence": _pence(visit) if rights is None or rights.sees_price(visit) else None,
        "is_asked": is_planned and is_begun,
        "can_say": bool(can and can.says and is_planned and is_begun),
        "can_change": bool(can and can.may_change(visit) and is_planned),
        "can_undo": bool(can and can.says and visit.is_said and not visit.is_billed),
        "can_pay": bool(can and can.pays and visit.due_pence and not visit.paid_at and is_held(visit)),
        "can_unpay": bool(can and can.pays and visit.paid_at),
    }


def _pence(visit: Visit) -> int:
    return visit.pence if visit.due_pence is None else visit.due_pence


def when(visit: Visit) -> str:
    """Tuesday 3 March, 10am to 11am."""
    ends = (datetime.combine(visit.on, visit.at) + timedelta(minutes=visit.minutes)).time()
    said = {"day": long_date(visit.on), "from": hour(visit.at), "to": hour(ends)}
    return _("%(day)s, %(from)s to %(to)s") % said


def state_of(visit: Visit, is_begun: bool) -> str:
    if visit.paid_at:
        return _("paid")
    if visit.status == Status.PLANNED:
        return _("did they come?") if is_begun else _("planned")
    words = {
        Status.CONFIRMED: _("it happened"), Status.MISSED: _("nobody came"), Status.MOVED: _("moved"),
        Status.CALLED_OFF: _("called off"), Status.STOPPED: _("stopped"),
        Status.REPLACED: _("other terms hold"),
    }  # fmt: skip
    return words[Status(visit.status)]


def days_of(rows: list[dict], week: Period, today: date) -> list[dict]:
    days = [week.starts_on + n * DAY for n in range(7)]
    return [
        {"on": day, "is_today": day == today, "rows": [row for row in rows if row["visit"].on == day]} for day in days
    ]


def _asked_elsewhere(every, week: Period, rights: Rights, now: datetime) -> list[dict]:
    """Of other weeks the visits for which somebody asks for another time."""
    if not rights.changes:
        return []
    found = every.filter(proposed_on__isnull=False, status=Status.PLANNED).exclude(
        on__range=(week.starts_on, week.ends_on)
    )
    return [row_of(visit, now, rights) for visit in found.order_by("on", "at", "pk")[:SOME]]


def _is_ahead(person: Person, week: Period) -> bool:
    """Whether agreements run of which this week is not planned yet."""
    running = Agreement.objects.filter(person=person).live(week.starts_on)
    return running.filter(Q(planned_until=None) | Q(planned_until__lt=week.starts_on)).exists()


def shown(person: Person, actor: Actor, week: Period) -> dict:
    """Everything on the page of a person's week."""
    now, today = timezone.now(), timezone.localdate()
    every = Visit.objects.filter(agreement__person=person).with_agreement()
    visits = list(every.between(week.starts_on, week.ends_on))
    rights = Rights.of(actor, person, visits)
    rows = [row_of(visit, now, rights) for visit in visits]
    unsaid = every.unsaid(now)
    stay = LifeChange.objects.filter(person=person).open_on(today).order_by("starts_on").first()
    return {
        "person": person, "week": week, "rights": rights, "today": today,
        "days": days_of(rows, week, today), "rows": rows, "stay": stay,
        "to_say": [row for row in rows if row["can_say"]], "to_pay": [row for row in rows if row["can_pay"]],
        "asked": [row for row in rows if row["visit"].proposed_on and row["can_change"]],
        "said": [row for row in rows if row["can_undo"] or row["can_unpay"]],
        "earlier": unsaid.filter(on__lt=week.starts_on).first() if rights.says else None,
        "shorts": shorts_of(Agreement.objects.of(person)) if access.may(actor, person, Power.MONEY) else [],
        "before": week.starts_on - 7 * DAY, "after": week.starts_on + 7 * DAY,
        "asked_elsewhere": _asked_elsewhere(every, week, rights, now),
        "is_ahead": not rows and _is_ahead(person, week),
        "is_this_week": today in week, "life": {"can_say": rights.says},
        "death": LifeChange.objects.filter(person=person).deaths().first() if person.died_on else None,
    }  # fmt: skip


def coming(visits: Iterable[Visit], week: Period) -> dict:
    """The enterprise's week: agreed times and nothing else; who comes is for them to say."""
    now, today = timezone.now(), timezone.localdate()
    rows = []
    for visit in visits:
        is_ahead = visit.status == Status.PLANNED and visit.begins_at > now
        person = visit.agreement.person
        facts: dict = {"who": person.short if person else _("A group"), "is_ahead": is_ahead, "is_asked": False}
        row = row_of(visit, now)
        if row["is_asked"]:
            facts |= {"state": _("not said yet"), "icon": "hourglass"}
        rows.append(row | facts)
    return {
        "days": days_of(rows, week, today), "rows": rows, "week": week, "today": today,
        "before": week.starts_on - 7 * DAY, "after": week.starts_on + 7 * DAY, "is_this_week": today in week,
        "personal": any(row["visit"].agreement.service.gives_personal_care for row in rows),
    }  # fmt: skip
