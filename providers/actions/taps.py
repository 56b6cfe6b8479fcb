"""Keeping a listing true with one tap: asking its people, what a tap does, and how it is undone."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor, system
from marketplace.accounts.models import User
from marketplace.notifications.models import Message
from marketplace.notifications.outbox import notify
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.links import replace_links
from marketplace.workflow.moves import lock, move, one_at_a_time, record_entry
from marketplace.workflow.working_days import working_day_after
from providers import access
from providers.actions.describing import say_room
from providers.actions.keeping import index, set_facts
from providers.actions.listing import pause, resume
from providers.models import AskRhythm, Keeper, Service

LINK_LASTS = timedelta(days=21)
UNDO_FOR = timedelta(hours=1)
EVERY = {AskRhythm.Rhythm.WEEKLY: 7, AskRhythm.Rhythm.MONTHLY: 30, AskRhythm.Rhythm.NEVER: 7}
SAID = ("room", "room_people", "room_hours", "room_note", "wait_weeks", "full_until")
DAYS = ("full_until", "room_said_on", "confirmed_on")
REMEMBERED = ("status", *SAID, "room_said_on", "confirmed_on")
Status = Service.Status


# --- Asking ----------------------------------------------------------------------------------------------------------
@transaction.atomic
def link_for(service: Service, account: User, *, by: Actor) -> str:
    """A new private link to this listing for this person; the one before it ends. Messages carry its id only."""
    require(bool(by.rule))
    keeper, _new = Keeper.objects.get_or_create(service=service, account=account)
    return str(replace_links(keeper, access.STILL_RIGHT, lasts=LINK_LASTS).pk)


@transaction.atomic
def ask(account: User, *, key: str, by: Actor, with_paused: bool = False) -> bool:
    """Ask somebody in one message whether all that they keep is still right; whether a message goes.

    The same key asks once: links that are on their way already are not ended by a second call.
    """
    require(bool(by.rule))
    if Message.objects.filter(key=key).exists():
        return False
    kept = Service.objects.kept_by(account).filter(status__in=access.HAS_TAPS if with_paused else [Status.LISTED])
    services = list(kept.with_enterprise().order_by("listed_on", "pk"))
    if not services or not (account.email or account.phone):
        return False
    listings = [
        {"name": service.people or service.enterprise.name, "enterprise": service.enterprise.name,
         "link": link_for(service, account, by=by)} for service in services
    ]  # fmt: skip
    notify(account, "still-right", key=key, context={"listings": listings})
    return True


@transaction.atomic
def ask_in_rhythm(rhythm: AskRhythm, *, by: Actor) -> None:
    """Ask once for the day that was due; the next day is a working day."""
    require(bool(by.rule))
    today = timezone.localdate()
    if ask(rhythm.account, key=f"still-right:{rhythm.pk}:{rhythm.next_on}", by=by):
        rhythm.asked_on = today
    rhythm.next_on = next_day(rhythm.rhythm, today)
    rhythm.save(update_fields=["asked_on", "next_on"])


def next_day(rhythm: str, today: date) -> date:
    return working_day_after(today + timedelta(days=EVERY[AskRhythm.Rhythm(rhythm)]), 0)


@transaction.atomic
def set_rhythm(account: User, rhythm: str, *, by: Actor) -> None:
    """Be asked once a week, once a month, or never."""
    require(access.can_set_rhythm(by, account))
    chosen = AskRhythm.Rhythm(rhythm)
    AskRhythm.objects.update_or_create(
        account=account, defaults={"rhythm": chosen, "next_on": next_day(chosen, timezone.localdate())}
    )


@transaction.atomic
def send_new_link(email: str, *, by: Actor) -> None:
    """Whoever lost their link gets a new one by message, at most every ten minutes; a stranger gets nothing."""
    account = User.objects.filter(email__iexact=email, is_active=True).first()
    if account is None:
        return
    one_at_a_time(f"new-link:{account.pk}")
    minute = timezone.now().replace(second=0, microsecond=0)
    part = minute - timedelta(minutes=minute.minute % 10)
    ask(
        account, key=f"still-right-again:{account.pk}:{part:%Y%m%d%H%M}", by=system("link-asked-for"), with_paused=True
    )


# --- Tapping ---------------------------------------------------------------------------------------------------------
@transaction.atomic
def confirm(service: Service, *, by: Actor) -> None:
    """Everything said is still right today: the entry, and what was said about room, unless its day has passed."""
    lock(service)
    require(access.can_say_room(by, service))
    if service.status != Status.LISTED:
        raise RuleBroken(_("Nobody sees it now. Show it again first."))
    today = timezone.localdate()
    is_past = service.full_until is not None and service.full_until < today
    set_facts(service, {"confirmed_on": today} | ({} if is_past or not service.room else {"room_said_on": today}))
    record_entry(service, "still-right", by=by)
    index(Service.objects.filter(pk=service.pk))


VERBS = {"right": confirm, "pause": pause, "resume": resume}


@transaction.atomic
def tap(keeper: Keeper, what: str, *, by: Actor, turn: int | None = None, **facts) -> None:
    """One button of the page behind a link; what it changed is kept for an hour, to be undone.

    `turn`: how many taps there were when the form was shown, so that the same form does nothing twice.
    """
    service = keeper.service
    lock(keeper)
    lock(service)
    _is_its_turn(keeper, turn)
    before = _remember(service)
    if what in VERBS:
        VERBS[what](service, by=by)
    else:
        say_room(service, by=by, **facts)
    after = _remember(service)
    if before != after:
        keeper.before, keeper.after = before, after
    keeper.tapped_at, keeper.taps = timezone.now(), keeper.taps + 1
    keeper.save(update_fields=["before", "after", "tapped_at", "taps"])


def _is_its_turn(keeper: Keeper, turn: int | None) -> None:
    if turn is not None and turn != keeper.taps:
        raise RuleBroken(_("This was pressed before, so nothing was changed. You see here how it is now."))


@transaction.atomic
def undo_tap(keeper: Keeper, *, by: Actor, turn: int | None = None) -> None:
    """Put back what was said before the last tap, if nobody has said anything since."""
    service = keeper.service
    lock(keeper)
    lock(service)
    _is_its_turn(keeper, turn)
    if not can_undo(keeper):
        raise RuleBroken(_("This cannot be undone any more. Say how it is now with one of the buttons."))
    before = dict(keeper.before)
    status = before.pop("status")
    require(access.can_say_room(by, service))
    if status != service.status:
        require(access.can_pause(by, service))
        move(service, status, by=by)
    set_facts(service, {name: _day(name, value) for name, value in before.items()})
    record_entry(service, "tap-undone", by=by)
    index(Service.objects.filter(pk=service.pk))
    keeper.before, keeper.after, keeper.tapped_at, keeper.taps = {}, {}, None, keeper.taps + 1
    keeper.save(update_fields=["before", "after", "tapped_at", "taps"])


def can_undo(keeper: Keeper) -> bool:
    """Whether the last tap is fresh, changed something, and is still the last word."""
    is_fresh = keeper.tapped_at is not None and timezone.now() - keeper.tapped_at < UNDO_FOR
    return is_fresh and bool(keeper.before) and _remember(keeper.service) == keeper.after


def _remember(service: Service) -> dict:
    return {name: _plain(getattr(service, name)) for name in REMEMBERED}


def _plain(value):
    return value.isoformat() if isinstance(value, date) else value


def _day(name: str, value):
    return date.fromisoformat(value) if name in DAYS and value else value
