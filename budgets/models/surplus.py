"""What a council lets people keep and spend money on, and more money than that, which a person looks at."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budgets.models.money import Budget
from budgets.querysets import SurplusQuerySet
from marketplace.accounts.ids import uuid7
from marketplace.organisations.models import Organisation
from marketplace.workflow.sealed import SealedTextField

SURPLUS_WEEKS = 8


class MoneyRules(models.Model):
    """One body's own: how many weeks of money people may keep, and how one asks it for an assessment."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="+")
    surplus_weeks = models.PositiveSmallIntegerField(
        default=SURPLUS_WEEKS, validators=[MaxValueValidator(52)],
        help_text="Weeks of its money that people may keep (Haringey, Sefton 4 to 8; St Helens 8).",
    )  # fmt: skip
    late_days = models.PositiveSmallIntegerField(
        default=14, validators=[MaxValueValidator(90)],
        help_text="Days after a return was due until the named worker hears that it is missing.",
    )  # fmt: skip
    assess_words = models.TextField(blank=True, help_text="How one asks for an assessment.")
    assess_url = models.URLField(blank=True)
    contact_words = models.TextField(blank=True, help_text="Whom one asks about money, and how.")
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "money rules"
        constraints = [models.CheckConstraint(condition=Q(surplus_weeks__lte=52), name="surplus_weeks_of_a_year")]

    def __str__(self) -> str:
        return f"{self.surplus_weeks} weeks"

    @classmethod
    def of(cls, organisation: Organisation) -> "MoneyRules":
        """The body's own, or the usual ones."""
        return cls.objects.filter(organisation=organisation).first() or cls(organisation=organisation)


class SpendingAnswer(models.Model):
    """One thing that people ask whether they can spend their money on, and what the body answers."""

    class Verdict(models.TextChoices):
        YES = "yes", _("Yes")
        ASK = "ask", _("Ask first")
        NO = "no", _("No")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=120)
    verdict = models.CharField(max_length=3, choices=Verdict)
    answer = models.CharField(max_length=300, blank=True)
    url = models.URLField(blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.verdict


class Surplus(models.Model):
    """More money than the body's weeks allow, as it was on a day: raised for a person, who decides. Nothing is ever
    taken by itself (Care Act 2014 s.33(5))."""

    class Status(models.TextChoices):
        RAISED = "raised", _("Somebody looks at it")
        LEFT = "left", _("It stays where it is")
        ASKED = "asked", _("Asked back")
        RETURNED = "returned", _("Given back")
        DROPPED = "dropped", _("No longer asked back")

    MOVES = {
        Status.RAISED: {Status.LEFT, Status.ASKED},
        Status.LEFT: set(),
        Status.ASKED: {Status.RETURNED, Status.DROPPED},
        Status.RETURNED: set(),
        Status.DROPPED: set(),
    }
    OPEN = (Status.RAISED, Status.ASKED)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    budget = models.ForeignKey(Budget, models.PROTECT, related_name="surpluses")
    status = models.CharField(max_length=8, choices=Status, default=Status.RAISED, editable=False)
    raised_on = models.DateField(default=timezone.localdate)
    weeks = models.PositiveSmallIntegerField()
    balance_pence = models.BigIntegerField()
    contingency_pence = models.PositiveBigIntegerField(default=0)
    promised_pence = models.PositiveBigIntegerField(default=0)
    weekly_authority_pence = models.PositiveBigIntegerField()
    overpaid_pence = models.PositiveBigIntegerField(default=0)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True)
    because = SealedTextField(blank=True, help_text="Why, in words that the person reads.")
    asked_pence = models.PositiveBigIntegerField(null=True)
    pay_by = models.DateField(null=True, help_text="Two weeks after it was asked.")
    ended_on = models.DateField(null=True)

    objects = SurplusQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "surpluses"
        ordering = ["raised_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["budget"], condition=Q(status__in=("raised", "asked")), name="surplus_looked_at_once"
            ),
            models.CheckConstraint(
                condition=Q(status="raised") | Q(decided_by__isnull=False, decided_on__isnull=False),
                name="surplus_decided_by_a_person",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=("asked", "returned", "dropped"))
                | Q(asked_pence__gte=1, pay_by__isnull=False),
                name="surplus_asks_a_sum_by_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.status
