"""Payments and the runs they leave in: made by one, approved by another, frozen, and answered by the bank."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budgets.models import Posting
from commissioning.models.invoices import Invoice
from commissioning.models.payees import BankAccount, PayerSettings
from commissioning.querysets import AnswerLineQuerySet, BankAnswerQuerySet, PaymentQuerySet, RunQuerySet
from commissioning.querysets.payments import UNCLEAR
from marketplace.accounts.ids import uuid7
from marketplace.organisations.models import Organisation


class PaymentRun(models.Model):
    """The payments of one body that leave together: a bank file, or a file for its finance system."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        MADE = "made", _("Waits for a second person")
        LOCKED = "locked", _("Approved: the files are ready")
        SENT = "sent", _("Sent")
        DONE = "done", _("Every payment is answered")
        DROPPED = "dropped", _("Given up")

    MOVES = {
        Status.PROPOSED: {Status.MADE, Status.DROPPED},
        Status.MADE: {Status.LOCKED, Status.PROPOSED, Status.DROPPED},
        Status.LOCKED: {Status.SENT, Status.DROPPED},  # dropped only while nothing was downloaded
        Status.SENT: {Status.DONE},
        Status.DONE: {Status.SENT},  # a payment came back later
        Status.DROPPED: set(),
    }
    OPEN = (Status.PROPOSED, Status.MADE)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.CharField(max_length=35, help_text="The message id of its file: unique for the bank.")
    rail = models.CharField(max_length=7, choices=PayerSettings.Rail)
    profile = models.CharField(max_length=15, help_text="bank_files.PROFILES.")
    status = models.CharField(max_length=8, choices=Status, default=Status.PROPOSED, editable=False)
    pay_on = models.DateField()
    proposed_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    locked_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    downloaded_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    count = models.PositiveIntegerField(default=0)
    total_pence = models.PositiveBigIntegerField(default=0)

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = "payment run"
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="run_number_once"),
            models.UniqueConstraint(
                fields=["body"], condition=Q(status__in=["proposed", "made"]), name="run_open_once"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["proposed", "dropped"]) | Q(made_by__isnull=False, made_at__isnull=False),
                name="run_made_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["locked", "sent", "done"])
                | Q(approved_by__isnull=False, locked_at__isnull=False),
                name="run_locked_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=models.F("made_by")), name="run_needs_two_people"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def given_on(self) -> date | None:
        """Of a run that was sent: the first day on which the bank can have had its file."""
        if self.sent_at is None:
            return None
        return timezone.localdate(min(self.sent_at, self.downloaded_at or self.sent_at))


class RunFile(models.Model):
    """One file of a locked run, byte for byte as it was made; nothing about it ever changes."""

    append_only = True

    class Kind(models.TextChoices):
        PAIN001 = "pain.001", "pain.001.001.09"
        CSV = "csv", _("CSV for a bank's page")
        FINANCE = "finance", _("CSV for the finance system")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    run = models.ForeignKey(PaymentRun, models.PROTECT, related_name="files")
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=60)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    count = models.PositiveIntegerField()
    total_pence = models.PositiveBigIntegerField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["kind"]
        constraints = [models.UniqueConstraint(fields=["run", "kind"], name="run_file_once")]

    def __str__(self) -> str:
        return self.name


class Payment(models.Model):
    """One sum to one payee: (the undisputed part of) an invoice, a direct payment, a fund's advance, or a grant."""

    class Kind(models.TextChoices):
        INVOICE = "invoice", _("An invoice")
        DIRECT_PAYMENT = "direct-payment", _("A direct payment")
        FUND = "fund", _("An advance to whoever holds a fund")
        GRANT = "grant", _("A grant to start with")

    class Status(models.TextChoices):
        DUE = "due", _("To be paid")
        IN_RUN = "in-run", _("In a run")
        LOCKED = "locked", _("In an approved run")
        SENT = "sent", _("On its way")
        PAID = "paid", _("Paid")
        RETURNED = "returned", _("Came back")
        CANCELLED = "cancelled", _("Not paid any more")

    MOVES = {
        Status.DUE: {Status.IN_RUN, Status.CANCELLED, Status.PAID},
        Status.IN_RUN: {Status.DUE, Status.LOCKED},
        Status.LOCKED: {Status.SENT, Status.DUE},
        Status.SENT: {Status.PAID, Status.RETURNED},
        Status.PAID: {Status.RETURNED},
        Status.RETURNED: set(),  # another payment takes its place
        Status.CANCELLED: set(),
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=14, choices=Kind)
    status = models.CharField(max_length=9, choices=Status, default=Status.DUE, editable=False)
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="+", help_text="Who pays.")
    invoice = models.ForeignKey(Invoice, models.PROTECT, null=True, related_name="payments")
    source_id = models.UUIDField(null=True, help_text="Of a posting, a grant: what it pays, where it is no invoice.")
    part = models.PositiveSmallIntegerField(default=1, help_text="Which payment for the same thing it is.")
    account = models.ForeignKey(BankAccount, models.PROTECT, null=True, related_name="+")
    run = models.ForeignKey(PaymentRun, models.PROTECT, null=True, related_name="payments")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    pence = models.PositiveBigIntegerField()
    reference = models.CharField(max_length=18, help_text="As the payee sees it on their statement.")
    end_to_end_id = models.CharField(max_length=18, unique=True, help_text="Ours: it comes back with the answer.")
    due_on = models.DateField()
    fast_on = models.DateField()
    held_because = models.CharField(max_length=40, blank=True, help_text="Code: why it is not in a run.")
    is_kept_back = models.BooleanField(default=False, help_text="Somebody keeps it back, and says why.")
    reservation = models.ForeignKey(Posting, models.PROTECT, null=True, related_name="+")
    posting = models.ForeignKey(Posting, models.PROTECT, null=True, related_name="+", help_text="On its way.")
    made_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    paid_on = models.DateField(null=True, help_text="When the money reached the payee.")
    return_code = models.CharField(max_length=35, blank=True)
    told_at = models.DateTimeField(null=True, help_text="When the payee got the remittance advice.")

    objects = PaymentQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "made_at", "pk"]
        indexes = [
            models.Index(fields=["body", "fast_on"], condition=Q(status="due"), name="payment_due"),
            models.Index(fields=["run", "status"], name="payment_of_run"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["invoice", "part"], name="payment_part_once"),
            models.UniqueConstraint(
                fields=["kind", "source_id", "part"], condition=Q(source_id__isnull=False), name="payment_source_once"
            ),
            models.CheckConstraint(condition=Q(pence__range=(1, 2_000_000_000)), name="payment_sum_believable"),
            models.CheckConstraint(
                condition=Q(status__in=["in-run", "locked", "sent"], run__isnull=False)
                | Q(status__in=["due", "cancelled"], run=None)
                | Q(status__in=["paid", "returned"]),
                name="payment_in_one_run",
            ),
            models.CheckConstraint(
                condition=(Q(status__in=["paid", "returned"]) | Q(paid_on=None))
                & (~Q(status="paid") | Q(paid_on__isnull=False)),
                name="payment_paid_on_only_when_paid",
            ),
            models.CheckConstraint(
                condition=Q(kind="invoice", invoice__isnull=False) | Q(source_id__isnull=False) & ~Q(kind="invoice"),
                name="payment_is_for_something",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["locked", "sent"]) | Q(account__isnull=False), name="payment_goes_somewhere"
            ),
        ]

    def __str__(self) -> str:
        return self.end_to_end_id

    @property
    def has_left(self) -> bool:
        """Given to the bank in a run, whatever became of it."""
        return self.run_id is not None and self.status in (self.Status.SENT, self.Status.PAID, self.Status.RETURNED)


