"""Help to start, for the enterprise: five steps, one next step, offers, and a small grant."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commissioning import access, actions
from commissioning.forms.starting import GrantForm, OutcomeForm
from commissioning.models import Grant, GrantScheme, NextStep, Offer, Start, TakeUp
from commissioning.starting import now_of, path_of
from marketplace.accounts.access import require
from marketplace.accounts.ids import uuid7
from marketplace.organisations.models import Organisation
from marketplace.workflow.errors import RuleBroken
from providers.models import Service

FORM = ["GET", "HEAD", "POST"]


def mine(request, pk: UUID) -> Start:
    return get_object_or_404(Start.objects.mine(request.actor), pk=pk)


@never_cache
@require_safe
def my_start(request) -> HttpResponse:
    """Where I am on the way to a first customer; and whom I can ask to help me, where nobody does yet."""
    starts = list(Start.objects.mine(request.actor).with_path().order_by("opened_at", "pk"))
    known = {(start.enterprise_id, start.council.council_code) for start in starts}
    services = Service.objects.run_by(request.actor).with_enterprise().exclude(status="closed")
    councils = Organisation.objects.councils_of(service.council_code for service in services)
    alone = {
        (service.enterprise_id, service.council_code): {
            "service": service,
            "council": councils[service.council_code],
        }
        for service in services
        if service.council_code in councils and (service.enterprise_id, service.council_code) not in known
    }
    shown = {"rows": [_row(start, request.actor) for start in starts], "alone": list(alone.values())}
    return render(request, "commissioning/starting/mine.html", shown)


def _row(start: Start, actor) -> dict:
    path = path_of(start)
    taken = dict(TakeUp.objects.filter(enterprise=start.enterprise).values_list("offer", "taken_on"))
    offers = Offer.objects.of_councils([start.council_id]).open()
    return {
        "start": start,
        "path": path,
        "now": now_of(path),
        "step": start.next_steps.filter(done_on=None).first(),
        "offers": [{"offer": each, "taken_on": taken.get(each.pk)} for each in offers],
        "grants": start.grants.order_by("-applied_at"),
        "scheme": GrantScheme.objects.filter(pk=start.council_id, is_open=True).first(),
        "may_apply": access.can_apply_for_grant(actor, start),
    }


@require_POST
def ask_for_help(request, pk: UUID) -> HttpResponse:
    """The council where I work is asked to help me."""
    service = get_object_or_404(Service.objects.run_by(request.actor).with_enterprise(), pk=pk)
    actions.ask_for_help(service, by=request.actor)
    messages.success(request, _("Asked. An adviser gets in touch with you."))
    return redirect("commissioning:my-start")


@require_POST
def walk(request, pk: UUID) -> HttpResponse:
    """One tap: my plan is ready or not, a step is done, an offer was taken up or was not."""
    start, by = mine(request, pk), request.actor
    what, _colon, key = request.POST.get("what", "").partition(":")
    if what in ("plan", "no-plan"):
        actions.say_plan(start, what == "plan", by=by)
    elif what == "done":
        actions.finish_step(get_object_or_404(NextStep, start=start, pk=_uuid(key)), by=by)
    elif what in ("taken", "not-taken"):
        offer = get_object_or_404(Offer, council=start.council_id, pk=_uuid(key))
        (actions.take_up if what == "taken" else actions.undo_take_up)(start, offer, by=by)
    else:
        raise Http404
    messages.success(request, _("Saved."))
    return redirect("commissioning:my-start")


def _uuid(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        raise Http404 from None


@never_cache
@require_http_methods(FORM)
def apply_for_grant(request, pk: UUID) -> HttpResponse:
    """How much, and what for: two questions."""
    start = mine(request, pk)
    require(access.can_apply_for_grant(request.actor, start))
    scheme = get_object_or_404(GrantScheme, pk=start.council_id, is_open=True)
    form = GrantForm(request.POST if request.method == "POST" else None, initial={"key": uuid7()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.apply_for_grant(start, given["pence"], given["purpose"], key=given["key"], by=request.actor)
            messages.success(request, _("Sent. You get a message when somebody has decided."))
            return redirect("commissioning:my-grant", made.pk)
        except RuleBroken as refused:
            form.add_error(None, str(refused))
    shown = {"form": form, "start": start, "scheme": scheme}
    return render(request, "commissioning/starting/apply.html", shown)


@never_cache
@require_http_methods(FORM)
def my_grant(request, pk: UUID) -> HttpResponse:
    """What I asked for, what came of it, and after a year: what became of it."""
    grant = get_object_or_404(Grant.objects.mine(request.actor), pk=pk)
    form = OutcomeForm(request.POST if "outcome" in request.POST or "say" in request.POST else None)
    if request.method == "POST" and "withdraw" in request.POST:
        actions.withdraw_grant(grant, by=request.actor)
        messages.success(request, _("Taken back."))
        return redirect("commissioning:my-start")
    if request.method == "POST" and form.is_valid():
        actions.say_outcome(grant, form.cleaned_data["outcome"], by=request.actor)
        messages.success(request, _("Thank you. It helps the next person who asks."))
        return redirect("commissioning:my-grant", pk)
    may = access.can_apply_for_grant(request.actor, grant.start)
    return render(request, "commissioning/starting/my_grant.html", {"grant": grant, "form": form, "may": may})
