"""What leaves the site: its people choose it, and everybody sees how well the feed is kept."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from providers import actions, sharing
from providers.forms.sharing import SharingForm
from providers.models import Service
from providers.open_referral import health


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request, pk):
    """Which facts of a listing other directories may have."""
    service = get_object_or_404(Service.objects.run_by(request.actor).with_enterprise(), pk=pk)
    given = request.POST if request.method == "POST" else None
    form = SharingForm(given, initial=SharingForm.known(service))
    if request.method == "POST" and form.is_valid():
        actions.keep_back(service, form.withheld(), by=request.actor)
        messages.success(request, _("Saved. Other directories see it when they next ask, mostly within a day."))
        return redirect("providers:progress", pk)
    hints = {group.slug: group.hint for group in sharing.GROUPS}
    return render(request, "providers/offer/sharing.html", {"form": form, "service": service, "hints": hints})


@login_not_required
@require_safe
def feed_health(request):
    """Whether the feed is right and fresh, and how to use it."""
    return render(request, "providers/feed_health.html", health.told() | {"site": settings.SITE_URL})
