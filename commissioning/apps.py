from django.apps import AppConfig


class CommissioningConfig(AppConfig):
    name = "commissioning"
    label = "commissioning"

    def ready(self) -> None:
        from commissioning.rules import WORDS
        from marketplace.workflow.middleware import RULES

        RULES.update(WORDS)
