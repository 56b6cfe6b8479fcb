"""The service as it was offered on the day: what an agreement keeps, whatever the listing says later."""

from datetime import date

from django.utils import timezone

from budgets import lawful
from budgets.models import Agreement
from budgets.planning import UNITS
from providers.models import Price, Service

SAID = ("people", "summary", "does", "does_not", "activities", "personal_care", "cqc_id", "setting", "costs_on_top",
        "if_you_cancel", "if_ill", "first_meeting", "standing")  # fmt: skip


def frozen(service: Service) -> dict:
    """Names, prices, terms, the checks that stand, who listed it, and the day."""
    today = timezone.localdate()
    checks = [
        {
            "what": each.what,
            "words": each.words,
            "seen_on": each.seen_on.isoformat(),
            "good_until": _day(each.good_until),
        }
        for each in service.check_results.all()
        if each.good_until is None or each.good_until >= today
    ]
    return {name: getattr(service, name) for name in SAID} | {
        "business": service.enterprise.name,
        "prices": [{"pence": each.pence, "unit": each.unit, "note": each.note} for each in service.prices.all()],
        "checks": checks,
        "listed_by": service.listed_by.name if service.listed_by else "",
        "listed_on": _day(service.listed_on),
        "on": today.isoformat(),
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def prices_of(service: Service) -> list[Price]:
    """Those of its prices by which a visit can be planned: a price of nothing says nothing."""
    return [each for each in service.prices.all() if each.unit in UNITS and each.pence]


def facts_of(agreement: Agreement, starts_on: date, ends_on: date | None, what: str = "") -> lawful.Facts:
    """What the law has to know, as things are today; `what` is done in the words of whoever buys."""
    service = agreement.service
    return lawful.Facts(
        mechanism=agreement.mechanism, status=service.status, standing=service.standing, kin=agreement.kin,
        personal_care=service.personal_care, setting=service.setting, activities=service.activities,
        is_one_to_one=agreement.is_one_to_one, is_directed=agreement.is_directed, employment=agreement.employment,
        employment_on=agreement.employment_on, starts_on=starts_on, ends_on=ends_on, today=timezone.localdate(),
        necessary_until=agreement.necessary_until, what=what,
    )  # fmt: skip
