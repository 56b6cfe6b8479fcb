"""Who belongs where, and as what."""

import pghistory
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from marketplace.accounts.ids import uuid7
from marketplace.organisations.querysets import (
    NAME_WORDS,
    InvitationQuerySet,
    MembershipQuerySet,
    OrganisationQuerySet,
    TokenQuerySet,
)


class Organisation(models.Model):
    """A council, an NHS body, an enterprise, a community group, a holder of people's funds, or the operator."""

    class Kind(models.TextChoices):
        COUNCIL = "council", "Council"
        NHS = "nhs", "NHS body"
        ENTERPRISE = "enterprise", "Enterprise"
        COMMUNITY = "community", "Community group"
        FUND_HOLDER = "fund_holder", "Fund holder"
        OPERATOR = "operator", "Operator of the site"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=120)
    council_code = models.CharField(
        max_length=9,
        null=True,
        blank=True,
        unique=True,
        help_text="ONS code of a council with social-services duties.",
    )
    micro_limit = models.PositiveSmallIntegerField(
        default=5, help_text="Most workers and volunteers that a micro-enterprise may have here (5; Somerset 8)."
    )
    enquiry_days = models.PositiveSmallIntegerField(
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
        help_text="Working days within which enterprises here answer an enquiry.",
    )
    joined_on = models.DateField(default=timezone.localdate)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        indexes = [GinIndex(NAME_WORDS, name="organisation_words")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="council", council_code__isnull=False) | (~Q(kind="council") & Q(council_code=None)),
                name="organisation_only_councils_have_a_council_code",
            ),
            models.CheckConstraint(condition=Q(enquiry_days__range=(1, 10)), name="organisation_answers_in_days"),
        ]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What somebody is in an organisation."""

    OWNER = "owner", "Owner"
    WORKER = "worker", "Worker"
    PERSON = "person", "Person who draws on support"
    SOCIAL_WORKER = "social_worker", "Social worker"
    LINK_WORKER = "link_worker", "Link worker"
    GP = "gp", "GP"
    ADVISER = "adviser", "Enterprise adviser"
    COMMISSIONER = "commissioner", "Commissioner"
    FINANCE = "finance", "Finance officer"
    FUND_HOLDER = "fund_holder", "Fund holder"
    OPERATOR = "operator", "Operator"


STAFF_ROLES = frozenset(
    {
        *(Role.SOCIAL_WORKER, Role.LINK_WORKER, Role.GP, Role.ADVISER),
        *(Role.COMMISSIONER, Role.FINANCE, Role.FUND_HOLDER, Role.OPERATOR),
    }
)
MANAGERS = frozenset({Role.OWNER, Role.COMMISSIONER, Role.FUND_HOLDER, Role.OPERATOR})
LONGEST_TEAM = 60
ROLES_OF_KIND: dict[str, set[Role]] = {
    Organisation.Kind.COUNCIL: {
        Role.PERSON,
        Role.SOCIAL_WORKER,
        Role.LINK_WORKER,
        Role.ADVISER,
        Role.COMMISSIONER,
        Role.FINANCE,
    },
    Organisation.Kind.NHS: {
        Role.PERSON,
        Role.SOCIAL_WORKER,
        Role.LINK_WORKER,
        Role.GP,
        Role.COMMISSIONER,
        Role.FINANCE,
    },
    Organisation.Kind.ENTERPRISE: {Role.OWNER, Role.WORKER},
    Organisation.Kind.COMMUNITY: {Role.OWNER, Role.WORKER, Role.PERSON},
    Organisation.Kind.FUND_HOLDER: {Role.FUND_HOLDER},
    Organisation.Kind.OPERATOR: {Role.OPERATOR},
}


@pghistory.track()
class Membership(models.Model):
    """One role of one person in one named organisation; a person may have several."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=14, choices=Role)
    team = models.CharField(max_length=LONGEST_TEAM, blank=True, help_text="As the organisation calls it.")
    since_on = models.DateField(default=timezone.localdate)
    ended_on = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "organisation", "role"], condition=Q(ended_on=None), name="membership_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("since_on")), name="membership_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}"


class Invitation(models.Model):
    """An invitation to join an organisation in one role, good for 14 days, used once."""

    class Status(models.TextChoices):
        OPEN = "open", "Waiting for an answer"
        ACCEPTED = "accepted", "Accepted"
        WITHDRAWN = "withdrawn", "Withdrawn"

    MOVES = {
        Status.OPEN: {Status.ACCEPTED, Status.WITHDRAWN},
        Status.ACCEPTED: set(),
        Status.WITHDRAWN: set(),
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=14, choices=Role)
    team = models.CharField(max_length=LONGEST_TEAM, blank=True, help_text="Where whoever accepts it will work.")
    email = models.EmailField()
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True, help_text="SHA-256; the token itself is never kept.")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.get_role_display()}"


class Token(models.Model):
    """A key for another system to act for one organisation, within named scopes, until it is revoked."""

    class Scope(models.TextChoices):
        DIRECTORY_READ = "directory:read", "Read the directory"
        SERVICES_WRITE = "services:write", "Change this organisation's own services"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256; the token is shown once.")
    scopes = models.JSONField(default=list)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name
