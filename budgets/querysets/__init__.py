"""Every named question of this app, one file for each of its halves."""

from budgets.querysets.money import BudgetQuerySet, LineQuerySet, VersionQuerySet, deciding
from budgets.querysets.people import (
    ENDED,
    ChoiceQuerySet,
    CircleQuerySet,
    IntroductionQuerySet,
    PersonQuerySet,
    ReviewQuerySet,
)
from budgets.querysets.support import PAID_BY_A_BODY, AgreementQuerySet, ExtraHoursQuerySet, VisitQuerySet

__all__ = [
    "ENDED",
    "PAID_BY_A_BODY",
    "AgreementQuerySet",
    "BudgetQuerySet",
    "ChoiceQuerySet",
    "CircleQuerySet",
    "ExtraHoursQuerySet",
    "IntroductionQuerySet",
    "LineQuerySet",
    "PersonQuerySet",
    "ReviewQuerySet",
    "VersionQuerySet",
    "VisitQuerySet",
    "deciding",
]
