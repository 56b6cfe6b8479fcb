"""Complaints and data requests: kept, answered in time, and read by operators alone."""

import datetime
import json
import logging
from html import unescape
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from marketplace.accounts.actors import ANYONE, system
from marketplace.notifications.letters import write_letter
from marketplace.notifications.models import Message
from marketplace.requests import actions
from marketplace.requests.deadlines import a_month_after
from marketplace.requests.models import Request
from marketplace.requests.views import MOST_AN_HOUR
from marketplace.workflow import limits
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.models import Entry
from tests import reading
from tests.people import acting

WORDS = "My heronscough was told to the whole street."
NOW = datetime.datetime(2026, 11, 23, 10, 0, tzinfo=datetime.UTC)
Kind, Status = Request.Kind, Request.Status


def typed(**changes):
    return {
        "key": str(uuid4()),
        "kind": "complaint",
        "words": WORDS,
        "name": "Edna Quillfeather",
        "reply_by": "email",
        "reply_to": "edna@example.org",
        **changes,
    }


@pytest.fixture
def edna_wrote(db):
    """Edna, without an account, complained by e-mail."""
    said = {"name": "Edna Quillfeather", "reply_by": "email", "reply_to": "edna@example.org", "words": WORDS}
    return actions.receive(Kind.COMPLAINT, **said, key=uuid4(), by=ANYONE)


def test_edna_complains_without_an_account_and_gets_a_reference_to_print(client, olu):
    response = client.post(reverse("complaints"), typed(), follow=True)
    kept = Request.objects.get()
    html = response.content.decode()
    assert (kept.words, kept.name, kept.reply_to) == (WORDS, "Edna Quillfeather", "edna@example.org")
    assert kept.reference in html and WORDS in html and "data-print" in html
    assert "no-store" in response["Cache-Control"]
    assert reading.grade(html) <= 8


@pytest.mark.parametrize("kind", ["see", "correct", "erase", "data"])
def test_each_right_can_be_asked_for(client, db, kind):
    client.post(reverse("data-requests"), typed(kind=kind))
    assert Request.objects.get().kind == kind


def test_a_complaint_form_takes_no_data_request(client, db):
    assert client.post(reverse("complaints"), typed(kind="erase")).status_code == 200
    assert not Request.objects.exists()


@pytest.mark.parametrize(
    "reply_by, given",
    [
        ("phone", "0115 496 0142"),
        ("text", "+44 7700 900123"),
        ("email", "edna@example.org"),
        ("letter", "2 Mill Lane\r\nSherwood"),
    ],
)
def test_edna_is_answered_in_the_way_that_she_chose(client, db, reply_by, given):
    client.post(reverse("complaints"), typed(reply_by=reply_by, reply_to=given))
    assert Request.objects.get().reply_to.split() == given.split()


def test_somebody_signed_in_need_not_type_her_name_and_e_mail(client, amina):
    client.force_login(amina)
    html = client.get(reverse("data-requests")).content.decode()
    assert amina.name in html and amina.email in html


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": ""},
        {"words": " "},
        {"words": "x" * 4001},
        {"name": ""},
        {"reply_by": "pigeon"},
        {"reply_by": "phone", "reply_to": "12"},
        {"reply_by": "text", "reply_to": "edna@example.org"},
        {"reply_by": "letter", "reply_to": "Nottingham"},
        {"reply_to": ""},
        {"reply_to": "edna"},
        {"reply_to": "edna@example.org\r\nBcc: all@example.org"},
        {"words": "nought \x00"},
        {"website": "http://spam.example"},
    ],
)
def test_a_mistake_is_named_and_nothing_typed_is_lost(client, db, changes):
    sent = typed(**changes)
    html = unescape(client.post(reverse("complaints"), sent).content.decode())
    assert "There is a problem" in html and "<title>Error: " in " ".join(html.split())
    kept = [value for name, value in sent.items() if name in ("name", "words", "reply_to") and value.strip()]
    assert [value for value in kept if value.replace("\r\n", "\n") not in html] == []
    assert not Request.objects.exists()


def test_the_same_form_sent_twice_is_one_complaint(client, olu):
    sent = typed()
    first, second = (client.post(reverse("complaints"), sent, follow=True) for _time in range(2))
    reference = Request.objects.get().reference
    assert reference in first.content.decode() and reference in second.content.decode()
    assert Message.objects.filter(template="request-received").count() == 1


def test_the_same_form_with_other_words_asks_first_and_then_keeps_both(client, db):
    sent = typed()
    client.post(reverse("complaints"), sent)
    refused = client.post(reverse("complaints"), {**sent, "words": "Something else"})
    assert refused.status_code == 409 and "Something else" in refused.content.decode()
    key = refused.content.decode().split('name="key" value="')[1].split('"')[0]
    client.post(reverse("complaints"), {**sent, "words": "Something else", "key": key})
    assert Request.objects.count() == 2


