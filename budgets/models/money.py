"""Personal budgets: one funder's money for one person, in dated versions, agreed within somebody's limit."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budgets import allocation
from budgets.models.persons import Person
from budgets.querysets import HELD_BY_ANOTHER, BudgetQuerySet, DeploymentQuerySet, VersionQuerySet
from marketplace.accounts.ids import uuid7
from marketplace.organisations.models import LONGEST_TEAM, Organisation, Role
from marketplace.workflow.sealed import SealedTextField

MECHANISMS = [(each.value, name) for each, name in allocation.NAMES.items()]
ACCOUNTS = [(each.value, name) for each, name in allocation.ACCOUNTS.items()]


class DelegatedLimit(models.Model):
    """Up to how much a year a role agrees to alone, in one team or in every other; above it, the next person decides
    (scheme of delegation)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    role = models.CharField(max_length=14, choices=Role)
    team = models.CharField(max_length=LONGEST_TEAM, blank=True, help_text="Empty for every team without its own.")
    per_year_pence = models.PositiveBigIntegerField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["per_year_pence", "pk"]
        constraints = [models.UniqueConstraint(fields=["organisation", "role", "team"], name="delegated_limit_once")]

    def __str__(self) -> str:
        return f"{self.role} {self.per_year_pence}p"


class Budget(models.Model):
    """The money of one funder for one person; who has money from the council and from the NHS has two."""

    class Funder(models.TextChoices):
        COUNCIL = "council", _("The council")
        NHS = "nhs", _("The NHS")
        PERSON = "person", _("Their own money")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="budgets")
    funder = models.CharField(max_length=8, choices=Funder)
    opened_at = models.DateTimeField(default=timezone.now)

    objects = BudgetQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["person", "funder"], name="budget_once")]

    def __str__(self) -> str:
        return self.funder


class BudgetVersion(models.Model):
    """What the needs cost a week from a day on, what the person pays towards it, and who agreed (Care Act s.26)."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Waits for somebody to agree")
        AGREED = "agreed", _("Agreed")
        REFUSED = "refused", _("Not agreed")

    MOVES = {
        Status.PROPOSED: {Status.AGREED, Status.REFUSED},
        Status.AGREED: set(),
        Status.REFUSED: set(),
    }

    class Reason(models.TextChoices):
        NEW = "new", _("A first budget")
        REVIEW = "review", _("After a review")
        UPLIFT = "uplift", _("Prices went up")
        ERROR = "error", _("To put a mistake right")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True, default=uuid7, help_text="The form's own: sent twice is one.")
    budget = models.ForeignKey(Budget, models.PROTECT, related_name="versions")
    status = models.CharField(max_length=8, choices=Status, default=Status.PROPOSED, editable=False)
    reason = models.CharField(max_length=6, choices=Reason)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, help_text="Its last day; the day before the next version begins.")
    gross_weekly_pence = models.PositiveBigIntegerField(help_text="What meeting the needs costs: s.26(1)(a).")
    assessed_weekly_pence = models.PositiveBigIntegerField(default=0, help_text="The contribution: s.26(1)(b).")
    one_off_pence = models.PositiveBigIntegerField(default=0)
    annual_pence = models.PositiveBigIntegerField(help_text="The gross of a year and what is paid once.")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField(help_text="When somebody should have agreed to it.")
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    limit_pence = models.PositiveBigIntegerField(null=True, help_text="What they could agree to alone, a year.")
    why = SealedTextField(blank=True, help_text="Why this is right, for whoever decides about more.")
    because = SealedTextField(blank=True, help_text="Why not, for whoever proposed it.")
    allocated_until = models.DateField(null=True, help_text="The last day for which money is in the books.")

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "proposed_at", "pk"]
        indexes = [models.Index(fields=["allocated_until"], condition=Q(status="agreed"), name="version_to_allocate")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="agreed")
                | Q(agreed_by__isnull=False, agreed_at__isnull=False, limit_pence__gte=F("annual_pence")),
                name="budget_agreed_within_the_limit",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="budget_ends_after_it_begins"
            ),
            models.UniqueConstraint(fields=["budget"], condition=Q(status="proposed"), name="budget_proposed_once"),
        ]

    def __str__(self) -> str:
        return self.status

    def statement(self) -> allocation.Statement:
        """The same as a pure calculation."""
        ways = tuple(each.as_deployment() for each in self.deployments.all())
        return allocation.Statement(
            gross_weekly_pence=self.gross_weekly_pence, starts_on=self.starts_on, ends_on=self.ends_on,
            funder=allocation.Funder(self.budget.funder), assessed_weekly_pence=self.assessed_weekly_pence,
            one_off_pence=self.one_off_pence, deployments=ways,
        )  # fmt: skip


class Deployment(models.Model):
    """A part of a version that is paid in one way."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey(BudgetVersion, models.PROTECT, related_name="deployments")
    mechanism = models.CharField(max_length=18, choices=MECHANISMS)
    weekly_pence = models.PositiveBigIntegerField()
    account = models.CharField(max_length=12, choices=ACCOUNTS, blank=True)
    holder = models.CharField(max_length=120, blank=True, help_text="The body that holds it for the person.")
    held_by = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", help_text="The same, where it has accounts here."
    )

    objects = DeploymentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(weekly_pence__gte=1), name="deployment_has_a_sum"),
            models.CheckConstraint(
                condition=Q(held_by=None) | Q(mechanism__in=HELD_BY_ANOTHER), name="deployment_held_by_another"
            ),
        ]

    def __str__(self) -> str:
        return self.mechanism

    def as_deployment(self) -> allocation.Deployment:
        version = self.version
        account = allocation.Account(self.account) if self.account else None
        mechanism = allocation.Mechanism(self.mechanism)
        return allocation.Deployment(mechanism, self.weekly_pence, version.starts_on, version.ends_on, account)


class Expense(models.Model):
    """Something paid outside of this site from money that the person holds: wages, tax, another provider."""

    class Kind(models.TextChoices):
        PROVIDER = "provider", _("Somebody who helped me")
        WAGES = "wages", _("Wages of somebody I employ")
        TAX = "tax", _("Tax and National Insurance")
        HOLIDAY = "holiday", _("Holiday pay")
        EQUIPMENT = "equipment", _("Something I bought for my support")
        OTHER = "other", _("Something else in my plan")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True, default=uuid7)
    budget = models.ForeignKey(Budget, models.PROTECT, related_name="expenses")
    mechanism = models.CharField(max_length=18, choices=MECHANISMS, help_text="Out of which money.")
    kind = models.CharField(max_length=9, choices=Kind)
    pence = models.PositiveBigIntegerField()
    spent_on = models.DateField()
    words = SealedTextField(blank=True)
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    declared_at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-spent_on", "-declared_at"]
        constraints = [
            models.CheckConstraint(condition=Q(pence__range=(1, 10_000_000)), name="expense_amount_believable")
        ]

    def __str__(self) -> str:
        return self.kind
