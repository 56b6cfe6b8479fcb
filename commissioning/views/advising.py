"""Help to start, for the council: the caseload, one enterprise, grants, and what is offered."""

from collections import Counter
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commissioning import access, actions
from commissioning.forms.starting import (
    DecideGrantForm,
    NextStepForm,
    OfferForm,
    OutcomeForm,
    PaidForm,
    SchemeForm,
)
from commissioning.models import Grant, GrantScheme, NextStep, Offer, Start, TakeUp
from commissioning.querysets import councils_for
from commissioning.starting import now_of, path_of
from marketplace.accounts.access import require
from marketplace.organisations.models import Role
from marketplace.workflow.errors import RuleBroken

FORM = ["GET", "HEAD", "POST"]
ON_A_PAGE = 25
WHOSE = ("mine", "nobody", "everybody")


@never_cache
@require_safe
def caseload(request) -> HttpResponse:
    """Everybody who starts, with the next step of each; those without one come first."""
    councils = councils_for(request.actor, *access.ADVISING)
    require(councils.exists())
    every = Start.objects.advised_by(request.actor).with_path().on_the_way()
    numbers = {
        "mine": every.filter(adviser=request.actor.account).count(),
        "nobody": every.filter(adviser=None).count(),
        "everybody": every.count(),
    }
    whose = request.GET.get("whose", "")
    if whose not in WHOSE:
        whose = "mine" if numbers["mine"] else "everybody"
    found = {
        "mine": every.filter(adviser=request.actor.account),
        "nobody": every.filter(adviser=None),
        "everybody": every,
    }[whose]
    page = Paginator(found.by_urgency().prefetch_related("next_steps"), ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {"rows": [_row(start) for start in page], "page": page, "whose": whose, "numbers": numbers}
    return render(request, "commissioning/starting/caseload.html", shown | {"councils": councils})


def _row(start: Start) -> dict:
    path = path_of(start)
    step = next((each for each in start.next_steps.all() if each.done_on is None), None)
    return {
        "start": start,
        "step": step,
        "is_late": step is not None and step.due_on < timezone.localdate(),
        "path": path,
        "now": now_of(path),
        "done": sum(each.is_done for each in path),
    }


@never_cache
@require_http_methods(FORM)
def advise(request, pk: UUID) -> HttpResponse:
    """One enterprise: how far it has come, its next step, and what was done before."""
    start = get_object_or_404(Start.objects.advised_by(request.actor).with_path(), pk=pk)
    form = NextStepForm(request.POST if "set" in request.POST else None)
    if request.method == "POST" and _advised(request, start, form):
        return redirect("commissioning:advise", pk)
    shown = _row(start) | {"form": form, "before": start.next_steps.exclude(done_on=None)[:10]}
    shown |= {"grants": start.grants.order_by("-applied_at")}
    shown |= {"taken": TakeUp.objects.filter(enterprise=start.enterprise).select_related("offer")}
    shown |= {"is_mine": start.adviser_id == request.actor.account.pk}
    return render(request, "commissioning/starting/advise.html", shown)


def _advised(request, start: Start, form: NextStepForm) -> bool:
    by, sent = request.actor, request.POST
    if "set" in sent:
        if not form.is_valid():
            return False
        given = form.cleaned_data
        actions.set_next_step(start, given["words"], given["due_on"], given["who"], by=by)
    elif "take" in sent:
        actions.take_on(start, by=by)
    elif "hand-back" in sent:
        actions.hand_back(start, by=by)
    elif step := NextStep.objects.filter(start=start, done_on=None).first():
        actions.finish_step(step, by=by)
    messages.success(request, _("Saved."))
    return True


# --- Grants ----------------------------------------------------------------------------------------------------------
@never_cache
@require_safe
def grants(request) -> HttpResponse:
    """Those that wait for a decision or for the money; then what became of the others."""
    councils = councils_for(request.actor, *access.ADVISING, Role.FINANCE)
    require(councils.exists())
    every = Grant.objects.seen_by(request.actor)
    page = Paginator(every.waiting(), ON_A_PAGE).get_page(request.GET.get("page"))
    paid = every.filter(status="paid")
    became = Counter(paid.exclude(outcome="").order_by().values_list("outcome", flat=True))
    shown = {
        "rows": page,
        "page": page,
        "decided": every.exclude(status__in=("applied", "agreed")).order_by("-applied_at")[:ON_A_PAGE],
        "became": [(label, became[value]) for value, label in Grant.Outcome.choices],
        "paid": paid.count(),
        "councils": councils_for(request.actor, *access.ADVISING),
        "may_pay": councils_for(request.actor, Role.FINANCE).exists(),
    }
    return render(request, "commissioning/starting/grants.html", shown)


@never_cache
@require_http_methods(FORM)
def grant(request, pk: UUID) -> HttpResponse:
    """One of them: decide, or say that it was paid, or what became of it."""
    found = get_object_or_404(Grant.objects.seen_by(request.actor), pk=pk)
    limit = access.limit_of(request.actor, found.start.council)
    sent = request.POST
    forms = {
        "form": DecideGrantForm(
            sent if "decide" in sent else None, initial={"pence": f"{found.asked_pence / 100:.2f}"}
        ),
        "paid": PaidForm(sent if "paid" in sent else None, initial={"paid_on": timezone.localdate()}),
        "outcome": OutcomeForm(sent if "said" in sent else None),
    }
    if request.method == "POST" and _settled(request, found, forms):
        return redirect("commissioning:grants")
    can = {
        "decide": found.status == "applied" and access.can_decide_grant(request.actor, found),
        "pay": found.status == "agreed" and access.can_pay_grant(request.actor, found),
        "say": found.status == "paid" and limit is not None,
    }
    shown = forms | {"grant": found, "limit": limit, "can": can}
    return render(request, "commissioning/starting/grant.html", shown)


def _settled(request, found: Grant, forms: dict) -> bool:
    by, sent = request.actor, request.POST
    form = forms["form"] if "decide" in sent else forms["paid"] if "paid" in sent else forms["outcome"]
    if not form.is_valid():
        return False
    given = form.cleaned_data
    try:
        if "paid" in sent:
            actions.note_grant_paid(found, given["paid_on"], by=by)
        elif "decide" not in sent:
            actions.say_outcome(found, given["outcome"], by=by)
        elif given["decision"] == "agree":
            actions.agree_grant(found, given["pence"], given["less"], by=by)
        else:
            actions.refuse_grant(found, given["because"], by=by)
    except RuleBroken as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("Saved."))
    return True


