"""The five lists of the feed: what is found, and how a page of it is written."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from providers.open_referral import reading, vocabularies, writing
from providers.open_referral.asking import Asked
from providers.open_referral.ids import service_of

Write = Callable[[list], list[dict]]


def services(asked: Asked) -> tuple[QuerySet, Write]:
    """Services: with one-to-one facts, whole, or only which and when they changed."""
    return reading.services(asked), partial(_services, asked)


def service_at_locations(asked: Asked) -> tuple[QuerySet, Write]:
    """Each service where it happens."""
    return reading.services(asked), partial(_at_locations, asked)


def organizations(asked: Asked) -> tuple[QuerySet, Write]:
    """Enterprises with something in the feed."""
    return reading.organizations(asked), partial(_organizations, asked)


def taxonomies(asked: Asked) -> tuple[Sequence, Write]:
    """Our lists of words."""
    documents = [vocabularies.taxonomy_document(each) for each in vocabularies.VOCABULARIES]
    return [each for each in documents if _speaks(each, asked.search)], list


def taxonomy_terms(asked: Asked) -> tuple[Sequence, Write]:
    """The words of our lists."""
    documents = [vocabularies.term_document(*known) for known in vocabularies.TERMS.values()]
    return [each for each in documents if _speaks(each, asked.search) and _belongs(each, asked)], list


def stream(found: QuerySet | Sequence, write: Write) -> Iterator[dict]:
    """Every record, a chunk at a time."""
    chunks = reading.walk(found) if isinstance(found, QuerySet) else [found]
    for chunk in chunks:
        yield from write(list(chunk))


# --- One record ------------------------------------------------------------------------------------------------------
def service(pk: UUID) -> dict | None:
    rows = reading.full_services([pk])
    return writing.service_document(rows[0], reading.areas()) if rows else None


def service_at_location(pk: UUID) -> dict | None:
    rows = reading.full_services([service_of(pk)])
    return writing.service_at_location_document(rows[0], reading.areas(), whole=True) if rows else None


def organization(pk: UUID, *, full_service: bool = False) -> dict | None:
    rows = reading.full_organizations([pk], with_services=full_service)
    return _organization(rows[0], full_service, reading.areas() if full_service else {}) if rows else None


def taxonomy(pk: UUID) -> dict | None:
    known = vocabularies.BY_ID.get(pk)
    return vocabularies.taxonomy_document(known, whole=True) if known else None


def taxonomy_term(pk: UUID) -> dict | None:
    known = vocabularies.TERMS.get(pk)
    return vocabularies.term_document(*known) if known else None


# --- Pages -----------------------------------------------------------------------------------------------------------
def _services(asked: Asked, pks: list[UUID]) -> list[dict]:
    if asked.is_minimal:
        return [writing.minimal_service(pk, at) for pk, at in reading.changes(pks)]
    if asked.is_full:
        areas = reading.areas()
        return [writing.service_document(each, areas) for each in reading.full_services(pks)]
    return [writing.listed_service(each) for each in reading.listed_services(pks)]


def _at_locations(asked: Asked, pks: list[UUID]) -> list[dict]:
    rows = reading.full_services(pks) if asked.is_full else reading.listed_services(pks)
    areas = reading.areas()
    return [writing.service_at_location_document(each, areas, whole=asked.is_full) for each in rows]


def _organizations(asked: Asked, pks: list[UUID]) -> list[dict]:
    rows = reading.full_organizations(pks, with_services=asked.full_service)
    if not asked.is_full and not asked.full_service:
        return [writing.listed_organization(each, each.in_feed) for each in rows]
    areas = reading.areas() if asked.full_service else {}
    return [_organization(each, asked.full_service, areas) for each in rows]


def _organization(enterprise: Any, full_service: bool, areas: dict[str, str]) -> dict:
    """An enterprise with its services: their names, or all about them."""
    write = partial(writing.service_document, areas=areas) if full_service else writing.named_service
    found = writing.organization_document(enterprise, enterprise.in_feed)
    return found | {"services": [write(each) for each in enterprise.in_feed]}


def _speaks(document: dict, search: str) -> bool:
    told = f"{document['name']} {document['description']}".casefold()
    return all(word in told for word in search.casefold().split())


def _belongs(term: dict, asked: Asked) -> bool:
    """The terms of a taxonomy, of a parent, or of no parent."""
    if any(term["taxonomy_id"] != str(pk) for pk in asked.taxonomies):
        return False
    if asked.parent and term.get("parent_id") != str(asked.parent):
        return False
    return not (asked.top_only and "parent_id" in term)
