"""Listing: sent, decided, paused, closed."""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.notifications.outbox import notify
from marketplace.organisations.models import Organisation
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, move, record_entry
from providers import access
from providers.actions.keeping import index, set_facts, stay_complete
from providers.actions.telling import deciders, tell
from providers.models import Service

Status = Service.Status


@transaction.atomic
def submit(service: Service, *, by: Actor) -> None:
    """The owner sends it to be listed; those who decide are told."""
    lock(service)
    require(access.can_speak_for(by, service.enterprise))
    stay_complete(service)
    moved = move(service, Status.SUBMITTED, by=by, submitted_at=timezone.now(), returned_because="")
    for officer in deciders(service):
        notify(
            officer,
            "service-waiting",
            key=f"service-waiting:{moved.pk}:{officer.pk}",
            context={"enterprise": service.enterprise.name, "service": str(service.pk)},
        )


@transaction.atomic
def take_back(service: Service, *, by: Actor) -> None:
    """The owner takes it back before anybody has decided."""
    lock(service)
    require(access.can_speak_for(by, service.enterprise))
    _must_wait(service)
    move(service, Status.DRAFT, by=by, submitted_at=None)


def _must_wait(service: Service) -> None:
    if service.status != Status.SUBMITTED:
        raise RuleBroken(_("It does not wait for a decision now."))


@transaction.atomic
def list_service(service: Service, *, by: Actor) -> None:
    """A commissioner, or the operator where no council has joined, puts it in the directory; its people are told."""
    lock(service)
    require(access.can_decide(by, service))
    _must_wait(service)
    stay_complete(service)
    council = Organisation.objects.council_of(service.council_code)
    today = timezone.localdate()
    facts = {"listed_on": today, "listed_by": council, "confirmed_on": today, "look_again_since": None}
    moved = move(service, Status.LISTED, by=by, **facts)
    index(Service.objects.filter(pk=service.pk))
    tell(service, "service-listed", moved.pk, council=council.name if council else "")


@transaction.atomic
def send_back(service: Service, because: str, *, by: Actor) -> None:
    """Return it with a reason in words that say what to do; also takes a listed one out of the directory."""
    lock(service)
    require(access.can_decide(by, service))
    if not because.strip():
        raise RuleBroken(_("Say why, so that they know what to do."))
    moved = move(service, Status.RETURNED, by=by, returned_because=because.strip())
    index(Service.objects.filter(pk=service.pk))
    tell(service, "service-returned", moved.pk)


@transaction.atomic
def pause(service: Service, *, by: Actor) -> None:
    """Out of the directory for a while, at the owner's word."""
    _owner_moves(service, Status.PAUSED, by=by, may=access.can_pause)


@transaction.atomic
def resume(service: Service, *, by: Actor) -> None:
    """Back in the directory."""
    lock(service)
    require(access.can_pause(by, service))
    if service.status == Status.PAUSED:
        stay_complete(service)
    _owner_moves(service, Status.LISTED, by=by, may=access.can_pause, confirmed_on=timezone.localdate())


@transaction.atomic
def close(service: Service, *, by: Actor) -> None:
    """Out of the directory for good; it can be written again from a draft."""
    _owner_moves(service, Status.CLOSED, by=by, may=_speaks)


@transaction.atomic
def reopen(service: Service, *, by: Actor) -> None:
    """Begin again from what a closed listing said."""
    lock(service)
    require(access.can_speak_for(by, service.enterprise))
    if service.status != Status.CLOSED:
        raise RuleBroken(_("Only a closed listing can be opened again."))
    move(service, Status.DRAFT, by=by)


def _speaks(by: Actor, service: Service) -> bool:
    return access.can_speak_for(by, service.enterprise)


def _owner_moves(service: Service, to: str, *, by: Actor, may: Callable[[Actor, Service], bool], **changes) -> None:
    lock(service)
    require(may(by, service))
    if to == Status.PAUSED and service.status != Status.LISTED:
        raise RuleBroken(_("Only what is listed can be paused."))
    if to == Status.LISTED and service.status != Status.PAUSED:
        raise RuleBroken(_("Only a paused listing can be shown again by its owner."))
    move(service, to, by=by, **changes)
    index(Service.objects.filter(pk=service.pk))


@transaction.atomic
def still_fits(service: Service, *, by: Actor) -> None:
    """Somebody who decides has looked at what changed: what was seen still fits, and its badge comes back."""
    lock(service)
    require(access.can_decide(by, service))
    if service.look_again_since is None:
        raise RuleBroken(_("Somebody has looked at this already."))
    set_facts(service, {"look_again_since": None})
    record_entry(service, "still-fits", by=by)
    index(Service.objects.filter(pk=service.pk))
