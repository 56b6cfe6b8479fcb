"""Every named question about organisations and who belongs to them."""

import hashlib
from collections.abc import Iterable

from django.contrib.postgres.search import SearchVector
from django.db import models
from django.utils import timezone

from marketplace.accounts.actors import Actor

NAME_WORDS = SearchVector("name", config="english")


def digest(secret: str) -> str:
    """What is kept of a secret, so that reading the database gives nobody a key."""
    return hashlib.sha256(secret.encode()).hexdigest()


class OrganisationQuerySet(models.QuerySet):
    def councils(self):
        return self.filter(kind="council")

    def council_of(self, code: str | None):
        """The council with this ONS code, if it has joined."""
        return self.filter(kind="council", council_code=code or "-").first()

    def councils_of(self, codes: Iterable[str]) -> dict:
        """The councils with these ONS codes that have joined, by code."""
        return {council.council_code: council for council in self.councils().filter(council_code__in=set(codes))}

    def fund_holders(self):
        """Bodies that hold money for people, by name."""
        return self.filter(kind="fund_holder").order_by("name", "pk")

    def visible_to(self, actor: Actor):
        """Members see their own organisations; operators see all."""
        if not actor.is_signed_in:
            return self.none()
        mine = actor.person.memberships.live()
        if mine.in_role("operator").exists():
            return self
        return self.filter(pk__in=mine.values("organisation"))


class MembershipQuerySet(models.QuerySet):
    def live(self):
        """Those that have begun and not ended."""
        today = timezone.localdate()
        return self.filter(since_on__lte=today).exclude(ended_on__lte=today)

    def in_role(self, *roles: str):
        return self.filter(role__in=roles)

    def owned(self) -> set:
        """Keys of the organisations among these that have an owner now."""
        return set(self.live().in_role("owner").values_list("organisation", flat=True))

    def teams(self) -> list[str]:
        """The names of the teams of these, each once."""
        named = self.exclude(team="").order_by("team").values_list("team", flat=True)
        return list(named.distinct())

    def working(self):
        """Everybody who works there, as against people who draw on support there."""
        return self.exclude(role="person")


class InvitationQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status="open", expires_at__gt=timezone.now())

    def sent_today(self):
        return self.filter(created_at__date=timezone.localdate())

    def expired(self):
        return self.filter(status="open", expires_at__lte=timezone.now())

    def of_secret(self, secret: str):
        return self.filter(token_digest=digest(secret))

    def for_email(self, email: str | None):
        return self.filter(email__iexact=email or "-")


class TokenQuerySet(models.QuerySet):
    def live(self):
        return self.filter(revoked_at=None)

    def of_secret(self, secret: str):
        return self.filter(digest=digest(secret))
