"""The link with which somebody joins a circle, or opens their own page."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from budgets import access, actions
from budgets.actions.circle import JOINING
from budgets.actions.joining import OWN
from budgets.forms.circle import InvitePersonForm
from budgets.models import CircleMember, Person
from budgets.views import whose
from marketplace.accounts.access import require
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.links import open_link
from marketplace.workflow.models import PrivateLink
from marketplace.workflow.private_pages import secret_page

FORM = ["GET", "HEAD", "POST"]


@secret_page
@require_http_methods(FORM)
def joining(request, secret: str) -> HttpResponse:
    """Who it is, what one could see or do, and one button; whoever presses it has to be signed in."""
    link = open_link(secret, JOINING, OWN)
    person, member = _about(link) if link else (None, None)
    if link is None or person is None:
        return render(request, "budgets/joining_gone.html", status=404)
    if request.method == "POST" and request.actor.is_signed_in:
        return _join(request, link, person, member)
    page = "joining" if request.actor.is_signed_in else "joining_sign_in"
    return render(request, f"budgets/{page}.html", {"person": person, "member": member})


def _about(link: PrivateLink) -> tuple[Person | None, CircleMember | None]:
    """The person, and the place in their circle that the link is for; nothing once its time is over."""
    if link.purpose == OWN:
        return Person.objects.known().select_related("organisation").filter(pk=link.subject_id).first(), None
    members = CircleMember.objects.not_over().filter(person__forgotten_at=None)
    member = members.select_related("person__organisation", "added_by").filter(pk=link.subject_id).first()
    return (member.person if member else None), member


def _join(request, link: PrivateLink, person: Person, member: CircleMember | None) -> HttpResponse:
    try:
        if member:
            actions.join_circle(member, link, by=request.actor)
            messages.success(request, _("You have joined."))
            return redirect("budgets:my-people")
        actions.join_person(person, link, by=request.actor)
        messages.success(request, _("This is your own page now."))
        return redirect("budgets:my-plan")
    except RuleBroken as refused:
        shown = {"person": person, "member": member, "why": str(refused)}
        return render(request, "budgets/joining.html", shown, status=409)


@never_cache
@require_http_methods(FORM)
def invite(request, pk: UUID) -> HttpResponse:
    """The named worker sends the person a link of their own."""
    person = whose.looked_after(request.actor, pk)
    require(access.is_named_worker(request.actor, person))
    form = InvitePersonForm(request.POST if request.method == "POST" else None, initial=InvitePersonForm.known(person))
    if request.method == "POST" and form.is_valid():
        try:
            actions.invite_person(person, form.cleaned_data["email"], by=request.actor)
            messages.success(request, _("We have sent them the invitation."))
            return redirect("budgets:person", pk)
        except RuleBroken as refused:
            form.add_error(None, str(refused))
    return render(request, "budgets/invite_person.html", {"form": form, "person": person})
