"""Days of those who club together: suggested, planned with each share set aside, said to have happened, and paid.

Each share goes from the person's own pot into their own pool share, and from there to the enterprise. All shares of
one session move in one posting, so that either everybody's money moves or nobody's, and accounts are locked in the
ledger's own order. What was set aside and not needed stays the person's: it counts for the next session, and goes
back when they leave.
"""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgets import access, ledger, sharing
from budgets.actions.allocating import POTS, account_of
from budgets.actions.telling_together import ask_lead, tell, tell_owners
from budgets.allocation import Mechanism
from budgets.models import Account, Posting, SessionShare, SharedArrangement, SharedSession, ShareMember
from budgets.sharing import By, Now
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.ui.filters import long_date, pounds
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.keys import is_done
from marketplace.workflow.moves import lock, move, record_entry

Entry, Status = Posting.EntryType, SharedSession.Status
AROUND = timedelta(days=31)
MOST_OPEN = 5  # days that are planned or held and not settled


# --- Accounts --------------------------------------------------------------------------------------------------------
def pot_of_share(member: ShareMember) -> Account:
    """The person's own money, out of which they pay."""
    return account_of(member.budget, POTS[Mechanism(member.mechanism)])


def pool_of(member: ShareMember) -> Account:
    """The person's own share of what several buy together: limited where the money that comes in is."""
    is_limited = pot_of_share(member).minimum is not None
    whose: dict = {"person": member.person, "budget_id": member.budget_id, "agreement_id": member.pk}
    return ledger.open_account(Account.Kind.POOL_SHARE, member.person.organisation, **whose, is_limited=is_limited)


def set_aside(member: ShareMember) -> int:
    """What sessions that are not paid yet need of this person's pool share."""
    found = SessionShare.objects.filter(member=member, session__status__in=SharedSession.UNDER_WAY)
    return found.aggregate(total=Sum("pence"))["total"] or 0


def hold_day(session: SharedSession) -> None:
    """What is shared first, then its day: in the order in which days are planned and called off."""
    lock(session.arrangement)
    lock(session)


# --- Suggested and planned -------------------------------------------------------------------------------------------
@transaction.atomic
def plan_session(arrangement: SharedArrangement, held_on: date, *, by: Actor) -> SharedSession:
    """The lead plans a day, and everybody's share is set aside, or nobody's; the enterprise only suggests one.

    All agreed on the price of one time and, in words, on when it is: to no rhythm that could be counted out, and to no
    day. So each day that the enterprise names waits for a yes of theirs, and nothing is set aside before it.
    """
    lock(arrangement)
    leads = access.can_lead(by, arrangement)
    require(leads or access.can_offer(by, arrangement.service))
    may_be_planned(arrangement, held_on, is_agreed=leads)
    session = arrangement.sessions.live_on(held_on).first()
    session = session or _suggested(arrangement, held_on, by=by)
    if session.status == Status.PROPOSED:
        settle_on(session, by=by) if leads else ask_for_yes(session)
    return session


def _suggested(arrangement: SharedArrangement, held_on: date, *, by: Actor) -> SharedSession:
    facts = {"held_on": held_on, "bill": arrangement.bills, "cost_pence": arrangement.cost_pence}
    made = SharedSession.objects.create(arrangement=arrangement, **facts)
    record_entry(made, "suggested", by=by)
    return made


def ask_for_yes(session: SharedSession) -> None:
    """Whoever leads it now is asked once about each day."""
    ask_lead(session.arrangement, "together-suggested", key=session.pk, day=long_date(session.held_on))


def settle_on(session: SharedSession, *, by: Actor) -> None:
    """The day is planned: the share of each who is in it on that day is set aside."""
    arrangement = session.arrangement
    members = _in_on(arrangement, session.held_on)
    wanted = _wanted(arrangement, members)
    SessionShare.objects.bulk_create(
        SessionShare(session=session, member=each, pence=wanted[str(each.pk)]) for each in members
    )
    entry = move(session, Status.PLANNED, by=by, bill=arrangement.bills)
    arrangement.bills += 1
    arrangement.save(update_fields=["bills"])
    _put_into_pools(session, members, by=by)
    for each in members:
        each.arrangement = arrangement
        sum_ = pounds(wanted[str(each.pk)])
        tell(each, "together-planned", key=entry.pk, day=long_date(session.held_on), sum=sum_)


def may_be_planned(arrangement: SharedArrangement, held_on: date, *, is_agreed: bool = True) -> None:
    """Whether it could be on this day; what is not agreed on yet is for days to come, and waits in no long row."""
    if arrangement.status != SharedArrangement.Status.RUNNING:
        raise RuleBroken(_("Sessions are planned while it runs."))
    if abs(held_on - timezone.localdate()) > AROUND:
        raise RuleBroken(_("Choose a day within a month from today."))
    if held_on < timezone.localdate() and not is_agreed:
        raise RuleBroken(_("Suggest today or a later day. For a day that is over, ask whoever leads it to plan it."))
    if arrangement.sessions.filter(held_on=held_on, status=Status.PAID).exists():
        raise RuleBroken(_("This day is paid already. Choose another."))
    _not_too_many(arrangement, held_on, is_agreed=is_agreed)
    pure = arrangement.as_pure(arrangement.members.ever_in())
    now = sharing.standing(pure, held_on)
    if now.now not in (Now.RUNNING, Now.BELOW):
        raise RuleBroken(now.words)


