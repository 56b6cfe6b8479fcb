from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    name = "budgets"
    label = "budgets"

    def ready(self) -> None:
        from budgets.rules import WORDS
        from marketplace.workflow.middleware import RULES

        RULES.update(WORDS)
        _say_what_postings_are_for()


def _say_what_postings_are_for() -> None:
    """The records that money moves for, and which of them must have moved some."""
    from budgets import reconciling
    from budgets.models import BudgetVersion, Expense, Visit

    budgets = reconciling.Source("budgets.budgetversion", lambda: BudgetVersion.objects.exclude(allocated_until=None))
    expenses = reconciling.Source("budgets.expense", lambda: Expense.objects.all(), ("expense-declared",))
    visits = reconciling.Source("budgets.visit", lambda: Visit.objects.exclude(reservation=None), ("commitment",))
    extra = reconciling.Source("budgets.extrahours")
    reconciling.SOURCES[:] = [*dict.fromkeys([*reconciling.SOURCES, budgets, expenses, visits, extra])]
