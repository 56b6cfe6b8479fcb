"""A form sent twice has one effect; under the same key nobody gets anything else done, nor sees what others did."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from marketplace.accounts.ids import uuid7
from marketplace.notifications import tasks
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.keys import digest_of, is_done
from marketplace.workflow.models import UsedKey
from tests.people import acting
from tests.test_races import at_once


def asks(key, *asked, by) -> bool:
    with transaction.atomic():
        return is_done(key, *asked, by=by)


def test_the_same_again_is_done_already(ben):
    key = uuid7()
    facts = {"pence": 100, "on": timezone.localdate(), "tags": {"b", "a"}}
    assert [asks(key, "pay", ben, facts, by=acting(ben)) for _each in range(3)] == [False, True, True]


@pytest.mark.R6
@pytest.mark.parametrize("asked", [("pay", {"pence": 101}), ("owe", {"pence": 100}), ("pay", {"pence": 100}, "x")])
def test_other_answers_under_the_same_key_are_refused(ben, asked):
    key = uuid7()
    asks(key, "pay", {"pence": 100}, by=acting(ben))
    with pytest.raises(RuleBroken, match="sent already"):
        asks(key, *asked, by=acting(ben))


@pytest.mark.R6
def test_another_person_does_not_get_what_was_done_under_it(ben, lena):
    key = uuid7()
    asks(key, "pay", {"pence": 100}, by=acting(ben))
    with pytest.raises(RuleBroken, match="sent already"):
        asks(key, "pay", {"pence": 100}, by=acting(lena))


@pytest.mark.R6
def test_what_died_before_it_was_committed_is_done_by_the_retry(ben):
    key = uuid7()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert not is_done(key, "pay", by=acting(ben))
        raise ZeroDivisionError
    assert not asks(key, "pay", by=acting(ben))


@pytest.mark.R6
def test_of_twenty_at_once_one_does_it(fresh_db, ben):
    key = uuid7()
    assert sorted(at_once(*[lambda: asks(key, "pay", by=acting(ben))] * 20)) == [False] + [True] * 19


def test_without_a_transaction_nobody_asks(fresh_db, ben):
    with pytest.raises(RuntimeError):
        is_done(uuid7(), "pay", by=acting(ben))


def test_only_a_digest_is_kept_and_not_for_ever(ben, settings):
    key = uuid7()
    asks(key, "A fall.", by=acting(ben))
    assert "fall" not in UsedKey.objects.get().digest
    said = digest_of(("A fall.",), by=acting(ben))
    settings.SECRET_KEY = "another"
    assert digest_of(("A fall.",), by=acting(ben)) != said
    UsedKey.objects.update(used_at=timezone.now() - timedelta(days=91))
    tasks.forget()
    assert not UsedKey.objects.exists()
