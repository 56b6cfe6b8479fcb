"""What time does to enquiries, in chunks: each is one transaction, and the next sweep goes on where one stopped."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.notifications.outbox import News, notify_all
from marketplace.organisations.models import Membership, Role
from marketplace.workflow.links import limit_links
from marketplace.workflow.models import Entry
from providers import access, deadlines
from providers.actions.enquiries.ending import BLANK
from providers.actions.enquiries.telling import OPEN_AFTER, asker_of, facts_of, links_of, tell_owners
from providers.models import Enquiry, EnquiryLine

Status = Enquiry.Status
CHUNK = 1000
UNCONFIRMED_FOR = timedelta(days=7)
SETTLED_AFTER = {"declined": timedelta(days=30), "quiet": timedelta(days=180)}


@transaction.atomic
def lapse_some(*, by: Actor, most: int = CHUNK) -> int:
    """End as many as `most` whose last day is over: moved, on the trail, and both sides told, or nothing of it."""
    require(bool(by.rule))
    now = timezone.now()
    late = Enquiry.objects.past(timezone.localdate(now)).with_service().select_related("account")
    rows = list(late.defer("words", "when_note", "communication_note", "answer_words").held()[:most])
    keys = [row.pk for row in rows]
    entries = {row.pk: _entry(row, f"{row.status}>lapsed", by=by) for row in rows}
    Enquiry.objects.filter(pk__in=keys).update(status=Status.LAPSED, ended_at=now, remind_at=None)
    Entry.objects.bulk_create(entries.values())
    links = links_of(keys)
    limit_links(Enquiry._meta.label_lower, keys, access.FOLLOW, until=now + OPEN_AFTER)
    notify_all([*_to_askers(rows, entries, links), *_to_owners(rows, entries)])
    return len(rows)


def _entry(enquiry: Enquiry, what: str, *, by: Actor) -> Entry:
    about = {"subject_type": enquiry._meta.label_lower, "subject_id": enquiry.pk}
    return Entry(**about, rule=by.rule, what=what, at=timezone.now())


def _to_askers(rows: Iterable[Enquiry], entries: dict, links: dict) -> Iterable[News]:
    for row in rows:
        if row.address:
            said = facts_of(row) | {"link": str(links[row.pk])}
            yield News(asker_of(row), "enquiry-lapsed", f"enquiry-lapsed:{entries[row.pk].pk}", said)


def _to_owners(rows: Iterable[Enquiry], entries: dict) -> Iterable[News]:
    homes = {row.service.enterprise.organisation_id for row in rows}
    owning = Membership.objects.live().in_role(Role.OWNER).filter(organisation__in=homes, account__is_active=True)
    of: dict[UUID, list[User]] = {}
    for membership in owning.select_related("account"):
        of.setdefault(membership.organisation_id, []).append(membership.account)
    for row in rows:
        for owner in of.get(row.service.enterprise.organisation_id, ()):
            key = f"enquiry-lapsed-owner:{entries[row.pk].pk}:{owner.pk}"
            yield News(owner, "enquiry-lapsed-owner", key, facts_of(row))


@transaction.atomic
def remind_some(*, by: Actor, most: int = 100) -> int:
    """The enterprise is reminded at half time, and in the morning before the last day."""
    require(bool(by.rule))
    now = timezone.now()
    rows = list(Enquiry.objects.to_remind(now).with_service().held()[:most])
    for row in rows:
        tell_owners(row, "enquiry-reminder", f"{row.pk}:{row.remind_at:%Y%m%d%H}")
        row.remind_at = deadlines.next_reminder(row.sent_at, row.answer_by, after=now)
    Enquiry.objects.bulk_update(rows, ["remind_at"])
    return len(rows)


@transaction.atomic
def drop_unconfirmed(*, by: Actor, most: int = CHUNK) -> int:
    """What nobody confirmed within seven days is closed, and what it said is erased at once."""
    require(bool(by.rule))
    now = timezone.now()
    late = Enquiry.objects.unconfirmed().filter(created_at__lt=now - UNCONFIRMED_FOR).order_by("created_at", "pk")
    rows = list(late.only("pk", "status").held()[:most])
    keys = [row.pk for row in rows]
    blank = BLANK | {"digest": "", "contact_digest": "", "communication": []}
    Enquiry.objects.filter(pk__in=keys).update(status=Status.CLOSED, ended_at=now, outcome="unknown", **blank)
    Entry.objects.bulk_create([_entry(row, f"{row.status}>closed", by=by) for row in rows])
    return len(rows)


@transaction.atomic
def settle_some(*, by: Actor, most: int = CHUNK) -> int:
    """What was declined a month ago, or answered and then quiet for half a year, is closed; nobody is told."""
    require(bool(by.rule))
    now = timezone.now()
    declined, quiet = (now - SETTLED_AFTER[kind] for kind in ("declined", "quiet"))
    lately = EnquiryLine.objects.filter(at__gt=quiet).order_by().values("enquiry").annotate(last=Max("at"))
    late = Enquiry.objects.answered_before(declined=declined, quiet=quiet).exclude(pk__in=lately.values("enquiry"))
    rows = list(late.only("pk", "status", "answered_at").order_by("answered_at", "pk").held()[:most])
    keys = [row.pk for row in rows]
    Enquiry.objects.filter(pk__in=keys).update(status=Status.CLOSED, ended_at=now, outcome="unknown")
    Entry.objects.bulk_create([_entry(row, f"{row.status}>closed", by=by) for row in rows])
    limit_links(Enquiry._meta.label_lower, keys, access.FOLLOW, until=now + OPEN_AFTER)
    return len(rows)
