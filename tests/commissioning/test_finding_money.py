"""Everybody finds the pages of money from where they are, and an owner is told what waits for them."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from budgets.models import Person
from commissioning.models import ContractVersion
from tests.commissioning.making_speed import asked, came, contract_of, paid
from tests.commissioning.rows_invoices import bare_invoice
from tests.factories import ServiceFactory

pytestmark = pytest.mark.django_db
NOW = "2026-11-20T09:00:00+00:00"


@pytest.fixture
def service(good_company):
    return ServiceFactory(enterprise=good_company, listed=True)


def page(name: str, somebody=None, **asked_for) -> str:
    client = Client()
    if somebody:
        client.force_login(somebody)
    return client.get(reverse(name), asked_for).content.decode()


def link(name: str) -> str:
    return f'href="{reverse(name)}'


def test_payments_and_their_speed_lead_to_each_other(fiona):
    assert link("commissioning:speed") in page("commissioning:payments", fiona)
    assert link("commissioning:payments") in page("commissioning:speed", fiona)


def test_open_books_stand_in_the_foot_of_every_page():
    assert link("commissioning:open-books") in page("home")


def test_olu_finds_the_bank_rate_and_fiona_reads_who_writes_it_down(nottingham, service, connor, fiona, olu):
    assert link("commissioning:rates") in page("account", olu)
    assert link("commissioning:rates") not in page("account", fiona)
    paid(came(contract_of(nottingham, service, connor), date(2026, 8, 3)), 89)
    with time_machine.travel(NOW, tick=False):
        shown = page("commissioning:speed-late", fiona)
    assert "a Bank Rate is missing. Whoever runs this site (Just Right) writes it down" in shown


def test_ben_finds_his_bills_on_his_account_page_once_he_has_one(nottingham, service, ben):
    assert link("commissioning:my-bills") not in page("account", ben)
    person = Person.objects.create(organisation=nottingham, account=ben, name="Ben Hall", outcode="NG5")
    bare_invoice(service, person, payer="person")
    assert link("commissioning:my-bills") in page("account", ben)


@time_machine.travel(NOW, tick=False)
def test_amina_is_told_that_a_contract_and_an_invoice_wait_for_her(nottingham, service, connor, amina, fiona):
    assert "Nothing waits for you." in page("providers:my", amina)
    contract = contract_of(nottingham, service, connor)
    asked(came(contract, date(2026, 11, 10), status="queried"), fiona, date(2026, 11, 12))
    shown = page("providers:my", amina)
    assert "One thing waits for you." in shown
    assert "One question about an invoice waits for you" in shown
    version = ContractVersion.objects.create(
        contract=contract, number=1, value_pence=1_000, regime="below-threshold", proposed_by=connor,
        buyer_by=connor, buyer_at="2026-11-19T09:00:00+00:00",
    )  # fmt: skip
    shown = page("providers:my", amina)
    assert "2 things wait for you." in shown
    assert "One contract waits for your yes" in shown
    version.refused_at = version.buyer_at
    version.save()
    assert "One contract waits" not in page("providers:my", amina)


def test_a_worker_is_not_told_of_what_only_the_owner_answers(nottingham, service, connor, worker, fiona):
    asked(came(contract_of(nottingham, service, connor), date(2026, 11, 10), status="queried"), fiona,
          date(2026, 11, 12))  # fmt: skip
    assert "Nothing waits for you." in page("providers:my", worker)
