"""The register of contracts of £5,000 and more: Local Government Transparency Code 2015, paragraph 32."""

from datetime import UTC, datetime, time, timedelta

from django.db.models import Q

from budgets.weeks import Period
from commissioning.models import Contract
from commissioning.open_books.purposes import is_about_one_person, published_purpose
from commissioning.open_books.sheets import pounds, sheet
from commissioning.regimes import NAMES, REGISTER_PENCE, Regime
from marketplace.organisations.models import Organisation
from providers.models import Enterprise

HEAD = ("Reference number", "Title", "Department", "Description", "Supplier", "Size of supplier",
        "Charity or company number", "Value (GBP)", "Irrecoverable VAT (GBP)", "Start date", "End date",
        "Review date", "Process", "Law")  # fmt: skip
IN_FORCE = ("agreed", "ended")


def moment(day) -> datetime:
    return datetime.combine(day, time(), UTC)


def registered(body: Organisation, period: Period):
    """Agreed by the end of a time, of £5,000 or more in their whole life, and not over before it began."""
    after = moment(period.ends_on + timedelta(days=1))
    rows = Contract.objects.filter(body=body, status__in=IN_FORCE, agreed_at__lt=after)
    rows = rows.filter(value_pence__gte=REGISTER_PENCE).filter(Q(ends_on=None) | Q(ends_on__gte=period.starts_on))
    rows = rows.filter(Q(ended_at=None) | Q(ended_at__gte=moment(period.starts_on)))
    return rows.with_sides().order_by("agreed_at", "pk")


def register_of(body: Organisation, period: Period) -> tuple[bytes, int, int]:
    rows = list(registered(body, period))
    return sheet(HEAD, [_line(each) for each in rows]), len(rows), sum(map(is_about_one_person, rows))


def _line(contract: Contract) -> tuple:
    supplier, purpose = contract.enterprise, published_purpose(contract)
    end = contract.ends_on.isoformat() if contract.ends_on else "open"
    return (
        contract.number, purpose, contract.department, purpose, supplier.name, size_of(supplier),
        supplier.charity_number or supplier.company_number or "none", pounds(contract.value_pence), "0.00",
        contract.starts_on.isoformat(), end, end, process_of(contract), str(NAMES[Regime(contract.regime)]),
    )  # fmt: skip


def size_of(enterprise: Enterprise) -> str:
    """As the Transparency Code asks: whether it is a small business, or of the voluntary sector."""
    if enterprise.kind in (Enterprise.Kind.CHARITY, Enterprise.Kind.CIC, Enterprise.Kind.MUTUAL):
        return "VCSE"
    return "SME" if enterprise.headcount < 250 else "Large"


def process_of(contract: Contract) -> str:
    if contract.is_advertised:
        return "Invitation to quote, advertised"
    return "Two quotations" if contract.second_quote_pence is not None else "Direct award"
