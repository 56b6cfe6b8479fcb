"""Whoever publishes the books of a body hears when a quarter's files are ready, and again if they are not out."""

from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.utils import timezone

from budgets.weeks import DAY
from commissioning.models import Publication
from commissioning.open_books import due_on, no_prefix, periods_of
from commissioning.open_books.figures import quarter_of
from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.notifications.outbox import notify
from marketplace.organisations.models import Organisation, Role
from marketplace.workflow.working_days import working_day_after

AGAIN = 10  # working days


@transaction.atomic
def tell_publishers(body: Organisation, *, by: Actor) -> int:
    """From the first working day after a quarter once, and ten working days later once more; nobody, if all is out."""
    today = timezone.localdate()
    ready_on = working_day_after(quarter_of(today).starts_on, 0)
    missing = not_published(body, today)
    if today < ready_on or not missing:
        return 0
    told = _tell(body, "books-ready", missing, ready_on)
    if today >= working_day_after(ready_on, AGAIN):
        told += _tell(body, "books-late", missing, ready_on)
    return told


def not_published(body: Organisation, today: date) -> list[date]:
    """For each file about days that ended with the last quarter, and which nobody has published, when it is due."""
    last_day = quarter_of(today).starts_on - DAY
    return [due_on(period) for kind, period in _ended_on(last_day)
            if not Publication.objects.filter(body=body, kind=kind, starts_on=period.starts_on).exists()]  # fmt: skip


def _ended_on(last_day: date) -> Iterator[tuple]:
    for kind in Publication.Kind:
        if kind == Publication.Kind.RELEASES and no_prefix():
            continue
        for period in periods_of(kind, last_day + DAY, 1):
            if period.ends_on == last_day:
                yield kind, period


def _tell(body: Organisation, template: str, missing: list[date], ready_on: date) -> int:
    """How many people know it now."""
    there = body.memberships.live().in_role(Role.FINANCE).values("account")
    people = User.objects.filter(is_active=True, pk__in=there)
    said = {"count": len(missing), "until": min(missing).isoformat(), "body": str(body.pk), "council": body.name}
    for each in people:
        notify(each, template, key=f"{template}:{body.pk}:{ready_on}:{each.pk}", context=said)
    return len(people)
