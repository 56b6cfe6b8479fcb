"""Every named question about bank accounts and how they were checked."""

from django.db import models
from django.db.models import Q

from commissioning.querysets.whose import bodies_for, own_enterprises
from marketplace.accounts.actors import Actor

PAYING = ("finance",)


class BankAccountQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Its owner, always masked; whoever checks for a body comes to it by the check that they have to make."""
        if actor.account is None:
            return self.none()
        own = Q(enterprise__in=own_enterprises(actor)) | Q(person__account=actor.account)
        held = actor.account.memberships.live().in_role("owner").values("organisation")
        return self.filter(own | Q(holder__in=held))

    def in_use(self):
        return self.filter(status="current")

    def live(self):
        return self.filter(status__in=("waiting", "current"))


class PayeeCheckQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Those who pay for the body."""
        return self.filter(body__in=bodies_for(actor, *PAYING))

    def confirmed(self):
        """By two people."""
        return self.filter(confirmed_at__isnull=False)

    def waiting(self):
        """For the second person."""
        return self.filter(confirmed_at=None, refused_at=None)
