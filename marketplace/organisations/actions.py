"""Every change to an organisation, who belongs to it, and which other systems act for it."""

import secrets
from contextlib import suppress
from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor, system
from marketplace.accounts.models import User
from marketplace.notifications.outbox import notify
from marketplace.organisations import access
from marketplace.organisations.models import (
    MANAGERS,
    ROLES_OF_KIND,
    Invitation,
    Membership,
    Organisation,
    Role,
    Token,
)
from marketplace.organisations.querysets import digest
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, move, one_at_a_time, record_entry

GOOD_FOR = timedelta(days=14)
UNUSED_INVITATION = "invitation-not-used"
MOST_A_DAY, MOST_TO_ONE_ADDRESS = 20, 3


@transaction.atomic
def create_enterprise_organisation(
    name: str, *, by: Actor, kind: str = Organisation.Kind.ENTERPRISE, joins: bool = True
) -> Organisation:
    """Start an enterprise or a community group; whoever does is its first owner, unless they do it for another."""
    require(kind in (Organisation.Kind.ENTERPRISE, Organisation.Kind.COMMUNITY) and access.can_found(by, kind))
    made = Organisation.objects.create(kind=kind, name=name)
    record_entry(made, "made", by=by)
    if by.account and joins:
        _join(by.account, made, Role.OWNER, by=by)
    return made


@transaction.atomic
def create_council(name: str, council_code: str, *, by: Actor) -> Organisation:
    """Let a council in."""
    require(access.can_found(by, Organisation.Kind.COUNCIL))
    if Organisation.objects.filter(council_code=council_code).exists():
        raise RuleBroken(_("This council has joined already."))
    made = Organisation.objects.create(kind=Organisation.Kind.COUNCIL, name=name, council_code=council_code)
    record_entry(made, "made", by=by)
    return made


@transaction.atomic
def create_fund_holder(name: str, *, by: Actor) -> Organisation:
    """Let a body in that holds individual service funds."""
    require(access.can_found(by, Organisation.Kind.FUND_HOLDER))
    made = Organisation.objects.create(kind=Organisation.Kind.FUND_HOLDER, name=name)
    record_entry(made, "made", by=by)
    return made


@transaction.atomic
def grant(organisation: Organisation, account: User, role: str, *, by: Actor) -> Membership:
    """Give a role without an invitation: only the site's own rules may, to make its first operator or load data."""
    require(bool(by.rule))
    lock(organisation)
    _check_role(organisation, role)
    return _join(account, organisation, role, by=by)


@transaction.atomic
def make_operator(account: User, *, by: Actor) -> Membership:
    """Make somebody an operator of the site, from the command line of the site itself."""
    require(bool(by.rule))
    site, _made = Organisation.objects.get_or_create(kind=Organisation.Kind.OPERATOR, defaults={"name": "Just Right"})
    return grant(site, account, Role.OPERATOR, by=by)


@transaction.atomic
def invite(organisation: Organisation, email: str, role: str, *, by: Actor, team: str = "") -> Invitation:
    """Ask somebody to join in one role; the key to accept goes to their e-mail and is kept nowhere else."""
    lock(organisation)
    _check_role(organisation, role)
    require(access.can_invite(by, organisation, role))
    if organisation.memberships.live().filter(role=role, account__email__iexact=email).exists():
        raise RuleBroken(_("This person has that role here already."))
    if organisation.invitations.open().for_email(email).filter(role=role).exists():
        raise RuleBroken(_("This person has an invitation for that role that still waits for an answer."))
    _not_too_many(email, by=by)
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        organisation=organisation,
        role=role,
        team=_as_named(organisation, team),
        email=email.lower(),
        invited_by=by.person,
        token_digest=digest(secret),
        expires_at=timezone.now() + GOOD_FOR,
    )
    record_entry(invitation, "open", by=by)
    said = {
        "organisation": organisation.name,
        "role": str(invitation.get_role_display()),
        "inviter": by.person.name,
        "is_about_them": role == Role.OWNER and access.began_for_another(by, organisation),
        "path": reverse("organisations:invitation", args=[secret]),
    }
    notify(invitation.email, "invitation", key=f"invitation:{invitation.pk}", context=said)
    return invitation


def _not_too_many(email: str, *, by: Actor) -> None:
    """Nobody floods strangers with letters in our name; operators, who take in whole lists, are not counted."""
    if access.holds(by, Role.OPERATOR):
        return
    one_at_a_time(f"invite:{by.person.pk}")
    one_at_a_time(f"invite:{email.lower()}")
    today = Invitation.objects.sent_today()
    if today.filter(invited_by=by.person).count() >= MOST_A_DAY:
        raise RuleBroken(_("You have sent 20 invitations today. Send the next one tomorrow."))
    if today.for_email(email).count() >= MOST_TO_ONE_ADDRESS:
        raise RuleBroken(_("This address has had 3 invitations today. Wait until tomorrow, or ring them."))


@transaction.atomic
def accept(invitation: Invitation, *, by: Actor) -> Membership:
    """Join: only the person it was sent to, once, within its fourteen days."""
    lock(invitation)
    require(access.can_accept(by, invitation))
    if invitation.status == Invitation.Status.OPEN and invitation.expires_at <= timezone.now():
        raise RuleBroken(_("This invitation is too old now. Ask for a new one."))
    moved = move(invitation, Invitation.Status.ACCEPTED, by=by)
    membership = _join(by.person, invitation.organisation, invitation.role, by=by, team=invitation.team)
    said = {
        "who": by.person.name,
        "organisation": invitation.organisation.name,
        "role": str(invitation.get_role_display()),
    }
    notify(invitation.invited_by, "invitation-accepted", key=f"invitation-accepted:{moved.pk}", context=said)
    return membership