def _not_too_many(arrangement: SharedArrangement, held_on: date, *, is_agreed: bool) -> None:
    """Money is set aside for a few days at a time, and for one in a week where it is paid by the week.

    What is only suggested stands in the way of more suggestions, and never of what they plan themselves.
    """
    others = arrangement.sessions.exclude(held_on=held_on).exclude(status=Status.CALLED_OFF)
    if is_agreed:
        others = others.exclude(status=Status.PROPOSED)
    if others.exclude(status=Status.PAID).count() >= MOST_OPEN:
        raise RuleBroken(_("Some days are not settled yet. See to those first, then plan the next."))
    monday = held_on - timedelta(days=held_on.weekday())
    this_week = others.filter(held_on__range=(monday, monday + timedelta(days=6)))
    if arrangement.per == SharedArrangement.Per.WEEK and this_week.exists():
        raise RuleBroken(_("It is paid by the week, and this week has its day already."))


def _in_on(arrangement: SharedArrangement, day: date) -> list[ShareMember]:
    here = arrangement.members.here().with_person()
    return [each for each in here if each.as_member().is_in_on(day)]


def _wanted(arrangement: SharedArrangement, members: list[ShareMember]) -> dict[str, int]:
    """What each sets aside: their share, or where they pay by coming the most they said yes to."""
    if not members:
        raise RuleBroken(_("Nobody is in it on that day."))
    shared_by = By(arrangement.shared_by)
    if shared_by == By.SESSION:
        return {str(each.pk): each.most_pence for each in members}
    pure = [each.as_member() for each in members]
    wanted = sharing.in_proportion(arrangement.cost_pence, pure, shared_by, bill=arrangement.bills)
    short = sum(wanted[str(each.pk)] > each.most_pence for each in members)
    if short:
        raise RuleBroken(
            ngettext(
                "One person has not said yes to a higher share yet. Nobody pays more than they said yes to.",
                "%(n)s people have not said yes to a higher share yet. Nobody pays more than they said yes to.",
                short,
            )
            % {"n": short}
        )
    return wanted


def _put_into_pools(session: SharedSession, members: Iterable[ShareMember], *, by: Actor) -> None:
    """What is missing in each pool share comes from the person's own pot, all in one posting."""
    sums: dict[Account, int] = {}
    for each in members:
        pot, pool = pot_of_share(each), pool_of(each)
        missing = set_aside(each) - pool.posted
        if missing > 0:
            sums |= {pot: -missing, pool: missing}
    if not sums:
        return
    try:
        key = f"together:{session.pk}"
        ledger.post(Entry.TRANSFER_TO_POOL, sums, key=key, source=session, by=by, effective_on=session.held_on)
    except RuleBroken as refused:  # whose money it is is nobody else's business
        raise RuleBroken(_("The money for it cannot be set aside for everybody now. Nothing has moved.")) from refused


@transaction.atomic
def call_off_session(session: SharedSession, *, by: Actor) -> None:
    """It does not happen: nobody pays, and what was set aside counts for the next one."""
    hold_day(session)
    require(access.can_call_off_day(by, session))
    if session.status != Status.CALLED_OFF:  # a tap sent twice is one
        _call_off(session, by=by)


def _call_off(session: SharedSession, *, by: Actor) -> None:
    """Those whose money was set aside are told; of what was only suggested, whoever was asked."""
    was_suggested, said = session.status == Status.PROPOSED, {"day": long_date(session.held_on)}
    entry = move(session, Status.CALLED_OFF, by=by)
    if was_suggested:
        ask_lead(session.arrangement, "together-called-off", key=entry.pk, **said)
    for share in session.shares.select_related("member__person__account", "member__joined_by"):
        share.member.arrangement = session.arrangement
        tell(share.member, "together-called-off", key=entry.pk, **said)


def call_off_after(arrangement: SharedArrangement, day: date, *, by: Actor, which=(Status.PLANNED,)) -> None:
    """Days planned for after somebody's last are planned anew, with those who are in it then.

    What is only suggested waits on: each share of it is worked out when somebody says yes.
    """
    for session in arrangement.sessions.filter(status__in=which, held_on__gt=day):
        _call_off(session, by=by)


# --- Happened and paid -----------------------------------------------------------------------------------------------
@transaction.atomic
def say_who_came(session: SharedSession, came: Collection[UUID], *, by: Actor) -> None:
    """The enterprise says who was there; nothing is paid before the lead says yes."""
    hold_day(session)
    require(access.can_offer(by, session.arrangement.service))
    _has_begun(session)
    _write_who_came(session, came)
    entry = move(session, Status.HELD, by=by)
    ask_lead(session.arrangement, "together-held", key=entry.pk, day=long_date(session.held_on))


