"""Yes, no and other terms: an agreement holds when both sides have said yes, and then its visits are planned."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import access
from budgets.actions.affording import TooDear
from budgets.actions.offering import (
    ANSWERS,
    buys,
    must_be_a_price,
    must_begin_between,
    put_forward,
    refuse,
    send_up,
    version_of,
    wait,
)
from budgets.actions.planning import drop_visits, plan_anew, plan_visits
from budgets.actions.telling_sides import tell_buyers, tell_enterprise
from budgets.models import Agreement, AgreementVersion, Person, Visit
from budgets.planning import last_day_of_notice
from budgets.weeks import DAY
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, move, record_entry
from providers import access as providers

Status, Side = Agreement.Status, AgreementVersion.Side
LONGEST = 1000  # letters of a reason


@transaction.atomic
def accept(agreement: Agreement, number: int, *, by: Actor, why: str = "") -> None:
    """The yes that is missing. With the second one the visits are planned and their money is promised, or it is
    refused in words and nothing is written."""
    version = _open(agreement, number)
    if version.waits_for == Side.BUYER:
        _accept_as_buyer(agreement, version, why, by=by)
    else:
        require(access.can_supply(by, agreement))
        version.enterprise_by, version.enterprise_at = by.person, timezone.now()
        _hold(agreement, version, by=by)


def _open(agreement: Agreement, number: int) -> AgreementVersion:
    """The terms that wait, held until this is over; others may have come since somebody read them."""
    lock(agreement)
    version = agreement.open_version
    if version is None or version.number != number or agreement.status not in (Status.OFFERED, Status.AGREED):
        raise RuleBroken(_("Something has changed since you opened this page. Look at it again."))
    lock(version)
    return version


def _accept_as_buyer(agreement: Agreement, version: AgreementVersion, why: str, *, by: Actor) -> None:
    require(access.can_buy(by, agreement))
    if not buys(agreement, version, by=by):
        if version.sent_up_at:
            raise RuleBroken(_("This is more than you order alone. Somebody else decides about it."))
        send_up(agreement, version, why, by=by)
    elif version.enterprise_at is not None:
        _hold(agreement, version, by=by)
    else:
        version.save()
        record_entry(agreement, "bought", by=by)
        wait(agreement, ANSWERS)
        tell_enterprise(agreement, version)
        if version.sent_up_at:
            tell_buyers(agreement, "agreement-decided", version.pk)


def _hold(agreement: Agreement, version: AgreementVersion, *, by: Actor) -> None:
    """Both have said yes: nothing that was found since may stand against it, and the money is there."""
    if version.buyer_by_id == version.enterprise_by_id:
        raise RuleBroken(_("Nobody says yes for both sides."))
    if providers.has_interest(Actor(account=version.buyer_by), agreement.service.enterprise):
        raise RuleBroken(_("Whoever said yes for the person has a part in this enterprise by now. Make a new offer."))
    if agreement.budget is not None:
        lock(agreement.budget)  # two agreements out of one pot come one after the other
    _refuse(agreement, version, by=by)
    version.save()
    if agreement.status == Status.OFFERED:
        yesterday = timezone.localdate() - DAY
        begun = {"planned_until": yesterday} if version.starts_on <= yesterday else {}
        moved = move(agreement, Status.AGREED, by=by, agreed_at=timezone.now(), due_on=None, **begun)
        plan_visits(agreement, by=by)
        about = moved.pk
    else:
        about = _change(agreement, version, by=by)
    tell_enterprise(agreement, version, template="agreement-agreed", about=about)
    tell_buyers(agreement, "agreement-agreed", about)


def _refuse(agreement: Agreement, version: AgreementVersion, *, by: Actor) -> None:
    """The same words for both sides, but for what is in the purse: that is the buyer's alone."""
    try:
        refuse(agreement, version)
    except TooDear:
        if not access.can_supply(by, agreement):
            raise
        raise RuleBroken(_("The money for this is not there at the moment. Ask those who buy.")) from None


def _change(agreement: Agreement, version: AgreementVersion, *, by: Actor):
    """Visits from its first day on, or from tomorrow if that is later, are planned anew."""
    agreement.due_on = None
    agreement.save(update_fields=["due_on"])
    plan_anew(agreement, max(version.starts_on, timezone.localdate() + DAY), by=by)
    return record_entry(agreement, "changed", by=by).pk


@transaction.atomic
def propose(agreement: Agreement, terms: Mapping, *, number: int, by: Actor, why: str = "") -> AgreementVersion:
    """Other terms, by either side; `number` is that of the newest terms they had read. The same form twice is one."""
    lock(agreement)
    require(access.can_change_agreement(by, agreement))
    side = Side.ENTERPRISE if access.can_supply(by, agreement) else Side.BUYER
    newest = max(agreement.versions.all(), key=lambda each: each.number)
    version = version_of(agreement, terms, number=number + 1, side=side)
    if newest.number == number + 1 and _is_same(newest, version):
        return newest
    if newest.number != number or agreement.status not in (Status.OFFERED, Status.AGREED):
        raise RuleBroken(_("Something has changed since you opened this page. Look at it again."))
    _must_be_new(agreement, version, by=by)
    agreement.versions.still_open().update(refused_at=timezone.now())
    record_entry(agreement, "proposed", by=by)
    if side == Side.BUYER:
        put_forward(agreement, version, why, by=by)
    else:
        version.enterprise_by, version.enterprise_at = by.person, timezone.now()
        version.save()
        wait(agreement, ANSWERS)
        tell_buyers(agreement, "agreement-proposed", version.pk)
    return version


