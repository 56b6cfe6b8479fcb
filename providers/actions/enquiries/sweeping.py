"""What time does to enquiries, in chunks: each is one transaction, and the next sweep goes on where one stopped."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.notifications.contacts import Contact
from marketplace.notifications.outbox import News, notify_all
from marketplace.organisations.models import Membership, Organisation, Role
from marketplace.ui.filters import long_date
from marketplace.workflow.links import limit_links
from marketplace.workflow.many import insert_many
from marketplace.workflow.models import Entry
from providers import access, deadlines
from providers.actions.enquiries.ending import BLANK
from providers.actions.enquiries.telling import OPEN_AFTER, links_of, reached, tell_owners
from providers.models import Enquiry, EnquiryLine

Status = Enquiry.Status
CHUNK = 2000
UNCONFIRMED_FOR = timedelta(days=7)
SETTLED_AFTER = {"declined": timedelta(days=30), "quiet": timedelta(days=180)}


@dataclass(frozen=True, slots=True)
class Late:
    """Of an enquiry that nobody answered no more than it takes to end it and to tell both sides."""

    pk: UUID
    status: str
    reference: str
    answer_by: date
    way: str
    address: str
    name: str
    formats: list[str]
    whom: str
    organisation: UUID
    account: UUID | None
    introduced_by: UUID | None
    council: str


LATE = ("pk", "status", "reference", "answer_by", "way", "address", "name", "communication", "service__people",
        "service__enterprise__organisation", "account", "introduced_by",
        "service__council_code")  # fmt: skip


@transaction.atomic
def lapse_some(*, by: Actor, most: int = CHUNK) -> int:
    """End as many as `most` whose last day is over: moved, on the trail, and both sides told, or nothing of it.

    Those of one service come together, so that its people hear once of all of them.
    """
    require(bool(by.rule))
    now = timezone.now()
    late = Enquiry.objects.past(timezone.localdate(now)).order_by("service", "id").held()
    rows = [Late(*row) for row in late.values_list(*LATE)[:most]]
    keys = [row.pk for row in rows]
    entries = {row.pk: _entry(row.pk, f"{row.status}>lapsed", now, by=by) for row in rows}
    Enquiry.objects.filter(pk__in=keys).update(status=Status.LAPSED, ended_at=now, remind_at=None)
    insert_many(list(entries.values()))
    links = links_of(keys)
    limit_links(Enquiry._meta.label_lower, keys, access.FOLLOW, until=now + OPEN_AFTER)
    notify_all([*_to_askers(rows, entries, links), *_to_owners(rows, entries)])
    return len(rows)


def _entry(key: UUID, what: str, now: datetime, *, by: Actor) -> Entry:
    return Entry(subject_type=Enquiry._meta.label_lower, subject_id=key, rule=by.rule, what=what, at=now)


def _to_askers(rows: Iterable[Late], entries: dict, links: dict) -> Iterable[News]:
    days = {day: long_date(day) for day in {row.answer_by for row in rows}}
    accounts = User.objects.in_bulk({row.account for row in rows if row.account})
    councils = Organisation.objects.councils_of(row.council for row in rows)
    for row in rows:
        if row.address and not row.introduced_by:
            said = {"enquiry": str(row.pk), "reference": row.reference, "whom": row.whom}
            said |= {"answer_by": days[row.answer_by], "link": str(links[row.pk])}
            account, council = accounts.get(row.account), councils.get(row.council)
            to = reached(account, Contact(row.way, row.address, row.name, tuple(row.formats), account))
            key = f"enquiry-lapsed:{entries[row.pk].pk}"
            yield News(to, "enquiry-lapsed", key, said, council.pk if council else None)


def _to_owners(rows: Iterable[Late], entries: dict) -> Iterable[News]:
    """Each owner hears once how many it were."""
    lost: dict[UUID, list[Late]] = {}
    for row in rows:
        lost.setdefault(row.organisation, []).append(row)
    owning = Membership.objects.live().in_role(Role.OWNER).filter(organisation__in=lost, account__is_active=True)
    for membership in owning.select_related("account"):
        mine = lost[membership.organisation_id]
        key = f"enquiry-lapsed-owner:{entries[mine[0].pk].pk}:{membership.account_id}"
        yield News(membership.account, "enquiry-lapsed-owner", key, {"whom": mine[0].whom, "number": len(mine)})


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
    blank = BLANK | {"digest": "", "contact_digest": "", "sender": "", "communication": []}
    Enquiry.objects.filter(pk__in=keys).update(status=Status.CLOSED, ended_at=now, outcome="unknown", **blank)
    insert_many([_entry(row.pk, f"{row.status}>closed", now, by=by) for row in rows])
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
    insert_many([_entry(row.pk, f"{row.status}>closed", now, by=by) for row in rows])
    limit_links(Enquiry._meta.label_lower, keys, access.FOLLOW, until=now + OPEN_AFTER)
    return len(rows)
