"""A worked example for whoever keeps the accounts: an invoice, each posting of it, and what the pot says after it."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from budgets.models import Account, Line
from budgets.reconciling import gaps
from budgets.weeks import pence_of
from commissioning import actions
from commissioning.invoicing import due_on, fast_on, query_by
from commissioning.models import Invoice, PayerSettings, Payment, PaymentRun
from marketplace.accounts.ids import uuid7
from tests.commissioning.making_invoices import ask, send
from tests.commissioning.paying import BY
from tests.people import acting

pytestmark = pytest.mark.django_db


def pounds(text: str) -> int:
    return pence_of(Decimal(text.replace(",", "")))


def holds(kind: str) -> tuple[int, int]:
    """What is in it, and what of it is promised."""
    found = Account.objects.get(kind=kind)
    return found.posted, found.pending


def postings(payment) -> list[tuple[str, str, int]]:
    """What stands in the books of a payment: kind of entry, account, pence."""
    lines = Line.objects.filter(posting__source_id=payment.pk).select_related("posting", "account")
    rows = lines.order_by("posting__effective_on", "posting__pk", "pence")
    return [(line.posting.entry_type, line.account.kind, line.pence) for line in rows]


def test_days_of_an_invoice(doreens, amina):
    """
    Confirmed: Monday 2, Thursday 5, Monday 9 March 2026            3 x 18.00 = 54.00
    Received on Thursday 12 March
      the law: 30 days, the 12th is the first                            by 10 April
      fast: 5 working days                                               by 19 March
      queries: 7 days                                                    by 19 March
    """
    invoice, came = send(doreens, amina), date(2026, 3, 12)
    assert invoice.gross_pence == pounds("54.00")
    assert invoice.due_on == due_on(came) == date(2026, 4, 10)
    assert invoice.fast_on == fast_on(came) == date(2026, 3, 19)
    assert invoice.query_by == query_by(came) == date(2026, 3, 19)


def test_an_invoice(doreens, amina, fiona, raj, nottingham, paid_account):
    """
    Doreen's budget, paid by the council: four weeks of 50.00                   200.00
    promised: eight visits of 18.00                                             144.00
    Invoice 1 asks for three of them                                             54.00

    Fiona asks about 6.00 of the third visit: 48.00 is clear.
      visits keep      6.00 promised for the third
      payment 1       48.00 promised                    54.00 - 6.00 = 48.00
      promised in all: 144.00, as before

    Amina gives up 2.00 (credit note 2), and Fiona is content with the rest.
      payment 2        4.00 promised                     6.00 - 2.00 =  4.00
      promised in all: 144.00 - 2.00 = 142.00

    Both are sent:    council-managed  - 52.00    clearing   + 52.00
    Both arrive:      clearing         - 52.00    enterprise + 52.00
    In the pot 148.00; promised 142.00 - 52.00 = 90.00, five visits of 18.00. Clearing: nothing.
    """
    PayerSettings.objects.create(body=nottingham, straight_through_pence=100)
    assert holds("council-managed") == (pounds("200.00"), pounds("144.00"))
    invoice = _with_a_question(doreens, amina, fiona)
    assert holds("council-managed") == (pounds("200.00"), pounds("142.00"))
    _leaves(invoice, nottingham, paid_account)
    assert holds("clearing") == (pounds("52.00"), 0)
    _arrives(invoice)
    assert holds("council-managed") == (pounds("148.00"), pounds("90.00"))
    assert holds("clearing") == (0, 0) and holds("enterprise")[0] == pounds("52.00")
    invoice.refresh_from_db()
    assert invoice.status == "paid" and list(gaps()) == []


def _with_a_question(doreens, amina, fiona) -> Invoice:
    invoice = send(doreens, amina)
    query = ask(invoice, fiona, pence=pounds("6.00"), line=invoice.lines.last())
    assert invoice.payments.get().pence == pounds("48.00")
    assert holds("council-managed") == (pounds("200.00"), pounds("144.00"))
    actions.answer_query(query, "Ten minutes less.", pounds("2.00"), by=acting(amina))
    actions.resolve_query(query, by=acting(fiona))
    invoice.refresh_from_db()
    assert invoice.credit_notes.get().gross_pence == pounds("2.00")
    assert [each.pence for each in invoice.payments.order_by("part")] == [pounds("48.00"), pounds("4.00")]
    return invoice


def _leaves(invoice, nottingham, account) -> None:
    """In a run that two people approved."""
    facts = {"number": "R1", "rail": "bank", "profile": "bacs", "pay_on": timezone.localdate()}
    run = PaymentRun.objects.create(body=nottingham, **facts)
    for payment in invoice.payments.order_by("part"):
        Payment.objects.filter(pk=payment.pk).update(run=run, status="in-run", account=account)
        Payment.objects.filter(pk=payment.pk).update(status="locked")
        actions.send_payment(Payment.objects.get(pk=payment.pk), by=BY)
    Invoice.objects.filter(pk=invoice.pk).update(status="in-run")


def _arrives(invoice) -> None:
    for payment in invoice.payments.order_by("part"):
        actions.payment_arrived(payment, timezone.localdate(), by=BY)
        rows = {("payment-arrived", "clearing", -payment.pence), ("payment-arrived", "enterprise", payment.pence)}
        assert set(postings(payment)) >= rows


def test_an_invoice_with_vat(doreens, amina, good_company, paid_account):
    """
    Amina is registered for VAT at the standard rate; what was agreed has the VAT in it.
    Each visit   18.00 x 20/120 =  3.00 VAT     18.00 - 3.00 = 15.00 net
    Three        VAT 9.00    net 45.00    gross 54.00
    """
    told = {"vat": "standard", "vat_number": "GB123456782", "prefix": ""}
    actions.set_invoicing(good_company, told, by=acting(amina))
    invoice = send(doreens, amina)
    assert [(line.net_pence, line.vat_pence) for line in invoice.lines.all()] == [(1_500, 300)] * 3
    assert (invoice.net_pence, invoice.vat_pence) == (pounds("45.00"), pounds("9.00"))
    assert invoice.gross_pence == pounds("54.00") and invoice.status == "approved"
    note = actions.credit_invoice(invoice, pounds("6.00"), "Less", key=uuid7(), by=acting(amina))
    assert (note.net_pence, note.vat_pence) == (pounds("5.00"), pounds("1.00"))
