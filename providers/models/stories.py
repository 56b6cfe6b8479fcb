"""Stories: what people whom an enterprise has started to help say of it, in choices and a few words."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.ids import uuid7
from marketplace.workflow.sealed import SealedTextField
from providers.models.enquiries import Enquiry
from providers.models.lists import slugs
from providers.models.services import Service
from providers.questions import StoryQuerySet


class Story(models.Model):
    """One story of one support that started; once published its words never change, it can only be removed."""

    class Status(models.TextChoices):
        WRITTEN = "written", _("Being written")
        HELD = "held", _("Something has to change")
        WAITING = "waiting", _("Waiting to be shown")
        QUERIED = "queried", _("The enterprise asked us to look")
        PUBLISHED = "published", _("Shown")
        REFUSED = "refused", _("Not shown")
        REMOVED = "removed", _("Removed")

    MOVES = {
        Status.WRITTEN: {Status.HELD, Status.WAITING, Status.REMOVED},
        Status.HELD: {Status.WAITING, Status.REMOVED},
        Status.WAITING: {Status.QUERIED, Status.PUBLISHED, Status.HELD, Status.REFUSED, Status.REMOVED},
        Status.QUERIED: {Status.PUBLISHED, Status.HELD, Status.REFUSED, Status.REMOVED},
        Status.PUBLISHED: {Status.REMOVED},
        Status.REFUSED: {Status.REMOVED},
        Status.REMOVED: set(),
    }

    class Said(models.TextChoices):
        YES = "yes", _("Yes")
        PARTLY = "partly", _("Partly")
        NO = "no", _("No")

    class ShownAs(models.TextChoices):
        FIRST_NAME = "first-name", _("My first name")
        INITIALS = "initials", _("My initials")
        PLACE = "place", _("No name, only the area where I live")

    class Query(models.TextChoices):
        NOT_OURS = "not-ours", _("It is not about us")
        UNTRUE = "untrue", _("Something in it is not true")
        NAMES = "names", _("It says who somebody is")
        UNFAIR = "unfair", _("It breaks another rule for stories")

    class Refusal(models.TextChoices):
        NOT_THEIRS = "not-theirs", _("It is not about help that started here")
        UNTRUE = "untrue", _("It says something that we know is not true")
        SAFETY = "safety", _("Somebody may be at risk, so it went to people who can act")
        RULES = "rules", _("It breaks the rules for stories")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enquiry = models.OneToOneField(Enquiry, models.PROTECT, related_name="story")
    service = models.ForeignKey(Service, models.PROTECT, related_name="stories")
    status = models.CharField(max_length=9, choices=Status, default=Status.WRITTEN, editable=False)

    # What is told: read by everybody once published, so in plain text; blanked when removed
    came = models.CharField(max_length=6, choices=Said, help_text="They came when they said.")
    reached = models.CharField(max_length=6, choices=Said, help_text="I could reach them.")
    again = models.CharField(max_length=6, choices=Said, help_text="I would ask them again.")
    words = models.TextField(max_length=600, blank=True)
    shown_as = models.CharField(max_length=10, choices=ShownAs)
    shown_name = models.CharField(max_length=40, blank=True, help_text="As the author wants to be shown.")
    told_at = models.DateTimeField(default=timezone.now, help_text="When these words were sent.")
    held_because = slugs(help_text="moderation.CHANGE: what the author is asked to change.")

    # The enterprise's 72 hours, and its right of reply
    waits_until = models.DateTimeField(null=True)
    query = models.CharField(max_length=8, choices=Query, blank=True)
    query_words = SealedTextField(blank=True)
    reply = models.TextField(max_length=600, blank=True)
    replied_at = models.DateTimeField(null=True)

    # The person who read it, and what came of it
    moderated_at = models.DateTimeField(null=True)
    moderated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    refusal = models.CharField(max_length=10, choices=Refusal, blank=True)
    published_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True, help_text="Refused or removed.")

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name = "story"
        verbose_name_plural = "stories"
        ordering = ["-told_at", "-pk"]
        indexes = [
            models.Index(fields=["service", "-published_at"], condition=Q(status="published"), name="story_shown"),
            models.Index(fields=["waits_until"], condition=Q(status__in=["waiting", "queried"]), name="story_waits"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="published")
                | (Q(published_at__isnull=False, moderated_at__isnull=False) & ~Q(words="")),
                name="story_shown_only_after_a_person_read_it",
            ),
            models.CheckConstraint(
                condition=~Q(status="removed") | Q(words="", shown_name="", reply=""),
                name="story_removed_says_nothing",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["waiting", "queried"]) | Q(waits_until__isnull=False),
                name="story_waits_until_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def answers(self) -> tuple[str, str, str]:
        return self.came, self.reached, self.again

    @property
    def may_be_queried(self) -> bool:
        """Within 72 hours of being told."""
        if self.status != self.Status.WAITING or self.waits_until is None:
            return False
        return self.waits_until > timezone.now()

    @property
    def may_be_replied_to(self) -> bool:
        return not self.reply and self.status in (self.Status.WAITING, self.Status.QUERIED, self.Status.PUBLISHED)
