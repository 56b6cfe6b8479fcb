"""People whom an organisation supports, their introductions to enterprises, and the books of their money."""

from budgets.models.circle import CircleMember, Power
from budgets.models.introductions import Introduction, IntroductionChoice
from budgets.models.ledger import Account, Line, Posting
from budgets.models.money import Budget, BudgetVersion, DelegatedLimit, Deployment, Expense
from budgets.models.persons import Person
from budgets.models.sharing import SessionShare, SharedArrangement, SharedSession, ShareMember

__all__ = [
    "Account",
    "Budget",
    "BudgetVersion",
    "DelegatedLimit",
    "CircleMember",
    "Deployment",
    "Expense",
    "Introduction",
    "IntroductionChoice",
    "Line",
    "Person",
    "Power",
    "Posting",
    "SessionShare",
    "SharedArrangement",
    "SharedSession",
    "ShareMember",
]
