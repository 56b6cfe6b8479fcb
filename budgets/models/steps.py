"""Money that somebody moves by hand beside the budget itself: paid in, put in, set aside, refunded, put right."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budgets.models.money import MECHANISMS, Budget
from marketplace.accounts.ids import uuid7
from marketplace.workflow.sealed import SealedTextField


class MoneyStep(models.Model):
    """One such movement, and why; each is a posting, and a mistake is taken back by another."""

    class Kind(models.TextChoices):
        CONTRIBUTION = "contribution", _("The contribution was paid in")
        REFUND = "refund", _("Refund what was paid in too much")
        TOP_UP = "top-up", _("Put own money in")
        SET_ASIDE = "set-aside", _("Set money aside for later")
        RELEASE = "release", _("Take money back from what is set aside")
        MORE = "more", _("Put it right: there should be more")
        LESS = "less", _("Put it right: there should be less")

    OF_A_POT = (Kind.TOP_UP, Kind.SET_ASIDE, Kind.RELEASE, Kind.MORE, Kind.LESS)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True, default=uuid7, help_text="The form's own: sent twice is one.")
    budget = models.ForeignKey(Budget, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12, choices=Kind)
    mechanism = models.CharField(max_length=18, choices=MECHANISMS, blank=True, help_text="Of which money.")
    pence = models.PositiveBigIntegerField()
    on = models.DateField()
    words = SealedTextField(blank=True, help_text="Why.")
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-on", "-done_at"]
        constraints = [
            models.CheckConstraint(condition=Q(pence__range=(1, 10_000_000)), name="money_step_believable"),
            models.CheckConstraint(
                condition=Q(kind__in=("contribution", "refund"), mechanism="")
                | (~Q(kind__in=("contribution", "refund")) & ~Q(mechanism="")),
                name="money_step_of_a_pot",
            ),
        ]

    def __str__(self) -> str:
        return self.kind
