"""Invoices: for what was confirmed, held against the order, approved, paid in days; and what is asked about them."""

from datetime import date
from uuid import UUID, uuid5

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budgets.models import Agreement, Person, Visit
from commissioning.invoicing import NAMES, Vat
from commissioning.models.contracts import CallOff, Contract
from commissioning.querysets import InvoiceQuerySet, QueryQuerySet
from marketplace.accounts.ids import uuid7
from marketplace.accounts.models import User
from marketplace.organisations.models import Organisation
from marketplace.workflow.sealed import SealedTextField
from providers.models import Enterprise

VATS = [(each.value, name) for each, name in NAMES.items()]
MOST_PENCE = 100_000_000  # an invoice of a million pounds is a slip of the hand


class InvoicingSettings(models.Model):
    """How an enterprise writes invoices: its next number, and its VAT."""

    enterprise = models.OneToOneField(Enterprise, models.CASCADE, primary_key=True, related_name="+")
    next_number = models.PositiveIntegerField(default=1)
    prefix = models.CharField(max_length=10, blank=True)
    vat_number = models.CharField(max_length=12, blank=True, help_text="Only where it is registered for VAT.")
    vat = models.CharField(max_length=17, choices=VATS, default=Vat.NOT_REGISTERED.value)

    class Meta:
        verbose_name_plural = "invoicing settings"

    def __str__(self) -> str:
        return str(self.next_number)


