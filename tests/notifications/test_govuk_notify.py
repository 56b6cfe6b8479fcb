"""GOV.UK Notify carries e-mails, texts and letters: over real HTTP, with its own client, against a Notify of ours."""

import json
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from marketplace.notifications import govuk_notify, outbox, tasks
from marketplace.notifications.contacts import Contact
from marketplace.notifications.models import Message
from marketplace.notifications.outbox import notify

LETTER = "membership-ended"
SAID = {"organisation": "Good Company", "role": "Owner"}
DAYTIME = "2026-11-25T10:00:00+00:00"


@pytest.fixture(autouse=True)
def _by_day(time_machine):
    time_machine.move_to(DAYTIME)


def say(contact, key="k", context=SAID) -> Message:
    with transaction.atomic():
        return notify(contact, LETTER, key=key, context=context)


def again(time_machine, times: int = 1) -> None:
    for _ in range(times):
        tasks.sweep()
        time_machine.move_to(timezone.now() + timedelta(hours=7))


EDNA = Contact("letter", "1 Elm Road\nSherwood\nNottingham\nNG5 2AB", "Edna May")


@pytest.mark.parametrize(
    ("contact", "kind", "to"),
    [
        (Contact("email", "ben@example.org", "Ben"), "email", "ben@example.org"),
        (Contact("text", "07700 900123", "Ben"), "sms", "07700 900123"),
        (EDNA, "letter", ""),
    ],
)
def test_each_way_goes_through_its_own_template(contact, kind, to, notify_server, db, settings):
    message = say(contact)
    tasks.sweep()
    kept = notify_server.kept[0]
    assert (kept["kind"], kept["to"], kept["reference"]) == (kind, to, str(message.pk))
    names = {"email": "EMAIL", "sms": "TEXT", "letter": "LETTER"}
    assert kept["template"] == getattr(settings, f"NOTIFY_TEMPLATE_{names[kind]}")
    assert "Good Company" in kept["words"]["body"]
    message.refresh_from_db()
    assert message.sent_at and message.way == contact.way and message.context == {}


def test_a_letter_has_the_name_and_the_address_line_by_line(notify_server, db):
    say(EDNA)
    tasks.sweep()
    words = notify_server.kept[0]["words"]
    assert [words[f"address_line_{n}"] for n in range(1, 6)] == [
        "Edna May", "1 Elm Road", "Sherwood", "Nottingham", "NG5 2AB",
    ]  # fmt: skip


def test_an_address_of_many_lines_still_ends_with_its_postcode():
    long = Contact("letter", "\n".join(["a", "b", "c", "d", "e", "f", "g", "NG5 2AB"]), "Edna")
    lines = govuk_notify.address_lines(long)
    assert len(lines) == 7 and lines["address_line_7"] == "NG5 2AB" and lines["address_line_6"] == "e, f, g"


def test_without_the_right_key_nothing_is_kept_and_nothing_is_given_up(notify_server, db, settings, time_machine):
    settings.NOTIFY_API_KEY = settings.NOTIFY_API_KEY[:-4] + "0000"
    message = say(Contact("email", "ben@example.org"))
    again(time_machine, 4)
    message.refresh_from_db()
    assert not notify_server.kept and not message.failed_at and message.trouble == "HTTPError 403"


def test_an_address_that_notify_refuses_becomes_work_for_a_person(notify_server, db, time_machine):
    notify_server.troubles = ["400"] * 5
    bad = say(Contact("email", "ben@exmaple.invalid"), key="bad")
    again(time_machine, 4)
    good = say(Contact("email", "ben@example.org"), key="good")
    notify_server.troubles = []
    tasks.sweep()
    bad.refresh_from_db()
    good.refresh_from_db()
    assert bad.failed_at and bad.attempts == outbox.TRIES_IF_REFUSED and bad.trouble == "HTTPError 400"
    assert "ben" not in bad.trouble and good.sent_at
    assert list(Message.objects.for_a_human()) == [bad]


