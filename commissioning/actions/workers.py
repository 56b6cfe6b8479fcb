"""People who work or volunteer in an enterprise: some checks are asked for each of them."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commissioning import access
from commissioning.actions.computing import recompute
from commissioning.models import CheckCase, Evidence, Worker
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, move, one_at_a_time, record_entry
from providers.models import Enterprise

MOST = 20  # far above the five of a micro-enterprise: a form filled in without end, not a rule about size


@transaction.atomic
def add_worker(enterprise: Enterprise, name: str, *, is_volunteer: bool, key: UUID, by: Actor) -> Worker:
    """Somebody joins: the checks that are per person are asked for them too. The same form sent twice is one."""
    one_at_a_time(f"worker:{key}")
    lock(enterprise)
    require(access.can_show(by, enterprise))
    if kept := Worker.objects.filter(pk=key).first():
        if kept.enterprise_id != enterprise.pk:
            raise RuleBroken(_("Open this page again, then send it once more."))
        return kept
    if not name.strip():
        raise RuleBroken(_("Enter their name."))
    if Worker.objects.of(enterprise).live().count() >= MOST:
        raise RuleBroken(_("That is more people than a small enterprise has. Take somebody off first."))
    made = Worker.objects.create(pk=key, enterprise=enterprise, name=name.strip(), is_volunteer=is_volunteer)
    record_entry(made, "joined", by=by)
    _count(enterprise, by=by)
    return made


@transaction.atomic
def end_worker(worker: Worker, *, by: Actor) -> None:
    """Somebody has left: nothing is asked for them any more, and their papers are no longer in use."""
    lock(worker.enterprise)
    lock(worker)
    require(access.can_show(by, worker.enterprise))
    if worker.ended_on:
        return
    worker.ended_on = max(timezone.localdate(), worker.since_on)
    worker.save(update_fields=["ended_on"])
    record_entry(worker, "left", by=by)
    _count(worker.enterprise, by=by)
    for paper in Evidence.objects.current().filter(worker=worker).order_by("pk"):
        move(paper, Evidence.Status.WITHDRAWN, by=by)


def _count(enterprise: Enterprise, *, by: Actor) -> None:
    for case in CheckCase.objects.filter(service__enterprise=enterprise).with_service().order_by("pk"):
        recompute(case, by=by)
