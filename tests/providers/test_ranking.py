"""Who stands where in a list, and what is said of it."""

import random
from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from marketplace.places.distances import METRES_IN_A_MILE
from providers import actions, documents, explaining, taxonomy
from providers.models import CheckResult, Price, Schedule, Service
from providers.search import ENOUGH, FAR, PAGE, Wanted, search
from providers.understanding import understand
from tests.factories import EnterpriseFactory, ServiceFactory
from tests.people import acting

pytestmark = pytest.mark.django_db
HERE = (457_500, 340_500)
GARDENER = {"activities": ["gardening"], "summary": "Gardening for people near you."}
EVERYTHING = [term.slug for term in taxonomy.ACTIVITIES]
NOBODY_SAYS_THIS = ("terms", "near", "words", "times")


def offer(metres=0, **facts):
    return ServiceFactory(listed=True, easting=HERE[0] + metres, northing=HERE[1], travel_miles=40, **facts)


def found(words="", **asked):
    return search(Wanted(*HERE, words=words, **asked), size=50)


def order(words="", **asked) -> list[str]:
    return [row["id"] for row in found(words, **asked).rows]


def keys(*services) -> list[str]:
    return [str(service.pk) for service in services]


# --- Honest words ----------------------------------------------------------------------------------------------------
STUFFED = {
    "story": {"story": "gardening " * 150}, "summary": {"summary": "gardening " * 14},
    "does": {"does": ["gardening"] * 100}, "everything": {"does": ["gardening " * 20] * 5, "story": "gardener " * 150},
}  # fmt: skip


@pytest.mark.parametrize("stuffed", STUFFED.values(), ids=STUFFED)
@pytest.mark.parametrize("words", ["gardening", "a gardener for mum", "gardening dementia"])
def test_saying_a_word_a_hundred_times_lifts_nobody_above_a_plain_gardener(stuffed, words):
    stuffer, plain = offer(100, **GARDENER | stuffed), offer(99, **GARDENER)
    assert order(words)[:2] == keys(plain, stuffer), "the nearer of two who do the same comes first"


@pytest.mark.parametrize("stuffed", STUFFED.values(), ids=STUFFED)
def test_somebody_who_only_says_it_is_no_gardener(stuffed):
    offer(1, activities=["computers"], **{"summary": "Help with computers.", **stuffed})
    gardener = offer(5_000, **GARDENER)
    assert [row["id"] for row in found("gardening").rows if row["fits"]] == keys(gardener)


def test_ticking_every_activity_does_not_outrank_who_mainly_does_it():
    one_of_many = [slug for slug in EVERYTHING if slug != "gardening"]
    ticker = offer(10, activities=[*one_of_many, "gardening"], summary=GARDENER["summary"])
    gardener = offer(8_000, **GARDENER)
    assert order("gardening") == keys(gardener, ticker)


def test_an_enterprise_mainly_does_one_thing():
    both = offer(10, activities=["cleaning", "gardening"], summary="Cleaning and gardening.")
    assert order("gardening") == keys(both)
    gardener = offer(9_000, activities=["gardening", "cleaning"], summary="Gardening and cleaning.")
    assert order("gardening") == keys(gardener, both)
    assert order("cleaning") == keys(both, gardener)


# --- The order -------------------------------------------------------------------------------------------------------
def test_of_two_who_fit_as_well_the_nearer_comes_first():
    far, near = offer(3_000, **GARDENER), offer(1_000, **GARDENER)
    assert order("gardening") == keys(near, far)


def test_ties_stand_in_the_order_of_their_keys_and_always_the_same():
    made = [offer(1_000, **GARDENER) for _n in range(8)]
    assert order("gardening") == sorted(keys(*made)) == order("gardening")


def long_ago(days=200, **facts):
    said_on = timezone.localdate() - timedelta(days=days)
    return facts | {"listed_on": said_on, "room_said_on": said_on}


@pytest.mark.parametrize(
    ("behind", "miles"),
    [
        ({"room": "full"}, 2),
        ({"room_said_on": None, "room": ""}, 2),
        (long_ago(91), 3),
        (long_ago(180), 3),
        (long_ago(181), 7),
    ],
    ids=["full", "nothing said", "an old entry, whose room has faded too", "half a year", "a very old entry"],
)
def test_what_stands_in_the_way_counts_as_so_many_miles(behind, miles):
    facts = GARDENER | {"listed_on": timezone.localdate()}
    hindered = offer(0, **facts | behind)
    just_before = offer(int(METRES_IN_A_MILE * miles) - 50, **facts)
    just_behind = offer(int(METRES_IN_A_MILE * miles) + 50, **facts)
    assert order("gardening") == keys(just_before, hindered, just_behind)


