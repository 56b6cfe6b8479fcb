"""What pages show: rows and records turned into words and addresses, ready to print."""

from collections.abc import Collection
from datetime import date
from functools import cache, lru_cache

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from marketplace.places.distances import distance_words
from providers import answering, costs, deadlines, documents, fading, gathering, room, standing, taxonomy, week
from providers.models import Enterprise, Service

NOBODY = "00000000-0000-0000-0000-000000000000"
WHOSE = {"she": "her", "he": "his", "they": "their"}
PAYING = {
    "self": gettext_lazy("your own money"),
    "direct-payment": gettext_lazy("a direct payment"),
    "phb": gettext_lazy("a personal health budget"),
    "isf": gettext_lazy("money that somebody holds for you"),
    "council": gettext_lazy("money that the council pays for you"),
    "pooled": gettext_lazy("money put together with others"),
}
WHOM = {"she": "her", "he": "him", "they": "them"}


def card(row: dict, *, number: int | None = None, kept: Collection[str] = (), here=None) -> dict:
    """One result: a row of the search, or of `rows_of`, as the card macro wants it."""
    facts = row["card"]
    east, north = (round(row["east"] - here[0]), round(row["north"] - here[1])) if here else (0, 0)
    return {
        "id": str(row["id"]),
        "url": _service_address().replace(NOBODY, str(row["id"])),
        "people": facts["people"],
        "business": facts["business"] if facts["business"] != facts["people"] else "",
        "summary": facts["summary"],
        "when": facts["when"],
        "where": where(facts, row.get("metres")),
        "is_venue": facts["setting"] != "comes",
        "money": facts["money"],
        "checked": checked(facts),
        "is_checked": bool(facts["checked_by"]) and not facts.get("changed"),
        "room": room_of(facts),
        "answers": answering.sentence(facts.get("answers")),
        "faded": fading.words(_day(facts.get("said_on")), timezone.localdate()),
        "portraits": faces(str(row["id"]), facts["photo"], facts["portraits"]),
        "tone": facts["tone"],
        "number": number,
        "is_kept": str(row["id"]) in kept,
        "is_invented": facts["invented"],
        "why": "",
        "east": east,
        "north": north,
    }


@cache
def _service_address() -> str:
    return reverse("providers:service", args=[NOBODY])


def where(facts: dict, metres: float | None = None) -> str:
    """Who travels, from or to where, and how far; a home is only ever a neighbourhood."""
    away = _(", %(distance)s away") % {"distance": distance_words(metres)} if metres is not None else ""
    town = facts["town"] or _("nearby")
    if facts["setting"] == "comes":
        start = _("Come to you from") if facts["plural"] else _("Comes to you from")
        return f"{start} {town}{away}"
    place = f"{town}, {facts['venue']}" if facts["setting"] == "venue" and facts["venue"] else town
    level = _(". Level entry") if facts["level"] else ""
    if facts["setting"] == "home-based":
        return _("You go to their home in %(place)s%(away)s%(level)s") % {"place": place, "away": away, "level": level}
    return _("You go to %(place)s%(away)s%(level)s") % {"place": place, "away": away, "level": level}


def short_council(name: str) -> str:
    """Nottingham for Nottingham City Council."""
    for ending in (
        " City Council",
        " County Council",
        " Metropolitan Borough Council",
        " Borough Council",
        " Council",
    ):
        name = name.removesuffix(ending)
    return name


def checked(facts: dict) -> str:
    """Who has seen what, until when; or plainly that nobody has."""
    return _checked(facts["checked_by"], facts["listed_by"], facts["good_until"] or "", bool(facts.get("changed")))


@lru_cache(maxsize=5000)
def _checked(checked_by: str, listed_by: str, good_until: str, is_changed: bool) -> str:
    if is_changed:
        return _("Changed since %(council)s checked it") % {"council": short_council(checked_by)}
    if checked_by:
        words = _("Checked by %(council)s") % {"council": short_council(checked_by)}
        until = date.fromisoformat(good_until) if good_until else None
        return words + (_(", good until %(month)s") % {"month": date_format(until, "F Y")} if until else "")
    if listed_by:
        return _("Listed by %(council)s, not checked yet") % {"council": short_council(listed_by)}
    return _("Nobody has checked this yet")


