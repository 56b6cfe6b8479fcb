"""The only code that moves money. Postings are added and never changed; a mistake is reversed by another posting.

A posting says which pence go into which account (plus) and out of which (minus), and sums to zero. `reserve` promises
money without moving it; `post_reserved` pays what was promised, or less, and `void` releases it: one of the two, once.
Every call has a key: the same key with the same arguments is the same posting, with other arguments it is refused.
Where a limit forbids it, RuleBroken says so; PostgreSQL keeps these rules itself, whatever writes to it.
"""

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets.models import Account, Line, Person, Posting
from budgets.models.ledger import LIMITED, MOST_PENCE
from budgets.sealing import seal
from marketplace.accounts.actors import Actor
from marketplace.organisations.models import Organisation
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.middleware import as_rule
from providers.models import Enterprise

Entry: TypeAlias = Posting.EntryType
Kind: TypeAlias = Account.Kind
Layer: TypeAlias = Line.Layer
Sums = Mapping[Account, int]  # pence into each account, or out of it with a minus
Rows = list[tuple[str, UUID, int]]


def open_account(
    kind: Kind,
    organisation: Organisation,
    *,
    person: Person | None = None,
    enterprise: Enterprise | None = None,
    budget_id: UUID | None = None,
    agreement_id: UUID | None = None,
    pot: str = "",
    is_limited: bool | None = None,
) -> Account:
    """The one account of this kind for these, opened when it is first asked for.

    What is set aside is kept for each `pot` by itself, and is public money if that is. `is_limited` is said only of
    pools: whether the money in them is public.
    """
    limited = (pot or kind) in LIMITED if is_limited is None else is_limited
    whose: dict = {"kind": kind, "organisation": organisation, "person": person, "enterprise": enterprise}
    whose |= {"budget_id": budget_id, "agreement_id": agreement_id, "pot": pot}
    found = Account.objects.filter(**whose)
    if not found.exists():
        new = Account(**whose, minimum=0 if limited else None)
        Account.objects.bulk_create([new], ignore_conflicts=True)
    account = found.get()
    if is_limited is not None and (account.minimum is not None) != is_limited:
        raise RuleBroken(_("This account holds money of another kind already."))
    return account


def post(
    entry: Entry, lines: Sums, *, key: str, source: models.Model, by: Actor, effective_on: date | None = None
) -> Posting:
    """Move money, for `source`: the record that is the reason, such as an agreement or an invoice."""
    posting = Posting(entry_type=entry, **_of(source))
    return _write(posting, _rows(lines, Layer.POSTED), key=key, by=by, on=effective_on)


def reserve(
    lines: Sums,
    *,
    key: str,
    source: models.Model,
    by: Actor,
    entry: Entry = Entry.COMMITMENT,
    effective_on: date | None = None,
) -> Posting:
    """Promise money: nobody can spend it otherwise, and nothing has moved yet."""
    posting = Posting(entry_type=entry, **_of(source))
    return _write(posting, _rows(lines, Layer.PENDING), key=key, by=by, on=effective_on)


def post_reserved(
    reservation: Posting,
    *,
    key: str,
    by: Actor,
    lines: Sums | None = None,
    entry: Entry = Entry.INVOICE_PAID,
    source: models.Model | None = None,
    effective_on: date | None = None,
) -> Posting:
    """Pay what was promised, or the smaller `lines` out of the same accounts into the same; the rest is released."""
    promised = _promised(reservation)
    moved = promised if lines is None else {account: pence for _l, account, pence in _rows(lines, Layer.POSTED)}
    for account, pence in moved.items():
        most = promised.get(account, 0)
        if pence * most <= 0 or abs(pence) > abs(most):
            raise RuleBroken(_("No more is paid than was promised, and to nobody else."))
    posting = Posting(entry_type=entry, settles=reservation, **(_of(source) if source else _like(reservation)))
    rows = [*_undo(promised), *((Layer.POSTED, account, pence) for account, pence in moved.items())]
    return _write(posting, rows, key=key, by=by, on=effective_on)


