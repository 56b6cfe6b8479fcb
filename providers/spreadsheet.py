"""The columns of a council's list, in and out: one line is one enterprise with one service.

A value that a spreadsheet would run as a formula is written with an apostrophe before it, which reading takes away
(OWASP: CSV injection).
"""

import csv
from collections.abc import Iterable, Mapping
from datetime import time
from io import StringIO

from django.utils.formats import date_format

from marketplace.places.distances import METRES_IN_A_MILE
from providers import explaining, taxonomy
from providers.models import Price, Schedule, Service

BETWEEN = "; "
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
TERMS = {"activities": taxonomy.ACTIVITIES, "needs": taxonomy.NEEDS, "payments": taxonomy.PAYMENTS,
         "access": taxonomy.ACCESS, "communication": taxonomy.COMMUNICATION}  # fmt: skip

# Column, whether an import needs it, an example, other headings that councils use.
COLUMNS = (
    ("name", True, "Good Company", ("enterprise", "business name", "trading name", "organisation", "provider")),
    ("kind", True, "sole-trader", ("type", "legal form", "kind of enterprise")),
    ("workers", False, "1", ("number of workers", "staff", "people")),
    ("volunteers", False, "0", ("number of volunteers",)),
    ("owner_email", False, "amina@example.org", ("owner email", "owner e-mail")),
    ("people", False, "Amina Yusuf", ("who", "contact name", "contact person")),
    ("said_as", False, "she", ("pronoun", "pronouns")),
    ("summary", False, "Keeps you company and cooks with you.", ("description", "one line", "strapline")),
    ("story", False, "I ran a school kitchen for nineteen years.", ("about", "long description")),
    ("does", False, "Company; Cooking with you", ("what they do",)),
    ("does_not", False, "Give medicines", ("what they do not do",)),
    ("activities", False, "companionship; cooking-with-you", ("services", "activity", "categories")),
    ("needs", False, "older; dementia", ("who for", "client groups", "needs met")),
    ("minimum_age", False, "18", ("from age", "min age")),
    ("maximum_age", False, "", ("to age", "max age")),
    ("one_to_one", False, "yes", ("one to one", "1 to 1")),
    ("in_group", False, "no", ("group", "in a group")),
    ("by_woman", False, "yes", ("woman",)),
    ("by_man", False, "no", ("man",)),
    ("languages", False, "en; so", ("language",)),
    ("communication", False, "makaton", ()),
    ("personal_care", False, "none", ("personal care",)),
    ("cqc_id", False, "", ("cqc", "cqc number", "cqc id")),
    ("setting", True, "comes", ("where", "home or venue")),
    ("postcode", True, "NG1 5FS", ("post code", "post-code")),
    ("travel_miles", False, "5", ("miles", "travel distance", "radius")),
    ("venue_name", False, "", ("venue",)),
    ("venue_address", False, "", ("address", "venue street")),
    ("access", False, "", ("accessibility",)),
    ("access_note", False, "", ("access details",)),
    ("hours", False, "tue 09:00-13:00; thu 14:00-17:00 taken", ("opening hours", "days and hours", "times")),
    ("when_note", False, "", ("notes on hours",)),
    ("prices", False, "18.50 hour; 0.45 mile in my car", ("price", "cost", "costs", "fees")),
    ("costs_on_top", False, "", ("extras",)),
    ("if_you_cancel", False, "", ("cancellation",)),
    ("first_meeting_free", False, "yes", ("free first meeting",)),
    ("payments", False, "self; direct-payment", ("payment", "ways to pay", "funding")),
    ("first_meeting", False, "A cup of tea, about half an hour.", ()),
    ("if_ill", False, "", ("cover",)),
    ("phone", False, "0115 496 0999", ("telephone", "tel", "mobile")),
    ("shows_phone", False, "no", ("show phone",)),
    ("email", False, "amina@example.org", ("e-mail", "email address")),
    ("shows_email", False, "no", ("show email",)),
    ("contact_times", False, "", ("when to ring",)),
    ("room", False, "yes", ("capacity", "vacancies")),
    ("room_hours", False, "4", ("hours a week",)),
    ("room_people", False, "", ("spaces",)),
    ("wait_weeks", False, "", ("waiting weeks",)),
)  # fmt: skip
NAMES = [name for name, *_rest in COLUMNS]
ONLY_IN = {"owner_email"}
ONLY_FOUND = ("miles_away", "why")
ONLY_OUT = ("town", "council", "listed_on", "address_of_page")
OUT = [name for name in NAMES if name not in ONLY_IN] + list(ONLY_OUT)


def defuse(value: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(FORMULA) or value.startswith("'") else value


def undefuse(value: str) -> str:
    """What was meant, when a cell carries the apostrophe that `defuse` wrote."""
    return value[1:] if value.startswith("'") and (value[1:].startswith(FORMULA) or value[1:2] == "'") else value


def plain(name: str) -> str:
    """A heading without its capitals, spaces and marks."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


HEADINGS = {plain(word): name for name, _needed, _example, others in COLUMNS for word in (name, *others)}


def row_of(service: Service, site: str) -> dict[str, str]:
    """What everybody may see of a listed service, as cells. A home's postcode is nobody's to read."""
    row = {name: _cell(_value(service, name)) for name in NAMES if name not in ONLY_IN}
    private = {
        "phone": service.shows_phone,
        "email": service.shows_email,
        **dict.fromkeys(("postcode", "venue_name", "venue_address"), service.is_venue),
    }
    row |= {name: "" for name, is_shown in private.items() if not is_shown}
    row |= {
        "town": service.town,
        "council": service.council_code,
        "listed_on": date_format(service.listed_on, "Y-m-d") if service.listed_on else "",
        "address_of_page": f"{site}/services/{service.pk}/",
    }
    return {name: defuse(value) for name, value in row.items()}


def result_of(rows: Iterable[dict], services: Mapping[str, Service], site: str) -> str:
    """The result of a search as CSV, in its order, each with how far away it is."""
    out = StringIO(newline="")
    writer = csv.DictWriter(out, [*OUT, *ONLY_FOUND])
    writer.writeheader()
    for row in rows:
        if service := services.get(row["id"]):
            miles = {"miles_away": f"{row['metres'] / METRES_IN_A_MILE:.1f}"}
            writer.writerow(row_of(service, site) | miles | {"why": defuse(". ".join(explaining.reasons(row)))})
    return out.getvalue()


def counts_of(rows: Iterable[tuple[str, str, int]]) -> str:
    """What was counted, as CSV: the kind of count, what it is of, and the number."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["counted_by", "what", "number"])
    writer.writerows([defuse(kind), defuse(what), number] for kind, what, number in rows)
    return out.getvalue()


def _value(service: Service, name: str):
    if name == "name":
        return service.enterprise.name
    if name in ("kind", "workers", "volunteers"):
        return getattr(service.enterprise, name)
    if name == "hours":
        return [hours_cell(row) for row in service.schedules.all()]
    if name == "prices":
        return [price_cell(row) for row in service.prices.all()]
    return getattr(service, name)


def _cell(value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Iterable) and not isinstance(value, str):
        return BETWEEN.join(str(each).replace(";", ",") for each in value)
    return "" if value is None else str(value)


def hours_cell(row: Schedule) -> str:
    taken = "" if row.is_free else " taken"
    return f"{DAYS[row.day]} {_clock(row.opens_at)}-{_clock(row.closes_at)}{taken}"


def _clock(at: time) -> str:
    return f"{at:%H:%M}"


def price_cell(row: Price) -> str:
    return f"{row.pence // 100}.{row.pence % 100:02} {row.unit} {row.note}".strip()
