"""Staff sign in with two steps, and nothing lets them skip the second."""

import re
import xml.etree.ElementTree as ET
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone

from marketplace.organisations.models import STAFF_ROLES, Organisation, Role
from marketplace.workflow.models import Entry
from tests.accounts.letters import find, newest, path_in, post
from tests.accounts.signing_in import code_now, give_password, sign_in_fully
from tests.factories import MembershipFactory, OrganisationFactory
from tests.people import PASSWORD, person

pytestmark = pytest.mark.S5
ENROL = reverse("mfa_activate_totp")
KIND = {Role.GP: "nhs", Role.LINK_WORKER: "nhs", Role.OPERATOR: "operator"}


@pytest.fixture
def newcomer(nottingham):
    """Works for the council since today, and has no second step yet."""
    user = person("nell")
    MembershipFactory(account=user, organisation=nottingham, role=Role.SOCIAL_WORKER)
    return user


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_every_staff_role_needs_the_second_step(db, client, role):
    kind = KIND.get(role, Organisation.Kind.COUNCIL)
    code = "E06000018" if kind == Organisation.Kind.COUNCIL else None
    someone = person("someone")
    MembershipFactory(account=someone, organisation=OrganisationFactory(kind=kind, council_code=code), role=role)
    give_password(client, someone)
    assert client.get(reverse("account")).url == ENROL


@pytest.mark.parametrize("role", [Role.OWNER, Role.WORKER])
def test_an_enterprise_may_sign_in_with_a_password_alone(db, client, role):
    someone = person("someone", role=role, organisation=OrganisationFactory())
    give_password(client, someone)
    assert client.get(reverse("account")).status_code == 200


@pytest.mark.parametrize("name", ["home", "account", "account-details", "account_change_password", "admin:index"])
def test_a_newcomer_reaches_no_page_before_the_second_step(newcomer, client, name):
    give_password(client, newcomer)
    for method in (client.get, client.post):
        assert method(reverse(name)).url == ENROL


def test_a_newcomer_can_always_sign_out(newcomer, client):
    give_password(client, newcomer)
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_a_newcomer_sets_up_the_second_step(newcomer, client, mailoutbox):
    give_password(client, newcomer)
    page = client.get(ENROL).content.decode()
    secret = find(r"<code[^>]*>([A-Z2-7]{32})</code>", page)
    assert "<svg" not in page.split("</header>")[1].split("<footer")[0]
    picture = client.get(reverse("second-step-qr"))
    assert picture["Content-Type"] == "image/svg+xml"
    assert ET.fromstring(picture.content).tag.endswith("svg")
    assert b"style=" not in picture.content
    assert "That code is not right" in client.post(ENROL, {"code": "000000"}).content.decode()
    answer = client.post(ENROL, {"code": code_now(secret)})
    assert answer.url == reverse("mfa_view_recovery_codes")
    assert client.get(answer.url).content.decode().count("<code>") == 10
    assert client.get(reverse("account")).status_code == 200


def test_the_secret_of_the_second_step_is_encrypted_at_rest(newcomer, client):
    give_password(client, newcomer)
    secret = find(r"<code[^>]*>([A-Z2-7]{32})</code>", client.get(ENROL).content.decode())
    client.post(ENROL, {"code": code_now(secret)})
    for kept in Authenticator.objects.filter(user=newcomer):
        assert secret not in str(kept.data)
        assert str(kept.data).count("gAAAA") >= 1


def test_a_password_alone_does_not_sign_connor_in(connor, client):
    assert give_password(client, connor).url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    assert reverse("account_login") in client.get(reverse("account")).url
    assert "That code is not right" in client.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    assert "_auth_user_id" not in client.session


def test_a_code_works_once(connor, client):
    sign_in_fully(client, connor)
    client.post(reverse("account_logout"))
    give_password(client, connor)
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert "_auth_user_id" not in client.session


def test_codes_cannot_be_guessed_by_trying_many(connor, client):
    give_password(client, connor)
    said = [client.post(reverse("mfa_authenticate"), {"code": f"{n:06}"}).content.decode() for n in range(7)]
    assert "Too many tries" in said[-1]


