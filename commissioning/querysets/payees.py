"""Every named question about bank accounts and how they were checked."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from commissioning.querysets.whose import bodies_for, own_enterprises
from marketplace.accounts.actors import Actor

PAYING = ("finance",)
KEPT = timedelta(days=7 * 366)  # finance records: six years and the current (councils' retention schedules)


class BankAccountQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Its owner, always masked; whoever checks for a body comes to it by the check that they have to make."""
        if actor.account is None:
            return self.none()
        own = Q(enterprise__in=own_enterprises(actor)) | Q(person__account=actor.account)
        held = actor.account.memberships.live().in_role("fund_holder").values("organisation")
        return self.filter(own | Q(holder__in=held))

    def entered_for(self, enterprises, people, holders):
        """Of these enterprises, people and holders: what whoever enters accounts for them sees, masked."""
        return self.filter(Q(enterprise__in=enterprises) | Q(person__in=people) | Q(holder__in=holders))

    def in_use(self):
        return self.filter(status="current")

    def live(self):
        return self.filter(status__in=("waiting", "current"))

    def of(self, account):
        """Every account of the same owner."""
        return self.filter(**account.owner)

    def before(self, account):
        """Accounts of the same owner that were in use before this one was entered: then it is a change."""
        used = self.of(account).filter(status__in=("current", "replaced"), entered_at__lt=account.entered_at)
        return used.exclude(pk=account.pk)

    def twins_of(self, account):
        """The same account, entered for somebody else."""
        same = self.filter(digest=account.digest).exclude(status="withdrawn").exclude(digest="")
        return same.exclude(**account.owner)

    def shared(self, accounts):
        """Of these accounts, those that were entered for more than one owner; each with whose they are."""
        same = self.exclude(status="withdrawn").exclude(digest="")
        owners = Count(Coalesce("enterprise", "person", "holder"), distinct=True)
        twice = same.filter(digest__in=accounts.order_by().values("digest")).order_by().values("digest")
        return same.filter(digest__in=twice.annotate(owners=owners).filter(owners__gt=1).values("digest"))

    def paid_by(self, bodies: Iterable):
        """Of those whom these bodies buy from, or give grants, direct payments or funds to; or checked before."""
        bodies, get = list(bodies), apps.get_model
        sold = [
            get("commissioning", "Contract").objects.filter(body__in=bodies).values("enterprise"),
            get("commissioning", "Invoice").objects.filter(body__in=bodies, payer="body").values("enterprise"),
            get("commissioning", "Grant").objects.filter(start__council__in=bodies).values("start__enterprise"),
            get("budgets", "Agreement").objects.filter(person__organisation__in=bodies).values("service__enterprise"),
            get("commissioning", "PayeeCheck").objects.filter(body__in=bodies).values("account__enterprise"),
        ]
        held = get("budgets", "Deployment").objects.filter(version__budget__person__organisation__in=bodies)
        theirs = Q(person__organisation__in=bodies) | Q(holder__in=held.order_by().values("held_by"))
        for enterprises in sold:
            theirs |= Q(enterprise__in=enterprises.order_by())
        return self.filter(theirs)

    def unchecked_by(self, bodies: Iterable):
        """Live ones for which none of these bodies has a check that stands."""
        checks = apps.get_model("commissioning", "PayeeCheck").objects
        stands = checks.filter(account=OuterRef("pk"), body__in=list(bodies), refused_at=None)
        return self.live().filter(~Exists(stands), stopped_at=None)

    def entered_within(self, days: int, now: datetime):
        return self.filter(entered_at__gte=now - timedelta(days=days))

    def past_remembering(self, now: datetime):
        """Not used any more for seven years, with nothing paid there since, and still saying whose they were."""
        payments = apps.get_model("commissioning", "Payment").objects.filter(account=OuterRef("pk"))
        lately = payments.filter(Q(made_at__gt=now - KEPT) | Q(sent_at__gt=now - KEPT))
        ended = self.filter(status__in=("replaced", "refused", "withdrawn"), ended_at__lte=now - KEPT)
        return ended.exclude(number="").filter(~Exists(lately)).order_by("ended_at", "pk")

    def with_owner(self):
        return self.select_related("enterprise__organisation", "person__organisation", "holder", "entered_by")


class PayeeCheckQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Those who pay for the body."""
        return self.filter(body__in=bodies_for(actor, *PAYING))

    def standing(self):
        """Not refused."""
        return self.filter(refused_at=None)

    def confirmed(self):
        """By two people."""
        return self.filter(confirmed_at__isnull=False)

    def waiting(self):
        """For the second person, of an account that can still be used."""
        live = self.filter(account__status__in=("waiting", "current"), account__stopped_at=None)
        return live.filter(confirmed_at=None, refused_at=None)
