"""Who can sign in to the demonstration: one person for each role, all with one easy password."""

import base64
import hashlib
import hmac
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.auth.hashers import make_password

from marketplace.accounts.models import User
from marketplace.organisations.models import STAFF_ROLES, Membership, Organisation, Role
from providers.demonstration.areas import LEEDS, NOTTINGHAM, NOTTINGHAMSHIRE, SOMERSET

PASSWORD = "kettle-and-toast"  # noqa: S105 (of invented people, in the demonstration only)
DOMAIN = "demo.justright.example"
HEALTH_CENTRE = "Sherwood Rise Health Centre"
TRUST = "Trent Vale Independent Living Trust"
COUNCILS = {
    NOTTINGHAM: ("Nottingham City Council", 5),
    NOTTINGHAMSHIRE: ("Nottinghamshire County Council", 5),
    LEEDS: ("Leeds City Council", 5),
    SOMERSET: ("Somerset Council", 8),
}
NO_ROLE = ""  # somebody who only helps another
LARGER = "a larger provider"


@dataclass(frozen=True)
class Member:
    """An invented person with an account: role at each of some bodies (a council's code, or a name)."""

    slug: str
    name: str
    role: str
    at: tuple[str, ...]
    comes_to: str

    @property
    def email(self) -> str:
        return f"{self.slug}@{DOMAIN}"


CAST = (
    Member("amina", "Amina Yusuf", Role.OWNER, ("Good Company",), "runs Good Company in Sherwood"),
    Member("olive", "Olive Hargreave", Role.OWNER, ("Threads and Tea",), "runs Threads and Tea in Leeds"),
    Member("worker", "Wes Tagg", Role.WORKER, (LARGER,), "works for a larger provider"),
    Member("ben", "Ben Hallam", Role.PERSON, (NOTTINGHAMSHIRE,), "looks for help for himself"),
    Member("dora", "Dora Marlow", NO_ROLE, (), "helps her mother Edith"),
    Member("sam", "Sam Okafor", Role.SOCIAL_WORKER, (NOTTINGHAMSHIRE,), "is a social worker"),
    Member("grace", "Dr Grace Adeyemi", Role.GP, (HEALTH_CENTRE,), "is a GP"),
    Member("lin", "Lin Cheung", Role.LINK_WORKER, (HEALTH_CENTRE,), "is a link worker"),
    Member("connor", "Connor Walsh", Role.COMMISSIONER, (NOTTINGHAM, NOTTINGHAMSHIRE), "lists enterprises"),
    Member("fiona", "Fiona Clarke", Role.FINANCE, (NOTTINGHAM, NOTTINGHAMSHIRE), "pays invoices"),
    Member("hazel", "Hazel Birkin", Role.FUND_HOLDER, (TRUST,), "holds money for people at a small charity"),
    Member("raj", "Raj Mistry", Role.FINANCE, (NOTTINGHAM, NOTTINGHAMSHIRE), "confirms what Fiona checked"),
    Member("cat", "Cat Morley", Role.ADVISER, (NOTTINGHAM, NOTTINGHAMSHIRE), "helps new enterprises to begin"),
    Member("leeds", "Leah Firth", Role.COMMISSIONER, (LEEDS,), "lists enterprises in Leeds"),
    Member("somerset", "Simon Vowles", Role.COMMISSIONER, (SOMERSET,), "lists enterprises in Somerset"),
    Member("olu", "Olu Balogun", Role.OPERATOR, ("operator",), "runs the site"),
)
BY_EMAIL = {member.email: member for member in CAST}


def bodies() -> dict[str, Organisation]:
    """The councils, the NHS body, the fund holder and the operator, by council code or name; made when missing."""
    found = {}
    for code, (name, limit) in COUNCILS.items():
        facts = {"name": name, "micro_limit": limit, "kind": Organisation.Kind.COUNCIL}
        found[code], _new = Organisation.objects.get_or_create(council_code=code, defaults=facts)
    found[HEALTH_CENTRE], _new = Organisation.objects.get_or_create(name=HEALTH_CENTRE, kind=Organisation.Kind.NHS)
    found[TRUST], _new = Organisation.objects.get_or_create(name=TRUST, kind=Organisation.Kind.FUND_HOLDER)
    operator = Organisation.objects.filter(kind=Organisation.Kind.OPERATOR).first()
    found["operator"] = operator or Organisation.objects.create(
        kind=Organisation.Kind.OPERATOR, name=settings.SITE_OPERATOR
    )
    return found


def enrol(where: dict[str, Organisation], *, roles: frozenset[str] | None = None) -> dict[str, User]:
    """Accounts of the cast with memberships and, for staff, the second step of sign-in; only these roles, if given."""
    password = make_password(PASSWORD)
    chosen = [member for member in CAST if roles is None or member.role in roles]
    return {member.slug: _enrol(member, where, password) for member in chosen}


def _enrol(member: Member, where: dict[str, Organisation], password: str) -> User:
    user = account_of(member, password)
    for key in member.at:
        Membership.objects.get_or_create(account=user, organisation=where[key], role=member.role, ended_on=None)
    if member.role in STAFF_ROLES and not Authenticator.objects.filter(user=user).exists():
        TOTP.activate(user, second_step_of(member))
    return user


def account_of(member: Member, password: str) -> User:
    """The account, with an e-mail that was checked."""
    facts = {"name": member.name, "password": password, "is_staff": member.role == Role.OPERATOR}
    user, _new = User.objects.update_or_create(email=member.email, defaults=facts)
    EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    return user


def owners() -> dict[str, User]:
    """Accounts of those who own an enterprise, by e-mail; their memberships come with the enterprises."""
    password = make_password(PASSWORD)
    return {member.email: account_of(member, password) for member in CAST if member.role == Role.OWNER}


def second_step_of(member: Member) -> str:
    """The secret of somebody's codes: the same again on this site, and unlike that of any other."""
    made = hmac.new(settings.SECRET_KEY.encode(), f"second step of {member.slug}".encode(), hashlib.sha256).digest()
    return base64.b32encode(made[:20]).decode()


def lines() -> list[str]:
    """Who can sign in, one to a line."""
    told = ["Who can sign in (invented people; the demonstration only):"]
    for member in CAST:
        codes = "  code at /mailbox/" if member.role in STAFF_ROLES else ""
        told.append(f"  {member.email:<33} {member.name.split()[0] if member.slug != 'grace' else 'Grace':<7}"
                    f"{member.comes_to}{codes}")  # fmt: skip
    return [*told, f"  Password of them all: {PASSWORD}"]
