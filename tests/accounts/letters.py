"""Reading the letters that the outbox would send."""

import re

from marketplace.notifications import tasks


def post(mailoutbox) -> list:
    """Send what is owed and give all letters so far."""
    tasks.sweep()
    return mailoutbox


def newest(mailoutbox):
    return post(mailoutbox)[-1]


def find(pattern: str, text: str) -> str:
    """What the pattern's group stands for in the text, which has it."""
    found = re.search(pattern, text, re.MULTILINE)
    assert found, f"no {pattern} in {text}"
    return found[1]


def code_in(letter) -> str:
    """The code that a letter carries on a line of its own."""
    return find(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})$", letter.body)


def path_in(letter) -> str:
    """The path of the first link in a letter."""
    return find(r"https?://[^/\s]+(/\S*)", letter.body)
