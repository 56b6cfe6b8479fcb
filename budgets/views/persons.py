"""The people whom a professional supports, as far as introductions need to know them."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from budgets import access, actions, display
from budgets.forms.persons import HandOverForm, PersonForm
from budgets.models import Introduction, Person
from marketplace.accounts.access import require

ON_A_PAGE = 20
FORM = ["GET", "HEAD", "POST"]


def _theirs(request, pk: UUID) -> Person:
    """One of their people, or nothing at all; each reading goes on the trail."""
    people = Person.objects.visible_to(request.actor).known().select_related("organisation", "named_worker")
    found = get_object_or_404(people, pk=pk)
    if request.method != "POST":
        actions.note_reading(None, found, by=request.actor)
    return found


@never_cache
@require_safe
def index(request) -> HttpResponse:
    """Whom they support, by initials; whose plan is to be looked at again comes first."""
    require(access.can_introduce(request.actor))
    found = Person.objects.visible_to(request.actor).known().reviews_first(timezone.localdate())
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "budgets/persons.html", {"people": page, "page": display.page_of(page)})


@never_cache
@require_safe
def detail(request, pk: UUID) -> HttpResponse:
    """One person and their introductions."""
    person = _theirs(request, pk)
    found = Introduction.objects.visible_to(request.actor).filter(person=person).by_deadline().with_choices()
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {"person": person, "rows": [display.row_of(each) for each in page], "page": display.page_of(page)}
    return render(request, "budgets/person.html", shown | {"hands": access.can_hand_over(request.actor, person)})


@never_cache
@require_http_methods(FORM)
def change(request, pk: UUID) -> HttpResponse:
    """What they are called, how they are reached and best spoken to."""
    person = _theirs(request, pk)
    form = PersonForm(request.POST if request.method == "POST" else None, initial=PersonForm.known(person))
    if request.method == "POST" and form.is_valid():
        actions.change_person(person, form.cleaned_data, by=request.actor)
        messages.success(request, _("Saved."))
        return redirect("budgets:person", pk)
    return render(request, "budgets/change_person.html", {"form": form, "person": person})


@never_cache
@require_http_methods(FORM)
def hand_over(request, pk: UUID) -> HttpResponse:
    """A colleague is their named worker from now on."""
    person = _theirs(request, pk)
    require(access.can_hand_over(request.actor, person))
    colleagues = access.colleagues_of(person)
    form = HandOverForm(request.POST if request.method == "POST" else None, colleagues=colleagues)
    if request.method == "POST" and form.is_valid():
        actions.hand_over(person, form.cleaned_data["to"], by=request.actor)
        messages.success(request, _("Handed over. We have told your colleague."))
        return redirect("budgets:persons")
    shown = {"form": form, "person": person, "has_colleagues": colleagues.exists()}
    return render(request, "budgets/hand_over.html", shown)
