from django.apps import AppConfig


class CommissioningConfig(AppConfig):
    name = "commissioning"
    label = "commissioning"

    def ready(self) -> None:
        from budgets import reconciling
        from commissioning.models import Payment
        from commissioning.reconciling import gaps, on_its_way
        from commissioning.rules import WORDS
        from marketplace.workflow.middleware import RULES

        RULES.update(WORDS)
        paid = reconciling.Source(
            "commissioning.payment", lambda: Payment.objects.exclude(reservation=None), ("commitment",)
        )
        reconciling.SOURCES += [paid, reconciling.Source("commissioning.invoice")]
        reconciling.ON_ITS_WAY.append(on_its_way)
        reconciling.MORE.append(gaps)
