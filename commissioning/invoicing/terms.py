"""Until when an invoice has to be paid, may be queried, and should be paid.

Procurement Act 2023 s.68(2), in small contracts by s.88: before the end of the 30 days that begin with the day on
which the invoice is received or, if that is later, with the day on which it asks to be paid. The day on which they
begin is the first of them: what is received on 1 September is to be paid by 30 September. No contract can change it.
"""

from datetime import date, timedelta

from budgets.weeks import DAY
from marketplace.workflow.working_days import is_working_day, working_day_after

TERM_DAYS = 30
FAST_WORKING_DAYS = 5
QUERY_DAYS = 7  # statutory guidance on PCR 2015 reg 113: look at an invoice within 7 days, or it counts as valid


def due_on(received_on: date, asked_for: date | None = None) -> date:
    """The last day of the term."""
    return max(received_on, asked_for or received_on) + timedelta(days=TERM_DAYS - 1)


def fast_on(received_on: date, working_days: int = FAST_WORKING_DAYS) -> date:
    """The day by which a small invoice should be paid: so many working days after it came."""
    return working_day_after(received_on, working_days)


def send_by(day: date) -> date:
    """The last working day until a day: money that is due at a weekend is sent before it."""
    while not is_working_day(day):
        day -= DAY
    return day


def query_by(received_on: date, days: int = QUERY_DAYS) -> date:
    """The last day to say what is wrong; after it an invoice is valid."""
    return received_on + timedelta(days=days)
