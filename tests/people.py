"""The people in our tests. Each has a name and one role, so that a failing test reads as a sentence."""

from functools import cache

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password

from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.organisations.models import Organisation, Role
from tests.factories import EnterpriseFactory, MembershipFactory, OrganisationFactory, council

PASSWORD = "a long enough password"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@cache
def hashed() -> str:
    """Everybody's password, hashed once: Argon2 takes its time on purpose."""
    return make_password(PASSWORD)


def person(name: str, *, role: str | None = None, organisation: Organisation | None = None, **fields) -> User:
    """An account with a checked e-mail, and the second step when the role asks for one."""
    user = User.objects.create(email=f"{name}@example.org", password=hashed(), name=name.capitalize(), **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if role:
        MembershipFactory(account=user, organisation=organisation, role=role)
    if role and role not in (Role.OWNER, Role.WORKER, Role.PERSON):
        TOTP.activate(user, SECRET)
    assert Authenticator.objects.filter(user=user).count() <= 1
    return user


def acting(user: User) -> Actor:
    return Actor(account=user)


@pytest.fixture
def nottingham(db):
    return council()


@pytest.fixture
def leeds(db):
    return council("Leeds City Council", "E08000035")


@pytest.fixture
def good_company(db):
    """Amina's enterprise."""
    return EnterpriseFactory(organisation__name="Good Company")


@pytest.fixture
def amina(good_company):
    """Runs a micro-enterprise."""
    return person("amina", role=Role.OWNER, organisation=good_company.organisation)


@pytest.fixture
def worker(good_company):
    """Works in Amina's enterprise."""
    return person("wanda", role=Role.WORKER, organisation=good_company.organisation)


@pytest.fixture
def ben(nottingham):
    """Has a personal budget."""
    return person("ben", role=Role.PERSON, organisation=nottingham)


@pytest.fixture
def sam(nottingham):
    """A social worker."""
    return person("sam", role=Role.SOCIAL_WORKER, organisation=nottingham)


@pytest.fixture
def connor(nottingham):
    """Commissions for the council."""
    return person("connor", role=Role.COMMISSIONER, organisation=nottingham)


@pytest.fixture
def lena(leeds):
    """Commissions for another council."""
    return person("lena", role=Role.COMMISSIONER, organisation=leeds)


@pytest.fixture
def fiona(nottingham):
    """A finance officer."""
    return person("fiona", role=Role.FINANCE, organisation=nottingham)


@pytest.fixture
def hal(db):
    """Works for a charity that holds money for people."""
    trust = OrganisationFactory(kind=Organisation.Kind.FUND_HOLDER, name="Trent Trust")
    return person("hal", role=Role.FUND_HOLDER, organisation=trust)


@pytest.fixture
def cat(nottingham):
    """An enterprise adviser."""
    return person("cat", role=Role.ADVISER, organisation=nottingham)


@pytest.fixture
def olu(db):
    """Runs the site."""
    home = OrganisationFactory(kind=Organisation.Kind.OPERATOR, name="Just Right")
    user = person("olu", role=Role.OPERATOR, organisation=home)
    user.is_staff = True
    user.save()
    return user


@pytest.fixture
def olive(db):
    """An outsider: signed in, runs another enterprise, must see nothing of Amina's."""
    other = EnterpriseFactory(organisation__name="Olive's Odd Jobs")
    return person("olive", role=Role.OWNER, organisation=other.organisation)
