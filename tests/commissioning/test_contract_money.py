"""The page of a contract leads to its invoices, its visits and the account; and an invoice leads to its contract."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commissioning import actions
from commissioning.models import Contract, Invoice
from marketplace.accounts.ids import uuid7
from tests.commissioning.making_contracts import agreed, let, ordered
from tests.commissioning.making_payees import entered
from tests.people import acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def lunches(nottingham, cooking, amina, connor) -> Contract:
    """£240 for a lunch club."""
    return agreed(nottingham, cooking, connor, amina)


def invoiced(contract: Contract, connor, amina) -> Invoice:
    """One more lunch happened, and Amina sent her invoice."""
    order = ordered(contract, connor)
    actions.confirm_call_off(order, by=acting(connor))
    return actions.send_call_offs(contract, [order.pk], shown_pence=order.pence, key=uuid7(), by=acting(amina))


def page(client, who, contract: Contract) -> str:
    client.force_login(who)
    answer = client.get(reverse("commissioning:contract", args=[contract.pk]))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_both_sides_and_finance_read_what_is_paid_and_left(client, lunches, amina, connor, fiona, paid_account):
    invoice = invoiced(lunches, connor, amina)
    Invoice.objects.filter(pk=invoice.pk).update(paid_pence=1_500)
    sums = "Paid so far: £15. Invoiced: £20 of £240, so £220 is left."
    for who, name in ((amina, "my-invoice"), (connor, "invoice"), (fiona, "invoice")):
        shown = page(client, who, lunches)
        assert sums in shown and f'href="{reverse(f"commissioning:{name}", args=[invoice.pk])}"' in shown


def test_who_only_lets_contracts_reads_the_sum_and_does_not_open_the_invoice(client, lunches, amina, connor, sam):
    invoice = invoiced(lunches, connor, amina)
    shown = page(client, sam, lunches)
    assert f"Invoice {invoice.number}" in shown and str(invoice.pk) not in shown


def test_an_invoice_that_was_sent_back_is_shown_and_not_counted(client, lunches, amina, connor, fiona):
    actions.reject_invoice(invoiced(lunches, connor, amina), "Twice the same.", by=acting(fiona))
    shown = page(client, amina, lunches)
    assert "sent back" in shown and "Invoiced: £0 of £240, so £240 is left." in shown


def test_an_invoice_leads_both_sides_to_its_contract(client, lunches, amina, connor, fiona):
    invoice = invoiced(lunches, connor, amina)
    link = f'href="{reverse("commissioning:contract", args=[lunches.pk])}"'
    for who, name in ((amina, "my-invoice"), (fiona, "invoice"), (connor, "invoice")):
        client.force_login(who)
        assert link in client.get(reverse(f"commissioning:{name}", args=[invoice.pk])).content.decode()


def test_finance_goes_from_the_contract_to_the_account_that_nobody_checked(
    client, nottingham, cooking, amina, connor, fiona
):
    made = let(nottingham, cooking, connor)
    assert "There is no bank account yet." in page(client, fiona, made)
    account = entered(cooking.enterprise, amina)
    check = f'href="{reverse("commissioning:payee", args=[account.pk])}"'
    assert check in page(client, fiona, made)
    assert check not in page(client, connor, made), "who lets it reads why, and does not check it"


def test_amina_goes_from_the_contract_to_her_account_until_it_is_checked(
    client, good_company, nottingham, cooking, amina, worker, connor, request
):
    made = let(nottingham, cooking, connor)
    bank = f'href="{reverse("commissioning:my-bank")}"'
    main = page(client, amina, made).partition("<main")[2]
    assert bank in main and "There is no bank account yet." in main
    request.getfixturevalue("paid_account")
    assert bank not in page(client, amina, made).partition("<main")[2]


def test_the_page_of_a_contract_asks_as_often_for_three_invoices_as_for_one(client, lunches, amina, connor, fiona):
    taken = []
    for _more in range(3):
        invoiced(lunches, connor, amina)
        for who in (fiona, amina):
            page(client, who, lunches)
            with CaptureQueriesContext(connection) as seen:
                page(client, who, lunches)
            taken.append((who.pk, len(seen)))
    assert len(set(taken)) == 2, taken
