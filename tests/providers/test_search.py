"""The one search, held against a calculation that looks at every row."""

import random
from datetime import timedelta

import pytest
from django.contrib.postgres.search import SearchVector
from django.db import connection
from django.db.models import Value
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from providers import search as engine
from providers.models import SearchDocument, Service
from providers.search import Wanted, query_words, search
from tests.factories import EnterpriseFactory, ServiceFactory
from tests.providers.brute_force import brute_force, counts

SEED = 20261121
WORDS = ["garden", "cook", "drive", "paint", "walk", "sing"]
TAGS = ["how:one", "how:group", "by:woman", "by:man", "when:evening", "when:weekend", "pay:self", "who:dementia"]
COUNCILS = ["E06000018", "E08000035"]
CENTRE = (457_000, 340_000)


def scatter(dice, number):
    """Listed services around a city; many stand on the very same point, as coarse points do."""
    enterprise = EnterpriseFactory()
    made = []
    for _n in range(number):
        made.append(_document(dice, Service(enterprise=enterprise)))
    Service.objects.bulk_create([d.service for d in made])
    SearchDocument.objects.bulk_create(made)
    return made


def _document(dice, service):
    said = dice.sample(WORDS, dice.randint(1, 3))
    metres = [dice.randrange(-20, 21) * 1000 + 500 for _axis in range(2)]
    today = timezone.localdate()
    document = SearchDocument(
        service=service,
        point=(CENTRE[0] + metres[0], CENTRE[1] + metres[1]),
        reach=dice.choice([0, 0, 3_000, 8_000, 20_000]),
        councils=dice.sample(COUNCILS, dice.randint(0, 1)),
        tags=dice.sample(TAGS, dice.randint(0, 5)),
        hour_pence=dice.choice([None, 1500, 1800, 1801, 2400]),
        room_until=dice.choice([None, today - timedelta(days=1), today, today + timedelta(days=9)]),
        words=SearchVector(Value(" ".join(said)), config="english"),
    )
    document.said = set(said)
    return document


def question(dice):
    return Wanted(
        easting=CENTRE[0] + dice.randrange(-15, 16) * 1000 + dice.choice([0, 500, 123]),
        northing=CENTRE[1] + dice.randrange(-15, 16) * 1000,
        council=dice.choice(["", *COUNCILS]),
        words=" ".join(dice.sample(WORDS, dice.choice([0, 0, 1, 2]))),
        miles=dice.choice([1, 3, 5, 10, 20]),
        tags=frozenset(dice.sample(TAGS, dice.choice([0, 0, 1, 2, 3]))),
        has_room=dice.random() < 0.3,
        most_pence=dice.choice([None, None, 1800]),
    )


@pytest.mark.R10
@pytest.mark.django_db
def test_the_indexed_search_finds_what_looking_at_every_row_finds():
    print(f"seed {SEED}")
    dice = random.Random(SEED)
    made, today = scatter(dice, 400), timezone.localdate()
    for _round in range(1000):
        wanted = question(dice)
        expected = brute_force(made, wanted, today=today)
        found = search(wanted, size=50, today=today)
        assert [row["id"] for row in found.rows] == [str(pk) for pk, _metres in expected[:50]], wanted
        assert found.total == len(expected), wanted
        assert found.counts == counts(made, [pk for pk, _metres in expected], today), wanted


@pytest.mark.R10
@pytest.mark.django_db
def test_a_full_thousand_is_still_the_nearest_thousand(monkeypatch):
    monkeypatch.setattr(engine, "MOST", 20)
    dice = random.Random(SEED + 1)
    made, today = scatter(dice, 300), timezone.localdate()
    for _round in range(60):
        wanted = question(dice)
        expected = brute_force(made, wanted, today=today, most=20)
        assert [r["id"] for r in search(wanted, size=30, today=today).rows] == [str(pk) for pk, _m in expected], wanted


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
    assert len(query_words(words)) <= 12
