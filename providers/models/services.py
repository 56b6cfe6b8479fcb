"""What an enterprise offers, when, for how much, and what was seen of it."""

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.ids import uuid7
from marketplace.organisations.models import Organisation
from providers import taxonomy
from providers.models.enterprises import Enterprise
from providers.models.lists import lines, slugs
from providers.querysets import FEED_LISTS, FEED_WORDS, IN_FEED, CorrectionQuerySet, ServiceQuerySet


@pghistory.track(exclude=["updated_at", "postcode", "phone", "email", "photo", "returned_because"])
class Service(models.Model):
    """What an enterprise offers, in the words of the people who do it."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Being written")
        SUBMITTED = "submitted", _("Sent to be listed")
        RETURNED = "returned", _("Sent back with a reason")
        LISTED = "listed", _("Listed")
        PAUSED = "paused", _("Paused")
        CLOSED = "closed", _("Closed")
        HIDDEN = "hidden", _("Hidden until its checks are in order")
        SUSPENDED = "suspended", _("Suspended by the council")

    MOVES = {
        Status.DRAFT: {Status.SUBMITTED, Status.CLOSED},
        Status.SUBMITTED: {Status.LISTED, Status.RETURNED, Status.DRAFT},
        Status.RETURNED: {Status.SUBMITTED, Status.CLOSED},
        Status.LISTED: {Status.PAUSED, Status.CLOSED, Status.RETURNED, Status.HIDDEN, Status.SUSPENDED},
        Status.PAUSED: {Status.LISTED, Status.CLOSED, Status.SUSPENDED},
        Status.CLOSED: {Status.DRAFT},
        Status.HIDDEN: {Status.LISTED, Status.CLOSED, Status.SUSPENDED},
        Status.SUSPENDED: {Status.LISTED},
    }

    class Standing(models.TextChoices):
        """What its council's checks mean for it today: written down by whoever keeps the checks."""

        NONE = "none", _("Nobody checks it")
        UNDER_WAY = "under-way", _("Checks under way")
        WAITS = "waits", _("No enquiries until the first checks are done")
        IN_ORDER = "in-order", _("Checks in order")
        RUN_OUT = "run-out", _("A check has run out")

    class SaidAs(models.TextChoices):
        SHE = "she", _("she, her")
        HE = "he", _("he, him")
        THEY = "they", _("they, them (also for two or more people)")

    class Setting(models.TextChoices):
        COMES = "comes", _("I come to people")
        VENUE = "venue", _("People come to a public place, such as a hall")
        HOME_BASED = "home-based", _("People come to my own home")

    class PersonalCare(models.TextChoices):
        NONE = "none", _("No help of this kind")
        DIRECTED = "directed", _("Yes. I work alone, for and under the direction of the person I help")
        REGISTERED = "registered", _("Yes. We are registered with the Care Quality Commission")

    class Room(models.TextChoices):
        YES = "yes", _("I have room now")
        WAIT = "wait", _("There is a wait")
        FULL = "full", _("Full for now")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="services")
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT, editable=False)

    # Who and what
    people = models.CharField(max_length=80, blank=True, help_text="Who does it, as people know them.")
    said_as = models.CharField(max_length=4, choices=SaidAs, default=SaidAs.THEY)
    summary = models.CharField(max_length=140, blank=True)
    story = models.TextField(max_length=2000, blank=True)
    does = lines()
    does_not = lines()
    activities = slugs()  # what is done most stands first
    needs = slugs()
    minimum_age = models.PositiveSmallIntegerField(default=18, validators=[MaxValueValidator(110)])
    maximum_age = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(120)])
    one_to_one = models.BooleanField(default=True)
    in_group = models.BooleanField(default=False)
    by_woman = models.BooleanField(default=False)
    by_man = models.BooleanField(default=False)
    languages = slugs()
    communication = slugs()
    personal_care = models.CharField(max_length=10, choices=PersonalCare, default=PersonalCare.NONE)
    cqc_id = models.CharField("CQC location or provider number", max_length=16, blank=True)

    # Where. The postcode is published only for a venue; every other point is the middle of a wide square
    setting = models.CharField(max_length=10, choices=Setting, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    travel_miles = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(60)])
    councils = slugs(help_text="ONS codes of councils covered whole, beside the travel distance.")
    venue_name = models.CharField(max_length=80, blank=True)
    venue_address = models.CharField(max_length=120, blank=True)
    access = slugs()
    access_note = models.CharField(max_length=200, blank=True)
    town = models.CharField(max_length=60, blank=True, editable=False)
    council_code = models.CharField(max_length=9, blank=True, editable=False)
    easting = models.IntegerField(
        null=True, editable=False, help_text="Published point, British National Grid metres."
    )
    northing = models.IntegerField(null=True, editable=False)

    # When
    when_note = models.CharField(max_length=200, blank=True)
    first_free_on = models.DateField(null=True, blank=True)

    # Money
    costs_on_top = models.CharField(max_length=200, blank=True)
    if_you_cancel = models.CharField(max_length=200, blank=True)
    first_meeting_free = models.BooleanField(default=True)
    payments = slugs()

    # Hours and prices in words, so that the history of a listing keeps what they were
    hours_words = models.CharField(max_length=300, blank=True, editable=False)
    price_words = models.CharField(max_length=300, blank=True, editable=False)

    # The first meeting, being ill, how to reach them
    first_meeting = models.TextField(max_length=600, blank=True)
    if_ill = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    shows_phone = models.BooleanField(default=False)
    shows_email = models.BooleanField(default=False)
    takes_texts = models.BooleanField(default=False)
    contact_times = models.CharField(max_length=100, blank=True)
    photo = models.ImageField(upload_to="photos/", blank=True)
    portraits = slugs(help_text="Names of illustrated portraits, one for each of one or two people.")

    # Room: said on a day, fades after 28
    room = models.CharField(max_length=4, choices=Room, blank=True)
    room_people = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(99)])
    room_hours = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(168)])
    room_note = models.CharField(max_length=40, blank=True, help_text="Such as 'on Fridays'.")
    wait_weeks = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(104)])
    full_until = models.DateField(null=True, blank=True)
    room_said_on = models.DateField(null=True, editable=False)

    # What other directories do not get
    withheld = slugs(editable=False, help_text="Groups of facts that do not leave the site in the open feed.")

    # Life
    listed_by = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", editable=False)
    listed_on = models.DateField(null=True, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    standing = models.CharField(max_length=9, choices=Standing, default=Standing.NONE, editable=False)
    look_again_since = models.DateTimeField(
        null=True, editable=False, help_text="Who does it, what or for whom changed after a council looked."
    )
    returned_because = models.TextField(max_length=1000, blank=True, editable=False)
    confirmed_on = models.DateField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        verbose_name = "service"
        indexes = [
            models.Index(fields=["council_code", "submitted_at"], condition=Q(status="submitted"), name="waiting"),
            models.Index(fields=["id"], condition=IN_FEED, name="service_feed"),
            models.Index(fields=["enterprise", "id"], condition=IN_FEED, name="service_feed_owner"),
            models.Index(fields=["updated_at", "id"], condition=IN_FEED, name="service_feed_changed"),
            models.Index(fields=["easting", "northing"], condition=IN_FEED, name="service_feed_point"),
            GinIndex(fields=[*FEED_LISTS, "councils"], condition=IN_FEED, name="service_feed_lists"),
            GinIndex(FEED_WORDS, condition=IN_FEED, name="service_feed_words"),
            models.Index(  # of the site's map; with service_feed in one, each page of the feed would be thrice as dear
                fields=["id"], include=["updated_at"], condition=Q(status="listed"), name="service_listed_changed"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="listed", listed_on__isnull=False, easting__isnull=False) | ~Q(status="listed"),
                name="service_listed_has_day_and_place",
            ),
            models.CheckConstraint(
                condition=~Q(personal_care="registered") | ~Q(cqc_id=""), name="service_registered_has_cqc_number"
            ),
            models.CheckConstraint(
                condition=Q(maximum_age=None) | Q(maximum_age__gte=F("minimum_age")), name="service_ages_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.people or str(self.id)

    @property
    def is_venue(self) -> bool:
        return self.setting == self.Setting.VENUE

    @property
    def gives_personal_care(self) -> bool:
        return self.personal_care != self.PersonalCare.NONE

    def activity_names(self) -> list[str]:
        return taxonomy.named(taxonomy.ACTIVITIES, self.activities)


class Schedule(models.Model):
    """Hours on one day of the week, free for somebody new or taken."""

    DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.ForeignKey(Service, models.CASCADE, related_name="schedules")
    day = models.PositiveSmallIntegerField(choices=list(enumerate(DAYS)))
    opens_at = models.TimeField()
    closes_at = models.TimeField(help_text="At or before opens_at means the next morning.")
    is_free = models.BooleanField(default=True)

    class Meta:
        ordering = ["day", "opens_at"]
        constraints = [
            models.CheckConstraint(condition=Q(day__lte=6), name="schedule_day_of_week"),
            models.UniqueConstraint(fields=["service", "day", "opens_at"], name="schedule_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_day_display()} {self.opens_at:%H:%M}-{self.closes_at:%H:%M}"

    def facts(self) -> tuple:
        return self.day, self.opens_at, self.closes_at, self.is_free


class Price(models.Model):
    """An amount and what one pays it for."""

    class Unit(models.TextChoices):
        HOUR = "hour", _("an hour")
        HALF_HOUR = "half-hour", _("half an hour")
        VISIT = "visit", _("a visit")
        SESSION = "session", _("a session")
        HALF_DAY = "half-day", _("half a day")
        DAY = "day", _("a day")
        SLEEPING_NIGHT = "sleeping-night", _("a sleeping night")
        WAKING_NIGHT = "waking-night", _("a waking night")
        MEAL = "meal", _("a meal")
        TRIP = "trip", _("a trip")
        MILE = "mile", _("a mile")
        WEEK = "week", _("a week")
        ONE_OFF = "one-off", _("once")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.ForeignKey(Service, models.CASCADE, related_name="prices")
    pence = models.PositiveBigIntegerField()
    unit = models.CharField(max_length=14, choices=Unit)
    note = models.CharField(max_length=60, blank=True, help_text="Such as 'Saturdays' or 'with lunch'.")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(condition=Q(pence__lte=1_000_000), name="price_believable")]

    def __str__(self) -> str:
        return f"{self.pence}p {self.unit}"

    def facts(self) -> tuple:
        return self.pence, self.unit, self.note


class CheckResult(models.Model):
    """What a council saw about a service, on which day, and until when it is good."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.ForeignKey(Service, models.CASCADE, related_name="check_results")
    council = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    what = models.CharField(max_length=60)
    words = models.CharField(max_length=200)
    seen_on = models.DateField()
    good_until = models.DateField(null=True, help_text="Empty when it does not run out.")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["service", "what"], name="check_result_once"),
            models.CheckConstraint(
                condition=Q(good_until=None) | Q(good_until__gte=F("seen_on")), name="check_result_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.what


class Correction(models.Model):
    """Somebody says that an entry is wrong; the council or the operator looks."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.ForeignKey(Service, models.CASCADE, related_name="+")
    words = models.TextField(max_length=1000)
    at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return str(self.id)
