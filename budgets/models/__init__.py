"""People whom an organisation supports, their introductions to enterprises, and the books of their money."""

from budgets.models.agreements import Agreement, AgreementVersion, Necessity
from budgets.models.circle import CircleMember, Power
from budgets.models.extra import ExtraHours
from budgets.models.introductions import Introduction, IntroductionChoice
from budgets.models.ledger import Account, Line, Posting
from budgets.models.life import FirstVisitSheet, LifeChange
from budgets.models.life_checks import AscotWording, Instrument, LifeCheck
from budgets.models.money import Budget, BudgetVersion, DelegatedLimit, Deployment, Expense
from budgets.models.persons import Person
from budgets.models.plans import Plan, Review
from budgets.models.returns import MoneyReturn, Receipt
from budgets.models.sharing import SessionShare, SharedArrangement, SharedSession, ShareMember
from budgets.models.steps import MoneyStep
from budgets.models.surplus import MoneyRules, SpendingAnswer, Surplus
from budgets.models.visits import Visit

__all__ = [
    "Account",
    "Agreement",
    "AgreementVersion",
    "AscotWording",
    "Budget",
    "BudgetVersion",
    "CircleMember",
    "DelegatedLimit",
    "Deployment",
    "Expense",
    "ExtraHours",
    "FirstVisitSheet",
    "Instrument",
    "Introduction",
    "IntroductionChoice",
    "LifeChange",
    "LifeCheck",
    "Line",
    "MoneyReturn",
    "MoneyRules",
    "MoneyStep",
    "Necessity",
    "Person",
    "Plan",
    "Posting",
    "Power",
    "Receipt",
    "Review",
    "SessionShare",
    "ShareMember",
    "SharedArrangement",
    "SharedSession",
    "SpendingAnswer",
    "Surplus",
    "Visit",
]
