"""Credit notes: what an enterprise gives up of an invoice, with a number of its own, and what becomes of the money."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import actions as budgets
from commissioning import access
from commissioning.actions.approving import pay_undisputed, release_lines
from commissioning.actions.invoice_news import tell_finance
from commissioning.actions.numbering import next_number, numbers_of
from commissioning.actions.owing import cancel_payment, wanted_of
from commissioning.invoicing import Vat, number_key, vat_within
from commissioning.models import Invoice, InvoiceLine, Payment
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.ui.filters import pounds
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.keys import is_done
from marketplace.workflow.moves import lock, move, one_at_a_time, record_entry

Status = Invoice.Status


@transaction.atomic
def credit_invoice(
    invoice: Invoice, pence: int, words: str, *, key: UUID, by: Actor, line: InvoiceLine | None = None
) -> Invoice:
    """The enterprise gives up so much of it, of one line or of all; the note itself is the answer."""
    require(access.can_invoice(by, invoice.enterprise))
    one_at_a_time(f"invoices:{invoice.enterprise_id}")
    if is_done(key, "credit", invoice, pence, words, line.pk if line else "", by=by):
        return Invoice.objects.get(key=key)
    lock(invoice)
    if invoice.credits_id is not None or invoice.status not in Invoice.LIVE:
        raise RuleBroken(_("Nothing is asked for with it any more, so there is nothing to give up."))
    if invoice.queries.open().exists():
        raise RuleBroken(_("Something is asked about it. Answer that first: you can give up the sum there."))
    note = give_up(invoice, pence, words, by=by, key=key, line=line)
    settle_rest(invoice, by=by)
    return note


def give_up(
    invoice: Invoice, pence: int, words: str, *, by: Actor, key: UUID | None = None, line: InvoiceLine | None = None
) -> Invoice:
    """The note, and what it changes: what is asked for, and what is due for the visits."""
    left = invoice.gross_pence - invoice.credited_pence
    if not 0 < pence <= left:
        raise RuleBroken(_("Give up between £0.01 and %(left)s.") % {"left": pounds(left)})
    note = _note(invoice, pence, words, by=by, key=key, line=line)
    invoice.credited_pence += pence
    invoice.undisputed_pence = min(invoice.undisputed_pence, invoice.gross_pence - invoice.credited_pence)
    invoice.save(update_fields=["credited_pence", "undisputed_pence"])
    record_entry(invoice, "credited", by=by)
    return note


def _note(
    invoice: Invoice, pence: int, words: str, *, by: Actor, key: UUID | None, line: InvoiceLine | None
) -> Invoice:
    first = line or invoice.lines.first()
    rate = Vat(first.vat) if first else Vat.NOT_REGISTERED
    vat, today, number = (
        vat_within(pence, rate) if invoice.vat_pence else 0,
        timezone.localdate(),
        next_number(numbers_of(invoice.enterprise)),
    )
    note = Invoice(
        enterprise=invoice.enterprise, agreement=invoice.agreement, contract=invoice.contract, person=invoice.person,
        payer=invoice.payer, body=invoice.body, credits=invoice, status=Status.CREDITED, source=invoice.source,
        number=number, number_key=number_key(number), order_number=invoice.order_number, invoiced_on=today,
        starts_on=invoice.starts_on, ends_on=invoice.ends_on, net_pence=pence - vat, vat_pence=vat, gross_pence=pence,
        due_on=today, fast_on=today, query_by=today, made_by=by.person, team=invoice.team,
    )  # fmt: skip
    if key is not None:
        note.key = key
    note.save(force_insert=True)
    InvoiceLine.objects.create(
        invoice=note, place=1, words=words.strip() or _("Given up"), on=line.on if line else invoice.ends_on,
        unit_pence=pence - vat, net_pence=pence - vat, vat_pence=vat, vat=rate if vat else Vat.NOT_REGISTERED,
        is_released=True,
    )  # fmt: skip
    record_entry(note, "made", by=by)
    _lower(invoice, pence, line, by=by)
    return note


def _lower(invoice: Invoice, pence: int, line: InvoiceLine | None, *, by: Actor) -> None:
    """Less is due for the visits that it is about, the last ones first where it is about all of them."""
    if invoice.gross_pence == invoice.credited_pence + pence and not invoice.paid_pence:
        return  # all of it: its visits may stand on another invoice as they are
    rows = [line] if line else list(invoice.lines.order_by("-place"))
    for row in rows:
        visit = row.visit
        if visit is None or visit.paid_at is not None or pence <= 0:
            continue
        less = min(visit.due_pence or 0, pence)
        budgets.lower_due(visit, (visit.due_pence or 0) - less, by=by)
        pence -= less


def settle_rest(invoice: Invoice, *, by: Actor) -> None:
    """After a note: what was to be paid is put right, and whoever pays hears of money that has to come back."""
    wanted = wanted_of(invoice)
    if invoice.approved_pence > wanted:
        for payment in invoice.payments.filter(status=Payment.Status.DUE):
            cancel_payment(payment, by=by)
        invoice.refresh_from_db()
        if invoice.approved_pence < wanted:
            pay_undisputed(invoice, by=by)
    if wanted == 0 and invoice.approved_pence == 0:
        move(invoice, Status.CREDITED, by=by)
        release_lines(invoice, by=by)
    elif to_get_back(invoice):
        tell_finance(invoice)
    close_if_paid(invoice, by=by)


def to_get_back(invoice: Invoice) -> int:
    """What was paid, or is on its way, above what is still asked for; without what came back already."""
    return max(invoice.approved_pence - wanted_of(invoice), 0)


def close_if_paid(invoice: Invoice, *, by: Actor) -> None:
    """All that is still asked for has arrived already."""
    wanted = wanted_of(invoice)
    waits = invoice.payments.exclude(status__in=("paid", "returned", "cancelled")).exists()
    if not 0 < wanted <= invoice.paid_pence or waits or invoice.status not in (Status.APPROVED, Status.IN_RUN):
        return
    on = invoice.payments.filter(status="paid").order_by("paid_on").values_list("paid_on", flat=True).last()
    move(invoice, Status.PAID, by=by, paid_on=on or timezone.localdate())
    for line in invoice.lines.filter(visit__isnull=False).select_related("visit__agreement").order_by("visit"):
        assert line.visit is not None
        budgets.settle_visit(line.visit, by=by)
