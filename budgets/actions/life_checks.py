"""How life is: said by the person, or typed in for them; and the wording of a licensed instrument."""

import json
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import access, ascot, wellbeing
from budgets.models import AscotWording, Instrument, LifeCheck, Person
from budgets.weeks import refuse
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.keys import is_done
from marketplace.workflow.moves import record_entry


@transaction.atomic
def say_life(person: Person, instrument: str, levels: Mapping[str, int], *, key: UUID, by: Actor) -> LifeCheck:
    """One check of today; whoever may see the plan may type it in, with the person."""
    require(access.can_see_life(by, person))
    if is_done(key, "say-life", person, instrument, levels, by=by):
        return LifeCheck.objects.get(key=key)
    today = timezone.localdate()
    if instrument == Instrument.ASCOT:
        _must_be_on()
        refuse(_ascot_problems(levels))
    else:
        refuse(wellbeing.problems(wellbeing.Check(today, {k: wellbeing.Level(v) for k, v in levels.items()})))
    facts = {"instrument": instrument, "said": json.dumps(dict(levels)), "said_on": today, "account": by.account}
    made = LifeCheck.objects.create(key=key, person=person, **facts)
    record_entry(made, "said", by=by)
    return made


def _must_be_on() -> None:
    if AscotWording.objects.on() is None:
        raise RuleBroken(_("Nobody here has the licence and the wording of this instrument."))


def _ascot_problems(levels: Mapping[str, int]) -> list[str]:
    if not levels:
        return [_("Answer one question at least. You can leave out the others.")]
    if set(levels) - ascot.BY_KEY.keys() or not set(levels.values()) <= {1, 2, 3, 4}:
        return [_("Choose from the answers that are there.")]
    return []


@transaction.atomic
def load_ascot(holder: str, licensed_on: date, wording: Mapping, *, by: Actor) -> AscotWording:
    """A licensee's wording takes the place of the one before."""
    require(bool(by.rule))
    end_ascot(by=by)
    made = AscotWording.objects.create(licence_holder=holder, licensed_on=licensed_on, wording=dict(wording))
    record_entry(made, "loaded", by=by)
    return made


@transaction.atomic
def end_ascot(*, by: Actor) -> bool:
    """Nothing of it is asked any more; what was said stays with those who said it."""
    require(bool(by.rule))
    on = AscotWording.objects.on()
    if on is None:
        return False
    on.ended_at = timezone.now()
    on.save(update_fields=["ended_at"])
    record_entry(on, "ended", by=by)
    return True


@transaction.atomic
def note_life_reading(person: Person, *, by: Actor) -> None:
    """Each reading by another is on the trail."""
    require(access.can_see_life(by, person))
    record_entry(person, "life-read", by=by)
