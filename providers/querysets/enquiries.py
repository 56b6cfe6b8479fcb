"""Every named question about enquiries."""

from datetime import timedelta

from django.apps import apps
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, RowNumber, TruncDate
from django.utils import timezone

from marketplace.accounts.actors import Actor

REMEMBERED = timedelta(days=2 * 365)  # for which enquiries are kept after their end


def _memberships(actor: Actor):
    return actor.account.memberships.live() if actor.account else None


class EnquiryQuerySet(models.QuerySet):
    def that_count(self, today, *, within_days: int, last: int):
        """For each enterprise the last so many of its enquiries that are over: see `providers.answering`."""
        sent = self.of_others().filter(sent_at__gt=timezone.now() - timedelta(days=within_days))
        waited_until = Coalesce(TruncDate("ended_at"), today, output_field=models.DateField())
        over = sent.alias(waited_until=waited_until).filter(
            Q(answered_at__isnull=False) | Q(answer_by__lt=F("waited_until"))
        )
        order: list = [F("sent_at").desc(), "pk"]
        newest = models.Window(RowNumber(), partition_by=F("service__enterprise"), order_by=order)
        return over.alias(place=newest).filter(place__lte=last).order_by("-sent_at", "pk")

    def of_others(self):
        """Without those of somebody who belongs to the enterprise, or whose household does: they count for nothing."""
        enterprise = models.OuterRef("service__enterprise")
        member = apps.get_model("organisations", "Membership").objects.live()
        works = member.filter(
            account=models.OuterRef("account"), organisation=models.OuterRef("service__enterprise__organisation")
        )
        declared = apps.get_model("providers", "Interest").objects.live()
        close = declared.filter(account=models.OuterRef("account"), enterprise=enterprise)
        return self.filter(Q(account=None) | ~(models.Exists(works) | models.Exists(close)))

    def to_own(self, actor: Actor):
        """Those to the enterprises where the actor works now; before its asker has confirmed, nobody sees one."""
        if actor.account is None:
            return self.none()
        mine = _memberships(actor).in_role("owner", "worker").values("organisation")
        return self.filter(service__enterprise__organisation__in=mine).exclude(status="unconfirmed")

    def asked_by(self, actor: Actor):
        return self.filter(account=actor.account) if actor.account else self.none()

    def started(self):
        """Those that led to help: of these a story can be told."""
        return self.filter(outcome="started")

    def started_between(self, first, last):
        return self.started().filter(started_on__range=(first, last)).order_by("started_on", "pk")

    def waiting(self):
        """Sent, and not answered yet."""
        return self.filter(status__in=["sent", "seen"])

    def in_line_with(self, enquiry):
        """Those who were asked with the same words, one after the other."""
        first = enquiry.after_id or enquiry.pk
        return self.filter(Q(pk=first) | Q(after=first))

    def under_way(self):
        """Waiting for an answer, or answered with yes and not over."""
        return self.filter(
            Q(status__in=["sent", "seen"]) | Q(status__in=["answered", "talking", "agreed"], answer="yes")
        )

    def past(self, day):
        """Those whose last day to answer lies before this day, the longest over first."""
        return self.waiting().filter(answer_by__lt=day).order_by("answer_by", "id")

    def to_remind(self, now):
        """Those of which the enterprise is to be reminded now."""
        return self.waiting().filter(remind_at__lte=now).order_by("remind_at", "id")

    def unconfirmed(self):
        return self.filter(status="unconfirmed")

    def from_contact(self, digest: str):
        return self.filter(contact_digest=digest or "-")

    def answered_before(self, *, declined, quiet):
        """Not yes and older than `declined`, or yes and older than `quiet`."""
        old = (~Q(answer="yes") & Q(answered_at__lt=declined)) | Q(answer="yes", answered_at__lt=quiet)
        return self.filter(old, status__in=["answered", "talking", "agreed"])

    def past_remembering(self):
        """Over for so long that who asked and what was said has to be blanked."""
        return self.filter(ended_at__lte=timezone.now() - REMEMBERED).exclude(name="", address="", words="")

    def held(self):
        """The rows for this transaction alone; what somebody else holds is left to the next sweep."""
        return self.select_for_update(of=("self",), skip_locked=True)

    def shown(self, statuses):
        """Those in one of these statuses: what waits comes first by its last day, then the latest."""
        return self.filter(status__in=statuses).order_by(
            models.F("answer_by").asc(nulls_last=True), "-created_at", "pk"
        )

    def status_counts(self) -> dict[str, int]:
        return dict(self.order_by().values_list("status").annotate(models.Count("pk")))

    def to_ring(self):
        """Those whose asker can only be rung or written to, and has not been yet; the oldest first."""
        return self.unconfirmed().filter(way__in=["phone", "letter"]).order_by("created_at", "pk")

    def to_confirm(self):
        """Those that wait until their asker confirms by a message; the oldest first."""
        return self.unconfirmed().exclude(way__in=["phone", "letter"]).order_by("created_at", "pk")

    def with_reference(self, reference: str):
        return self.filter(reference=reference)

    def of_desk(self, actor: Actor):
        """Those that the actor may take down or move on at a desk: of services of the council, for operators all.

        Of those whom professionals introduce everybody sees only their own.
        """
        if actor.account is None:
            return self.none()
        live = _memberships(actor)
        own = self.filter(Q(introduced_by=None) | Q(entered_by=actor.account))
        if live.in_role("operator").exists():
            return own
        councils = live.in_role("adviser", "social_worker", "link_worker").filter(organisation__kind="council")
        return own.filter(service__council_code__in=councils.values("organisation__council_code"))

    def with_service(self):
        return self.select_related("service__enterprise__organisation")

    def without_story(self):
        return self.filter(story=None)

    def with_story(self):
        return self.with_service().select_related("story")
