"""People who draw on support, as the organisation that supports them knows them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from budgets.querysets import PersonQuerySet
from marketplace.accounts.ids import uuid7
from marketplace.notifications.contacts import Contact, Way
from marketplace.organisations.models import Organisation
from marketplace.workflow.sealed import SealedTextField
from providers import taxonomy
from providers.models import slugs


def initials_of(name: str) -> str:
    """The first letters of the first and the last name: what is said of a person in a list."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalpha()]
    return ".".join(word[0].upper() for word in (words[0], *words[1:][-1:])) + "." if words else ""


class Person(models.Model):
    """One person: a name or only initials, how they are reached and best spoken to; sealed, and blanked in time."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    named_worker = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    name = SealedTextField(blank=True)
    initials = SealedTextField(blank=True, help_text="Where no name is kept.")
    outcode = models.CharField(max_length=4)
    way = models.CharField(max_length=6, choices=Way, blank=True)
    address = SealedTextField(blank=True, help_text="Number, e-mail or postal address, as the way asks for.")
    communication = slugs(help_text="How they are best spoken and written to: taxonomy.COMMUNICATION.")
    communication_note = SealedTextField(blank=True)
    is_represented = models.BooleanField(
        default=False, help_text="Somebody decides for them about care and money (Mental Capacity Act 2005)."
    )
    represented_because = SealedTextField(blank=True, help_text="Who decided that, when and why.")
    died_on = models.DateField(null=True, help_text="From then on nothing is sent to them any more.")
    created_at = models.DateTimeField(default=timezone.now)
    forgotten_at = models.DateTimeField(null=True, help_text="When who they are was blanked.")

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["named_worker", "organisation"], name="person_of_worker")]
        constraints = [
            models.CheckConstraint(
                condition=Q(forgotten_at__isnull=False) | ~Q(name="") | ~Q(initials=""),
                name="person_is_called_something",
            ),
            models.CheckConstraint(
                condition=(Q(way="") & Q(address="")) | (~Q(way="") & ~Q(address="")), name="person_way_has_an_address"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def called(self) -> str:
        return self.name or self.initials

    @property
    def short(self) -> str:
        """Initials only, for lists that somebody may read over a shoulder."""
        return self.initials or initials_of(self.name)

    @property
    def contact(self) -> Contact | None:
        if not self.way or self.died_on:
            return None
        return Contact(self.way, self.address, self.name, tuple(self.communication))

    @property
    def formats(self) -> list[str]:
        """What every screen and every message about them has to heed (Accessible Information Standard, DAPB1605)."""
        return taxonomy.named(taxonomy.COMMUNICATION, self.communication)
