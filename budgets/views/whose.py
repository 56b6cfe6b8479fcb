"""Whose money or life a page is about: the reader's own, or that of somebody for whom they may see it."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from budgets import access, actions
from budgets.models import Person


def mine(request) -> Person | None:
    """The reader's own file, where a body keeps one."""
    found = Person.objects.filter(account=request.actor.person).known().select_related("organisation", "account")
    return found.order_by("created_at").first()


def theirs(request, pk: UUID) -> Person:
    """A person whose money the actor may see; each reading goes on the trail."""
    found = get_object_or_404(Person.objects.known().select_related("organisation", "account"), pk=pk)
    if not access.can_see_money(request.actor, found):
        raise Http404
    if request.method in ("GET", "HEAD"):
        actions.note_money_reading(found, by=request.actor)
    return found
