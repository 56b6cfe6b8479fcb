"""Every named question about organisations and who belongs to them."""

from django.db import models
from django.utils import timezone

from marketplace.accounts.actors import Actor


class OrganisationQuerySet(models.QuerySet):
    def councils(self):
        return self.filter(kind="council")

    def council_of(self, code: str | None):
        """The council with this ONS code, if it has joined."""
        return self.filter(kind="council", council_code=code or "-").first()

    def visible_to(self, actor: Actor):
        """Members see their own organisations; operators see all."""
        if not actor.is_signed_in:
            return self.none()
        mine = actor.account.memberships.live()
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


class InvitationQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status="open", expires_at__gt=timezone.now())


class TokenQuerySet(models.QuerySet):
    def live(self):
        return self.filter(revoked_at=None)
