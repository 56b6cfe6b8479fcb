"""What was sent to me and how I want it; what GOV.UK Notify says arrived; the demonstration's mailbox."""

import json
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace.accounts.actors import system
from marketplace.notifications import actions, reading
from marketplace.notifications.forms import SettingsForm
from marketplace.notifications.mailbox import codes_of_staff
from marketplace.notifications.models import Mail, Message

ON_A_PAGE = 20


@never_cache
@require_safe
def mine(request) -> HttpResponse:
    """Everything that was sent to me."""
    found = Message.objects.sent_to(request.user)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [reading.row_of(message) for message in page]
    return render(request, "notifications/mine.html", {"page": page, "rows": rows})


@never_cache
@require_safe
def one(request, pk: UUID) -> HttpResponse:
    """The words of one message that was sent to me."""
    message = get_object_or_404(Message.objects.sent_to(request.user).select_related("to"), pk=pk)
    found = {"row": reading.row_of(message), "words": reading.words_of(message)}
    return render(request, "notifications/one.html", found)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def settings_of_mine(request) -> HttpResponse:
    """Say how I want to be written to."""
    form = SettingsForm(request.POST or None, initial=reading.wishes_as_typed(request.user))
    if request.method == "POST" and form.is_valid():
        actions.change_preferences(request.user, **form.chosen(), by=request.actor)
        messages.success(request, _("We write to you this way from now on."))
        return redirect("my-messages")
    return render(request, "notifications/settings.html", {"form": form})


@csrf_exempt
@login_not_required
@never_cache
@require_POST
def delivery(request) -> HttpResponse:
    """GOV.UK Notify says what became of a message; without its token there is nothing here."""
    token = settings.NOTIFY_CALLBACK_TOKEN
    said = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not constant_time_compare(said, token):
        raise Http404
    try:
        told = json.loads(request.body)
        reference, status = UUID(str(told["reference"])), str(told["status"])
    except (ValueError, KeyError, TypeError):
        return HttpResponse(status=400)
    actions.note_delivery(reference, status, by=system("govuk-notify"))
    return HttpResponse(status=204)


@login_not_required
@never_cache
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """Every message that left, newest first, and the codes of invented staff; only in the demonstration."""
    if not settings.DEMO:
        raise Http404
    page = Paginator(Mail.objects.all(), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "notifications/mailbox.html", {"page": page, "codes": codes_of_staff()})
