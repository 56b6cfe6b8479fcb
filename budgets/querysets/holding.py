"""Every named question about money that a body holds for somebody: it is one pot, not a person."""

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from marketplace.accounts.actors import Actor
from marketplace.organisations.models import Role

HELD_BY_ANOTHER = ("isf", "phb-third-party")  # individual service funds and third-party personal health budgets


class DeploymentQuerySet(models.QuerySet):
    def today(self):
        """Those of the versions that hold today."""
        day = timezone.localdate()
        runs = Q(version__ends_on=None) | Q(version__ends_on__gte=day)
        return self.filter(runs, version__status="agreed", version__starts_on__lte=day)

    def held_by(self, actor: Actor):
        """What the bodies for which the actor works hold for people today; with its end their part in it ends."""
        if actor.account is None:
            return self.none()
        works = actor.account.memberships.live().in_role(Role.FUND_HOLDER).values("organisation")
        return self.today().filter(held_by__in=works)

    def of_person(self, person):
        return self.filter(version__budget__person=person).select_related("version__budget")

    def on_pot(self, budget, mechanism: str):
        return self.filter(version__budget=budget, mechanism=mechanism)


def on_held_pot(actor: Actor, prefix: str = ""):
    """Rows with an agreement (at the prefix) that is paid out of money which the actor's bodies hold."""
    held = apps.get_model("budgets", "Deployment").objects.held_by(actor)
    return Exists(held.on_pot(OuterRef(f"{prefix}budget"), OuterRef(f"{prefix}mechanism")))
