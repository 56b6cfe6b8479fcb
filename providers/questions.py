"""Every named question about stories, and about needs that somebody has posted."""

from datetime import timedelta

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, F, Func, OuterRef, Q, Value
from django.utils import timezone

from marketplace.accounts.actors import Actor
from marketplace.places.distances import metres_in

KEPT = timedelta(days=90)  # after it ended, before what was private in it is blanked
TO_A_VENUE, WHOLE_COUNCIL, FURTHEST = metres_in(10), metres_in(40), metres_in(60)


def _model(name: str):
    return apps.get_model("providers", name)


def _works_in(actor: Actor):
    """The organisations that the actor owns or works in now."""
    return actor.person.memberships.live().in_role("owner", "worker").values("organisation")


class StoryQuerySet(models.QuerySet):
    def shown(self):
        """Published, the newest first."""
        return self.filter(status="published").order_by("-published_at", "-pk")

    def of_service(self, service):
        return self.filter(service=service)

    def removed_later(self):
        """Shown once, and removed since."""
        return self.filter(status="removed", published_at__isnull=False)

    def about_own(self, actor: Actor):
        """Those about the enterprises where the actor works, once they wait to be shown."""
        if actor.account is None:
            return self.none()
        seen = self.filter(status__in=["waiting", "queried", "published"])
        return seen.filter(service__enterprise__organisation__in=_works_in(actor))

    def moderated_by(self, actor: Actor):
        """Those about services whose listing the actor decides about, and that somebody has sent."""
        mine = _model("Service").objects.decided_by(actor)
        return self.filter(service__in=mine).exclude(status__in=["written", "held"])

    def to_read(self):
        """Those that no person has read since they were told or queried, the longest first."""
        return self.filter(status__in=["waiting", "queried"], moderated_at=None).order_by("waits_until", "pk")

    def decided(self):
        """Read by a person, the last first."""
        return self.exclude(moderated_at=None).order_by("-moderated_at", "pk")

    def due(self):
        """Read by a person, and the enterprise's 72 hours are over."""
        waits = self.filter(status__in=["waiting", "queried"], moderated_at__isnull=False)
        return waits.filter(waits_until__lte=timezone.now()).order_by("waits_until", "pk")

    def left_lying(self):
        """Never shown, and untouched for long: what they say has to go."""
        return self.filter(status__in=["written", "held", "refused"], told_at__lte=timezone.now() - KEPT)

    def with_old_queries(self):
        old = self.filter(status__in=["published", "refused", "removed"], told_at__lte=timezone.now() - KEPT)
        return old.exclude(query_words="")

    def counted(self) -> dict[str, int]:
        """How many were told, and how many said yes to each question."""
        yes = {name: Count("pk", filter=Q(**{name: "yes"})) for name in ("came", "reached", "again")}
        return self.order_by().aggregate(all=Count("pk"), **yes)

    def with_service(self):
        return self.select_related("service__enterprise__organisation", "enquiry")


class Point(Func):
    function, output_field = "point", models.FloatField()


class Circle(Func):
    function, output_field = "circle", models.FloatField()


class Away(Func):
    template, arg_joiner, output_field = "(%(expressions)s)", " <-> ", models.FloatField()


class Within(Func):
    template, arg_joiner, output_field = "(%(expressions)s)", " <@ ", models.BooleanField()


def fitting_documents(easting, northing, council, activity):
    """What the search reads of listed services that do this, reach there, and whose checks are all good today."""
    checks = _model("CheckResult").objects.filter(service=OuterRef("service"))
    here = Point(easting, northing)
    found = _model("SearchDocument").objects.filter(is_checked=True, service__status="listed")
    found = found.filter(service__activities__contains=[activity], service__look_again_since=None)
    found = found.filter(Exists(checks), ~Exists(checks.filter(good_until__lt=timezone.localdate())))
    found = found.alias(away=Away(F("point"), here))
    reaches = Q(reach=0, away__lte=TO_A_VENUE) | Q(reach__gt=0, away__lte=F("reach"))
    reaches |= Q(councils__contains=[council], away__lte=WHOLE_COUNCIL)
    return found.filter(Within(F("point"), Circle(here, Value(FURTHEST)))).filter(reaches)


class PostedNeedQuerySet(models.QuerySet):
    def live(self):
        return self.filter(status__in=["open", "answered"], expires_at__gt=timezone.now())

    def posted_by(self, actor: Actor):
        return self.filter(account=actor.account) if actor.account else self.none()

    def counting_for(self, poster: str):
        """Those of one person that are open, or may be once they confirm."""
        fresh = Q(status="unconfirmed", written_at__gt=timezone.now() - timedelta(days=1))
        running = Q(status__in=["open", "answered"], expires_at__gt=timezone.now())
        return self.filter(fresh | running, poster=poster)

    def seen_by(self, actor: Actor):
        """Those that a service of the actor's own fits, checked and within reach; never the actor's own need."""
        if actor.account is None:
            return self.none()
        where = (OuterRef("easting"), OuterRef("northing"), OuterRef("council_code"), OuterRef("activity"))
        mine = fitting_documents(*where).filter(service__enterprise__organisation__in=_works_in(actor))
        return self.live().exclude(account=actor.account).filter(Exists(mine)).order_by("-posted_at", "-pk")

    def over(self):
        """Open for longer than they may be."""
        return self.filter(status__in=["open", "answered"], expires_at__lte=timezone.now()).order_by("expires_at")

    def never_confirmed(self):
        return self.filter(status="unconfirmed", written_at__lte=timezone.now() - timedelta(days=7))

    def past_remembering(self):
        """Ended so long ago that nobody may know any more who posted them."""
        old = self.filter(ended_at__lte=timezone.now() - KEPT)
        return old.exclude(poster="", address="", account=None)

    def with_answers(self):
        return self.prefetch_related("answers__service__enterprise__organisation", "answers__enquiry")
