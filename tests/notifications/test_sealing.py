"""Addresses that the first release kept in clear are sealed by the upgrade, and every one is still there."""

import importlib
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from marketplace.notifications.models import Message

pytestmark = pytest.mark.R11
step = importlib.import_module("marketplace.notifications.migrations.0002_ways_and_wishes")


def raw(message: Message, value: str | None = None) -> str:
    """What the table itself holds; with a value, write it there first as the first release did."""
    with connection.cursor() as cursor:
        if value is not None:
            cursor.execute(
                "UPDATE notifications_message SET address = %s, way = '' WHERE id = %s", [value, message.pk]
            )
        cursor.execute("SELECT address FROM notifications_message WHERE id = %s", [message.pk])
        return cursor.fetchone()[0]


def test_every_address_is_sealed_and_none_is_lost(ben):
    kept, blanked = (Message.objects.create(address="x", key=key, template="x") for key in ("kept", "blanked"))
    to_ben = Message.objects.create(to=ben, key="ben", template="x")
    raw(kept, "edna@example.org")
    raw(blanked, step.NOBODY)
    step.seal_addresses(apps, SimpleNamespace(connection=connection))
    for message in (kept, blanked, to_ben):
        message.refresh_from_db()
    assert kept.address == "edna@example.org" and "edna" not in raw(kept) and kept.way == "email"
    assert blanked.address == "" and blanked.forgotten_at
    assert to_ben.address == "" and to_ben.way == ""
    step.open_addresses(apps, SimpleNamespace(connection=connection))
    assert raw(kept) == "edna@example.org" and raw(blanked) == step.NOBODY and raw(to_ben) == ""
