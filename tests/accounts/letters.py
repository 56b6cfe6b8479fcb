"""Reading the letters that the outbox would send."""

import re

from marketplace.notifications import tasks


def post(mailoutbox) -> list:
    """Send what is owed and give all letters so far."""
    tasks.sweep()
    return mailoutbox


def newest(mailoutbox):
    return post(mailoutbox)[-1]


def code_in(letter) -> str:
    """The code that a letter carries on a line of its own."""
    return re.search(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})$", letter.body, re.MULTILINE)[1]


def path_in(letter) -> str:
    """The path of the first link in a letter."""
    return re.search(r"https?://[^/\s]+(/\S*)", letter.body)[1]