def test_papers_that_a_council_saw_count_as_one_mile(nottingham):
    today = {"listed_on": timezone.localdate()}
    checked, unchecked = offer(1_500, **GARDENER | today), offer(0, **GARDENER | today)
    CheckResult.objects.create(service=checked, council=nottingham, what="dbs", words="Seen", seen_on=date(2026, 1, 1))
    documents.write(Service.objects.filter(pk=checked.pk).with_details())
    assert order("gardening") == keys(checked, unchecked)
    assert [row["met"]["is_checked"] for row in found("gardening").rows] == [True, False]


def test_those_who_only_may_do_come_after_all_who_fit_however_near():
    related = offer(0, activities=["odd-jobs"], summary="Small repairs and odd jobs.")
    gardener = offer(15_000, room="full", **GARDENER)
    result = found("gardening")
    assert [row["id"] for row in result.rows] == keys(gardener, related)
    assert [row["fits"] for row in result.rows] == [True, False] and (result.fitting, result.total) == (1, 2)


def test_nobody_who_only_may_do_is_shown_where_enough_fit():
    offer(0, activities=["odd-jobs"], summary="Odd jobs.")
    for _n in range(ENOUGH):
        offer(500, **GARDENER)
    assert found("gardening").total == ENOUGH


def test_what_has_nothing_to_do_with_it_is_not_shown():
    offer(0, activities=["computers"], summary="Help with computers.")
    assert found("gardening").total == 0


def test_what_is_said_not_to_be_wanted_comes_last_and_hides_nobody():
    dogs = offer(0, activities=["animals", "companionship"], summary="A dog on your lap.")
    quiet = offer(9_000, activities=["odd-jobs", "companionship"], summary="Jobs and a chat.")
    assert order("company") == keys(dogs, quiet), "the nearer comes first"
    assert order("company, no dogs please") == keys(quiet, dogs)


def test_not_a_man_is_a_wish_for_a_woman():
    man, woman = offer(0, by_man=True, **GARDENER), offer(9_000, by_woman=True, **GARDENER)
    assert order("gardening") == keys(man, woman)
    assert order("gardening but not a man") == keys(woman, man)


def priced(metres, pence):
    service = offer(metres, **GARDENER)
    service.prices.all().delete()
    Price.objects.create(service=service, pence=pence, unit="hour")
    documents.write(Service.objects.filter(pk=service.pk).with_details())
    return service


def test_a_price_in_words_is_a_wish_that_hides_nobody():
    dear, fair = priced(0, 2500), priced(9_000, 1800)
    assert order("gardening") == keys(dear, fair)
    result = found("gardening for under £19 an hour")
    assert [row["id"] for row in result.rows] == keys(fair, dear)
    assert "up to £19 an hour" in explaining.why(result.rows[0])
    assert "up to £19 an hour" not in explaining.why(result.rows[1])
    assert "up to £19 an hour" in explaining.understood_words(result.understood)


# --- How far ---------------------------------------------------------------------------------------------------------
def test_where_too_few_fit_it_looks_further_by_itself_and_says_how_far():
    near = [offer(n, **GARDENER) for n in range(PAGE - 1)]
    assert found("gardening").miles == FAR[-1]
    far = offer(25_000, **GARDENER)
    result = found("gardening")
    assert [row["id"] for row in result.rows] == keys(*near, far) and result.miles == FAR[1]


def test_where_a_page_fits_it_looks_no_further():
    for _n in range(PAGE):
        offer(0, **GARDENER)
    offer(25_000, **GARDENER)
    result = found("gardening")
    assert (result.miles, result.total) == (FAR[0], PAGE)


@pytest.mark.parametrize("miles", [1, 5, 10])
def test_whoever_says_how_far_is_never_shown_anybody_further(miles):
    offer(int(miles * METRES_IN_A_MILE) + 300, **GARDENER)
    near = offer(int(miles * METRES_IN_A_MILE) - 300, **GARDENER)
    result = found("gardening", miles=miles)
    assert [row["id"] for row in result.rows] == keys(near) and result.miles == miles


def test_somebody_who_travels_inside_a_council_alone_is_found_there_and_nowhere_else():
    local = ServiceFactory(
        listed=True, easting=HERE[0], northing=HERE[1], travel_miles=None, councils=["E06000018"], **GARDENER
    )
    inside, outside = Wanted(*HERE, "E06000018", "gardening"), Wanted(*HERE, "E10000024", "gardening")
    near = Wanted(HERE[0] + 500, HERE[1], "E10000024", "gardening")
    assert [row["id"] for row in search(inside).rows] == keys(local)
    assert search(near).total == 0 and search(Wanted(HERE[0] + 500, HERE[1], "", "gardening")).total == 0
    assert outside.council != inside.council


# --- What is said of it ----------------------------------------------------------------------------------------------
def test_the_line_on_a_card_says_what_is_met_and_nothing_else():
    offer(**GARDENER | {"needs": ["dementia"], "languages": ["en"]})
    line = explaining.why(found("a gardener for somebody with dementia who speaks polish").rows[0])
    assert "Gardening" in line and "Dementia" in line and "Polish" not in line


def test_who_only_may_do_says_so_and_what():
    offer(activities=["odd-jobs"], summary="Small repairs.")
    line = explaining.why(found("gardening").rows[0])
    assert line == "May do instead: Odd jobs and small repairs"


