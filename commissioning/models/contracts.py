"""Small contracts: the council's form of an agreement, with the law that applies, a number, and call-offs."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budgets.models import Agreement
from commissioning.querysets import CallOffQuerySet, ContractQuerySet, ContractVersionQuerySet
from commissioning.regimes import NAMES, Regime
from marketplace.accounts.ids import uuid7
from marketplace.organisations.models import Organisation
from marketplace.workflow.sealed import SealedTextField
from providers.models import Enterprise, Service

REGIMES = [(each.value, NAMES[each]) for each in Regime]


class Contract(models.Model):
    """What a council or an NHS body buys from one enterprise: for one person (an agreement), or for a group."""

    class Status(models.TextChoices):
        OFFERED = "offered", _("Waits for the enterprise")
        AGREED = "agreed", _("Agreed")
        DECLINED = "declined", _("Not agreed")
        WITHDRAWN = "withdrawn", _("Taken back")
        ENDED = "ended", _("Ended")

    MOVES = {
        Status.OFFERED: {Status.AGREED, Status.DECLINED, Status.WITHDRAWN},
        Status.AGREED: {Status.ENDED},
        Status.DECLINED: set(),
        Status.WITHDRAWN: set(),
        Status.ENDED: set(),
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True, default=uuid7, help_text="The form's own: sent twice is one.")
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="+", help_text="Who buys.")
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    agreement = models.OneToOneField(Agreement, models.PROTECT, null=True, related_name="+")
    status = models.CharField(max_length=9, choices=Status, default=Status.OFFERED, editable=False)
    number = models.CharField(max_length=20, help_text="The purchase order's, on every invoice.")
    purpose = models.CharField(max_length=200, help_text="What it is for; it is published, so nobody is named.")
    group = models.CharField(max_length=120, blank=True, help_text="For whom, where it is not one person.")
    offer = models.JSONField(default=dict, help_text="The service as it was offered: budgets.offering.frozen().")
    terms = models.JSONField(default=dict, help_text="The plain terms as both read them, in sentences.")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    value_pence = models.PositiveBigIntegerField(help_text="Of its whole life, extensions and VAT in it.")
    regime = models.CharField(max_length=18, choices=REGIMES)
    duties = models.JSONField(
        default=list, help_text="What the law asks, in words, with its source and what was done."
    )
    began_on = models.DateField(help_text="When its procurement began.")
    is_health_care = models.BooleanField(default=False)
    is_chosen = models.BooleanField(default=False, help_text="The person chose the enterprise.")
    is_advertised = models.BooleanField(default=False)
    second_quote_pence = models.PositiveBigIntegerField(null=True)
    second_quote_from = models.CharField(max_length=120, blank=True)
    none_suitable = models.CharField(max_length=300, blank=True, help_text="Why no second quote was asked for.")
    department = models.CharField(max_length=80, blank=True)
    team = models.CharField(max_length=60, blank=True)
    cost_centre = models.CharField(max_length=20, blank=True)
    subjective_code = models.CharField(max_length=20, blank=True)
    notice_days = models.PositiveSmallIntegerField(default=14)
    is_self_billed = models.BooleanField(default=False, help_text="Both agreed that the buyer writes the invoices.")
    limit_pence = models.PositiveBigIntegerField(null=True, help_text="What whoever let it lets alone.")
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    offered_at = models.DateTimeField(default=timezone.now)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, help_text="When the enterprise said yes.")
    ended_at = models.DateTimeField(null=True)
    because = SealedTextField(blank=True, help_text="Why it was not agreed, or ended.")
    notice_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    notice_at = models.DateTimeField(null=True, help_text="When notice was given; its last day is the one it has.")

    objects = ContractQuerySet.as_manager()

    class Meta:
        ordering = ["-offered_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="contract_number_once"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="contract_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=Q(value_pence__range=(1, 100_000_000)), name="contract_value_believable"),
            models.CheckConstraint(
                condition=~Q(status="agreed") | Q(agreed_at__isnull=False, agreed_by__isnull=False),
                name="contract_agreed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by=None) | ~Q(agreed_by=F("offered_by")), name="contract_agreed_by_two"
            ),
            models.CheckConstraint(
                condition=Q(limit_pence=None) | Q(limit_pence__gte=F("value_pence")),
                name="contract_within_the_limit",
            ),
            models.CheckConstraint(
                condition=Q(agreement__isnull=False) | ~Q(group=""), name="contract_is_for_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class ContractVersion(models.Model):
    """The last day and the value from a yes on: the first as it was offered, each extension or change a new one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    contract = models.ForeignKey(Contract, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    ends_on = models.DateField(null=True)
    value_pence = models.PositiveBigIntegerField(help_text="Of the whole life, not only of what is new.")
    regime = models.CharField(max_length=18, choices=REGIMES)
    duties = models.JSONField(default=list)
    terms = models.JSONField(default=dict, help_text="The plain terms as both read them.")
    why = SealedTextField(blank=True, help_text="Why it is right: whoever is asked reads it.")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField(null=True, help_text="By when whoever is asked now should have answered.")
    sent_up_at = models.DateTimeField(null=True, help_text="When it went to somebody who decides about more.")
    limit_pence = models.PositiveBigIntegerField(null=True, help_text="What whoever said yes lets alone.")
    buyer_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    buyer_at = models.DateTimeField(null=True)
    enterprise_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    enterprise_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)

    objects = ContractVersionQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="contract_version_once"),
            models.UniqueConstraint(
                fields=["contract"],
                condition=Q(enterprise_at=None, refused_at=None),
                name="contract_version_one_waits",
            ),
            models.CheckConstraint(
                condition=Q(value_pence__range=(1, 100_000_000)), name="contract_version_value_believable"
            ),
            models.CheckConstraint(
                condition=Q(limit_pence=None) | Q(limit_pence__gte=F("value_pence")),
                name="contract_version_within_the_limit",
            ),
            models.CheckConstraint(
                condition=Q(buyer_by=None, buyer_at=None) | Q(buyer_by__isnull=False, buyer_at__isnull=False),
                name="contract_version_bought_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(enterprise_by=None, enterprise_at=None)
                | (
                    Q(enterprise_by__isnull=False, enterprise_at__isnull=False, buyer_by__isnull=False)
                    & Q(refused_at=None)
                    & ~Q(enterprise_by=F("buyer_by"))
                ),
                name="contract_version_agreed_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.number}"

    @property
    def is_open(self) -> bool:
        """Somebody has not answered yet."""
        return self.enterprise_at is None and self.refused_at is None

    @property
    def is_from_enterprise(self) -> bool:
        """What the buyer's side proposes it buys at once, or sends up to whoever decides about more."""
        return self.sent_up_at is None and self.proposed_by_id != self.buyer_by_id

    @property
    def waits_for(self) -> str:
        """Whose yes is missing."""
        if not self.is_open:
            return ""
        return "buyer" if self.buyer_at is None else "enterprise"


class CallOff(models.Model):
    """One order under a contract that is not planned by the week: a session, a stage, a day; paid once confirmed."""

    class Status(models.TextChoices):
        ORDERED = "ordered", _("Ordered")
        CONFIRMED = "confirmed", _("It happened")
        NOT_DONE = "not-done", _("It did not happen")
        CALLED_OFF = "called-off", _("Called off")

    MOVES = {
        Status.ORDERED: {Status.CONFIRMED, Status.NOT_DONE, Status.CALLED_OFF},
        Status.CONFIRMED: {Status.ORDERED},  # said by mistake, before it is on an invoice
        Status.NOT_DONE: {Status.ORDERED},
        Status.CALLED_OFF: set(),
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True, default=uuid7)
    contract = models.ForeignKey(Contract, models.PROTECT, related_name="call_offs")
    status = models.CharField(max_length=10, choices=Status, default=Status.ORDERED, editable=False)
    on = models.DateField()
    words = SealedTextField(help_text="What is done; never about one person's needs.")
    pence = models.PositiveBigIntegerField(help_text="All that is paid for it, VAT in it.")
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField(default=timezone.now)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField(null=True)

    objects = CallOffQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(pence__range=(1, 10_000_000)), name="call_off_sum_believable"),
            models.CheckConstraint(
                condition=~Q(status__in=["confirmed", "not-done"]) | Q(said_by__isnull=False, said_at__isnull=False),
                name="call_off_said_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.status}"
