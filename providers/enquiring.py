"""An enquiry as its pages show it: where it stands as steps with days, and its facts in words."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.ui.filters import hour, long_date
from marketplace.workflow.working_days import working_days_since
from providers import taxonomy
from providers.explaining import label
from providers.models import Enquiry

Status, Outcome, Side = Enquiry.Status, Enquiry.Outcome, Enquiry.Side


def moment(when: datetime | None) -> str:
    return f"{long_date(when)}, {hour(when)}" if when else ""


def last_day(enquiry: Enquiry) -> str:
    """The last day to answer, in words."""
    return long_date(enquiry.answer_by) if enquiry.answer_by else ""


def times_words(enquiry: Enquiry) -> str:
    found = ", ".join(label(f"when:{slot}") for slot in enquiry.times)
    return ". ".join(part for part in (found, enquiry.when_note) if part)


def communication_words(enquiry: Enquiry) -> str:
    named = ", ".join(taxonomy.named(taxonomy.COMMUNICATION, enquiry.communication))
    return ". ".join(part for part in (named, enquiry.communication_note) if part)


def steps(enquiry: Enquiry, *, reader: str) -> list[dict]:
    """What has happened and on which day, what is awaited and until when; the reader is asker, asked or desk."""
    who = _("You") if reader == "asked" else enquiry.service.people
    asked = _("You asked") if reader == "asker" else _("They asked")
    has_it = _("It came to you") if reader == "asked" else _("%(who)s has it") % {"who": who}
    found = [_step(asked, enquiry.created_at), _step(has_it, enquiry.sent_at, soon=_("Once it is confirmed"))]
    if enquiry.status != Status.UNCONFIRMED and enquiry.sent_at:
        found += _read(enquiry, who) + _answer(enquiry, who)
    found += _end(enquiry, who, reader)
    first_open = next((step for step in found if not step["state"]), None)
    if first_open and not enquiry.is_over:
        first_open["state"] = "now"
    return found


def _step(title: str, when: datetime | None, *, soon: str = "") -> dict:
    return {"title": title, "soft": moment(when) or soon, "state": "done" if when else "", "words": ""}


def _read(enquiry: Enquiry, who: str) -> list[dict]:
    """Whether they opened it; nothing, if they answered at the desk without opening it."""
    if enquiry.seen_at:
        return [_step(_("%(who)s read it") % {"who": who}, enquiry.seen_at)]
    if enquiry.answered_at:
        return []
    return [_step(_("It was not read") if enquiry.is_over else _("Not read yet"), None)]


def _answer(enquiry: Enquiry, who: str) -> list[dict]:
    if enquiry.status == Status.LAPSED or (enquiry.is_over and not enquiry.answered_at):
        return []
    if not enquiry.answered_at or not enquiry.answer_by:
        return [_step(_("Answer"), None, soon=_("By %(day)s") % {"day": last_day(enquiry)})]
    said = {"yes": _("%(who)s said yes"), "not-now": _("%(who)s said not now"), "no": _("%(who)s said no")}
    return [_step(said[enquiry.answer] % {"who": who}, enquiry.answered_at)]


def _agreed(enquiry: Enquiry, who: str, reader: str) -> list[dict]:
    """Who has said that they agreed to begin; one word alone waits for the other."""
    if enquiry.agreed_by in ("", Side.BOTH):
        title = _("Both agreed") if enquiry.agreed_by else _("Agreed to begin")
        return [{"title": title, "soft": "", "state": "done", "words": ""}]
    name = who if enquiry.agreed_by == Side.ASKED else _("Whoever asks")
    if enquiry.agreed_by == reader:
        titles = _("You say that you have agreed"), _("The other has not said so yet")
    elif reader == "desk":
        titles = _("%(who)s says that they have agreed") % {"who": name}, _("The other has not said so yet")
    else:
        titles = _("%(who)s says that you have agreed") % {"who": name}, _("Say so too, if it is right")
    return [{"title": titles[0], "soft": titles[1], "state": "", "words": ""}]


def _end(enquiry: Enquiry, who: str, reader: str) -> list[dict]:
    if enquiry.status == Status.AGREED:
        return _agreed(enquiry, who, reader)
    if not enquiry.is_over:
        return []
    if enquiry.outcome == Outcome.STARTED and enquiry.started_on:
        day = long_date(enquiry.started_on)
        return [{"title": _("It started"), "soft": day, "state": "done", "words": ""}]
    return [_step(_("Nobody answered in time") if not enquiry.answered_at and enquiry.answer_by and not
                  enquiry.outcome else _("Closed"), enquiry.ended_at)]  # fmt: skip


def clock(enquiry: Enquiry) -> dict:
    """How long is left to answer, in words, and whether it presses."""
    if not enquiry.waits or enquiry.answer_by is None:
        return {"words": "", "is_late": False, "is_today": False}
    today = timezone.localdate()
    left = working_days_since(today, enquiry.answer_by)
    if enquiry.answer_by < today:
        return {"words": _("The last day is over"), "is_late": True, "is_today": False}
    if enquiry.answer_by == today:
        return {"words": _("Answer today"), "is_late": False, "is_today": True}
    day = long_date(enquiry.answer_by)
    words = _("Answer by %(day)s, %(left)s working days left") if left > 1 else _("Answer by %(day)s")
    return {"words": words % {"day": day, "left": left}, "is_late": False, "is_today": False}


def facts(enquiry: Enquiry) -> list[tuple[str, str]]:
    """What was asked, as a list of questions and answers, without who asked."""
    rows = (
        (_("What would help"), enquiry.words or _("Erased")),
        (_("When"), times_words(enquiry) or _("Any time")),
        (_("Where"), enquiry.outcode),
        (_("About talking with them"), communication_words(enquiry)),
    )
    return [(name, words) for name, words in rows if words]
