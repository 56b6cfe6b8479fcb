"""Enterprises that somebody has to do with themselves, as they declare them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from providers import actions
from providers.forms.interests import InterestForm, WhichForm
from providers.models import Interest


@require_http_methods(["GET", "HEAD", "POST"])
def interests(request):
    """What I declared, and one more: first its name, then which of that name and what I have to do with it."""
    which = WhichForm(request.POST if request.method == "POST" else None)
    found = which.found() if request.method == "POST" and which.is_valid() else []
    form = None
    if found:
        answered = request.POST if "step" in request.POST else None
        form = InterestForm(answered, found=found)
        if answered and form.is_valid():
            actions.declare_interest(**form.cleaned_data, by=request.actor)
            messages.success(request, _("Noted. Now you cannot introduce anybody to it."))
            return redirect("providers:interests")
    mine = Interest.objects.live().of(request.actor).with_enterprise()
    return render(request, "providers/interests.html", {"form": form or which, "which": which, "mine": mine})


@require_POST
def end_interest(request, pk):
    """It is no longer so."""
    mine = get_object_or_404(Interest.objects.of(request.actor), pk=pk)
    actions.end_interest(mine, by=request.actor)
    messages.success(request, _("Noted that this is over."))
    return redirect("providers:interests")
