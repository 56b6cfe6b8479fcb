"""What a person has to print and post, to ring, or to find out about."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace.accounts.access import require
from marketplace.notifications.contacts import Format, Way
from marketplace.notifications.models import Message
from marketplace.post import access, actions
from marketplace.post.forms import AgainForm
from marketplace.post.querysets import waiting_for
from marketplace.post.shown import Shown

ON_A_PAGE = 20
STEPS = {"done": actions.note_done, "settle": actions.settle}


def _message(request, pk: UUID) -> Message:
    """One that waits for this person; to anybody else it does not exist."""
    return get_object_or_404(waiting_for(request.actor), pk=pk)


@never_cache
@require_safe
def index(request) -> HttpResponse:
    """Everything that waits, the oldest first."""
    if not access.can_look_after_any(request.actor):
        raise Http404
    page = Paginator(waiting_for(request.actor), ON_A_PAGE).get_page(request.GET.get("page"))
    found = {"page": page, "rows": [Shown(message) for message in page], "current_section": "post"}
    return render(request, "post/list.html", found)


@never_cache
@require_safe
def detail(request, pk: UUID) -> HttpResponse:
    """One message, to whom, its words, and what to do."""
    message = _message(request, pk)
    actions.note_reading(message, by=request.actor)
    return render(request, "post/detail.html", {"row": Shown(message)})


@never_cache
@require_safe
def letter(request, pk: UUID) -> HttpResponse:
    """A letter as it is printed: in type of 18 points for whoever reads large print."""
    message = _message(request, pk)
    if message.way != Way.LETTER:
        raise Http404
    actions.note_reading(message, by=request.actor)
    row = Shown(message)
    sender = [line.strip() for line in settings.SITE_ADDRESS.split(",")]
    found = {"row": row, "sender": sender, "today": timezone.localdate()}
    found["is_large"] = Format.LARGE_PRINT in row.formats
    return render(request, "post/letter.html", found)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def again(request, pk: UUID) -> HttpResponse:
    """Put the address right and send the same words again."""
    message = _message(request, pk)
    require(access.can_look_after(request.actor, message))
    row = Shown(message)
    form = AgainForm(request.POST or None, initial=row.as_typed())
    if request.method == "POST" and form.is_valid():
        actions.send_again(message, **form.chosen(), by=request.actor)
        messages.success(request, _("It is on its way again."))
        return redirect("post:list")
    return render(request, "post/again.html", {"form": form, "row": row})


@require_POST
def done(request, pk: UUID) -> HttpResponse:
    """Say that it is posted, that they were rung, or that nothing more is to do."""
    message = _message(request, pk)
    act = STEPS.get(request.POST.get("do", ""))
    if act is None:
        raise Http404
    act(message, by=request.actor)
    messages.success(request, _("Thank you. It is off the list."))
    return redirect("post:list")