class Invoice(models.Model):
    """What an enterprise asks for. What is paid for it stands in payments; the law's clock runs from `received_on`."""

    class Status(models.TextChoices):
        RECEIVED = "received", _("Received")
        VALIDATED = "validated", _("Looked at: it matches")
        ACCEPTED = "accepted", _("Accepted")
        QUERIED = "queried", _("Something is asked about it")
        APPROVED = "approved", _("Approved")
        SCHEDULED = "scheduled", _("In the next payments")
        IN_RUN = "in-run", _("On its way to the bank")
        PAID = "paid", _("Paid")
        REJECTED = "rejected", _("Sent back")
        WITHDRAWN = "withdrawn", _("Taken back")
        CREDITED = "credited", _("Credited")

    _DECIDE = {"validated", "accepted", "queried", "approved", "rejected", "withdrawn", "paid", "credited"}
    MOVES = {
        Status.RECEIVED: _DECIDE,
        Status.VALIDATED: _DECIDE - {"validated"},
        Status.ACCEPTED: _DECIDE - {"validated", "accepted"},
        Status.QUERIED: (_DECIDE - {"queried"}) | {"received"},  # settled: back to where it was
        Status.APPROVED: {"scheduled", "paid", "queried", "credited"},
        Status.SCHEDULED: {"in-run", "approved", "credited"},
        Status.IN_RUN: {"paid", "approved"},
        Status.PAID: {"approved", "credited"},  # a payment may come back; a credit may come later
        Status.REJECTED: set(),
        Status.WITHDRAWN: set(),
        Status.CREDITED: set(),
    }
    LIVE = (Status.RECEIVED, Status.VALIDATED, Status.ACCEPTED, Status.QUERIED, Status.APPROVED, Status.SCHEDULED,
            Status.IN_RUN, Status.PAID)  # fmt: skip
    WAITS = (Status.RECEIVED, Status.VALIDATED, Status.ACCEPTED, Status.QUERIED)

    class Payer(models.TextChoices):
        BODY = "body", _("A council or an NHS body")
        HOLDER = "holder", _("Whoever holds the fund")
        PERSON = "person", _("The person")

    class Source(models.TextChoices):
        VISITS = "visits", _("Made from what was confirmed")
        BY_HAND = "by-hand", _("Written by hand")
        SELF_BILLED = "self-billed", _("Written by the buyer, as agreed")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True, default=uuid7, help_text="The form's own: sent twice is one.")
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, related_name="+")
    contract = models.ForeignKey(Contract, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    payer = models.CharField(max_length=6, choices=Payer)
    body = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", help_text="Who pays.")
    credits = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="credit_notes", help_text="A credit note names its invoice."
    )
    status = models.CharField(max_length=9, choices=Status, default=Status.RECEIVED, editable=False)
    source = models.CharField(max_length=11, choices=Source)
    number = models.CharField(max_length=30, help_text="As the enterprise writes it.")
    number_key = models.CharField(max_length=30, help_text="The same without what people write differently.")
    order_number = models.CharField(max_length=20, blank=True, help_text="Of the contract or the agreement.")
    invoiced_on = models.DateField()
    received_at = models.DateTimeField(default=timezone.now)
    received_on = models.DateField(default=timezone.localdate, help_text="London's day: the clock starts after it.")
    starts_on = models.DateField(help_text="The first day that is on it.")
    ends_on = models.DateField(help_text="The last day that is on it.")
    net_pence = models.PositiveBigIntegerField()
    vat_pence = models.PositiveBigIntegerField(default=0)
    gross_pence = models.PositiveBigIntegerField(help_text="What it asks for.")
    undisputed_pence = models.PositiveBigIntegerField(default=0, help_text="What matches and nobody disputes.")
    approved_pence = models.PositiveBigIntegerField(default=0, help_text="What became payments, all together.")
    credited_pence = models.PositiveBigIntegerField(default=0)
    paid_pence = models.PositiveBigIntegerField(default=0)
    differences = models.JSONField(default=list, help_text="Three-way match: code, words, line, pence.")
    waits_because = ArrayField(models.CharField(max_length=200), default=list, help_text="Why it did not go through.")
    due_on = models.DateField(help_text="The last day of the term: Procurement Act 2023 s.68.")
    fast_on = models.DateField(help_text="By when small ones are paid here.")
    query_by = models.DateField(help_text="The last day to query it.")
    validated_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_rule = models.SlugField(blank=True, help_text="Straight through: no person approved.")
    paid_on = models.DateField(null=True, help_text="The day on which the last of it reached the supplier.")
    said_paid_at = models.DateTimeField(null=True, help_text="The person says that they paid.")
    reminded_at = models.DateTimeField(null=True)
    team = models.CharField(max_length=60, blank=True)
    is_public_contract = models.BooleanField(default=False)
    size = models.CharField(max_length=8, default="micro", help_text="Of the supplier on the day it came.")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    because = SealedTextField(blank=True, help_text="Why it was sent back.")

    waits_with: str  # both as timing.with_waits works them out
    waits_who: UUID | None

    objects = InvoiceQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(fields=["body", "received_on"], name="invoice_of_body"),
            models.Index(fields=["body", "paid_on"], name="invoice_paid"),
            models.Index(fields=["enterprise", "-received_at"], name="invoice_of_enterprise"),
            models.Index(fields=["person"], condition=Q(payer="person"), name="invoice_of_person"),
            models.Index(
                fields=["body", "due_on"],
                condition=~Q(status__in=["paid", "rejected", "withdrawn", "credited"]),
                name="invoice_waits",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "number_key"],
                condition=~Q(status__in=["rejected", "withdrawn"]),
                name="invoice_number_once",
            ),
            models.CheckConstraint(condition=Q(gross_pence__range=(1, MOST_PENCE)), name="invoice_sum_believable"),
            models.CheckConstraint(
                condition=Q(gross_pence=F("net_pence") + F("vat_pence")), name="invoice_net_and_vat_make_gross"
            ),
            models.CheckConstraint(
                condition=Q(approved_pence__lte=F("gross_pence")) & Q(paid_pence__lte=F("approved_pence")),
                name="invoice_paid_no_more_than_approved",
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="invoice_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(agreement__isnull=False) | Q(contract__isnull=False), name="invoice_has_an_order"
            ),
            models.CheckConstraint(
                condition=Q(payer="body", body__isnull=False) | ~Q(payer="body"), name="invoice_says_who_pays"
            ),
            models.CheckConstraint(
                condition=Q(status="paid", paid_on__isnull=False) | ~Q(status="paid"),
                name="invoice_paid_on_only_when_paid",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None) | Q(approved_by__isnull=False) | ~Q(approved_rule=""),
                name="invoice_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("made_by")) | Q(made_by=None),
                name="invoice_approved_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_live(self) -> bool:
        return self.status in self.LIVE

    @property
    def who_ordered(self) -> User | None:
        """The named worker of the person, or whoever let the contract."""
        worker = self.person.named_worker if self.person else None
        return worker or (self.contract.offered_by if self.contract else None)

    @property
    def awaits_acceptance(self) -> bool:
        """It differs from what was ordered or confirmed, and whoever ordered has not said that it is right."""
        return self.payer == self.Payer.BODY and bool(self.differences) and self.accepted_at is None

    @property
    def before_the_question(self) -> str:
        """Where it goes back to when all that was asked is settled."""
        if self.accepted_at is not None:
            return self.Status.ACCEPTED
        return self.Status.VALIDATED if self.validated_at is not None else self.Status.RECEIVED

    def is_late_on(self, day: date) -> bool:
        return self.paid_on is None and self.due_on < day