def room_of(facts: dict) -> dict[str, str]:
    state, people, hours, note, weeks, until, on = facts["room"]
    said = room.Said(state or "", people, hours, note, weeks, _day(until), _day(on))
    return room.describe(said, today=timezone.localdate(), subject=_(facts["said_as"]))


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def faces(service_id: str, photo: str, portraits: list[str]) -> list[str]:
    """Addresses of a photo, or of one or two illustrated portraits; empty when there is neither."""
    if photo:
        version = photo.rsplit("/", 1)[-1].removesuffix(".jpg")[-12:]
        return [reverse("providers:picture", args=[service_id]) + f"?v={version}"]
    return [portrait(name) for name in portraits[:2]]


@lru_cache(maxsize=5000)
def portrait(name: str) -> str:
    if name.startswith("demo-"):
        return reverse("providers:portrait", args=[name])
    return static(f"img/portraits/{name}.svg")


def rows_of(services, *, figures: dict | None = None) -> list[dict]:
    """Rows for cards from records, listed or not, so that a preview is exactly what the public would see."""
    shown = list(services)
    return [
        {"id": str(s.pk), "card": made.card, "east": s.easting or 0, "north": s.northing or 0}
        for s, made in zip(shown, documents.all_written_of(shown, figures or {}), strict=True)
    ]


def size_words(enterprise: Enterprise) -> str:
    """How many people work there: volunteers count."""
    if enterprise.headcount == 1:
        return _("One person, who works alone")
    people = ngettext("%(n)s worker", "%(n)s workers", enterprise.workers) % {"n": enterprise.workers}
    if enterprise.volunteers:
        helpers = ngettext("%(n)s volunteer", "%(n)s volunteers", enterprise.volunteers) % {"n": enterprise.volunteers}
        people = _("%(workers)s and %(volunteers)s") % {"workers": people, "volunteers": helpers}
    return people if enterprise.headcount <= 8 else _("Larger provider: %(people)s") % {"people": people}


def enterprise_page(enterprise: Enterprise, services, *, kept: Collection[str] = ()) -> dict:
    """An enterprise and what it offers."""
    limit = next((s.listed_by.micro_limit for s in services if s.listed_by), 5)
    numbers = {_("Company number"): enterprise.company_number, _("Charity number"): enterprise.charity_number}
    return {
        "id": str(enterprise.pk),
        "name": enterprise.name,
        "kind_words": enterprise.get_kind_display(),
        "size_words": size_words(enterprise),
        "is_micro": enterprise.is_micro(limit),
        "about": enterprise.about,
        "website": enterprise.website,
        "is_invented": enterprise.is_invented,
        "services": [card(row, kept=kept) for row in rows_of(services, figures=documents.figures_of(services))],
        "numbers": [(name, number) for name, number in numbers.items() if number],
    }


def service_page(service: Service, *, kept: Collection[str] = (), metres: float | None = None) -> dict:
    """Everything on the page of a service; `metres` when the reader came from a search."""
    row = rows_of([service], figures=documents.figures_of([service]))[0]
    row |= {"metres": metres} if metres is not None else {}
    lead = f"{service.summary} {_lead(service, row['card'], metres)}"
    words = _words(service) | {"lead_line": lead}
    words |= {"answers_words": answering.line(row["card"].get("answers")), **gathering.facts_of(service)}
    return card(row, kept=kept) | words | _week_and_costs(service) | _good_to_know(service) | _trust(service)


def _words(service: Service) -> dict:
    """What they say of themselves, and the words to speak of them."""
    whose = _(WHOSE[service.said_as])
    return {
        "first_name": _first_name(service),
        "enterprise_url": reverse("providers:enterprise", args=[service.enterprise_id]),
        "town": service.town,
        "story": [p.strip() for p in service.story.split("\n") if p.strip()],
        "own_words_title": _("In %(whose)s own words") % {"whose": whose},
        "whom": _(WHOM[service.said_as]),
        "who": _(service.said_as),
        "answer_by": deadlines.today_plus(
            service.listed_by.enquiry_days if service.listed_by else deadlines.USUAL_DAYS
        ),
        "does": service.does or service.activity_names(),
        "activities": service.activity_names(),
        "does_not": service.does_not,
        "first_meeting": service.first_meeting,
        "week_title": _("%(whose)s week") % {"whose": whose.capitalize()},
        "contact": _contact(service),
    }