def void(reservation: Posting, *, key: str, by: Actor, effective_on: date | None = None) -> Posting:
    """Release all that was promised: nothing moves, and the money can be spent again."""
    posting = Posting(entry_type=Entry.COMMITMENT_RELEASE, settles=reservation, **_like(reservation))
    return _write(posting, _undo(_promised(reservation)), key=key, by=by, on=effective_on)


def reverse(posting: Posting, *, key: str, by: Actor, effective_on: date | None = None) -> Posting:
    """Put a mistake right: all that moved moves back, once; what is right is then posted anew."""
    moved = posting.lines.moved().values_list("account_id", "pence")
    if posting.reverses_id or not moved:
        raise RuleBroken(_("Only what moved money can be reversed, as a whole."))
    mirror = Posting(entry_type=posting.entry_type, reverses=posting, **_like(posting))
    rows: Rows = [(Layer.POSTED, account, -pence) for account, pence in moved]
    return _write(mirror, rows, key=key, by=by, on=effective_on)


# --- What is written -------------------------------------------------------------------------------------------------
def _of(source: models.Model) -> dict:
    return {"source_type": source._meta.label_lower, "source_id": source.pk}


def _like(posting: Posting) -> dict:
    return {"source_type": posting.source_type, "source_id": posting.source_id}


def _rows(lines: Sums, layer: Layer) -> Rows:
    sums: list = list(lines.values())
    if any(isinstance(pence, bool) or not isinstance(pence, int) for pence in sums):
        raise TypeError("Money is whole pence.")
    if any(abs(pence) >= MOST_PENCE for pence in sums):
        raise RuleBroken(_("A sum is more than nothing, and at most £9,999,999.99."))
    if len(sums) < 2 or not all(sums) or sum(sums):
        raise ValueError("A posting has two lines or more, none of them is nothing, and they sum to zero.")
    return [(layer, account.pk, pence) for account, pence in lines.items()]


def _promised(reservation: Posting) -> dict[UUID, int]:
    if reservation.settles_id or not (rows := list(reservation.lines.values_list("layer", "account_id", "pence"))):
        raise RuleBroken(_("Nothing was promised here."))
    if any(layer != Layer.PENDING for layer, _account, _pence in rows):
        raise RuleBroken(_("Nothing was promised here."))
    return {account: pence for _layer, account, pence in rows}


def _undo(promised: dict[UUID, int]) -> Rows:
    return [(Layer.PENDING, account, -pence) for account, pence in promised.items()]


def _write(posting: Posting, rows: Rows, *, key: str, by: Actor, on: date | None) -> Posting:
    """All of it or nothing; whoever comes second with a key gets what the first one wrote."""
    posting.key, posting.line_count = key, len(rows)
    posting.effective_on = on or timezone.localdate()
    posting.digest = seal(posting, rows)
    _say_who(posting, by)
    lines = [Line(posting=posting, layer=layer, account_id=account, pence=pence) for layer, account, pence in rows]
    try:
        with transaction.atomic():
            posting.save(force_insert=True)
            Line.objects.bulk_create(lines)
    except IntegrityError as broken:
        if kept := Posting.objects.filter(key=key).first():
            return _same(kept, posting, rows, on)
        raise as_rule(broken) or broken from broken
    return posting


def _say_who(posting: Posting, by: Actor) -> None:
    posting.by, posting.rule, posting.link_id = by.account, by.rule, by.link
    posting.membership_id, posting.acting_for_id, posting.token_id = by.membership, by.acting_for, by.token


def _same(kept: Posting, asked: Posting, rows: Rows, on: date | None) -> Posting:
    """What was written under the key, if it is what is asked for now; a day that was not said is the day of then."""
    asked.effective_on = on or kept.effective_on
    if kept.digest != seal(asked, rows):
        raise RuleBroken(_("This was recorded already, with other facts. Look at what is there before you go on."))
    return kept
