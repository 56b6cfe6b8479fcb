"""Every change to people, their introductions and their money."""

from budgets.actions.allocating import allocate, allocate_some
from budgets.actions.catching_up import catch_up, remind
from budgets.actions.drafting import MOST_CHOICES, begin, choose, describe, record_ground
from budgets.actions.ending import ask_the_next, no_match, record_no_start, record_start, stop, withdraw
from budgets.actions.expenses import declare_expense, take_back_expense
from budgets.actions.life import end_ascot, load_ascot, note_life_reading, say_life
from budgets.actions.money import (
    agree_budget,
    note_money_reading,
    propose_budget,
    refuse_budget,
    set_limit,
    take_back_budget,
)
from budgets.actions.persons import add_person, change_person, hand_over, note_reading
from budgets.actions.remembering import forget_introductions, forget_persons
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
from budgets.actions.spending import set_spending
from budgets.actions.steps import take_back_step, take_step
from budgets.actions.surpluses import (
    ask_back,
    leave_surplus,
    raise_some,
    raise_surplus,
    record_given_back,
    stop_asking,
)
from budgets.actions.taking_over import take_over, tell_colleagues

__all__ = [
    "add_receipts",
    "answer_return",
    "ask_about_return",
    "mark_return_seen",
    "read_receipt",
    "remove_receipt",
    "send_return",
    "take_back_step",
    "take_step",
    "set_spending",
    "ask_back",
    "leave_surplus",
    "raise_some",
    "raise_surplus",
    "record_given_back",
    "stop_asking",
    "end_ascot",
    "load_ascot",
    "note_life_reading",
    "say_life",
    "note_money_reading",
    "declare_expense",
    "take_back_expense",
    "allocate",
    "allocate_some",
    "agree_budget",
    "propose_budget",
    "refuse_budget",
    "set_limit",
    "take_back_budget",
    "add_person",
    "change_person",
    "hand_over",
    "note_reading",
    "MOST_CHOICES",
    "begin",
    "describe",
    "choose",
    "record_ground",
    "send",
    "take_over",
    "tell_colleagues",
    "catch_up",
    "remind",
    "ask_the_next",
    "record_start",
    "record_no_start",
    "no_match",
    "withdraw",
    "stop",
    "forget_introductions",
    "forget_persons",
]