def _week_and_costs(service: Service) -> dict:
    hours, prices = week.hours_of(service.schedules.all()), costs.amounts(service.prices.all())
    labels, rows = week.table(hours)
    days = sorted({h.day for h in hours if h.is_free} or {h.day for h in hours})
    return {
        "week": {"hours": labels, "rows": rows if hours else []},
        "week_note": _week_note(service),
        "costs": {
            "title": _("What it costs you a week"),
            "boxes": costs.weekly(prices, days),
            "rows": _cost_rows(service, prices),
        },
    }


def _good_to_know(service: Service) -> dict:
    return {
        "who_for": taxonomy.named(taxonomy.NEEDS, service.needs),
        "ages": _ages(service),
        "ways": _ways(service),
        "languages": ", ".join(taxonomy.LANGUAGES.get(code, code) for code in service.languages),
        "communication": taxonomy.named(taxonomy.COMMUNICATION, service.communication),
        "access": taxonomy.named(taxonomy.ACCESS, service.access),
        "access_note": service.access_note,
        "address": _address(service),
        "personal_care": _personal_care(service),
        "provider_words": size_words(service.enterprise),
        "is_micro": service.enterprise.is_micro(service.listed_by.micro_limit if service.listed_by else 5),
    }


def _trust(service: Service) -> dict:
    said = {"checks": _checks(service), "unchecked": _unchecked(service), "listed_words": _listed(service)}
    return said | {"standing": standing.shown(service)}


def _first_name(service: Service) -> str:
    """Amina for Amina Yusuf; the whole name for two people or an organisation."""
    whole = service.people or service.enterprise.name
    single = service.said_as != "they" and " and " not in whole
    return whole.split(" ")[0] if single else whole


def _lead(service: Service, facts: dict, metres: float | None) -> str:
    if service.setting != "comes":
        return where(facts, metres) + "."
    who = {"she": _("Works on her own"), "he": _("Works on his own")}.get(service.said_as, _("Works with others"))
    alone = who if service.enterprise.headcount == 1 and service.said_as != "they" else ""
    comes = where(facts, metres)
    return f"{alone}, {_('and')} {lowered(comes)}." if alone else f"{comes}."


def _week_note(service: Service) -> str:
    parts = []
    if service.first_free_on and service.first_free_on > timezone.localdate():
        parts.append(_("Next free from %(day)s.") % {"day": date_format(service.first_free_on, "l j F")})
    parts += [service.when_note, service.if_ill]
    return " ".join(p if p.endswith(".") else f"{p}." for p in parts if p)


def _cost_rows(service: Service, prices: list[costs.Amount]) -> list[tuple[str, str]]:
    units = dict.fromkeys(p.unit_words for p in prices)
    rows = [(unit.capitalize(), ". ".join(_amount(p) for p in prices if p.unit_words == unit)) for unit in units]
    rows.append((_("On top"), service.costs_on_top or _("Nothing")))
    if service.if_you_cancel:
        rows.append((_("If you cancel"), service.if_you_cancel))
    ways = [str(words) for slug, words in PAYING.items() if slug in service.payments]
    if ways:
        listed = _(" or ").join([", ".join(ways[:-1]), ways[-1]] if ways[1:] else ways)
        rows.append((_("You can pay with"), listed[:1].upper() + listed[1:]))
    return rows


def _amount(price: costs.Amount) -> str:
    return f"{costs.pounds(price.pence)} {price.note}".strip()


def _ages(service: Service) -> str:
    if service.maximum_age is None:
        return _("%(from)s and over") % {"from": service.minimum_age}
    return _("%(from)s to %(to)s") % {"from": service.minimum_age, "to": service.maximum_age}


