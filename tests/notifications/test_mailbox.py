"""In the demonstration anybody reads what was sent; outside it the page does not exist."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from marketplace.notifications import tasks
from marketplace.notifications.models import Mail
from marketplace.notifications.outbox import notify
from tests.accounts.letters import find
from tests.accounts.signing_in import code_now, give_password
from tests.people import person

MAILBOX = "/mailbox/"


@pytest.fixture
def kept_mail(settings):
    settings.EMAIL_BACKEND = "marketplace.notifications.mailbox.MailboxBackend"


def test_a_visitor_reads_a_letter_and_follows_its_link(kept_mail, ben, client):
    client.post(reverse("account_reset_password"), {"email": ben.email})
    tasks.sweep()
    page = client.get(MAILBOX).content.decode()
    assert "Choose a new password for Just Right" in page
    link = find(rf'<a href="{re.escape(settings.SITE_URL)}(/accounts/password/reset/key/[^"]+)"', page)
    assert "Choose a new password" in client.get(link, follow=True).content.decode()


def test_a_letter_cannot_put_markup_on_the_page(kept_mail, ben, client):
    with transaction.atomic():
        said = {"organisation": "<script>alert(1)</script>", "role": "Owner"}
        notify(ben, "membership-ended", key="k", context=said)
    tasks.sweep()
    assert "<script>alert" not in client.get(MAILBOX).content.decode()


def test_the_newest_letters_come_first_and_older_ones_are_a_page_away(db, client):
    for n in range(25):
        Mail.objects.create(to="ben@example.org", subject=f"Letter {n:02}", body="b")
    first, second = (client.get(f"{MAILBOX}?page={n}").content.decode() for n in (1, 2))
    assert first.index("Letter 24") < first.index("Letter 10")
    assert "Letter 04" in second and "Letter 04" not in first
    assert client.get(f"{MAILBOX}?page=zebra").status_code == 200


def test_an_empty_mailbox_says_what_to_do(db, client):
    assert "No message has been sent yet" in client.get(MAILBOX).content.decode()


@pytest.mark.S5
def test_outside_the_demonstration_there_is_no_mailbox(db, client, settings):
    settings.DEMO = False
    assert client.get(MAILBOX).status_code == 404


@pytest.mark.S5
def test_the_code_of_invented_staff_signs_them_in_and_nobody_elses_is_shown(connor, nottingham, client):
    invented = person("connor-invented", role="commissioner", organisation=nottingham)
    invented.email = "connor@demo.justright.example"
    invented.save()
    EmailAddress.objects.filter(user=invented).update(email=invented.email)
    page = client.get(MAILBOX).content.decode()
    assert connor.email not in page
    shown = re.findall(r"<strong>(\d{6})</strong>", page)
    assert shown == [code_now()]
    give_password(client, invented)
    client.post(reverse("mfa_authenticate"), {"code": shown[0]})
    assert client.session["_auth_user_id"] == str(invented.pk)


def test_codes_are_never_kept_by_a_browser(db, client):
    assert "no-store" in client.get(MAILBOX)["Cache-Control"]
