from datetime import UTC, date, datetime, time

import pytest
import time_machine

from marketplace.ui.filters import hour, lines, long_date, pounds, short_date


@pytest.fixture(autouse=True)
def _saturday_in_november():
    with time_machine.travel("2026-11-21T12:00:00Z", tick=False):
        yield


def test_a_day_is_said_aloud_without_this_years_year():
    assert long_date(date(2026, 11, 24)) == "Tuesday 24 November"
    assert long_date(date(2027, 1, 2)) == "Saturday 2 January 2027"
    assert short_date(date(2026, 11, 24)) == "24 November"
    assert short_date(date(2025, 3, 1)) == "1 March 2025"


def test_a_moment_just_before_midnight_in_greenwich_is_the_next_day_in_a_london_summer():
    assert long_date(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "Wednesday 1 July"


@pytest.mark.parametrize(
    ("clock", "said"),
    [
        (time(9), "9am"),
        (time(10, 30), "10.30am"),
        (time(12), "noon"),
        (time(12, 5), "12.05pm"),
        (time(0), "midnight"),
        (time(0, 30), "12.30am"),
        (time(23, 30), "11.30pm"),
        (datetime(2026, 6, 1, 17, 0, tzinfo=UTC), "6pm"),
    ],
)
def test_a_time_is_said_as_people_say_it(clock, said):
    assert hour(clock) == said


@pytest.mark.parametrize(
    ("pence", "said"),
    [(1850, "£18.50"), (3700, "£37"), (5, "£0.05"), (123456700, "£1,234,567"), (-250, "-£2.50"), (0, "£0")],
)
def test_pence_are_said_in_pounds(pence, said):
    assert pounds(pence) == said


def test_a_story_keeps_its_paragraphs_and_nothing_in_it_becomes_markup():
    assert lines("One.\n\n<b>Two</b>") == "<p>One.</p>\n\n<p>&lt;b&gt;Two&lt;/b&gt;</p>"
