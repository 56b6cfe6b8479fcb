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
    from budgets.models import BudgetVersion, Expense, MoneyStep, SharedSession, Surplus, Visit

    asked = Surplus.objects.filter(status__in=("asked", "returned"))
    reconciling.SOURCES[:] = [
        reconciling.Source("budgets.budgetversion", lambda: BudgetVersion.objects.exclude(allocated_until=None)),
        reconciling.Source("budgets.expense", lambda: Expense.objects.all(), ("expense-declared",)),
        reconciling.Source("budgets.visit", lambda: Visit.objects.exclude(reservation=None), ("commitment",)),
        reconciling.Source("budgets.extrahours"),
        reconciling.Source("budgets.sharedsession", lambda: SharedSession.objects.paid(), ("invoice-paid",)),
        reconciling.Source("budgets.sharedarrangement"),  # what is left of a pool share goes back for it
        reconciling.Source("budgets.moneystep", lambda: MoneyStep.objects.all()),
        reconciling.Source("budgets.surplus", lambda: asked.all(), ("clawback-notice",)),
    ]
