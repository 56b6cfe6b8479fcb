"""Every named question about clubbing together."""

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from budgets.querysets.people import REMEMBERED
from marketplace.accounts.actors import Actor


def _owned(actor: Actor):
    return actor.person.memberships.live().in_role("owner").values("organisation")


class ArrangementQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Those that people whom the actor may look after are in, or led to the end; and those of their enterprise."""
        if actor.account is None:
            return self.none()
        people = apps.get_model("budgets", "Person").objects.open_to(actor, "plan")
        places = apps.get_model("budgets", "ShareMember").objects.here().filter(person__in=people.values("pk"))
        own = Q(service__enterprise__organisation__in=_owned(actor))
        led = Q(status="ended", lead__in=people.values("pk"))
        return self.filter(Q(pk__in=places.values("arrangement")) | led | own)

    def of_person(self, person):
        """What somebody is in, or was in when it ended or they left."""
        places = apps.get_model("budgets", "ShareMember").objects.ever_in().filter(person=person)
        return self.filter(pk__in=places.values("arrangement"))

    def of_enterprises(self, actor: Actor):
        """Those of the actor's own enterprise."""
        if actor.account is None:
            return self.none()
        return self.filter(service__enterprise__organisation__in=_owned(actor))

    def under_way(self):
        return self.exclude(status="ended")

    def past_remembering(self):
        """Over for two years, with words that are still there."""
        limit = timezone.localdate() - REMEMBERED
        return self.filter(status="ended", ended_on__lte=limit).exclude(what="", when="")

    def with_service(self):
        return self.select_related("service__enterprise__organisation", "lead").prefetch_related("members")

    def with_number(self):
        """How many are in it now."""
        here = models.Count("members", filter=Q(members__status__in=("in", "leaving")))
        return self.annotate(number=here)

    def to_join(self):
        """Open to whoever lives near, at a service that is listed, with a place left."""
        found = self.under_way().filter(is_open=True, service__status="listed").with_number()
        return found.filter(number__lt=F("most"))

    def to_keep(self, today):
        """Those where a last day is over, or a day without a yes; with too few people, or money of who has left."""
        places = apps.get_model("budgets", "ShareMember").objects
        pools = apps.get_model("budgets", "Account").objects.filter(kind="pool-share", posted__gt=0)
        over = places.filter(status="leaving", left_on__lt=today)
        owed = places.filter(Exists(pools.filter(agreement_id=OuterRef("pk"))), status="left")
        late = apps.get_model("budgets", "SharedSession").objects.suggested().filter(held_on__lt=today)
        few = Q(status="running", number__lt=F("minimum")) | Q(status="paused", number=0)
        due = Q(pk__in=over.values("arrangement")) | Q(pk__in=owed.values("arrangement"))
        due |= Q(pk__in=late.values("arrangement"))
        return self.with_number().filter(due | few).exclude(status="gathering")


class ShareMemberQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """The places of the actor and of those whom they look after; nobody else's."""
        people = apps.get_model("budgets", "Person").objects.open_to(actor, "plan")
        return self.filter(person__in=people.values("pk"))

    def here(self):
        return self.filter(status__in=("in", "leaving"))

    def ever_in(self):
        """Those who were in it since it began; whoever withdrew before was not."""
        return self.exclude(status="withdrew")

    def with_person(self):
        return self.select_related("person__organisation", "person__account", "budget__person", "joined_by")


class SharedSessionQuerySet(models.QuerySet):
    def suggested(self):
        """Those that wait for a yes: nothing is set aside for them."""
        return self.filter(status="proposed")

    def live_on(self, day):
        """That day, unless it was called off."""
        return self.exclude(status="called-off").filter(held_on=day)

    def under_way(self):
        """Those for which money is set aside."""
        return self.filter(status__in=("planned", "held"))

    def paid(self):
        """Those that must stand in the books."""
        return self.filter(status="paid")
