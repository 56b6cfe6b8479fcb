"""The feed finds its pages in narrow indexes, so that it stays quick however many are listed."""

import pytest
from django.db import connection, transaction
from django.http import QueryDict
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from providers import taxonomy
from providers.open_referral import reading
from providers.open_referral.asking import asked
from tests import nasty
from tests.factories import ServiceFactory
from tests.providers.feed import BASE, PROGRAM

pytestmark = pytest.mark.django_db
COOKING = next(term for term in taxonomy.ACTIVITIES if term.slug == "cooking-with-you").id


def plan(found) -> str:
    """How PostgreSQL would find these if reading whole tables were dear, as with many; nothing was counted yet."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        sql, values = found.values("pk").query.sql_with_params()
        cursor.execute(f"EXPLAIN {sql}", values)
        return "\n".join(row[0] for row in cursor.fetchall())


@pytest.mark.parametrize("query, index", [
    ("", "Index Only Scan using service_feed on"), (f"taxonomy_term_id={COOKING}", "service_feed"),
    ("organization_id=3a19ff88-4620-4d17-9830-ac1d859eb5d5", "service_feed_owner"),
    ("modified_after=2026-11-25", "service_feed"), ("postcode=NG1+5FS&proximity=1000", "service_feed"),
])  # fmt: skip
def test_a_page_is_found_in_an_index_of_what_is_in_the_feed(query, index, fresh_db, england):
    ServiceFactory(listed=True)
    assert index in plan(reading.services(asked(QueryDict(query))))


def test_organizations_are_found_through_what_they_have_in_the_feed(fresh_db, england):
    ServiceFactory(listed=True)
    assert "service_feed_owner" in plan(reading.organizations(asked(QueryDict(""))))


NAMES = [
    "search", "page", "per_page", "format", "taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after",
    "minimal", "full", "full_service", "top_only", "parent_id", "minimum_age", "maximum_age", "day", "start_time",
    "end_time", "postcode", "proximity",
]  # fmt: skip
LISTS = ("/services", "/service_at_locations", "/organizations", "/taxonomies", "/taxonomy_terms")


@settings(max_examples=150, deadline=None, database=None, phases=[Phase.generate],
          suppress_health_check=list(HealthCheck))  # fmt: skip
@given(address=st.sampled_from(LISTS), query=st.dictionaries(st.sampled_from(NAMES), nasty.TYPED, max_size=3))
def test_nothing_that_anybody_asks_is_an_error_of_ours(address, query, england):
    answer = PROGRAM.get(f"{BASE}{address}", {name: _text(value) for name, value in query.items()})
    assert answer.status_code in (200, 400), query
    if answer.streaming:
        assert b"".join(answer.streaming_content) is not None


def _text(value) -> str:
    return value.encode("utf-8", "ignore").decode() if isinstance(value, str) else str(value)
