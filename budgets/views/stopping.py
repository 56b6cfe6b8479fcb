"""What was sent in somebody's name, seen and stopped by themselves, by the link that went to them."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from budgets import actions, display
from budgets.access import STOPPING
from budgets.models import Introduction
from marketplace.accounts.actors import Actor
from marketplace.workflow.links import open_link
from marketplace.workflow.models import PrivateLink
from marketplace.workflow.private_pages import secret_page

SEEN = ("sent", "accepted", "declined", "lapsed", "stopped")


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def introduced(request, secret: str) -> HttpResponse:
    """To whom they were introduced, by whom, and one button that stops it."""
    link = _link(secret)
    introduction = get_object_or_404(Introduction.objects.with_choices(), pk=link.subject_id)
    by = Actor(link=link.pk)
    if request.method == "POST":
        if introduction.status in (Introduction.Status.OPEN, Introduction.Status.NO_MATCH):
            actions.stop(introduction, by=by)
        return redirect("budgets:introduced", secret)
    actions.note_reading(introduction, None, by=by)
    asked = [each for each in display.choices_of(introduction) if each["choice"].status in SEEN]
    shown = {"introduction": introduction, "asked": asked, "facts": display.facts_of(introduction)}
    return render(request, "budgets/introduced.html", shown)


def _link(secret: str) -> PrivateLink:
    link = open_link(secret, STOPPING)
    if link is None or link.subject_type != Introduction._meta.label_lower:
        raise Http404
    return link
