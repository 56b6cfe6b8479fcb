"""Every named question about who keeps listings true, and about saved searches."""

from django.db import models
from django.db.models import Q

from marketplace.accounts.actors import Actor
from marketplace.organisations.models import Membership

PROFESSIONAL = ("social_worker", "link_worker", "gp", "adviser", "commissioner")


class AskRhythmQuerySet(models.QuerySet):
    def due(self, today):
        """Those to be asked by now, the longest due first; a row that somebody else is at is left to them."""
        found = self.exclude(rhythm="never").filter(next_on__lte=today, account__is_active=True)
        return found.order_by("next_on", "pk").select_for_update(skip_locked=True, of=("self",))


class KeeperQuerySet(models.QuerySet):
    def with_service(self):
        return self.select_related("account", "service__enterprise__organisation", "service__listed_by")


class SavedSearchQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """A person's own, and the areas of the bodies they work for."""
        if actor.account is None:
            return self.none()
        works = actor.account.memberships.live().in_role(*PROFESSIONAL).values("organisation")
        return self.filter(Q(account=actor.account) | Q(organisation__in=works))

    def due(self, now):
        """Those to look for by now; a row that somebody else is at is left to them."""
        found = self.filter(next_at__lte=now).order_by("looked_at", "pk")
        return found.select_for_update(skip_locked=True, of=("self",))

    def with_followers(self):
        return self.select_related("organisation").prefetch_related("followers__account")


class FollowerQuerySet(models.QuerySet):
    def told(self, organisation=None):
        """Those who are there to be told; of an area, while they work for its body."""
        found = self.filter(account__is_active=True).select_related("account")
        if organisation is None:
            return found
        works = Membership.objects.live().in_role(*PROFESSIONAL).filter(organisation=organisation)
        return found.filter(account__in=works.values("account"))
