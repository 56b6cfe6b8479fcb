"""What a search understood, and why a result is where it is, in words."""

from collections.abc import Collection, Iterable, Mapping

from django.utils.translation import gettext as _

from marketplace.places.distances import distance_words
from providers import facets, ranking, taxonomy
from providers.search import FAR, Found
from providers.understanding import Understood, is_urgent
from providers.week import DAY_SLUGS, DAYS

NAMES: dict[str, str] = {
    f"{kind}:{term.slug}": term.name
    for kind, terms in (
        ("act", taxonomy.ACTIVITIES), ("fam", taxonomy.FAMILIES), ("who", taxonomy.NEEDS), ("pay", taxonomy.PAYMENTS),
        ("access", taxonomy.ACCESS), ("comm", taxonomy.COMMUNICATION),
    )
    for term in terms
} | {f"lang:{code}": name for code, name in taxonomy.LANGUAGES.items()}  # fmt: skip
OTHERS = {
    "by:woman": "A woman", "by:man": "A man", "how:one": "One to one", "how:group": "In a group",
    "where:comes": "Comes to you", "when:weekday-morning": "Weekday mornings",
    "when:weekday-afternoon": "Weekday afternoons", "when:evening": "Evenings", "when:weekend": "Weekends",
    "when:night": "Through the night", "age:child": "Children", "age:teen": "Teenagers", "age:adult": "Adults",
}  # fmt: skip
DAY = dict(zip(DAY_SLUGS, DAYS, strict=True))
MOST = 4  # on a card


def label(tag: str) -> str:
    """The words that people read for a term: 'when:tue-morning' is 'Tuesday mornings'."""
    if tag in NAMES or tag in OTHERS:
        return _(NAMES.get(tag) or OTHERS[tag])
    group, _colon, slot = tag.partition(":")
    if group == "price":
        return _("up to £%(pounds)s an hour") % {"pounds": int(slot) // 100}
    if slot in facets.SLOTS:
        day, part = slot.split("-")
        return _("%(day)s %(part)ss") % {"day": _(DAY[day]), "part": _(part)}
    return ""


def heard(body: Mapping, found: Found) -> dict:
    """What a search took its words for, and what it did about it: for the page and for programs alike."""
    return {
        "understood": understood_words(found.understood),
        "respelled": respelled(found),
        "is_understood": found.understood.is_known or not found.understood.asked,
        "fitting": found.fitting,
        "miles": found.miles,
        "is_further": body["miles"] is None and found.miles > FAR[0],
        "is_urgent": is_urgent(body["help"]),
    }


def understood_words(understood: Understood) -> list[str]:
    """What was looked for and what was not, in our words; what is perhaps meant only where nothing else is."""
    tags = [tag for meaning in understood.meanings for tag in meaning.exact] or [
        tag for meaning in understood.asked for tag in meaning.perhaps
    ]
    price = [ranking.price(understood)] if understood.most_pence is not None else []
    unwanted = _labels((tag for meaning in understood.unwanted for tag in meaning.exact), 12)
    refused = [_("not %(what)s") % {"what": what[:1].lower() + what[1:]} for what in unwanted]
    return _labels([*tags, *price], 12) + refused


def why(row: Mapping) -> str:
    """One line for a card: what was asked for and is met here; of those who only may do, what they do instead."""
    asked = row["met"]
    met = _labels([*asked["terms"], *(f"when:{time}" for time in asked["times"])])
    met += [_("says “%(words)s”") % {"words": words} for words in asked["words"][:2]]
    near = [] if row["fits"] else _labels(asked["near"])
    if not (met or near):
        return ""
    if near:
        return _("May do instead: %(what)s") % {"what": ", ".join([*near, *met])}
    return (_("Fits: %(what)s") if row["fits"] else _("Fits in part: %(what)s")) % {"what": ", ".join(met)}


def reasons(row: Mapping, kept_back: Collection[str] = ()) -> list[str]:
    """Everything that has a part in the place of a row, in sentences; nothing of what is kept back."""
    met = row["met"]
    away = distance_words(row["metres"])
    facts = (
        _("%(distance)s away") % {"distance": away[:1].upper() + away[1:]},
        "" if "room" in kept_back else _("Has room") if met["has_room"] else _("No room known of"),
        _("Confirmed in the last 90 days") if met["is_fresh"] else _("Not confirmed for 90 days"),
        "" if "checks" in kept_back else _papers(met["is_checked"]),
    )
    return [words for words in (why(row), *facts) if words]


def _papers(is_checked: bool) -> str:
    return _("Papers seen by a council") if is_checked else _("No papers seen by a council")


def _labels(tags: Iterable[str], most: int = MOST) -> list[str]:
    return list(dict.fromkeys(words for tag in tags if (words := label(tag))))[:most]


def respelled(found: Found) -> list[dict[str, str]]:
    """Words as typed, and as they were read."""
    return [{"typed": typed, "read": read} for typed, read in found.respelled.items()]
