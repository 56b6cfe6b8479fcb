"""Who may do what in an organisation. Rights are the union of live memberships, each for a named organisation."""

from allauth.account.models import EmailAddress

from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.organisations.models import (
    MANAGERS,
    ROLES_OF_KIND,
    STAFF_ROLES,
    Invitation,
    Membership,
    Organisation,
    Role,
    Token,
)
from marketplace.workflow.models import Entry

SEE_MEMBERS = (*STAFF_ROLES, Role.OWNER, Role.WORKER)


def holds(actor: Actor, *roles: str, organisation: Organisation | None = None) -> bool:
    """Whether the actor has one of the roles now, in that organisation if one is named."""
    if actor.account is None or not actor.account.is_active:
        return False
    found = actor.account.memberships.live().in_role(*roles)
    return (found if organisation is None else found.filter(organisation=organisation)).exists()


def holds_key(actor: Actor, scope: str, organisation: Organisation) -> bool:
    """Whether the actor is a key of this very organisation that still works and may do this."""
    if actor.token is None or actor.organisation != organisation.pk or scope not in actor.scopes:
        return False
    return Token.objects.live().filter(pk=actor.token, organisation=organisation, scopes__contains=[scope]).exists()


def is_staff(actor: Actor) -> bool:
    """Whether the actor works for a council, the NHS or the operator: these need a second step to sign in."""
    return holds(actor, *STAFF_ROLES)


def can_see_members(actor: Actor, organisation: Organisation) -> bool:
    """Whoever works there; people who draw on support there do not see each other."""
    return can_manage(actor, organisation) or holds(actor, *SEE_MEMBERS, organisation=organisation)


def can_manage(actor: Actor, organisation: Organisation) -> bool:
    """Owners manage an enterprise or group, commissioners their council, fund holders theirs, operators any."""
    return holds(actor, Role.OPERATOR) or holds(actor, *MANAGERS, organisation=organisation)


def can_found(actor: Actor, kind: str) -> bool:
    """Anybody signed in starts an enterprise or a group; all others are let in by the operator."""
    if kind in (Organisation.Kind.ENTERPRISE, Organisation.Kind.COMMUNITY):
        return actor.is_signed_in or bool(actor.rule)
    return holds(actor, Role.OPERATOR) or bool(actor.rule)


def can_invite(actor: Actor, organisation: Organisation, role: str) -> bool:
    """Whoever manages it; and whoever began it for somebody else invites that first owner."""
    allowed = can_manage(actor, organisation) or (role == Role.OWNER and began_for_another(actor, organisation))
    return role in ROLES_OF_KIND[organisation.kind] and allowed


def began_for_another(actor: Actor, organisation: Organisation) -> bool:
    """Whether the actor began it and nobody has joined it yet: they write for somebody else."""
    if actor.account is None or not actor.account.is_active or organisation.memberships.exists():
        return False
    begun = Entry.objects.filter(subject_type=organisation._meta.label_lower, subject_id=organisation.pk, what="made")
    return begun.filter(account=actor.account).exists()


def can_accept(actor: Actor, invitation: Invitation) -> bool:
    """Only the person whose e-mail it was sent to, once they have shown that the e-mail is theirs."""
    account = actor.account
    if account is None or not account.is_active:
        return False
    theirs = EmailAddress.objects.filter(user_id=account.pk, verified=True)
    return theirs.filter(email__iexact=invitation.email).exists()


def can_withdraw(actor: Actor, invitation: Invitation) -> bool:
    return bool(actor.rule) or can_manage(actor, invitation.organisation)


def can_end(actor: Actor, membership: Membership) -> bool:
    """Whoever manages the organisation, and the person themselves."""
    is_theirs = actor.account is not None and actor.account.pk == membership.account_id
    return is_theirs or can_manage(actor, membership.organisation)


def can_reset_second_step(actor: Actor, account: User) -> bool:
    """An operator who has made sure by phone who it is; never for themselves."""
    return holds(actor, Role.OPERATOR) and actor.person.pk != account.pk


def can_make_token(actor: Actor, organisation: Organisation) -> bool:
    return can_manage(actor, organisation)


def can_revoke_token(actor: Actor, token: Token) -> bool:
    return can_manage(actor, token.organisation)