def test_a_key_that_was_tampered_with_costs_nothing(client, db):
    client.post(reverse("complaints"), typed(key="' OR 1=1"))
    assert Request.objects.exists()


def test_other_words_under_a_key_are_refused_by_the_action(edna_wrote):
    said = {"name": "Edna", "reply_by": "phone", "reply_to": "0115 496 0142", "words": "Other"}
    with pytest.raises(RuleBroken):
        actions.receive(Kind.COMPLAINT, **said, key=edna_wrote.key, by=ANYONE)


def test_the_eleventh_form_in_an_hour_is_asked_to_wait_in_words(client, db):
    for _time in range(MOST_AN_HOUR):
        assert client.post(reverse("complaints"), typed()).status_code == 302
    stopped = client.post(reverse("complaints"), typed())
    assert stopped.status_code == 429
    assert "Please ring us, or wait" in stopped.content.decode() and WORDS in stopped.content.decode()
    assert Request.objects.count() == MOST_AN_HOUR
    assert client.post(reverse("complaints"), typed(), REMOTE_ADDR="203.0.113.9").status_code == 302


def test_a_sender_cannot_choose_an_address_to_be_counted_under(rf, settings):
    asked = rf.post("/complaints/", headers={"X-Forwarded-For": "1.1.1.1, 203.0.113.7"})
    assert limits.visitor(asked) == "127.0.0.1"
    settings.TRUSTED_PROXIES = 1
    assert limits.visitor(asked) == "203.0.113.7"


def test_the_link_to_the_copy_is_opaque_and_ends_after_a_day(client, db):
    with time_machine.travel(NOW, tick=False):
        link = client.post(reverse("complaints"), typed())["Location"]
        assert client.get(link).status_code == 200
        assert client.get(link[:-2] + "/").status_code == 404
    assert "Quill" not in link and Request.objects.get().reference not in link
    with time_machine.travel(NOW + datetime.timedelta(hours=25), tick=False):
        assert client.get(link).status_code == 404


# --- What leaves the table ---
SECRETS = ("heronscough", "Quillfeather")


@pytest.mark.S9
def test_ednas_words_are_in_no_message_no_address_no_trail_and_no_log(client, olu, caplog):
    with caplog.at_level(logging.DEBUG):
        response = client.post(reverse("complaints"), typed(), follow=True)
    addresses = [url for url, _status in response.redirect_chain]
    letters = [" ".join(write_letter(each.template, {**each.context, "name": ""})) for each in Message.objects.all()]
    owed = json.dumps([each.context for each in Message.objects.all()])
    trail = " ".join(Entry.objects.values_list("what", flat=True))
    logged = "\n".join(str(vars(record)) for record in caplog.records if record.name.startswith("justright"))
    said = "\n".join([*addresses, *letters, owed, trail, logged])
    assert len(letters) == 2 and logged
    assert [secret for secret in SECRETS if secret in said] == []


@pytest.mark.S9
def test_ednas_words_cannot_be_read_in_a_copy_of_the_database(edna_wrote):
    with connection.cursor() as cursor:
        cursor.execute("SELECT r::text FROM requests_request r")
        row = cursor.fetchone()[0]
    assert [secret for secret in (*SECRETS, "edna@example.org") if secret in row] == []


def test_olu_hears_of_it_and_edna_hears_that_it_came(olu, edna_wrote):
    to_olu, to_edna = Message.objects.get(to=olu), Message.objects.get(to=None)
    subject, body = write_letter(to_olu.template, {**to_olu.context, "name": "Olu"})
    assert edna_wrote.reference in subject and reverse("requests:detail", args=[edna_wrote.pk]) in body
    assert edna_wrote.reference in write_letter(to_edna.template, {**to_edna.context, "name": ""})[0]


def test_somebody_who_wants_a_letter_gets_no_e_mail(olu):
    said = {"name": "Edna", "reply_by": "letter", "reply_to": "2 Mill Lane", "words": WORDS}
    actions.receive(Kind.SEE, **said, key=uuid4(), by=ANYONE)
    assert [message.to for message in Message.objects.all()] == [olu]


# --- In time ---
def test_it_must_be_acknowledged_within_thirty_days(db):
    with time_machine.travel(NOW, tick=False):
        said = {"name": "Edna", "reply_by": "phone", "reply_to": "0115 496 0142", "words": WORDS}
        kept = actions.receive(Kind.DATA, **said, key=uuid4(), by=ANYONE)
    assert kept.acknowledge_by == datetime.date(2026, 12, 23)
    with time_machine.travel(NOW + datetime.timedelta(days=31), tick=False):
        assert kept.is_late


@pytest.mark.parametrize(
    "came, due",
    [
        (datetime.date(2026, 11, 23), datetime.date(2026, 12, 23)),
        (datetime.date(2026, 12, 31), datetime.date(2027, 1, 31)),
        (datetime.date(2027, 1, 31), datetime.date(2027, 2, 28)),
        (datetime.date(2028, 1, 30), datetime.date(2028, 2, 29)),
    ],
)
def test_a_month_is_a_month(came, due):
    assert a_month_after(came) == due


