"""The parts of a service: its hours, prices, languages, funding, and how to reach it."""

from django.utils import timezone
from django.utils.formats import date_format

from providers import room, taxonomy, week
from providers.models import Price, Schedule, Service
from providers.open_referral import vocabularies
from providers.open_referral.ids import derived
from providers.open_referral.shapes import is_email

SOURCES = {
    "self": "Self-funded", "direct-payment": "Direct payment", "isf": "Individual service fund",
    "phb": "Personal health budget", "council": "Council contract", "pooled": "Pooled budgets",
}  # fmt: skip
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def schedules(service: Service) -> list[dict]:
    """Each stretch of the week; one that passes midnight closes before it opens, and says so."""
    return [_schedule(service, each) for each in service.schedules.all()]


def _schedule(service: Service, each: Schedule) -> dict:
    (hours,) = week.hours_of([each])
    ends = week.clock(hours.ends)
    ends = f"{ends} the next day" if hours.ends > 24 * 60 else ends
    free = "Free for somebody new" if each.is_free else "Taken at the moment"
    later = service.first_free_on if each.is_free else None
    return {
        "id": str(each.pk),
        "service_id": str(service.pk),
        "freq": "WEEKLY",
        "interval": 1,
        "byday": DAYS[each.day],
        "opens_at": f"{each.opens_at:%H:%M}",
        "closes_at": f"{each.closes_at:%H:%M}",
        "valid_from": later.isoformat() if later and later > timezone.localdate() else None,
        "description": f"{week.DAYS[each.day]}, {week.clock(hours.opens)} to {ends}. {free}.",
        "notes": service.when_note,
    }


def cost_options(service: Service) -> list[dict]:
    """Each price in pounds, and a first meeting that costs nothing."""
    found = [_price(service, price) for price in service.prices.all()]
    if service.first_meeting_free and service.setting == "comes":
        free = {"option": "First meeting", "amount": 0, "amount_description": "free", "currency": "GBP"}
        found.append({"id": derived(service.pk, "first-meeting"), "service_id": str(service.pk)} | free)
    return found


def _price(service: Service, price: Price) -> dict:
    return {
        "id": str(price.pk),
        "service_id": str(service.pk),
        "option": price.note,
        "amount": price.pence // 100 if price.pence % 100 == 0 else price.pence / 100,
        "amount_description": str(price.get_unit_display()),
        "currency": "GBP",
    }


def fees(service: Service) -> str:
    """What comes on top, and what it costs to cancel."""
    told = (("On top: ", service.costs_on_top), ("If you cancel: ", service.if_you_cancel))
    return ". ".join(f"{lead}{words.rstrip('.')}" for lead, words in told if words)


def languages(service: Service) -> list[dict]:
    return [
        {"id": derived(service.pk, "language", code), "service_id": str(service.pk), "code": code}
        | {"name": taxonomy.LANGUAGES.get(code, code)}
        for code in service.languages
    ]


def funding(service: Service) -> list[dict]:
    """Whose money can pay, in the words of those who arrange care."""
    return [
        {"id": derived(service.pk, "funding", slug), "service_id": str(service.pk), "source": source}
        for slug, source in SOURCES.items()
        if slug in service.payments
    ]


def phone(service: Service) -> str:
    """The number, only when they show it on their page and let it leave the site."""
    return service.phone if service.shows_phone and "phone" not in service.withheld else ""


def email(service: Service) -> str:
    """The address, only when they show it on their page and let it leave the site."""
    shown = service.email if service.shows_email and "email" not in service.withheld else ""
    return shown if is_email(shown) else ""


def contacts(service: Service) -> list[dict]:
    """Whom to ask for, when there is a way to reach them."""
    if not phone(service) and not email(service):
        return []
    name = service.people if "people" not in service.withheld else ""
    pk = derived(service.pk, "contact")
    return [
        {
            "id": pk,
            "service_id": str(service.pk),
            "name": name or service.enterprise.name,
            "email": email(service),
            "phones": phones(service),
        }
    ]


def phones(service: Service) -> list[dict]:
    if not phone(service):
        return []
    texts = "Texts are welcome. " if service.takes_texts else ""
    times = f"Good times: {service.contact_times.rstrip('.')}." if service.contact_times else ""
    numbers = {"id": derived(service.pk, "phone"), "contact_id": derived(service.pk, "contact")}
    return [numbers | {"number": service.phone, "description": f"{texts}{times}".strip()}]


def capacity(service: Service) -> dict:
    """What was said about room: for how many, on which day, and until when it counts."""
    said = room.said_by(service)
    if not said.room or not said.on:
        return {}
    return {
        "state": said.room,
        "people": said.people,
        "hours_a_week": said.hours,
        "note": said.note,
        "waiting_weeks": said.wait_weeks,
        "full_until": _day(said.full_until),
        "said_on": _day(said.on),
        "lapses_on": _day(said.on + room.FADES_AFTER),
    }


def alert(service: Service) -> str:
    """Room in a sentence with its day, while it counts."""
    told = room.describe(room.said_by(service), today=timezone.localdate())
    return f"{told['strong']} {told['soft']}." if told["kind"] != "unknown" else ""


def checks(service: Service) -> list[dict]:
    """What a council has read, each with its words and days; nothing once what was decided on has changed."""
    if service.look_again_since:
        return []
    return [
        vocabularies.attribute(service.pk, vocabularies.SEEN.slug, label=each.what, value=_seen(each))
        for each in service.check_results.all()
    ]


def accreditations(service: Service) -> str:
    """Registration, and what a council has read, in one text."""
    told = [f"Registered with the Care Quality Commission, number {service.cqc_id}."] if service.cqc_id else []
    results = [] if service.look_again_since or "checks" in service.withheld else list(service.check_results.all())
    if results:
        told.append(f"{results[0].council.name} has read these papers; it does not recommend one over others.")
    return " ".join([*told, *(f"{each.what}: {_seen(each)}" for each in results)])


def _seen(each) -> str:
    until = f", good until {_date(each.good_until)}" if each.good_until else ""
    return f"{each.words.rstrip('.')}. Seen {_date(each.seen_on)}{until}."


def _date(day) -> str:
    return date_format(day, "j F Y")


def _day(day) -> str | None:
    return day.isoformat() if day else None


def eligibility(service: Service) -> str:
    """Whom it is for, in words."""
    whom = ", ".join(taxonomy.named(taxonomy.NEEDS, service.needs))
    ages = f"from {service.minimum_age}" + (f" to {service.maximum_age}" if service.maximum_age else "")
    return f"For: {whom}. Ages {ages}." if whom else f"Ages {ages}."


def wait(service: Service) -> str:
    """How long one waits, while what was said counts."""
    told = room.describe(room.said_by(service), today=timezone.localdate())
    return told["strong"] if told["kind"] == "soon" else ""
