"""Every named question about enterprises and their services."""

from datetime import datetime, time

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVector
from django.db import connection, models
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils import timezone

from marketplace.accounts.actors import Actor
from marketplace.organisations.models import Membership, Organisation
from marketplace.workflow.models import Entry

IN_FEED = Q(status="listed") & ~Q(withheld__contains=["everything"])
FEED_LISTS = ("activities", "needs", "payments", "access", "communication")
FEED_WORDS = SearchVector("summary", "people", "story", config="english")
PARTS = """
SELECT min(id::text)::uuid, max(updated_at) FROM
    (SELECT id, updated_at, row_number() OVER (ORDER BY id) - 1 AS n FROM providers_service WHERE status = 'listed') s
GROUP BY n / %s ORDER BY 1
"""
DECISIONS = ("submitted>listed", "submitted>returned", "listed>returned")


def _memberships(actor: Actor):
    return actor.account.memberships.live() if actor.account else None


class EnterpriseQuerySet(models.QuerySet):
    def run_by(self, actor: Actor):
        """Those that the actor owns, works in or fills in for."""
        if actor.account is None:
            return self.none()
        mine = _memberships(actor).in_role("owner", "worker").values("organisation")
        return self.filter(Q(organisation__in=mine) | Q(supporter=actor.account))

    def public(self):
        """Those with something listed."""
        return self.filter(services__status="listed").distinct()

    def in_feed(self):
        """Those of whom other directories may take something."""
        mine = apps.get_model("providers", "Service").objects.in_feed()
        return self.filter(models.Exists(mine.filter(enterprise=models.OuterRef("pk"))))

    def with_organisation(self):
        return self.select_related("organisation")

    def called_like(self, name: str):
        """Those whose name has these words in it, the most alike first."""
        words = " ".join(name.split())
        alike = self.filter(organisation__name__icontains=words).with_organisation()
        return alike.order_by(models.functions.Length("organisation__name"), "organisation__name", "pk")

    def close_to(self, actor: Actor):
        """Those that the actor or their household owns or works in: as a member now, or as they declared."""
        if actor.account is None:
            return self.none()
        declared = apps.get_model("providers", "Interest").objects.live().of(actor)
        mine = _memberships(actor).values("organisation")
        return self.filter(Q(organisation__in=mine) | Q(pk__in=declared.values("enterprise")))


