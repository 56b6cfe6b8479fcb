"""Invoices as the clock sees them: which days count, what was asked in between, and who has to act next."""

from collections.abc import Iterable

from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, UUIDField, Value, When
from django.utils import timezone

from commissioning.models import Invoice, InvoiceQuery, Payment
from commissioning.timeliness import Query, Timed
from marketplace.organisations.models import Membership

MICRO_AND_SMALL = ("micro", "small")
Status = Invoice.Status
CHECKING, APPROVING, OUR_TURN, THEIRS, BANK, RUN, SECOND, ON_ITS_WAY = (
    "checking", "approve", "answer", "supplier", "details", "run", "second", "bank",
)  # fmt: skip


def timed_of(invoices: Iterable[Invoice]) -> list[Timed]:
    """Each invoice as the pure figures want it; their queries were fetched with them."""
    return [timed(each) for each in invoices]


def timed(invoice: Invoice) -> Timed:
    queries = tuple(
        Query(timezone.localdate(each.raised_at), timezone.localdate(each.resolved_at) if each.resolved_at else None)
        for each in invoice.queries.all()
    )
    return Timed(
        str(invoice.pk), max(invoice.gross_pence - invoice.credited_pence, 0), invoice.received_on, invoice.due_on,
        invoice.paid_on, queries=queries, is_public_contract=invoice.is_public_contract,
        is_small=invoice.size in MICRO_AND_SMALL, size=invoice.size, team=invoice.team,
        waits_with=getattr(invoice, "waits_with", ""),
    )  # fmt: skip


def with_waits(invoices):
    """Who has to act next on each: a code, and the account where it is one person; worked out by PostgreSQL."""
    asked = InvoiceQuery.objects.open().filter(invoice=OuterRef("pk"))
    due = Payment.objects.filter(invoice=OuterRef("pk"), status=Payment.Status.DUE)
    held = due.filter(Q(is_kept_back=True) | ~Q(held_because=""))
    seen = Payment.objects.filter(invoice=OuterRef("pk"), status=Payment.Status.IN_RUN, run__status="made")
    return invoices.annotate(
        ordered_by=_who_ordered(),
        waits_with=Case(
            When(status=Status.IN_RUN, then=Value(ON_ITS_WAY)),
            When(Q(Exists(seen), status=Status.SCHEDULED), then=Value(SECOND)),
            When(Exists(asked.filter(answered_at=None)), then=Value(THEIRS)),
            When(Exists(asked), then=Value(OUR_TURN)),
            When(Exists(held), then=Value(BANK)),
            When(status__in=(Status.APPROVED, Status.SCHEDULED), then=Value(RUN)),
            When(status=Status.RECEIVED, accepted_at=None, ordered_by__isnull=False, then=Value(CHECKING)),
            default=Value(APPROVING),
        ),
        waits_who=Case(
            When(waits_with=CHECKING, then=F("ordered_by")),
            When(waits_with=OUR_TURN, then=Subquery(asked.order_by("raised_at").values("raised_by")[:1])),
            output_field=UUIDField(),
        ),
        asks_pence=F("gross_pence") - F("credited_pence"),
    )


def _who_ordered() -> Case:
    """The named worker, or whoever let the contract, as long as they work for the body that pays."""
    works = Membership.objects.live().filter(organisation=OuterRef("body")).order_by()
    return Case(
        *(When(Exists(works.filter(account=OuterRef(who))), then=F(who))
          for who in ("person__named_worker", "contract__offered_by")),
        output_field=UUIDField(),
    )  # fmt: skip
