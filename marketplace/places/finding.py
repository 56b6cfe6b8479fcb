"""What somebody typed, made a place: forgiving, never an error, always a helpful answer.

`find_place` answers `Found` (one place), `Several` (a question and its choices) or `NotFound` (a sentence).
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models import Q
from django.utils.translation import gettext as _

from marketplace.places import postcodes
from marketplace.places.models import Council, District, Edition, Outcode, Postcode, Town
from marketplace.places.names import norm
from marketplace.places.towns import nearest_town

MOST_CHOICES = 6
MOST_WORDS = 10  # of a town and where it is
CLEARLY_LARGEST = (50_000, 10)  # people, and times the next: London is London, but Beeston is a question
SMALL = 3_000  # people; a village abroad from the listings is asked about before it is taken
SAME_ENOUGH = 0.8  # of SequenceMatcher's ratio
LISTED_NATION = "England"
CROWN_NAMES = {"jersey": "JE", "guernsey": "GY", "alderney": "GY", "sark": "GY", "isle of man": "IM"}


@dataclass(frozen=True)
class Found:
    """One place: `kind` is postcode, outcode or town, `name` is for "near ...", `label` is what was typed, righted."""

    kind: str
    name: str
    label: str
    easting: int
    northing: int
    district: str
    council_code: str
    council_name: str
    nation: str


@dataclass(frozen=True)
class Choice:
    """An answer to offer; typing it finds exactly that place."""

    choice: str


@dataclass(frozen=True)
class Several:
    """More than one place may be meant: a sentence that asks, and the choices."""

    words: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class NotFound:
    """No place: a sentence that says why and what to do; `reason` is for tests and counting, never for people."""

    reason: str
    words: str


Answer = Found | Several | NotFound


def find_place(text: str) -> Answer:
    """The place that was meant."""
    typed = " ".join(str(text or "").encode("utf-8", "ignore").decode().replace("\x00", " ").split())
    if not typed:
        return NotFound("empty", _("Type a postcode or a town."))
    if len(typed) > postcodes.LONGEST:
        return NotFound("too_long", _("That is too long. Type only a postcode or the name of a town."))
    for step in _steps():
        if answer := step(typed):
            return answer
    return _not_found(typed)


def _steps() -> tuple[Callable[[str], Answer | None], ...]:
    """What is tried, in this order."""
    whole = (_covered_elsewhere, _by_postcode, _by_outcode, _by_part, _by_town)
    return (*whole, _by_first_words, _by_mistyped_postcode, _by_area)


# --- Outside Great Britain -------------------------------------------------------------------------------------------
def _covered_elsewhere(typed: str) -> Answer | None:
    """Postcodes and islands that we leave out, and where help is there."""
    code = postcodes.normalise_postcode(typed) or postcodes.outcode(typed) or ""
    area = postcodes.area(code) or CROWN_NAMES.get(norm(typed), "")
    if area == postcodes.NORTHERN_IRELAND or norm(typed) == "northern ireland":
        return _northern_ireland()
    if area in postcodes.CROWN_DEPENDENCIES:
        return NotFound("crown_dependency", _(
            "We cover England, Scotland and Wales, but not %(place)s. Its government's website can tell you about "
            "help there."
        ) % {"place": postcodes.CROWN_DEPENDENCIES[area]})  # fmt: skip
    return None


def _northern_ireland() -> NotFound:
    return NotFound("northern_ireland", _(
        "We do not cover Northern Ireland. Your local health and social care trust can help: find it at "
        "www.nidirect.gov.uk."
    ))  # fmt: skip


# --- Postcodes -------------------------------------------------------------------------------------------------------
def _by_postcode(typed: str) -> Answer | None:
    code = postcodes.full(typed)
    return _postcode(code) if code else None


def _postcode(code: str) -> Answer | None:
    row = Postcode.objects.filter(code=code).first()
    if row is None:
        return None
    spelled = postcodes.spaced(code)
    if row.easting is None or row.northing is None:
        return NotFound("no_point", _(
            "We know the postcode %(code)s, but not where on the map it is. Type a neighbour's postcode, or a town."
        ) % {"code": spelled})  # fmt: skip
    town = nearest_town(row.easting, row.northing)
    name = town.name if town else code[:-3]
    return _found("postcode", name, spelled, row.easting, row.northing, row.district)


def _by_outcode(typed: str) -> Answer | None:
    code = postcodes.outcode(typed)
    return _outcode(code) if code else None


def _outcode(code: str) -> Answer | None:
    row = Outcode.objects.filter(code=code).first()
    return _found("outcode", code, code, row.easting, row.northing, row.district) if row else None


def place_of_outcode(code: str) -> Found | None:
    """The middle of an outcode that exists."""
    found = _outcode(code)
    return found if isinstance(found, Found) else None


def council_of_outcode(code: str) -> str:
    """The ONS code of the council where most of an outcode is, or nothing."""
    place = place_of_outcode(code)
    return place.council_code if place else ""


def _by_part(typed: str) -> Answer | None:
    """The beginning of a postcode ("NG1 5F") is the middle of all that begin so."""
    part = postcodes.part(typed)
    if not part:
        return None
    rows = Postcode.objects.beginning(*part).exclude(easting=None).values_list("easting", "northing", "district")
    points = sorted(rows)
    if not points:
        return _outcode(part[0])
    middle = len(points) // 2
    northing = sorted(point[1] for point in points)[middle]
    return _found("outcode", part[0], " ".join(part), points[middle][0], northing, points[middle][2])


def _by_mistyped_postcode(typed: str) -> Answer | None:
    """Only after towns: a figure may have been meant for a letter."""
    for code in postcodes.mistyped(typed):
        if answer := _postcode(code):
            return answer
    for code in postcodes.mistyped_outcodes(typed):
        if answer := _outcode(code):
            return answer
    return None


def _found(kind: str, name: str, label: str, easting: int, northing: int, code: str) -> Found:
    district = District.objects.select_related("council").filter(code=code).first()
    council = district.council if district else Council(code="", name="", nation="")
    return Found(kind, name, label, easting, northing, code, council.code, council.name, council.nation)


# --- Towns -----------------------------------------------------------------------------------------------------------
def _by_town(typed: str) -> Answer | None:
    """A town by its name, or by its name and where it is ("Beeston, Leeds", "beeston leeds")."""
    words = norm(typed).split()[:MOST_WORDS]
    names = [" ".join(words[:size]) for size in range(len(words), 0, -1)]
    known = list(Town.objects.called_one_of(names))
    for name in names:
        more = " ".join(word for word in words[len(name.split()) :] if word not in {"near", "in"})
        towns = [town for town in known if town.norm == name] or [town for town in known if name in town.other_names]
        if towns := [town for town in towns if not more or _is_in(town, more)]:
            return _one_of(towns, asked_for=typed, asked_about=bool(more))
    return None


def _is_in(town: Town, words: str) -> bool:
    """Whether these words say where a town is: a larger town, its district, its council's area or its nation."""
    district, council = town.district, town.district.council
    known = {norm(name) for name in (town.near, district.name, council.area, council.name, council.nation)}
    return words in known or any(words == f"{near} {area}" for near in known for area in known)


