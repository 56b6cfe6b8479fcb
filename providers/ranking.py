"""Why a result is where it is: what fits, counted in points, and what stands in the way, counted in miles.

Points. Each phrase that was asked for brings 12 when the listing states the term that it means, 7 for a term that it
may mean, 4 for an activity that may do instead; 4 more when the listing says the very words, which alone bring 8.
Each wish that is met (whom it is for, when, a language) brings 3. A word counts once, however often it is said, and a
story counts for nothing, so that nobody gains by repeating words.

Miles. Among those with the same points the nearest come first; no room counts as 2 miles further, an entry that nobody
confirmed for 90 days as 1, and a listing whose checks no council has seen as 1.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from providers import facets
from providers.understanding import Meaning, Understood

EXACT, PERHAPS, NEAR, SAID, ONLY_SAID, WISHED, FREE = 12, 7, 4, 4, 8, 3, 6
MILE = 1609.344
NO_ROOM, NOT_FRESH, NOT_CHECKED = 2 * MILE, MILE, MILE
AWAY = f"""(d.point <-> %(here)s::point)
             + CASE WHEN d.room_until >= %(today)s THEN 0 ELSE {NO_ROOM} END
             + CASE WHEN d.fresh_until >= %(today)s THEN 0 ELSE {NOT_FRESH} END
             + CASE WHEN d.is_checked THEN 0 ELSE {NOT_CHECKED} END"""


@dataclass
class Plan:
    """Parts of the search statement: who fits, who may do instead, how many points each has, and their values."""

    fitting: str = ""
    close: str = ""
    points: str = "0"
    values: dict[str, str] = field(default_factory=dict)
    interesting: list[str] = field(default_factory=list)

    def holds(self, query: str) -> str:
        """The condition that a document answers this query; the query becomes a value of the statement."""
        name = f"q{len(self.values)}"
        self.values[name] = query
        return f"d.words @@ %({name})s::tsquery"


def any_of(lexemes: Iterable[str]) -> str:
    """A query that any of these answers."""
    return " | ".join(map(_quoted, lexemes))


def all_of(lexemes: Iterable[str]) -> str:
    """A query that only all of these answer."""
    return f"({' & '.join(map(_quoted, lexemes))})"


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def plan(understood: Understood, needs: Collection[str], times: Collection[str]) -> Plan:
    """What a search looks for, from what was understood and what is wished besides."""
    made, points = Plan(), []
    if understood.asked:
        made.fitting = f"AND {made.holds(fitting_query(understood.asked))}"
        if close := close_query(understood.asked):
            made.close = f"AND {made.holds(close)} AND NOT {made.holds(fitting_query(understood.asked))}"
    points += [_asked(made, meaning) for meaning in understood.asked]
    points += [f"CASE WHEN {made.holds(query)} THEN {WISHED} ELSE 0 END" for query in wishes(understood, needs)]
    if slots := facets.slots(times):
        points.append(f"bit_count((d.slots & {slots})::bit(32)) * {FREE} / {slots.bit_count()}")
    made.points = " + ".join(points) or "0"
    made.interesting = sorted(_interesting(understood, needs))
    return made


def fitting_query(asked: Collection[Meaning]) -> str:
    """Who fits: those with a term that one phrase means, or who say its words; names are looked for whole."""
    if not any(meaning.is_known for meaning in asked):
        return all_of(stem for meaning in asked for stem in meaning.stems)
    tags = [tag for meaning in asked for tag in meaning.exact or meaning.perhaps]
    said = [all_of(meaning.stems) for meaning in asked if meaning.stems]
    return " | ".join([any_of(dict.fromkeys(tags)), *dict.fromkeys(said)])


def close_query(asked: Collection[Meaning]) -> str:
    """Who may do: those with a term that a phrase perhaps means or that is near; of a name, those with a part."""
    if not any(meaning.is_known for meaning in asked):
        stems = [stem for meaning in asked for stem in meaning.stems]
        return any_of(stems) if len(stems) > 1 else ""
    return any_of(dict.fromkeys(tag for meaning in asked for tag in (*meaning.perhaps, *meaning.near)))


def _asked(made: Plan, meaning: Meaning) -> str:
    """The points of one phrase that was asked for."""
    whens = [(meaning.exact, EXACT), (meaning.perhaps, PERHAPS), (meaning.near, NEAR)]
    terms = " ".join(f"WHEN {made.holds(any_of(tags))} THEN {points}" for tags, points in whens if tags)
    said = made.holds(all_of(meaning.stems)) if meaning.stems else "false"
    if not terms:
        return f"CASE WHEN {said} THEN {ONLY_SAID} ELSE 0 END"
    return f"CASE {terms} WHEN {said} THEN {ONLY_SAID - SAID} ELSE 0 END + CASE WHEN {said} THEN {SAID} ELSE 0 END"


def wishes(understood: Understood, needs: Collection[str]) -> list[str]:
    """One query for each wish: a phrase that says for whom or how, a word of no list, a need."""
    said = [any_of(meaning.exact or meaning.perhaps or meaning.stems) for meaning in understood.wished]
    return [query for query in dict.fromkeys([*said, *(any_of([f"who:{need}"]) for need in sorted(needs))]) if query]


def _interesting(understood: Understood, needs: Collection[str]) -> set[str]:
    found = {f"who:{need}" for need in needs}
    for meaning in understood.meanings:
        found.update(meaning.exact, meaning.perhaps, meaning.near, meaning.stems)
    return found


def reasons(row: dict, understood: Understood, needs: Collection[str], times: Collection[str]) -> dict:
    """What of all that was asked this row meets: `terms` and `near` as tags, `words` as typed, `times`, and facts."""
    met = set(row.pop("met"))
    terms = [tag for meaning in understood.meanings for tag in (*meaning.exact, *meaning.perhaps) if tag in met]
    near = [tag for meaning in understood.asked for tag in meaning.near if tag in met and tag not in terms]
    words = [m.words for m in understood.meanings if m.stems and set(m.stems) <= met and not set(m.exact) & met]
    terms += [f"who:{need}" for need in sorted(needs) if f"who:{need}" in met]
    free = facets.slot_names(row.pop("free"))
    facts = {name: row.pop(name) for name in ("has_room", "is_fresh", "is_checked")}
    kept = {"terms": list(dict.fromkeys(terms)), "near": near, "words": words}
    return kept | {"times": [time for time in free if time in times]} | facts
