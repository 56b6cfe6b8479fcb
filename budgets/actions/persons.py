"""People: added, changed, handed to a colleague; and every reading of what is kept about them."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from budgets import access
from budgets.models import Introduction, Person
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.notifications.outbox import notify
from marketplace.organisations.models import Organisation
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, record_entry

TOLD = ("name", "initials", "outcode", "way", "address", "communication", "communication_note")


@transaction.atomic
def add_person(organisation: Organisation, facts: Mapping, *, by: Actor) -> Person:
    """Somebody whom the organisation supports; whoever adds them is their named worker."""
    require(access.can_introduce(by, organisation))
    _is_called_something(facts)
    told = {name: facts[name] for name in TOLD if name in facts}
    person = Person.objects.create(organisation=organisation, named_worker=by.person, **told)
    record_entry(person, "added", by=by)
    return person


def _is_called_something(facts: Mapping) -> None:
    if not (facts.get("name", "").strip() or facts.get("initials", "").strip()):
        raise RuleBroken(_("Type their name, or at least their initials."))


@transaction.atomic
def change_person(person: Person, facts: Mapping, *, by: Actor) -> None:
    """What they are called, where they are, how they are reached and in which form they read."""
    lock(person)
    require(access.can_change_person(by, person))
    told = {name: facts[name] for name in TOLD if name in facts}
    _is_called_something({"name": person.name, "initials": person.initials, **told})
    for name, value in told.items():
        setattr(person, name, value)
    person.save(update_fields=list(told))
    record_entry(person, "changed", by=by)


@transaction.atomic
def hand_over(person: Person, to: User, *, by: Actor) -> None:
    """The named worker gives the person to a colleague of the same organisation, who is told."""
    lock(person)
    require(access.can_hand_over(by, person))
    if not access.can_take_on(to, person):
        raise RuleBroken(_("They do not introduce people for %(body)s.") % {"body": person.organisation.name})
    person.named_worker = to
    person.save(update_fields=["named_worker"])
    entry = record_entry(person, "handed-over", by=by)
    notify(to, "person-handed-over", key=f"person-handed-over:{entry.pk}", context={"by": by.person.name})


@transaction.atomic
def note_reading(introduction: Introduction | None, person: Person | None, *, by: Actor) -> None:
    """Somebody opened what is kept about a person: it goes on the trail."""
    if introduction is not None:
        require(access.can_stop(by, introduction))
        record_entry(introduction, "read", by=by)
    if person is not None:
        require(introduction is not None or access.can_see_person(by, person))
        record_entry(person, "read", by=by)