@transaction.atomic
def withdraw(invitation: Invitation, *, by: Actor) -> None:
    """Take an invitation back before it is accepted."""
    lock(invitation)
    require(access.can_withdraw(by, invitation))
    move(invitation, Invitation.Status.WITHDRAWN, by=by)


@transaction.atomic
def end_membership(membership: Membership, *, by: Actor) -> None:
    """End a role today; the last who can manage an organisation has to find another first."""
    organisation = membership.organisation
    lock(organisation)
    lock(membership)
    require(access.can_end(by, membership))
    if membership.ended_on:
        raise RuleBroken(_("This role has ended already."))
    alike = organisation.memberships.live().in_role(membership.role).exclude(pk=membership.pk)
    if membership.role in MANAGERS and not alike.exists():
        raise RuleBroken(_("Nobody else could manage this organisation. Invite somebody for this role first."))
    membership.ended_on = timezone.localdate()
    membership.save(update_fields=["ended_on"])
    ended = record_entry(membership, "ended", by=by)
    _keep_admin_in_step(membership.account)
    if membership.account.email:
        said = {"organisation": organisation.name, "role": str(membership.get_role_display())}
        notify(membership.account, "membership-ended", key=f"membership-ended:{ended.pk}", context=said)


@transaction.atomic
def set_team(membership: Membership, team: str, *, by: Actor) -> None:
    """Whoever manages the organisation says in which team somebody works; nothing takes them out of theirs."""
    lock(membership)
    require(access.can_manage(by, membership.organisation))
    if membership.ended_on:
        raise RuleBroken(_("This role has ended already."))
    membership.team = _as_named(membership.organisation, team)
    membership.save(update_fields=["team"])
    record_entry(membership, "team-set", by=by)


def _as_named(organisation: Organisation, team: str) -> str:
    """A team is called as it is called already, however somebody types it now."""
    named = {each.casefold(): each for each in organisation.memberships.live().teams()}
    typed = " ".join(team.split())
    return named.get(typed.casefold(), typed)


@transaction.atomic
def reset_second_step(account: User, *, by: Actor) -> None:
    """For a lost phone: the old codes stop, every sign-in ends, and the next one has to set up a new second step."""
    lock(account)
    require(access.can_reset_second_step(by, account))
    Authenticator.objects.filter(user=account).delete()
    for session in UserSession.objects.filter(user=account):
        session.end()
    entry = record_entry(account, "second-step-reset", by=by)
    if account.email:
        notify(account, "second-step-reset", key=f"second-step-reset:{entry.pk}")


@transaction.atomic
def make_token(organisation: Organisation, name: str, scopes: list[str], *, by: Actor) -> tuple[Token, str]:
    """A key for another system; the secret is in the answer and nowhere else."""
    lock(organisation)
    require(access.can_make_token(by, organisation))
    if not scopes or not set(scopes) <= set(Token.Scope.values):
        raise RuleBroken(_("Choose what the key may do."))
    secret = f"jr_{secrets.token_urlsafe(32)}"
    token = Token.objects.create(
        organisation=organisation, name=name, scopes=sorted(scopes), digest=digest(secret), created_by=by.person
    )
    record_entry(token, "made", by=by)
    return token, secret


@transaction.atomic
def revoke_token(token: Token, *, by: Actor) -> None:
    """Stop a key from working, at once."""
    lock(token)
    require(access.can_revoke_token(by, token))
    if token.revoked_at:
        raise RuleBroken(_("This key does not work any more already."))
    token.revoked_at = timezone.now()
    token.save(update_fields=["revoked_at"])
    record_entry(token, "revoked", by=by)


def use_token(secret: str) -> Token | None:
    """The key that works, with the day noted on which it was last used, or None."""
    token = Token.objects.live().of_secret(secret).select_related("organisation").first()
    today = timezone.localdate()
    if token and token.last_used_on != today:
        Token.objects.filter(pk=token.pk).update(last_used_on=today)
    return token


def withdraw_unused_invitations() -> None:
    """Take back, one by one, the invitations that nobody accepted in time."""
    for invitation in Invitation.objects.expired()[:500]:
        with suppress(RuleBroken):  # answered or taken back at this very moment
            withdraw(invitation, by=system(UNUSED_INVITATION))


def _check_role(organisation: Organisation, role: str) -> None:
    if role not in ROLES_OF_KIND[organisation.kind]:
        raise RuleBroken(_("Nobody can have that role in this kind of organisation."))


def _join(account: User, organisation: Organisation, role: str, *, by: Actor, team: str = "") -> Membership:
    """The live membership, made if there is none."""
    live = organisation.memberships.live().filter(account=account, role=role).first()
    membership = live or Membership.objects.create(account=account, organisation=organisation, role=role, team=team)
    if not live:
        record_entry(membership, "joined", by=by)
    _keep_admin_in_step(account)
    return membership


def _keep_admin_in_step(account: User) -> None:
    """Operators, and only they, may read the admin pages."""
    account.is_staff = account.memberships.live().in_role(Role.OPERATOR).exists()
    account.save(update_fields=["is_staff"])
