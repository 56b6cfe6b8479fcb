"""Keeping a listing true: the page behind a private link, how often we ask, and how an enterprise answers."""

import pghistory
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.accounts.actors import Actor
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.limits import too_many
from providers import actions, taps
from providers.forms.truth import NewLinkForm, RhythmForm
from providers.models import Enterprise, Keeper

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
NEW_LINKS_AN_HOUR = 10
LONGEST_TURN = 10


@login_not_required
@never_cache
@get_or_post
def tap(request, secret):
    """One listing behind a private link: opening it changes nothing, and each button does one thing."""
    opened = taps.open_keeper(secret)
    if opened is None:
        return _over(request, status=404)
    keeper, by = opened
    said = request.POST.get("say", "")
    forms = taps.forms_of(keeper, said, request.POST)
    if request.method == "POST" and (said not in forms or forms[said].is_valid()):
        with pghistory.context(account="", link=str(by.link)):
            _act(request, keeper, said, by, forms)
        return redirect("providers:tap", secret)
    context = taps.page_of(keeper, by) | {"secret": secret, "forms": forms, "form": forms.get(said)}
    return render(request, "providers/truth/tap.html", context)


def _act(request, keeper: Keeper, said: str, by: Actor, forms: dict) -> None:
    """What is refused is said on this page, which has no other way back."""
    given = request.POST.get("turn", "")
    turn = int(given) if given.isdecimal() and len(given) < LONGEST_TURN else -1
    try:
        if said == "undo":
            actions.undo_tap(keeper, by=by, turn=turn)
        elif said in forms:
            actions.tap(keeper, said, by=by, turn=turn, **forms[said].facts())
        elif said in taps.PLAIN:
            actions.tap(keeper, said, by=by, turn=turn)
    except RuleBroken as refused:
        messages.warning(request, str(refused))


def _over(request, *, status: int = 200, form=None) -> HttpResponse:
    """The same for a link that is over, was replaced, or never was."""
    return render(request, "providers/truth/over.html", {"form": form or NewLinkForm()}, status=status)


@login_not_required
@never_cache
@get_or_post
def new_link(request):
    """Ask for a new link by message; the answer tells a stranger nothing."""
    form = NewLinkForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _over(request, form=form)
    if not too_many(request, "new-link", most=NEW_LINKS_AN_HOUR):
        actions.send_new_link(form.cleaned_data["email"], by=request.actor)
    return render(request, "providers/truth/sent.html", {"email": form.cleaned_data["email"]})


@login_not_required
@never_cache
@get_or_post
def tap_rhythm(request, secret):
    """How often somebody is asked, by the link that was sent to them."""
    opened = taps.open_keeper(secret)
    if opened is None:
        return _over(request, status=404)
    keeper, by = opened
    form = _rhythm_form(request, keeper.account)
    if request.method == "POST" and form.is_valid():
        actions.set_rhythm(keeper.account, form.cleaned_data["rhythm"], by=by)
        messages.success(request, _("Saved. Thank you."))
        return redirect("providers:tap", secret)
    return render(request, "providers/truth/rhythm.html", {"form": form, "secret": secret, "fades": taps.fades()})


@get_or_post
def rhythm(request):
    """How often I am asked whether my listings are still right."""
    form = _rhythm_form(request, request.actor.person)
    if request.method == "POST" and form.is_valid():
        actions.set_rhythm(request.actor.person, form.cleaned_data["rhythm"], by=request.actor)
        messages.success(request, _("Saved. Thank you."))
        return redirect("providers:my")
    return render(request, "providers/truth/rhythm.html", {"form": form, "secret": "", "fades": taps.fades()})


def _rhythm_form(request, account) -> RhythmForm:
    return RhythmForm(request.POST if request.method == "POST" else None, initial={"rhythm": taps.rhythm_of(account)})


@require_safe
def answers(request, pk):
    """My own figures, how they are counted, and from which enquiries."""
    enterprise = get_object_or_404(Enterprise.objects.run_by(request.actor).with_organisation(), pk=pk)
    return render(request, "providers/truth/answers.html", taps.answers_page(enterprise))
