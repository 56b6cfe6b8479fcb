"""What happened to a listing, who did it and when, in words: from the trail and from the database's own record."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.accounts.models import User
from marketplace.workflow.models import Entry
from providers import sharing, taxonomy
from providers.models import Service

LONGEST = 100
SHOWN = 200
SAME_CHANGE = timedelta(seconds=3)
MOVED = {
    "begun": gettext_lazy("Began to write it"),
    "taken-in": gettext_lazy("Taken over from a council’s list"),
    "owner-asked": gettext_lazy("Asked the owner to read it"),
    "draft>submitted": gettext_lazy("Sent it to be listed"),
    "returned>submitted": gettext_lazy("Sent it to be listed again"),
    "submitted>draft": gettext_lazy("Took it back"),
    "submitted>listed": gettext_lazy("Put it in the directory"),
    "submitted>returned": gettext_lazy("Sent it back with a reason"),
    "listed>returned": gettext_lazy("Took it out of the directory, with a reason"),
    "listed>paused": gettext_lazy("Paused it"),
    "paused>listed": gettext_lazy("Showed it again"),
    "closed>draft": gettext_lazy("Opened it again"),
    "still-right": gettext_lazy("Said that all of it is still right"),
    "tap-undone": gettext_lazy("Took the last answer back"),
    "room-yes": gettext_lazy("Said there is room"),
    "room-wait": gettext_lazy("Said there is a wait"),
    "room-full": gettext_lazy("Said it is full"),
    "prices-changed": gettext_lazy("Changed the prices"),
    "hours-changed": gettext_lazy("Changed the hours"),
    "face-changed": gettext_lazy("Changed the picture"),
    "look-again": gettext_lazy("Changed what was decided on, so the council looks again"),
    "still-fits": gettext_lazy("Looked: what was decided still fits"),
    "checks-recorded": gettext_lazy("Wrote down what was checked"),
    "sharing-changed": gettext_lazy("Changed what other directories get"),
}
WORDS = {
    "people": gettext_lazy("Who does it"), "said_as": gettext_lazy("How people speak of them"),
    "summary": gettext_lazy("The one line"), "story": gettext_lazy("The story"),
    "does": gettext_lazy("What they do"), "does_not": gettext_lazy("What they do not do"),
    "activities": gettext_lazy("Kinds of help"), "needs": gettext_lazy("Whom it is for"),
    "minimum_age": gettext_lazy("From age"), "maximum_age": gettext_lazy("To age"),
    "one_to_one": gettext_lazy("One to one"), "in_group": gettext_lazy("In a group"),
    "by_woman": gettext_lazy("A woman can come"), "by_man": gettext_lazy("A man can come"),
    "languages": gettext_lazy("Languages"), "communication": gettext_lazy("Ways to communicate"),
    "personal_care": gettext_lazy("Help with washing and the like"), "cqc_id": gettext_lazy("Registration number"),
    "setting": gettext_lazy("Where it happens"), "travel_miles": gettext_lazy("Miles they travel"),
    "councils": gettext_lazy("Councils covered whole"), "venue_name": gettext_lazy("Name of the place"),
    "venue_address": gettext_lazy("Address of the place"), "access": gettext_lazy("Getting in"),
    "access_note": gettext_lazy("More about getting in"), "town": gettext_lazy("The town people see"),
    "when_note": gettext_lazy("Note about hours"), "first_free_on": gettext_lazy("Free from"),
    "hours_words": gettext_lazy("Hours"), "price_words": gettext_lazy("Prices"),
    "costs_on_top": gettext_lazy("Costs on top"), "if_you_cancel": gettext_lazy("If somebody cancels"),
    "first_meeting_free": gettext_lazy("First meeting free"), "payments": gettext_lazy("Ways to pay"),
    "first_meeting": gettext_lazy("The first meeting"), "if_ill": gettext_lazy("When they are ill"),
    "shows_phone": gettext_lazy("Phone is shown"), "shows_email": gettext_lazy("E-mail is shown"),
    "takes_texts": gettext_lazy("Takes texts"), "contact_times": gettext_lazy("Good times to ring"),
    "room_people": gettext_lazy("Room for people"), "room_hours": gettext_lazy("Room in hours"),
    "room_note": gettext_lazy("Note about room"), "wait_weeks": gettext_lazy("Weeks to wait"),
    "full_until": gettext_lazy("Full until"), "withheld": gettext_lazy("Kept from other directories"),
}  # fmt: skip


@dataclass(frozen=True)
class Happening:
    """One line of the history: when, who, what, and what each changed answer was and is."""

    at: datetime
    who: str
    words: str
    changes: tuple[tuple[str, str, str], ...] = ()


def history_of(service: Service) -> list[Happening]:
    """The last happenings, the newest first."""
    entries = Entry.objects.filter(subject_type="providers.service", subject_id=service.pk).select_related("account")
    changes = list(_changes(service))
    told = [Happening(e.at, _who(e), _moved(e.what)) for e in entries if not _is_told(e, changes)]
    return sorted(told + changes, key=lambda h: h.at, reverse=True)[:SHOWN]


def _is_told(entry: Entry, changes: list[Happening]) -> bool:
    """Whether the record of the row says more about the same change."""
    near = (abs(change.at - entry.at) < SAME_CHANGE for change in changes)
    return entry.what in ("changed", "sharing-changed") and any(near)


def _who(entry: Entry) -> str:
    if entry.token_id:
        return _("Another system, with a key")
    if entry.link_id:
        return _("By a private link that we sent")
    return (entry.account.name or _("Somebody")) if entry.account else _("Just Right")


def _moved(code: str) -> str:
    if code.endswith(">closed"):
        return _("Closed it")
    return str(MOVED.get(code, _("Changed it")))


def _changes(service: Any) -> Iterable[Happening]:
    """Each state of the row beside the one before it; `events` is what the database keeps of it by itself."""
    states = _settled(service.events.select_related("pgh_context").order_by("pgh_id"))
    names = _names(states)
    for before, after in pairwise(states):
        changes = tuple(_change(field, before, after) for field in WORDS if _differs(field, before, after))
        if changes:
            yield Happening(after.pgh_created_at, _who_changed(after, names), _("Changed it"), changes)


def _who_changed(event, names: dict[str, str]) -> str:
    if _has(event, "token"):
        return _("Another system, with a key")
    return _("By a private link that we sent") if _has(event, "link") else names.get(_account(event), _("Just Right"))


def _settled(events) -> list:
    """The states in which the row came to rest: several writes of one change leave one."""
    states: list = []
    for event in events:
        if len(states) > 1 and _is_one_change(states[-1], event):
            states.pop()
        states.append(event)
    return states


def _is_one_change(one, other) -> bool:
    return other.pgh_created_at - one.pgh_created_at < SAME_CHANGE and _account(one) == _account(other)


def _account(event) -> str:
    return (event.pgh_context.metadata or {}).get("account", "") if event.pgh_context else ""


def _has(event, what: str) -> bool:
    return bool(event.pgh_context and (event.pgh_context.metadata or {}).get(what))


def _names(events) -> dict[str, str]:
    ids = {_account(event) for event in events} - {""}
    return {str(user.pk): user.name or _("Somebody") for user in User.objects.filter(pk__in=ids)}


def _differs(field: str, before, after) -> bool:
    return getattr(before, field) != getattr(after, field)


def _change(field: str, before, after) -> tuple[str, str, str]:
    return str(WORDS[field]), _said(field, getattr(before, field)), _said(field, getattr(after, field))


def _said(field: str, value) -> str:
    """An answer as people read it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        value = ", ".join(_named(field, value))
    words = str(_choice(field, value)) if value not in (None, "") else _("nothing")
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rstrip()}…"


def _named(field: str, values: list[str]) -> list[str]:
    if field == "languages":
        return [taxonomy.LANGUAGES.get(value, value) for value in values]
    if field == "withheld":
        return sharing.named(values)
    return taxonomy.named(taxonomy.LISTS[field], values) if field in taxonomy.LISTS else values


def _choice(field: str, value):
    return dict(getattr(Service, field).field.flatchoices).get(value, value)
