"""Counting how enterprises answer, for everybody to see."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from providers import answering
from providers.actions.keeping import index, touch
from providers.answering import Asked, Figures
from providers.models import Answering, Enquiry, Service


@transaction.atomic
def count_answers(enterprises: Collection[UUID], *, by: Actor) -> int:
    """Count anew for these enterprises; pages and cards of those whose figures changed follow. How many changed."""
    require(bool(by.rule))
    today, made = timezone.localdate(), asked_of(enterprises)
    before = {row.pk: row for row in Answering.objects.filter(pk__in=enterprises).select_for_update()}
    changed = []
    for enterprise in sorted(enterprises):
        now, was = answering.figures(made.get(enterprise, ()), today), before.get(enterprise)
        if now != (Figures(was.asked, was.answered, was.days) if was else Figures()):
            row = Answering(
                enterprise_id=enterprise, counted_on=today, asked=now.asked, answered=now.answered, days=now.days
            )
            changed.append(row)
    options: dict = {"update_conflicts": True, "unique_fields": ["enterprise"]}
    Answering.objects.bulk_create(changed, update_fields=["asked", "answered", "days", "counted_on"], **options)
    if changed:
        services = Service.objects.listed().filter(enterprise__in=[row.pk for row in changed])
        touch(services)
        index(services)
    return len(changed)


def asked_of(enterprises: Collection[UUID]) -> dict[UUID, list[Asked]]:
    """The enquiries that count, by enterprise."""
    found: dict[UUID, list[Asked]] = defaultdict(list)
    counting = Enquiry.objects.filter(service__enterprise__in=enterprises)
    counting = counting.that_count(timezone.localdate(), within_days=answering.WITHIN_DAYS, last=answering.LAST)
    fields = ("service__enterprise", "sent_at", "answer_by", "answered_at", "ended_at")
    for enterprise, *moments in counting.values_list(*fields):
        found[enterprise].append(Asked(*moments))
    return found
