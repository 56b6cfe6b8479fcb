"""Facts as bits and digits: each has its place for ever, and sums of digits are counts. Cells never miss a point."""

from math import cos, pi, sin

import pytest
from django.db import connection
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from providers import cells, facets, filters, taxonomy
from providers.models import SearchDocument
from tests.factories import ServiceFactory

PUBLISHED = """
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
    access:quiet-room access:blue-badge access:bus-stop access:assistance-dogs comm:bsl comm:makaton
    comm:easy-read comm:large-print comm:objects comm:deafblind lang:en lang:cy lang:pa lang:ur lang:pl lang:so
    lang:bn lang:gu lang:hi lang:ar lang:it lang:es lang:pt lang:ro lang:fr lang:yo lang:ig lang:zh lang:ta
    lang:tr lang:uk lang:fa lang:lt lang:ru lang:ti lang:sw age:child age:adult act:cooking-with-you
    act:cooking-for-you act:meals-delivered act:lunch-club act:help-eating act:companionship act:phone-calls
    act:reading-games act:animals act:end-of-life act:going-out act:shopping act:appointments act:driving
    act:walking act:work-learning act:washing-dressing act:getting-up act:medicines act:hair-nails
    act:moving-about act:nursing act:cleaning act:laundry act:gardening act:odd-jobs act:decluttering
    act:paperwork act:computers act:live-in act:sleeping-night act:waking-night act:art-craft act:music-dance
    act:drama act:sport act:growing act:day-group act:memory-group act:social-club act:life-skills
    act:peer-support act:sitting-service act:short-breaks act:after-school act:hospital-home act:brokerage
    act:massage main:cooking-with-you main:cooking-for-you main:meals-delivered main:lunch-club main:help-eating
    main:companionship main:phone-calls main:reading-games main:animals main:end-of-life main:going-out
    main:shopping main:appointments main:driving main:walking main:work-learning main:washing-dressing
    main:getting-up main:medicines main:hair-nails main:moving-about main:nursing main:cleaning main:laundry
    main:gardening main:odd-jobs main:decluttering main:paperwork main:computers main:live-in
    main:sleeping-night main:waking-night main:art-craft main:music-dance main:drama main:sport main:growing
    main:day-group main:memory-group main:social-club main:life-skills main:peer-support main:sitting-service
    main:short-breaks main:after-school main:hospital-home main:brokerage main:massage
""".split()  # noqa: SIM905
SOME = st.sets(st.sampled_from(facets.FACTS))
MANY = 1001  # rows of the longest result
EASTINGS, NORTHINGS = st.floats(0, 700_000), st.floats(0, 1_300_000)


# --- Places ----------------------------------------------------------------------------------------------------------
def test_a_fact_keeps_its_place_for_ever_because_stored_bits_stand_for_it():
    assert list(facets.FACTS[: len(PUBLISHED)]) == PUBLISHED and len(PUBLISHED) == 202


def test_every_fact_has_one_place_and_there_is_room_for_more():
    assert len(set(facets.FACTS)) == len(facets.FACTS) <= facets.WIDTH


@pytest.mark.parametrize("tag", sorted(filters.KNOWN - filters.SPECIAL.keys()))
def test_every_filter_of_the_page_has_a_place_and_is_counted(tag):
    assert tag in facets.PLACES and tag in facets.COUNTED


def test_every_term_of_the_lists_has_a_place():
    lists = {"act": taxonomy.ACTIVITIES, "main": taxonomy.ACTIVITIES, "fam": taxonomy.FAMILIES,
             "who": taxonomy.NEEDS, "pay": taxonomy.PAYMENTS, "access": taxonomy.ACCESS,
             "comm": taxonomy.COMMUNICATION}  # fmt: skip
    tags = {f"{group}:{term.slug}" for group, terms in lists.items() for term in terms}
    assert not (tags | {f"lang:{code}" for code in taxonomy.LANGUAGES}) - facets.PLACES.keys()


# --- Bits ------------------------------------------------------------------------------------------------------------
@given(SOME)
def test_flags_give_back_the_facts_that_went_in(facts):
    bits = facets.flags(facts)
    assert len(bits) == facets.WIDTH and facets.facts_of(bits) == facts


