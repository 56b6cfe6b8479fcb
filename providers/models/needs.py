"""What could not be met: counted for commissioners, never with a name or anybody's words."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.ids import uuid7
from marketplace.organisations.models import Organisation
from providers.models.lists import slugs
from providers.querysets import UnmetNeedQuerySet


class UnmetNeed(models.Model):
    """Somebody looked for this around there and found nobody."""

    class Source(models.TextChoices):
        SEARCH = "search", _("A search that found nothing")
        ENQUIRY = "enquiry", _("Enquiries that nobody could say yes to")
        INTRODUCTION = "introduction", _("A professional who found no match")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True, help_text="The form's own: the same need sent twice is counted once.")
    source = models.CharField(max_length=12, choices=Source)
    activity = models.SlugField(blank=True, help_text="A slug of taxonomy.ACTIVITIES or of its families.")
    needs = slugs(help_text="Who it is for: taxonomy.NEEDS.")
    times = slugs(help_text="Times of the week, as the search has them.")
    outcode = models.CharField(max_length=4)
    council_code = models.CharField(max_length=9, blank=True)
    recorded_by = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", help_text="The body of the professional."
    )
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = UnmetNeedQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        indexes = [models.Index(fields=["council_code", "recorded_at"], name="unmet_need_of_council")]
        constraints = [
            models.CheckConstraint(condition=~Q(activity="") | ~Q(needs=[]), name="unmet_need_says_what"),
        ]

    def __str__(self) -> str:
        return self.activity
