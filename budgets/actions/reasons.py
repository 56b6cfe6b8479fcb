"""The reason of whoever sends something upward: it is for whoever decides, and for those who may see the plan."""

from django.db import transaction
from django.utils.translation import gettext as _

from budgets import access
from budgets.models import Person
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import record_entry


class NeedsReason(RuleBroken):
    """It goes upward, and nobody has said why it is right."""


def reason_for_more(words: str) -> str:
    """Somebody who has never met the person decides: they read why."""
    if not words.strip():
        raise NeedsReason(_("This is more than you agree to alone. Say why it is right, for whoever decides."))
    return words.strip()


@transaction.atomic
def note_reason_reading(person: Person, *, decides: bool, by: Actor) -> None:
    """Whoever decides reads what the plan is for; each reading is on the trail."""
    require(access.can_read_reason(by, person, decides=decides))
    record_entry(person, "reason-read", by=by)
