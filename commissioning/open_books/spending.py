"""Spending above £500: Local Government Transparency Code 2015, paragraph 28, one line for each payment that arrived.

Sums are without the VAT that the body gets back; what it does not get back stands beside them. A body gets back what
it pays on its own account (VAT Act 1994 s.33), so that is nothing here. Nobody who is supported is ever named: where a
person was paid, the code for that stands in place of the name, and how often is counted. A sole trader stands under
the name that they trade by.
"""

from collections.abc import Iterable
from fractions import Fraction

from budgets.weeks import Period, in_pence
from commissioning.models import Payment
from commissioning.open_books.purposes import is_about_one_person, published_purpose
from commissioning.open_books.sheets import pounds, sheet
from marketplace.organisations.models import Organisation

ABOVE_PENCE = 50_000
REDACTED = "REDACTED PERSONAL DATA"
HEAD = ("Body", "Date", "Transaction number", "Department", "Beneficiary", "Summary of purpose", "Amount (GBP)",
        "Irrecoverable VAT (GBP)", "Merchant category")  # fmt: skip
PURPOSES = {"direct-payment": "Direct payment", "fund": "Individual service fund", "grant": "Grant to start with"}
TO_PEOPLE = ("direct-payment",)
CARE = "Adult social care"


def spending_of(body: Organisation, period: Period) -> tuple[bytes, int, int]:
    """The file, how many lines it has, and in how many of them somebody is not named."""
    paid = Payment.objects.filter(body=body, status="paid", paid_on__range=(period.starts_on, period.ends_on))
    rows = paid.filter(pence__gt=ABOVE_PENCE).order_by("paid_on", "pk").select_related(
        "invoice__enterprise__organisation", "invoice__contract", "account__enterprise__organisation",
        "account__holder",
    )  # fmt: skip
    lines = list(_lines(body, rows))
    return sheet(HEAD, [line for line, _hides in lines]), len(lines), sum(hides for _line, hides in lines)


def _lines(body: Organisation, rows: Iterable[Payment]):
    for payment in rows:
        net = net_of(payment)
        if net > ABOVE_PENCE and payment.paid_on is not None:
            line = (
                body.name, payment.paid_on.isoformat(), payment.end_to_end_id, department_of(payment),
                beneficiary_of(payment), purpose_of(payment), pounds(net), "0.00", category_of(payment),
            )  # fmt: skip
            yield line, is_redacted(payment)


def net_of(payment: Payment) -> int:
    """What it cost: of a payment for an invoice with VAT, the same part as of the whole."""
    if payment.invoice is None:
        return payment.pence
    return in_pence(Fraction(payment.pence * payment.invoice.net_pence, payment.invoice.gross_pence))


def beneficiary_of(payment: Payment) -> str:
    """The enterprise or whoever holds a fund; a person, and whoever is not known, is never named."""
    if payment.kind in TO_PEOPLE:
        return REDACTED
    if payment.invoice is not None:
        return payment.invoice.enterprise.name
    account = payment.account
    if account is not None and account.enterprise is not None:
        return account.enterprise.name
    return account.holder.name if account is not None and account.holder is not None else REDACTED


def is_redacted(payment: Payment) -> bool:
    """Whether somebody is not named in it, or what was typed about them is not published."""
    contract = _contract(payment)
    return beneficiary_of(payment) == REDACTED or (contract is not None and is_about_one_person(contract))


def _contract(payment: Payment):
    return payment.invoice.contract if payment.invoice is not None else None


def department_of(payment: Payment) -> str:
    contract = _contract(payment)
    return contract.department or CARE if contract else CARE


def purpose_of(payment: Payment) -> str:
    """The published purpose of a contract; of an agreement about one person nothing is said."""
    contract = _contract(payment)
    return published_purpose(contract) if contract else PURPOSES.get(payment.kind, "Care and support")


def category_of(payment: Payment) -> str:
    contract = _contract(payment)
    return contract.subjective_code or CARE if contract else CARE
