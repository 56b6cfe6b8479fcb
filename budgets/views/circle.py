"""The circle: who is in it, what each may do, and from when to when; and the people in whose circle one is."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budgets import access, actions
from budgets.forms.circle import CircleForm, DecidesForm, MemberForm
from budgets.models import CircleMember
from budgets.views import whose
from marketplace.accounts.access import require
from marketplace.workflow.errors import RuleBroken

FORM = ["GET", "HEAD", "POST"]


def _shown(request, person, **more) -> dict:
    is_mine = access.is_own(request.actor, person)
    home = whose.home_of(request.actor, person)
    return {"person": person, "is_mine": is_mine, "home": home, **more}


@never_cache
@require_safe
def circle(request, pk: UUID | None = None) -> HttpResponse:
    """Who is in it now, who comes, and who was."""
    person = whose.looked_after(request.actor, pk)
    if access.is_named_worker(request.actor, person):
        actions.note_reading(None, person, by=request.actor)
    members = list(person.circle.select_related("account"))
    can_of = {each.kind: _can(request.actor, each) for each in members}
    rows = [{"member": each, "can": can_of[each.kind]} for each in members if each.standing != "ended"]
    past = [each for each in members if each.standing == "ended"]
    can = {"decides": access.is_named_worker(request.actor, person)}
    return render(request, "budgets/circle.html", _shown(request, person, rows=rows, past=past, can=can))


def _can(actor, member: CircleMember) -> dict:
    """What the person or their worker may do about somebody of this kind."""
    return {"change": access.can_change_member(actor, member), "end": access.can_end_member(actor, member)}


@never_cache
@require_http_methods(FORM)
def add(request, pk: UUID | None = None) -> HttpResponse:
    """Somebody new; an invitation goes to their e-mail."""
    person = whose.looked_after(request.actor, pk)
    is_worker = access.is_named_worker(request.actor, person)
    form = CircleForm(request.POST if request.method == "POST" else None, is_worker=is_worker)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_to_circle(person, form.facts(), form.cleaned_data["powers"], by=request.actor)
            messages.success(request, _("Added. We have sent them the invitation."))
            return redirect(whose.address("circle", person, is_mine=pk is None))
        except RuleBroken as refused:
            form.add_error(None, str(refused))
    return render(request, "budgets/circle_add.html", _shown(request, person, form=form))


def _member(request, pk: UUID) -> CircleMember:
    """One of the circle of somebody whose circle one keeps, or one's own place in it."""
    found = CircleMember.objects.of_whom(request.actor).select_related("person__organisation", "account")
    return get_object_or_404(found, pk=pk)


def _back(request, member: CircleMember) -> str:
    if not access.can_keep_circle(request.actor, member.person):
        return whose.home_of(request.actor, member.person)
    return whose.address("circle", member.person, is_mine=access.is_own(request.actor, member.person))


@never_cache
@require_http_methods(FORM)
def change(request, pk: UUID) -> HttpResponse:
    """What they may from now on, and until which day."""
    member = _member(request, pk)
    require(access.can_change_member(request.actor, member))
    start = {"powers": member.powers, "ends_on": member.ends_on}
    form = MemberForm(request.POST if request.method == "POST" else None, member=member, initial=start)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.change_member(member, given["powers"], ends_on=given["ends_on"], by=request.actor)
            messages.success(request, _("Saved."))
            return redirect(_back(request, member))
        except RuleBroken as refused:
            form.add_error(None, str(refused))
    shown = _shown(request, member.person, member=member, form=form, back=_back(request, member))
    return render(request, "budgets/circle_change.html", shown)


@never_cache
@require_http_methods(FORM)
def end(request, pk: UUID) -> HttpResponse:
    """Are you sure? Then they see and do nothing more."""
    member = _member(request, pk)
    require(access.can_end_member(request.actor, member))
    back = _back(request, member)
    if request.method == "POST":
        actions.end_member(member, by=request.actor)
        messages.success(request, _("It has ended. They see and do nothing more."))
        return redirect(back)
    shown = {"member": member, "back": back, "is_me": member.account_id == request.actor.person.pk}
    return render(request, "budgets/circle_end.html", _shown(request, member.person, **shown))


@require_POST
def again(request, pk: UUID) -> HttpResponse:
    """The invitation once more; the link before stops."""
    member = _member(request, pk)
    actions.invite_again(member, by=request.actor)
    messages.success(request, _("We have sent the invitation again."))
    return redirect(_back(request, member))


@never_cache
@require_http_methods(FORM)
def decides(request, pk: UUID) -> HttpResponse:
    """Whether the person decides themselves, and how that is known."""
    person = whose.looked_after(request.actor, pk)
    require(access.is_named_worker(request.actor, person))
    start = {"who": "others" if person.is_represented else "person", "because": person.represented_because}
    form = DecidesForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.say_who_decides(person, given["who"] == "others", given["because"], by=request.actor)
        messages.success(request, _("Saved."))
        return redirect("budgets:circle", pk)
    return render(request, "budgets/decides.html", _shown(request, person, form=form))


@never_cache
@require_safe
def my_people(request) -> HttpResponse:
    """The people in whose circle I am, with what I may open for each."""
    members = CircleMember.objects.of(request.actor).filter(person__forgotten_at=None).select_related("person")
    return render(request, "budgets/my_people.html", {"members": members})
