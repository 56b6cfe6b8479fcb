"""Orders under a contract for a group: ordered, and said to have happened by whoever buys, never by the enterprise."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commissioning import access
from commissioning.actions.contract_news import tell_of_call_off
from commissioning.contract_ready import missing_of
from commissioning.models import CallOff, CheckCase, Contract, InvoiceLine
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.ui.filters import pounds
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.keys import is_done
from marketplace.workflow.models import Entry
from marketplace.workflow.moves import lock, move, record_entry
from providers.models import Service

Status = CallOff.Status
BEHIND = timedelta(days=60)  # what was agreed by phone is written down later


@transaction.atomic
def order_call_off(contract: Contract, on: date, words: str, pence: int, *, key: UUID, by: Actor) -> CallOff:
    """One session, stage or day, within the days and the value of the contract."""
    lock(contract)
    require(access.can_buy_contract(by, contract))
    if is_done(key, "order-call-off", contract, on, words, pence, by=by):
        return CallOff.objects.get(key=key)
    _refuse(contract, on, pence)
    made = CallOff.objects.create(
        key=key, contract=contract, on=on, words=words.strip(), pence=pence, ordered_by=by.person
    )
    record_entry(made, "ordered", by=by)
    tell_of_call_off(made, "call-off-ordered", made.pk)
    return made


def _refuse(contract: Contract, on: date, pence: int) -> None:
    if contract.agreement_id is not None:
        raise RuleBroken(_("What is done for this person is planned in the agreement. Change it there."))
    if contract.status != Contract.Status.AGREED:
        raise RuleBroken(_("Only an agreed contract takes orders."))
    if on < max(contract.starts_on, timezone.localdate() - BEHIND) or (contract.ends_on and on > contract.ends_on):
        raise RuleBroken(_("Choose a day of the contract, and not one that is long over."))
    left = contract.value_pence - contract.call_offs.all().ordered_pence()
    if pence > left:
        raise RuleBroken(_("The contract has %(sum)s left. Order less, or propose a larger value.")
                         % {"sum": pounds(max(left, 0))})  # fmt: skip
    if contract.service.status in (Service.Status.SUSPENDED, Service.Status.CLOSED):
        raise RuleBroken(_("This service is suspended or closed. Nothing is ordered from it now."))
    case = CheckCase.objects.filter(service=contract.service_id, council=contract.body_id).first()
    if missing := missing_of(case):
        raise RuleBroken(_("Before anything is ordered they have to show: %(what)s.") % {"what": ", ".join(missing)})


def _locked(call_off: CallOff, *, by: Actor) -> None:
    """Never by the enterprise, nor by anybody close to it."""
    lock(call_off.contract)
    lock(call_off)
    require(access.can_say_call_off(by, call_off))


def _said(call_off: CallOff, status: str, *, by: Actor) -> bool:
    """Whether the same person said it just before, as two taps do; what anybody else said first stays."""
    if call_off.status == Status.ORDERED:
        return False
    last = Entry.objects.filter(subject_id=call_off.pk).order_by("-at", "-pk").first()
    if call_off.status == status and last is not None and last.account_id == by.person.pk:
        return True
    words = _("This has an answer already: %(status)s. Look at the contract again.")
    raise RuleBroken(words % {"status": call_off.get_status_display().lower()})


@transaction.atomic
def confirm_call_off(call_off: CallOff, *, by: Actor) -> None:
    """It happened: from now on it can be on an invoice."""
    _say(call_off, Status.CONFIRMED, "call-off-confirmed", _("This day has not come yet."), by=by)


@transaction.atomic
def call_off_not_done(call_off: CallOff, *, by: Actor) -> None:
    """It did not happen, and is not paid."""
    too_early = _("This day has not come yet. Call it off instead.")
    _say(call_off, Status.NOT_DONE, "call-off-not-done", too_early, by=by)


def _say(call_off: CallOff, status: str, news: str, too_early: str, *, by: Actor) -> None:
    """What became of a day that has come; the other side is told."""
    _locked(call_off, by=by)
    if _said(call_off, status, by=by):
        return
    if call_off.on > timezone.localdate():
        raise RuleBroken(too_early)
    entry = move(call_off, status, by=by, said_by=by.person, said_at=timezone.now())
    tell_of_call_off(call_off, news, entry.pk)


@transaction.atomic
def cancel_call_off(call_off: CallOff, *, by: Actor) -> None:
    """Called off before its day, by whoever buys or by the enterprise, who cannot come."""
    lock(call_off.contract)
    lock(call_off)
    supplies = access.can_supply_contract(by, call_off.contract)
    require(supplies or access.can_say_call_off(by, call_off))
    if _said(call_off, Status.CALLED_OFF, by=by):
        return
    entry = move(call_off, Status.CALLED_OFF, by=by)
    tell_of_call_off(call_off, "call-off-off", entry.pk)


@transaction.atomic
def unsay_call_off(call_off: CallOff, *, by: Actor) -> None:
    """Said by mistake: it can be taken back before it is on an invoice."""
    _locked(call_off, by=by)
    if InvoiceLine.objects.filter(call_off=call_off, is_released=False).exists():
        raise RuleBroken(_("It is on an invoice already. Raise a query about the invoice instead."))
    _refuse_over(call_off)
    move(call_off, Status.ORDERED, by=by, said_by=None, said_at=None)


def _refuse_over(call_off: CallOff) -> None:
    """What did not happen is not counted; thought of again it has to fit."""
    contract = call_off.contract
    if call_off.status != Status.NOT_DONE:
        return
    if call_off.pence > contract.value_pence - contract.call_offs.all().ordered_pence():
        raise RuleBroken(_("The contract has not enough left for it any more."))
