"""The invoices behind a figure: as rows of a page, and as a spreadsheet that runs no formula."""

import csv
from collections.abc import Iterable
from io import StringIO

from budgets.weeks import Period
from commissioning.models import PaidTime
from marketplace.organisations.models import Organisation
from providers.spreadsheet import defuse

HEADINGS = ("invoice", "supplier", "size", "team", "received_on", "due_on", "paid_on", "pounds", "days",
            "working_days", "days_outside_queries", "working_days_outside_queries", "late")  # fmt: skip


def behind(body: Organisation, period: Period, wanted: dict):
    """Those paid in a time, as far as a figure is about them."""
    rows = PaidTime.objects.paid_between(body, period.starts_on, period.ends_on)
    for name in ("team", "size"):
        if name in wanted:
            rows = rows.filter(**{name: wanted[name]})
    if wanted.get("month"):
        rows = rows.filter(month=wanted["month"])
    if wanted.get("within"):
        rows = rows.within(wanted["within"])
    if wanted.get("late"):
        rows = rows.filter(is_late=True)
    return rows


def as_csv(rows: Iterable[PaidTime]) -> str:
    """One line for each; people are on none of them."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for row in rows:
        invoice = row.invoice
        writer.writerow([
            defuse(invoice.number), defuse(invoice.enterprise.name), row.size, defuse(row.team), invoice.received_on,
            invoice.due_on, row.paid_on, pounds_and_pence(row.pence), row.days, row.working_days,
            row.days - row.queried_days, row.working_days - row.queried_working_days, "yes" if row.is_late else "no",
        ])  # fmt: skip
    return out.getvalue()


def pounds_and_pence(pence: int) -> str:
    """As a spreadsheet adds up: 1234.50."""
    return f"{pence // 100}.{pence % 100:02}"
