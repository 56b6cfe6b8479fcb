"""Working days in England: Monday to Friday without bank holidays (GOV.UK's list, as it ships with the package)."""

from datetime import date, datetime, timedelta
from functools import cache

from django.utils import timezone
from govuk_bank_holidays.bank_holidays import BankHolidays


@cache
def _holidays() -> BankHolidays:
    return BankHolidays(use_cached_holidays=True)


def is_working_day(day: date) -> bool:
    return _holidays().is_work_day(day, division=BankHolidays.ENGLAND_AND_WALES)


def working_days_since(when: date | datetime, until: date | None = None) -> int:
    """How many working days have ended the wait so far: the day it came does not count, today does."""
    start = timezone.localdate(when) if isinstance(when, datetime) else when
    end = until or timezone.localdate()
    return sum(is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def working_day_after(day: date, number: int) -> date:
    """The working day that is so many working days after this one; 0 is the day itself or the next that works."""
    while not is_working_day(day) or number > 0:
        day += timedelta(days=1)
        number -= is_working_day(day)
    return day
