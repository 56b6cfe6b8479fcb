"""Whose turn it is in a case: what the working-day clock counts."""

from django.utils import timezone

from commissioning.models import CheckCase, Turn


def pass_turn(case: CheckCase, to: str) -> None:
    """The turn that is open ends, and the next begins; inside the transaction of the change that passes it."""
    now = timezone.now()
    current = case.turns.filter(ended_at=None).first()
    if current and current.whose == to:
        return
    case.turns.filter(ended_at=None).update(ended_at=now)
    Turn.objects.create(case=case, whose=to, began_at=now)


def end_turns(case: CheckCase) -> None:
    """Nobody's turn any more: it is decided."""
    case.turns.filter(ended_at=None).update(ended_at=timezone.now())
