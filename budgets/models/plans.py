"""A person's plan in their own words, what they look for, and when somebody looks at it again with them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budgets.models.persons import Person
from budgets.querysets import ReviewQuerySet
from marketplace.accounts.ids import uuid7
from marketplace.workflow.sealed import SealedTextField
from providers.models import slugs

MOST_MINUTES = 7 * 24 * 60


class Plan(models.Model):
    """The one plan of a person: what matters, what they bring themselves, and what they look for."""

    class By(models.TextChoices):
        WOMAN = "woman", _("A woman")
        MAN = "man", _("A man")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.OneToOneField(Person, models.CASCADE, related_name="plan")

    # In their words
    matters = SealedTextField(blank=True)
    outcomes = SealedTextField(blank=True, help_text="What shall be different, a line for each.")
    can_do = SealedTextField(blank=True, help_text="What they can do themselves.")
    family = SealedTextField(blank=True, help_text="What family and friends bring.")
    community = SealedTextField(blank=True, help_text="What neighbours, clubs and groups bring.")

    # What they look for
    activities = slugs(help_text="taxonomy.ACTIVITIES")
    needs = slugs(help_text="taxonomy.NEEDS")
    times = slugs(help_text="facets.SLOTS")
    visits_weekly = models.PositiveSmallIntegerField(default=0, help_text="0 when nobody has said.")
    minutes_weekly = models.PositiveSmallIntegerField(default=0, help_text="0 when nobody has said.")
    is_visited = models.BooleanField(default=True, help_text="Somebody may come to them.")
    travel_miles = models.PositiveSmallIntegerField(null=True, help_text="How far they can get; null: they cannot.")
    by = models.CharField(max_length=5, choices=By, blank=True)
    languages = slugs(help_text="taxonomy.LANGUAGES")
    has_pets = models.BooleanField(default=False)
    musts = slugs(help_text="matching.Must: preferences that somebody cannot do without.")

    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes_weekly__lte=MOST_MINUTES, visits_weekly__lte=99), name="plan_fits_into_a_week"
            ),
            models.CheckConstraint(
                condition=Q(is_visited=True) | Q(travel_miles__isnull=False), name="plan_happens_somewhere"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def aims(self) -> list[str]:
        return self.outcomes.splitlines()


class Review(models.Model):
    """A day by which somebody looks at the plan with the person again; and once that was done, what was said."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="reviews")
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    said = SealedTextField(blank=True)
    reminded_at = models.DateTimeField(null=True, help_text="When the named worker was told that it is due.")
    opened_at = models.DateTimeField(default=timezone.now)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["due_on"], condition=Q(done_on=None), name="review_to_do")]
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(done_on=None), name="review_one_to_come"),
        ]

    def __str__(self) -> str:
        return f"{self.due_on}"
