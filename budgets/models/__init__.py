"""People whom an organisation supports, their introductions to enterprises, and the books of their money."""

from budgets.models.circle import CircleMember, Power
from budgets.models.introductions import Introduction, IntroductionChoice
from budgets.models.ledger import Account, Line, Posting
from budgets.models.life import AscotWording, Instrument, LifeCheck
from budgets.models.money import Budget, BudgetVersion, DelegatedLimit, Deployment, Expense
from budgets.models.persons import Person
from budgets.models.returns import MoneyReturn, Receipt
from budgets.models.steps import MoneyStep
from budgets.models.surplus import MoneyRules, SpendingAnswer, Surplus

__all__ = [
    "Account",
    "AscotWording",
    "Budget",
    "BudgetVersion",
    "DelegatedLimit",
    "CircleMember",
    "Deployment",
    "Expense",
    "Instrument",
    "Introduction",
    "IntroductionChoice",
    "LifeCheck",
    "Line",
    "MoneyRules",
    "MoneyReturn",
    "MoneyStep",
    "Person",
    "Power",
    "Posting",
    "Receipt",
    "SpendingAnswer",
    "Surplus",
]
