"""How fast a body pays: the figures, the invoices behind each, what waits with whom, and what lateness costs."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from budgets.weeks import Period
from commissioning import access, actions
from commissioning.forms.speed import RowsForm, WaitsForm, period_choices
from commissioning.lateness import late_sum
from commissioning.models import Invoice
from commissioning.querysets import bodies_for
from commissioning.speed import (
    LEVELS,
    bank_rates,
    cards_of,
    choices_of,
    late_now,
    level_of,
    period_before,
    told_of,
    waiting,
    waiting_rows,
    whole_of,
)
from commissioning.speed_rows import as_csv, behind
from commissioning.speed_wall import wall_of
from commissioning.speed_words import CLOCKS, groups_of, num, pc
from marketplace.accounts.access import require
from marketplace.organisations.models import Organisation
from marketplace.workflow.errors import RuleBroken

ON_A_PAGE, MOST_IN_A_FILE, MOST_LATE = 50, 100_000, 500


def chosen_body(request) -> Organisation:
    """The body that is asked about, or the first one that the actor pays or decides for."""
    bodies = bodies_for(request.actor, "finance", "commissioner")
    require(bodies.exists())
    wanted = request.GET.get("body", "")
    body = next((each for each in bodies if wanted in ("", str(each.pk))), None)
    if body is None:
        raise Http404
    return body


def chosen_period(request) -> tuple[str, Period]:
    """The days that are asked about; without an answer, the half year that runs."""
    choices = choices_of(timezone.localdate())
    code = request.GET.get("period", "")
    code = code if code in choices else next(iter(choices))
    return code, choices[code]


def _asked(request) -> dict:
    """What every page of speed knows: the body, the days, and how to ask for the same again."""
    body = chosen_body(request)
    code, period = chosen_period(request)
    same = f"body={body.pk}&period={code}"
    return {"body": body, "code": code, "period": period, "same": same, "today": timezone.localdate()}


@never_cache
@require_safe
def speed(request) -> HttpResponse:
    """Half are paid within so many days; each figure leads to its invoices."""
    asked = _asked(request)
    body, today = asked["body"], asked["today"]
    told, before = told_of(body, asked["period"]), whole_of(body, period_before(asked["period"]))
    cards = cards_of(body, today)
    shown = {
        "told": told, "before": before, "earlier": period_before(asked["period"]), "clocks": CLOCKS,
        "wall": wall_of(told.whole), "cards": cards, "waiting": sum(card.number for card in cards),
        "waiting_pence": sum(card.pence for card in cards), "late": len(late_now(body, today)),
        "level": LEVELS[level_of(told)], "pc": pc, "num": num, "periods": period_choices(today), "links": _links(body),
        "bodies": bodies_for(request.actor, "finance", "commissioner"),
    }  # fmt: skip
    return render(request, "commissioning/speed/speed.html", asked | shown | groups_of(told))


def _links(body: Organisation) -> list[tuple[str, str]]:
    """Where the books of a body are opened."""
    return [
        (f"{reverse('commissioning:publishing')}?body={body.pk}", _("What we publish, and by when")),
        (reverse("commissioning:open-body", args=[body.pk]), _("What everybody can read")),
    ]


@never_cache
@require_safe
def rows(request) -> HttpResponse:
    """The invoices behind a figure, the slowest first; all of them as a spreadsheet."""
    asked = _asked(request)
    found = behind(asked["body"], asked["period"], RowsForm(request.GET).wanted()).with_invoice().slowest_first()
    if "csv" in request.GET:
        name = f"invoices-{asked['period'].starts_on}-to-{asked['period'].ends_on}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        content = as_csv(found[:MOST_IN_A_FILE]).encode("utf-8-sig")
        return HttpResponse(content, "text/csv; charset=utf-8", headers=headers)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    return render(request, "commissioning/speed/rows.html", asked | {"page": page, "query": query.urlencode()})


@never_cache
@require_safe
def waits(request) -> HttpResponse:
    """What waits with somebody, since when, and whom to remind; the oldest first."""
    asked = _asked(request)
    find = WaitsForm(request.GET)
    if not find.is_valid():
        raise Http404
    found = waiting(asked["body"]).filter(**find.wanted()).with_steps().order_by("received_on", "pk")
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    rows = waiting_rows(asked["body"], page, request.actor)
    query = request.GET.copy()
    query.pop("page", None)
    shown = {"page": page, "rows": rows, "query": query.urlencode()}
    return render(request, "commissioning/speed/waits.html", asked | shown)


@require_POST
def remind(request, pk: UUID) -> HttpResponse:
    """One reminder to whoever it waits with."""
    found = get_object_or_404(Invoice.objects.of_body(request.actor), pk=pk)
    try:
        who = actions.remind(found, by=request.actor)
    except RuleBroken as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Reminded: %(who)s.") % {"who": who})
    return redirect(f"{reverse('commissioning:speed-waits')}?{request.GET.urlencode()}")


@never_cache
@require_safe
def late(request) -> HttpResponse:
    """What is owed by law for what was paid late in a time, and for what waits past its day."""
    asked = _asked(request)
    body, today = asked["body"], asked["today"]
    paid = behind(body, asked["period"], {"late": True}).values("invoice")
    rows = Invoice.objects.filter(pk__in=paid).prefetch_related("queries", "payments").with_sides()
    rates = bank_rates()
    was = late_sum(rows.order_by("-paid_on")[:MOST_LATE], today, rates)
    waits = late_sum(late_now(body, today)[:MOST_LATE], today, rates)
    return render(request, "commissioning/speed/late.html", asked | {
        "was": was, "waits": waits, "may_set_rates": access.can_set_rates(request.actor)})  # fmt: skip
