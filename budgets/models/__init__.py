"""People whom an organisation supports, their introductions to enterprises, and the books of their money."""

from budgets.models.agreements import Agreement, AgreementVersion, Necessity
from budgets.models.circle import CircleMember, Power
from budgets.models.introductions import Introduction, IntroductionChoice
from budgets.models.ledger import Account, Line, Posting
from budgets.models.money import Budget, BudgetVersion, DelegatedLimit, Deployment, Expense
from budgets.models.persons import Person
from budgets.models.visits import Visit

__all__ = [
    "Account",
    "Agreement",
    "AgreementVersion",
    "Budget",
    "BudgetVersion",
    "DelegatedLimit",
    "CircleMember",
    "Deployment",
    "Expense",
    "Introduction",
    "IntroductionChoice",
    "Line",
    "Necessity",
    "Person",
    "Power",
    "Posting",
    "Visit",
]
