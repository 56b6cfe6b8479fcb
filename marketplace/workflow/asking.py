"""Questions to the database that show themselves whether the connection lives, so that nobody asks that first."""

from collections.abc import Callable
from typing import Any

from django.db import OperationalError, connection
from django.db.backends.utils import CursorWrapper

Question = Callable[[CursorWrapper], Any]


def ask(question: Question) -> Any:
    """The answer, over a new connection where the old one had died; the question is one that may be asked twice."""
    line: Any = connection
    was_looked_at, line.health_check_done = line.health_check_done, True
    try:
        return _answer(question)
    except OperationalError:
        if was_looked_at or line.in_atomic_block or line.is_usable():
            raise
        line.close()
        return _answer(question)


def _answer(question: Question) -> Any:
    with connection.cursor() as cursor:
        return question(cursor)
