"""For every Celery task a small world: what is there before it runs, and what must be so however often it ran.

A file for each app. A world sets rows up and gives the arguments to call the task with, and a check of its one effect:

    @world("enquiries.lapse")
    def lapse() -> Case:
        enquiry = EnquiryFactory(answer_by=yesterday)
        def one_effect():
            assert Entry.objects.filter(subject_id=enquiry.pk, what="sent>lapsed").count() == 1
        return Case([], one_effect)

tests/test_tasks_twice.py does the rest, for all tasks: twice, in parallel, out of order, by real workers.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules


@dataclass
class Case:
    """The arguments of a task, and its one effect."""

    arguments: list
    one_effect: Callable[[], None]


WORLDS: dict[str, Callable[[], Case]] = {}


def world(task: str) -> Callable:
    """Say that this function makes the world of a task."""

    def keep(make: Callable[[], Case]) -> Callable[[], Case]:
        assert task not in WORLDS, f"{task} has two worlds"
        WORLDS[task] = make
        return make

    return keep


def load() -> dict[str, Callable[[], Case]]:
    """Every world of every file here."""
    for found in iter_modules(__path__):
        import_module(f"{__name__}.{found.name}")
    return WORLDS
