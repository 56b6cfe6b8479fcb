"""Invoices with days of our choice: paid, late, queried or waiting, in one plain row each."""

from datetime import UTC, date, datetime, time, timedelta

from commissioning.actions.timing import note_time
from commissioning.invoicing import due_on, fast_on, query_by
from commissioning.models import Contract, Invoice, InvoiceQuery, Payment
from marketplace.organisations.models import Organisation
from providers.models import Service


def contract_of(body: Organisation, service: Service, somebody, **facts) -> Contract:
    """Offered by somebody of the body; not agreed, unless it is said."""
    number = facts.pop("number", f"PO-{Contract.objects.count() + 1}")
    made = {
        "purpose": "A weekly cooking group", "group": "Neighbours in Arnold", "starts_on": date(2026, 4, 1),
        "value_pence": 600_000, "regime": "below-threshold", "began_on": date(2026, 3, 1),
        "department": "Adult Care",
    }  # fmt: skip
    return Contract.objects.create(
        body=body, enterprise=service.enterprise, service=service, number=number, offered_by=somebody, **made | facts
    )


def agreed(contract: Contract, owner, on: date) -> Contract:
    Contract.objects.filter(pk=contract.pk).update(
        status="agreed", agreed_by=owner, agreed_at=datetime.combine(on, time(12), UTC)
    )
    contract.refresh_from_db()
    return contract


def came(contract: Contract, on: date, *, pence: int = 10_000, number: str = "", **facts) -> Invoice:
    """An invoice that waits."""
    number = number or f"INV-{Invoice.objects.count() + 1}"
    made = {
        "received_on": on, "received_at": datetime.combine(on, time(12), UTC), "invoiced_on": on, "starts_on": on,
        "ends_on": on, "net_pence": pence, "gross_pence": pence, "due_on": due_on(on), "fast_on": fast_on(on),
        "query_by": query_by(on), "team": "North", "source": "by-hand", "payer": "body", "body": contract.body,
        "enterprise": contract.enterprise, "contract": contract, "order_number": contract.number,
    }  # fmt: skip
    return Invoice.objects.create(number=number, number_key=number, **made | facts)


def asked(invoice: Invoice, by, first: date, last: date | None = None) -> InvoiceQuery:
    facts = {"resolved_by": by, "resolved_at": datetime.combine(last, time(12), UTC)} if last else {}
    raised = datetime.combine(first, time(11), UTC)
    return InvoiceQuery.objects.create(
        invoice=invoice, words="Which visit?", disputed_pence=100, raised_by=by, raised_at=raised, **facts
    )


def paid(invoice: Invoice, after_days: int) -> Invoice:
    """So many days after it came, with its time written down."""
    on = invoice.received_on + timedelta(days=after_days)
    Invoice.objects.filter(pk=invoice.pk).update(
        status="paid", paid_on=on, approved_pence=invoice.gross_pence, paid_pence=invoice.gross_pence,
        approved_rule="test", approved_at=datetime.combine(on, time(9), UTC),
    )  # fmt: skip
    invoice.refresh_from_db()
    note_time(invoice)
    return invoice


def arrived(invoice: Invoice) -> Payment:
    """The payment of an invoice that is paid."""
    number = Payment.objects.count() + 1
    return Payment.objects.create(
        kind="invoice", invoice=invoice, body=invoice.body, pence=invoice.gross_pence, reference=f"JR{number:010}",
        end_to_end_id=f"JR{number:010}", due_on=invoice.due_on, fast_on=invoice.fast_on, status="paid",
        paid_on=invoice.paid_on,
    )  # fmt: skip
