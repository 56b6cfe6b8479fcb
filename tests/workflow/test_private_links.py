"""Private links: a way in for one purpose, which tells an outsider nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from marketplace.workflow import links
from marketplace.workflow.models import PrivateLink

WEEK = timedelta(days=7)


def secret_of(subject, purpose="ask", lasts=WEEK):
    return links.address_of(links.make_link(subject, purpose, lasts=lasts).pk)


def test_a_link_opens_what_it_is_for(amina):
    link = links.make_link(amina, "ask", lasts=WEEK)
    assert links.open_link(links.address_of(link.pk), "ask", "tap") == link


def test_a_link_opens_nothing_else(amina):
    assert links.open_link(secret_of(amina), "tap") is None


def test_a_link_expires(amina):
    secret = secret_of(amina)
    with time_machine.travel(timezone.now() + WEEK, tick=False):
        assert links.open_link(secret, "ask") is None


def test_a_link_that_was_replaced_opens_nothing(amina):
    old = secret_of(amina)
    new = links.replace_links(amina, "ask", lasts=WEEK)
    assert links.open_link(old, "ask") is None
    assert links.open_link(links.address_of(new.pk), "ask") == new


@pytest.mark.parametrize("change", [lambda s: s[:-1] + ("A" if s[-1] != "A" else "B"), lambda s: s[:20], lambda s: ""])
def test_a_link_that_was_altered_opens_nothing(amina, change):
    assert links.open_link(change(secret_of(amina)), "ask") is None


@pytest.mark.parametrize("rubbish", ["é" * 40, "=" * 40, "A" * 4000, "\0", "../" * 13])
def test_rubbish_opens_nothing(db, rubbish):
    assert links.open_link(rubbish, "ask") is None


def test_neither_the_database_nor_its_backup_holds_an_address(amina):
    secret = secret_of(amina)
    assert secret not in str(list(PrivateLink.objects.values()))
    assert len(secret) == 40
