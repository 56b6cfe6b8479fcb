"""Money on its way: a council that pays, who works there, a checked account, and what an enterprise is owed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from budgets import actions as budgets
from budgets.models import Person, Visit
from commissioning.invoicing import due_on, fast_on, query_by
from commissioning.models import BankAccount, Invoice, InvoiceLine, PayeeCheck, PayerSettings
from marketplace.accounts.actors import system
from marketplace.organisations.models import Role
from tests.budgets.making import agreement_of, budget_of, limit_of
from tests.factories import ServiceFactory, UserFactory
from tests.people import acting, person

BY = system("test")
MONDAY = "2026-03-02T09:00:00+00:00"


@pytest.fixture
def raj(nottingham):
    """The second finance officer."""
    return person("raj", role=Role.FINANCE, organisation=nottingham)


@pytest.fixture
def pays(nottingham):
    """Nottingham sends the bank a file from here."""
    return PayerSettings.objects.create(
        body=nottingham, rail="bank", payer_name="Nottingham City Council", payer_sort_code="200000",
        payer_number="55779911", cost_centre="AC100", subjective_code="4410", proposed_by=UserFactory(),
        account_confirmed_by=UserFactory(),
    )  # fmt: skip


@pytest.fixture
def doreen(nottingham, sam):
    """Sam is her named worker; the council pays for her."""
    limit_of(nottingham, "social_worker", 2_000_000, sam)
    return Person.objects.create(organisation=nottingham, named_worker=sam, name="Doreen Marsh", outcode="NG5")


@pytest.fixture
def cooking(good_company, amina):
    return ServiceFactory(enterprise=good_company, listed=True)


def ordered(who: Person, service, owner, worker, *, way="council-managed", pence=5_000, **terms):
    """Eight visits in four weeks, each £18, that the council ordered."""
    version = budget_of(who, worker, pence, days=0, ways=[{"mechanism": way, "weekly_pence": pence}])
    agreement = agreement_of(who, service, owner, worker, version=version, **terms)
    budgets.plan_visits(agreement, by=BY)
    return agreement


def happened(agreement, number: int = 1, *, by) -> list[Visit]:
    """So many of the visits whose time has come happened, as somebody says who was told."""
    found = list(agreement.visits.with_agreement().unsaid(timezone.now())[:number])
    assert len(found) == number, "travel in time first"
    for visit in found:
        budgets.confirm(visit, how="call", by=acting(by))
    return found


def account_of(enterprise, entered_by, *, days_ago=10, **facts) -> BankAccount:
    """Entered some days ago, and in use."""
    then = timezone.now() - timedelta(days=days_ago)
    facts = {"name": enterprise.name if enterprise else ""} | facts
    said = {"sort_code": "089999", "number": "66374958", "digest": "0" * 64, "fits": "fits"}
    made = {"entered_by": entered_by, "entered_at": then, "usable_from": then + timedelta(days=2), "status": "current"}
    return BankAccount.objects.create(enterprise=enterprise, **said | made | facts)


def checked(account: BankAccount, body, one, other) -> PayeeCheck:
    """Two people of the body are sure of it."""
    now = timezone.now()
    facts = {"checked_by": one, "confirmed_by": other, "confirmed_at": now, "supplier_number": "S-1001"}
    return PayeeCheck.objects.create(account=account, body=body, name_result="match", **facts)


def invoice_for(agreement, visits, *, number="1", by=BY, status="received", **facts) -> Invoice:
    """One line for each visit, as it comes."""
    today = timezone.localdate()
    person, enterprise = agreement.person, agreement.service.enterprise
    found = budgets.note_invoiced(agreement, visits, by=by)
    sums = sum(visit.due_pence or 0 for visit in found)
    made = Invoice.objects.create(
        enterprise=enterprise, agreement=agreement, person=person, payer="body", body=person.organisation,
        source="visits", number=number, number_key=number, order_number=agreement.reference, invoiced_on=today,
        starts_on=found[0].on, ends_on=found[-1].on, net_pence=sums, gross_pence=sums, undisputed_pence=sums,
        due_on=due_on(today), fast_on=fast_on(today), query_by=query_by(today), status=status, **facts,
    )  # fmt: skip
    for place, visit in enumerate(found, 1):
        InvoiceLine.objects.create(
            invoice=made, place=place, visit=visit, words="Visit", on=visit.on, unit_pence=visit.due_pence,
            net_pence=visit.due_pence,
        )  # fmt: skip
    return made
