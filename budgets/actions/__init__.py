"""Every change to people, their introductions and their money."""

from budgets.actions.affording import pots_of
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
from budgets.actions.allocating import allocate, allocate_some
from budgets.actions.catching_up import catch_up, remind
from budgets.actions.drafting import MOST_CHOICES, begin, choose, describe, record_ground
from budgets.actions.ending import ask_the_next, no_match, record_no_start, record_start, stop, withdraw
from budgets.actions.expenses import declare_expense, take_back_expense
from budgets.actions.money import (
    agree_budget,
    note_money_reading,
    propose_budget,
    refuse_budget,
    set_limit,
    take_back_budget,
)
from budgets.actions.offering import look_over, offer, record_necessity, withdraw_offer
from budgets.actions.persons import add_person, change_person, hand_over, note_reading
from budgets.actions.planning import AHEAD, drop_visits, hold_money, let_money_go, plan_anew, plan_visits
from budgets.actions.remembering import forget_introductions, forget_persons
from budgets.actions.sending import send
from budgets.actions.taking_over import take_over, tell_colleagues

__all__ = [
    "AHEAD",
    "accept",
    "close_agreement",
    "decline",
    "end_agreement",
    "last_day",
    "note_support_reading",
    "look_over",
    "offer",
    "pots_of",
    "plan_anew",
    "propose",
    "record_necessity",
    "tell_unanswered",
    "withdraw_offer",
    "plan_visits",
    "drop_visits",
    "hold_money",
    "let_money_go",
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
