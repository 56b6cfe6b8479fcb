"""Whether every posting has its reason, every reason its money, and nothing is left that was on its way.

Later parts add to SOURCES when they start: what postings are written for, and which of these must have one; to
ON_ITS_WAY: how much should be in each clearing account now; and to MORE: whatever else they compare.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from budgets.models import Account, Posting, Visit

CLEARING = (Account.Kind.CLEARING,)


@dataclass(frozen=True)
class Source:
    """A kind of record that postings are written for; `owed` asks for those that must have one of these entries."""

    label: str  # such as "budgets.agreement"
    owed: Callable[[], QuerySet] | None = None
    entries: tuple[str, ...] = ()


SOURCES: list[Source] = []
ON_ITS_WAY: list[Callable[[], dict[UUID, int]]] = []  # pence that were sent and are not answered, by clearing account
MORE: list[Callable[[], Iterator[str]]] = []


def gaps() -> Iterator[str]:
    """Everything that does not agree, in words."""
    yield from _postings_of_unknown_kinds()
    for source in SOURCES:
        yield from _postings_without(source)
        yield from _owed_without_postings(source)
    yield from _promises_of_nothing()
    yield from _not_cleared()
    for compare in MORE:
        yield from compare()


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
    over = Q(status="planned", agreement__status="ended", on__gt=F("agreement__ends_on"))  # before: a word is due
    for key in Visit.objects.held().filter(gone | over).order_by("pk").values_list("pk", flat=True).iterator():
        yield f"Visit {key} holds a promise that nothing owes."


def _not_cleared() -> Iterator[str]:
    """A clearing account holds what is on its way, to the penny, and is empty in the end."""
    expected = {key: pence for ask in ON_ITS_WAY for key, pence in ask().items()}
    known = Q(~Q(posted=0) | ~Q(pending=0)) | Q(pk__in=expected)
    for account in Account.objects.filter(known, kind__in=CLEARING).order_by("pk").iterator():
        due = expected.get(account.pk, 0)
        if (account.posted, account.pending) != (due, 0):
            should = f"hold {due} pence that are on their way" if due else "be empty in the end"
            yield f"Account {account.pk} should {should}, and holds {account.posted} pence."
