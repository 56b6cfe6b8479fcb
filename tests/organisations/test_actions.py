"""People join by invitation, hold named roles, and cannot leave an organisation without anybody to manage it."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from marketplace.accounts.actors import ANYONE, system
from marketplace.organisations import access, actions, tasks
from marketplace.organisations.models import Invitation, Membership, Organisation, Role, Token
from marketplace.organisations.querysets import digest
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.models import Entry
from tests.accounts.letters import newest, path_in, post
from tests.factories import MembershipFactory
from tests.people import acting, person

Status = Invitation.Status


@pytest.fixture
def invitation(connor, nottingham, ben):
    """Connor asks Ben to be a finance officer."""
    return actions.invite(nottingham, "BEN@example.org", Role.FINANCE, by=acting(connor))


def test_whoever_starts_an_enterprise_owns_it(ben):
    made = actions.create_enterprise_organisation("Ben's Bread", by=acting(ben))
    assert made.memberships.get().account == ben
    assert made.memberships.get().role == Role.OWNER
    assert Entry.objects.filter(subject_id=made.pk, account=ben, what="made").exists()


def test_nobody_starts_an_enterprise_without_signing_in(db):
    with pytest.raises(PermissionDenied):
        actions.create_enterprise_organisation("Nobody's", by=ANYONE)


@pytest.mark.parametrize("kind", [Organisation.Kind.COUNCIL, Organisation.Kind.NHS, Organisation.Kind.OPERATOR])
def test_nobody_makes_themselves_a_council(ben, kind):
    with pytest.raises(PermissionDenied):
        actions.create_enterprise_organisation("Council of Ben", kind=kind, by=acting(ben))


def test_only_an_operator_lets_a_council_in(olu, connor):
    with pytest.raises(PermissionDenied):
        actions.create_council("Rutland", "E06000017", by=acting(connor))
    actions.create_council("Rutland", "E06000017", by=acting(olu))
    with pytest.raises(RuleBroken):
        actions.create_council("Rutland", "E06000017", by=acting(olu))


def test_ben_accepts_and_connor_hears_of_it(invitation, ben, mailoutbox):
    letter = newest(mailoutbox)
    assert letter.to == ["ben@example.org"]
    assert letter.subject == "An invitation on Just Right"
    assert "Nottingham City Council" in letter.body and "a page about you" not in letter.body
    secret = path_in(letter).strip("/").split("/")[1]
    assert Invitation.objects.open().of_secret(secret).get() == invitation
    membership = actions.accept(invitation, by=acting(ben))
    assert (membership.account, membership.role) == (ben, Role.FINANCE)
    assert post(mailoutbox)[-1].subject == "Ben has joined Nottingham City Council"
    assert Entry.objects.filter(subject_id=invitation.pk, what="open>accepted", account=ben).exists()


def test_the_key_of_an_invitation_is_kept_nowhere(invitation, mailoutbox):
    secret = path_in(newest(mailoutbox)).strip("/").split("/")[1]
    assert invitation.token_digest == digest(secret) != secret


def test_an_invitation_is_used_once(invitation, ben):
    actions.accept(invitation, by=acting(ben))
    with pytest.raises(RuleBroken):
        actions.accept(invitation, by=acting(ben))
    assert Membership.objects.filter(account=ben, role=Role.FINANCE).count() == 1


def test_an_invitation_is_for_one_e_mail_alone(invitation, olive):
    with pytest.raises(PermissionDenied):
        actions.accept(invitation, by=acting(olive))


def test_an_e_mail_that_was_never_shown_to_be_theirs_does_not_count(invitation, ben):
    EmailAddress.objects.filter(user=ben).update(verified=False)
    with pytest.raises(PermissionDenied):
        actions.accept(invitation, by=acting(ben))


def test_an_invitation_lapses_after_fourteen_days_and_is_taken_back(invitation, ben, time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=14, minutes=1))
    with pytest.raises(RuleBroken):
        actions.accept(invitation, by=acting(ben))
    tasks.forget()
    tasks.forget()
    invitation.refresh_from_db()
    assert invitation.status == Status.WITHDRAWN
    assert Entry.objects.get(subject_id=invitation.pk, what="open>withdrawn").rule == actions.UNUSED_INVITATION


def test_connor_sends_twenty_invitations_a_day_and_no_more(connor, nottingham, time_machine):
    for n in range(actions.MOST_A_DAY):
        actions.invite(nottingham, f"p{n}@example.org", Role.FINANCE, by=acting(connor))
    with pytest.raises(RuleBroken, match="20 invitations today"):
        actions.invite(nottingham, "one-more@example.org", Role.FINANCE, by=acting(connor))
    time_machine.move_to(timezone.now() + timedelta(days=1))
    actions.invite(nottingham, "one-more@example.org", Role.FINANCE, by=acting(connor))


def test_one_address_gets_three_invitations_a_day_from_whomever(connor, lena, nottingham, leeds):
    for role in (Role.FINANCE, Role.ADVISER, Role.PERSON):
        actions.invite(nottingham, "nia@example.org", role, by=acting(connor))
    with pytest.raises(RuleBroken, match="3 invitations today"):
        actions.invite(leeds, "NIA@example.org", Role.FINANCE, by=acting(lena))


def test_an_operator_who_takes_in_a_long_list_is_not_counted(olu, nottingham):
    for n in range(actions.MOST_A_DAY + 1):
        actions.invite(nottingham, f"p{n}@example.org", Role.FINANCE, by=acting(olu))
    assert Invitation.objects.count() == actions.MOST_A_DAY + 1


@pytest.mark.parametrize("status", [status for status in Status if status != Status.OPEN])
def test_an_invitation_that_was_answered_stays_as_it_is(invitation, ben, connor, status):
    Invitation.objects.update(status=status)
    with pytest.raises(RuleBroken):
        actions.accept(invitation, by=acting(ben))
    with pytest.raises(RuleBroken):
        actions.withdraw(invitation, by=acting(connor))


def test_the_same_person_is_not_asked_twice(invitation, connor, nottingham):
    with pytest.raises(RuleBroken):
        actions.invite(nottingham, "ben@example.org", Role.FINANCE, by=acting(connor))


def test_a_role_that_does_not_belong_there_cannot_be_given(amina, good_company):
    with pytest.raises(RuleBroken):
        actions.invite(good_company.organisation, "x@example.org", Role.COMMISSIONER, by=acting(amina))


@pytest.mark.S1
@pytest.mark.parametrize("who", ["ben", "sam", "fiona", "cat", "lena", "amina", "olive"])
def test_only_a_commissioner_of_the_council_or_an_operator_invites(who, request, nottingham):
    with pytest.raises(PermissionDenied):
        actions.invite(nottingham, "x@example.org", Role.FINANCE, by=acting(request.getfixturevalue(who)))


@pytest.mark.S1
def test_lena_of_leeds_cannot_take_back_or_end_what_is_nottinghams(lena, invitation, sam):
    with pytest.raises(PermissionDenied):
        actions.withdraw(invitation, by=acting(lena))
    with pytest.raises(PermissionDenied):
        actions.end_membership(sam.memberships.get(), by=acting(lena))


def test_a_person_may_hold_several_roles_each_in_its_own_place(amina, nottingham, leeds):
    MembershipFactory(account=amina, organisation=nottingham, role=Role.ADVISER)
    assert access.holds(acting(amina), Role.ADVISER, organisation=nottingham)
    assert not access.holds(acting(amina), Role.ADVISER, organisation=leeds)
    assert access.holds(acting(amina), Role.OWNER)


def test_a_role_ends_today_and_the_person_is_told(connor, sam, mailoutbox):
    actions.end_membership(sam.memberships.get(), by=acting(connor))
    assert not access.holds(acting(sam), Role.SOCIAL_WORKER)
    assert newest(mailoutbox).subject == "Your role at Nottingham City Council has ended"
    with pytest.raises(RuleBroken):
        actions.end_membership(sam.memberships.get(), by=acting(connor))


def test_sam_may_leave_by_himself(sam):
    actions.end_membership(sam.memberships.get(), by=acting(sam))
    assert not sam.memberships.live().exists()


@pytest.mark.parametrize("who", ["amina", "connor", "olu"])
def test_the_last_who_can_manage_a_place_cannot_leave(who, request):
    last = request.getfixturevalue(who)
    with pytest.raises(RuleBroken):
        actions.end_membership(last.memberships.get(), by=acting(last))


def test_one_of_two_owners_may_leave(amina, good_company):
    MembershipFactory(account=person("rosa"), organisation=good_company.organisation, role=Role.OWNER)
    actions.end_membership(amina.memberships.get(), by=acting(amina))
    assert not amina.memberships.live().exists()


def test_operators_and_only_they_may_read_the_admin_pages(olu, ben):
    site = Organisation.objects.get(kind=Organisation.Kind.OPERATOR)
    actions.grant(site, ben, Role.OPERATOR, by=system("make-operator"))
    ben.refresh_from_db()
    assert ben.is_staff
    actions.end_membership(ben.memberships.get(organisation=site), by=acting(olu))
    ben.refresh_from_db()
    assert not ben.is_staff


def test_nobody_gives_a_role_without_an_invitation(olu, ben, nottingham):
    with pytest.raises(PermissionDenied):
        actions.grant(nottingham, ben, Role.FINANCE, by=acting(olu))


def test_the_first_operator_is_made_from_the_command_line(ben, capsys):
    from django.core.management import CommandError, call_command

    call_command("make_operator", "BEN@example.org")
    assert access.holds(acting(ben), Role.OPERATOR)
    with pytest.raises(CommandError):
        call_command("make_operator", "nobody@example.org")


# --- Keys ----------------------------------------------------------------------------------------------------------
def test_a_key_works_until_it_is_stopped(amina, good_company):
    token, secret = actions.make_token(
        good_company.organisation, "Calendar", [Token.Scope.SERVICES_WRITE], by=acting(amina)
    )
    assert actions.use_token(secret) == token
    assert Token.objects.get().last_used_on == timezone.localdate()
    actions.revoke_token(token, by=acting(amina))
    assert actions.use_token(secret) is None
    with pytest.raises(RuleBroken):
        actions.revoke_token(token, by=acting(amina))


def test_the_secret_of_a_key_is_kept_nowhere(amina, good_company):
    _token, secret = actions.make_token(
        good_company.organisation, "Calendar", [Token.Scope.DIRECTORY_READ], by=acting(amina)
    )
    assert secret not in str(Token.objects.values().get())


@pytest.mark.parametrize("scopes", [[], ["everything"], ["directory:read", "everything"]])
def test_a_key_does_named_things_only(amina, good_company, scopes):
    with pytest.raises(RuleBroken):
        actions.make_token(good_company.organisation, "Calendar", scopes, by=acting(amina))


@pytest.mark.S1
def test_only_whoever_manages_makes_and_stops_keys(amina, worker, olive, good_company):
    token, _secret = actions.make_token(
        good_company.organisation, "Calendar", [Token.Scope.DIRECTORY_READ], by=acting(amina)
    )
    for who in (worker, olive):
        with pytest.raises(PermissionDenied):
            actions.make_token(good_company.organisation, "Mine", [Token.Scope.DIRECTORY_READ], by=acting(who))
        with pytest.raises(PermissionDenied):
            actions.revoke_token(token, by=acting(who))
