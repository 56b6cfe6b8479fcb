"""The time that a paid invoice took is written down when the last of its money arrives."""

from django.db import transaction

from commissioning.models import Invoice, PaidTime
from commissioning.timeliness import taken_to_pay
from commissioning.timing import timed
from marketplace.accounts.actors import Actor
from marketplace.workflow.many import insert_many
from marketplace.workflow.moves import record_entries

CHUNK = 1000


def note_time(invoice: Invoice) -> None:
    """Only what a council or an NHS body pays is counted."""
    if invoice.payer == Invoice.Payer.BODY:
        forget_time(invoice)
        time_of(invoice).save(force_insert=True)


def forget_time(invoice: Invoice) -> None:
    """Its money came back: it waits again."""
    PaidTime.objects.filter(pk=invoice.pk).delete()


def time_of(invoice: Invoice) -> PaidTime:
    """The row of a paid invoice."""
    known = timed(invoice)
    took, payable = taken_to_pay(known), known.payable_on()
    assert took is not None and invoice.paid_on is not None and invoice.body_id is not None
    return PaidTime(
        invoice=invoice, body_id=invoice.body_id, paid_on=invoice.paid_on, month=invoice.paid_on.replace(day=1),
        days=took.days, working_days=took.working_days, queried_days=took.queried_days,
        queried_working_days=took.queried_working_days, pence=known.pence, size=invoice.size, team=invoice.team,
        is_late=payable is not None and invoice.paid_on > payable,
    )  # fmt: skip


@transaction.atomic
def note_some_times(*, by: Actor) -> int:
    """The next thousand of those that were paid before their times were kept; how many there were."""
    paid = Invoice.objects.filter(payer="body", status=Invoice.Status.PAID)
    missing = paid.exclude(pk__in=PaidTime.objects.values("pk")).prefetch_related("queries").order_by("pk")[:CHUNK]
    rows = [time_of(each) for each in missing]
    insert_many(rows)
    record_entries(rows, "timed", by=by)
    return len(rows)
