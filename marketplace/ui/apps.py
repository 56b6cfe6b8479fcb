from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "marketplace.ui"
    label = "ui"

    def ready(self) -> None:
        from marketplace.ui.messages import speak_plainly

        speak_plainly()
