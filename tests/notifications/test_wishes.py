"""People are written to the way they chose, in a form they can read, and not in the middle of the night."""

from datetime import datetime, time, timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from marketplace.notifications import outbox, tasks, timing
from marketplace.notifications.contacts import Contact
from marketplace.notifications.models import Mail, Message, Preferences
from marketplace.notifications.outbox import notify
from tests.accounts.letters import post

NEWS, URGENT, CODE = "service-listed", "membership-ended", "email-confirmation"
ABOUT = {"council": "", "enterprise": "Good Company", "service": "01a20016-a6df-7532-abc3-f74898fc954e"}
SAID = {NEWS: ABOUT, URGENT: {"organisation": "Good Company", "role": "Owner"}, CODE: {"code": "123-456"}}
WEDNESDAY = "2026-11-25T10:00:00+00:00"


@pytest.fixture(autouse=True)
def _by_day(time_machine):
    time_machine.move_to(WEDNESDAY)


def say(to, template=NEWS, key="k") -> Message:
    with transaction.atomic():
        return notify(to, template, key=key, context=SAID[template])


def wish(account, **chosen) -> Preferences:
    return Preferences.objects.create(account=account, **chosen)


def texts() -> list[str]:
    return [each.body for each in Mail.objects.filter(way="text").order_by("at", "pk")]


def london(said: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(said))


# --- Which way -------------------------------------------------------------------------------------------------------
def test_who_has_chosen_nothing_gets_an_e_mail(ben, mailoutbox):
    say(ben)
    assert [letter.to for letter in post(mailoutbox)] == [[ben.email]]


def test_ben_wants_texts_and_gets_them(ben, mailoutbox):
    ben.phone = "07700 900123"
    ben.save()
    wish(ben, way="text")
    message = say(ben)
    assert not post(mailoutbox)
    assert texts()[0].startswith("Just Right: People can find you now. http")
    message.refresh_from_db()
    assert message.way == "text" and message.sent_at


def test_who_wants_texts_and_gave_no_number_is_not_left_without_news(ben, mailoutbox):
    wish(ben, way="text")
    say(ben)
    assert [letter.to for letter in post(mailoutbox)] == [[ben.email]]


def test_without_a_carrier_a_text_becomes_a_call(db, settings):
    settings.DEMO = False
    message = say(Contact("text", "07700 900123", "Edna"))
    tasks.sweep()
    message.refresh_from_db()
    assert message.way == "phone" and message.by_hand_at and message.address == "07700 900123"


@pytest.mark.parametrize(("formats", "way"), [((), "phone"), (("text-not-call",), "text")])
def test_who_asked_for_a_text_instead_of_a_call_is_not_rung(formats, way, db):
    message = say(Contact("phone", "07700 900123", "Edna", formats))
    tasks.sweep()
    message.refresh_from_db()
    assert message.way == way and bool(message.sent_at) == (way == "text")


def test_a_landline_is_rung_all_the_same(db):
    message = say(Contact("phone", "0115 496 0142", "Edna", ("text-not-call",)))
    tasks.sweep()
    message.refresh_from_db()
    assert message.way == "phone" and message.by_hand_at


def test_a_letter_waits_to_be_printed_once(db):
    message = say(Contact("letter", "1 Elm Road\nNG5 2AB", "Edna"))
    for _ in range(3):
        tasks.sweep()
    message.refresh_from_db()
    assert message.by_hand_at and message.attempts == 1 and list(Message.objects.for_a_human()) == [message]


# --- When ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("at", "goes"),
    [
        ("2026-11-25 20:59", "2026-11-25 20:59"),
        ("2026-11-25 21:00", "2026-11-26 08:00"),
        ("2026-11-26 03:00", "2026-11-26 08:00"),
        ("2026-11-26 08:00", "2026-11-26 08:00"),
        ("2026-03-28 23:00", "2026-03-29 08:00"),  # the clocks go forward in this night
        ("2026-10-24 23:00", "2026-10-25 08:00"),  # and back in this one
    ],
)
def test_the_night_ends_at_eight_in_london(at, goes):
    assert timing.after_the_night(london(at), Preferences()) == london(goes)


