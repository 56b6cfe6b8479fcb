"""Offering help: register, describe a service step by step, see it as people will, send it to be listed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace.accounts.access import require
from marketplace.workflow.errors import RuleBroken
from providers import access, actions, display, photos, typed
from providers.forms.face import FaceForm
from providers.forms.offering import FORMS, TITLES, EnterpriseForm, RegisterForm
from providers.history import history_of
from providers.models import Enquiry, Enterprise, Service
from providers.progress import as_listed, my_enterprises, next_step, progress_of, without_nowhere

Status = Service.Status
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _mine(request, pk) -> Service:
    return get_object_or_404(Service.objects.run_by(request.actor).with_details(), pk=pk)


def _given(request):
    """What was sent, also when it was nothing."""
    return request.POST if request.method == "POST" else None


def _may_be_unfinished(service: Service) -> bool:
    return service.status in (Status.DRAFT, Status.RETURNED)


@login_not_required
@require_safe
def offer(request):
    """What it means to be in the directory, and where to begin."""
    return render(request, "providers/offer/landing.html")


@require_safe
def my(request):
    """My enterprises, their listings, and what waits for me."""
    mine = my_enterprises(request.actor)
    asked = Enquiry.objects.to_own(request.actor).waiting().count() if mine else 0
    waits = sum(each["waits"] for one in mine for each in one["services"]) + asked
    return render(request, "providers/offer/my.html", {"enterprises": mine, "waits": waits, "asked": asked})


@get_or_post
def register(request):
    """Say who you are; the description of a first service begins at once."""
    form = RegisterForm(_given(request))
    if request.method == "POST" and form.is_valid():
        try:
            sent = {name: form.cleaned_data[name] for name in ("key", "owner_email")}
            enterprise = actions.register_enterprise(by=request.actor, **sent, **form.facts())
            service = actions.begin_service(enterprise, by=request.actor, people=form.cleaned_data["owner_name"])
            return redirect("providers:progress", service.pk)
        except RuleBroken as refused:
            form.add_error("owner_email", str(refused))
    return render(request, "providers/offer/register.html", {"form": form})


@get_or_post
def edit_enterprise(request, pk):
    """Change what is known of an enterprise."""
    enterprise = get_object_or_404(Enterprise.objects.run_by(request.actor).with_organisation(), pk=pk)
    known = {name: getattr(enterprise, name) for name in EnterpriseForm.base_fields}
    form = EnterpriseForm(_given(request), initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_enterprise(enterprise, by=request.actor, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("providers:my")
        except RuleBroken as refused:
            form.add_error(None, str(refused))
    return render(request, "providers/offer/enterprise.html", {"form": form, "enterprise": enterprise})


@require_POST
def begin_service(request, pk):
    """Begin to describe one more thing that this enterprise does."""
    enterprise = get_object_or_404(Enterprise.objects.run_by(request.actor).with_organisation(), pk=pk)
    return redirect("providers:progress", actions.begin_service(enterprise, by=request.actor).pk)


@require_safe
def progress(request, pk):
    """The eight things we need to know, what is done, and what comes next."""
    service = _mine(request, pk)
    return render(request, "providers/offer/progress.html", progress_of(service, request.actor))


@login_not_required
@get_or_post
def describe(request, pk, step):
    """One step. Whatever was understood is saved, and nothing that was typed is lost."""
    if step not in FORMS:
        raise Http404
    if not request.actor.is_signed_in:
        typed.keep(request)
        return redirect_to_login(request.path)
    service = _mine(request, pk)
    if service.status in (Status.SUBMITTED, Status.CLOSED):
        messages.info(request, _("It cannot be changed now. See below what you can do."))
        return redirect("providers:progress", pk)
    given, was_kept = (_given(request), False) if request.method == "POST" else (typed.take(request), True)
    form = FORMS[step](service, given)
    if request.method == "POST" and _save(request, service, form):
        return redirect(*_after(service, step, "stop" in request.POST))
    context = progress_of(_mine(request, pk), request.actor)
    shown = {"form": form, "step": step, "title": TITLES[step], "was_kept": was_kept and given is not None}
    return render(request, "providers/offer/step.html", context | shown)


def _save(request, service: Service, form) -> bool:
    """Save what can be saved: all of it, or for a draft everything that was understood."""
    if not form.is_valid() and not _may_be_unfinished(service):
        return False
    try:
        _act(service, form, request.actor)
    except RuleBroken as refused:
        form.add_error(form.blames, str(refused))
        if _may_be_unfinished(service):
            _act(service, form, request.actor)
    form.check_law()
    return not form.errors


def _act(service: Service, form, actor) -> None:
    facts = form.facts()
    if "room" not in facts:
        actions.describe(service, by=actor, **facts)
    elif facts["room"]:
        actions.say_room(service, by=actor, **facts)


def _after(service: Service, step: str, stops: bool) -> tuple:
    following = None if stops or not _may_be_unfinished(service) else next_step(step)
    return ("providers:describe", service.pk, following) if following else ("providers:progress", service.pk)


@get_or_post
def face(request, pk):
    """A photo, an illustrated portrait, or a doorway with no face."""
    service = _mine(request, pk)
    form = FaceForm(_given(request), request.FILES or None, initial=FaceForm.known(service))
    if request.method == "POST" and form.is_valid():
        try:
            _show_face(service, form.cleaned_data, request.actor)
            return redirect("providers:progress", pk)
        except RuleBroken as refused:
            form.add_error("photo", str(refused))
    context = progress_of(_mine(request, pk), request.actor)
    return render(request, "providers/offer/face.html", context | {"form": form})


def _show_face(service: Service, chosen: dict, actor) -> None:
    if chosen["kind"] == "keep":
        return
    photo = photos.clean(chosen["photo"]) if chosen["kind"] == "photo" else None
    actions.show_face(service, by=actor, photo=photo, portraits=chosen["portraits"])


@require_safe
def preview(request, pk):
    """Exactly the page that people will see."""
    service = _mine(request, pk)
    page = without_nowhere(service, display.service_page(as_listed(service)))
    return render(request, "providers/offer/preview.html", {"s": page, "service": service, "is_preview": True})


@require_safe
def history(request, pk):
    """Who changed what, and when."""
    service = _mine(request, pk)
    return render(request, "providers/offer/history.html", {"service": service, "history": history_of(service)})


@require_POST
def submit(request, pk):
    """Send it to those who decide."""
    return _do(request, pk, actions.submit, _("Sent. We tell you by e-mail what they decide."))


@require_POST
def ask_owner(request, pk):
    """Tell the owner that it is ready to read."""
    return _do(request, pk, actions.ask_owner, _("We have sent the owner an e-mail. They can send it to be listed."))


@require_POST
def take_back(request, pk):
    return _do(request, pk, actions.take_back, _("You have it back. Change what you like, and send it again."))


@require_POST
def pause(request, pk):
    return _do(request, pk, actions.pause, _("Paused. Nobody finds it until you show it again."))


@require_POST
def resume(request, pk):
    return _do(request, pk, actions.resume, _("People can find it again."))


@require_POST
def reopen(request, pk):
    return _do(request, pk, actions.reopen, _("It is a draft again. Change what you like, and send it."))


@get_or_post
def close(request, pk):
    """Out of the directory for good, after one question."""
    service = _mine(request, pk)
    require(access.can_speak_for(request.actor, service.enterprise))
    if request.method == "POST":
        return _do(request, pk, actions.close, _("Closed. Nobody finds it any more."))
    return render(request, "providers/offer/close.html", {"service": service})


def _do(request, pk, verb, said: str):
    service = _mine(request, pk)
    try:
        verb(service, by=request.actor)
        messages.success(request, said)
    except RuleBroken as refused:
        messages.error(request, str(refused))
    return redirect("providers:progress", pk)


@require_POST
def say_room(request, pk):
    """One tap: what I said is still right, or I am full."""
    service = _mine(request, pk)
    if request.POST.get("room") == "full":
        actions.say_room(service, by=request.actor, room=Service.Room.FULL)
    elif request.POST.get("room") == "same" and service.room:
        same = ("room_people", "room_hours", "room_note", "wait_weeks", "full_until")
        kept = {name: getattr(service, name) for name in same}
        actions.say_room(service, by=request.actor, room=service.room, **kept)
    else:
        return redirect("providers:describe", pk, "room")
    messages.success(request, _("Thank you. People see today’s date beside it."))
    return redirect("providers:my")
