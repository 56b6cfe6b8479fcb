"""Whether every posting has its reason, every reason its money, and nothing is left that was on its way.

Later parts add to SOURCES when they start: what postings are written for, and which of these must have one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from budgets.models import Account, Posting, Visit

CLEARING = (Account.Kind.CLEARING,)


@dataclass(frozen=True)
class Source:
    """A kind of record that postings are written for; `owed` asks for those that must have one of these entries."""

    label: str  # such as "budgets.agreement"
    owed: Callable[[], QuerySet] | None = None
    entries: tuple[str, ...] = ()


SOURCES: list[Source] = []


def gaps() -> Iterator[str]:
    """Everything that does not agree, in words."""
    yield from _postings_of_unknown_kinds()
    for source in SOURCES:
        yield from _postings_without(source)
        yield from _owed_without_postings(source)
    yield from _promises_of_nothing()
    yield from _not_cleared()


def _postings_of_unknown_kinds() -> Iterator[str]:
    unknown = Posting.objects.exclude(source_type__in=[source.label for source in SOURCES]).order_by("pk")
    for key, label in unknown.values_list("pk", "source_type").iterator():
        yield f"Posting {key} was written for “{label}”, of which nobody knows."


def _postings_without(source: Source) -> Iterator[str]:
    there = apps.get_model(source.label)._base_manager.filter(pk=OuterRef("source_id"))
    gone = Posting.objects.filter(~Exists(there), source_type=source.label).order_by("pk")
    for key, reason in gone.values_list("pk", "source_id").iterator():
        yield f"Posting {key} was written for {source.label} {reason}, which is not there."


def _owed_without_postings(source: Source) -> Iterator[str]:
    if source.owed is None:
        return
    live = Posting.objects.filter(source_type=source.label, source_id=OuterRef("pk"), reverses=None)
    wanted = live.filter(entry_type__in=source.entries) if source.entries else live
    for key in source.owed().filter(~Exists(wanted)).order_by("pk").values_list("pk", flat=True).iterator():
        yield f"{source.label} {key} has no posting."


def _promises_of_nothing() -> Iterator[str]:
    """Money that is promised for a visit which will not be, or which is paid."""
    gone = Q(status__in=("moved", "replaced", "missed")) | Q(paid_at__isnull=False)
    over = Q(status="planned", agreement__status="ended")
    for key in Visit.objects.held().filter(gone | over).order_by("pk").values_list("pk", flat=True).iterator():
        yield f"Visit {key} holds a promise that nothing owes."


def _not_cleared() -> Iterator[str]:
    left = Account.objects.filter(~Q(posted=0) | ~Q(pending=0), kind__in=CLEARING).order_by("pk")
    for account in left.iterator():
        yield f"Account {account.pk} should be empty in the end, and holds {account.posted} pence."