def test_somebody_who_works_nights_chooses_the_day_as_quiet():
    wishes = Preferences(quiet_from=time(9), quiet_until=time(17))
    assert timing.after_the_night(london("2026-11-25 10:00"), wishes) == london("2026-11-25 17:00")
    assert timing.after_the_night(london("2026-11-25 23:00"), wishes) == london("2026-11-25 23:00")


@pytest.mark.parametrize(
    ("at", "rhythm", "goes"),
    [
        ("2026-11-25 10:00", "at-once", "2026-11-25 10:00"),
        ("2026-11-25 10:00", "daily", "2026-11-26 08:00"),
        ("2026-11-25 07:00", "daily", "2026-11-25 08:00"),
        ("2026-11-25 10:00", "weekly", "2026-11-30 08:00"),
        ("2026-11-30 08:00", "weekly", "2026-12-07 08:00"),
        ("2026-03-28 10:00", "daily", "2026-03-29 08:00"),
    ],
)
def test_news_comes_in_the_rhythm_that_was_chosen(at, rhythm, goes):
    assert timing.next_round(london(at), rhythm) == london(goes)


def test_a_text_waits_for_the_morning_and_an_e_mail_does_not(ben, mailoutbox, time_machine):
    time_machine.move_to(london("2026-11-25 22:00"))
    say(Contact("text", "07700 900123"), key="text")
    say(ben, key="e-mail")
    assert len(post(mailoutbox)) == 1 and not texts()
    time_machine.move_to(london("2026-11-26 08:00"))
    tasks.sweep()
    assert len(texts()) == 1 and Message.objects.get(key="text").attempts == 1


def test_a_code_that_somebody_waits_for_comes_at_night_too(db, time_machine):
    time_machine.move_to(london("2026-11-25 23:30"))
    say(Contact("text", "07700 900123"), CODE)
    tasks.sweep()
    assert "123-456" in texts()[0]


def test_the_news_of_a_day_comes_in_one_message(ben, mailoutbox, time_machine):
    wish(ben, rhythm="daily")
    for number in range(3):
        say(ben, key=f"news:{number}")
    assert not post(mailoutbox)
    time_machine.move_to(london("2026-11-26 08:01"))
    for _ in range(3):
        tasks.sweep()
    letter = mailoutbox[0]
    assert len(mailoutbox) == 1 and letter.subject == "3 pieces of news for you"
    assert letter.body.count("People can find you now") == 3 and letter.body.count("Hello Ben") == 1
    assert Message.objects.exclude(sent_at=None).count() == 4, "three pieces and the message that carried them"
    assert Message.objects.sent_to(ben).count() == 1


def test_two_workers_with_two_pieces_of_the_same_news_send_one_message(ben, mailoutbox, time_machine):
    wish(ben, rhythm="daily")
    for number in range(2):
        say(ben, key=f"news-{number}")
    post(mailoutbox)
    time_machine.move_to("2026-11-26T08:00:30+00:00")
    one, two = (outbox._claim(pk) for pk in Message.objects.due().values_list("pk", flat=True))
    with transaction.atomic():
        assert not outbox._send(one) and not outbox._send(two), "both go in the message that the first one made"
    assert len(post(mailoutbox)) == 1


def test_one_piece_of_news_goes_as_it_is(ben, mailoutbox, time_machine):
    wish(ben, rhythm="weekly")
    say(ben)
    assert not post(mailoutbox)
    time_machine.move_to(london("2026-11-30 08:01"))
    assert [letter.subject for letter in post(mailoutbox)] == ["People can find you now"]


def test_what_is_urgent_waits_for_no_round(ben, mailoutbox):
    wish(ben, rhythm="weekly")
    say(ben, URGENT)
    assert len(post(mailoutbox)) == 1


