"""Whose page it is: one's own under /my/, that of somebody else under /people/; strangers find nothing."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from budgets import access, actions
from budgets.models import Person
from marketplace.accounts.actors import Actor


def own(actor: Actor) -> Person | None:
    """The person that one is oneself, if one has begun."""
    return _people().own(actor).first()


def of_power(actor: Actor, pk: UUID | None, power: str) -> Person:
    """Oneself, or somebody for whom one may do this today."""
    if pk is None:
        return _or_nothing(own(actor))
    return get_object_or_404(_people().open_to(actor, power), pk=pk)


def looked_after(actor: Actor, pk: UUID | None) -> Person:
    """Oneself, or somebody whose named worker one is."""
    if pk is None:
        return _or_nothing(own(actor))
    return get_object_or_404(_people().looked_after_by(actor), pk=pk)


def _people():
    return Person.objects.known().select_related("organisation", "named_worker", "account")


def _or_nothing(person: Person | None) -> Person:
    if person is None:
        raise Http404
    return person


def home_of(actor: Actor, person: Person) -> str:
    """Where the actor came from to this person."""
    if access.is_own(actor, person):
        return reverse("budgets:my-plan")
    if access.can_see_person(actor, person):
        return reverse("budgets:person", args=[person.pk])
    return reverse("budgets:my-people")


def address(name: str, person: Person, *, is_mine: bool, more: tuple = ()) -> str:
    """The page of this name: 'plan' is /my/plan/ or /people/<pk>/plan/."""
    if is_mine:
        return reverse(f"budgets:my-{name}", args=more)
    return reverse(f"budgets:{name}", args=[person.pk, *more])


def mine(request) -> Person | None:
    """The reader's own file, where a body keeps one."""
    return own(request.actor)


def theirs(request, pk: UUID) -> Person:
    """A person whose money the actor may see; each reading goes on the trail."""
    found = get_object_or_404(_people(), pk=pk)
    if not access.can_see_money(request.actor, found):
        raise Http404
    if request.method in ("GET", "HEAD"):
        actions.note_money_reading(found, by=request.actor)
    return found