class ServiceQuerySet(models.QuerySet):
    def listed(self):
        return self.filter(status="listed")

    def that_people_know(self):
        """Those that people found here once: also paused, hidden or suspended ones."""
        return self.filter(status__in=("listed", "paused", "hidden", "suspended"))

    def after(self, key):
        """Those whose key is greater, in the order of their keys: to walk through many in chunks."""
        return self.filter(pk__gt=key).order_by("pk")

    def in_feed(self):
        """What other directories may take: listed, and not kept back as a whole."""
        return self.filter(IN_FEED)

    def told_to(self, actor: Actor):
        """What a program may read: what is shared, and of whoever asks all that is listed, marked `is_own`."""
        mine = apps.get_model("providers", "Service").objects.run_by(actor)
        own = models.Q(pk__in=mine.values("pk"))
        mark = models.Case(models.When(own, then=True), default=False, output_field=models.BooleanField())
        return self.listed().filter(IN_FEED | own).annotate(is_own=mark)

    def kept_back(self) -> dict[str, list[str]]:
        """What each keeps back, by its key."""
        return {str(pk): withheld for pk, withheld in self.values_list("pk", "withheld")}

    def in_parts(self, size: int) -> list[tuple]:
        """The listed ones in the order of their keys, in parts: the first key, and when the last of them changed."""
        with connection.cursor() as cursor:
            cursor.execute(PARTS, [size])
            return cursor.fetchall()

    def between(self, first, end):
        """Those from one key up to another, or to the last, in the order of their keys."""
        found = self.filter(pk__gte=first).order_by("pk")
        return found if end is None else found.filter(pk__lt=end)

    def visible_to(self, actor: Actor):
        """Anyone sees what is listed; owners their own; commissioners their council's; operators all."""
        if actor.account is None:
            return self.listed()
        known = self._known(actor)
        return self if known is None else self.filter(Q(status="listed") | known)

    def known_to(self, actor: Actor):
        """Those that the actor has something to do with: their own, their council's, for operators all."""
        known = self._known(actor)
        return self if known is None else self.filter(known)

    def _known(self, actor: Actor) -> Q | None:
        """The rows that concern the actor, or None for every row."""
        if actor.account is None:
            return Q(pk__in=[])
        live = _memberships(actor)
        return None if live.in_role("operator").exists() else self._own(actor) | self._of_councils(live)

    def run_by(self, actor: Actor):
        """Those of enterprises that the actor owns, works in or fills in for; a key's are its organisation's."""
        if actor.token:
            return self.filter(enterprise__organisation=actor.organisation)
        return self.filter(self._own(actor)) if actor.account else self.none()

    def decided_by(self, actor: Actor):
        """Those whose listing the actor may decide: a council's own; for operators, where no council has joined."""
        if actor.account is None:
            return self.none()
        live = _memberships(actor)
        councils = live.in_role("commissioner").exclude(organisation__council_code=None)
        mine = Q(council_code__in=councils.values("organisation__council_code"))
        if live.in_role("operator").exists():
            mine |= self._of_no_council()
        return self.filter(mine)

    def called(self, name: str, postcode: str):
        """Those of an enterprise of this name at this postcode."""
        return self.filter(enterprise__organisation__name__iexact=" ".join(name.split()), postcode=postcode)

    def like(self, name: str, postcode: str, council_code: str):
        """Those of an enterprise of this name, at this postcode or anywhere in this council's area."""
        near = Q(council_code=council_code) | (Q(postcode=postcode) if postcode else Q(pk__in=[]))
        return self.filter(near, enterprise__organisation__name__iexact=" ".join(name.split()))

    def of_enterprises(self, enterprises):
        return self.filter(enterprise__in=enterprises)

    def of_keys(self, keys):
        return self.filter(pk__in=list(keys))

    def of_council(self, code: str):
        return self.filter(council_code=code)

    def sent(self):
        """Those that were sent to be listed at least once."""
        return self.exclude(submitted_at=None)

    def in_status(self, status: str):
        return self.filter(status=status)

    def status_counts(self) -> dict[str, int]:
        return dict(self.order_by().values_list("status").annotate(models.Count("pk")))

    def lately_decided(self):
        """Listed or sent back, the last decided first."""
        told = Entry.objects.filter(subject_type=self.model._meta.label_lower, subject_id=models.OuterRef("pk"))
        decided = told.filter(what__in=DECISIONS).order_by("-at").values("at")[:1]
        known = self.exclude(status__in=("draft", "submitted")).alias(at=models.Subquery(decided))
        return known.order_by(models.F("at").desc(nulls_last=True), "pk")

    def changed_since_looked(self):
        """Shown to the public, and no longer what somebody decided about; the longest first."""
        changed = self.filter(status__in=["listed", "paused"], look_again_since__isnull=False)
        return changed.order_by("look_again_since", "pk")

    def still_empty(self):
        """Drafts of which nothing has been said."""
        return self.filter(status="draft", summary="", story="", activities=[], setting="", postcode="")

    def waiting(self):
        """Sent to be listed, oldest first."""
        return self.filter(status="submitted").order_by("submitted_at", "pk")

    def kept_by(self, account):
        """Those that somebody keeps true: their own; and those they fill in, where nobody owns them yet."""
        if not account.is_active:
            return self.none()
        owned = account.memberships.live().in_role("owner").values("organisation")
        has_owner = Membership.objects.live().in_role("owner").values("organisation")
        fills_in = Q(enterprise__supporter=account) & ~Q(enterprise__organisation__in=has_owner)
        return self.filter(Q(enterprise__organisation__in=owned) | fills_in)

    def with_last_said(self):
        """`said`: the last day on which somebody said that it is right, or that there is room."""
        return self.annotate(said=Greatest("confirmed_on", "room_said_on", "listed_on"))

    def fading(self, *, asked, warned, hidden, promised):
        """Listed, unconfirmed since the day `asked` or longer, and with the next step due: see `providers.fading`."""
        begins = Q(fading=None) | ~Q(fading__said_on=F("said"))
        to_warn = Q(fading__warned_on=None, said__lte=warned)
        to_hide = Q(fading__warned_on__lte=promised, said__lte=hidden)
        return self.listed().with_last_said().filter(begins | to_warn | to_hide, said__lte=asked)

    def changed_since(self, moment):
        """Listed, and changed after this moment."""
        return self.listed().filter(updated_at__gt=moment)

    def with_enterprise(self):
        return self.select_related("enterprise__organisation", "listed_by")

    def with_details(self):
        found = self.with_enterprise().select_related("gathering")
        return found.prefetch_related("schedules", "prices", "check_results__council")

    def _own(self, actor: Actor) -> Q:
        mine = _memberships(actor).in_role("owner", "worker").values("organisation")
        return Q(enterprise__organisation__in=mine) | Q(enterprise__supporter=actor.account)

    def _of_councils(self, live) -> Q:
        councils = live.in_role("commissioner", "adviser").exclude(organisation__council_code=None)
        return Q(council_code__in=councils.values("organisation__council_code")) & ~Q(status="draft")

    def _of_no_council(self) -> Q:
        return ~Q(council_code__in=Organisation.objects.councils().values("council_code"))


