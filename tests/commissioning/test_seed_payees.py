"""The demonstration's bank accounts: one of each kind, and no more when it is sown twice."""

import pytest
from django.core.management import CommandError, call_command

from commissioning import actions
from commissioning.models import AnswerLine, BankAccount, Contract, Invoice, PayeeCheck, PayerSettings, PaymentRun
from marketplace.accounts.ids import uuid7
from marketplace.organisations.models import Role
from providers.management import cast
from providers.models import Enterprise
from tests.factories import EnterpriseFactory, MembershipFactory, ServiceFactory
from tests.people import acting, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def nottingham(settings):
    """Nottingham with its people, Good Company, and three enterprises that asked for a grant."""
    settings.DEMO = True
    bodies = cast.bodies()
    people = cast.enrol(bodies, roles=frozenset({Role.FINANCE, Role.COMMISSIONER, Role.FUND_HOLDER}))
    council = bodies[cast.NOTTINGHAM]
    good = EnterpriseFactory(organisation__name="Good Company", is_invented=True)
    MembershipFactory(
        account=cast.owners()["amina@demo.justright.example"], organisation=good.organisation, role="owner"
    )
    facts = {"is_open": True, "most_pence": 50_000, "adviser_pence": 20_000, "words": ""}
    actions.set_scheme(council, by=acting(people["connor"]), **facts)
    for name in ("ada", "bea", "cyd"):
        enterprise = EnterpriseFactory(organisation__name=f"{name.title()}'s")
        owner = person(name, role=Role.OWNER, organisation=enterprise.organisation)
        service = ServiceFactory(enterprise=enterprise, listed=True, council_code=council.council_code)
        start = actions.ask_for_help(service, by=acting(owner))
        actions.apply_for_grant(start, 9_000, "A course.", key=uuid7(), by=acting(owner))
    return council


def test_each_page_about_accounts_has_something_to_show(nottingham):
    for _n in range(2):
        call_command("seed_payees", verbosity=0)
    theirs = BankAccount.objects.paid_by([nottingham])
    waiting = theirs.filter(status="waiting")
    assert theirs.in_use().count() == 2 and waiting.count() == 3
    assert theirs.unchecked_by([nottingham]).count() == 2
    assert PayeeCheck.objects.waiting().count() == 1
    assert sum(BankAccount.objects.before(each).exists() for each in waiting) == 1
    trust = BankAccount.objects.get(holder__name=cast.TRUST)
    assert trust.status == "current" and trust.checks.confirmed().count() == 1
    assert PayerSettings.objects.get(body=nottingham).layout["columns"]


def test_payments_are_sent_beside_accounts_that_wait_and_in_the_words_of_this_council(nottingham):
    Enterprise.objects.update(is_invented=True)
    for name in ("dan", "eve", "flo", "gus", "hal"):
        enterprise = EnterpriseFactory(organisation__name=name.title(), is_invented=True)
        person(name, role=Role.OWNER, organisation=enterprise.organisation)
        ServiceFactory(enterprise=enterprise, listed=True, council_code=nottingham.council_code)
    for command in ("seed_payees", "seed_payments"):
        call_command(command, verbosity=0)
    assert sorted(PaymentRun.objects.values_list("status", flat=True)) == ["done", "made", "sent"]
    assert AnswerLine.objects.unclear().count() == 1
    assert all(Contract.objects.values_list("terms", flat=True)), "each contract can be read"


def test_every_approved_invoice_is_owed_and_every_enterprise_has_an_account_of_its_own(nottingham):
    cast.enrol(cast.bodies(), roles=frozenset({Role.OPERATOR}))
    Enterprise.objects.update(is_invented=True)
    for name in ("dan", "eve", "flo", "gus", "hal"):
        enterprise = EnterpriseFactory(organisation__name=name.title(), is_invented=True)
        person(name, role=Role.OWNER, organisation=enterprise.organisation)
        ServiceFactory(enterprise=enterprise, listed=True, council_code=nottingham.council_code)
    for command in ("seed_payees", "seed_payments", "seed_speed"):
        call_command(command, verbosity=0)
    approved = Invoice.objects.filter(status="approved")
    assert approved.exists() and not approved.filter(payments=None).exists()
    assert not BankAccount.objects.shared(BankAccount.objects.all()).exists()


def test_two_people_of_each_council_that_pays_can_act(nottingham):
    for code in (cast.NOTTINGHAM, cast.NOTTINGHAMSHIRE):
        assert cast.bodies()[code].memberships.live().in_role(Role.FINANCE).count() == 2


def test_it_is_only_for_the_demonstration(settings):
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("seed_payees", verbosity=0)
