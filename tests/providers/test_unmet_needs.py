"""What could not be met is counted once, names nobody, and is shown to the commissioners of that council alone."""

import csv
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from marketplace.accounts.actors import ANYONE
from marketplace.accounts.ids import uuid7
from marketplace.places.models import Council, District, Outcode
from marketplace.workflow.errors import RuleBroken
from providers import actions, spreadsheet, unmet
from providers.models import UnmetNeed
from tests.accounts.signing_in import sign_in_fully
from tests.people import acting

pytestmark = pytest.mark.django_db
ADDRESS = "providers:unmet-needs"


@pytest.fixture
def outcodes(db):
    for code, name in (("E06000018", "Nottingham City Council"), ("E08000035", "Leeds City Council")):
        council, _new = Council.objects.get_or_create(code=code, defaults={"name": name, "area": name, "nation": "E"})
        District.objects.get_or_create(code=code, defaults={"name": name, "council": council})
    for code, district in (("NG1", "E06000018"), ("NG5", "E06000018"), ("NG7", "E06000018"), ("LS1", "E08000035")):
        Outcode.objects.create(code=code, easting=457000, northing=340000, district=district, postcodes=100)


def record(outcode="NG5", activity="cooking-with-you", by=ANYONE, **more) -> UnmetNeed:
    facts = {"activity": activity, "outcode": outcode, "key": uuid7(), **more}
    return actions.record_unmet_need(source="search", **facts, by=by)


def test_a_need_is_counted_once_with_words_of_our_lists_only(outcodes, sam, nottingham):
    key = uuid7()
    facts = {"activity": "cooking-with-you", "outcode": "NG5", "key": key, "by": acting(sam)}
    facts |= {"needs": ["dementia"], "times": ["tue-morning"], "recorded_by": nottingham, "source": "introduction"}
    assert actions.record_unmet_need(**facts) == actions.record_unmet_need(**facts)
    kept = UnmetNeed.objects.get()
    assert kept.needs == ["dementia"] and kept.times == ["tue-morning"] and kept.council_code == "E06000018"
    assert kept.recorded_by == nottingham


@pytest.mark.parametrize(
    "wrong", [{"activity": "Mrs Smith"}, {"needs": ["Mrs Smith"]}, {"times": ["when she is ill"]}, {"activity": ""}]
)
def test_words_of_somebody_and_a_need_that_says_nothing_are_refused(outcodes, wrong):
    with pytest.raises(RuleBroken):
        record(**wrong)
    assert not UnmetNeed.objects.exists()


# --- Small numbers ---------------------------------------------------------------------------------------------------
def test_areas_with_fewer_than_three_are_put_together():
    assert unmet.folded([("NG1", 2), ("NG5", 7), ("NG7", 1), ("NG8", 3)]) == [
        ("NG5", 7),
        ("NG8", 3),
        ("Other areas together", 3),
    ]


def test_one_small_area_takes_the_next_with_it_so_that_no_total_gives_it_away():
    assert unmet.folded([("NG1", 1), ("NG5", 7), ("NG8", 4)]) == [("NG5", 7), ("Other areas together", 5)]


def test_with_fewer_than_three_altogether_no_area_is_named():
    assert unmet.folded([("NG1", 1), ("NG5", 1)]) == []


@given(st.dictionaries(st.text(min_size=1, max_size=4), st.integers(1, 9)))
def test_whatever_is_counted_no_area_under_three_can_be_read_or_worked_out(counts):
    shown = unmet.folded(counts.items())
    assert all(number >= 3 for _area, number in shown)
    left = sum(counts.values()) - sum(number for _area, number in shown)
    assert left == 0 or (not shown and left < 3), "either all of it is shown, or none of what is few"


def test_twelve_months_are_shown_across_a_year():
    rows = unmet.by_month([(date(2025, 12, 1), 4)], date(2026, 11, 26))
    assert len(rows) == 12 and rows[0] == ("November 2026", 0) and rows[-1] == ("December 2025", 4)
    assert unmet.first_day(date(2026, 12, 5)) == date(2026, 1, 1)


# --- The page --------------------------------------------------------------------------------------------------------
def test_connor_reads_his_own_council_and_lena_hers(outcodes, client, connor, lena):
    for outcode in ("NG5", "NG5", "NG5", "NG1", "LS1"):
        record(outcode)
    sign_in_fully(client, connor)
    page = client.get(reverse(ADDRESS)).content.decode()
    assert "4 needs that nobody could meet" in page and "Cooking with you" in page and "LS1" not in page
    assert "NG1" not in page and "NG5" not in page, "one in NG1 could be worked out from three in NG5"
    assert client.get(reverse(ADDRESS), {"council": "E08000035"}).status_code == 404
    client.force_login(lena)
    page = client.get(reverse(ADDRESS)).content.decode()
    assert "One need that nobody could meet" in page and "Fewer than 3 altogether" in page


def test_an_empty_council_reads_why_and_what_to_do(outcodes, client, connor):
    sign_in_fully(client, connor)
    page = client.get(reverse(ADDRESS)).content.decode()
    assert "Nothing is recorded yet" in page and "tell your social workers" in page


def test_the_spreadsheet_holds_the_same_counts(outcodes, client, connor):
    for _each in range(4):
        record("NG5", needs=["dementia"])
    sign_in_fully(client, connor)
    text = client.get(reverse("providers:download-unmet-needs")).content.decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text)))
    assert ["activity", "Cooking with you", "4"] in rows and ["area", "NG5", "4"] in rows
    assert ["needs", "Dementia", "4"] in rows and len([row for row in rows if row[0] == "month"]) == 12


@pytest.mark.S12
def test_no_cell_of_the_spreadsheet_is_a_formula():
    assert "'=1+1" in spreadsheet.counts_of([("area", "=1+1", 3)])


def test_a_need_of_the_evening_is_counted_in_the_month_of_london(outcodes):
    need = record()
    UnmetNeed.objects.filter(pk=need.pk).update(recorded_at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    assert UnmetNeed.objects.counted_by_month() == [(date(2026, 7, 1), 1)]
    assert UnmetNeed.objects.since(date(2026, 7, 1)).count() == 1