@transaction.atomic
def settle_session(
    session: SharedSession, came: Collection[UUID], cost_pence: int | None = None, *, by: Actor
) -> Posting | None:
    """The lead says that it happened, who came and what it cost: each pays their share from their own pool share."""
    hold_day(session)
    require(access.can_lead(by, session.arrangement))
    if session.status == Status.PAID:
        return payment_of(session)
    _has_begun(session)
    cost = session.cost_pence if cost_pence is None else cost_pence
    if not 0 < cost <= session.cost_pence:
        raise RuleBroken(_("It costs %(sum)s at most: that is what everybody said yes to.") % {
            "sum": pounds(session.cost_pence)})  # fmt: skip
    _write_who_came(session, came)
    paid = _shares_paid(session, cost)
    entry = move(session, Status.PAID, by=by, paid_on=timezone.localdate(), cost_pence=cost)
    posting = _pay(session, paid, f"together-paid:{entry.pk}", by=by)
    for share in paid:
        share.member.arrangement = session.arrangement
        tell(share.member, "together-paid", key=entry.pk, day=long_date(session.held_on), sum=pounds(share.pence))
    tell_owners(session.arrangement, "together-paid-owner", key=entry.pk, day=long_date(session.held_on))
    return posting


def _has_begun(session: SharedSession) -> None:
    if session.held_on > timezone.localdate():
        raise RuleBroken(_("It is on %(day)s. Say so when it has happened.") % {"day": long_date(session.held_on)})


def _write_who_came(session: SharedSession, came: Collection[UUID]) -> None:
    session.shares.update(came=False)
    session.shares.filter(member__in=came).update(came=True)


def _shares_paid(session: SharedSession, cost: int) -> list[SessionShare]:
    """Each share of what it cost; nobody pays more than the most they said yes to."""
    shares = list(
        session.shares.select_related("member__person__account", "member__budget__person", "member__joined_by")
    )
    shared_by = By(session.arrangement.shared_by)
    pure = [each.member.as_member(sessions=int(bool(each.came))) for each in shares]
    if shared_by == By.SESSION:
        sums = sharing.shares(cost, pure, shared_by, bill=session.bill)
    else:
        sums = sharing.in_proportion(cost, pure, shared_by, bill=session.bill)
    for each in shares:
        each.pence = sums[str(each.member_id)]
        if each.pence > each.member.most_pence:
            raise RuleBroken(
                _("With so few there, somebody would pay more than they said yes to. Agree on a lower sum.")
            )
    SessionShare.objects.bulk_update(shares, ["pence"])
    return shares


def _pay(session: SharedSession, shares: list[SessionShare], key: str, *, by: Actor) -> Posting | None:
    """One posting for everybody: out of each pool share, a last penny out of the pot, to the enterprise."""
    sums: dict[Account, int] = {}
    enterprise = session.arrangement.service.enterprise
    for each in (share for share in shares if share.pence):
        pot, pool = pot_of_share(each.member), pool_of(each.member)
        paid = ledger.open_account(Account.Kind.ENTERPRISE, each.member.person.organisation, enterprise=enterprise)
        from_pool = min(each.pence, max(pool.posted, 0))
        for account, pence in ((pool, -from_pool), (pot, from_pool - each.pence), (paid, each.pence)):
            sums[account] = sums.get(account, 0) + pence
    lines = {account: pence for account, pence in sums.items() if pence}
    return ledger.post(Entry.INVOICE_PAID, lines, key=key, source=session, by=by)


# --- Put right -------------------------------------------------------------------------------------------------------
def payment_of(session: SharedSession) -> Posting | None:
    """What was paid for it, if it was not taken back."""
    written = Posting.objects.filter(source_type=session._meta.label_lower, source_id=session.pk)
    taken_back = written.exclude(reverses=None).values("reverses")
    return written.filter(entry_type=Entry.INVOICE_PAID, reverses=None).exclude(pk__in=taken_back).first()


@transaction.atomic
def take_back_day(session: SharedSession, *, key: UUID, by: Actor) -> None:
    """It was paid by mistake: everybody's share goes back, and waits set aside until the day is settled rightly.

    As with a single visit, whoever says that it is paid takes it back, on any day, and never the enterprise.
    """
    hold_day(session)
    require(access.can_lead(by, session.arrangement))
    if is_done(key, "take-back-day", session, by=by):
        return
    if session.status != Status.PAID:
        raise RuleBroken(_("It is not paid, so there is nothing to take back."))
    if paid := payment_of(session):
        ledger.reverse(paid, key=f"together-unpaid:{paid.pk}", by=by, effective_on=paid.effective_on)
    most = session.arrangement.cost_pence  # what everybody said yes to
    entry = move(session, Status.HELD, by=by, paid_on=None, cost_pence=most)
    said = {"day": long_date(session.held_on)}
    for share in session.shares.select_related("member__person__account", "member__joined_by"):
        share.member.arrangement = session.arrangement
        tell(share.member, "together-unpaid", key=entry.pk, sum=pounds(share.pence), **said)
    tell_owners(session.arrangement, "together-unpaid-owner", key=entry.pk, **said)
