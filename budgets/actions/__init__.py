"""Every change to people, their introductions and their money."""

from budgets.actions.allocating import allocate, allocate_some
from budgets.actions.catching_up import catch_up, remind
from budgets.actions.confirming import confirm, confirm_visits, is_held, nobody_came, take_back_word
from budgets.actions.drafting import MOST_CHOICES, begin, choose, describe, record_ground
from budgets.actions.ending import ask_the_next, no_match, record_no_start, record_start, stop, withdraw
from budgets.actions.expenses import declare_expense, take_back_expense
from budgets.actions.life import come_home, life_happens, stopped_by, take_back_life
from budgets.actions.money import (
    agree_budget,
    note_money_reading,
    propose_budget,
    refuse_budget,
    set_limit,
    take_back_budget,
)
from budgets.actions.paying import left_for, pay_visit, pay_visits, take_back_payment
from budgets.actions.persons import add_person, change_person, hand_over, note_reading
from budgets.actions.planning import AHEAD, drop_visits, hold_money, let_money_go, plan_visits
from budgets.actions.remembering import forget_introductions, forget_persons
from budgets.actions.reminding import ask_about_silent
from budgets.actions.sending import send
from budgets.actions.sheets import note_visits_reading, read_sheet, write_sheet
from budgets.actions.taking_over import take_over, tell_colleagues
from budgets.actions.visiting import answer_proposal, call_off, due_if_called_off, move_visit, propose_time

__all__ = [
    "AHEAD",
    "confirm",
    "left_for",
    "note_visits_reading",
    "confirm_visits",
    "nobody_came",
    "take_back_word",
    "is_held",
    "call_off",
    "move_visit",
    "propose_time",
    "answer_proposal",
    "due_if_called_off",
    "pay_visit",
    "pay_visits",
    "take_back_payment",
    "life_happens",
    "come_home",
    "take_back_life",
    "stopped_by",
    "ask_about_silent",
    "write_sheet",
    "read_sheet",
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
