"""The enterprise's side: what waits for an answer, by its last day, and one enquiry."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from marketplace.accounts.actors import Actor
from marketplace.accounts.ids import uuid7
from marketplace.workflow.errors import RuleBroken
from providers import enquiring
from providers.actions import enquiries
from providers.forms.enquiries import AnswerForm, CloseForm, NothingForm, ReportForm, SayForm, StartForm
from providers.models import Block, Enquiry
from providers.views.enquiries.following import paged

ON_A_PAGE = 20
SHOWN = {"waiting": ("sent", "seen"), "talking": ("answered", "talking", "agreed"), "over": ("closed", "lapsed")}


@never_cache
@require_safe
def inbox(request) -> HttpResponse:
    """What waits for an answer, the last day nearest first; what is talked about; what is over."""
    asked = request.GET.get("show", "")
    show = asked if asked in SHOWN else "waiting"
    mine = Enquiry.objects.to_own(request.actor)
    page = Paginator(mine.shown(SHOWN[show]).with_service(), ON_A_PAGE).get_page(request.GET.get("page"))
    counts = mine.status_counts()
    context = {
        "rows": [{"asked": each, "clock": enquiring.clock(each)} for each in page],
        "page": paged(page, f"show={show}"),
        "show": show,
        "counts": {name: sum(counts.get(status, 0) for status in statuses) for name, statuses in SHOWN.items()},
    }
    return render(request, "providers/enquiries/inbox.html", context)


def _own(actor: Actor, pk: UUID) -> Enquiry:
    return get_object_or_404(Enquiry.objects.to_own(actor).with_service(), pk=pk)


@never_cache
@require_safe
def enquiry(request, pk: UUID) -> HttpResponse:
    """One of them; opening it says that it was read."""
    found = _own(request.actor, pk)
    enquiries.see(found, by=request.actor)
    return _page(request, found)


def _page(request, found: Enquiry, *, which: str = "", bound=None, status: int = 200) -> HttpResponse:
    blank = {name: form(auto_id=f"{name}-%s", initial={"key": uuid7()}) for name, (form, _do) in ACTS.items()}
    blocked = Block.objects.filter(
        enterprise=found.service.enterprise, contact_digest=found.contact_digest or "-"
    ).exists()
    context = {
        "asked": found,
        "steps": enquiring.steps(found, reader="asked"),
        "clock": enquiring.clock(found),
        "facts": enquiring.facts(found),
        "lines": list(found.lines.all()),
        "forms": blank | ({which: bound} if which else {}),
        "form": bound or NothingForm(),
        "is_blocked": blocked,
    }
    return render(request, "providers/enquiries/answer.html", context, status=status)


@never_cache
@require_POST
def act(request, pk: UUID, what: str) -> HttpResponse:
    """The enterprise does one thing; whatever is refused is said on the same page, with what was typed."""
    found = _own(request.actor, pk)
    if what not in ACTS:
        raise Http404
    kind, do = ACTS[what]
    form = kind(request.POST, auto_id=f"{what}-%s")
    if form.is_valid():
        try:
            messages.success(request, do(found, form.cleaned_data, request.actor))
            return redirect("providers:answer-enquiry", pk)
        except RuleBroken as refused:
            form.add_error(None, str(refused))
    status = 409 if form.non_field_errors() else 200
    return _page(request, _own(request.actor, pk), which=what, bound=form, status=status)


# --- What the enterprise does: each says what to tell it -------------------------------------------------------------
def _answer(found: Enquiry, said: dict, by: Actor) -> str:
    enquiries.answer(found, said["answer"], said["reason"], said["words"], by=by)
    return _("Thank you for answering. They are told at once.")


def _say(found: Enquiry, said: dict, by: Actor) -> str:
    enquiries.say(found, said["words"], key=said["key"], by=by)
    return _("Sent. They are told that you wrote.")


def _agree(found: Enquiry, said: dict, by: Actor) -> str:
    enquiries.agree(found, by=by)
    return _("Good. We have told them.")


def _start(found: Enquiry, said: dict, by: Actor) -> str:
    enquiries.record_start(found, said["started_on"], by=by)
    return _("Good. We have told them.")


def _close(found: Enquiry, said: dict, by: Actor) -> str:
    enquiries.close(found, said["outcome"], by=by)
    return _("It is closed, and they are told.")


def _block(found: Enquiry, said: dict, by: Actor) -> str:
    enquiries.block(found, by=by)
    return _("They cannot ask you any more. We do not tell them why.")


def _unblock(found: Enquiry, said: dict, by: Actor) -> str:
    enquiries.unblock(found, by=by)
    return _("They may ask you again.")


def _report(found: Enquiry, said: dict, by: Actor) -> str:
    enquiries.report(found, said["words"], key=said["key"], by=by)
    return _("Thank you for telling us. A person looks into it.")


ACTS: dict[str, tuple[type[forms.Form], Callable]] = {
    "answer": (AnswerForm, _answer),
    "say": (SayForm, _say),
    "agree": (NothingForm, _agree),
    "started": (StartForm, _start),
    "close": (CloseForm, _close),
    "block": (NothingForm, _block),
    "unblock": (NothingForm, _unblock),
    "report": (ReportForm, _report),
}
