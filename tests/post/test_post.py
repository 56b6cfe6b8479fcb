"""What no machine can deliver comes to a person who may, says what to do, and is done once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from marketplace.accounts.actors import Actor, system
from marketplace.accounts.ids import uuid7
from marketplace.notifications import tasks
from marketplace.notifications.contacts import Contact
from marketplace.notifications.models import Message
from marketplace.notifications.outbox import notify
from marketplace.organisations.models import Role
from marketplace.post import actions
from marketplace.post.querysets import waiting_for
from marketplace.post.tasks import remind
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.links import address_of, code_of
from marketplace.workflow.models import Entry
from tests.notifications.mail_server import MailServer
from tests.people import acting, person

SAID = {"organisation": "Good Company", "role": "Owner"}
EDNA = "1 Elm Road\nSherwood\nNG5 2AB"


@pytest.fixture(autouse=True)
def _by_day(time_machine):
    time_machine.move_to("2026-11-25T10:00:00+00:00")


def say(contact, organisation=None, key="k") -> Message:
    with transaction.atomic():
        owed = organisation.pk if organisation else None
        message = notify(contact, "membership-ended", key=key, context=SAID, organisation_id=owed)
    tasks.sweep()
    message.refresh_from_db()
    return message


@pytest.fixture
def letter(nottingham) -> Message:
    return say(Contact("letter", EDNA, "Edna May", ("large-print",)), nottingham)


@pytest.fixture
def lost(nottingham) -> Message:
    """A text that was given up."""
    message = say(Contact("email", "edna@exmaple.org", "Edna May"), nottingham, key="lost")
    Message.objects.filter(pk=message.pk).update(failed_at=timezone.now(), trouble="NotDelivered permanent-failure")
    return message


def test_sam_prints_a_letter_in_large_print_and_says_that_it_is_posted(letter, sam, client):
    client.force_login(sam)
    assert "A letter to print and post" in client.get(reverse("post:list")).content.decode()
    page = client.get(reverse("post:letter", args=[letter.pk])).content.decode()
    assert "jr-letter--large" in page and "1 Elm Road" in page and "You are no longer Owner at Good Company" in page
    client.post(reverse("post:done", args=[letter.pk]), {"do": "done"})
    letter.refresh_from_db()
    assert letter.sent_at and letter.context == {} and not waiting_for(acting(sam)).exists()
    trail = Entry.objects.filter(subject_id=letter.pk).values_list("what", "account")
    assert list(trail) == [("read", sam.pk), ("posted", sam.pk)]


def test_sam_rings_edna_who_has_no_other_way(nottingham, sam, client):
    call = say(Contact("phone", "0115 496 0142", "Edna May"), nottingham)
    client.force_login(sam)
    page = client.get(reverse("post:detail", args=[call.pk])).content.decode()
    assert "Somebody to ring" in page and "0115 496 0142" in page and "I have told them" in page
    assert client.get(reverse("post:letter", args=[call.pk])).status_code == 404
    client.post(reverse("post:done", args=[call.pk]), {"do": "done"})
    call.refresh_from_db()
    assert call.sent_at and call.way == "phone"


def test_an_address_with_a_mistake_is_put_right_and_the_words_go_again(lost, sam, client, mailoutbox):
    client.force_login(sam)
    page = client.get(reverse("post:again", args=[lost.pk])).content.decode()
    assert "edna@exmaple.org" in page
    typed = {"way": "email", "email": "edna@example.org"}
    assert client.post(reverse("post:again", args=[lost.pk]), typed).status_code == 302
    mailoutbox.clear()
    tasks.sweep()
    assert [each.to for each in mailoutbox] == [["edna@example.org"]]
    assert "You are no longer Owner at Good Company" in mailoutbox[0].body
    lost.refresh_from_db()
    assert lost.settled_at and not waiting_for(acting(sam)).exists()


@pytest.mark.parametrize(
    "typed", [{"way": "email", "email": "edna"}, {"way": "text", "phone": "12"}, {"way": "letter"}]
)
def test_what_cannot_be_an_address_is_refused_with_words(typed, lost, sam, client):
    client.force_login(sam)
    page = client.post(reverse("post:again", args=[lost.pk]), typed).content.decode()
    assert "There is a problem" in page and Message.objects.count() == 1


def test_two_people_cannot_both_send_it_again(lost, sam, cat):
    actions.send_again(lost, way="email", address="edna@example.org", by=acting(sam))
    with pytest.raises(RuleBroken):
        actions.send_again(lost, way="email", address="edna@example.org", by=acting(cat))
    with pytest.raises(RuleBroken):
        actions.settle(lost, by=acting(cat))
    assert Message.objects.count() == 2


def test_a_message_that_went_is_nobodys_to_post(ben, sam, nottingham):
    went = say(ben, nottingham)
    with pytest.raises(RuleBroken):
        actions.note_done(went, by=acting(sam))


def test_words_that_are_not_kept_any_more_cannot_go_again(lost, sam, time_machine):
    Message.objects.filter(pk=lost.pk).update(said="", context={}, sent_at=timezone.now())
    with pytest.raises(RuleBroken):
        actions.send_again(lost, way="email", address="edna@example.org", by=acting(sam))


def test_another_council_an_outsider_and_finance_know_nothing_of_it(letter, lena, olive, fiona, ben, client):
    for somebody in (lena, olive, fiona, ben):
        assert not waiting_for(acting(somebody)).exists()
        client.force_login(somebody)
        for name in ("detail", "letter", "again"):
            assert client.get(reverse(f"post:{name}", args=[letter.pk])).status_code == 404
        for act in (actions.note_reading, actions.note_done, actions.settle):
            with pytest.raises(PermissionDenied):
                act(letter, by=acting(somebody))
    with pytest.raises(PermissionDenied):
        actions.settle(letter, by=Actor())


def test_the_operator_looks_after_what_belongs_to_nobody(letter, leeds, olu, lena):
    of_the_site = say(Contact("letter", EDNA), key="site")
    of_leeds = say(Contact("letter", EDNA), leeds, key="leeds")
    assert list(waiting_for(acting(olu))) == [letter, of_the_site], "nobody works for Nottingham here"
    person("nora", role=Role.COMMISSIONER, organisation=leeds)
    assert list(waiting_for(acting(lena))) == [of_leeds]


def test_staff_hear_once_a_day_that_something_waits(letter, lost, sam, cat, olu, lena, time_machine):
    for _ in range(3):
        remind()
    told = Message.objects.filter(template="post-waiting")
    assert {(each.to, each.context["count"]) for each in told} == {(sam, 2), (cat, 2)}
    for day, times in (("2026-11-28", 2), ("2026-11-30", 4)):  # a Saturday, then the Monday
        time_machine.move_to(f"{day}T10:00:00+00:00")
        remind()
        assert told.all().count() == times


def test_only_the_site_itself_reminds(sam):
    with pytest.raises(PermissionDenied):
        actions.remind(by=acting(sam))
    actions.remind(by=system("messages-wait"))


def test_a_mail_servers_no_comes_back_to_the_council_that_wrote(nottingham, sam, settings, time_machine):
    server = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    server.refused["gone@example.org"] = "550 nobody here"
    gone = say(Contact("email", "gone@example.org", "Edna"), nottingham)
    for _ in range(3):
        time_machine.move_to(timezone.now() + timedelta(hours=1))
        tasks.sweep()
    server.shutdown()
    server.server_close()
    assert list(waiting_for(acting(sam))) == [gone]


def test_no_page_of_staff_holds_a_way_in_but_the_printed_letter(nottingham, sam, client):
    link = uuid7()
    said = {"whom": "Amina", "reference": "BCDF-2346", "answer": "yes", "answer_by": "", "link": str(link)}
    with transaction.atomic():
        news = {"context": said, "organisation_id": nottingham.pk}
        notify(Contact("letter", EDNA, "Edna May"), "enquiry-answered", key="k", **news)
        notify(Contact("email", "edna@exmaple.org", "Edna May"), "enquiry-confirm", key="c", **news)
    tasks.sweep()
    Message.objects.filter(key="c").update(failed_at=timezone.now(), sent_at=None, context=said)
    letter, lost = Message.objects.get(key="k"), Message.objects.get(key="c")
    client.force_login(sam)
    for message in (letter, lost):
        html = client.get(reverse("post:detail", args=[message.pk])).content.decode()
        assert address_of(link) not in html and code_of(link) not in html and "not shown here" in html
    assert address_of(link) in client.get(reverse("post:letter", args=[letter.pk])).content.decode()
    assert client.get(reverse("post:list")).content.decode().count("BCDF-2346") == 2
