"""Officers sign in with their council's own sign-in (OpenID Connect)."""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.organisations import actions
from marketplace.organisations.models import Invitation, Role
from tests.accounts.council_server import CouncilServer
from tests.accounts.letters import post
from tests.accounts.signing_in import give_password
from tests.people import acting

SAM: dict = {"sub": "officer-7", "email": "sam.okoro@council.example", "email_verified": True, "name": "Sam Okoro"}


@pytest.fixture
def council_server(settings):
    server = CouncilServer()
    server.officer = SAM
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [server.app()], "OAUTH_PKCE_ENABLED": True}}
    yield server
    server.shutdown()
    server.server_close()


def sign_in_at_work(client, server):
    """The login page, the council's page, and back."""
    page = reverse("openid_connect_login", args=["nottingham"])
    assert page in client.get(reverse("account_login")).content.decode()
    assert "Sign in with Nottingham City Council" in client.get(page).content.decode()
    away = client.post(page)
    assert away.url.startswith(f"{server.url}/authorize?")
    return client.get(server.agree(away.url))


def test_an_officer_signs_in_and_has_no_role_by_that_alone(council_server, db, client):
    sign_in_at_work(client, council_server)
    sam = User.objects.get(email=SAM["email"])
    assert client.session["_auth_user_id"] == str(sam.pk)
    assert sam.name == "Sam Okoro"
    assert not sam.has_usable_password()
    assert not sam.memberships.exists()
    assert not sam.is_staff
    assert client.get(reverse("account")).status_code == 200


def test_the_same_officer_comes_back_to_the_same_account(council_server, db, client):
    for _ in range(2):
        sign_in_at_work(client, council_server)
        client.post(reverse("account_logout"))
    assert User.objects.count() == 1


def test_a_commissioner_invites_the_officer_who_then_needs_a_second_step(council_server, connor, nottingham, client):
    invitation = actions.invite(nottingham, SAM["email"], Role.SOCIAL_WORKER, by=acting(connor))
    sign_in_at_work(client, council_server)
    client.post(reverse("organisations:accept", args=[invitation.pk]))
    sam = User.objects.get(email=SAM["email"])
    assert sam.memberships.get().role == Role.SOCIAL_WORKER
    assert client.get(reverse("account")).url == reverse("mfa_activate_totp")
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    assert Invitation.objects.get().status == Invitation.Status.ACCEPTED


@pytest.mark.S7
@pytest.mark.parametrize("verified", [True, False])
def test_a_councils_sign_in_does_not_take_over_an_account_with_the_same_e_mail(
    council_server, ben, client, mailoutbox, verified
):
    council_server.officer = {**SAM, "email": ben.email, "email_verified": verified}
    answer = sign_in_at_work(client, council_server)
    assert "_auth_user_id" not in client.session
    if answer.url == reverse("socialaccount_signup"):
        assert client.get(answer.url).status_code == 200
        client.post(answer.url, {"name": "Sam", "email": ben.email})
    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.exists()
    assert User.objects.count() == 1
    assert {letter.subject for letter in post(mailoutbox)} <= {"You have an account with Just Right already"}


def test_ben_connects_it_himself_once_he_is_signed_in(council_server, ben, client):
    give_password(client, ben)
    page = f"{reverse('openid_connect_login', args=['nottingham'])}?process=connect"
    away = client.post(page)
    client.get(council_server.agree(away.url))
    assert SocialAccount.objects.get().user == ben
    assert "Nottingham City Council" in client.get(reverse("socialaccount_connections")).content.decode()


def test_an_e_mail_the_council_has_not_checked_has_to_be_shown_first(council_server, db, client):
    council_server.officer = {**SAM, "email_verified": False}
    assert sign_in_at_work(client, council_server).url == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session


def test_a_token_from_somebody_else_is_refused(council_server, db, client):
    council_server.issuer = "https://evil.example"
    answer = sign_in_at_work(client, council_server)
    assert "Signing in did not work" in answer.content.decode()
    assert not User.objects.exists()


def test_an_answer_that_nobody_asked_for_is_refused(council_server, db, client):
    stolen = f"{reverse('openid_connect_callback', args=['nottingham'])}?code=x&state=made-up"
    assert "Signing in did not work" in client.get(stolen).content.decode()
    assert "_auth_user_id" not in client.session


def test_a_council_that_is_not_there_is_not_found(council_server, client, db):
    assert client.get(reverse("openid_connect_login", args=["narnia"])).status_code == 404


def test_the_council_is_down(council_server, client, db):
    council_server.shutdown()
    council_server.server_close()
    answer = client.post(reverse("openid_connect_login", args=["nottingham"]))
    assert "Signing in did not work" in answer.content.decode()
