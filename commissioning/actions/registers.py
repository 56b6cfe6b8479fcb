"""Loading the Commission's directory, and linking it with services of ours: by number, or for a person to say."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from commissioning.models import CqcLocation, CqcMatch
from commissioning.registers import Location, likeness
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, move, record_entry
from providers import access as providers
from providers.models import Service

Status = CqcMatch.Status
ALIKE = 0.6
FIELDS = ("provider_id", "name", "provider_name", "postcode", "phone", "website", "service_types", "specialisms",
          "report_url", "inspected_on", "loaded_on")  # fmt: skip


@transaction.atomic
def load_locations(some: Sequence[Location], on: date, *, by: Actor) -> int:
    """One chunk, new or brought up to date; loading the same again changes nothing but the day."""
    require(bool(by.rule))
    rows = [CqcLocation(**vars(each), loaded_on=on) for each in {each.id: each for each in some}.values()]
    CqcLocation.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=list(FIELDS))
    return len(rows)


@transaction.atomic
def link_services(*, by: Actor) -> dict[str, int]:
    """Every service that says a number, gives personal care, or is called like a location at its postcode."""
    require(bool(by.rule))
    counts: dict[str, int] = {}
    known = set(CqcMatch.objects.values_list("service_id", "location_id"))
    settled = set(CqcMatch.objects.filter(status__in=("sure", "same")).values_list("service_id", flat=True))
    services = Service.objects.exclude(status="closed").select_related("enterprise__organisation")
    for service in services.order_by("pk").iterator(chunk_size=1000):
        for status, location, how in _matches(service):
            if (service.pk, location) in known or (status == Status.SURE and service.pk in settled):
                continue
            made = CqcMatch.objects.create(service=service, location_id=location, status=status, by_what=how)
            record_entry(made, f"linked:{how}", by=by)
            settled |= {service.pk} if status == Status.SURE else set()
            counts[status] = counts.get(status, 0) + 1
    return counts


def _matches(service: Service) -> Iterable[tuple[str, str, str]]:
    """By its own number, sure; by its provider's number where there is one location, sure; else doubtful."""
    if service.cqc_id:
        yield from _by_number(service)
        return
    here = CqcLocation.objects.filter(postcode=service.postcode) if service.postcode else CqcLocation.objects.none()
    for location in here:
        if likeness(service.enterprise.name, location.name) >= ALIKE:
            yield Status.DOUBTFUL, location.pk, "name-and-postcode"


def _by_number(service: Service) -> Iterable[tuple[str, str, str]]:
    found = CqcLocation.objects.filter(pk=service.cqc_id).first()
    if found:
        is_alike = found.postcode == service.postcode or _alike(service, found)
        yield (Status.SURE if is_alike else Status.DOUBTFUL), found.pk, "number"
        return
    theirs = list(CqcLocation.objects.filter(provider_id=service.cqc_id)[:50])
    for location in theirs:
        is_one = len(theirs) == 1 and _alike(service, location)
        yield (Status.SURE if is_one else Status.DOUBTFUL), location.pk, "provider-number"


def _alike(service: Service, location: CqcLocation) -> bool:
    names = (location.name, location.provider_name)
    return any(likeness(service.enterprise.name, name) >= ALIKE for name in names)


@transaction.atomic
def say_same(match: CqcMatch, is_same: bool, *, by: Actor) -> None:
    """A person says whether a doubtful pair is one; only one location can be the service's own."""
    lock(match)
    require(providers.can_decide(by, match.service))
    others = CqcMatch.objects.filter(service=match.service, status__in=("sure", "same")).exclude(pk=match.pk)
    if is_same and others.exists():
        raise RuleBroken(_("It is linked with another location already. Say first that that one is not the same."))
    move(match, Status.SAME if is_same else Status.OTHER, by=by, decided_by=by.person)
