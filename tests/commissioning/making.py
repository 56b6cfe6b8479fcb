"""Cases that have come some way, for tests that are about the next step."""

from datetime import timedelta

from django.utils import timezone

from commissioning import actions
from commissioning.actions.computing import unanswered
from commissioning.models import CheckCase, Requirement
from marketplace.accounts.actors import Actor
from marketplace.accounts.ids import uuid7

POLICY = {"issuer": "Fernhill Mutual", "number": "FM-1234", "covers": "Cooking with people", "pence": 500_000_000}
FACTS = {
    "identity": ("identity", {"details": {"shown": True}}),
    "size": ("declaration", {"details": {"is_micro": True}}),
    "dbs": ("dbs", {"level": "enhanced", "workforce": "adult", "number": "001234567890",
                    "details": {"name_matches": True}}),
    "safeguarding": ("training", {"issuer": "Council", "level": "level-2"}),
    "references": ("reference", {}),
}  # fmt: skip


def paper(case: CheckCase, what: str, *, by: Actor, days=300, **facts):
    """Shown for one check, good for so many days more."""
    today = timezone.localdate()
    kind, said = ("insurance", POLICY) if what == "public-liability" else FACTS.get(what, ("declaration", {}))
    dates = {"starts_on": today - timedelta(days=10)}
    if kind == "insurance":
        dates["ends_on"] = today + timedelta(days=days)
    return actions.show(case.service.enterprise, what, kind, dates | said | facts, key=uuid7(), by=by)


def needs(case: CheckCase, what: str) -> Requirement:
    return case.requirements.select_related("case__service__enterprise", "case__council").get(what=what)


def said_no(case: CheckCase, *, by: Actor) -> None:
    """Every question about the work is answered with no."""
    open_ones = [each.value for each in unanswered(case.service)]
    if open_ones:
        actions.say_circumstances(case.service, [], open_ones, by=by)
        case.refresh_from_db()


def all_shown(case: CheckCase, *, by: Actor) -> None:
    """Everything that is needed is shown, and the case is sent."""
    said_no(case, by=by)
    for row in case.requirements.needed().order_by("pk"):
        paper(case, row.what, by=by)
    case.refresh_from_db()
    actions.apply(case, by=by)


def all_accepted(case: CheckCase, *, by: Actor) -> None:
    for row in case.requirements.filter(status="sent").order_by("pk"):
        actions.accept(needs(case, row.what), row.evidence, by=by)
    case.refresh_from_db()
