"""Concerns: raised by anybody, looked into by those who decide; who raised one is never told to the enterprise."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commissioning.models import Concern, SafeguardingRoute
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.notifications.outbox import notify
from marketplace.organisations.access import holds
from marketplace.organisations.models import Organisation, Role
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, move, one_at_a_time, record_entry
from providers.actions.telling import deciders
from providers.models import Service

Status = Concern.Status


@transaction.atomic
def raise_concern(
    service: Service, *, key: UUID, about: str, words: str, name: str = "", contact: str = "", by: Actor
) -> Concern:
    """Somebody is worried: those who decide are told that there is something to read, and nothing of what it says."""
    one_at_a_time(f"concern:{key}")
    if kept := Concern.objects.filter(key=key).first():
        return kept
    if not words.strip():
        raise RuleBroken(_("Write what worries you."))
    said = {"about": about, "words": words.strip(), "name": name.strip(), "contact": contact.strip()}
    concern = Concern.objects.create(key=key, service=service, account=by.account, **said)
    record_entry(concern, "raised", by=Actor(rule="concern-raised"))  # the trail of it names nobody either
    for officer in deciders(service):
        said = {"reference": concern.reference, "concern": str(concern.pk)}
        notify(officer, "concern-raised", key=f"concern-raised:{concern.pk}:{officer.pk}", context=said)
    return concern


@transaction.atomic
def look_into(concern: Concern, *, by: Actor) -> None:
    """Somebody who decides has taken it up."""
    lock(concern)
    require(Concern.objects.visible_to(by).filter(pk=concern.pk).exists())
    move(concern, Status.LOOKED_INTO, by=by)


@transaction.atomic
def settle_concern(concern: Concern, outcome: str, *, by: Actor) -> None:
    """What came of it, in a sentence for whoever reads it later."""
    lock(concern)
    require(Concern.objects.visible_to(by).filter(pk=concern.pk).exists())
    if not outcome.strip():
        raise RuleBroken(_("Write what came of it."))
    move(concern, Status.SETTLED, by=by, outcome=outcome.strip(), settled_at=timezone.now())


@transaction.atomic
def note_reading(concern: Concern, *, by: Actor) -> None:
    """Each reading of a concern is on the trail."""
    require(Concern.objects.visible_to(by).filter(pk=concern.pk).exists())
    record_entry(concern, "read", by=by)


@transaction.atomic
def set_route(council: Organisation, *, phone: str, out_of_hours_phone: str, website: str, by: Actor) -> None:
    """A council says how harm is reported to it: this stands before every form about a worry."""
    lock(council)
    require(holds(by, Role.COMMISSIONER, organisation=council))
    said = {"phone": phone, "out_of_hours_phone": out_of_hours_phone, "website": website}
    who = {"changed_by": by.account, "changed_at": timezone.now()}
    SafeguardingRoute.objects.update_or_create(council=council, defaults=said | who)
    record_entry(council, "safeguarding-route", by=by)


@transaction.atomic
def forget_concerns(*, by: Actor) -> int:
    """Who raised a concern, and its words, are blanked eight years after it was settled."""
    require(bool(by.rule))
    some = list(Concern.objects.past_remembering().select_for_update(skip_locked=True)[:500])
    for concern in some:
        for field in ("words", "name", "contact", "outcome"):
            setattr(concern, field, "")
        concern.account, concern.forgotten_at = None, timezone.now()
        record_entry(concern, "forgotten", by=by)
    Concern.objects.bulk_update(some, ["words", "name", "contact", "outcome", "account", "forgotten_at"])
    return len(some)
