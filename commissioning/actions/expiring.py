"""Checks that run out: their people reminded, the card grey, the mark gone, the listing hidden; never by hand."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from commissioning.actions.telling_directory import tell_directory
from commissioning.expiring import MOST_DAYS, Days, Step, due, hides_on
from commissioning.models import CheckCase, Requirement, Waiver
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.notifications.outbox import notify
from marketplace.workflow.moves import move, record_entry
from providers import access as providers
from providers.actions import enquiries, hide, redraw
from providers.actions.fading import helpers_of
from providers.actions.telling import owners
from providers.models import Enterprise, Service

CHUNK = 1000
Status = Requirement.Status
Place = tuple[date, object]


@transaction.atomic
def expire_some(after: Place | None, *, by: Actor) -> tuple[int, Place | None]:
    """What is due today for the next thousand that run out within sixty days: how many moved, and where to go on."""
    require(by.rule == providers.CHECKS_RUN_OUT)
    today = timezone.localdate()
    found = Requirement.objects.running_out(today + timedelta(days=MOST_DAYS)).after(after)
    some = list(found.select_for_update(skip_locked=True)[:CHUNK])  # thousands that only wait need nothing else
    moved = _on_their_way(some, today)
    _remind([row for row, step in moved if step <= Step.TOLD_LAST], today)
    ended = {row.pk: step for row, step in moved if step > Step.TOLD_LAST}
    for row in Requirement.objects.filter(pk__in=ended).with_service().order_by("good_until", "pk"):
        _act(row, ended[row.pk], by)
    for step in {step for _row, step in moved}:
        Requirement.objects.filter(pk__in=[row.pk for row, at in moved if at == step]).update(expiry_step=step)
    last = some[-1] if len(some) == CHUNK else None
    return len(moved), (last.good_until, last.pk) if last and last.good_until else None


def _on_their_way(some: Sequence[Requirement], today: date) -> list[tuple[Requirement, Step]]:
    """Those that come a step further today."""
    cases = CheckCase.objects.filter(pk__in={row.case_id for row in some})
    days = {pk: Days.of(own or {}) for pk, own in cases.values_list("pk", "rule_set__adjustments")}
    moved = []
    for row in some:
        step = due(row.good_until, today, days[row.case_id], is_statutory=row.is_statutory)  # type: ignore[arg-type]
        if step > row.expiry_step:
            row.expiry_step = step
            moved.append((row, step))
    return moved


def _days(row: Requirement) -> Days:
    return Days.of(row.case.rule_set.adjustments if row.case.rule_set else {})


def _act(row: Requirement, step: Step, by: Actor) -> None:
    """After the last day: the card is drawn grey, then the check counts as run out, then the listing hides."""
    service = row.case.service
    record_entry(row, f"expiry:{step.name.lower().replace('_', '-')}", by=by)
    if step == Step.GREY:
        redraw(service, by=by)
    if step >= Step.MARK_GONE and row.status != Status.RUN_OUT:
        move(row, Status.RUN_OUT, by=by, expiry_step=step)
        for waiver in row.waivers_of.filter(status=Waiver.Status.AGREED):
            move(waiver, Waiver.Status.ENDED, by=by)
        tell_directory(row.case, by=by)
    if step == Step.HIDDEN:
        service.refresh_from_db()
        if service.status == Service.Status.LISTED:
            hide(service, by=by)
            _tell_hidden(row)
    _tell_owners(row, "check-hides" if step == Step.HIDDEN else "check-ran-out")


def _remind(rows: Sequence[Requirement], today: date) -> None:
    """One message a day for each enterprise, however many of its checks end."""
    cases = CheckCase.objects.filter(pk__in={row.case_id for row in rows})
    whose = dict(cases.values_list("pk", "service__enterprise"))
    ending: dict = defaultdict(set)
    for row in rows:
        ending[whose[row.case_id]].add((row.name, row.good_until.isoformat()))  # type: ignore[union-attr]
    for enterprise in Enterprise.objects.filter(pk__in=ending).with_organisation().order_by("pk"):
        what = ending[enterprise.pk]
        checks = [{"what": slug, "until": until} for slug, until in sorted(what, key=lambda each: each[1])]
        said = {"enterprise": enterprise.name, "checks": checks}
        for owner in owners(enterprise):
            notify(owner, "checks-end", key=f"checks-end:{enterprise.pk}:{today}:{owner.pk}", context=said)


def _tell_owners(row: Requirement, template: str) -> None:
    service, days = row.case.service, _days(row)
    hides = hides_on(row.good_until, days, is_statutory=row.is_statutory)  # type: ignore[arg-type]
    said = {"enterprise": service.enterprise.name, "what": row.name, "case": str(row.case_id)}
    said |= {"until": row.good_until.isoformat(), "hides": hides.isoformat()}  # type: ignore[union-attr]
    for owner in owners(service.enterprise):
        key = f"{template}:{row.pk}:{row.good_until}:{owner.pk}"
        notify(owner, template, key=key, context=said)


def _tell_hidden(row: Requirement) -> None:
    """Those whom it supports, and those who help the enterprise: that it is hidden, never which check it was."""
    service, about = row.case.service, f"{row.pk}:{row.good_until}"
    enquiries.tell_supported(service, "helper-hidden", about)
    for helper in helpers_of(service):
        said = {"enterprise": service.enterprise.name}
        notify(helper, "check-hides-helper", key=f"check-hides-helper:{about}:{helper.pk}", context=said)
