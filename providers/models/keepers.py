"""Who keeps a listing true, how often they are asked, and what happens to a listing that nobody confirms."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.ids import uuid7
from providers.models.services import Service
from providers.querysets.keeping import AskRhythmQuerySet, KeeperQuerySet


class AskRhythm(models.Model):
    """How often somebody wishes to be asked whether their listings are still right."""

    class Rhythm(models.TextChoices):
        WEEKLY = "weekly", _("Once a week")
        MONTHLY = "monthly", _("Once a month")
        NEVER = "never", _("Never")

    account = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    rhythm = models.CharField(max_length=7, choices=Rhythm, default=Rhythm.WEEKLY)
    next_on = models.DateField(help_text="When they are asked next.")
    asked_on = models.DateField(null=True)

    objects = AskRhythmQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["next_on"], condition=~Q(rhythm="never"), name="ask_rhythm_due")]

    def __str__(self) -> str:
        return self.rhythm


class Keeper(models.Model):
    """Somebody whom we ask about one listing, and what their last tap changed, so that it can be undone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.ForeignKey(Service, models.CASCADE, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    tapped_at = models.DateTimeField(null=True)
    taps = models.PositiveIntegerField(default=0, help_text="So many; a form works while this is what it was shown.")
    before = models.JSONField(default=dict, help_text="What was said of room before the last tap.")
    after = models.JSONField(default=dict, help_text="What the last tap made of it.")

    objects = KeeperQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "account"], name="keeper_once")]

    def __str__(self) -> str:
        return str(self.id)


class Fading(models.Model):
    """What was done about a listing that nobody had confirmed since a day; a new word makes it begin again."""

    service = models.OneToOneField(Service, models.CASCADE, primary_key=True, related_name="fading")
    said_on = models.DateField(help_text="The last word that these days are about.")
    asked_on = models.DateField(null=True)
    warned_on = models.DateField(null=True)
    hidden_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(hidden_on=None) | Q(warned_on__isnull=False, hidden_on__gt=models.F("warned_on")),
                name="fading_hidden_only_after_a_warning",
            )
        ]

    def __str__(self) -> str:
        return str(self.service_id)