def test_news_together_as_a_text_is_one_short_text(ben, time_machine):
    ben.phone = "07700 900123"
    ben.save()
    wish(ben, rhythm="daily", way="text")
    for number in range(2):
        say(ben, key=f"news:{number}")
    tasks.sweep()
    time_machine.move_to(london("2026-11-26 08:01"))
    for _ in range(2):
        tasks.sweep()
    assert len(texts()) == 1 and "2 pieces of news" in texts()[0] and len(texts()[0]) < 160


# --- The pages -------------------------------------------------------------------------------------------------------
def chosen(**more) -> dict:
    return {"way": "email", "rhythm": "at-once", "quiet_from": "21:00", "quiet_until": "08:00", **more}


def test_ben_chooses_letters_in_large_print(ben, client):
    client.force_login(ben)
    said = chosen(way="letter", post="1 Elm Road\r\nNottingham\r\nNG5 2AB", formats=["large-print", "easy-read"])
    assert client.post(reverse("message-settings"), said).status_code == 302
    wishes = Preferences.objects.get(account=ben)
    assert wishes.post == "1 Elm Road\nNottingham\nNG5 2AB" and wishes.formats == ["large-print", "easy-read"]
    page = client.get(reverse("message-settings")).content.decode()
    assert "1 Elm Road" in page and 'value="large-print" checked' in page


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"way": "text"}, "Type your mobile number"),
        ({"way": "text", "mobile": "0115 496 0142"}, "cannot get texts"),
        ({"way": "phone"}, "on which we ring you"),
        ({"way": "letter"}, "Type the address"),
        ({"way": "letter", "post": "1 Elm Road"}, "End the address with its postcode"),
        ({"way": "pigeon"}, "There is a problem"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(said, words, ben, client):
    client.force_login(ben)
    page = client.post(reverse("message-settings"), chosen(**said)).content.decode()
    assert words in page and not Preferences.objects.exists()
    assert said.get("post", "") in page


def test_ben_sees_everything_that_was_sent_to_him_and_nothing_else(ben, olive, client, mailoutbox):
    say(ben, URGENT, key="his")
    say(olive, NEWS, key="hers")
    post(mailoutbox)
    client.force_login(ben)
    page = client.get(reverse("my-messages")).content.decode()
    assert "Your role at Good Company has ended" in page and "People can find you" not in page
    assert "By e-mail" in page and "Sent" in page
    one = client.get(reverse("my-message", args=[Message.objects.get(key="his").pk])).content.decode()
    assert "You are no longer Owner at Good Company" in one
    assert client.get(reverse("my-message", args=[Message.objects.get(key="hers").pk])).status_code == 404


def test_a_code_is_never_kept(ben, client, mailoutbox):
    message = say(Contact("email", ben.email, account=ben), CODE)
    post(mailoutbox)
    message.refresh_from_db()
    assert message.said == "" and message.subject == "" and message.context == {}
    client.force_login(ben)
    page = client.get(reverse("my-message", args=[message.pk])).content.decode()
    assert "123-456" not in page and "A code or a private link" in page


def test_words_are_kept_thirty_days_and_the_list_two_years(ben, mailoutbox, time_machine):
    message = say(ben, URGENT)
    post(mailoutbox)
    address = reverse("my-message", args=[message.pk])
    for days, shown in ((29, True), (31, False)):
        time_machine.move_to(datetime.fromisoformat(WEDNESDAY) + timedelta(days=days))
        tasks.forget()
        client = Client()
        client.force_login(ben)
        page = client.get(address).content.decode()
        assert ("You are no longer Owner" in page) is shown and "Your role at Good Company has ended" in page
    time_machine.move_to(datetime.fromisoformat(WEDNESDAY) + timedelta(days=731))
    tasks.forget()
    assert not Message.objects.exists()


def test_nobody_reads_an_address_or_a_subject_in_the_database(db, mailoutbox):
    with transaction.atomic():
        message = notify(Contact("email", "edna@example.org", "Edna May"), URGENT, key="k", context=SAID[URGENT])
    post(mailoutbox)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT address || name || subject || said FROM notifications_message WHERE id = %s", [message.pk]
        )
        raw = cursor.fetchone()[0]
    assert raw and not [word for word in ("edna", "Edna", "Good Company") if word in raw]
