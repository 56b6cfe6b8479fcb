"""Every change to people, their introductions and their money."""

from budgets.actions.affording import pot_in_hand, pots_of
from budgets.actions.agreeing import (
    accept,
    close_agreement,
    decline,
    end_agreement,
    last_day,
    note_support_reading,
    propose,
    tell_unanswered,
)
from budgets.actions.allocating import allocate
from budgets.actions.answering_together import say_no_to_day, say_yes_to_day
from budgets.actions.billing import (
    clearing_of,
    keep_promised,
    lower_due,
    note_invoiced,
    note_paid_by_holder,
    pot_for,
    release_invoiced,
    settle_visit,
    unsettle_visit,
)
from budgets.actions.catching_up import catch_up, remind
from budgets.actions.circle import add_to_circle, change_member, end_member, invite_again, join_circle, say_who_decides
from budgets.actions.confirming import confirm, confirm_visits, is_held, nobody_came, take_back_word
from budgets.actions.deaths import say_it_is_so, take_back_life
from budgets.actions.drafting import MOST_CHOICES, begin, choose, describe, record_ground
from budgets.actions.ending import ask_the_next, no_match, record_no_start, record_start, stop, withdraw
from budgets.actions.expenses import declare_expense, take_back_expense
from budgets.actions.extra import approve_extra, ask_extra, refuse_extra, withdraw_extra
from budgets.actions.joining import begin_for_myself, invite_person, join_person
from budgets.actions.leaving_together import answer_share, call_off_together, give_back, keep_together, leave_together
from budgets.actions.life import come_home, life_happens, refuse_impossible, settle_move, stopped_by
from budgets.actions.life_checks import end_ascot, load_ascot, note_life_reading, say_life
from budgets.actions.money import (
    agree_budget,
    note_money_reading,
    propose_budget,
    refuse_budget,
    set_limit,
    set_limits,
    take_back_budget,
)
from budgets.actions.offering import goes_up, look_over, offer, record_necessity, withdraw_offer
from budgets.actions.paying import left_for, pay_visit, pay_visits, take_back_payment
from budgets.actions.persons import add_person, change_person, hand_over, note_reading
from budgets.actions.planning import (
    AHEAD,
    drop_visits,
    due_in_absence,
    hold_money,
    let_money_go,
    plan_anew,
    plan_visits,
)
from budgets.actions.plans import (
    note_plan_reading,
    plan_first_review,
    record_review,
    remind_of_some_reviews,
    write_plan,
)
from budgets.actions.reasons import note_reason_reading
from budgets.actions.remembering import forget_introductions, forget_persons, forget_together
from budgets.actions.reminding import ask_about_silent, plan_or_tell, remind_of_return
from budgets.actions.returns import (
    add_receipts,
    answer_return,
    ask_about_return,
    mark_return_seen,
    read_receipt,
    remove_receipt,
    send_return,
)
from budgets.actions.sending import send
from budgets.actions.sessions_together import (
    call_off_session,
    plan_session,
    say_who_came,
    settle_session,
    take_back_day,
)
from budgets.actions.sheets import note_visits_reading, read_sheet, write_sheet
from budgets.actions.spending import set_spending
from budgets.actions.steps import take_back_step, take_step
from budgets.actions.surpluses import (
    ask_back,
    leave_surplus,
    raise_surplus,
    record_given_back,
    stop_asking,
)
from budgets.actions.taking_over import take_over, tell_colleagues
from budgets.actions.together import (
    begin_together,
    invite_together,
    join_together,
    note_together_reading,
    offer_together,
)
from budgets.actions.visiting import answer_proposal, call_off, due_if_called_off, move_visit, propose_time

__all__ = [
    "AHEAD",
    "MOST_CHOICES",
    "accept",
    "add_person",
    "add_receipts",
    "add_to_circle",
    "agree_budget",
    "allocate",
    "answer_proposal",
    "answer_return",
    "answer_share",
    "approve_extra",
    "ask_about_return",
    "ask_about_silent",
    "ask_back",
    "ask_extra",
    "ask_the_next",
    "begin",
    "begin_for_myself",
    "begin_together",
    "call_off",
    "call_off_session",
    "call_off_together",
    "catch_up",
    "change_member",
    "change_person",
    "choose",
    "clearing_of",
    "close_agreement",
    "come_home",
    "confirm",
    "confirm_visits",
    "declare_expense",
    "decline",
    "describe",
    "drop_visits",
    "due_if_called_off",
    "due_in_absence",
    "end_agreement",
    "end_ascot",
    "end_member",
    "forget_introductions",
    "forget_persons",
    "forget_together",
    "give_back",
    "goes_up",
    "hand_over",
    "hold_money",
    "invite_again",
    "invite_person",
    "invite_together",
    "is_held",
    "join_circle",
    "join_person",
    "join_together",
    "keep_promised",
    "keep_together",
    "last_day",
    "leave_surplus",
    "leave_together",
    "left_for",
    "let_money_go",
    "life_happens",
    "load_ascot",
    "look_over",
    "lower_due",
    "mark_return_seen",
    "move_visit",
    "no_match",
    "nobody_came",
    "note_invoiced",
    "note_life_reading",
    "note_money_reading",
    "note_paid_by_holder",
    "note_plan_reading",
    "note_reading",
    "note_reason_reading",
    "note_support_reading",
    "note_together_reading",
    "note_visits_reading",
    "offer",
    "offer_together",
    "pay_visit",
    "pay_visits",
    "plan_anew",
    "plan_first_review",
    "plan_or_tell",
    "plan_session",
    "plan_visits",
    "pot_for",
    "pot_in_hand",
    "pots_of",
    "propose",
    "propose_budget",
    "propose_time",
    "raise_surplus",
    "read_receipt",
    "read_sheet",
    "record_given_back",
    "record_ground",
    "record_necessity",
    "record_no_start",
    "record_review",
    "record_start",
    "refuse_budget",
    "refuse_extra",
    "refuse_impossible",
    "release_invoiced",
    "remind",
    "remind_of_return",
    "remind_of_some_reviews",
    "remove_receipt",
    "say_it_is_so",
    "say_life",
    "say_who_came",
    "say_no_to_day",
    "say_who_decides",
    "say_yes_to_day",
    "send",
    "send_return",
    "set_limit",
    "set_limits",
    "set_spending",
    "settle_move",
    "settle_session",
    "settle_visit",
    "stop",
    "stop_asking",
    "stopped_by",
    "take_back_budget",
    "take_back_day",
    "take_back_expense",
    "take_back_life",
    "take_back_payment",
    "take_back_step",
    "take_back_word",
    "take_over",
    "take_step",
    "tell_colleagues",
    "tell_unanswered",
    "unsettle_visit",
    "withdraw",
    "withdraw_extra",
    "withdraw_offer",
    "write_plan",
    "write_sheet",
]