@pytest.mark.parametrize("trouble", ["429", "500", "503"])
def test_a_notify_that_has_trouble_gets_it_later(trouble, notify_server, db, time_machine):
    notify_server.troubles = [trouble] * 4
    message = say(Contact("email", "ben@example.org"))
    again(time_machine, 4)
    message.refresh_from_db()
    assert not message.failed_at and message.attempts == 4 and not notify_server.kept
    again(time_machine)
    assert len(notify_server.kept) == 1


@pytest.mark.parametrize("trouble", ["lost", "slow"])
def test_an_answer_that_got_lost_sends_nothing_twice(trouble, notify_server, db, time_machine, monkeypatch):
    monkeypatch.setattr(govuk_notify, "SECONDS", 0.3)
    notify_server.troubles = [trouble]
    message = say(Contact("text", "07700 900123"))
    tasks.sweep()
    message.refresh_from_db()
    assert not message.sent_at and not notify_server.asked, "the first time there is nothing to ask about"
    time_machine.move_to(timezone.now() + timedelta(hours=1))
    tasks.sweep()
    message.refresh_from_db()
    assert message.sent_at and len(notify_server.kept) == 1
    assert notify_server.asked == [f"/v2/notifications?reference={message.pk}"]


def test_words_are_data_to_notify(notify_server, db):
    said = {"organisation": "Good [Company](https://example.org/x)\n# Win\n", "role": "Owner"}
    say(Contact("email", "ben@example.org"), context=said)
    tasks.sweep()
    body = notify_server.kept[0]["words"]["body"]
    assert "](" not in body and "\n#" not in body
    assert "\n" not in notify_server.kept[0]["words"]["subject"]


def test_a_letter_in_large_print_is_printed_by_a_person(notify_server, db):
    message = say(Contact("letter", EDNA.address, "Edna", ("large-print",)))
    tasks.sweep()
    message.refresh_from_db()
    assert message.by_hand_at and not message.sent_at and not notify_server.kept
    assert message.context, "its words are still to be printed"


# --- What Notify says afterwards -----------------------------------------------------------------------------------
TOKEN = {"HTTP_AUTHORIZATION": "Bearer a token that Notify and we know"}


def tells(client, message, status, **headers):
    said = {"id": "x", "reference": str(message.pk), "to": "07700900123", "status": status}
    return client.post(reverse("notify-delivery"), json.dumps(said), content_type="application/json", **headers)


@pytest.fixture
def sent(notify_server, db) -> Message:
    message = say(Contact("text", "07700 900123"))
    tasks.sweep()
    return message


def test_what_arrived_is_noted(sent, client):
    assert tells(client, sent, "delivered", **TOKEN).status_code == 204
    sent.refresh_from_db()
    assert sent.delivered_at and not sent.failed_at


@pytest.mark.parametrize("status", ["permanent-failure", "temporary-failure", "technical-failure"])
def test_what_did_not_arrive_comes_back_as_work_for_a_person(status, sent, client):
    assert tells(client, sent, status, **TOKEN).status_code == 204
    sent.refresh_from_db()
    first = sent.failed_at
    assert first and sent.trouble == f"NotDelivered {status}" and list(Message.objects.for_a_human()) == [sent]
    tells(client, sent, status, **TOKEN)
    sent.refresh_from_db()
    assert sent.failed_at == first, "said twice, it is one piece of work"


@pytest.mark.parametrize("headers", [{}, {"HTTP_AUTHORIZATION": "Bearer wrong"}])
def test_without_the_token_there_is_nothing_there(headers, sent, client):
    assert tells(client, sent, "permanent-failure", **headers).status_code == 404
    sent.refresh_from_db()
    assert not sent.failed_at


def test_an_empty_token_lets_nobody_in(sent, client, settings):
    settings.NOTIFY_CALLBACK_TOKEN = ""
    assert tells(client, sent, "delivered", HTTP_AUTHORIZATION="Bearer ").status_code == 404


@pytest.mark.parametrize("body", ["", "[]", '{"reference": null}', '{"reference": "x", "status": "delivered"}'])
def test_nonsense_is_refused_without_a_fault(body, sent, client):
    address = reverse("notify-delivery")
    assert client.post(address, body, content_type="application/json", **TOKEN).status_code == 400
