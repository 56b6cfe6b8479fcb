"""People whom an organisation supports, and their introductions to enterprises."""

from budgets.models.introductions import Introduction, IntroductionChoice
from budgets.models.persons import Person

__all__ = ["Introduction", "IntroductionChoice", "Person"]
