"""Making an account, and finding the way back into it."""

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.urls import reverse

from marketplace.accounts.models import User
from tests.accounts.letters import code_in, newest, path_in, post
from tests.accounts.signing_in import give_password
from tests.people import PASSWORD

ANSWERS = {"name": "Nia Jones", "email": "Nia@Example.org", "password1": "three odd words together"}
NEW_PASSWORD = "another long password"


def sign_up(client, **changes):
    return client.post(reverse("account_signup"), {**ANSWERS, **changes})


def test_nia_makes_an_account_with_a_code_from_her_e_mail(db, client, mailoutbox):
    answer = sign_up(client)
    assert answer.url == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session
    letter = newest(mailoutbox)
    assert letter.to == ["nia@example.org"]
    page = client.get(answer.url).content.decode()
    assert "We have sent a code to nia@example.org" in page
    client.post(answer.url, {"code": code_in(letter)})
    nia = User.objects.get(email="nia@example.org")
    assert client.session["_auth_user_id"] == str(nia.pk)
    assert nia.name == "Nia Jones"


def test_a_wrong_code_is_refused_and_a_new_one_can_be_sent(db, client, mailoutbox):
    page = sign_up(client).url
    assert "That code is not right" in client.post(page, {"code": "000-000"}).content.decode()
    assert "_auth_user_id" not in client.session
    first = newest(mailoutbox)
    client.post(page, {"action": "resend"})
    assert "Send a new code" in client.get(page).content.decode()
    assert first.to == ["nia@example.org"]


def test_the_form_keeps_what_was_typed_and_says_what_is_wrong(db, client):
    page = sign_up(client, email="nia at example").content.decode()
    assert "There is a problem" in page
    assert 'value="Nia Jones"' in page


@pytest.mark.S13
@pytest.mark.parametrize(
    "password",
    [
        "short",
        "elevenchars",
        "passwordpassword",
        "Password123456!",
        "123456789012",
        "qwertyuiopas",
        "aaaabbbbaaaa",
        "abcabcabcabc",
        "nia@example.org",
    ],
)
def test_a_password_that_is_short_common_or_her_own_e_mail_is_refused(db, client, password):
    sign_up(client, password1=password)
    assert not User.objects.exists()


@pytest.mark.S13
@pytest.mark.parametrize("password", ["twelve odd !", "ünïcödé wörds", " three odd words ", "a long odd story " * 50])
def test_a_long_password_with_any_letters_works(db, client, mailoutbox, password):
    page = sign_up(client, password1=password).url
    client.post(page, {"code": code_in(newest(mailoutbox))})
    assert User.objects.get().check_password(password)


@pytest.mark.S13
def test_a_password_is_kept_by_argon2id_alone(amina):
    assert identify_hasher(amina.password).algorithm == "argon2"
    assert amina.password.startswith("argon2$argon2id$")


@pytest.mark.S13
def test_a_password_may_be_pasted_and_shown(db, client):
    page = client.get(reverse("account_signup")).content.decode()
    assert 'data-module="govuk-password-input"' in page
    assert 'autocomplete="new-password"' in page
    assert "onpaste" not in page
    assert "password2" not in page


def test_ben_forgets_his_password_and_chooses_another(ben, client, mailoutbox):
    assert client.post(reverse("account_reset_password"), {"email": ben.email}).status_code == 302
    page = client.get(path_in(newest(mailoutbox)), follow=True)
    answer = client.post(page.redirect_chain[-1][0], {"password1": NEW_PASSWORD})
    assert answer.url == reverse("account_reset_password_from_key_done")
    ben.refresh_from_db()
    assert ben.check_password(NEW_PASSWORD)
    assert post(mailoutbox)[-1].subject == "Your password was changed"


def test_a_reset_link_works_once(ben, client, mailoutbox):
    client.post(reverse("account_reset_password"), {"email": ben.email})
    link = path_in(newest(mailoutbox))
    page = client.get(link, follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": NEW_PASSWORD})
    client.session.flush()
    assert "This link does not work any more" in client.get(link, follow=True).content.decode()


def test_ben_changes_his_password_and_stays_signed_in(ben, client, mailoutbox):
    give_password(client, ben)
    page = reverse("account_change_password")
    assert "not the password you have now" in (
        client.post(page, {"oldpassword": "wrong wrong wrong", "password1": NEW_PASSWORD}).content.decode()
    )
    assert client.post(page, {"oldpassword": PASSWORD, "password1": NEW_PASSWORD}).url == reverse("account")
    ben.refresh_from_db()
    assert ben.check_password(NEW_PASSWORD)
    assert client.get(reverse("account")).status_code == 200


def test_ben_changes_his_e_mail_once_the_new_one_has_answered(ben, client, mailoutbox):
    give_password(client, ben)
    answer = client.post(reverse("account_email"), {"email": "benjamin@example.org", "action_add": "1"}, follow=True)
    ben.refresh_from_db()
    assert ben.email == "ben@example.org"
    letter = newest(mailoutbox)
    assert letter.to == ["benjamin@example.org"]
    client.post(reverse("account_email_verification_sent"), {"code": code_in(letter)})
    ben.refresh_from_db()
    assert ben.email == "benjamin@example.org"
    assert answer.status_code == 200


def test_ben_changes_his_name_and_phone(ben, client):
    give_password(client, ben)
    client.post(reverse("account-details"), {"name": "Ben Reed", "phone": "0115 496 0142"})
    ben.refresh_from_db()
    assert (ben.name, ben.phone) == ("Ben Reed", "0115 496 0142")
    page = client.post(reverse("account-details"), {"name": "Ben Reed", "phone": "ring me"}).content.decode()
    assert "Type a British phone number" in page


@pytest.mark.S7
def test_signing_up_answers_the_same_whether_or_not_there_is_an_account(ben, client, mailoutbox):
    known, unknown = sign_up(client, email=ben.email), sign_up(client.__class__(), email="nobody@example.org")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert {letter.to[0]: letter.subject for letter in post(mailoutbox)}[ben.email] == (
        "You have an account with Just Right already"
    )
    assert User.objects.get(email=ben.email).check_password(PASSWORD)


@pytest.mark.S7
def test_asking_for_a_new_password_answers_the_same_whether_or_not_there_is_an_account(ben, client):
    page = reverse("account_reset_password")
    known = client.post(page, {"email": ben.email}, follow=True)
    unknown = client.post(page, {"email": "nobody@example.org"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert known.content == unknown.content
