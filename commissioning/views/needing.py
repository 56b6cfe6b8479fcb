"""What you need to do what you do: for anybody, without an account; the pack to fill in; and a referee's page."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commissioning import actions, display
from commissioning.actions.referees import REFERENCE
from commissioning.forms.needing import NeedForm
from commissioning.forms.referees import AnswerForm
from commissioning.models import Referee
from commissioning.proportionality import CHECKS, questions, rules_on
from marketplace.accounts.actors import Actor
from marketplace.workflow.links import open_link
from marketplace.workflow.private_pages import secret_page

FORM = ["GET", "HEAD", "POST"]


@login_not_required
@require_http_methods(FORM)
def what_you_need(request) -> HttpResponse:
    """The same rules as for those who are listed, for somebody who only wonders. Nothing is kept."""
    form = NeedForm(request.POST if request.method == "POST" else None)
    shown: dict = {"form": form, "answer": None, "questions": ()}
    if request.method == "POST" and form.is_valid():
        situation = form.situation()
        asked = questions(situation)
        shown |= {"answer": display.what_it_needs(situation, rules_on(timezone.localdate())), "questions": asked}
    return render(request, "commissioning/need/what.html", shown)


@login_not_required
@require_safe
def rule_table(request) -> HttpResponse:
    """The whole table of rules: open to everybody who wants to start."""
    return render(
        request, "commissioning/need/table.html", {"checks": CHECKS, "rules": rules_on(timezone.localdate())}
    )


@login_not_required
@require_safe
def pack(request) -> HttpResponse:
    """A pack to print and fill in: agreement, prices, complaints, being ill."""
    return render(request, "commissioning/need/pack.html")


@never_cache
@secret_page
@require_http_methods(FORM)
def reference(request, secret: str) -> HttpResponse:
    """A referee says how somebody works; only the council reads it."""
    link = open_link(secret, REFERENCE)
    if link is None:
        raise Http404
    referee = get_object_or_404(Referee.objects.select_related("evidence__enterprise__organisation"),
                                pk=link.subject_id, status="asked")  # fmt: skip
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.give_reference(referee, given["words"], would_again=given["again"] == "yes", by=Actor(link=link.pk))
        return redirect("commissioning:reference-given")
    name = referee.evidence.enterprise.name
    return render(request, "commissioning/need/reference.html", {"form": form, "name": name, "referee": referee})


@login_not_required
@require_safe
def reference_given(request) -> HttpResponse:
    """Thank you."""
    return render(request, "commissioning/need/reference_given.html")
