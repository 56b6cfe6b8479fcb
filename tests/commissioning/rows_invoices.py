"""An invoice that the council pays, a bill of Ben's, and a contract, for the table of who gets in where.

In the order of PEOPLE: anonymous, olive, ben, amina, worker, connor, lena, cat, sam, fiona, olu.
"""

from django.utils import timezone

from budgets.models import Agreement
from commissioning.models import Contract, Invoice, InvoiceLine

INVOICES = {
    "GET commissioning:my-invoices": (302, 200, 403, 200, 200, 403, 403, 403, 403, 403, 403),
    "GET commissioning:make-invoice": (302, 404, 404, 200, 403, 404, 404, 404, 404, 404, 404),
    "POST commissioning:make-invoice": (302, 404, 404, 200, 403, 404, 404, 404, 404, 404, 404),
    "GET commissioning:invoice-orders": (302, 404, 404, 302, 403, 404, 404, 404, 404, 404, 404),
    "POST commissioning:invoice-orders": (302, 404, 404, 302, 403, 404, 404, 404, 404, 404, 404),
    "GET commissioning:write-invoice": (302, 404, 404, 200, 403, 404, 404, 404, 404, 404, 404),
    "POST commissioning:write-invoice": (302, 404, 404, 200, 403, 404, 404, 404, 404, 404, 404),
    "GET commissioning:invoicing-settings": (302, 404, 404, 200, 403, 404, 404, 404, 404, 404, 404),
    "POST commissioning:invoicing-settings": (302, 404, 404, 200, 403, 404, 404, 404, 404, 404, 404),
    "GET commissioning:my-invoice": (302, 404, 404, 200, 200, 404, 404, 404, 404, 404, 404),
    "POST commissioning:my-invoice": (302, 404, 404, 200, 403, 404, 404, 404, 404, 404, 404),
    "GET commissioning:invoices": (302, 403, 403, 403, 403, 200, 200, 403, 200, 200, 403),
    "POST commissioning:invoices": (302, 403, 403, 403, 403, 302, 302, 403, 302, 302, 403),
    "GET commissioning:self-bill": (302, 404, 404, 404, 404, 403, 404, 404, 403, 403, 404),
    "POST commissioning:self-bill": (302, 404, 404, 404, 404, 403, 404, 404, 403, 403, 404),
    "GET commissioning:invoice": (302, 404, 403, 403, 403, 200, 404, 404, 200, 200, 404),
    "POST commissioning:invoice": (302, 404, 403, 403, 403, 302, 404, 404, 302, 302, 404),
    "GET commissioning:my-bills": (302, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    "GET commissioning:my-bill": (302, 404, 200, 404, 404, 404, 404, 404, 200, 404, 404),
    "POST commissioning:my-bill": (302, 404, 302, 404, 404, 404, 404, 404, 302, 404, 404),
    "GET commissioning:bill-code": (302, 404, 200, 404, 404, 404, 404, 404, 403, 404, 404),
}


def bare_invoice(service, person, *, agreement=None, **facts) -> Invoice:
    """As it lies there, without visits."""
    today = timezone.localdate()
    agreement = agreement or Agreement.objects.create(
        buyer="person", person=person, service=service, offered_by=person.account or person.named_worker
    )
    told = {
        "source": "by-hand", "number": "1", "invoiced_on": today, "starts_on": today, "ends_on": today,
        "net_pence": 1_800, "gross_pence": 1_800, "undisputed_pence": 1_800, "due_on": today, "fast_on": today,
        "query_by": today, "status": "validated",
    }  # fmt: skip
    told |= {"enterprise": service.enterprise, "person": person, "agreement": agreement} | facts
    made = Invoice.objects.create(number_key=told["number"], **told)
    InvoiceLine.objects.create(invoice=made, place=1, words="x", on=today, unit_pence=1_800, net_pence=1_800)
    return made


def invoices(w, amina, sam) -> None:
    """Both are for Ben, whose named worker is Sam."""
    of = {"agreement": w.agreement}
    w.invoice = bare_invoice(w.listed, w.agreement.person, payer="body", body=w.council, number="1", **of)
    w.bill = bare_invoice(w.listed, w.agreement.person, payer="person", number="2", **of)
    now = timezone.now()
    facts = {"number": "PO-1", "purpose": "A lunch club", "group": "A lunch club", "starts_on": now.date()}
    facts |= {"value_pence": 100_000, "regime": "below-threshold", "began_on": now.date(), "is_self_billed": True}
    w.self_billed = Contract.objects.create(
        body=w.council, enterprise=w.company, service=w.listed, status="agreed", offered_by=sam, agreed_by=amina,
        agreed_at=now, **facts,
    )  # fmt: skip


def arguments(short: str, w) -> list | None:
    """What goes into the address of a page of invoices; nothing for others."""
    if short in ("make-invoice", "write-invoice"):
        return [w.agreement.pk]
    if short in ("invoice-orders", "self-bill"):
        return [w.self_billed.pk]
    found = {"my-invoice": w.invoice, "invoice": w.invoice, "my-bill": w.bill, "bill-code": w.bill}
    if short == "invoicing-settings":
        return [w.company.pk]
    return [found[short].pk] if short in found else None
