"""Saved searches: save, see, change, follow an area, stop."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace.accounts.actors import Actor
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.links import open_link
from providers import access, actions, following, searches
from providers.forms.truth import FollowAreaForm, NewsRhythmForm, SaveSearchForm
from providers.models import Follower, SavedSearch
from providers.views.directory import body_of

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _given(request):
    return request.POST if request.method == "POST" else None


def _seen(request, pk) -> SavedSearch:
    return get_object_or_404(SavedSearch.objects.visible_to(request.actor).with_followers(), pk=pk)


@get_or_post
def save(request, token):
    """Tell me when somebody new fits what I look for."""
    body = searches.read(token)
    if body is None:
        raise Http404
    form = SaveSearchForm(_given(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_search(body, form.cleaned_data["rhythm"], by=request.actor, key=form.cleaned_data["key"])
            messages.success(request, _("Saved. We tell you when somebody new is there."))
            return redirect("providers:saved-searches")
        except RuleBroken as refused:
            form.add_error(None, str(refused))
    return render(request, "providers/saved/save.html", following.asked(body) | {"form": form, "token": token})


@require_safe
def saved_searches(request):
    """What I look for, and the areas that my team follows."""
    return render(request, "providers/saved/list.html", following.list_of(request.actor))


@get_or_post
def follow_area(request):
    """Be told of everybody new around a place, for a whole team."""
    bodies = access.bodies_of(request.actor)
    if not bodies.exists():
        raise Http404
    form = FollowAreaForm(bodies, _given(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        body = body_of("", said["where"]) | {"miles": said["miles"]}
        options = {"key": said["key"], "organisation": form.bodies[said["body"]]}
        try:
            actions.save_search(body, said["rhythm"], by=request.actor, **options)
            messages.success(request, _("Saved. Everybody in your team can see it and follow it too."))
            return redirect("providers:saved-searches")
        except RuleBroken as refused:
            form.add_error(None, str(refused))
    return render(request, "providers/saved/area.html", {"form": form})


@get_or_post
def change(request, pk):
    """How soon I am told."""
    saved = _seen(request, pk)
    form = NewsRhythmForm(_given(request), initial={"rhythm": saved.rhythm})
    if request.method == "POST" and form.is_valid():
        actions.change_search(saved, form.cleaned_data["rhythm"], by=request.actor)
        messages.success(request, _("Saved."))
        return redirect("providers:saved-searches")
    return render(
        request, "providers/saved/change.html", {"form": form, "saved": following.row_of(saved, request.actor)}
    )


@require_POST
def show(request, pk):
    """Search for it now; what is looked for goes into no address."""
    return redirect("providers:results", searches.keep(following.body_of(_seen(request, pk))))


@get_or_post
def end(request, pk):
    """Stop looking, after one question."""
    saved = _seen(request, pk)
    if request.method == "POST":
        actions.end_search(saved, by=request.actor)
        messages.success(request, _("Stopped. Nothing of it is kept."))
        return redirect("providers:saved-searches")
    return render(request, "providers/saved/end.html", {"saved": following.row_of(saved, request.actor)})


@require_POST
def follow(request, pk):
    """Be told as well, or not any more."""
    saved = _seen(request, pk)
    mine = saved.followers.filter(account=request.actor.person).first()
    if "stop" in request.POST and mine:
        actions.stop_following(mine, by=request.actor)
        messages.success(request, _("You are not told any more."))
    elif "stop" not in request.POST:
        actions.follow(saved, by=request.actor)
        messages.success(request, _("We tell you too."))
    return redirect("providers:saved-searches")


@login_not_required
@never_cache
@get_or_post
def stop(request, secret):
    """The way out in every message: opening it changes nothing, its one button stops the messages."""
    link = open_link(secret, access.STOP_NEWS)
    if link is None:
        raise Http404
    follower = Follower.objects.select_related("search__organisation").filter(pk=link.subject_id).first()
    if follower and request.method == "POST":
        actions.stop_following(follower, by=Actor(link=link.pk))
        return redirect("providers:stop-news", secret)
    place = follower.search.asked["place"]["name"] if follower else ""
    return render(request, "providers/saved/stop.html", {"follower": follower, "place": place})
