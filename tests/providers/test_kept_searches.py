"""What a visitor typed is read quickly by whoever holds its token, by nobody else, and no longer than a day."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from providers import searches
from providers.models import Search
from tests import dumping

pytestmark = pytest.mark.django_db
BODY = {"help": "zqcanary incontinence", "place": {"label": "NG5 1AA"}, "miles": None, "filters": ["who:dementia"]}


def questions(token) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert searches.read(token) == BODY | {"is_shared": False}
    return len(seen)


def test_a_page_that_is_opened_again_asks_the_database_nothing_about_its_words():
    token = searches.keep(BODY)
    assert [questions(token) for _visit in range(3)] == [1, 0, 0]


@pytest.mark.S9
def test_neither_words_nor_token_can_be_read_where_a_search_is_kept():
    token = searches.keep(BODY)
    searches.read(token)
    held = dumping.in_valkey()
    assert any(":search:" in key for key in held)
    lies = b"\n".join([*map(str.encode, held), *held.values(), *(bytes(row.body) for row in Search.objects.all())])
    for secret in (b"zqcanary", b"incontinence", b"dementia", b"NG5 1AA", token.encode()):
        assert secret not in lies and secret.hex().encode() not in lies


def test_a_search_that_lies_under_anothers_token_is_opened_by_nobody():
    hers, his = searches.keep(BODY), searches.keep(BODY | {"help": "gardening"})
    searches.read(hers)
    key = next(key for key in cache.keys("search:*"))
    cache.set(f"search:{searches._digest(his)}", cache.get(key))
    assert searches.read(his) is None


@pytest.mark.parametrize("token", ["", "nobody", "x" * 5_000, "😀", "../../etc", "%00"])
def test_a_token_that_nobody_has_leads_nowhere_and_leaves_nothing(token):
    assert searches.read(token) is None and not cache.keys("search:*")


def test_a_search_is_over_after_a_day_even_where_it_was_just_read():
    with time_machine.travel("2026-11-25 10:00+00:00", tick=False) as clock:
        token = searches.keep(BODY)
        clock.shift(searches.KEPT - timedelta(seconds=10))
        assert searches.read(token)
        clock.shift(timedelta(seconds=11))
        assert searches.read(token) is None


def test_what_was_deleted_is_gone_from_the_cache_within_minutes():
    searches.read(searches.keep(BODY))
    assert 0 < cache.ttl(next(iter(cache.keys("search:*")))) <= 600


def test_passing_a_link_on_is_seen_at_once(django_capture_on_commit_callbacks):
    token = searches.keep(BODY)
    searches.read(token)
    with django_capture_on_commit_callbacks(execute=True):
        assert searches.share(token)
    assert searches.read(token)["is_shared"]
    with time_machine.travel(timezone.now() + timedelta(days=29)):
        assert searches.read(token)["is_shared"]


def test_passing_on_that_was_taken_back_changes_nothing(django_capture_on_commit_callbacks):
    token = searches.keep(BODY)
    searches.read(token)
    with django_capture_on_commit_callbacks(execute=True):
        try:
            with transaction.atomic():
                searches.share(token)
                raise InterruptedError
        except InterruptedError:
            pass
    assert questions(token) == 0


def test_while_valkey_is_down_a_search_is_read_from_the_database(settings):
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}}
    token = searches.keep(BODY)
    assert [questions(token) for _visit in range(2)] == [1, 1]
    assert searches.share(token) and searches.read(token)["is_shared"]
