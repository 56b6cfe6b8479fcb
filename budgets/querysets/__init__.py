"""Every named question of this app, one file for each of its halves."""

from budgets.querysets.life import LifeChangeQuerySet
from budgets.querysets.money import BudgetQuerySet, LineQuerySet, VersionQuerySet, deciding
from budgets.querysets.people import (
    ENDED,
    ChoiceQuerySet,
    CircleQuerySet,
    IntroductionQuerySet,
    PersonQuerySet,
)
from budgets.querysets.support import AgreementQuerySet, VisitQuerySet

__all__ = [
    "ENDED",
    "AgreementQuerySet",
    "BudgetQuerySet",
    "ChoiceQuerySet",
    "CircleQuerySet",
    "IntroductionQuerySet",
    "LifeChangeQuerySet",
    "LineQuerySet",
    "PersonQuerySet",
    "VersionQuerySet",
    "VisitQuerySet",
    "deciding",
]
