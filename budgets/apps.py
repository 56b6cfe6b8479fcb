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
    from budgets.models import BudgetVersion, Expense, MoneyStep, Surplus

    budgets = reconciling.Source("budgets.budgetversion", lambda: BudgetVersion.objects.exclude(allocated_until=None))
    expenses = reconciling.Source("budgets.expense", lambda: Expense.objects.all(), ("expense-declared",))
    steps = reconciling.Source("budgets.moneystep", lambda: MoneyStep.objects.all())
    asked = reconciling.Source(
        "budgets.surplus", lambda: Surplus.objects.filter(status__in=("asked", "returned")), ("clawback-notice",)
    )
    reconciling.SOURCES[:] = [*dict.fromkeys([*reconciling.SOURCES, budgets, expenses, steps, asked])]