@given(SOME, st.text(max_size=20))
def test_what_is_no_fact_has_no_bit(facts, other):
    assume(other not in facets.PLACES)
    assert facets.flags({*facts, other}) == facets.flags(facts)


@pytest.mark.django_db
@pytest.mark.parametrize("facts", [set(), {facets.FACTS[0]}, {facets.FACTS[-1]}, set(facets.FACTS)])
def test_the_database_gives_back_flags_and_tally_to_the_last_bit(facts):
    key = ServiceFactory(listed=True).pk
    SearchDocument.objects.filter(pk=key).update(flags=facets.flags(facts), tally=facets.tally(facts))
    stored = SearchDocument.objects.get(pk=key)
    assert facets.facts_of(stored.flags) == facts and stored.tally == facets.tally(facts)


@given(st.sets(st.sampled_from(sorted(facets.SLOTS))))
def test_hours_of_a_week_give_back_what_went_in_monday_first(names):
    bits = facets.slots(names)
    assert facets.slot_names(bits) == [name for name in facets.SLOTS if name in names]
    assert 0 <= bits < 2**31, "it is kept as a whole number of four bytes"


# --- Counts ----------------------------------------------------------------------------------------------------------
@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(SOME, st.integers(1, 400)), max_size=6))
def test_the_sum_of_tallies_counts_each_fact_of_up_to_a_thousand_and_one_rows(groups):
    rows, left = [], MANY
    for facts, number in groups:
        rows += [facts] * min(number, left)
        left = MANY - len(rows)
    counted = {f: n for f in facets.COUNTED if (n := sum(f in facts for facts in rows))}
    assert facets.counts(str(sum(map(facets.tally, rows)))) == counted


def test_a_thousand_and_one_rows_with_everything_run_over_into_no_neighbour():
    summed = facets.tally(facets.FACTS) * MANY
    assert facets.counts(str(summed)) == dict.fromkeys(facets.COUNTED, MANY)


@pytest.mark.django_db
def test_the_database_adds_up_as_we_do():
    tallies = [facets.tally(facets.FACTS[n % 7 :: 7]) for n in range(MANY)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(t::numeric)::text FROM unnest(%s::text[]) t", [list(map(str, tallies))])
        assert cursor.fetchone()[0] == str(sum(tallies))


# --- Cells -----------------------------------------------------------------------------------------------------------
@settings(max_examples=500, deadline=None)
@given(EASTINGS, NORTHINGS, st.floats(0, 65_000), st.floats(0, 2 * pi), st.floats(0, 1))
def test_whoever_is_near_enough_stands_in_a_cell_that_is_looked_in(easting, northing, metres, angle, part):
    point = (easting + cos(angle) * metres * part, northing + sin(angle) * metres * part)
    assume((point[0] - easting) ** 2 + (point[1] - northing) ** 2 <= metres**2)
    assert cells.cell(*point) in cells.cells_around(easting, northing, metres)


@pytest.mark.parametrize("corner", [(0, 0), (5_000, 5_000), (455_000, 340_000), (454_999.5, 339_999.5)])
@pytest.mark.parametrize("step", [(-1, 0), (0, -1), (1, 0), (0, 1), (-1, -1), (0, 0)])
def test_the_edge_of_a_cell_is_no_gap(corner, step):
    point = (corner[0] + step[0] * 1_609, corner[1] + step[1] * 1_609)
    assert cells.cell(*point) in cells.cells_around(*corner, 2_300)


@settings(max_examples=100, deadline=None)
@given(EASTINGS, NORTHINGS, st.floats(0, 65_000))
def test_no_cell_is_looked_in_twice_or_further_off_than_its_side(easting, northing, metres):
    found = cells.cells_around(easting, northing, metres)
    assert len(set(found)) == len(found)
    for cell in found:
        column, row = map(int, cell.split("."))
        middle = ((column + 0.5) * cells.SIDE, (row + 0.5) * cells.SIDE)
        away = ((middle[0] - easting) ** 2 + (middle[1] - northing) ** 2) ** 0.5
        assert away <= metres + cells.SIDE


def test_only_terms_that_a_search_begins_from_are_written_with_their_cell():
    assert cells.placed({"act:cleaning", "pay:self", "who:older"}, "91.68") == {
        "act:cleaning@91.68", "who:older@91.68",
    }  # fmt: skip