def _is_same(kept: AgreementVersion, asked: AgreementVersion) -> bool:
    facts = ("proposed_by_side", "what", "pattern", "pence", "unit", "starts_on", "ends_on")
    return all(getattr(kept, name) == getattr(asked, name) for name in facts)


def _must_be_new(agreement: Agreement, version: AgreementVersion, *, by: Actor) -> None:
    """From a day on that has not begun; with a price of theirs, or the one that was agreed, if the buyer proposes."""
    is_agreed = agreement.status == Status.AGREED
    must_begin_between(version, timezone.localdate() + (DAY if is_agreed else timedelta()))
    if agreement.ends_on is not None:
        raise RuleBroken(_("It ends already, so nothing about it can be changed."))
    if version.proposed_by_side == Side.BUYER:
        must_be_a_price(agreement, version)
    _refuse(agreement, version, by=by)


@transaction.atomic
def decline(agreement: Agreement, number: int, because: str, *, by: Actor) -> None:
    """No, with a reason. An offer is over with it; where something was agreed before, that goes on."""
    version = _open(agreement, number)
    require(access.can_change_agreement(by, agreement))
    if not because.strip():
        raise RuleBroken(_("Say why, so that they know what to do."))
    is_supply = access.can_supply(by, agreement)
    agreement.versions.still_open().update(refused_at=timezone.now())
    words = because.strip()[:LONGEST]
    if agreement.status == Status.OFFERED:
        about = move(agreement, Status.DECLINED, by=by, because=words, due_on=None).pk
    else:
        agreement.because, agreement.due_on = words, None
        agreement.save(update_fields=["because", "due_on"])
        about = record_entry(agreement, "change-declined", by=by).pk
    if is_supply or version.sent_up_at:
        tell_buyers(agreement, "agreement-declined", about)
    else:
        tell_enterprise(agreement, version, template="agreement-declined", about=about)


def last_day(agreement: Agreement, today: date) -> date | None:
    """The last day if notice is given today: at once in the trial, later after the notice."""
    terms = agreement.held
    if terms is None:
        return None
    first = min((each for each in agreement.versions.all() if each.is_agreed), key=lambda each: each.number)
    begun, weeks = first.starts_on, first.trial_weeks
    return last_day_of_notice(today, terms.notice_days, starts_on=begun, trial_weeks=weeks)


@transaction.atomic
def end_agreement(agreement: Agreement, because: str, *, by: Actor) -> date:
    """Notice by either side: visits after the last day drop, their money is free again, and both are told once."""
    lock(agreement)
    require(access.can_end_agreement(by, agreement))
    if agreement.status != Status.AGREED:
        raise RuleBroken(_("Only what was agreed can be ended."))
    last = last_day(agreement, timezone.localdate())
    if last is None or (agreement.ends_on is not None and agreement.ends_on <= last):
        raise RuleBroken(_("It ends already."))
    agreement.ends_on, agreement.because, agreement.due_on = last, because.strip()[:LONGEST], None
    agreement.save(update_fields=["ends_on", "because", "due_on"])
    agreement.versions.still_open().update(refused_at=timezone.now())
    drop_visits(agreement, last + DAY, to=Visit.Status.CALLED_OFF, by=by)
    about = record_entry(agreement, "notice", by=by).pk
    tell_enterprise(agreement, None, template="agreement-ends", about=about)
    tell_buyers(agreement, "agreement-ends", about)
    return last


@transaction.atomic
def tell_unanswered(agreement: Agreement, *, by: Actor) -> None:
    """The day to answer is over: whoever buys is told once, and may wait, take it back or ask somebody else."""
    lock(agreement)
    require(bool(by.rule))
    version = agreement.open_version
    if version is None or version.overdue_told_at is not None:
        return
    version.overdue_told_at = timezone.now()
    version.save(update_fields=["overdue_told_at"])
    tell_buyers(agreement, "agreement-unanswered", version.pk)


@transaction.atomic
def close_agreement(agreement: Agreement, *, by: Actor) -> None:
    """Its last day is over."""
    require(bool(by.rule))
    move(agreement, Status.ENDED, by=by, ended_at=timezone.now())


@transaction.atomic
def note_support_reading(person: Person, *, by: Actor) -> None:
    """Each reading of what somebody agreed on, by another, is on the trail."""
    require(access.can_see_support(by, person))
    record_entry(person, "support-read", by=by)
