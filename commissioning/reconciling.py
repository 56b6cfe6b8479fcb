"""Whether invoices, payments, runs and the books say the same: every approved penny is owed, sent and paid once."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.fields import CharField, TextField
from django.db.models.functions import Cast, Coalesce, Concat
from django.db.models.lookups import Exact

from budgets.models import Account, Line, Posting
from commissioning.models import Invoice, Payment, PaymentRun, RunFile

Status = Payment.Status
GONE = (Status.CANCELLED, Status.RETURNED)


def on_its_way() -> dict[UUID, int]:
    """Pence that were sent and are not answered, by the clearing account that holds them."""
    left = Payment.objects.filter(status=Status.SENT, posting__isnull=False).order_by()
    sums = left.values_list("body", "invoice__enterprise").annotate(all=Sum("pence"))
    clearing = Account.objects.filter(kind=Account.Kind.CLEARING)
    known = {
        (body, enterprise): key for key, body, enterprise in clearing.values_list("pk", "organisation", "enterprise")
    }
    return {known[body, enterprise]: pence for body, enterprise, pence in sums if (body, enterprise) in known}


def gaps() -> Iterator[str]:
    """Everything that does not agree, in words."""
    yield from _invoices()
    yield from _money_back()
    yield from _payments()
    yield from _runs()


def _paid(status: Q) -> Coalesce:
    same = Payment.objects.filter(status, invoice=OuterRef("pk")).order_by().values("invoice")
    return Coalesce(Subquery(same.annotate(all=Sum("pence")).values("all"), output_field=BigIntegerField()), 0)


def _invoices() -> Iterator[str]:
    """What is approved of an invoice is owed in payments, and what is paid of it arrived in them."""
    rows = Invoice.objects.filter(payer=Invoice.Payer.BODY, credits=None).order_by("pk")
    rows = rows.annotate(owed=_paid(~Q(status__in=GONE)), arrived=_paid(Q(status=Status.PAID)))
    for each in rows.exclude(owed=F("approved_pence")).iterator():
        yield f"Invoice {each.pk} has {each.approved_pence} pence approved, and {each.owed} in payments."
    for each in rows.exclude(arrived=F("paid_pence")).iterator():
        yield f"Invoice {each.pk} has {each.paid_pence} pence paid, and {each.arrived} arrived."
    approved = rows.filter(status__in=("approved", "scheduled", "in-run", "paid"), approved_pence=0, credited_pence=0)
    for each in approved.iterator():
        yield f"Invoice {each.pk} is approved, and nothing of it is owed."


def _money_back() -> Iterator[str]:
    """What a credit note says came back is in the books; and what was paid with it is no more than that."""
    notes = Invoice.objects.exclude(credits=None).order_by("pk")
    moved = Line.objects.filter(posting__source_type="commissioning.invoice", layer="posted", pence__gt=0)
    sums = moved.filter(posting__source_id=OuterRef("pk")).order_by().values("posting__source_id")
    booked = Coalesce(Subquery(sums.annotate(all=Sum("pence")).values("all"), output_field=BigIntegerField()), 0)
    for each in notes.annotate(booked=booked).exclude(booked=F("paid_pence")).iterator():
        yield f"Of credit note {each.pk} {each.paid_pence} pence came back, and {each.booked} in the books."
    part = Line.objects.filter(posting=OuterRef("source_id"), layer="posted", pence=OuterRef("pence"))
    for key in Payment.objects.set_off().filter(~Exists(part)).order_by("pk").values_list("pk", flat=True):
        yield f"Payment {key} was made with what came back, and nothing like it did."


def _posted(key: str, **more) -> Exists:
    name = Concat(Value(key), Cast(OuterRef("pk"), TextField()), output_field=CharField())
    return Exists(Posting.objects.filter(key=name, **more))


def _payments() -> Iterator[str]:
    """Each step of a payment whose money is in the books has its posting, and no step that it did not take."""
    steps = (
        (Q(status__in=(Status.SENT, Status.PAID), posting=None), "was sent, and is not spent in the books"),
        (Q(status=Status.PAID) & ~_posted("payment-arrived:"), "arrived, and not in the books"),
        (
            Q(status=Status.RETURNED, posting__isnull=False) & ~_posted("payment-back:"),
            "came back, and not in the books",
        ),
        (
            Q(status__in=(Status.DUE, Status.IN_RUN, Status.LOCKED), posting__isnull=False),
            "is spent, and was not sent",
        ),
        (Q(status=Status.SENT) & Exact(_posted("payment-arrived:"), True), "arrived in the books only"),
    )
    booked: QuerySet = Payment.objects.exclude(reservation=None).order_by("pk")
    for wrong, words in steps:
        for key in booked.filter(wrong).values_list("pk", flat=True).iterator():
            yield f"Payment {key} {words}."


def _runs() -> Iterator[str]:
    """A run holds what its files hold, and they are as they were made."""
    left = PaymentRun.objects.filter(status__in=("locked", "sent", "done")).order_by("pk")
    sums = Payment.objects.filter(run=OuterRef("pk")).order_by().values("run").annotate(all=Sum("pence")).values("all")
    for each in left.annotate(all=Subquery(sums)).exclude(all=F("total_pence")).iterator():
        yield f"Run {each.pk} was approved over {each.total_pence} pence, and holds {each.all}."
    for key in left.filter(files=None).values_list("pk", flat=True):
        yield f"Run {key} has no file."
    now = RunFile.objects.extra(where=["sha256 <> encode(sha256(content), 'hex')"])  # noqa: S610 (no words of anybody)
    for key in now.order_by("pk").values_list("pk", flat=True):
        yield f"File {key} is not as it was made."
