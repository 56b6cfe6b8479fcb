"""A worry about a service: raised by anybody, looked into by those who decide; suspended, appealed, lifted."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commissioning import access, actions
from commissioning.forms.concerns import AppealForm, ConcernForm, LiftForm, RouteForm, SettleForm, SuspendForm
from commissioning.models import Concern, SafeguardingRoute, Suspension
from commissioning.safeguarding import tells_of_harm
from commissioning.supported import people_of
from marketplace.accounts.access import require
from marketplace.accounts.ids import uuid7
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.limits import too_many
from providers import access as providers
from providers.models import Service

FORM = ["GET", "HEAD", "POST"]
ON_A_PAGE, AN_HOUR = 25, 10


# --- Anybody ---------------------------------------------------------------------------------------------------------
@never_cache
@login_not_required
@require_http_methods(FORM)
def raise_concern(request, pk: UUID) -> HttpResponse:
    """Whom to ring comes first; then what was seen or heard. Words of harm show the numbers once more."""
    service = get_object_or_404(Service.objects.that_people_know().with_enterprise(), pk=pk)
    form = ConcernForm(request.POST if request.method == "POST" else None, initial={"key": uuid7()})
    shown = {"form": form, "service": service, "route": _route(service), "is_harm": False}
    if request.method == "POST" and form.is_valid():
        shown["is_harm"] = tells_of_harm(form.cleaned_data["words"]) and not form.cleaned_data["read"]
        if too_many(request, "concern", most=AN_HOUR):
            form.add_error(None, _("You sent a lot in one hour. Please ring us, or ring the council."))
        elif not shown["is_harm"]:
            return _sent(request, service, form)
    return render(request, "commissioning/concerns/raise.html", shown)


def _sent(request, service: Service, form: ConcernForm) -> HttpResponse:
    said = {name: form.cleaned_data[name] for name in ("key", "about", "words", "name", "contact")}
    concern = actions.raise_concern(service, **said, by=request.actor)
    shown = {"service": service, "reference": concern.reference, "route": _route(service)}
    return render(request, "commissioning/concerns/raised.html", shown)


def _route(service: Service) -> SafeguardingRoute | None:
    return SafeguardingRoute.objects.filter(council__council_code=service.council_code or "-").first()


# --- Those who decide ------------------------------------------------------------------------------------------------
@never_cache
@require_safe
def concerns(request) -> HttpResponse:
    """What people are worried about, the oldest first; then services that are suspended."""
    require(providers.can_review(request.actor))
    found = Concern.objects.visible_to(request.actor).open().with_service()
    mine = Suspension.objects.filter(service__in=Service.objects.decided_by(request.actor))
    held = mine.exclude(status=Suspension.Status.LIFTED).select_related("service__enterprise__organisation")
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {"rows": page, "held": held, "councils": providers.councils_of(request.actor)}
    return render(request, "commissioning/concerns/list.html", shown)


@never_cache
@require_http_methods(FORM)
def concern(request, pk: UUID) -> HttpResponse:
    """One worry, whom the service supports, and what to do: look into it, settle it, or suspend."""
    found = get_object_or_404(Concern.objects.visible_to(request.actor).with_service(), pk=pk)
    form = SettleForm(request.POST if "settle" in request.POST else None)
    if request.method == "POST" and _acted(request, found, form):
        return redirect("commissioning:concern", pk)
    actions.note_reading(found, by=request.actor)
    shown = {"concern": found, "form": form, "people": people_of(found.service)}
    return render(request, "commissioning/concerns/detail.html", shown)


def _acted(request, found: Concern, form: SettleForm) -> bool:
    if "settle" not in request.POST:
        actions.look_into(found, by=request.actor)
        return True
    if not form.is_valid():
        return False
    actions.settle_concern(found, form.cleaned_data["outcome"], by=request.actor)
    messages.success(request, _("Written down. Nobody at the enterprise is told who raised it."))
    return True


@never_cache
@require_http_methods(FORM)
def suspend(request, pk: UUID) -> HttpResponse:
    """Out of sight at once, with a reason; whom it supports stands beside the question."""
    service = get_object_or_404(Service.objects.known_to(request.actor).with_enterprise(), pk=pk)
    require(access.can_suspend(request.actor, service))
    worry = Concern.objects.visible_to(request.actor).filter(service=service, pk=_uuid(request.GET.get("concern")))
    form = SuspendForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.suspend_service(
                service, form.cleaned_data["reason"], concern=worry.first(), by=request.actor
            )
            return redirect("commissioning:suspension", made.pk)
        except RuleBroken as refused:
            form.add_error(None, str(refused))
    return render(request, "commissioning/concerns/suspend.html", _with_people(request, service, form=form))


def _with_people(request, service: Service, **shown) -> dict:
    """The page with everybody whom the service supports: each reading of them is on the trail."""
    actions.note_people_read(service, by=request.actor)
    return {"service": service, "people": people_of(service), **shown}


def _uuid(typed: str | None) -> UUID | None:
    try:
        return UUID(typed or "")
    except ValueError:
        return None


@never_cache
@require_http_methods(FORM)
def suspension(request, pk: UUID) -> HttpResponse:
    """A suspension: for those who decide with everybody it touches, for the owner with the reason and the appeal."""
    found = get_object_or_404(Suspension.objects.visible_to(request.actor), pk=pk)
    if access.can_suspend(request.actor, found.service):
        return _decide(request, found)
    form = AppealForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.appeal_suspension(found, form.cleaned_data["words"], by=request.actor)
        messages.success(request, _("Sent. Somebody who did not suspend it looks at it."))
        return redirect("commissioning:suspension", pk)
    may_appeal = found.status == "holds" and providers.can_speak_for(request.actor, found.service.enterprise)
    shown = {"suspension": found, "service": found.service, "form": form, "may_appeal": may_appeal}
    return render(request, "commissioning/concerns/suspended.html", shown)


def _decide(request, found: Suspension) -> HttpResponse:
    is_appealed = found.status == "appealed"
    form = LiftForm(request.POST if request.method == "POST" else None, is_appealed=is_appealed)
    if request.method == "POST" and form.is_valid():
        act = actions.lift_suspension if form.cleaned_data["decision"] == "lift" else actions.keep_suspension
        try:
            act(found, form.cleaned_data["outcome"], by=request.actor)
            messages.success(request, _("Done. They have been told, with your reason."))
            return redirect("commissioning:suspension", found.pk)
        except RuleBroken as refused:
            form.add_error(None, str(refused))
    shown = _with_people(request, found.service, suspension=found, form=form)
    return render(request, "commissioning/concerns/suspension.html", shown)


@never_cache
@require_http_methods(FORM)
def route(request, pk: UUID) -> HttpResponse:
    """How harm is reported to a council: it stands before every form about a worry."""
    council = get_object_or_404(providers.councils_of(request.actor), pk=pk)
    known = SafeguardingRoute.objects.filter(council=council).first()
    form = RouteForm(request.POST if request.method == "POST" else None, initial=_said(known))
    if request.method == "POST" and form.is_valid():
        actions.set_route(council, **form.cleaned_data, by=request.actor)
        messages.success(request, _("Saved. People see it before they write to us."))
        return redirect("commissioning:concerns")
    return render(request, "commissioning/concerns/route.html", {"form": form, "council": council})


def _said(known: SafeguardingRoute | None) -> dict:
    names = ("phone", "out_of_hours_phone", "website")
    return {name: getattr(known, name) for name in names} if known else {}
