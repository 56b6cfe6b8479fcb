"""The one search, held against a calculation that looks at every row."""

import random
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from providers import cells, facets
from providers import search as engine
from providers.models import SearchCard, SearchDocument, Service
from providers.plain_search import plain_counts, plain_search
from providers.search import Wanted, search
from providers.understanding import name_of, stems_of, understand
from tests.factories import EnterpriseFactory, ServiceFactory

SEED = 20261121
SAID = ["garden", "hoovering", "dog", "knitting", "Amina", "Yusuf", "football", "dementia", "minibus"]
ASKED = ["gardener", "hoover", "dog walking", "knit", "amina yusuf", "football", "someone with dementia",
         "cook a meal", "sit with mum while I shop", "saturdays", "yusuf", "dementia gardening",
         "polish carer", "minibus", "gardener, no dogs", "not cleaning", "hoovering under £18 an hour", "aged 84",
         "football, my son is 9", "help please", "no groups"]  # fmt: skip
ACTIVITIES = ["gardening", "odd-jobs", "cleaning", "laundry", "animals", "art-craft", "sport", "companionship",
              "sitting-service", "cooking-for-you", "meals-delivered", "washing-dressing"]  # fmt: skip
TAGS = ["how:one", "how:group", "by:woman", "by:man", "when:evening", "when:weekend", "pay:self", "who:dementia",
        "who:older", "lang:pl", "when:sat-morning", "is:checked", "fam:home", "age:child", "age:adult",
        "who:children"]  # fmt: skip
NAMES = [["amina", "yusuf"], ["yusuf"], ["knit"]]
TIMES = ["mon-morning", "tue-evening", "sat-morning", "sun-night"]
COUNCILS = ["E06000018", "E08000035"]
CENTRE = (457_000, 340_000)


def scatter(dice, number):
    """Listed services around a city; many stand on the very same point, as coarse points do."""
    enterprise = EnterpriseFactory()
    made = [_document(dice, Service(enterprise=enterprise)) for _n in range(number)]
    Service.objects.bulk_create([d.service for d in made])
    SearchDocument.objects.bulk_create(made)
    SearchCard.objects.bulk_create([SearchCard(service=d.service) for d in made])
    return made


def _document(dice, service):
    point = tuple(middle + dice.randrange(-20, 21) * 1000 + 500 for middle in CENTRE)
    today = timezone.localdate()
    activities = dice.sample(ACTIVITIES, dice.randint(0, 3))
    tags = {*dice.sample(TAGS, dice.randint(0, 6)), *(f"act:{a}" for a in activities)}
    tags |= {f"main:{a}" for a in activities[:1]}
    past, now, later = today - timedelta(days=1), today, today + timedelta(days=9)
    stale, long_stale = today - timedelta(days=90), today - timedelta(days=91)
    return SearchDocument(
        service=service,
        point=point,
        reach=dice.choice([0, 0, 3_000, 8_000, 20_000]),
        councils=dice.sample(COUNCILS, dice.randint(0, 1)),
        flags=facets.flags(tags),
        words=stems_of(*dice.sample(SAID, dice.randint(0, 3)))
        | cells.placed(tags, cells.cell(*point))
        | {name_of(name) for name in dice.sample(NAMES, dice.choice([0, 0, 1]))},
        tally=facets.tally(tags),
        slots=facets.slots(dice.sample(TIMES, dice.randint(0, 3))),
        hour_pence=dice.choice([None, 1500, 1800, 1801, 2400]),
        room_until=dice.choice([None, past, now, later]),
        fresh_until=dice.choice([None, long_stale, stale, past, now, later]),
        is_checked=dice.random() < 0.5,
    )


def question(dice):
    return Wanted(
        easting=CENTRE[0] + dice.randrange(-15, 16) * 1000 + dice.choice([0, 500, 123]),
        northing=CENTRE[1] + dice.randrange(-15, 16) * 1000,
        council=dice.choice(["", *COUNCILS]),
        words=" and ".join(dice.sample(ASKED, dice.choice([0, 0, 1, 1, 2]))),
        miles=dice.choice([1, 3, 5, 10, 20]),
        tags=frozenset(dice.sample(TAGS, dice.choice([0, 0, 1, 2, 3]))),
        has_room=dice.random() < 0.3,
        most_pence=dice.choice([None, None, 1800]),
        needs=frozenset(dice.sample(["dementia", "older"], dice.choice([0, 0, 1, 2]))),
        times=frozenset(dice.sample(TIMES, dice.choice([0, 0, 1, 3]))),
        exact=True,
    )


