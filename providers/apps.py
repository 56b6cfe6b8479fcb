from django.apps import AppConfig


class ProvidersConfig(AppConfig):
    name = "providers"
    label = "providers"

    def ready(self) -> None:
        from marketplace.workflow.middleware import RULES
        from providers.rules import WORDS

        RULES.update(WORDS)
