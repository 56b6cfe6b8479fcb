"""Every change to enquiries: asked, confirmed, seen, answered, talked about, agreed, ended."""

from providers.actions.enquiries.answering import answer, see
from providers.actions.enquiries.asking import ask, confirm, confirm_by_code, send_again, send_link
from providers.actions.enquiries.ending import close, forget, lapse, record_start
from providers.actions.enquiries.guarding import block, note_reading, report, set_days, unblock
from providers.actions.enquiries.introducing import introduce_for
from providers.actions.enquiries.passing import ask_next
from providers.actions.enquiries.sweeping import drop_unconfirmed, lapse_some, remind_some, settle_some
from providers.actions.enquiries.talking import agree, say, share_contact
from providers.actions.enquiries.telling import tell_supported

__all__ = [
    "ask",
    "ask_next",
    "confirm",
    "confirm_by_code",
    "send_again",
    "send_link",
    "see",
    "answer",
    "say",
    "agree",
    "share_contact",
    "close",
    "record_start",
    "introduce_for",
    "lapse",
    "forget",
    "block",
    "unblock",
    "report",
    "note_reading",
    "set_days",
    "lapse_some",
    "remind_some",
    "drop_unconfirmed",
    "settle_some",
    "tell_supported",
]
