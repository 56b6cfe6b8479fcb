"""The desk of a council or of the operator: whom to ring, and what came by phone or on paper."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.accounts.ids import uuid7
from marketplace.organisations.models import Organisation
from marketplace.workflow.errors import RuleBroken
from providers import access, enquiring
from providers.actions import enquiries
from providers.forms.enquiries import (
    AnswerForm,
    CloseAtDeskForm,
    ConfirmedForm,
    DaysForm,
    NextForm,
    NothingForm,
    ReferenceForm,
    StartAtDeskForm,
    WordForm,
)
from providers.models import Enquiry
from providers.next_choices import what_next
from providers.views.enquiries.following import listed, paged

ON_A_PAGE = 20
LISTS: dict[str, Callable] = {
    "ring": lambda here: here.to_ring(),
    "confirm": lambda here: here.to_confirm(),
    "waiting": lambda here: here.shown(("sent", "seen")),
    "talking": lambda here: here.shown(("answered", "talking", "agreed")),
    "over": lambda here: here.shown(("closed", "lapsed")).order_by("-ended_at", "pk"),
}


@never_cache
@require_safe
def desk(request) -> HttpResponse:
    """Whom to ring first; then what waits for an answer, the last day nearest first."""
    require(access.can_use_desk(request.actor))
    here = Enquiry.objects.of_desk(request.actor)
    lists = {name: of(here) for name, of in LISTS.items()}
    asked = request.GET.get("show", "")
    show = asked if asked in lists else "ring"
    form = ReferenceForm(request.GET if "reference" in request.GET else None)
    is_found = form.is_bound and form.is_valid()
    found = here.with_reference(form.cleaned_data["reference"]) if is_found else lists[show]
    page = Paginator(found.with_service(), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": [{"asked": each, "clock": enquiring.clock(each)} for each in page],
        "page": paged(page, f"show={show}"),
        "show": "" if is_found else show,
        "form": form,
        "counts": {name: each.count() for name, each in lists.items()},
    }
    return render(request, "providers/enquiries/desk.html", context)


def _at_desk(actor: Actor, pk: UUID) -> Enquiry:
    """One that the actor may take down; never one to their own enterprise."""
    found = get_object_or_404(Enquiry.objects.of_desk(actor).with_service(), pk=pk)
    require(access.desk_of(actor, found) is not None)
    return found


@never_cache
@require_safe
def enquiry(request, pk: UUID) -> HttpResponse:
    """One of them, with who asked and how to reach them: reading it goes on the trail."""
    found = _at_desk(request.actor, pk)
    enquiries.note_reading(found, by=request.actor)
    return _page(request, found)


def _page(request, found: Enquiry, *, which: str = "", bound=None, status: int = 200) -> HttpResponse:
    blank = {name: form(auto_id=f"{name}-%s", initial={"key": uuid7()}) for name, (form, _do) in ACTS.items()}
    context = {
        "asked": found,
        "steps": enquiring.steps(found, reader="desk"),
        "clock": enquiring.clock(found),
        "facts": enquiring.facts(found),
        "forms": blank | ({which: bound} if which else {}),
        "form": bound or NothingForm(),
    } | what_next(found)
    return render(request, "providers/enquiries/desk_enquiry.html", context, status=status)


@never_cache
@require_POST
def act(request, pk: UUID, what: str) -> HttpResponse:
    """Write down what somebody said on the phone or on paper."""
    found = _at_desk(request.actor, pk)
    if what not in ACTS:
        raise Http404
    kind, do = ACTS[what]
    form = kind(request.POST, auto_id=f"{what}-%s")
    if form.is_valid():
        try:
            words = do(found, form.cleaned_data, request.actor)
            messages.success(request, words or _("Written down. Those who need to know are told."))
            return redirect("providers:desk-enquiry", pk)
        except RuleBroken as refused:
            form.add_error(None, str(refused))
    status = 409 if form.non_field_errors() else 200
    return _page(request, _at_desk(request.actor, pk), which=what, bound=form, status=status)


def _confirm(found: Enquiry, said: dict, by: Actor) -> None:
    enquiries.confirm(found, by=by, may_share=said["may_share"])


def _answer(found: Enquiry, said: dict, by: Actor) -> None:
    enquiries.answer(found, said["answer"], said["reason"], said["words"], by=by)


def _share(found: Enquiry, said: dict, by: Actor) -> None:
    enquiries.share_contact(found, by=by)


def _agree(found: Enquiry, said: dict, by: Actor) -> None:
    enquiries.agree(found, word=said["word"], by=by)


def _start(found: Enquiry, said: dict, by: Actor) -> None:
    enquiries.record_start(found, said["started_on"], word=said["word"], by=by)


def _close(found: Enquiry, said: dict, by: Actor) -> None:
    enquiries.close(found, said["outcome"], word=said["word"], by=by)


def _next(found: Enquiry, said: dict, by: Actor) -> str:
    again = enquiries.ask_next(found, listed(said["service"]), key=said["key"], by=by)
    facts = {"who": again.service.people, "reference": again.reference, "day": enquiring.last_day(again)}
    return _("%(who)s is asked now, and answers by %(day)s. Its reference is %(reference)s.") % facts


ACTS: dict[str, tuple[type[forms.Form], Callable]] = {
    "confirm": (ConfirmedForm, _confirm),
    "answer": (AnswerForm, _answer),
    "share": (NothingForm, _share),
    "agree": (WordForm, _agree),
    "started": (StartAtDeskForm, _start),
    "close": (CloseAtDeskForm, _close),
    "next": (NextForm, _next),
}


@require_http_methods(["GET", "HEAD", "POST"])
def days(request) -> HttpResponse:
    """A commissioner says within how many working days enterprises here answer."""
    council: Organisation | None = access.councils_of(request.actor).order_by("name", "pk").first()
    if council is None:
        raise PermissionDenied
    form = DaysForm(request.POST or None, initial={"enquiry_days": council.enquiry_days})
    if request.method == "POST" and form.is_valid():
        enquiries.set_days(council, form.cleaned_data["enquiry_days"], by=request.actor)
        messages.success(request, _("Saved. It holds for what is asked from now on."))
        return redirect("providers:review")
    return render(request, "providers/enquiries/days.html", {"form": form, "council": council})
