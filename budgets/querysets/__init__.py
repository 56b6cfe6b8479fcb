"""Every named question of this app, one file for each of its halves."""

from budgets.querysets.money import BudgetQuerySet, LineQuerySet, VersionQuerySet, deciding
from budgets.querysets.people import (
    ENDED,
    ChoiceQuerySet,
    CircleQuerySet,
    IntroductionQuerySet,
    PersonQuerySet,
)
from budgets.querysets.support import (
    AgreementQuerySet,
    NecessityQuerySet,
    TermsQuerySet,
    VisitQuerySet,
)

__all__ = [
    "ENDED",
    "AgreementQuerySet",
    "BudgetQuerySet",
    "ChoiceQuerySet",
    "CircleQuerySet",
    "IntroductionQuerySet",
    "LineQuerySet",
    "NecessityQuerySet",
    "PersonQuerySet",
    "TermsQuerySet",
    "VersionQuerySet",
    "VisitQuerySet",
    "deciding",
]
