"""Asking an enterprise: what somebody would like, the deadline, the answer, what both said, and what came of it."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.ids import uuid7
from marketplace.notifications.contacts import Contact, Way
from marketplace.organisations.models import Organisation
from marketplace.workflow.references import new_reference
from marketplace.workflow.sealed import SealedTextField
from providers.models.enterprises import Enterprise
from providers.models.lists import slugs
from providers.models.services import Service
from providers.querysets.enquiries import EnquiryQuerySet


class Enquiry(models.Model):
    """One question to one service; its words and who asked live here alone, sealed, and are blanked in time."""

    class Status(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("Waiting for you to confirm")
        SENT = "sent", _("Sent")
        SEEN = "seen", _("Seen")
        ANSWERED = "answered", _("Answered")
        TALKING = "talking", _("Talking")
        AGREED = "agreed", _("Agreed")
        CLOSED = "closed", _("Closed")
        LAPSED = "lapsed", _("No answer in time")

    MOVES = {
        Status.UNCONFIRMED: {Status.SENT, Status.CLOSED},
        Status.SENT: {Status.SEEN, Status.ANSWERED, Status.LAPSED, Status.CLOSED},
        Status.SEEN: {Status.ANSWERED, Status.LAPSED, Status.CLOSED},
        Status.ANSWERED: {Status.TALKING, Status.AGREED, Status.CLOSED},
        Status.TALKING: {Status.AGREED, Status.CLOSED},
        Status.AGREED: {Status.CLOSED},
        Status.CLOSED: set(),
        Status.LAPSED: {Status.CLOSED},
    }

    class Answer(models.TextChoices):
        YES = "yes", _("Yes, I can help")
        NOT_NOW = "not-now", _("Not now")
        NO = "no", _("No")

    class Reason(models.TextChoices):
        FULL = "full", _("I have no room")
        TOO_FAR = "too-far", _("It is too far")
        TIMES = "times", _("I am not free at those times")
        NOT_MINE = "not-mine", _("It is not what I do")
        PRICE = "price", _("The money does not work")
        OTHER = "other", _("Something else")

    class CameBy(models.TextChoices):
        SITE = "site", _("On this site")
        PHONE = "phone", _("By phone")
        PAPER = "paper", _("On paper")

    class Side(models.TextChoices):
        ASKER = "asker", _("Whoever asks")
        ASKED = "asked", _("Whoever is asked")
        BOTH = "both", _("Both")

    class Outcome(models.TextChoices):
        STARTED = "started", _("It started")
        ANOTHER = "another", _("They found somebody else")
        CHANGED_MIND = "changed-mind", _("They changed their mind")
        NOT_AGREED = "not-agreed", _("They could not agree")
        UNWELL = "unwell", _("They are ill, in hospital or have died")
        UNKNOWN = "unknown", _("Nobody knows")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True, help_text="The form's own: the same form sent twice is one enquiry.")
    digest = models.CharField(max_length=64, blank=True, help_text="Of what was sent under the key.")
    reference = models.CharField(max_length=9, unique=True, default=new_reference)
    service = models.ForeignKey(Service, models.PROTECT, related_name="enquiries")
    status = models.CharField(max_length=12, choices=Status, default=Status.UNCONFIRMED, editable=False)

    # Who asks, and how they are answered; the enterprise sees it only once `shared_at` is set
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    name = SealedTextField(blank=True)
    way = models.CharField(max_length=6, choices=Way)
    address = SealedTextField(blank=True, help_text="Number, e-mail or postal address, as the way asks for.")
    contact_digest = models.CharField(
        max_length=64, blank=True, db_index=True, help_text="Keyed; tells whether two enquiries come from one contact."
    )
    sender = models.CharField(
        max_length=64, blank=True, help_text="Keyed digest of where it came from, while it is not confirmed."
    )
    may_share = models.BooleanField(default=False, help_text="With a yes, they want the enterprise to reach them.")
    communication = slugs(help_text="How they are best spoken and written to: taxonomy.COMMUNICATION.")
    communication_note = SealedTextField(blank=True)
    confirmed_at = models.DateTimeField(null=True)
    shared_at = models.DateTimeField(null=True, help_text="When they agreed to give the enterprise their details.")

    # What, when, where
    words = SealedTextField(blank=True)
    times = slugs(help_text="Times of the week, as the search has them.")
    when_note = SealedTextField(blank=True)
    outcode = models.CharField(max_length=4)

    after = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="+", help_text="The first that was asked with these words."
    )

    # How it came, and from whom
    came_by = models.CharField(max_length=5, choices=CameBy, default=CameBy.SITE)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    introduced_by = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", help_text="The body whose professional introduces."
    )

    # The clock, the answer, what came of it
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    answer_by = models.DateField(null=True, help_text="The last day to answer; after it the enquiry lapses.")
    remind_at = models.DateTimeField(null=True, help_text="When the enterprise is reminded next, while it waits.")
    code_tries = models.PositiveSmallIntegerField(default=0, help_text="Wrong codes since the last one was sent.")
    seen_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=7, choices=Answer, blank=True)
    reason = models.CharField(max_length=8, choices=Reason, blank=True)
    answer_words = SealedTextField(blank=True)
    agreed_by = models.CharField(max_length=5, choices=Side, blank=True, help_text="Who said that they have agreed.")
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    started_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True, help_text="Closed or lapsed.")

    WAITING = (Status.SENT, Status.SEEN)
    TALKS = (Status.ANSWERED, Status.TALKING, Status.AGREED)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name = "enquiry"
        verbose_name_plural = "enquiries"
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["answer_by", "id"], condition=Q(status__in=["sent", "seen"]), name="enquiry_waiting"),
            models.Index(fields=["service", "created_at"], name="enquiry_of_service"),
            models.Index(fields=["remind_at"], condition=Q(status__in=["sent", "seen"]), name="enquiry_to_remind"),
            models.Index(fields=["created_at"], condition=Q(status="unconfirmed"), name="enquiry_unconfirmed"),
            models.Index(fields=["ended_at"], condition=~Q(name="", address="", words=""), name="enquiry_to_blank"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="unconfirmed")
                | Q(status="closed")
                | Q(sent_at__isnull=False, answer_by__isnull=False, confirmed_at__isnull=False),
                name="enquiry_sent_only_once_confirmed",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["answered", "talking", "agreed"])
                | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="enquiry_answered_has_an_answer",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["talking", "agreed"]) | Q(answer="yes"), name="enquiry_talks_after_yes"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["closed", "lapsed"], ended_at__isnull=False)
                | (~Q(status__in=["closed", "lapsed"]) & Q(ended_at=None)),
                name="enquiry_ended_at_only_when_ended",
            ),
            models.CheckConstraint(
                condition=Q(started_on=None) | Q(outcome="started"), name="enquiry_started_on_only_when_started"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def contact(self) -> Contact:
        """How whoever asked is reached."""
        return Contact(self.way, self.address, self.name, tuple(self.communication), self.account)

    @property
    def waits(self) -> bool:
        return self.status in self.WAITING

    @property
    def said_yes(self) -> bool:
        return self.answer == self.Answer.YES

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None

    @property
    def may_talk(self) -> bool:
        """Both may write to each other from the yes until the end."""
        return self.status in self.TALKS and self.said_yes

    @property
    def wants_another(self) -> bool:
        """The answer was no or not now, or none came: whoever asked may ask the next."""
        declined = self.answered_at is not None and not self.said_yes
        return self.confirmed_at is not None and (declined or self.status == self.Status.LAPSED)

    def awaits_word_of(self, side: str) -> bool:
        """Whether this side may still say that they have agreed to begin."""
        if self.status != self.Status.AGREED:
            return self.may_talk
        return self.agreed_by not in ("", self.Side.BOTH, side)

    def is_late(self, today: date) -> bool:
        return self.waits and self.answer_by is not None and self.answer_by < today


class EnquiryLine(models.Model):
    """Something one of the two said to the other."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True, help_text="The form's own: the same words sent twice stand once.")
    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="lines")
    from_asker = models.BooleanField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    words = SealedTextField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return str(self.id)


class Block(models.Model):
    """An enterprise wants nothing more from this contact; the contact itself is not kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="+")
    contact_digest = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enterprise", "contact_digest"], name="block_once")]

    def __str__(self) -> str:
        return str(self.id)
