"""Why a result is where it is: what fits, counted in points, and what stands in the way, counted in miles.

Points. Each phrase that was asked for brings 12 when what it means is what the listing mainly does, 5 when it is one
of the others; 7 and 4 for a term that it may mean; 6 and 2 for an activity that may do instead; 4 more when what is
mainly done is said in the very words, 2 when what is done besides is, and 20 when the search has its name. An
enterprise has one thing that it mainly does. Each wish that is met brings points of its own: a language most, because
nobody can do without it; a price that is not passed brings 6. What is said not to be wanted takes 6 from whoever
mainly does it. A word counts once, however often it is said, and a story counts for nothing, so that nobody gains by
repeating words.

Miles. Among those with the same points the nearest come first; no room counts as 2 miles further, an entry that nobody
confirmed for 90 days as 1, or for 180 days as 5, and a listing whose checks no council has seen as 1.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.conf import settings

from providers import facets
from providers.understanding import Meaning, Understood

EXACT, PERHAPS, NEAR = (12, 5), (7, 4), (6, 2)  # mainly, and among other things
SAID, NAMED, FREE = 4, 20, 6
SAID_BESIDE = 2  # the very words of what is one of the others
UNWANTED, UNWANTED_SAID = 6, 2  # taken for what is not wanted: mainly done, and said in the very words
OPPOSITE = {"how:group": "how:one", "how:one": "how:group", "by:man": "by:woman", "by:woman": "by:man"}
PRICE = 6
WISHED = {"lang": 10, "comm": 10, "by": 5, "who": 6, "age": 6, "when": 6, "access": 4, "act": 4, "fam": 3, "how": 3,
          "pay": 3, "where": 2}  # fmt: skip
FOR_CHILDREN = frozenset({"who:children", "act:after-school"})
A_WORD = 4  # a wish in words of no list
MILE = 1609.344
NO_ROOM, NOT_FRESH, NOT_CHECKED = 2 * MILE, MILE, MILE
LONG_NOT_FRESH = 5 * MILE
STALE_FOR = settings.FADING_LOWERED_DAYS - settings.FADING_MARKED_DAYS  # days for which it counts as not fresh only
AWAY = f"""(d.point <-> %(here)s::point)
             + CASE WHEN d.room_until >= %(today)s THEN 0 ELSE {NO_ROOM} END
             + CASE WHEN d.fresh_until >= %(today)s THEN 0
                    WHEN d.fresh_until + {STALE_FOR} >= %(today)s THEN {NOT_FRESH} ELSE {LONG_NOT_FRESH} END
             + CASE WHEN d.is_checked THEN 0 ELSE {NOT_CHECKED} END"""


@dataclass
class Plan:
    """Parts of the search statement: who fits, who may do instead, how many points each has, and their values.

    `fitting` and `close` are terms to begin from; of words that are in no list, `all_words` are asked. `names` are
    those that the search may contain: whoever goes by one fits.
    """

    fitting: list[str] = field(default_factory=list)
    close: list[str] = field(default_factory=list)
    all_words: str = ""
    names: str = ""
    points: str = "0"
    values: dict[str, str | int] = field(default_factory=dict)

    def has(self, facts: Iterable[str]) -> str:
        """The condition that a listing has one of these facts; they become a value of the statement."""
        return has(facts, f"f{len(self.values)}", self.values)

    def says(self, stems: Iterable[str]) -> str:
        """The condition that a listing says all these words."""
        return self.answers(all_of(stems))

    def answers(self, query: str) -> str:
        """The condition that the words of a listing answer this query; it becomes a value of the statement."""
        name = f"w{len(self.values)}"
        self.values[name] = query
        return f"d.words @@ %({name})s::tsquery"


def has(facts: Iterable[str], name: str, values: dict) -> str:
    """The condition that a listing has one of these facts, with their bits as a value of this name."""
    values[name] = facets.mask(facts)
    return f"(d.flags & %({name})s::bit({facets.WIDTH}) <> 0::bit({facets.WIDTH}))"


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
    made = Plan(fitting_terms(understood.asked), close_terms(understood.asked), names=any_of(understood.names))
    if understood.asked and not understood.is_known:
        made.all_words = all_of(all_stems(understood.asked))
    points = [_asked(made, meaning) for meaning in understood.asked]
    if made.names:
        points.append(f"CASE WHEN {made.answers(made.names)} THEN {NAMED} ELSE 0 END")
    for wish in wishes(understood, needs):
        met = made.has(wish) if ":" in wish[0] else made.says(wish)
        points.append(f"CASE WHEN {met} THEN {worth(wish)} ELSE 0 END")
    points += [_unwanted(made, meaning) for meaning in unwanted(understood)]
    if understood.most_pence is not None:
        made.values["wished_pence"] = understood.most_pence
        points.append(f"CASE WHEN d.hour_pence <= %(wished_pence)s THEN {PRICE} ELSE 0 END")
    if slots := facets.slots(times):
        points.append(f"bit_count((d.slots & {slots})::bit(32)) * {FREE} / {slots.bit_count()}")
    made.points = " + ".join(points) or "0"
    return made


def fitting_terms(asked: Collection[Meaning]) -> list[str]:
    """Who fits: those with a term that one phrase means or may mean."""
    return list(dict.fromkeys(tag for meaning in asked for tag in (*meaning.exact, *meaning.perhaps)))


def close_terms(asked: Collection[Meaning]) -> list[str]:
    """Who may do: those with an activity that is near to one that was meant."""
    return list(dict.fromkeys(tag for meaning in asked for tag in meaning.near))


def all_stems(meanings: Collection[Meaning]) -> list[str]:
    """Every word of a search, as it may stand in the name of an enterprise."""
    return list(dict.fromkeys(stem for meaning in meanings for stem in meaning.stems))


def _asked(made: Plan, meaning: Meaning) -> str:
    """The points of one phrase that was asked for."""
    if not (meaning.exact or meaning.perhaps):
        return _case([(made.says(meaning.stems), SAID)] if meaning.stems else [])
    mainly = made.has(as_main((*meaning.exact, *meaning.perhaps)))
    says = made.says(meaning.stems) if meaning.stems else ""
    said = [(f"{mainly} AND {says}", SAID), (says, SAID_BESIDE)] if says else []
    exact, perhaps = _levels(made, meaning.exact, EXACT), _levels(made, meaning.perhaps or meaning.helps, PERHAPS)
    either = made.has((*meaning.exact, *meaning.perhaps))
    terms = f"{_case(exact)} + {_case(perhaps)} + {_case(said)}"
    return f"CASE WHEN {either} THEN {terms} ELSE {_case(_levels(made, meaning.near, NEAR))} END"


def _unwanted(made: Plan, meaning: Meaning) -> str:
    """The points that are taken for an activity that is not wanted."""
    mainly = (made.has(as_main(meaning.exact)), -UNWANTED)
    return _case([mainly, (made.says(meaning.stems), -UNWANTED_SAID)] if meaning.stems else [mainly])


def _case(whens: Collection[tuple[str, int]]) -> str:
    """The points of the first condition that holds."""
    cases = " ".join(f"WHEN {condition} THEN {points}" for condition, points in whens)
    return f"CASE {cases} ELSE 0 END" if cases else "0"


def _levels(made: Plan, tags: Collection[str], worths: tuple[int, int]) -> list[tuple[str, int]]:
    """Terms that are no activities are either stated or not, and count as what is mainly done."""
    if not tags:
        return []
    mainly = (made.has(as_main(tags)), worths[0])
    activities = [tag for tag in tags if tag.startswith("act:")]
    return [mainly, (made.has(activities), worths[1])] if activities else [mainly]


def as_main(tags: Iterable[str]) -> list[str]:
    """The same terms, of activities as what is mainly done."""
    return [tag.replace("act:", "main:", 1) for tag in tags]


def unwanted(understood: Understood) -> list[Meaning]:
    """The activities that are not wanted. Whom else somebody helps takes no points from them."""
    return [meaning for meaning in understood.unwanted if meaning.exact and meaning.exact[0].startswith("act:")]


def wishes(understood: Understood, needs: Collection[str]) -> list[tuple[str, ...]]:
    """Each wish as what would meet it: a phrase that says for whom or how, a word of no list, a need."""
    said = [meaning.exact or meaning.perhaps or meaning.stems for meaning in understood.wished]
    said += [(OPPOSITE[tag],) for meaning in understood.unwanted for tag in meaning.exact if tag in OPPOSITE]
    needed = [(f"who:{need}",) for need in sorted(needs)]
    return list(dict.fromkeys(wish for wish in (*said, *needed, _age(understood, needs)) if wish))


def _age(understood: Understood, needs: Collection[str]) -> tuple[str, ...]:
    """Help for children when they are meant, and otherwise help that is open to adults."""
    if not understood.asked:
        return ()
    tags = {tag for meaning in understood.meanings for tag in meaning.exact}
    if any(tag.startswith("age:") for tag in tags):
        return ()
    return ("age:child",) if tags & FOR_CHILDREN or "children" in needs else ("age:adult",)


def worth(wish: tuple[str, ...]) -> int:
    """The points that it brings to meet this wish."""
    return WISHED.get(wish[0].partition(":")[0], A_WORD) if ":" in wish[0] else A_WORD


def price(understood: Understood) -> str:
    """The price that was said to be the most, as a term."""
    return f"price:{understood.most_pence}"


def met(row: dict, understood: Understood, needs: Collection[str], times: Collection[str]) -> dict:
    """What of all that was asked this row meets: `terms` and `near` as tags, `words` as typed, `times`, and facts."""
    facts, said = facets.facts_of(row.pop("flags")), set(row.pop("said") or ())
    terms = [tag for meaning in understood.meanings for tag in (*meaning.exact, *meaning.perhaps) if tag in facts]
    terms += [f"who:{need}" for need in sorted(needs) if f"who:{need}" in facts]
    pence = row.pop("pence")
    if understood.most_pence is not None and pence is not None and pence <= understood.most_pence:
        terms.append(price(understood))
    near = [tag for meaning in understood.asked for tag in meaning.near if tag in facts and tag not in terms]
    words = [m.words for m in understood.meanings if m.stems and set(m.stems) <= said and not set(m.exact) & facts]
    free = facets.slot_names(row.pop("free"))
    known = {name: row.pop(name) for name in ("has_room", "is_fresh", "is_checked")}
    asked = {"terms": list(dict.fromkeys(terms)), "near": list(dict.fromkeys(near)), "words": words}
    return asked | {"times": [time for time in free if time in times]} | known