@never_cache
@require_http_methods(FORM)
def scheme(request, pk: UUID) -> HttpResponse:
    """Whether a council gives grants, and who decides up to what."""
    council = get_object_or_404(councils_for(request.actor, Role.COMMISSIONER), pk=pk)
    now = GrantScheme.objects.filter(pk=pk).first()
    form = SchemeForm(request.POST if request.method == "POST" else None, initial=SchemeForm.showing(now))
    if request.method == "POST" and form.is_valid():
        actions.set_scheme(council, by=request.actor, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("commissioning:grants")
    return render(request, "commissioning/starting/scheme.html", {"form": form, "council": council, "scheme": now})


# --- Offers ----------------------------------------------------------------------------------------------------------
@never_cache
@require_http_methods(FORM)
def offers(request, pk: UUID) -> HttpResponse:
    """The insurance and training that a council lists, with how many took each up; and one more."""
    council = get_object_or_404(councils_for(request.actor, *access.ADVISING), pk=pk)
    form = OfferForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.make_offer(council, by=request.actor, **form.cleaned_data)
        messages.success(request, _("Listed. Everybody whom you help to start sees it."))
        return redirect("commissioning:offers", pk)
    rows = Offer.objects.of_councils([pk]).with_numbers()
    shown = {"form": form, "council": council, "rows": rows.order_by("ended_on", "kind", "title")}
    return render(request, "commissioning/starting/offers.html", shown)


@never_cache
@require_http_methods(FORM)
def offer(request, pk: UUID) -> HttpResponse:
    """One offer: who took it up, and the end of it."""
    found = get_object_or_404(Offer.objects.run_by(request.actor), pk=pk)
    if request.method == "POST":
        actions.end_offer(found, by=request.actor)
        messages.success(request, _("Ended. Nobody new sees it."))
        return redirect("commissioning:offers", found.council_id)
    rows = found.taken_up.select_related("enterprise__organisation")
    page = Paginator(rows, 100).get_page(request.GET.get("page"))
    return render(request, "commissioning/starting/offer.html", {"offer": found, "rows": page, "page": page})
