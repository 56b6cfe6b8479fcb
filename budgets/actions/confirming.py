"""It happened, or nobody came: said by the person or for them; never by the enterprise, never by silence."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import access
from budgets.actions.expenses import HELD
from budgets.actions.planning import let_money_go, promise
from budgets.actions.visit_news import alert
from budgets.allocation import Mechanism
from budgets.models import Person, Visit
from budgets.planning import MINUTES, pence_for
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, move

Status, How = Visit.Status, Visit.How
UNSAID: dict = {"how": "", "said_by": None, "said_at": None, "due_pence": None, "minutes_done": None, "who_came": ""}
NO_PROPOSAL = {"proposed_on": None, "proposed_time": None}


def hold(visit: Visit) -> None:
    """The agreement first, then the visit: in the order in which visits are planned and stopped."""
    lock(visit.agreement)
    lock(visit)


@transaction.atomic
def confirm(visit: Visit, *, by: Actor, how: str = "", facts: Mapping | None = None, shown: str = "") -> None:
    """It happened, as planned or otherwise; what is due is promised until it is paid.

    `facts`: who_came, note, minutes or pence of the day. Public money never pays more than was promised.
    `shown`: the status that the page said it has.
    """
    hold(visit)
    require(access.can_say(by, visit))
    told = dict(facts or {})
    if visit.status == Status.CONFIRMED and not told:
        return  # a tap sent twice is one
    _refuse_other(visit, shown)
    _must_be_open(visit)
    due = _due(visit, told)
    _raise_price(visit, due)
    said = _said(visit, how, by) | {"due_pence": due, "minutes_done": told.get("minutes") or None}
    words = {name: told.get(name, "").strip() for name in ("who_came", "note")}
    move(visit, Status.CONFIRMED, by=by, **said, **words, **NO_PROPOSAL)
    promise(visit, due, by=by)


def _due(visit: Visit, told: Mapping) -> int:
    """What the day costs: the sum that was said, or its minutes, or what was planned."""
    if told.get("pence") is not None:
        return told["pence"]
    terms = visit.version
    if told.get("minutes") and terms.unit in MINUTES:
        return pence_for(terms.pence, terms.unit, told["minutes"])
    return visit.pence


def _raise_price(visit: Visit, due: int) -> None:
    """More than planned is paid only from money that the person holds themselves."""
    if due <= visit.pence:
        return
    if not is_held(visit):
        raise RuleBroken(_("No more is paid than was promised. Ask your worker first."))
    visit.pence = due
    visit.save(update_fields=["pence"])


def is_held(visit: Visit) -> bool:
    """Whether the person holds the money themselves, in the books or outside of them."""
    mechanism = visit.agreement.mechanism
    return not mechanism or Mechanism(mechanism) in HELD


@transaction.atomic
def confirm_visits(person: Person, keys: Collection[UUID], *, by: Actor, how: str = "") -> int:
    """Everything as planned: those of the visits that were shown of which nobody has said anything; how many."""
    shown = Visit.objects.filter(agreement__person=person, pk__in=keys).unsaid(timezone.now())
    found = list(shown.with_agreement().order_by("agreement", "pk"))
    for visit in found:
        confirm(visit, by=by, how=how)
    return len(found)


@transaction.atomic
def nobody_came(visit: Visit, *, by: Actor, how: str = "", shown: str = "") -> None:
    """The money is free again, and circle and worker hear of it at once."""
    hold(visit)
    require(access.can_say(by, visit))
    if visit.status == Status.MISSED:
        return
    _refuse_other(visit, shown)
    _must_be_open(visit)
    moved = move(visit, Status.MISSED, by=by, **UNSAID | _said(visit, how, by), **NO_PROPOSAL)
    let_money_go(visit, by=by)
    alert(visit, moved.pk, by=by)


@transaction.atomic
def take_back_word(visit: Visit, *, by: Actor) -> None:
    """It was said by mistake, and nothing is paid yet: it is as if nobody had said anything."""
    hold(visit)
    require(access.can_say(by, visit))
    _refuse_paid(visit)
    if visit.status not in (Status.CONFIRMED, Status.MISSED):
        raise RuleBroken(_("Nobody has said what happened, so there is nothing to take back."))
    planned = pence_for(visit.version.pence, visit.version.unit, visit.minutes)
    move(visit, Status.PLANNED, by=by, **UNSAID, note="", pence=planned)
    promise(visit, visit.pence, by=by)


def _refuse_other(visit: Visit, shown: str) -> None:
    """Nobody says the opposite of what another said while their page was open."""
    if shown and visit.status != shown:
        said = {Status.CONFIRMED: _("Somebody said meanwhile that they came."),
                Status.MISSED: _("Somebody said meanwhile that nobody came.")}  # fmt: skip
        raise RuleBroken(said.get(Status(visit.status), _("It was changed meanwhile. Look at it again.")))


def _must_be_open(visit: Visit) -> None:
    _refuse_paid(visit)
    if visit.begins_at > timezone.now():
        raise RuleBroken(_("It has not begun yet. Say it afterwards, or call it off."))


def _refuse_paid(visit: Visit) -> None:
    if visit.paid_at is not None:
        raise RuleBroken(_("It is paid already. Take the payment back first."))
    if visit.invoiced_at is not None:
        raise RuleBroken(_("It is on an invoice already. Ask about the invoice, and the visit can be put right."))


def _said(visit: Visit, how: str, by: Actor) -> dict:
    return {"how": _how(visit, how, by), "said_by": by.person, "said_at": timezone.now()}


def _how(visit: Visit, how: str, by: Actor) -> str:
    """The person by a tap, somebody of the circle for them; a worker or the desk only what they were told.

    For somebody who cannot say it any more their named worker says it, or a colleague from paper or a call.
    """
    person = visit.agreement.person
    assert person is not None
    if person.account_id == by.person.pk:
        return How.TAP
    if not access.is_told(by, person):
        if access.is_in_circle(by, person):
            return How.CIRCLE
        return How.WORKER if person.named_worker_id == by.person.pk else How.DESK
    if how in (How.CALL, How.SLIP):
        return how
    raise RuleBroken(_("Say how they told you: on the phone, or on a signed slip."))
