"""Every change to enterprises and their services."""

from providers.actions import enquiries
from providers.actions.corrections import report_wrong, settle_correction
from providers.actions.describing import begin_service, describe, say_room, show_face
from providers.actions.enterprises import (
    TAKING_IN,
    ask_owner,
    change_enterprise,
    invite_owner,
    register_enterprise,
    submit_taken_in,
    take_in,
)
from providers.actions.importing import IMPORTING, Outcome, Verdict, bring_in, judged
from providers.actions.interests import declare_interest, end_interest
from providers.actions.listing import (
    close,
    list_service,
    pause,
    record_assurance,
    reopen,
    resume,
    send_back,
    still_fits,
    submit,
    take_back,
)
from providers.actions.needs import record_unmet_need
from providers.actions.posting import (
    answer_need,
    ask_who_answered,
    close_need,
    confirm_need,
    expire_need,
    forget_needs,
    post_need,
)
from providers.actions.sharing import keep_back
from providers.actions.stories import (
    ask_to_change,
    forget_stories,
    invite_story,
    pass_story,
    publish_story,
    query_story,
    refuse_story,
    remove_story,
    reply_to_story,
    tell_story,
)

__all__ = [
    "enquiries",
    "record_unmet_need",
    "register_enterprise",
    "invite_owner",
    "ask_owner",
    "change_enterprise",
    "take_in",
    "submit_taken_in",
    "begin_service",
    "describe",
    "show_face",
    "say_room",
    "submit",
    "take_back",
    "list_service",
    "send_back",
    "still_fits",
    "pause",
    "resume",
    "close",
    "reopen",
    "record_assurance",
    "declare_interest",
    "end_interest",
    "report_wrong",
    "settle_correction",
    "keep_back",
    "post_need",
    "confirm_need",
    "answer_need",
    "ask_who_answered",
    "close_need",
    "expire_need",
    "forget_needs",
    "tell_story",
    "query_story",
    "reply_to_story",
    "pass_story",
    "ask_to_change",
    "refuse_story",
    "publish_story",
    "remove_story",
    "invite_story",
    "forget_stories",
    "TAKING_IN",
    "IMPORTING",
    "Outcome",
    "Verdict",
    "bring_in",
    "judged",
]
