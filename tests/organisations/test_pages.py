"""The pages about who belongs where."""

import pytest
from django.urls import reverse

from marketplace.organisations import actions
from marketplace.organisations.models import Invitation, Role, Token
from tests.accounts.letters import code_in, find, newest, path_in
from tests.accounts.signing_in import give_password, sign_in_fully
from tests.people import PASSWORD, acting


def members(organisation) -> str:
    return reverse("organisations:members", args=[organisation.pk])


@pytest.fixture
def link(connor, nottingham, mailoutbox):
    """The link in the letter that asks a newcomer to be a finance officer."""
    actions.invite(nottingham, "nia@example.org", Role.FINANCE, by=acting(connor))
    return path_in(newest(mailoutbox))


def test_connor_invites_somebody_and_takes_it_back(connor, nottingham, client):
    sign_in_fully(client, connor)
    page = reverse("organisations:invite", args=[nottingham.pk])
    assert "There is a problem" in client.post(page, {"email": "nia"}).content.decode()
    client.post(page, {"email": "nia@example.org", "role": Role.FINANCE})
    said = client.get(members(nottingham)).content.decode()
    assert "nia@example.org" in said and "Waits for an answer until" in said
    back = reverse("organisations:withdraw", args=[nottingham.pk, Invitation.objects.get().pk])
    assert "Take this invitation back?" in client.get(back).content.decode()
    client.post(back)
    assert "nia@example.org" not in client.get(members(nottingham)).content.decode()


def test_a_newcomer_follows_the_link_makes_an_account_and_joins(link, client, mailoutbox):
    page = client.get(link).content.decode()
    assert "You are invited to Nottingham City Council" in page
    sign_up = find(r'href="(/accounts/signup/\?next=[^"]+)"', page)
    form = client.get(sign_up).content.decode()
    answers = {"name": "Nia", "email": "nia@example.org", "password1": PASSWORD}
    answers["next"] = find(r'name="next" value="([^"]+)"', form)
    step = client.post(reverse("account_signup"), answers)
    done = client.post(step.url, {"code": code_in(newest(mailoutbox))})
    assert done.url == link
    assert "Join Nottingham City Council?" in client.get(link).content.decode()
    client.post(link)
    assert Invitation.objects.get().status == Invitation.Status.ACCEPTED
    assert client.get(reverse("account")).url == reverse("mfa_activate_totp")


def test_the_wrong_person_is_told_kindly_whom_it_is_for(link, olive, client):
    give_password(client, olive)
    answer = client.get(link)
    assert answer.status_code == 403
    assert "This invitation is for another e-mail address" in answer.content.decode()
    assert client.post(link).status_code == 403


@pytest.mark.parametrize("status", [Invitation.Status.ACCEPTED, Invitation.Status.WITHDRAWN])
def test_a_link_that_was_used_says_what_to_do_and_no_more(link, client, status):
    Invitation.objects.update(status=status)
    used, made_up = client.get(link), client.get("/invitations/made-up/")
    assert used.status_code == made_up.status_code == 404
    assert "Ask the person who invited you for a new one" in used.content.decode()
    assert "Nottingham" not in used.content.decode()


def test_ben_joins_from_his_account_page_and_olive_cannot(connor, nottingham, ben, olive, client):
    invitation = actions.invite(nottingham, ben.email, Role.ADVISER, by=acting(connor))
    page = reverse("organisations:accept", args=[invitation.pk])
    give_password(client, olive)
    assert client.post(page).status_code == 404
    client.post(reverse("account_logout"))
    give_password(client, ben)
    assert "Somebody invited you" in client.get(reverse("account")).content.decode()
    client.post(page)
    assert ben.memberships.filter(role=Role.ADVISER).exists()


def test_connor_ends_sams_role(connor, sam, nottingham, client):
    sign_in_fully(client, connor)
    page = reverse("organisations:end", args=[nottingham.pk, sam.memberships.get().pk])
    assert "End this role?" in client.get(page).content.decode()
    assert client.post(page).url == members(nottingham)
    assert not sam.memberships.live().exists()


