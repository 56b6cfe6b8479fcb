"""Every named question of this app, one file for each of its halves."""

from budgets.querysets.holding import HELD_BY_ANOTHER, DeploymentQuerySet, on_held_pot
from budgets.querysets.life import LifeChangeQuerySet
from budgets.querysets.money import BudgetQuerySet, LineQuerySet, SurplusQuerySet, VersionQuerySet, deciding
from budgets.querysets.people import (
    ENDED,
    ChoiceQuerySet,
    CircleQuerySet,
    IntroductionQuerySet,
    PersonQuerySet,
    ReviewQuerySet,
    near_to,
)
from budgets.querysets.support import (
    PAID_BY_A_BODY,
    AgreementQuerySet,
    ExtraHoursQuerySet,
    NecessityQuerySet,
    TermsQuerySet,
    VisitQuerySet,
)
from budgets.querysets.telling import LifeCheckQuerySet, ReceiptQuerySet, ReturnQuerySet, WordingQuerySet
from budgets.querysets.together import ArrangementQuerySet, SharedSessionQuerySet, ShareMemberQuerySet

__all__ = [
    "AgreementQuerySet",
    "ArrangementQuerySet",
    "BudgetQuerySet",
    "ChoiceQuerySet",
    "CircleQuerySet",
    "DeploymentQuerySet",
    "ENDED",
    "ExtraHoursQuerySet",
    "HELD_BY_ANOTHER",
    "IntroductionQuerySet",
    "LifeChangeQuerySet",
    "LifeCheckQuerySet",
    "LineQuerySet",
    "NecessityQuerySet",
    "PAID_BY_A_BODY",
    "PersonQuerySet",
    "ReceiptQuerySet",
    "ReturnQuerySet",
    "ReviewQuerySet",
    "ShareMemberQuerySet",
    "SharedSessionQuerySet",
    "SurplusQuerySet",
    "TermsQuerySet",
    "VersionQuerySet",
    "VisitQuerySet",
    "WordingQuerySet",
    "deciding",
    "near_to",
    "on_held_pot",
]
