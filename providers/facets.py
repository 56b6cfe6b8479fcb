"""The facts of a listing as bits, the same facts to be counted, and the hours of a week as one number.

Every fact that a filter or a term of the vocabulary can ask for has a place of its own, for ever: new ones go to the
end. A listing's `flags` are bits at those places. Its `tally` is a number to base ten thousand with the digit 1 at the
places of what is counted beside a result: PostgreSQL adds up the tallies of a whole result in one pass, and the digits
of the sum are the counts; a result has at most 1,001 rows and those of equal distance, so no digit runs over.
"""

from collections.abc import Iterable

FACTS: tuple[str, ...] = tuple(
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
    lang:lt lang:ru lang:ti lang:sw age:child age:adult act:cooking-with-you act:cooking-for-you
    act:meals-delivered act:lunch-club act:help-eating act:companionship act:phone-calls act:reading-games
    act:animals act:end-of-life act:going-out act:shopping act:appointments act:driving act:walking
    act:work-learning act:washing-dressing act:getting-up act:medicines act:hair-nails act:moving-about act:nursing
    act:cleaning act:laundry act:gardening act:odd-jobs act:decluttering act:paperwork act:computers act:live-in
    act:sleeping-night act:waking-night act:art-craft act:music-dance act:drama act:sport act:growing act:day-group
    act:memory-group act:social-club act:life-skills act:peer-support act:sitting-service act:short-breaks
    act:after-school act:hospital-home act:brokerage act:massage main:cooking-with-you main:cooking-for-you
    main:meals-delivered main:lunch-club main:help-eating main:companionship main:phone-calls main:reading-games
    main:animals main:end-of-life main:going-out main:shopping main:appointments main:driving main:walking
    main:work-learning main:washing-dressing main:getting-up main:medicines main:hair-nails main:moving-about
    main:nursing main:cleaning main:laundry main:gardening main:odd-jobs main:decluttering main:paperwork
    main:computers main:live-in main:sleeping-night main:waking-night main:art-craft main:music-dance main:drama
    main:sport main:growing main:day-group main:memory-group main:social-club main:life-skills main:peer-support
    main:sitting-service main:short-breaks main:after-school main:hospital-home main:brokerage main:massage age:teen
    """.split()  # noqa: SIM905
)
PLACES = {fact: place for place, fact in enumerate(FACTS)}
WIDTH = 256  # bits of a listing's flags; some are free for facts to come
NO_FLAGS = "0" * WIDTH
COUNTED = frozenset(fact for fact in FACTS if not fact.startswith(("act:", "main:", "age:")))
BASE = 10_000
DIGITS = len(str(BASE)) - 1
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PARTS = ("morning", "afternoon", "evening", "night")
SLOTS = {f"{day}-{part}": 1 << (4 * number + place) for number, day in enumerate(DAYS)
         for place, part in enumerate(PARTS)}  # fmt: skip


def flags(facts: Iterable[str]) -> str:
    """These facts as a string of bits, the first place first; what is no fact has no bit."""
    places = {PLACES[fact] for fact in facts if fact in PLACES}
    return "".join("1" if place in places else "0" for place in range(WIDTH))


def mask(facts: Iterable[str]) -> str:
    """The same bits as PostgreSQL reads them in a quarter of the letters."""
    bits = sum(1 << (WIDTH - 1 - PLACES[fact]) for fact in set(facts) if fact in PLACES)
    return f"x{bits:0{WIDTH // 4}x}"


def facts_of(bits: str) -> set[str]:
    """The facts that these bits stand for."""
    return {fact for fact, bit in zip(FACTS, bits, strict=False) if bit == "1"}


def tally(facts: Iterable[str]) -> int:
    """The number that counts these facts once."""
    return sum(BASE ** PLACES[fact] for fact in facts if fact in COUNTED)


def counts(summed: str) -> dict[str, int]:
    """How many rows of a result have each fact, from the sum of their tallies."""
    text = summed.zfill(DIGITS)
    found: dict[str, int] = {}
    for place in range(-(-len(text) // DIGITS)):
        end = len(text) - DIGITS * place
        if count := int(text[max(end - DIGITS, 0) : end]):
            found[FACTS[place]] = count
    return found


def slots(names: Iterable[str]) -> int:
    """Parts of days ('tue-morning') as bits; anything else ('weekday-morning') has none."""
    return sum(SLOTS.get(name, 0) for name in set(names))


def slot_names(bits: int) -> list[str]:
    """The parts of days that these bits stand for, Monday first."""
    return [name for name, bit in SLOTS.items() if bits & bit]
