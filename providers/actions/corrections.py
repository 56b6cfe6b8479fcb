"""Somebody says that an entry is wrong."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.notifications.outbox import notify
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, record_entry
from providers import access
from providers.actions.telling import deciders
from providers.models import Correction, Service


@transaction.atomic
def report_wrong(service: Service, words: str, *, by: Actor) -> Correction:
    """Somebody says that something in an entry is wrong; those who decide are told, once for the same words."""
    lock(service)
    correction, _new = Correction.objects.get_or_create(service=service, words=words.strip(), seen_at=None)
    for officer in deciders(service):
        notify(
            officer,
            "entry-wrong",
            key=f"entry-wrong:{correction.pk}:{officer.pk}",
            context={"enterprise": service.enterprise.name, "service": str(service.pk)},
        )
    return correction


@transaction.atomic
def settle_correction(correction: Correction, *, by: Actor) -> None:
    """Somebody who decides has looked at what was said to be wrong."""
    lock(correction)
    require(access.can_decide(by, correction.service))
    if correction.seen_at:
        raise RuleBroken(_("Somebody has looked at this already."))
    correction.seen_at = timezone.now()
    correction.save(update_fields=["seen_at"])
    record_entry(correction, "seen", by=by)