def _ways(service: Service) -> list[str]:
    ways = ((service.one_to_one, _("One to one")), (service.in_group, _("In a group")),
            (service.by_woman, _("A woman can come")), (service.by_man, _("A man can come")))  # fmt: skip
    return [words for holds, words in ways if holds]


def _address(service: Service) -> str:
    if not service.is_venue:
        return ""
    return ", ".join(p for p in (service.venue_name, service.venue_address, service.town, service.postcode) if p)


def _personal_care(service: Service) -> str:
    if service.personal_care == "directed":
        return _("Helps with washing and dressing, working for you and as you direct. Works alone, so the law does not"
                 " ask for registration with the Care Quality Commission.")  # fmt: skip
    if service.personal_care == "registered":
        number = {"number": service.cqc_id}
        return _("Registered with the Care Quality Commission, number %(number)s.") % number
    return ""


def _checks(service: Service) -> dict | None:
    results = list(service.check_results.all())
    if not results or service.look_again_since:
        return None
    name = _first_name(service)
    until, what = min(((r.good_until, r.what) for r in results if r.good_until), default=(None, ""))
    renew = _("The next one to renew is %(what)s, on %(day)s.") % {
        "what": lowered(what), "day": date_format(until, "j F Y"),
    } if until else ""  # fmt: skip
    return {
        "by": results[0].council.name,
        "summary": renew,
        "items": standing.items(results),
        "meaning": _("The council has read these papers on these days. It has not watched %(name)s work, and it does "
                     "not recommend %(whom)s over others.") % {"name": name, "whom": _(WHOM[service.said_as])},
    }  # fmt: skip


def _unchecked(service: Service) -> str:
    if service.look_again_since and service.listed_by:
        return _("%(name)s changed what they do after the council looked. The council knows, and looks again.") % {
            "name": service.enterprise.name
        }
    if service.listed_by is None:
        return _("No council has joined here yet, so nobody has checked %(name)s. Ask to see their papers, and ring us"
                 " if you are unsure.") % {"name": service.enterprise.name}  # fmt: skip
    return _("%(council)s has put this in the directory. It has not checked any papers yet. Ask to see them.") % {
        "council": service.listed_by.name
    }


def _listed(service: Service) -> str:
    if not service.listed_on:
        return _("Not listed yet")
    by = service.listed_by.name if service.listed_by else _("the people who run this site")
    return _("Listed by %(who)s on %(day)s.") % {"who": by, "day": date_format(service.listed_on, "j F Y")}


def _contact(service: Service) -> dict:
    return {
        "can_phone": bool(service.phone and service.shows_phone),
        "can_text": bool(service.phone and service.shows_phone and service.takes_texts),
        "can_email": bool(service.email and service.shows_email),
        "times": service.contact_times,
    }


def ways_to_reach(service: Service) -> list[dict]:
    """Phone and e-mail where the enterprise shows them; ourselves where it shows neither."""
    can, ways = _contact(service), []
    if can["can_phone"]:
        label = _("Ring or text") if can["can_text"] else _("Ring")
        ways.append({"kind": "phone", "label": label, "value": service.phone, "href": _telephone(service.phone)})
    if can["can_email"]:
        ways.append(
            {"kind": "email", "label": _("Write to"), "value": service.email, "href": f"mailto:{service.email}"}
        )
    return ways or [ring_us()]


def ring_us() -> dict:
    """Our own number, when we may not or cannot show theirs."""
    us = {"value": settings.SITE_PHONE, "href": _telephone(settings.SITE_PHONE)}
    return {"kind": "phone", "label": _("Ring us, and we ask for you:")} | us


def _telephone(number: str) -> str:
    return f"tel:{number.replace(' ', '')}"


def leaflet(service: Service, *, with_numbers: bool = True) -> dict:
    """What a printed sheet says, with how to reach them and the address of the page."""
    ways = ways_to_reach(service) if with_numbers else [ring_us()]
    reach = [f"{way['label']} {way['value']}" for way in ways]
    page_address = settings.SITE_URL + reverse("providers:service", args=[service.pk])
    return card(rows_of([service])[0]) | {"reach": reach, "page_address": page_address}


def lowered(words: str) -> str:
    """The words as they stand inside a sentence."""
    return words[:1].lower() + words[1:]
