"""Each extension or change of a contract is a version that both sides say yes to; and who gave notice."""

import django.db.models.deletion
import django.utils.timezone
import marketplace.accounts.ids
import marketplace.workflow.sealed
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("commissioning", "0012_how_long_invoices_took"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="contract",
            name="notice_at",
            field=models.DateTimeField(help_text="When notice was given; its last day is the one it has.", null=True),
        ),
        migrations.AddField(
            model_name="contract",
            name="notice_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.CreateModel(
            name="ContractVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("ends_on", models.DateField(null=True)),
                (
                    "value_pence",
                    models.PositiveBigIntegerField(help_text="Of the whole life, not only of what is new."),
                ),
                (
                    "regime",
                    models.CharField(
                        choices=[
                            ("private", "A private contract: procurement law does not apply"),
                            ("provider-selection", "Health care: the Provider Selection Regime 2023"),
                            (
                                "regulations-2015",
                                "Begun before 24 February 2025: the Public Contracts Regulations 2015",
                            ),
                            ("below-threshold", "Below the threshold: Part 6 of the Procurement Act 2023"),
                            ("user-choice", "Above the threshold, chosen by the person: direct award"),
                            ("light-touch", "Above the threshold: the light touch rules of the Procurement Act 2023"),
                            ("full", "Above the threshold: the full Procurement Act 2023"),
                        ],
                        max_length=18,
                    ),
                ),
                ("duties", models.JSONField(default=list)),
                ("terms", models.JSONField(default=dict, help_text="The plain terms as both read them.")),
                (
                    "why",
                    marketplace.workflow.sealed.SealedTextField(
                        blank=True, help_text="Why it is right: whoever is asked reads it."
                    ),
                ),
                ("proposed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "due_on",
                    models.DateField(help_text="By when whoever is asked now should have answered.", null=True),
                ),
                (
                    "sent_up_at",
                    models.DateTimeField(help_text="When it went to somebody who decides about more.", null=True),
                ),
                (
                    "limit_pence",
                    models.PositiveBigIntegerField(help_text="What whoever said yes lets alone.", null=True),
                ),
                ("buyer_at", models.DateTimeField(null=True)),
                ("enterprise_at", models.DateTimeField(null=True)),
                ("refused_at", models.DateTimeField(null=True)),
                (
                    "buyer_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="commissioning.contract",
                    ),
                ),
                (
                    "enterprise_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "number"), name="contract_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("enterprise_at", None), ("refused_at", None)),
                        fields=("contract",),
                        name="contract_version_one_waits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value_pence__range", (1, 100000000))),
                        name="contract_version_value_believable",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("limit_pence", None), ("limit_pence__gte", models.F("value_pence")), _connector="OR"
                        ),
                        name="contract_version_within_the_limit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("buyer_at", None), ("buyer_by", None)),
                            models.Q(("buyer_at__isnull", False), ("buyer_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="contract_version_bought_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("enterprise_at", None), ("enterprise_by", None)),
                            models.Q(
                                ("buyer_by__isnull", False),
                                ("enterprise_at__isnull", False),
                                ("enterprise_by__isnull", False),
                                ("refused_at", None),
                                models.Q(("enterprise_by", models.F("buyer_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="contract_version_agreed_by_two",
                    ),
                ],
            },
        ),
    ]
