"""A council's own rules: what a change would do is shown before it is saved."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commissioning import actions
from commissioning.actions.computing import rules_for
from commissioning.expiring import Days
from commissioning.forms.ruling import RulesForm
from commissioning.models import Recomputation, RuleSet
from commissioning.proportionality import rules_on
from marketplace.workflow.errors import RuleBroken
from providers import access as providers


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request, pk: UUID) -> HttpResponse:
    """First what the change would do, then the change."""
    council = get_object_or_404(providers.councils_of(request.actor), pk=pk)
    now, own = rules_for(council)
    form = RulesForm(request.POST if request.method == "POST" else None, rules=now,
                     days=Days.of(own.adjustments if own else {}))  # fmt: skip
    shown: dict = {"form": form, "council": council, "effect": None}
    if request.method == "POST" and form.is_valid():
        wish = form.adjustments(rules_on(timezone.localdate()))
        if "save" in request.POST and _saved(request, council, wish, form):
            return redirect("commissioning:rules", pk)
        shown["effect"] = actions.preview(council, wish)
    shown["versions"] = RuleSet.objects.of(council).select_related("decided_by").order_by("-version")[:20]
    shown["running"] = Recomputation.objects.filter(rule_set__council=council, finished_at=None).first()
    return render(request, "commissioning/checks/rules.html", shown)


def _saved(request, council, wish: dict, form: RulesForm) -> bool:
    try:
        actions.set_rules(council, wish, by=request.actor)
    except RuleBroken as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("Saved. Every case is held against the new rules within minutes."))
    return True