def test_connor_cannot_turn_the_second_step_off(connor, client):
    sign_in_fully(client, connor)
    page = reverse("mfa_deactivate_totp")
    assert "cannot be turned off" in client.get(page).content.decode()
    client.post(page)
    assert Authenticator.objects.filter(user=connor, type="totp").exists()


def test_amina_may_turn_hers_on_and_off(amina, client, mailoutbox):
    give_password(client, amina)
    secret = find(r"<code[^>]*>([A-Z2-7]{32})</code>", client.get(ENROL).content.decode())
    client.post(ENROL, {"code": code_now(secret)})
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=amina).exists()
    subjects = {letter.subject for letter in post(mailoutbox)}
    assert "The second step to sign in is off" in subjects


def test_a_spare_code_signs_connor_in_once(connor, client):
    sign_in_fully(client, connor)
    client.post(reverse("mfa_generate_recovery_codes"))
    spare = re.findall(r"<code>(\w+)</code>", client.get(reverse("mfa_view_recovery_codes")).content.decode())[0]
    for works in (True, False):
        client.post(reverse("account_logout"))
        give_password(client, connor)
        client.post(reverse("mfa_authenticate"), {"code": spare})
        assert ("_auth_user_id" in client.session) is works


def test_a_new_password_by_e_mail_does_not_skip_the_second_step(connor, client, mailoutbox):
    client.post(reverse("account_reset_password"), {"email": connor.email})
    page = client.get(path_in(newest(mailoutbox)), follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": "another long password"})
    assert give_password(client, connor, "another long password").url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session


def test_a_role_given_while_signed_in_counts_at_once(ben, nottingham, client):
    give_password(client, ben)
    assert client.get(reverse("account")).status_code == 200
    MembershipFactory(account=ben, organisation=nottingham, role=Role.FINANCE)
    assert client.get(reverse("account")).url == ENROL
    assert client.session["is_staff_session"]


def test_a_role_that_ended_no_longer_asks(newcomer, client):
    newcomer.memberships.update(ended_on=timezone.localdate())
    give_password(client, newcomer)
    assert client.get(reverse("account")).status_code == 200


def test_the_admin_pages_have_no_sign_in_of_their_own(olu, connor, client):
    known = {"username": olu.email, "password": PASSWORD}
    for answer in (
        client.get(reverse("admin:index"), follow=True),
        client.post(reverse("admin:login"), known, follow=True),
    ):
        assert answer.resolver_match.view_name == "account_login"
    assert "_auth_user_id" not in client.session
    sign_in_fully(client, connor)
    assert client.get(reverse("admin:index"), follow=True).status_code == 403


def test_whoever_signed_in_long_ago_is_asked_again_before_the_second_step_changes(amina, client, time_machine):
    give_password(client, amina)
    time_machine.move_to(timezone.now() + timedelta(minutes=20))
    assert reverse("account_reauthenticate") in client.get(ENROL).url


def lost_phone(membership) -> str:
    return reverse("organisations:reset-second-step", args=[membership.organisation_id, membership.pk])


def test_an_operator_helps_sam_who_lost_his_phone(sam, olu, client, mailoutbox):
    at_work = client.__class__()
    sign_in_fully(at_work, sam)
    sign_in_fully(client, olu)
    page = lost_phone(sam.memberships.get())
    assert "First make sure that you are speaking with Sam" in client.get(page).content.decode()
    client.post(page)
    assert reverse("account_login") in at_work.get(reverse("account")).url
    assert newest(mailoutbox).subject == "Your second step to sign in starts again"
    give_password(at_work, sam)
    assert at_work.get(reverse("account")).url == ENROL
    assert Entry.objects.get(subject_id=sam.pk, what="second-step-reset").account == olu


@pytest.mark.parametrize("who", ["connor", "sam", "olu"])
def test_nobody_else_can_and_an_operator_not_for_herself(who, request, sam, client):
    someone = request.getfixturevalue(who)
    sign_in_fully(client, someone)
    membership = someone.memberships.get() if who == "olu" else sam.memberships.get()
    assert client.post(lost_phone(membership)).status_code == 403
    assert Authenticator.objects.filter(user=membership.account).exists()