def _one_of(towns: list[Town], *, asked_for: str, asked_about: bool) -> Answer:
    """The only one, or the one that is clearly largest; otherwise a question."""
    people, times = CLEARLY_LARGEST
    largest, others = towns[0], towns[1:]
    clear = largest.population >= max(people, times * max((town.population for town in others), default=0))
    if not others and not asked_about and largest.population < SMALL and _nation(largest) != LISTED_NATION:
        return Several(
            _("The %(town)s that we know is in %(nation)s. If you mean another, type its postcode or a larger town.")
            % {"town": largest.name, "nation": _nation(largest)},
            (Choice(_told_apart(largest)),),
        )
    if clear or not others:
        return _town(largest, told_apart=bool(others) or asked_about)
    return Several(_("There is more than one %(town)s. Which one do you mean?") % {"town": asked_for}, _choices(towns))


def _town(town: Town, *, told_apart: bool) -> Found:
    label = _told_apart(town) if told_apart else town.name
    council = town.district.council
    return Found("town", town.name, label, town.easting, town.northing, town.district_id, council.code, council.name,
                 council.nation)  # fmt: skip


def _nation(town: Town) -> str:
    return town.district.council.nation


def _told_apart(town: Town) -> str:
    """The town and where it is, in words: "Beeston, near Nottingham"."""
    if town.near:
        return _("%(town)s, near %(larger)s") % {"town": town.name, "larger": town.near}
    area = town.district.council.area
    return f"{town.name}, {town.district.council.nation if norm(area) == town.norm else area}"


