"""Open books: what everybody may read, and what a finance officer publishes after a look; and the Bank Rate."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from budgets.weeks import Period
from commissioning import access
from commissioning.actions import publishing
from commissioning.forms.publishing import NoticeForm, PublishForm, RateForm
from commissioning.models import BankRate, Publication
from commissioning.open_books import HALF_YEARLY, draft_of, due_on, no_prefix, offered
from commissioning.querysets import bodies_for
from commissioning.timeliness import Authority
from commissioning.views.speed import chosen_body
from marketplace.accounts.access import require
from marketplace.organisations.models import Organisation
from marketplace.workflow.errors import RuleBroken

FORM = ["GET", "HEAD", "POST"]
TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
SHOWN = 12


@login_not_required
@require_safe
def open_books(request) -> HttpResponse:
    """Every body that has published something."""
    bodies = Organisation.objects.filter(pk__in=Publication.objects.values("body")).order_by("name")
    return render(request, "commissioning/speed/open_books.html", {"bodies": bodies})


@login_not_required
@require_safe
def open_body(request, pk: UUID) -> HttpResponse:
    """The files of one body, the newest first; a correction stands above what it corrects."""
    body = get_object_or_404(Organisation, pk=pk, kind__in=("council", "nhs"))
    files = Publication.objects.filter(body=body).defer("content")
    return render(request, "commissioning/speed/open_body.html", {"body": body, "files": files})


@login_not_required
@require_safe
def open_file(request, pk: UUID) -> HttpResponse:
    """A file, byte for byte as it was published; this address stays."""
    file = get_object_or_404(Publication, pk=pk)
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"', "Digest": f"sha-256={file.sha256}"}
    return HttpResponse(bytes(file.content), TYPES[file.name.rsplit(".", 1)[1]], headers=headers)


@never_cache
@require_safe
def publishing_list(request) -> HttpResponse:
    """What was published of the last year, and what has still to be."""
    body, today = chosen_body(request), timezone.localdate()
    there = {(each.kind, each.starts_on): each for each in
             Publication.objects.filter(body=body).defer("content").order_by("number")}  # fmt: skip
    rows = [
        {"kind": kind, "period": period, "due": due_on(period), "file": there.get((kind.value, period.starts_on)),
         "late": due_on(period) < today}
        for kind in Publication.Kind
        for period in offered(kind, today)
    ]  # fmt: skip
    shown = {"body": body, "rows": rows, "may_publish": access.can_publish(request.actor, body)}
    shown["no_prefix"] = no_prefix()
    return render(request, "commissioning/speed/publishing.html", shown)


def _what(request, pk: UUID, kind: str, start: str) -> tuple[Organisation, Period]:
    """The body and the days of an address; what does not exist is not found."""
    body = get_object_or_404(bodies_for(request.actor, "finance", "commissioner"), pk=pk)
    periods = offered(kind, timezone.localdate()) if kind in Publication.Kind.values else []
    period = next((each for each in periods if each.starts_on.isoformat() == start), None)
    if period is None:
        raise Http404
    return body, period


@never_cache
@require_http_methods(FORM)
def publish(request, pk: UUID, kind: str, start: str) -> HttpResponse:
    """A look at the file as it would be, and a name under it."""
    body, period = _what(request, pk, kind, start)
    require(access.can_publish(request.actor, body))
    files = Publication.objects.filter(body=body, kind=kind, starts_on=period.starts_on).defer("content")
    asks = NoticeForm if kind in HALF_YEARLY else PublishForm
    form = asks(request.POST if request.method == "POST" else None, initial={"number": files.count() + 1})
    if request.method == "POST" and form.is_valid() and (made := _published(request, body, kind, period, form)):
        messages.success(request, _("Published: %(name)s") % {"name": made.name})
        return redirect("commissioning:open-body", body.pk)
    shown = {"body": body, "kind": Publication.Kind(kind), "period": period, "files": files, "form": form}
    shown["names_authority"] = kind in HALF_YEARLY
    return render(request, "commissioning/speed/publish.html", shown | _preview(body, kind, period))


def _published(request, body, kind, period, form) -> Publication | None:
    given = form.cleaned_data
    authority = None
    if kind in HALF_YEARLY:
        authority = Authority(body.name, given["identifier"], given["address"], given["contact"])
    facts = {"number": given["number"], "job_title": given["job_title"], "authority": authority}
    try:
        return publishing.publish(body, kind, period, by=request.actor, **facts)
    except RuleBroken as refused:
        form.add_error(None, str(refused))
        return None


def _preview(body, kind, period) -> dict:
    """The first lines; what cannot be worked out says why."""
    try:
        draft = draft_of(body, kind, period)
    except RuleBroken as refused:
        return {"draft": None, "why_not": str(refused), "lines": []}
    lines = draft.content.decode("utf-8-sig").splitlines()
    return {"draft": draft, "why_not": "", "lines": lines[: 40 if kind in HALF_YEARLY else SHOWN], "all": len(lines)}


@never_cache
@require_http_methods(FORM)
def rates(request) -> HttpResponse:
    """The Bank Rates that interest is worked out with."""
    require(access.can_set_rates(request.actor))
    form = RateForm(request.POST if request.method == "POST" else None, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        publishing.set_bank_rate(given["on"], given["per_cent"], given["source"], by=request.actor)
        messages.success(request, _("Written down."))
        return redirect("commissioning:rates")
    rows = BankRate.objects.select_related("set_by")
    return render(request, "commissioning/speed/rates.html", {"form": form, "rows": rows})
