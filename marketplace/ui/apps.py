from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "marketplace.ui"
    label = "ui"

    def ready(self) -> None:
        from marketplace.ui.fields import leave_out_what_nobody_sees
        from marketplace.ui.messages import speak_plainly

        leave_out_what_nobody_sees()
        speak_plainly()
