"""The pages of complaints and data requests, and the operators' list of them."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace.accounts.ids import uuid7
from marketplace.requests import access, actions
from marketplace.requests.forms import ComplaintForm, DataRequestForm, RequestForm
from marketplace.requests.models import Request
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.limits import too_many

MOST_AN_HOUR = 10

SALT = "requests.received"
A_DAY = 24 * 3600
ON_A_PAGE = 20
STEPS: dict[str, Callable] = {
    Request.Status.ACKNOWLEDGED: actions.acknowledge,
    Request.Status.ANSWERED: actions.answer,
}


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def complaints(request) -> HttpResponse:
    """Say that something went wrong."""
    return _take(request, ComplaintForm, "pages/complaints.html")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def data_requests(request) -> HttpResponse:
    """See, correct or erase what is kept, or complain about its use."""
    return _take(request, DataRequestForm, "pages/data-requests.html")


def _take(request, asked: type[RequestForm], template: str) -> HttpResponse:
    if request.method != "POST":
        return render(request, template, {"form": asked(initial=_known(request))})
    form = asked(request.POST)
    status = 200
    if form.is_valid():
        if not too_many(request, "requests", most=MOST_AN_HOUR):
            return _keep(request, form, template)
        status = 429
        form.add_error(None, _("Many forms came from this connection in the last hour. Please ring us, or wait."))
    return render(request, template, {"form": form}, status=status)


def _keep(request, form: RequestForm, template: str) -> HttpResponse:
    try:
        kept = actions.receive(**form.said(), by=request.actor)
    except RuleBroken as refused:
        form.data = again = request.POST.copy()
        again["key"] = str(uuid7())
        form.add_error(None, str(refused))
        return render(request, template, {"form": form}, status=409)
    return redirect("request-received", token=signing.dumps(str(kept.pk), salt=SALT))


def _known(request) -> dict:
    """What we need not ask somebody who is signed in."""
    account = request.actor.account
    known = {"name": account.name, "reply_by": "email", "reply_to": account.email} if account else {}
    return {"key": uuid7(), **known}


@login_not_required
@never_cache
@require_safe
def received(request, token: str) -> HttpResponse:
    """The reference, and for a day a copy to print of what was sent."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=A_DAY)
    except signing.BadSignature:
        raise Http404 from None
    return render(request, "pages/request-received.html", {"asked": get_object_or_404(Request, pk=pk)})


@never_cache
@require_safe
def index(request) -> HttpResponse:
    """What waits for the operator, soonest deadline first."""
    if not access.can_answer(request.actor):
        raise Http404
    asked = Request.objects.visible_to(request.actor)
    page = Paginator(asked.soonest_first(), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "requests/list.html", {"page": page, "waiting": asked.waiting().count()})


@never_cache
@require_safe
def detail(request, pk: UUID) -> HttpResponse:
    """One request, with its words."""
    asked = get_object_or_404(Request.objects.visible_to(request.actor), pk=pk)
    actions.note_reading(asked, by=request.actor)
    return render(request, "requests/detail.html", {"asked": asked})


@require_POST
def step(request, pk: UUID) -> HttpResponse:
    """Acknowledge a request, or say that it is answered."""
    asked = get_object_or_404(Request.objects.visible_to(request.actor), pk=pk)
    act = STEPS.get(request.POST.get("to", ""))
    if act is None:
        raise Http404
    act(asked, by=request.actor)
    messages.success(request, _("%(reference)s is marked.") % {"reference": asked.reference})
    return redirect("requests:detail", pk=pk)
