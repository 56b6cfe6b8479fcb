"""What is blanked in time: whom an introduction was about, and who people are of whom nothing is kept any more."""

from django.db import transaction
from django.utils import timezone

from budgets.models import (
    Agreement,
    BudgetVersion,
    CircleMember,
    FirstVisitSheet,
    Introduction,
    IntroductionChoice,
    LifeChange,
    LifeCheck,
    Person,
    Plan,
    Review,
    SharedArrangement,
    SharedSession,
    Visit,
)
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor

WORDS = {"words": "", "initials": "", "ground_who": "", "ground_why": "", "digest": "", "needs": [], "times": []}
NAMES = {"name": "", "initials": "", "way": "", "address": "", "communication_note": "", "communication": [],
         "represented_because": ""}  # fmt: skip
CIRCLE = {"name": "", "email": "", "note": "", "account": None}


@transaction.atomic
def forget_introductions(*, by: Actor, most: int = 1000) -> int:
    """Two years after its end: what was decided and when stays, whom and what it was about does not."""
    require(bool(by.rule))
    keys = list(Introduction.objects.past_remembering().order_by("pk").values_list("pk", flat=True)[:most])
    IntroductionChoice.objects.filter(introduction__in=keys).update(reason="")
    return Introduction.objects.filter(pk__in=keys).update(**WORDS, forgotten_at=timezone.now())


@transaction.atomic
def forget_persons(*, by: Actor, most: int = 1000) -> int:
    """Somebody about whom nothing younger than two years is kept is nobody any more."""
    require(bool(by.rule))
    keys = list(Person.objects.past_remembering().order_by("pk").values_list("pk", flat=True)[:most])
    CircleMember.objects.filter(person__in=keys).update(**CIRCLE)
    BudgetVersion.objects.filter(budget__person__in=keys).update(why="", because="")
    Agreement.objects.filter(person__in=keys).update(why="", because="")
    Plan.objects.filter(person__in=keys).delete()
    Review.objects.filter(person__in=keys).update(said="")
    LifeCheck.objects.filter(person__in=keys).update(said="")
    FirstVisitSheet.objects.filter(person__in=keys).delete()
    LifeChange.objects.filter(person__in=keys).update(note="")
    Visit.objects.filter(agreement__person__in=keys).update(note="", who_came="")
    return Person.objects.filter(pk__in=keys).update(**NAMES, forgotten_at=timezone.now())


@transaction.atomic
def forget_together(*, by: Actor) -> int:
    """What was shared, in words, is blanked two years after its end; how many were blanked."""
    require(bool(by.rule))
    found = SharedArrangement.objects.past_remembering()
    SharedSession.objects.filter(arrangement__in=found.values("pk")).update(why_not="")
    return found.update(what="", when="")