def test_two_years_after_the_answer_edna_is_forgotten(edna_wrote, olu):
    with time_machine.travel(NOW, tick=False):
        actions.acknowledge(edna_wrote, by=acting(olu))
        actions.answer(edna_wrote, by=acting(olu))
    with time_machine.travel(NOW + datetime.timedelta(days=729), tick=False):
        assert actions.forget_answered(by=system("requests-forget")) == 0
    with time_machine.travel(NOW + datetime.timedelta(days=731), tick=False):
        assert actions.forget_answered(by=system("requests-forget")) == 1
        assert actions.forget_answered(by=system("requests-forget")) == 0
    edna_wrote.refresh_from_db()
    assert (edna_wrote.name, edna_wrote.reply_to, edna_wrote.words, edna_wrote.digest) == ("", "", "", "")


# --- Who may ---
@pytest.fixture
def by(request, client):
    """A browser in which the named person is signed in."""

    def sign_in(name):
        if name:
            client.force_login(request.getfixturevalue(name))
        return client

    return sign_in


@pytest.mark.S1
@pytest.mark.parametrize("name, status", [("", 302), ("olive", 404), ("amina", 404), ("connor", 404), ("olu", 200)])
def test_only_the_operator_reads_what_people_sent(by, edna_wrote, name, status):
    browser = by(name)
    assert browser.get(reverse("requests:list")).status_code == status
    assert browser.get(reverse("requests:detail", args=[edna_wrote.pk])).status_code == status


@pytest.mark.S1
@pytest.mark.parametrize("name, status", [("", 302), ("olive", 404), ("amina", 404), ("connor", 404)])
def test_nobody_else_can_mark_it(by, edna_wrote, name, status):
    address = reverse("requests:move", args=[edna_wrote.pk])
    assert by(name).post(address, {"to": "acknowledged"}).status_code == status
    edna_wrote.refresh_from_db()
    assert edna_wrote.status == Status.RECEIVED


@pytest.mark.parametrize("act", [actions.acknowledge, actions.answer, actions.note_reading])
def test_the_actions_refuse_connor_themselves(edna_wrote, connor, act):
    with pytest.raises(PermissionDenied):
        act(edna_wrote, by=acting(connor))


def test_olu_acknowledges_then_answers_and_each_step_is_on_the_trail(by, olu, edna_wrote):
    browser = by("olu")
    detail, address = (reverse(f"requests:{each}", args=[edna_wrote.pk]) for each in ("detail", "move"))
    assert WORDS in browser.get(detail).content.decode()
    browser.post(address, {"to": "acknowledged"})
    browser.post(address, {"to": "answered"})
    edna_wrote.refresh_from_db()
    assert edna_wrote.status == Status.ANSWERED
    trail = Entry.objects.filter(subject_id=edna_wrote.pk).values_list("what", "account")
    steps = ["received>acknowledged", "acknowledged>answered"]
    assert list(trail) == [("received", None), ("read", olu.pk), *((step, olu.pk) for step in steps)]
    assert Message.objects.get(template="request-acknowledged").address == "edna@example.org"
    assert "Answered on" in browser.get(reverse("requests:list")).content.decode()


def test_olu_cannot_answer_what_was_never_acknowledged(edna_wrote, olu):
    with pytest.raises(RuleBroken):
        actions.answer(edna_wrote, by=acting(olu))


@pytest.mark.parametrize("to", ["", "received", "deleted"])
def test_a_step_that_does_not_exist_is_not_found(by, olu, edna_wrote, to):
    assert by("olu").post(reverse("requests:move", args=[edna_wrote.pk]), {"to": to}).status_code == 404


def test_the_soonest_deadline_comes_first_and_the_answered_last(edna_wrote, olu):
    actions.acknowledge(edna_wrote, by=acting(olu))
    actions.answer(edna_wrote, by=acting(olu))
    said = {"name": "Edna", "reply_by": "phone", "reply_to": "0115 496 0142", "words": WORDS}
    later, sooner = (actions.receive(Kind.SEE, **said, key=uuid4(), by=ANYONE) for _time in range(2))
    Request.objects.filter(pk=sooner.pk).update(acknowledge_by=timezone.localdate())
    assert list(Request.objects.soonest_first()) == [sooner, later, edna_wrote]


@pytest.mark.parametrize(
    "change", [{"status": "answered"}, {"status": "acknowledged"}, {"acknowledged_at": NOW}, {"answered_at": NOW}]
)
def test_the_database_keeps_status_and_dates_together(edna_wrote, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        Request.objects.filter(pk=edna_wrote.pk).update(**change)


def test_the_admin_pages_never_show_ednas_words(by, olu, edna_wrote):
    page = by("olu").get(reverse("admin:requests_request_change", args=[edna_wrote.pk])).content.decode()
    assert edna_wrote.reference in page
    assert [secret for secret in SECRETS if secret in page] == []
