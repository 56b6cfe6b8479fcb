"""Visits and sessions: planned by the week, confirmed by the person or by somebody for them; silence never pays."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budgets.models.agreements import MOST_A_VISIT, Agreement, AgreementVersion
from budgets.models.ledger import Posting
from budgets.models.life import LifeChange
from budgets.querysets import VisitQuerySet
from marketplace.accounts.ids import uuid7
from marketplace.workflow.sealed import SealedTextField


class Visit(models.Model):
    """One visit or session of an agreement, with the money that is promised for it."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        CONFIRMED = "confirmed", _("It happened")
        MISSED = "missed", _("Nobody came")
        MOVED = "moved", _("Moved to another day")
        CALLED_OFF = "called-off", _("Called off")
        REPLACED = "replaced", _("Other terms hold")
        STOPPED = "stopped", _("Stopped, because life happened")

    MOVES = {
        Status.PLANNED: {
            Status.CONFIRMED,
            Status.MISSED,
            Status.MOVED,
            Status.CALLED_OFF,
            Status.STOPPED,
            Status.REPLACED,
        },
        Status.CONFIRMED: {Status.MISSED, Status.PLANNED},  # said by mistake, before it is paid
        Status.MISSED: {Status.CONFIRMED, Status.PLANNED},
        Status.MOVED: set(),
        Status.CALLED_OFF: set(),
        Status.REPLACED: set(),
        Status.STOPPED: {Status.PLANNED},
    }

    class How(models.TextChoices):
        TAP = "tap", _("By the person, here")
        CIRCLE = "circle", _("By somebody in their circle")
        CALL = "call", _("By the person, on the phone")
        SLIP = "slip", _("On a signed slip")
        WORKER = "worker", _("By their named worker")
        DESK = "desk", _("By a colleague of their worker, from paper or a call")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="visits")
    version = models.ForeignKey(AgreementVersion, models.PROTECT, related_name="+", help_text="On whose terms.")
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED, editable=False)
    on = models.DateField()
    at = models.TimeField()
    minutes = models.PositiveSmallIntegerField()
    pence = models.PositiveBigIntegerField(help_text="What it costs as planned.")
    due_pence = models.PositiveBigIntegerField(null=True, help_text="What is to be paid, once it is known.")
    reservation = models.ForeignKey(Posting, models.PROTECT, null=True, related_name="+")
    moved_to = models.OneToOneField("self", models.PROTECT, null=True, related_name="moved_from")
    minutes_done = models.PositiveSmallIntegerField(null=True, help_text="If it was longer or shorter on the day.")
    proposed_on = models.DateField(null=True, help_text="The enterprise asks for this day instead ...")
    proposed_time = models.TimeField(null=True, help_text="... at this time.")
    stopped_by = models.ForeignKey(LifeChange, models.PROTECT, null=True, related_name="stopped")
    how = models.CharField(max_length=6, choices=How, blank=True)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField(null=True)
    who_came = SealedTextField(blank=True, help_text="Which worker, as people know them.")
    note = SealedTextField(blank=True, help_text="What was different on the day.")
    paid_at = models.DateTimeField(null=True, help_text="When the money promised for it was paid.")
    invoiced_at = models.DateTimeField(null=True, help_text="It is on an invoice: what was said of it stays said.")
    planned_at = models.DateTimeField(default=timezone.now)

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["on", "at", "pk"]
        indexes = [
            models.Index(fields=["on"], condition=Q(status="planned"), name="visit_planned"),
            models.Index(fields=["agreement", "on"], name="visit_of_agreement"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "on", "at"], condition=~Q(status__in=["moved", "replaced"]), name="visit_once"
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(5, 24 * 60), pence__lte=MOST_A_VISIT), name="visit_of_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["confirmed", "missed"])
                | Q(said_by__isnull=False, said_at__isnull=False) & ~Q(how=""),
                name="visit_said_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(paid_at=None)
                | Q(due_pence__isnull=False, status__in=["confirmed", "called-off", "stopped"]),
                name="visit_paid_only_when_somebody_said_so",
            ),
            models.CheckConstraint(
                condition=Q(due_pence=None) | Q(due_pence__lte=F("pence")), name="visit_due_no_more_than_planned"
            ),
            models.CheckConstraint(
                condition=Q(proposed_on=None, proposed_time=None)
                | Q(proposed_on__isnull=False, proposed_time__isnull=False, status="planned"),
                name="visit_proposes_a_day_and_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.status}"

    @property
    def begins_at(self) -> datetime:
        """The moment, by London's clock of that day."""
        return datetime.combine(self.on, self.at, tzinfo=timezone.get_default_timezone())

    @property
    def is_to_invoice(self) -> bool:
        """Something is due for it, and it is neither on an invoice nor paid."""
        payable = (self.Status.CONFIRMED, self.Status.CALLED_OFF, self.Status.STOPPED)
        return self.status in payable and bool(self.due_pence) and not self.is_billed

    @property
    def is_billed(self) -> bool:
        """On an invoice, or paid: what was said of it stays said."""
        return self.invoiced_at is not None or self.paid_at is not None

    @property
    def is_said(self) -> bool:
        return self.status in (self.Status.CONFIRMED, self.Status.MISSED)
