"""People whom an organisation supports, their introductions to enterprises, and the books of their money."""

from budgets.models.introductions import Introduction, IntroductionChoice
from budgets.models.ledger import Account, Line, Posting
from budgets.models.persons import Person

__all__ = ["Account", "Introduction", "IntroductionChoice", "Line", "Person", "Posting"]