def _choices(towns: Iterable[Town]) -> tuple[Choice, ...]:
    """Choices in the order given; one of several of its name says where it is, and if need be in which district."""
    towns = list(towns)[:MOST_CHOICES]
    namesakes = Counter(Town.objects.filter(norm__in=[town.norm for town in towns]).values_list("norm", flat=True))
    labels = [_told_apart(town) if namesakes[town.norm] > 1 else town.name for town in towns]
    return tuple(
        Choice(label if labels.count(label) == 1 else f"{label}, {town.district.name}")
        for label, town in zip(labels, towns, strict=True)
    )


def _by_first_words(typed: str) -> Answer | None:
    """A town before a comma, when what follows is no place we know ("Leeds, West Yorkshire")."""
    first, comma, _rest = typed.partition(",")
    return _by_town(first) if comma and first.strip() else None


def _by_area(typed: str) -> Answer | None:
    """A county or district is too large to search from: offer its towns."""
    name = typed.casefold().removesuffix(" council").strip()
    council = Q(district__council__area__iexact=name) | Q(district__council__name__iexact=typed)
    inside = Q(district__name__iexact=name) | council
    towns = Town.objects.select_related("district__council").filter(inside).order_by("-population", "pk")
    if not (choices := _choices(towns[:MOST_CHOICES])):
        return None
    return Several(_("That is a large area. Choose a town in it, or type your postcode."), choices)


# --- Nothing ---------------------------------------------------------------------------------------------------------
def _not_found(typed: str) -> Answer:
    code = postcodes.normalise_postcode(typed)
    if code and (around := Outcode.objects.filter(code=code[:-3]).first()):
        return Several(
            _("We do not know the postcode %(code)s. Check it, or look around %(outcode)s.")
            % {"code": postcodes.spaced(code), "outcode": around.code},
            (Choice(around.code),),
        )
    if code or postcodes.looks_like_one(typed):
        return NotFound("unknown_postcode", _(
            "“%(typed)s” is not a postcode that we know. Check it, or type the name of a town."
        ) % {"typed": postcodes.spaced(code) if code else typed})  # fmt: skip
    if Edition.objects.filter(northern_irish_towns__contains=[norm(typed)]).exists():
        return _northern_ireland()
    if like := _spelled_like(norm(typed)):
        question = _("We do not know a town called “%(typed)s”. Do you mean one of these?") % {"typed": typed}
        return Several(question, like)
    return NotFound("unknown_town", _(
        "We do not know a town called “%(typed)s”. Type your postcode, or the name of a larger town near you."
    ) % {"typed": typed})  # fmt: skip


def _spelled_like(name: str) -> tuple[Choice, ...]:
    """Towns whose names differ by a letter or two, the most alike first."""
    if len(name) < 4:
        return ()
    matcher = SequenceMatcher(autojunk=False, b=name)
    scores = []
    for known in Town.objects.spelled_like(name).values_list("norm", flat=True).distinct():
        matcher.set_seq1(known)
        if matcher.quick_ratio() >= SAME_ENOUGH and (ratio := matcher.ratio()) >= SAME_ENOUGH:
            scores.append((ratio, known))
    names = [known for _ratio, known in sorted(scores, reverse=True)[:MOST_CHOICES]]
    towns = Town.objects.select_related("district__council").filter(norm__in=names)
    ordered = sorted(towns, key=lambda town: (names.index(town.norm), -town.population))
    return _choices(ordered)
