"""Services that may be on the register of the Care Quality Commission: a person says which are."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from commissioning import actions
from commissioning.models import CqcMatch
from marketplace.accounts.access import require
from marketplace.workflow.errors import RuleBroken
from providers import access as providers
from providers.models import Service

ON_A_PAGE = 25


def _mine(request):
    matches = CqcMatch.objects.filter(service__in=Service.objects.decided_by(request.actor))
    return matches.select_related("service__enterprise__organisation", "location").order_by("pk")


@never_cache
@require_safe
def matches(request) -> HttpResponse:
    """Doubtful pairs side by side, then those that are linked."""
    require(providers.can_review(request.actor))
    page = Paginator(_mine(request).filter(status="doubtful"), ON_A_PAGE).get_page(request.GET.get("page"))
    linked = _mine(request).filter(status__in=("sure", "same"))[:ON_A_PAGE]
    return render(request, "commissioning/checks/register.html", {"rows": page, "linked": linked})


@require_POST
def match(request, pk: UUID) -> HttpResponse:
    """The same, or another."""
    found = get_object_or_404(_mine(request), pk=pk)
    try:
        actions.say_same(found, request.POST.get("same") == "yes", by=request.actor)
        messages.success(request, _("Saved."))
    except RuleBroken as refused:
        messages.error(request, str(refused))
    return redirect("commissioning:register")