class ImportedServiceQuerySet(models.QuerySet):
    def from_feed(self, source: str):
        return self.filter(source=source)

    def last_modified(self) -> dict[str, str]:
        """When each was last changed at its feed, by its id there."""
        return {str(key): said for key, said in self.values_list("external_id", "last_modified")}

    def with_enterprise(self):
        return self.select_related("service__enterprise__organisation")


class CorrectionQuerySet(models.QuerySet):
    def about(self, services):
        return self.filter(service__in=services).select_related("service__enterprise__organisation")

    def unseen(self):
        return self.filter(seen_at=None)


class SearchQuerySet(models.QuerySet):
    def live(self):
        return self.filter(expires_at__gt=timezone.now())

    def over(self):
        return self.filter(expires_at__lte=timezone.now())


class SharedShortlistQuerySet(models.QuerySet):
    def live(self):
        return self.filter(expires_at__gt=timezone.now())


class FeedRunQuerySet(models.QuerySet):
    def finished(self):
        return self.exclude(finished_at=None)

    def under_way(self, since):
        """The run that has not ended; one that began before `since` is given up."""
        return self.filter(finished_at=None, started_at__gte=since).order_by("-started_at")

    def before(self, moment):
        return self.filter(started_at__lt=moment)

    def since(self, moment):
        """The newest one that began after this moment, if any."""
        return self.filter(started_at__gt=moment).order_by("started_at").last()


class UnmetNeedQuerySet(models.QuerySet):
    def of_council(self, council_code: str):
        return self.filter(council_code=council_code)

    def since(self, day):
        """Recorded on this day of London's or later."""
        return self.filter(recorded_at__gte=datetime.combine(day, time(), timezone.get_default_timezone()))

    def counted(self, by: str) -> list[tuple]:
        """How many there are of each value of one field; of a list, of each of its words."""
        field = self.model._meta.get_field(by)
        value = models.Func(models.F(by), function="unnest") if isinstance(field, ArrayField) else models.F(by)
        return self._count(value)

    def counted_by_month(self) -> list[tuple]:
        return self._count(models.functions.TruncMonth("recorded_at", output_field=models.DateField()))

    def _count(self, value) -> list[tuple]:
        found = self.order_by().annotate(value=value).values_list("value")
        return list(found.annotate(number=models.Count("pk")).order_by("value"))


class InterestQuerySet(models.QuerySet):
    def live(self):
        return self.filter(ended_at=None)

    def of(self, actor: Actor):
        return self.filter(account=actor.account) if actor.account else self.none()

    def with_enterprise(self):
        return self.select_related("enterprise__organisation")