def test_who_only_may_do_never_says_that_it_fits_even_where_it_meets_a_wish():
    offer(activities=["odd-jobs"], summary="Small repairs for gardening.", needs=["dementia"])
    row = found("gardening for somebody with dementia").rows[0]
    assert not row["fits"] and explaining.why(row).startswith("May do instead: Odd jobs and small repairs, Dementia")


def test_who_says_some_of_the_words_fits_in_part():
    offer(summary="Kalarippayattu for beginners.")
    row = search(Wanted(*HERE, words="kalarippayattu zyzzyva", exact=True)).rows[0]
    assert not row["fits"] and explaining.why(row) == "Fits in part: says “kalarippayattu”"


def test_where_nothing_was_asked_nothing_is_said_to_fit():
    offer(**GARDENER)
    row = found().rows[0]
    assert explaining.why(row) == "" and not any(row["met"][name] for name in NOBODY_SAYS_THIS)


def test_words_of_no_list_are_quoted_where_a_listing_says_them():
    offer(summary="Kalarippayattu for beginners.")
    assert "kalarippayattu" in explaining.why(found("kalarippayattu").rows[0])


def facts_of(row) -> dict:
    """What the database says of this row, read another way."""
    service = Service.objects.get(pk=row["id"])
    tags = {f"act:{a}" for a in service.activities} | {f"who:{n}" for n in service.needs}
    return {"tags": tags, "room": service.room == "yes", "checked": service.check_results.exists()}


def test_every_reason_holds_for_every_row_of_many_random_searches():
    dice = random.Random(20261125)
    for n in range(40):
        offer(
            n * 100, activities=dice.sample(EVERYTHING, 3), needs=dice.sample(["older", "dementia", "autism"], 1),
            room=dice.choice(["yes", "full"]),
        )  # fmt: skip
    for _round in range(40):
        words = " ".join(dice.sample(["gardening", "hoovering", "dementia", "autism", "company", "pub", "sewing"], 2))
        understood = understand(words)
        meant = {tag for each in understood.meanings for tag in (*each.exact, *each.perhaps)}
        for row in found(words).rows:
            met, real = row["met"], facts_of(row)
            stated = {tag for tag in met["terms"] if tag.startswith(("act:", "who:"))}
            assert stated == {tag for tag in meant if tag in real["tags"]}, words
            assert set(met["near"]) <= real["tags"] - meant
            assert (met["has_room"], met["is_checked"]) == (real["room"], real["checked"])
            assert ("Has room" in explaining.reasons(row)) == real["room"]
            assert row["fits"] == bool(stated & {t for m in understood.asked for t in (*m.exact, *m.perhaps)})


# --- A matching ------------------------------------------------------------------------------------------------------
@pytest.fixture
def matching(good_company, amina):
    """Amina works on Tuesday mornings for £18 and with dementia; another does none of it."""
    hers = offer(1_000, enterprise=good_company, needs=["dementia"], **GARDENER)
    monday = Schedule(day=0, opens_at=time(14), closes_at=time(16), is_free=True)
    tuesday = Schedule(day=1, opens_at=time(9), closes_at=time(12), is_free=True)
    actions.describe(hers, by=acting(amina), schedules=[monday, tuesday], prices=[Price(pence=1800, unit="hour")])
    return hers, offer(0, needs=["autism"], enterprise=EnterpriseFactory(), **GARDENER)


def test_a_need_and_times_are_wishes_that_exclude_nobody_and_lift_who_meets_them(matching):
    hers, other = matching
    assert order("gardening") == keys(other, hers), "without wishes the nearer comes first"
    asked = {"needs": frozenset({"dementia"}), "times": frozenset({"mon-afternoon", "sat-morning"})}
    rows = found("gardening", **asked).rows
    assert [row["id"] for row in rows] == keys(hers, other)
    assert rows[0]["met"]["times"] == ["mon-afternoon"] and "who:dementia" in rows[0]["met"]["terms"]
    assert rows[1]["met"]["times"] == [] and "who:dementia" not in rows[1]["met"]["terms"]


def test_the_reasons_of_a_matching_name_place_time_need_room_and_papers(matching):
    asked = {"needs": frozenset({"dementia"}), "times": frozenset({"tue-morning"}), "most_pence": 1800}
    rows = found("", **asked).rows
    assert [row["id"] for row in rows] == keys(matching[0]), "the price is a ceiling"
    said = explaining.reasons(rows[0])
    assert said[0] == "Fits: Dementia, Tuesday mornings"
    assert said[1:] == ["0.6 miles away", "Has room", "Confirmed in the last 90 days", "No papers seen by a council"]


@pytest.mark.parametrize(("pence", "number"), [(1799, 0), (1800, 1), (1849, 1), (1850, 2)])
def test_a_price_ceiling_is_kept_to_the_penny(matching, pence, number):
    assert found("gardening", most_pence=pence).total == number