class InvoiceLine(models.Model):
    """One thing that was supplied: a visit or a call-off that somebody confirmed, or what was written by hand."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="lines")
    place = models.PositiveSmallIntegerField()
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="+")
    call_off = models.ForeignKey(CallOff, models.PROTECT, null=True, related_name="+")
    words = SealedTextField()
    on = models.DateField()
    quantity = models.DecimalField(max_digits=9, decimal_places=3, default=1)
    unit_pence = models.PositiveBigIntegerField()
    net_pence = models.PositiveBigIntegerField()
    vat_pence = models.PositiveBigIntegerField(default=0)
    vat = models.CharField(max_length=17, choices=VATS, default=Vat.NOT_REGISTERED.value)
    disputed_pence = models.PositiveBigIntegerField(default=0)
    is_released = models.BooleanField(default=False, help_text="The invoice is no more: it may be on another one.")

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["invoice", "place"], name="invoice_line_place_once"),
            models.UniqueConstraint(
                fields=["visit"], condition=Q(is_released=False, visit__isnull=False), name="visit_invoiced_once"
            ),
            models.UniqueConstraint(
                fields=["call_off"],
                condition=Q(is_released=False, call_off__isnull=False),
                name="call_off_invoiced_once",
            ),
            models.CheckConstraint(
                condition=Q(disputed_pence__lte=F("net_pence") + F("vat_pence")), name="invoice_line_disputed"
            ),
        ]

    def __str__(self) -> str:
        return str(self.place)

    @property
    def gross_pence(self) -> int:
        return self.net_pence + self.vat_pence


class InvoiceQuery(models.Model):
    """What is asked about an invoice: what is wrong, how much it is about, and the answer."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True, default=uuid7)
    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="queries")
    line = models.ForeignKey(InvoiceLine, models.PROTECT, null=True, related_name="+", help_text="None: all of it.")
    words = SealedTextField(help_text="What is wrong.")
    disputed_pence = models.PositiveBigIntegerField()
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(default=timezone.now)
    answer = SealedTextField(blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True)
    given_up_pence = models.PositiveBigIntegerField(default=0, help_text="Of the sum: no longer asked for.")

    objects = QueryQuerySet.as_manager()

    class Meta:
        verbose_name = "query"
        verbose_name_plural = "invoice queries"
        ordering = ["raised_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(disputed_pence__gte=1), name="query_is_about_a_sum"),
            models.CheckConstraint(
                condition=Q(resolved_at=None) | Q(resolved_at__gte=F("raised_at")), name="query_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(given_up_pence__lte=F("disputed_pence")), name="query_gives_up_no_more_than_asked"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_what_differs(self) -> bool:
        """Nobody wrote it: it is what differed when the rest was approved."""
        return self.key == self.key_for_what_differs(self.invoice_id, self.disputed_pence)

    @staticmethod
    def key_for_what_differs(invoice: UUID, pence: int) -> UUID:
        return uuid5(invoice, f"differs:{pence}")


class BankRate(models.Model):
    """The Bank Rate that was in force on a 30 June or 31 December, as an operator wrote it down (SI 2002/1675)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    on = models.DateField(unique=True)
    per_cent = models.DecimalField(max_digits=5, decimal_places=2)
    source = models.CharField(max_length=200)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-on"]
        constraints = [
            models.CheckConstraint(condition=Q(per_cent__range=(0, 25)), name="bank_rate_believable"),
            models.CheckConstraint(
                condition=Q(on__month=6, on__day=30) | Q(on__month=12, on__day=31), name="bank_rate_of_a_half_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.per_cent}"
