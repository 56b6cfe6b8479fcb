"""Declaring what somebody, or their household, has to do with an enterprise."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, one_at_a_time, record_entry
from providers import access
from providers.models import Enterprise, Interest


@transaction.atomic
def declare_interest(enterprise: Enterprise, relation: str, *, by: Actor) -> Interest:
    """Say it once; saying it again changes nothing."""
    one_at_a_time(f"interest:{by.person.pk}")
    if relation not in Interest.Relation.values:
        raise RuleBroken(_("Choose what you have to do with it."))
    said = {"account": by.person, "enterprise": enterprise, "relation": relation}
    interest = Interest.objects.live().filter(**said).first()
    if interest is None:
        interest = Interest.objects.create(**said)
        record_entry(interest, "declared", by=by)
    return interest


@transaction.atomic
def end_interest(interest: Interest, *, by: Actor) -> None:
    """It is no longer so; that it once was stays on record."""
    lock(interest)
    require(access.can_end_interest(by, interest))
    if interest.ended_at:
        return
    interest.ended_at = timezone.now()
    interest.save(update_fields=["ended_at"])
    record_entry(interest, "ended", by=by)
