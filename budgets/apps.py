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
    from budgets.models import BudgetVersion, Expense, SharedSession

    budgets = reconciling.Source("budgets.budgetversion", lambda: BudgetVersion.objects.exclude(allocated_until=None))
    expenses = reconciling.Source("budgets.expense", lambda: Expense.objects.all(), ("expense-declared",))
    shared = reconciling.Source("budgets.sharedsession", lambda: SharedSession.objects.paid(), ("invoice-paid",))
    pools = reconciling.Source("budgets.sharedarrangement")  # what is left of a pool share goes back for it
    known = [*reconciling.SOURCES, budgets, expenses, shared, pools]
    reconciling.SOURCES[:] = [*dict.fromkeys(known)]
