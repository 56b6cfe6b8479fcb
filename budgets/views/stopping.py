"""What was sent in somebody's name, seen and stopped by themselves, by the link that went to them or signed in."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from budgets import actions, display
from budgets.access import STOPPING
from budgets.models import Introduction
from marketplace.accounts.actors import Actor
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.links import open_link
from marketplace.workflow.models import PrivateLink
from marketplace.workflow.private_pages import secret_page

ON_A_PAGE = 20
SEEN = ("sent", "accepted", "declined", "lapsed", "stopped")


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def introduced(request, secret: str) -> HttpResponse:
    """To whom they were introduced, by whom, and one button that stops it."""
    link = _link(secret)
    introduction = get_object_or_404(Introduction.objects.with_choices(), pk=link.subject_id)
    by = Actor(link=link.pk)
    if request.method == "POST":
        _stop(request, introduction, by=by)
        return redirect("budgets:introduced", secret)
    return _page(request, introduction, by=by)


@never_cache
@require_safe
def mine(request) -> HttpResponse:
    """Everything that was sent in my name."""
    page = Paginator(Introduction.objects.about(request.actor).by_deadline().with_choices(), ON_A_PAGE)
    shown = page.get_page(request.GET.get("page"))
    rows = [display.row_of(each) for each in shown]
    return render(request, "budgets/about_me.html", {"rows": rows, "page": display.page_of(shown)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def about_me(request, pk: UUID) -> HttpResponse:
    """The same as by the link, for whoever is signed in."""
    introduction = get_object_or_404(Introduction.objects.about(request.actor).with_choices(), pk=pk)
    if request.method == "POST":
        _stop(request, introduction, by=request.actor)
        return redirect("budgets:about-me-one", pk)
    return _page(request, introduction, by=request.actor)


def _stop(request, introduction: Introduction, *, by: Actor) -> None:
    """What is refused is said on this page: a secret one has no other way back."""
    if introduction.status not in (Introduction.Status.OPEN, Introduction.Status.NO_MATCH):
        return
    try:
        actions.stop(introduction, by=by)
    except RuleBroken as refused:
        messages.error(request, str(refused))


def _page(request, introduction: Introduction, *, by: Actor) -> HttpResponse:
    actions.note_reading(introduction, None, by=by)
    asked = [each for each in display.choices_of(introduction) if each["choice"].status in SEEN]
    shown = {"introduction": introduction, "asked": asked, "facts": display.facts_of(introduction)}
    return render(request, "budgets/introduced.html", shown)


def _link(secret: str) -> PrivateLink:
    link = open_link(secret, STOPPING)
    if link is None or link.subject_type != Introduction._meta.label_lower:
        raise Http404
    return link
