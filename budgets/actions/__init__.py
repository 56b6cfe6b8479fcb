"""Every change to people and their introductions."""

from budgets.actions.catching_up import catch_up, remind
from budgets.actions.drafting import MOST_CHOICES, begin, choose, describe, record_ground
from budgets.actions.ending import ask_the_next, no_match, record_no_start, record_start, stop, withdraw
from budgets.actions.persons import add_person, change_person, hand_over, note_reading
from budgets.actions.remembering import forget_introductions, forget_persons
from budgets.actions.sending import send
from budgets.actions.taking_over import take_over, tell_colleagues

__all__ = [
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