@pytest.mark.R10
@pytest.mark.django_db
def test_the_indexed_search_finds_what_looking_at_every_row_finds():
    print(f"seed {SEED}")
    dice = random.Random(SEED)
    made, today = scatter(dice, 400), timezone.localdate()
    for _round in range(2000):
        wanted = question(dice)
        expected = plain_search(made, wanted, understand(wanted.words), today=today)
        found = search(wanted, size=50, today=today)
        assert [row["id"] for row in found.rows] == [str(row.id) for row in expected[:50]], wanted
        assert [row["fits"] for row in found.rows] == [row.fits for row in expected[:50]], wanted
        assert (found.total, found.fitting) == (len(expected), sum(row.fits for row in expected)), wanted
        assert found.counts == plain_counts(expected, today), wanted


class Everywhere(set):
    def __contains__(self, square):
        return True


class Nowhere(set):
    def __contains__(self, square):
        return False


@pytest.mark.R10
@pytest.mark.django_db
@pytest.mark.parametrize("crowded", [Everywhere, Nowhere])
def test_a_full_thousand_is_still_the_nearest_thousand_in_rings_or_at_once(monkeypatch, crowded):
    monkeypatch.setattr(engine, "MOST", 20)
    monkeypatch.setattr(engine, "CROWDED", crowded())
    dice = random.Random(SEED + 1)
    made, today = scatter(dice, 300), timezone.localdate()
    for _round in range(100):
        wanted = question(dice)
        expected = plain_search(made, wanted, understand(wanted.words), today=today)
        found = [row["id"] for row in search(wanted, size=30, today=today).rows]
        assert found == [str(row.id) for row in expected][:30], wanted


@pytest.mark.django_db
def test_where_more_than_a_thousand_have_a_term_nearer_rings_come_first_from_then_on(monkeypatch):
    monkeypatch.setattr(engine, "MOST", 20)
    monkeypatch.setattr(engine, "CROWDED", set())
    scatter(random.Random(SEED + 4), 300)
    asked = []
    for _visit in range(2):
        with CaptureQueriesContext(connection) as seen:
            search(Wanted(*CENTRE, miles=20, words="cleaning"))
        asked.append("ring0" in seen[0]["sql"])
    assert asked == [False, True]


@pytest.mark.django_db
def test_pages_follow_one_another_without_a_gap():
    dice = random.Random(SEED + 2)
    scatter(dice, 120)
    wanted = Wanted(*CENTRE, miles=20)
    whole = [row["id"] for row in search(wanted, size=100).rows]
    pages = [row["id"] for page in range(1, 11) for row in search(wanted, page=page, size=10).rows]
    assert pages == whole and len(set(whole)) == len(whole)


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 10, 100])
def test_a_search_is_one_question_however_many_it_finds(number):
    scatter(random.Random(number), number)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        search(Wanted(*CENTRE, miles=20, words="garden"))
    assert len(asked) == 1


@pytest.mark.django_db
def test_somebody_who_travels_five_miles_does_not_come_ten():
    ServiceFactory(listed=True, easting=457_500, northing=340_500, travel_miles=5)
    assert search(Wanted(457_500 + 8_000, 340_500)).total == 1
    assert search(Wanted(457_500 + 9_000, 340_500)).total == 0


@pytest.mark.django_db
def test_a_story_full_of_words_lifts_nobody():
    ServiceFactory(listed=True, story="gardening " * 100)
    assert search(Wanted(457_500, 340_500, words="gardening")).total == 0


@pytest.mark.django_db
def test_what_is_not_listed_is_not_found():
    for status in set(Service.Status) - {Service.Status.LISTED}:
        ServiceFactory(status=status)
    assert search(Wanted(457_500, 340_500)).total == 0


@pytest.mark.parametrize("words", ["", "   ", "!!! ???", "'); DROP TABLE x; --", "😀😀", "a" * 10_000, "& | ! ( ) :*"])
@pytest.mark.django_db
def test_any_words_get_an_answer(words):
    assert search(Wanted(457_500, 340_500, words=words)).total == 0
