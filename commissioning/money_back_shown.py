"""What pages say of money that was paid too much: what has to come back, what did, and what it was set against."""

from collections.abc import Iterable

from commissioning import actions
from commissioning.models import Invoice, Payment


def money_back_of(invoice: Invoice) -> dict:
    """Of one invoice, for whoever pays it and whoever sent it."""
    came = sum(note.paid_pence for note in invoice.credit_notes.all())
    return {"to_get_back": actions.to_get_back(invoice), "came_back": came, "less": less_of([invoice])}


def less_of(invoices: Iterable[Invoice]) -> list[dict]:
    """Which parts of these invoices were paid with what came back of which others, by which credit notes."""
    parts = list(Payment.objects.set_off().filter(invoice__in=list(invoices)).select_related("invoice").order_by("pk"))
    notes = actions.notes_behind(parts)
    return [{"pence": part.pence, "on": part.paid_on, "invoice": part.invoice, "note": notes[part.pk]}
            for part in parts if part.pk in notes]  # fmt: skip
