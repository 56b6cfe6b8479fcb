"""Suspending: at once, with a reason; lifted with a reason; and the owner's appeal to somebody else."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commissioning import access
from commissioning.models import Concern, Passport, Suspension
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.notifications.outbox import notify
from marketplace.organisations.models import Membership, Organisation, Role
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, move, record_entry
from providers import access as providers
from providers.actions import enquiries, lift, suspend
from providers.actions.telling import deciders, owners
from providers.models import Service

Status = Suspension.Status


@transaction.atomic
def suspend_service(service: Service, reason: str, *, concern: Concern | None = None, by: Actor) -> Suspension:
    """Out of sight at once. Told: its owners; those it supports and their workers; councils that rely on it."""
    lock(service)
    require(access.can_suspend(by, service))
    if not reason.strip():
        raise RuleBroken(_("Say why, in words for the enterprise. Say nothing of who was worried."))
    suspend(service, by=by)
    council = Organisation.objects.council_of(service.council_code)
    made = Suspension.objects.create(
        service=service, council=council, concern=concern, reason=reason.strip(), by=by.person
    )
    record_entry(made, "suspended", by=by)
    _tell(made, "suspended")
    enquiries.tell_supported(service, "helper-suspended", made.pk)
    return made


@transaction.atomic
def appeal_suspension(suspension: Suspension, words: str, *, by: Actor) -> None:
    """The owner says why it is wrong; another officer than the one who suspended looks at it."""
    lock(suspension)
    require(providers.can_speak_for(by, suspension.service.enterprise))
    if not words.strip():
        raise RuleBroken(_("Write why you think that it is wrong."))
    moved = move(suspension, Status.APPEALED, by=by, appeal=words.strip(), appealed_at=timezone.now())
    for officer in deciders(suspension.service):
        said = {"suspension": str(suspension.pk)}
        notify(officer, "suspension-appealed", key=f"suspension-appealed:{moved.pk}:{officer.pk}", context=said)


@transaction.atomic
def lift_suspension(suspension: Suspension, outcome: str, *, by: Actor) -> None:
    """It is over: people find the service again at once. An appeal is never decided by who suspended."""
    _decided(suspension, outcome, by=by)
    lift(suspension.service, by=by)
    move(suspension, Status.LIFTED, by=by, outcome=outcome.strip(), lifted_by=by.person, lifted_at=timezone.now())
    _tell(suspension, "suspension-lifted")


@transaction.atomic
def keep_suspension(suspension: Suspension, outcome: str, *, by: Actor) -> None:
    """The appeal was heard, and it stays, with the reason."""
    _decided(suspension, outcome, by=by)
    moved = move(suspension, Status.HOLDS, by=by, outcome=outcome.strip())
    for owner in owners(suspension.service.enterprise):
        said = {"enterprise": suspension.service.enterprise.name, "service": str(suspension.service_id)}
        notify(owner, "suspension-stays", key=f"suspension-stays:{moved.pk}:{owner.pk}", context=said)


def _decided(suspension: Suspension, outcome: str, *, by: Actor) -> None:
    lock(suspension)
    require(access.can_suspend(by, suspension.service))
    if suspension.status == Status.APPEALED and by.person.pk == suspension.by_id:
        raise RuleBroken(_("You suspended it. Somebody else decides about the appeal."))
    if not outcome.strip():
        raise RuleBroken(_("Say why, so that they know what to do."))


def _tell(suspension: Suspension, template: str) -> None:
    """Its owners, and the councils that rely on its papers: each only that there is something to read."""
    service = suspension.service
    said = {"enterprise": service.enterprise.name, "service": str(service.pk)}
    for owner in owners(service.enterprise):
        notify(owner, template, key=f"{template}:{suspension.pk}:{owner.pk}", context=said)
    for officer in _relying(suspension):
        key = f"{template}-elsewhere:{suspension.pk}:{officer.pk}"
        notify(officer, f"{template}-elsewhere", key=key, context={"enterprise": service.enterprise.name})


def _relying(suspension: Suspension):
    """Commissioners of the councils with which the enterprise shares its papers."""
    shared = Passport.objects.filter(enterprise=suspension.service.enterprise_id, ended_at=None)
    councils = shared.exclude(council=suspension.council_id).values("council")
    works = Membership.objects.live().in_role(Role.COMMISSIONER).filter(organisation__in=councils)
    return User.objects.filter(is_active=True, pk__in=works.values("account"))


@transaction.atomic
def note_people_read(service: Service, *, by: Actor) -> None:
    """Somebody read whom a service supports: it goes on the trail."""
    require(access.can_suspend(by, service))
    record_entry(service, "supported-read", by=by)
