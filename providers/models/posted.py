"""Needs that somebody posts for checked enterprises to answer: choices and an outcode, never a name or free text."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.ids import uuid7
from marketplace.notifications.contacts import Contact, Way
from marketplace.workflow.sealed import SealedTextField
from providers import taxonomy
from providers.models.enquiries import Enquiry
from providers.models.lists import slugs
from providers.models.services import Service
from providers.questions import PostedNeedQuerySet, fitting_documents


class PostedNeed(models.Model):
    """What somebody looks for; enterprises that are checked for it see the choices, never who posted them."""

    class Status(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("Waiting for you to confirm")
        OPEN = "open", _("Open")
        ANSWERED = "answered", _("Answered")
        CLOSED = "closed", _("Closed")
        EXPIRED = "expired", _("Ran out")

    MOVES = {
        Status.UNCONFIRMED: {Status.OPEN, Status.CLOSED},
        Status.OPEN: {Status.ANSWERED, Status.CLOSED, Status.EXPIRED},
        Status.ANSWERED: {Status.CLOSED, Status.EXPIRED},
        Status.CLOSED: set(),
        Status.EXPIRED: set(),
    }

    class Together(models.TextChoices):
        ONE = "one", _("One to one")
        GROUP = "group", _("In a group")
        EITHER = "either", _("Either is fine")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True, help_text="The form's own: the same form sent twice is one need.")
    digest = models.CharField(max_length=64, blank=True, help_text="Of what was sent under the key.")
    status = models.CharField(max_length=12, choices=Status, default=Status.UNCONFIRMED, editable=False)

    # Who posts it: never shown to anybody
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    way = models.CharField(max_length=6, choices=Way, blank=True)
    address = SealedTextField(blank=True)
    poster = models.CharField(max_length=64, blank=True, help_text="Keyed digest of who posts, to count theirs.")

    # What, when, where: choices only
    activity = models.SlugField(help_text="taxonomy.ACTIVITIES")
    needs = slugs(help_text="taxonomy.NEEDS")
    times = slugs(help_text="Times of the week, as the search has them; empty for any.")
    outcode = models.CharField(max_length=4)
    easting = models.IntegerField(help_text="Middle of the outcode.")
    northing = models.IntegerField()
    council_code = models.CharField(max_length=9, blank=True)
    together = models.CharField(max_length=6, choices=Together, default=Together.EITHER)
    payments = slugs(help_text="taxonomy.PAYMENTS")
    most_pence = models.PositiveBigIntegerField(null=True, help_text="The most that an hour may cost.")
    start_on = models.DateField(null=True)

    written_at = models.DateTimeField(default=timezone.now)
    posted_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = PostedNeedQuerySet.as_manager()

    class Meta:
        verbose_name = "need"
        ordering = ["-written_at", "-pk"]
        indexes = [
            models.Index(fields=["expires_at"], condition=Q(status__in=["open", "answered"]), name="posted_need_live"),
            models.Index(fields=["poster"], condition=~Q(poster=""), name="posted_need_of_poster"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=["open", "answered", "expired"])
                | Q(posted_at__isnull=False, expires_at__isnull=False),
                name="posted_need_open_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["closed", "expired"], ended_at__isnull=False)
                | (~Q(status__in=["closed", "expired"]) & Q(ended_at=None)),
                name="posted_need_ended_at_only_when_ended",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def contact(self) -> Contact:
        """How whoever posted it without an account is reached."""
        return Contact(self.way, self.address)

    @property
    def is_live(self) -> bool:
        live = self.status in (self.Status.OPEN, self.Status.ANSWERED)
        return live and self.expires_at is not None and self.expires_at > timezone.now()

    def fitting_services(self):
        """Services that do this, reach there and are checked for it."""
        found = fitting_documents(self.easting, self.northing, self.council_code, self.activity)
        return Service.objects.filter(pk__in=found.values("pk"))

    def activity_name(self) -> str:
        return "".join(taxonomy.named(taxonomy.ACTIVITIES, [self.activity]))


class NeedAnswer(models.Model):
    """One enterprise says that it can help, with short words that only whoever posted reads."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    need = models.ForeignKey(PostedNeed, models.CASCADE, related_name="answers")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    words = SealedTextField(blank=True)
    at = models.DateTimeField(default=timezone.now)
    enquiry = models.ForeignKey(
        Enquiry, models.SET_NULL, null=True, related_name="+", help_text="What whoever posted then asked them."
    )

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["need", "service"], name="need_answer_once")]

    def __str__(self) -> str:
        return str(self.id)
