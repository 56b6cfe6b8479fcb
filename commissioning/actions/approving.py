"""Looking at an invoice: held against the order, accepted by who ordered, approved by who pays, or sent back."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import actions as budgets
from commissioning import access
from commissioning.actions.invoice_news import tell_owners
from commissioning.actions.owing import owe, wanted_of
from commissioning.invoicing import STOPS_ALL, Code, Match
from commissioning.models import Invoice, InvoiceQuery
from commissioning.receiving import held_against, left_of, reasons_to_wait, twins_of
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor, system
from marketplace.ui.filters import long_date
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.models import Entry
from marketplace.workflow.moves import lock, move, record_entry

Status = Invoice.Status
STRAIGHT = "straight-through"
LONGEST = 200
VOUCHED = (Code.NOT_CONFIRMED, Code.BEFORE_ORDER, Code.AFTER_ORDER, Code.ABOVE_CONFIRMED)


@transaction.atomic
def look_at(invoice: Invoice, *, by: Actor) -> None:
    """The three-way match, written down; what matches is valid, and goes straight through where it may."""
    lock(invoice)
    found = held_against(invoice)
    _note_differences(invoice, found)
    invoice.undisputed_pence = invoice.gross_pence  # people who pay themselves see what differs, and ask about it
    if invoice.payer == Invoice.Payer.BODY:
        _dispute_differences(invoice, found)
        invoice.undisputed_pence = found.undisputed_pence
        invoice.waits_because = [each[:LONGEST] for each in reasons_to_wait(invoice, found)]
    invoice.save(update_fields=["differences", "undisputed_pence", "waits_because"])
    if not found.is_matched:
        return
    move(invoice, Status.VALIDATED, by=system("three-way-match"), validated_at=timezone.now())
    if invoice.payer == Invoice.Payer.BODY and not invoice.waits_because:
        approve_straight_through(invoice, by=by)


def _note_differences(invoice: Invoice, found: Match) -> None:
    invoice.differences = [
        {"code": each.code, "words": each.words_with_line, "line": each.line, "pence": each.pence}
        for each in found.differences
    ]


def _dispute_differences(invoice: Invoice, found: Match) -> None:
    rows = {line.place: line for line in invoice.lines.all()}
    for each in found.differences:
        if row := rows.get(each.line):
            row.disputed_pence = each.pence
            row.save(update_fields=["disputed_pence"])


@transaction.atomic
def approve_straight_through(invoice: Invoice, *, by: Actor) -> None:
    """By rule: it matches, is small enough, looks like no other one, and the bank account is checked.

    Where the pot has not enough it waits, and says so: nobody's invoice fails for it.
    """
    lock(invoice)
    try:
        with transaction.atomic():
            now = timezone.now()
            move(invoice, Status.APPROVED, by=system(STRAIGHT), approved_at=now, approved_rule=STRAIGHT)
            pay_undisputed(invoice, by=system(STRAIGHT))
    except RuleBroken as refused:
        invoice.refresh_from_db()
        invoice.waits_because = [str(refused)[:LONGEST]]
        invoice.save(update_fields=["waits_because"])


def pay_undisputed(invoice: Invoice, *, by: Actor) -> None:
    """What nobody disputes and is not owed yet: promised by a payment from now on, and no more by its visits."""
    for line in invoice.lines.filter(visit__isnull=False).select_related("visit__agreement__budget"):
        visit = line.visit
        assert visit is not None
        budgets.keep_promised(visit, min(line.disputed_pence, visit.due_pence or 0), by=by)
    if (pence := to_owe(invoice)) > 0:
        owe(invoice, pence, by=by)


def to_owe(invoice: Invoice) -> int:
    """What is undisputed and neither a payment nor given up."""
    asked = invoice.gross_pence - invoice.credited_pence
    came_back = wanted_of(invoice) - asked
    return min(invoice.undisputed_pence, asked) + came_back - invoice.approved_pence


@transaction.atomic
def accept_invoice(invoice: Invoice, *, by: Actor) -> None:
    """Whoever ordered says that it is right: what was written by hand counts as confirmed by them."""
    lock(invoice)
    require(access.can_accept(by, invoice))
    if invoice.status == Status.ACCEPTED:
        return
    _no_open_query(invoice)
    if invoice.awaits_acceptance:
        _clear_differences(invoice)
    move(invoice, Status.ACCEPTED, by=by, accepted_at=timezone.now(), accepted_by=by.person)


def _clear_differences(invoice: Invoice) -> None:
    """Whoever ordered vouches for what was done, when, and for how much; never for more than the order has left."""
    stays = [each for each in invoice.differences if each["code"] not in VOUCHED]
    if any(each["code"] in STOPS_ALL for each in stays):
        return
    held = {each["line"]: each["pence"] for each in stays if each["line"]}
    for row in invoice.lines.all():
        row.disputed_pence = held.get(row.place, 0)
        row.save(update_fields=["disputed_pence"])
    clear = invoice.gross_pence - invoice.credited_pence - sum(held.values())
    invoice.undisputed_pence = max(min(clear, left_of(invoice.contract, invoice)), 0)
    reasons = [each["words"] for each in stays] + reasons_to_wait(invoice, Match((), clear, 0))
    invoice.waits_because = [each[:LONGEST] for each in reasons]
    invoice.save(update_fields=["undisputed_pence", "waits_because"])


@transaction.atomic
def approve_invoice(invoice: Invoice, *, by: Actor) -> None:
    """Whoever pays says yes: what nobody disputes is owed at once, and what differs is asked about in their name."""
    lock(invoice)
    require(access.can_approve(by, invoice))
    if invoice.status in (Status.APPROVED, Status.SCHEDULED, Status.IN_RUN, Status.PAID):
        raise RuleBroken(_("It is approved already. Nothing of it is left to approve."))
    if to_owe(invoice) <= 0:
        raise RuleBroken(_("Nothing of it is clear yet, so nothing can be approved. Ask about it, or send it back."))
    tell_owners(invoice, "invoice-approved", approve_what_is_clear(invoice, by=by).pk)


def approve_what_is_clear(invoice: Invoice, *, by: Actor) -> Entry:
    """What nobody disputes is owed, and the rest is asked about: nothing is in between."""
    told = {"approved_at": timezone.now(), "approved_by": by.person, "waits_because": []}
    entry = move(invoice, Status.APPROVED, by=by, **told)
    pay_undisputed(invoice, by=by)
    _ask_about_the_rest(invoice, by=by)
    return entry


def _ask_about_the_rest(invoice: Invoice, *, by: Actor) -> None:
    """What differs and nobody has asked about yet is a question from now on."""
    asked = sum(invoice.queries.open().values_list("disputed_pence", flat=True))
    rest = invoice.gross_pence - invoice.credited_pence - invoice.undisputed_pence - asked
    if rest <= 0:
        return
    words = " ".join(each["words"] for each in invoice.differences) or _("A part of it differs.")
    key = InvoiceQuery.key_for_what_differs(invoice.pk, rest)
    told = {"words": words, "disputed_pence": rest, "raised_by": by.person}
    made, _is_new = InvoiceQuery.objects.get_or_create(key=key, defaults={"invoice": invoice, **told})
    record_entry(made, "raised", by=by)
    tell_owners(invoice, "invoice-asked", made.pk)


def _no_open_query(invoice: Invoice) -> None:
    if invoice.queries.open().exists():
        raise RuleBroken(_("Something is asked about it and not settled yet."))


@transaction.atomic
def approve_invoices(keys: Collection[UUID], *, by: Actor) -> tuple[int, list[str]]:
    """Several at once; each that cannot be approved stays, with the reason."""
    done, stays = 0, []
    for invoice in Invoice.objects.of_body(by).filter(pk__in=keys).with_sides().order_by("pk"):
        try:
            with transaction.atomic():
                _refuse_unseen_twin(invoice)
                approve_invoice(invoice, by=by)
            done += 1
        except RuleBroken as refused:
            stays.append(f"{invoice.number}: {refused}")
    return done, stays


def _refuse_unseen_twin(invoice: Invoice) -> None:
    """What looks like another one is approved on its own page, beside that one."""
    if invoice.status in Invoice.WAITS and twins_of(invoice):
        raise RuleBroken(_("It looks like another invoice. Open it, and look at both."))


@transaction.atomic
def reject_invoice(invoice: Invoice, because: str, *, by: Actor) -> None:
    """Sent back with the reason, inside the days for it: its visits may be put right and stand on another one."""
    lock(invoice)
    require(access.can_accept(by, invoice) or access.can_approve(by, invoice) or access.can_say_paid(by, invoice))
    if not because.strip():
        raise RuleBroken(_("Say why, so that they know what to do."))
    if invoice.approved_pence:
        raise RuleBroken(_("A part of it is approved already. Ask about the rest instead."))
    refuse_late(invoice)
    entry = move(invoice, Status.REJECTED, by=by, because=because.strip())
    release_lines(invoice, by=by)
    tell_owners(invoice, "invoice-sent-back", entry.pk)


def refuse_late(invoice: Invoice) -> None:
    """After the days for it an invoice counts as valid (Procurement Act 2023 s.68)."""
    if invoice.payer == Invoice.Payer.BODY and timezone.localdate() > invoice.query_by:
        raise RuleBroken(_("It could be queried until %(day)s. It counts as valid now, and is to be paid.") % {
            "day": long_date(invoice.query_by)})  # fmt: skip


def release_lines(invoice: Invoice, *, by: Actor) -> None:
    """What stands on it may stand on another one, is promised as before, and what was said of it can be put right."""
    for line in invoice.lines.filter(visit__isnull=False).select_related("visit__agreement__budget"):
        visit = line.visit
        assert visit is not None
        budgets.release_invoiced(visit, by=by)
        budgets.keep_promised(visit, visit.due_pence or 0, by=by)
    invoice.lines.update(is_released=True)
