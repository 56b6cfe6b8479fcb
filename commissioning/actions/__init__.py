"""Every change to checks and evidence, help to start, contracts, invoices and payments."""

from commissioning.actions.answering import apply_some, decide_line, say_answer, say_run_paid, take_answer
from commissioning.actions.computing import (
    open_case,
    open_missing,
    recompute,
    recompute_some,
    recount_old,
    say_circumstances,
)
from commissioning.actions.concerns import (
    forget_concerns,
    look_into,
    note_reading,
    raise_concern,
    set_route,
    settle_concern,
)
from commissioning.actions.deciding import (
    accept,
    appeal,
    as_seen,
    ask,
    not_applicable,
    note_case_reading,
    note_reference,
    refuse,
)
from commissioning.actions.expiring import expire_some
from commissioning.actions.grants import (
    agree_grant,
    apply_for_grant,
    ask_outcomes,
    forget_grants,
    note_grant_paid,
    refuse_grant,
    say_outcome,
    set_scheme,
    withdraw_grant,
)
from commissioning.actions.offers import end_offer, make_offer, take_up, undo_take_up
from commissioning.actions.owing import (
    cancel_payment,
    owe,
    paid_less,
    payment_arrived,
    payment_came_back,
    send_payment,
)
from commissioning.actions.passports import share, stop_sharing
from commissioning.actions.paying_others import owe_others
from commissioning.actions.proposing import keep_back, let_in, propose, propose_all
from commissioning.actions.referees import ask_referees, give_reference
from commissioning.actions.registers import link_services, load_locations, say_same
from commissioning.actions.rescanning import scan_one
from commissioning.actions.retaining import forget_papers
from commissioning.actions.ruling import preview, set_rules
from commissioning.actions.running import (
    approve_run,
    finish_run,
    give_up_run,
    hand_back_run,
    make_run,
    note_download,
    note_run_sent,
    post_some,
)
from commissioning.actions.showing import also_elsewhere, answer, apply, note_file_reading, show, take_back
from commissioning.actions.starting import (
    ask_for_help,
    finish_step,
    hand_back,
    open_starts,
    remind_of_steps,
    say_plan,
    set_next_step,
    take_on,
)
from commissioning.actions.status_checks import note_status
from commissioning.actions.suspending import (
    appeal_suspension,
    keep_suspension,
    lift_suspension,
    note_people_read,
    suspend_service,
)
from commissioning.actions.telling_payees import tell_some
from commissioning.actions.waiving import agree_waiver, propose_waiver, refuse_waiver, take_back_waiver
from commissioning.actions.workers import add_worker, end_worker

__all__ = [
    "accept",
    "add_worker",
    "agree_grant",
    "agree_waiver",
    "also_elsewhere",
    "answer",
    "appeal",
    "appeal_suspension",
    "apply",
    "apply_for_grant",
    "apply_some",
    "approve_run",
    "as_seen",
    "ask",
    "ask_for_help",
    "ask_outcomes",
    "ask_referees",
    "cancel_payment",
    "decide_line",
    "end_offer",
    "end_worker",
    "expire_some",
    "finish_run",
    "finish_step",
    "forget_concerns",
    "forget_grants",
    "forget_papers",
    "give_reference",
    "give_up_run",
    "hand_back",
    "hand_back_run",
    "keep_back",
    "keep_suspension",
    "let_in",
    "lift_suspension",
    "link_services",
    "load_locations",
    "look_into",
    "make_offer",
    "make_run",
    "not_applicable",
    "note_case_reading",
    "note_download",
    "note_file_reading",
    "note_grant_paid",
    "note_people_read",
    "note_reading",
    "note_reference",
    "note_run_sent",
    "note_status",
    "open_case",
    "open_missing",
    "open_starts",
    "owe",
    "owe_others",
    "paid_less",
    "payment_arrived",
    "payment_came_back",
    "post_some",
    "preview",
    "propose",
    "propose_all",
    "propose_waiver",
    "raise_concern",
    "recompute",
    "recompute_some",
    "recount_old",
    "refuse",
    "refuse_grant",
    "refuse_waiver",
    "remind_of_steps",
    "say_answer",
    "say_circumstances",
    "say_outcome",
    "say_plan",
    "say_run_paid",
    "say_same",
    "scan_one",
    "send_payment",
    "set_next_step",
    "set_route",
    "set_rules",
    "set_scheme",
    "settle_concern",
    "share",
    "show",
    "stop_sharing",
    "suspend_service",
    "take_answer",
    "take_back",
    "take_back_waiver",
    "take_on",
    "take_up",
    "tell_some",
    "undo_take_up",
    "withdraw_grant",
]
