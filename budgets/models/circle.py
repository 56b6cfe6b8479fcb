"""The people around a person: who may see and do what for them, from when to when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budgets.models.persons import Person
from budgets.querysets import CircleQuerySet
from marketplace.accounts.ids import uuid7
from marketplace.workflow.sealed import SealedTextField
from providers.models import slugs


class Power(models.TextChoices):
    """What somebody may see or do for another."""

    PLAN = "plan", _("See the plan and write in it")
    MONEY = "money", _("See the money")
    PAY = "pay", _("Write down what was paid")
    AGREE = "agree", _("Agree to support, change it and end it")
    CONFIRM = "confirm", _("Say that a visit happened, or that nobody came")


class CircleMember(models.Model):
    """One of a person's circle; ended rather than deleted, so that it is known who could see what, and when."""

    class Kind(models.TextChoices):
        FAMILY = "family", _("Family or friend")
        ADVOCATE = "advocate", _("Advocate")
        NOMINATED = "nominated", _("Nominated person, who holds the direct payment for them")
        AUTHORISED = "authorised", _("Authorised person, who asked for the direct payment for them")
        SUITABLE = "suitable", _("Suitable person, agreed by the council")
        ATTORNEY = "attorney", _("Attorney or deputy")

    LAWFUL = (Kind.AUTHORISED, Kind.SUITABLE, Kind.ATTORNEY)  # decide where the person cannot: Care Act s.32, MCA 2005
    CHOSEN = (Kind.FAMILY, Kind.ADVOCATE)  # whom the person adds; of the others somebody has to see a document

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="circle")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    powers = slugs(help_text="Power.")
    name = SealedTextField(help_text="As the person calls them.")
    email = SealedTextField(blank=True, help_text="Where the invitation goes.")
    note = SealedTextField(blank=True, help_text="Who asked for it, or who saw which document, and when.")
    is_household = models.BooleanField(
        default=False, help_text="A partner, or a close relative who lives with them (SI 2014/2871 reg 3)."
    )
    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField(null=True, help_text="The last day.")
    powers_before = slugs(help_text="What a death ended, until it is taken back.")
    ends_before = models.DateField(null=True, help_text="The last day that held before a death.")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    joined_at = models.DateTimeField(null=True, help_text="When their account was joined to it.")
    ended_at = models.DateTimeField(null=True, help_text="When somebody ended it, which takes effect at once.")

    objects = CircleQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="circle_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["person", "account"],
                condition=Q(ends_on=None, ended_at=None, account__isnull=False),
                name="circle_once",
            ),
        ]

    def __str__(self) -> str:
        return self.kind

    @property
    def standing(self) -> str:
        """'ended', 'invited', 'later' or 'now': whether they can do anything today, and if not, why."""
        today = timezone.localdate()
        if self.ended_at or (self.ends_on is not None and self.ends_on < today):
            return "ended"
        if self.account_id is None:
            return "invited"
        return "later" if self.starts_on > today else "now"

    @property
    def may(self) -> list[str]:
        """What they may do, in words."""
        return [str(power.label) for power in Power if power in self.powers]
