"""Agreements: what an enterprise does for somebody, when, for how much and on which terms; agreed by both."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budgets.models.money import MECHANISMS, Budget
from budgets.models.persons import Person
from budgets.querysets import AgreementQuerySet, NecessityQuerySet, TermsQuerySet
from marketplace.accounts.ids import uuid7
from marketplace.workflow.references import new_reference
from marketplace.workflow.sealed import SealedTextField
from providers.models import Enterprise, Price, Service

MOST_A_VISIT = 10_000_000  # pence: £100,000 for one visit is a slip of the hand


class Agreement(models.Model):
    """One noun for every buyer. Its terms are in versions: the newest that both agreed to holds."""

    class Buyer(models.TextChoices):
        PERSON = "person", _("The person")
        ISF = "isf", _("Whoever holds their individual service fund")
        COUNCIL = "council", _("The council")
        NHS = "nhs", _("The NHS")
        GROUP = "group", _("Several people together")

    class Status(models.TextChoices):
        OFFERED = "offered", _("Waits for a yes")
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

    class Kin(models.TextChoices):
        NONE = "none", _("No, they are not family")
        ELSEWHERE = "elsewhere", _("A relative who lives somewhere else")
        HOUSEHOLD = "household", _("A close relative in the same home")
        PARTNER = "partner", _("Husband, wife or partner, wherever they live")

    CLOSE = (Kin.HOUSEHOLD, Kin.PARTNER)  # SI 2014/2871 reg 3: not with a direct payment, unless it is necessary

    class Employment(models.TextChoices):
        SELF_EMPLOYED = "self-employed", _("Self-employed for this work")
        EMPLOYED = "employed", _("Employed for tax purposes")
        UNCLEAR = "unclear", _("The tool could not tell")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True, default=uuid7, help_text="The form's own: sent twice is one.")
    reference = models.CharField(max_length=9, unique=True, default=new_reference)
    status = models.CharField(max_length=9, choices=Status, default=Status.OFFERED, editable=False)
    buyer = models.CharField(max_length=7, choices=Buyer)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="agreements")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    budget = models.ForeignKey(Budget, models.PROTECT, null=True, related_name="agreements")
    mechanism = models.CharField(max_length=18, choices=MECHANISMS, blank=True, help_text="Out of which money.")
    kin = models.CharField(max_length=9, choices=Kin, default=Kin.NONE)
    necessary_because = SealedTextField(blank=True, help_text="Why a close relative is paid all the same.")
    necessary_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    necessary_until = models.DateField(null=True)
    is_one_to_one = models.BooleanField(default=True)
    is_directed = models.BooleanField(default=False, help_text="The buyer says what is done, when and how.")
    employment = models.CharField(max_length=13, choices=Employment, blank=True)
    employment_on = models.DateField(null=True, help_text="When HMRC's tool said so.")
    employment_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    offered_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField(null=True, help_text="By when the enterprise should have said yes or no.")
    agreed_at = models.DateTimeField(null=True)
    planned_until = models.DateField(null=True, help_text="The last day up to which visits are planned.")
    ends_on = models.DateField(null=True, help_text="The last day, once notice was given.")
    ended_at = models.DateTimeField(null=True)
    why = SealedTextField(blank=True, help_text="Why this is right, for whoever decides about more.")
    because = SealedTextField(blank=True, help_text="Why it was not agreed, or ended.")

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["-offered_at", "-pk"]
        indexes = [
            models.Index(fields=["planned_until"], condition=Q(status="agreed"), name="agreement_to_plan"),
            models.Index(fields=["service", "status"], name="agreement_of_service"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(budget=None) & Q(mechanism="")) | (Q(budget__isnull=False) & ~Q(mechanism="")),
                name="agreement_says_out_of_which_money",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(buyer="group"), name="agreement_is_for_somebody"
            ),
            models.CheckConstraint(
                condition=~Q(kin__in=["household", "partner"])
                | ~Q(mechanism__in=["direct-payment", "phb-direct-payment"])
                | ~Q(status="agreed")
                | (Q(necessary_by__isnull=False, necessary_until__isnull=False) & ~Q(necessary_because="")),
                name="agreement_with_family_only_when_necessary",
            ),
            models.CheckConstraint(
                condition=~Q(status="agreed") | Q(agreed_at__isnull=False), name="agreement_agreed_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def held(self) -> "AgreementVersion | None":
        """The terms that hold: the newest that both agreed to."""
        return max((v for v in self.versions.all() if v.is_agreed), key=lambda v: v.number, default=None)

    @property
    def open_version(self) -> "AgreementVersion | None":
        """The terms that wait for a yes."""
        return next((v for v in self.versions.all() if v.is_open), None)

    @property
    def is_ordered(self) -> bool:
        """Bought by a council or an NHS body: within the limit of whoever orders."""
        return self.buyer in (self.Buyer.COUNCIL, self.Buyer.NHS)


class AgreementVersion(models.Model):
    """The terms from a day on, with what the service said of itself on the day they were offered."""

    class Side(models.TextChoices):
        BUYER = "buyer", _("Who buys")
        ENTERPRISE = "enterprise", _("Who helps")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    offer = models.JSONField(help_text="The service as it was offered: offering.frozen().")
    what = SealedTextField(help_text="What is done, in the words of both.")
    pattern = models.JSONField(help_text="When, every week: [{'weekday': 0, 'at': '10:00', 'minutes': 60}].")
    pence = models.PositiveBigIntegerField(help_text="The price of one unit.")
    unit = models.CharField(max_length=14, choices=Price.Unit)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    trial_weeks = models.PositiveSmallIntegerField(default=4, help_text="In which either side ends it at once.")
    notice_days = models.PositiveSmallIntegerField(default=14)
    cancel_hours = models.PositiveSmallIntegerField(default=24, help_text="Called off later, part of it is paid.")
    cancel_per_cent = models.PositiveSmallIntegerField(default=100)
    absence_days = models.PositiveSmallIntegerField(default=7, help_text="Of hospital or away, part of it is paid.")
    absence_per_cent = models.PositiveSmallIntegerField(default=0)
    proposed_by_side = models.CharField(max_length=10, choices=Side)
    proposed_at = models.DateTimeField(default=timezone.now)
    buyer_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    buyer_at = models.DateTimeField(null=True, help_text="When whoever buys said yes.")
    enterprise_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    enterprise_at = models.DateTimeField(null=True, help_text="When the enterprise said yes.")
    refused_at = models.DateTimeField(null=True)
    yearly_pence = models.PositiveBigIntegerField(default=0, help_text="What it comes to in a year, or to its end.")
    limit_pence = models.PositiveBigIntegerField(null=True, help_text="What whoever ordered it orders alone, a year.")
    sent_up_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sent_up_at = models.DateTimeField(null=True, help_text="When it went to somebody who decides about more.")
    overdue_told_at = models.DateTimeField(null=True, help_text="When the buyer heard that nobody answers.")

    objects = TermsQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="agreement_version_once"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="agreement_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=Q(pence__range=(1, MOST_A_VISIT)), name="agreement_price_believable"),
            models.CheckConstraint(
                condition=Q(cancel_per_cent__lte=100, absence_per_cent__lte=100), name="agreement_per_cent_of_a_whole"
            ),
            models.CheckConstraint(
                condition=Q(refused_at=None) | Q(buyer_at=None) | Q(enterprise_at=None),
                name="agreement_version_agreed_or_refused",
            ),
            models.CheckConstraint(
                condition=Q(limit_pence=None) | Q(limit_pence__gte=F("yearly_pence")),
                name="agreement_ordered_within_the_limit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.number}"

    @property
    def is_agreed(self) -> bool:
        return self.buyer_at is not None and self.enterprise_at is not None

    @property
    def is_open(self) -> bool:
        """Waits for the other side."""
        return not self.is_agreed and self.refused_at is None

    @property
    def waits_for(self) -> str:
        """Whose yes is missing: a side, or nobody's."""
        if not self.is_open:
            return ""
        return self.Side.BUYER if self.buyer_at is None else self.Side.ENTERPRISE


class Necessity(models.Model):
    """Why a council lets a direct payment pay a partner, or a close relative in the same home (SI 2014/2871 reg 3)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True, default=uuid7, help_text="The form's own: sent twice is one.")
    person = models.ForeignKey(Person, models.CASCADE, related_name="necessities")
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="+")
    because = SealedTextField()
    until = models.DateField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)

    objects = NecessityQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_at", "-pk"]

    def __str__(self) -> str:
        return str(self.until)
