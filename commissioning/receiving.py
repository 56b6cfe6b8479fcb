"""What an invoice is held against: who pays it, what was ordered, what was confirmed, and what looks the same."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils import timezone

from budgets.models import Agreement, Person, Visit
from budgets.querysets import PAID_BY_A_BODY
from commissioning.invoicing import Confirmed, Known, Line, Match, Order, Twin, Vat, match, straight_through, twins
from commissioning.invoicing import Invoice as Facts
from commissioning.models import CallOff, Contract, Invoice, InvoicingSettings, PayerSettings
from commissioning.paying_out import TOO_NEW, payable_to
from marketplace.organisations.models import Organisation
from providers.models import Enterprise

HELD_ELSEWHERE = ("isf", "phb-third-party")
NO_LIMIT = 10**12  # pence: what is in an agreement is limited by the promise of each visit
PERSON_DAYS = 10  # in which a person or a fund pays, unless both agreed otherwise
ORDERED = (Contract.Status.AGREED, Contract.Status.ENDED)


@dataclass(frozen=True)
class Draft:
    """What stands on an invoice before it has a number."""

    enterprise: Enterprise
    payer: str
    body: Organisation | None
    agreement: Agreement | None = None
    contract: Contract | None = None
    source: str = Invoice.Source.VISITS
    lines: tuple[Line, ...] = ()
    visits: dict[str, Visit] = field(default_factory=dict)
    call_offs: dict[str, CallOff] = field(default_factory=dict)

    @property
    def person(self) -> Person | None:
        return self.agreement.person if self.agreement else None

    @property
    def order_number(self) -> str:
        return number_of(self.agreement, self.contract)


def number_of(agreement: Agreement | None, contract: Contract | None) -> str:
    if contract is not None:
        return contract.number
    return agreement.reference if agreement else ""


def settings_of(body: Organisation) -> PayerSettings:
    return PayerSettings.objects.filter(pk=body.pk).first() or PayerSettings(body=body)


def invoicing_of(enterprise: Enterprise) -> InvoicingSettings:
    return InvoicingSettings.objects.filter(pk=enterprise.pk).first() or InvoicingSettings(enterprise=enterprise)


def vat_number_of(invoice: Invoice) -> str:
    """What an invoice with VAT has to show (VAT Regulations 1995 reg 14)."""
    return invoicing_of(invoice.enterprise).vat_number if invoice.vat_pence else ""


def contract_of(agreement: Agreement) -> Contract | None:
    """The council's contract for it, if there is one."""
    return Contract.objects.filter(agreement=agreement, status__in=ORDERED).first()


def payer_of(agreement: Agreement) -> tuple[str, Organisation | None]:
    """Who pays it: a body, whoever holds the fund, or the person."""
    if agreement.mechanism in PAID_BY_A_BODY and agreement.person is not None:
        return Invoice.Payer.BODY, agreement.person.organisation
    held = agreement.mechanism in HELD_ELSEWHERE
    return (Invoice.Payer.HOLDER if held else Invoice.Payer.PERSON), None


def order_of(invoice: Invoice) -> Order:
    """From whom, for whom, from when until when, and what is left of its value."""
    number = number_of(invoice.agreement, invoice.contract)
    person, enterprise = str(invoice.person_id or ""), str(invoice.enterprise_id)
    starts_on, ends_on = days_of_order(invoice.agreement, invoice.contract)
    left = left_of(invoice.contract, invoice)
    return Order(number, enterprise, person, starts_on or invoice.starts_on, ends_on, left)


def days_of_order(agreement: Agreement | None, contract: Contract | None) -> tuple[date | None, date | None]:
    """Its first and last day: those of the agreement, and of the contract where there is one."""
    first: list[date] = [contract.starts_on] if contract else []
    last = [contract.ends_on] if contract else []
    if agreement is not None:
        versions = [each for each in agreement.versions.all() if each.is_agreed]
        first += [min(each.starts_on for each in versions)] if versions else []
        last += [agreement.ends_on, *(each.ends_on for each in versions[-1:])]
    return max(first, default=None), min((day for day in last if day), default=None)


def left_of(contract: Contract | None, invoice: Invoice) -> int:
    """What of the value of a contract is on no other invoice."""
    if contract is None:
        return NO_LIMIT
    return contract.value_pence - Invoice.objects.under(contract).exclude(pk=invoice.pk).sums().asked_for


def held_against(invoice: Invoice) -> Match:
    """Order, confirmation and invoice: what differs, and what nobody disputes."""
    rows = list(invoice.lines.select_related("visit", "call_off"))
    confirmed = {str(row.visit_id): Confirmed(row.visit.on, row.visit.due_pence or 0) for row in rows if row.visit}
    confirmed |= {str(row.call_off_id): Confirmed(row.call_off.on, row.call_off.pence) for row in rows if row.call_off}
    lines = tuple(
        Line(row.words, row.on, row.net_pence, row.vat_pence, Vat(row.vat), str(row.visit_id or row.call_off_id or ""),
             row.quantity, row.unit_pence)
        for row in rows
    )  # fmt: skip
    facts = Facts(
        str(invoice.pk), invoice.number, str(invoice.enterprise_id), str(invoice.person_id or ""),
        invoice.order_number, invoice.invoiced_on, invoice.received_on, lines, invoice.gross_pence,
        invoicing_of(invoice.enterprise).vat != Vat.NOT_REGISTERED,
    )  # fmt: skip
    return match(facts, order_of(invoice), confirmed, timezone.localdate())


def known_of(invoice: Invoice) -> Known:
    """What tells it apart from others."""
    kept = {str(key) for row in invoice.lines.all() if not row.is_released
            if (key := row.visit_id or row.call_off_id) is not None}  # fmt: skip
    whole = invoice.credited_pence >= invoice.gross_pence
    return Known(
        str(invoice.pk), str(invoice.enterprise_id), str(invoice.person_id or invoice.contract_id or ""),
        invoice.number, invoice.starts_on, invoice.ends_on, invoice.gross_pence, frozenset(kept),
        invoice.is_live and not whole,
    )  # fmt: skip


def twins_of(invoice: Invoice) -> list[Twin]:
    """Earlier invoices that look the same."""
    same = Q(person=invoice.person_id) if invoice.person_id else Q(contract=invoice.contract_id)
    alike = Q(gross_pence=invoice.gross_pence) | Q(number_key=invoice.number_key)  # none other can be a twin
    earlier = Invoice.objects.live().filter(same, alike, enterprise=invoice.enterprise_id, credits=None)
    return twins(known_of(invoice), map(known_of, earlier.exclude(pk=invoice.pk).prefetch_related("lines")))


def is_payee_checked(invoice: Invoice) -> bool:
    """Two people of the body are sure of the account, even if it is too new to be used yet."""
    assert invoice.body is not None
    account, code = payable_to(Q(enterprise=invoice.enterprise_id), invoice.body, timezone.now())
    return account is not None or code == TOO_NEW


def reasons_to_wait(invoice: Invoice, found: Match) -> list[str]:
    """Why it does not go straight through, in sentences."""
    assert invoice.body is not None
    limit = settings_of(invoice.body).straight_through_pence
    checked, twin = is_payee_checked(invoice), bool(twins_of(invoice))
    return straight_through(found, invoice.gross_pence, limit, is_payee_checked=checked, has_twins=twin)