class BankAnswer(models.Model):
    """A file that a bank or a finance system gave back; the same file twice is one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, help_text="pain.002, camt.053, camt.054, csv or by-hand.")
    name = models.CharField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=64)
    message_id = models.CharField(max_length=35, blank=True)
    left_out = models.PositiveIntegerField(default=0, help_text="Lines that are about something else.")
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    brought_at = models.DateTimeField(default=timezone.now)

    objects = BankAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["-brought_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["body", "sha256"], name="bank_answer_once")]

    def __str__(self) -> str:
        return self.kind


class AnswerLine(models.Model):
    """What one line of an answer said, and what became of it; whatever is not clear waits for a person."""

    class Outcome(models.TextChoices):
        PAID = "paid", _("Paid")
        RETURNED = "returned", _("Came back")
        ACCEPTED = "accepted", _("The bank has it")
        UNKNOWN = "unknown", _("No payment of ours has this reference")
        DOUBLED = "doubled", _("It is in the file twice")
        OTHER_SUM = "other-sum", _("The sum is another one")
        ALREADY = "already", _("It was known already")
        TOO_EARLY = "too-early", _("It was not sent yet")
        SOMEBODY_ELSE = "somebody-else", _("It is another body's")
        OTHERWISE = "otherwise", _("It came back before, and this says that it is paid")

    NEEDS_A_PERSON = UNCLEAR

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    answer = models.ForeignKey(BankAnswer, models.PROTECT, related_name="lines")
    place = models.PositiveIntegerField()
    end_to_end_id = models.CharField(max_length=35, blank=True)
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, related_name="answers")
    outcome = models.CharField(max_length=13, choices=Outcome)
    pence = models.PositiveBigIntegerField(null=True)
    on = models.DateField(null=True)
    code = models.CharField(max_length=35, blank=True)
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    seen_at = models.DateTimeField(null=True, help_text="When somebody dealt with what was not clear.")
    decision = models.CharField(max_length=8, blank=True, help_text="What somebody decided, where it was not clear.")

    objects = AnswerLineQuerySet.as_manager()

    class Meta:
        ordering = ["answer", "place"]
        constraints = [models.UniqueConstraint(fields=["answer", "place"], name="answer_line_once")]

    def __str__(self) -> str:
        return self.outcome

    @property
    def words(self) -> str:
        """What became of it, as everybody reads it."""
        is_back = self.payment is not None and self.payment.status == Payment.Status.RETURNED
        if self.outcome == self.Outcome.OTHERWISE and not is_back:
            return str(_("It could not be taken by itself"))
        return self.get_outcome_display()


class Publication(models.Model):
    """A file that was published: spending, contracts, payment figures; kept as it was, at the same address."""

    append_only = True

    class Kind(models.TextChoices):
        SPENDING = "spending", _("Spending over £500")
        CONTRACTS = "contracts", _("Contracts of £5,000 and more")
        RELEASES = "releases", _("Contracts as OCDS releases")
        SPEED = "speed", _("How fast small suppliers are paid")
        NOTICE = "notice", _("Payments compliance notice")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9, choices=Kind)
    starts_on = models.DateField()
    ends_on = models.DateField()
    number = models.PositiveSmallIntegerField(default=1, help_text="A correction is a new file with the next number.")
    name = models.CharField(max_length=80)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    redacted = models.PositiveIntegerField(default=0, help_text="Rows in which a person would have been named.")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approver_name = models.CharField(max_length=100, blank=True)
    approver_title = models.CharField(max_length=100, blank=True)
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-ends_on", "kind", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["body", "kind", "starts_on", "number"], name="publication_once")
        ]

    def __str__(self) -> str:
        return self.name
