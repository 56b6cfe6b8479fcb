from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    name = "budgets"
    label = "budgets"

    def ready(self) -> None:
        from budgets.rules import WORDS
        from marketplace.workflow.middleware import RULES

        RULES.update(WORDS)
