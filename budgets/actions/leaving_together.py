"""Leaving what several share: with notice, what that means for the others, and money that goes back to its owner."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import access, ledger, sharing
from budgets.actions.answering_together import let_go_unanswered
from budgets.actions.sessions_together import ask_for_yes, call_off_after, pool_of, pot_of_share, set_aside
from budgets.actions.telling_together import tell, tell_all, tell_owners
from budgets.actions.together import say_so_far
from budgets.models import Account, Person, Posting, SharedArrangement, SharedSession, ShareMember
from budgets.sharing import By, Now
from budgets.weeks import DAY
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.ui.filters import long_date, pounds
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, move, record_entry

Status, Place = SharedArrangement.Status, ShareMember.Status


@transaction.atomic
def leave_together(member: ShareMember, *, by: Actor) -> None:
    """Before it starts at once; then with the notice that all agreed to. The others hear what it means for them."""
    lock(member.arrangement)
    lock(member)
    require(access.can_speak_for_share(by, member))
    if member.status != Place.IN:
        return
    arrangement, today = member.arrangement, timezone.localdate()
    if arrangement.status == Status.GATHERING:
        move(member, Place.WITHDREW, by=by, left_on=today)
        _new_lead(arrangement)
        say_so_far(arrangement.service, by=by)
        return
    last = sharing.last_day(today, arrangement.as_pure(()))
    if arrangement.status == Status.PAUSED:
        last = today  # nobody comes and nobody pays: there is nothing to give notice of
    _leave(member, last, by=by)


def _leave(member: ShareMember, last: date, *, by: Actor) -> None:
    arrangement = member.arrangement
    entry = move(member, Place.LEAVING, by=by, told_on=timezone.localdate(), left_on=last)
    call_off_after(arrangement, last, by=by)
    dearer = _ask_those_who_stay(arrangement, last)
    after = sharing.standing(arrangement.as_pure(arrangement.members.ever_in()), last + DAY)
    said = {"day": long_date(last), "then": after.words}
    for other in arrangement.members.here().exclude(pk=member.pk).with_person():
        other.arrangement = arrangement
        tell(other, "together-leaving", key=entry.pk, share=dearer.get(other.pk, ""), **said)
    tell(member, "together-you-leave", key=entry.pk, day=long_date(last))
    tell_owners(arrangement, "together-leaving-owner", key=entry.pk, **said)


def _ask_those_who_stay(arrangement: SharedArrangement, last: date) -> dict:
    """Where their share goes up above what they said yes to, each is asked; whom, and the new share in words."""
    if arrangement.shared_by == By.SESSION:
        return {}
    stay = [each for each in arrangement.members.here().with_person() if each.as_member().is_in_on(last + DAY)]
    is_below = len(stay) < arrangement.minimum and arrangement.below != SharedArrangement.Below.SHARE_ON
    if not stay or is_below:
        return {}
    shared_by = By(arrangement.shared_by)
    pure = [each.as_member() for each in stay]
    # The highest of as many bills as there are people, for the odd penny goes round.
    turns = [sharing.in_proportion(arrangement.cost_pence, pure, shared_by, bill=n) for n in range(len(stay))]
    found = {}
    for each in stay:
        new = max(turn[str(each.pk)] for turn in turns)
        each.asked_pence = new if new > each.most_pence else None
        if each.asked_pence:
            found[each.pk] = pounds(new)
    ShareMember.objects.bulk_update(stay, ["asked_pence"])
    return found


@transaction.atomic
def leave_at_once(person: Person, *, by: Actor) -> None:
    """Somebody died: they leave all that they share today, and their money goes back."""
    require(bool(by.rule))
    for member in ShareMember.objects.here().filter(person=person).with_person().select_related("arrangement"):
        lock(member.arrangement)
        lock(member)
        if member.status == Place.IN and member.arrangement.status != Status.GATHERING:
            _leave(member, max(member.joined_on, timezone.localdate() - DAY), by=by)
        elif member.status == Place.IN:
            move(member, Place.WITHDREW, by=by, left_on=timezone.localdate())


@transaction.atomic
def answer_share(member: ShareMember, says_yes: bool, *, by: Actor) -> None:
    """Yes to a higher share; or no, and they leave with the one who made it dearer, without a notice of their own."""
    lock(member.arrangement)
    lock(member)
    require(access.can_speak_for_share(by, member))
    if member.asked_pence is None or member.status != Place.IN:
        raise RuleBroken(_("Nothing is asked of you any more."))
    if says_yes:
        member.most_pence, member.asked_pence = member.asked_pence, None
        member.save(update_fields=["most_pence", "asked_pence"])
        record_entry(member, "said-yes", by=by)
        return
    member.asked_pence = None
    member.save(update_fields=["asked_pence"])
    gone = member.arrangement.members.exclude(left_on=None).ever_in().order_by("-left_on").first()
    last = max(gone.left_on, timezone.localdate()) if gone and gone.left_on else timezone.localdate()
    _leave(member, last, by=by)


@transaction.atomic
def call_off_together(arrangement: SharedArrangement, *, by: Actor) -> None:
    """Before it starts, whoever leads or offers it lets it go; everybody is told, and nobody has paid."""
    lock(arrangement)
    require(access.can_call_off(by, arrangement))
    if arrangement.status != Status.GATHERING:
        raise RuleBroken(_("It has begun. Whoever wants to leave gives notice."))
    _end(arrangement, by=by)


# --- The days pass ---------------------------------------------------------------------------------------------------
@transaction.atomic
def keep_together(arrangement: SharedArrangement, *, by: Actor) -> None:
    """Whose last day is over has left; days without a yes are off; what was agreed for too few people happens."""
    lock(arrangement)
    require(bool(by.rule))
    today = timezone.localdate()
    for member in arrangement.members.filter(status=Place.LEAVING, left_on__lt=today).with_person():
        move(member, Place.LEFT, by=by)
    let_go_unanswered(arrangement, today, by=by)
    _new_lead(arrangement)
    if arrangement.status in (Status.RUNNING, Status.PAUSED):
        _stand(arrangement, today, by=by)
    give_back(arrangement, by=by)


def _stand(arrangement: SharedArrangement, today: date, *, by: Actor) -> None:
    now = sharing.standing(arrangement.as_pure(arrangement.members.ever_in()), today)
    if now.now == Now.ENDED:
        _end(arrangement, by=by)
    elif now.now == Now.PAUSED and arrangement.status == Status.RUNNING:
        entry = move(arrangement, Status.PAUSED, by=by)
        call_off_after(arrangement, today - DAY, by=by, which=SharedSession.AHEAD)
        tell_all(
            arrangement, arrangement.members.here().with_person(), "together-paused", key=entry.pk, then=now.words
        )
        tell_owners(arrangement, "together-paused-owner", key=entry.pk, then=now.words)


def _end(arrangement: SharedArrangement, *, by: Actor) -> None:
    """Days that are still to come are off, everybody has left, and each is told once."""
    today = timezone.localdate()
    has_begun = arrangement.status != Status.GATHERING
    members = list(arrangement.members.here().with_person())
    entry = move(arrangement, Status.ENDED, by=by, ended_on=today)
    call_off_after(arrangement, date.min, by=by, which=SharedSession.AHEAD)
    for member in members:
        last = min(member.left_on or today, today)
        move(member, Place.LEFT if has_begun else Place.WITHDREW, by=by, left_on=max(last, member.joined_on))
    tell_all(arrangement, members, "together-ended", key=entry.pk)
    tell_owners(arrangement, "together-ended-owner", key=entry.pk)
    say_so_far(arrangement.service, by=by)
    if has_begun:
        give_back(arrangement, by=by)


def give_back(arrangement: SharedArrangement, *, by: Actor) -> Posting | None:
    """What is left in the pool shares of those who have left goes back into their own pots, in one posting."""
    sums: dict[Account, int] = {}
    for member in arrangement.members.filter(status=Place.LEFT).with_person():
        pool = pool_of(member)
        over = pool.posted - set_aside(member)
        if over > 0:
            sums |= {pool: -over, pot_of_share(member): over}
    if not sums:
        return None
    entry = record_entry(arrangement, "given-back", by=by)
    key = f"together-back:{entry.pk}"
    return ledger.post(Posting.EntryType.TRANSFER_FROM_POOL, sums, key=key, source=arrangement, by=by)


def _new_lead(arrangement: SharedArrangement) -> None:
    """When the lead has left, whoever has been in it the longest is the lead, and is asked what waits for a yes."""
    if arrangement.lead_id is None or arrangement.members.here().filter(person=arrangement.lead_id).exists():
        return
    if first := arrangement.members.here().first():  # the last one still settles what was held
        arrangement.lead = first.person
        arrangement.save(update_fields=["lead"])
        for session in arrangement.sessions.suggested():
            ask_for_yes(session)
