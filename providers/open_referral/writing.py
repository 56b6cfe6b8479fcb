"""A service and its organization as Open Referral says them: nothing that is not public, nothing kept back."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.encoding import iri_to_uri

from providers.display import size_words
from providers.models import Enterprise, Service
from providers.open_referral import parts, vocabularies, where
from providers.open_referral.ids import derived

NOTHING: tuple = (None, "", [], {})
WEB = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]+)?(/|$)")
URI = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")


def service_document(service: Service, areas: Mapping[str, str]) -> dict:
    """Everything about a service."""
    shared: dict[str, Callable[[], dict]] = {
        "prices": lambda: {"cost_options": parts.cost_options(service), "funding": parts.funding(service),
                           "fees_description": parts.fees(service)},
        "hours": lambda: {"schedules": parts.schedules(service)},
        "languages": lambda: {"languages": parts.languages(service)},
        "room": lambda: {"justright_capacity": parts.capacity(service)},
    }  # fmt: skip
    found = listed_service(service) | {"organization": organization_document(service.enterprise, [service])}
    for group, facts in shared.items():
        found |= facts() if group not in service.withheld else {}
    checks = parts.checks(service) if "checks" not in service.withheld else []
    return without_nothing(
        found
        | {
            "service_areas": where.service_areas(service, areas),
            "service_at_locations": [where.service_at_location(service, areas)],
            "contacts": parts.contacts(service),
            "phones": parts.phones(service),
            "attributes": [*vocabularies.attributes(service), *checks],
        }
    )


def listed_service(service: Service) -> dict:
    """A service as a list holds it: one-to-one facts only."""
    kept = service.withheld
    return without_nothing(
        {
            "id": str(service.pk),
            "organization_id": str(service.enterprise_id),
            "name": name_of(service),
            "description": description_of(service),
            "url": settings.SITE_URL + reverse("providers:service", args=[service.pk]),
            "email": parts.email(service),
            "status": "active",
            "eligibility_description": parts.eligibility(service),
            "wait_time": parts.wait(service) if "room" not in kept else None,
            "accreditations": parts.accreditations(service),
            "minimum_age": service.minimum_age,
            "maximum_age": service.maximum_age,
            "assured_date": service.confirmed_on.isoformat() if service.confirmed_on else None,
            "alert": parts.alert(service) if "room" not in kept else None,
            "last_modified": moment(service.updated_at),
            "organization": listed_organization(service.enterprise, [service]),
            "justright_photo": _photo(service) if "photo" not in kept else None,
            "justright_is_invented": service.enterprise.is_invented or None,
        }
    )


def minimal_service(pk: UUID, changed_at: datetime) -> dict:
    """Only which, and when it changed last."""
    return {"id": str(pk), "last_modified": moment(changed_at)}


def named_service(service: Service) -> dict:
    """A service in the list of its organization."""
    return {"id": str(service.pk), "name": name_of(service), "status": "active"}


def service_at_location_document(service: Service, areas: Mapping[str, str], *, whole: bool) -> dict:
    """A service where it happens, with the service beside it."""
    found = where.service_at_location(service, areas, whole=whole)
    return without_nothing(found | {"service": listed_service(service)})


def listed_organization(enterprise: Enterprise, services: Iterable[Service]) -> dict:
    """An enterprise as a list holds it; what one of these services keeps back is not told of the whole."""
    kept = _kept_back(services)
    website = "" if "website" in kept else web_address(enterprise.website)
    return without_nothing(
        {
            "id": str(enterprise.pk),
            "name": enterprise.name,
            "description": ("people" not in kept and enterprise.about.strip()) or _plain_description(enterprise),
            "website": website,
            "uri": settings.SITE_URL + reverse("providers:enterprise", args=[enterprise.pk]),
        }
    )


def organization_document(enterprise: Enterprise, services: Iterable[Service]) -> dict:
    """Everything about an enterprise."""
    numbers = (
        ("GB-COH", "Company number", enterprise.company_number),
        ("GB-CHC", "Charity number", enterprise.charity_number),
    )
    identifiers = [
        {"id": derived(enterprise.pk, scheme), "organization_id": str(enterprise.pk), "identifier": number}
        | {"identifier_scheme": scheme, "identifier_type": kind}
        for scheme, kind, number in numbers
        if number
    ]
    found = {
        "organization_identifiers": identifiers,
        "attributes": [vocabularies.attribute(enterprise.pk, f"kind/{enterprise.kind}")],
        "justright_workers": enterprise.workers,
        "justright_volunteers": enterprise.volunteers,
        "justright_is_independent": enterprise.is_independent,
    }
    return listed_organization(enterprise, services) | without_nothing(found)


def name_of(service: Service) -> str:
    """Who does it as people know them, or the trading name when they keep that back."""
    return (service.people.strip() if "people" not in service.withheld else "") or service.enterprise.name


def description_of(service: Service) -> str:
    """The one line first, then their own words, what they do and do not do, and how it begins."""
    story = service.story if "people" not in service.withheld else ""
    told = [service.summary, story, _listed("What is offered", service.does)]
    told += [_listed("Not offered", service.does_not)]
    if "people" not in service.withheld:
        told += [_led("The first meeting", service.first_meeting), _led("When they are ill", service.if_ill)]
    return "\n\n".join(words.strip() for words in told if words.strip())


def _listed(lead: str, lines: list[str]) -> str:
    return _led(lead, "; ".join(line.rstrip(".;") for line in lines))


def _led(lead: str, words: str) -> str:
    return f"{lead}: {words}" if words.strip() else ""


def _plain_description(enterprise: Enterprise) -> str:
    return f"{enterprise.get_kind_display()}. {size_words(enterprise)}."


def _kept_back(services: Iterable[Service]) -> set[str]:
    return {slug for service in services for slug in service.withheld}


def _photo(service: Service) -> str:
    return settings.SITE_URL + reverse("providers:picture", args=[service.pk]) if service.photo else ""


def web_address(address: str) -> str:
    """A website as an address that every reader understands, or nothing."""
    written = iri_to_uri(address or "")
    return written if WEB.match(written) and URI.fullmatch(written) else ""


def moment(at: datetime) -> str:
    """A moment in UTC with its milliseconds."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}Z"


def without_nothing(value: Any) -> Any:
    """Fields that have a value: nothing is null, empty or only spaces, at any depth."""
    if isinstance(value, dict):
        kept = {name: without_nothing(each) for name, each in value.items()}
        return {name: each for name, each in kept.items() if each not in NOTHING}
    if isinstance(value, list):
        return [each for each in map(without_nothing, value) if each not in NOTHING]
    return value.strip() if isinstance(value, str) else value
