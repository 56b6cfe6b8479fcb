"""By when a request must be acknowledged, and by when answered."""

from calendar import monthrange
from datetime import date, timedelta

ACKNOWLEDGED_WITHIN = timedelta(days=30)


def acknowledge_by(received_on: date) -> date:
    """Thirty days after a complaint came (Data Protection Act 2018, section 164A); we keep it for every kind."""
    return received_on + ACKNOWLEDGED_WITHIN


def a_month_after(received_on: date) -> date:
    """The same day of the next month, or its last day if there is none (UK GDPR, Article 12(3))."""
    year, month = received_on.year + received_on.month // 12, received_on.month % 12 + 1
    return date(year, month, min(received_on.day, monthrange(year, month)[1]))
