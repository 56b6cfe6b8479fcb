"""The demonstration's mailbox."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from marketplace.notifications.mailbox import codes_of_staff
from marketplace.notifications.models import Mail

ON_A_PAGE = 20


@login_not_required
@never_cache
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """Every message that left, newest first, and the codes of invented staff; only in the demonstration."""
    if not settings.DEMO:
        raise Http404
    page = Paginator(Mail.objects.all(), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "notifications/mailbox.html", {"page": page, "codes": codes_of_staff()})