def test_the_last_commissioner_is_told_why_not(connor, nottingham, client):
    sign_in_fully(client, connor)
    page = reverse("organisations:end", args=[nottingham.pk, connor.memberships.get().pk])
    answer = client.post(page, HTTP_REFERER=f"http://testserver{page}", follow=True)
    assert "Nobody else could manage this organisation" in answer.content.decode()


def test_amina_makes_a_key_sees_it_once_and_stops_it(amina, good_company, client):
    give_password(client, amina)
    home = good_company.organisation
    answer = client.post(
        reverse("organisations:make-token", args=[home.pk]), {"name": "Calendar", "scopes": ["services:write"]}
    )
    secret = find(r"(jr_[\w-]{40,})", answer.content.decode())
    assert actions.use_token(secret)
    page = client.get(members(home)).content.decode()
    assert "Calendar" in page and secret not in page
    client.post(reverse("organisations:revoke-token", args=[home.pk, Token.objects.get().pk]))
    assert actions.use_token(secret) is None


def test_a_worker_sees_the_people_and_neither_keys_nor_e_mails(worker, amina, good_company, client):
    give_password(client, worker)
    page = client.get(members(good_company.organisation)).content.decode()
    assert "Amina" in page and "amina@example.org" not in page and "Keys" not in page


@pytest.mark.S1
def test_people_who_draw_on_support_do_not_see_each_other(ben, nottingham, sam, client):
    give_password(client, ben)
    assert client.get(members(nottingham)).status_code == 403
    client.post(reverse("account_logout"))
    sign_in_fully(client, sam)
    assert "Ben" not in client.get(members(nottingham)).content.decode()


PAGES = ["members", "invite", "make-token"]
WHO = {  # person: (members, invite, make-token)
    None: (302, 302, 302),
    "olive": (404, 404, 404),
    "lena": (404, 404, 404),
    "ben": (403, 403, 403),
    "sam": (200, 403, 403),
    "connor": (200, 200, 200),
    "olu": (200, 200, 200),
}


@pytest.mark.S1
@pytest.mark.parametrize("who", WHO)
def test_each_sees_of_a_council_what_is_theirs(who, request, nottingham, connor, client):
    if who:
        sign_in_fully(client, request.getfixturevalue(who))
    said = [client.get(reverse(f"organisations:{page}", args=[nottingham.pk])).status_code for page in PAGES]
    assert tuple(said) == WHO[who]


@pytest.mark.S1
def test_one_organisations_pages_do_not_reach_into_another(connor, lena, leeds, nottingham, client):
    """A commissioner cannot use her own council's address to end a role of the other's."""
    sign_in_fully(client, connor)
    page = reverse("organisations:end", args=[nottingham.pk, lena.memberships.get().pk])
    assert client.post(page).status_code == 404
    assert lena.memberships.live().exists()


def test_my_account_says_who_i_am_and_where_i_belong(amina, client):
    give_password(client, amina)
    page = client.get(reverse("account")).content.decode()
    for words in ("Amina", "amina@example.org", "Good Company", "Owner", "1 device"):
        assert words in page


def test_operators_read_the_admin_pages_and_change_nothing(olu, connor, nottingham, client):
    sign_in_fully(client, olu)
    for name in ("user", "organisation", "membership", "invitation", "token", "message"):
        app = {"user": "accounts", "message": "notifications"}.get(name, "organisations")
        assert client.get(reverse(f"admin:{app}_{name}_changelist")).status_code == 200
        assert client.get(reverse(f"admin:{app}_{name}_add")).status_code == 403
    one = reverse("admin:organisations_organisation_change", args=[nottingham.pk])
    assert client.get(one).status_code == 200
    assert client.post(one, {"name": "Renamed"}).status_code == 403
    assert "argon2" not in client.get(reverse("admin:accounts_user_change", args=[connor.pk])).content.decode()
    client.post(reverse("account_logout"))
    sign_in_fully(client, connor)
    assert client.get(reverse("admin:index"), follow=True).status_code == 403
