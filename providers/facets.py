"""The facts that are counted beside a result, and the hours of a week as one number.

Each facet has a place of its own in the tally of a search document: a number written to base ten thousand whose digit
is 1 where the listing has it. PostgreSQL adds up the tallies of a whole result in one pass, and the digits of the sum
are the counts; a result has at most 1,001 rows, so no digit runs over. New facets go to the end: places never change.
"""

from collections.abc import Iterable

FACETS: tuple[str, ...] = tuple(
    """
    fam:meals fam:company fam:out fam:personal fam:home fam:night fam:groups fam:breaks when:weekday-morning
    when:weekday-afternoon when:evening when:weekend when:night when:mon-morning when:mon-afternoon
    when:mon-evening when:tue-morning when:tue-afternoon when:tue-evening when:wed-morning when:wed-afternoon
    when:wed-evening when:thu-morning when:thu-afternoon when:thu-evening when:fri-morning when:fri-afternoon
    when:fri-evening when:sat-morning when:sat-afternoon when:sat-evening when:sun-morning when:sun-afternoon
    when:sun-evening who:older who:dementia who:learning-disability who:autism who:mental-health
    who:physical-disability who:long-term-illness who:brain-injury who:sight-loss who:deaf who:children
    who:young-people who:carers who:end-of-life-needs who:drink-drugs who:homeless pay:self pay:direct-payment
    pay:isf pay:phb pay:council pay:pooled by:woman by:man how:one how:group where:comes where:go is:micro
    is:checked access:level-entry access:accessible-toilet access:changing-place access:hearing-loop
    access:quiet-room access:blue-badge access:bus-stop access:assistance-dogs comm:bsl comm:makaton comm:easy-read
    comm:large-print comm:objects comm:deafblind lang:en lang:cy lang:pa lang:ur lang:pl lang:so lang:bn lang:gu
    lang:hi lang:ar lang:it lang:es lang:pt lang:ro lang:fr lang:yo lang:ig lang:zh lang:ta lang:tr lang:uk lang:fa
    lang:lt lang:ru lang:ti lang:sw
    """.split()  # noqa: SIM905
)
PLACES = {facet: place for place, facet in enumerate(FACETS)}
BASE = 10_000
DIGITS = len(str(BASE)) - 1
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PARTS = ("morning", "afternoon", "evening", "night")
SLOTS = {f"{day}-{part}": 1 << (4 * number + place) for number, day in enumerate(DAYS)
         for place, part in enumerate(PARTS)}  # fmt: skip


def tally(tags: Iterable[str]) -> int:
    """The number that counts these facets once."""
    return sum(BASE ** PLACES[tag] for tag in tags if tag in PLACES)


def counts(summed: str) -> dict[str, int]:
    """How many rows of a result have each facet, from the sum of their tallies."""
    text = summed.zfill(DIGITS)
    found: dict[str, int] = {}
    for place in range(-(-len(text) // DIGITS)):
        end = len(text) - DIGITS * place
        if count := int(text[max(end - DIGITS, 0) : end]):
            found[FACETS[place]] = count
    return found


def slots(names: Iterable[str]) -> int:
    """Parts of days ('tue-morning') as bits; anything else ('weekday-morning') has none."""
    return sum(SLOTS.get(name, 0) for name in set(names))


def slot_names(bits: int) -> list[str]:
    """The parts of days that these bits stand for, Monday first."""
    return [name for name, bit in SLOTS.items() if bits & bit]
