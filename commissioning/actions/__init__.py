"""Every change to checks and evidence, help to start, contracts, invoices and payments."""

from commissioning.actions.approving import (
    accept_invoice,
    approve_invoice,
    approve_invoices,
    approve_straight_through,
    look_at,
    reject_invoice,
    to_owe,
)
from commissioning.actions.bills import left_to_pay, remind_of_bills, say_paid
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
from commissioning.actions.crediting import credit_invoice, to_get_back
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
from commissioning.actions.invoicing import (
    send_call_offs,
    send_invoice,
    set_invoicing,
    withdraw_invoice,
    write_invoice,
)
from commissioning.actions.offers import end_offer, make_offer, take_up, undo_take_up
from commissioning.actions.owing import cancel_payment, owe, payment_arrived, payment_came_back, send_payment
from commissioning.actions.passports import share, stop_sharing
from commissioning.actions.querying import answer_query, left_to_ask, raise_query, resolve_query
from commissioning.actions.referees import ask_referees, give_reference
from commissioning.actions.registers import link_services, load_locations, say_same
from commissioning.actions.rescanning import scan_one
from commissioning.actions.retaining import forget_papers
from commissioning.actions.ruling import preview, set_rules
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
from commissioning.actions.waiving import agree_waiver, propose_waiver, refuse_waiver, take_back_waiver
from commissioning.actions.workers import add_worker, end_worker

__all__ = [
    "accept",
    "accept_invoice",
    "add_worker",
    "agree_grant",
    "agree_waiver",
    "also_elsewhere",
    "answer",
    "answer_query",
    "appeal",
    "appeal_suspension",
    "apply",
    "apply_for_grant",
    "approve_invoice",
    "approve_invoices",
    "approve_straight_through",
    "as_seen",
    "ask",
    "ask_for_help",
    "ask_outcomes",
    "ask_referees",
    "cancel_payment",
    "credit_invoice",
    "end_offer",
    "end_worker",
    "expire_some",
    "finish_step",
    "forget_concerns",
    "forget_grants",
    "forget_papers",
    "give_reference",
    "hand_back",
    "keep_suspension",
    "left_to_ask",
    "left_to_pay",
    "lift_suspension",
    "link_services",
    "load_locations",
    "look_at",
    "look_into",
    "make_offer",
    "not_applicable",
    "note_case_reading",
    "note_file_reading",
    "note_grant_paid",
    "note_people_read",
    "note_reading",
    "note_reference",
    "note_status",
    "open_case",
    "open_missing",
    "open_starts",
    "owe",
    "payment_arrived",
    "payment_came_back",
    "preview",
    "propose_waiver",
    "raise_concern",
    "raise_query",
    "recompute",
    "recompute_some",
    "recount_old",
    "refuse",
    "refuse_grant",
    "refuse_waiver",
    "reject_invoice",
    "remind_of_bills",
    "remind_of_steps",
    "resolve_query",
    "say_circumstances",
    "say_outcome",
    "say_paid",
    "say_plan",
    "say_same",
    "scan_one",
    "send_call_offs",
    "send_invoice",
    "send_payment",
    "set_invoicing",
    "set_next_step",
    "set_route",
    "set_rules",
    "set_scheme",
    "settle_concern",
    "share",
    "show",
    "stop_sharing",
    "suspend_service",
    "take_back",
    "take_back_waiver",
    "take_on",
    "take_up",
    "to_get_back",
    "to_owe",
    "undo_take_up",
    "withdraw_grant",
    "withdraw_invoice",
    "write_invoice",
]
