"""A week of visits: for the person, for those around them, for whoever comes, and those nobody spoke of."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from budgets import access, actions, week_shown
from budgets.covering import shorts_of
from budgets.display import page_of
from budgets.forms.visits import ReferenceForm
from budgets.models import Agreement, Person, Visit
from budgets.views.visits import POWERS, acted, home_of
from marketplace.accounts.access import require

FORM = ["GET", "HEAD", "POST"]
ON_A_PAGE = 20


def own(request) -> Person | None:
    """The person as whom somebody is here themselves."""
    return Person.objects.own(request.actor).select_related("organisation").first()


def theirs(request, pk: UUID) -> Person:
    """Somebody for whom the actor acts; each reading goes on the trail."""
    person = get_object_or_404(Person.objects.known().select_related("organisation", "account"), pk=pk)
    if not any(access.may(request.actor, person, power) for power in POWERS):
        raise Http404
    if request.method != "POST":
        actions.note_visits_reading(person, by=request.actor)
    return person


@never_cache
@require_http_methods(FORM)
def my_week(request) -> HttpResponse:
    """My visits of a week, and in one tap what happened."""
    person = own(request)
    if person is None:
        return render(request, "budgets/week.html", {"person": None, "is_mine": True})
    return _week(request, person, is_mine=True)


@never_cache
@require_http_methods(FORM)
def person_week(request, pk: UUID) -> HttpResponse:
    """The week of somebody for whom one speaks."""
    return _week(request, theirs(request, pk), is_mine=False)


def _week(request, person: Person, *, is_mine: bool) -> HttpResponse:
    week = week_shown.week_of(request.GET.get("week", ""))
    if request.method == "POST" and acted(request, _all_at_once, person):
        return redirect(home_of(person, request.actor, week.starts_on))
    shown = week_shown.shown(person, request.actor, week)
    return render(request, "budgets/week.html", shown | {"is_mine": is_mine})


def _all_at_once(request, person: Person) -> str:
    """Everything that is ticked: it happened as planned, or it was paid."""
    keys, by = _keys(request), request.actor
    if request.POST.get("said") == "paid":
        done = actions.pay_visits(person, keys, by=by)
        return ngettext("%(n)d visit is paid.", "%(n)d visits are paid.", done) % {"n": done}
    done = actions.confirm_visits(person, keys, by=by, how=request.POST.get("how", ""))
    return ngettext("Saved: %(n)d visit happened.", "Saved: %(n)d visits happened.", done) % {"n": done}


def _keys(request) -> list[UUID]:
    found = []
    for each in request.POST.getlist("visit"):
        try:
            found.append(UUID(each))
        except ValueError:
            continue
    return found


# --- Whoever comes ---------------------------------------------------------------------------------------------------
@never_cache
@require_safe
def visits(request) -> HttpResponse:
    """The agreed times of the enterprise's week."""
    week = week_shown.week_of(request.GET.get("week", ""))
    found = Visit.objects.to_come(request.actor).with_agreement().between(week.starts_on, week.ends_on)
    open_sheets = Agreement.objects.with_open_sheet(request.actor, timezone.localdate())
    shown = week_shown.coming(found, week) | {"sheets": set(open_sheets.values_list("pk", flat=True))}
    shorts = shorts_of(Agreement.objects.of_enterprise(request.actor))
    return render(request, "budgets/visits.html", shown | {"shorts": shorts})


# --- Workers and the desk --------------------------------------------------------------------------------------------
@never_cache
@require_safe
def silent(request) -> HttpResponse:
    """Visits of their people of which nobody has said for two days whether they happened."""
    require(access.can_introduce(request.actor))
    found = Visit.objects.silent_for(request.actor, timezone.localdate()).with_agreement()
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [{"visit": visit, "when": week_shown.when(visit)} for visit in page]
    return render(request, "budgets/silent.html", {"rows": rows, "page": page_of(page)})


@never_cache
@require_http_methods(FORM)
def by_phone(request) -> HttpResponse:
    """Somebody rings: by the reference of their agreement the desk finds the visits of which nobody spoke."""
    require(access.can_use_visit_desk(request.actor))
    form, rows = ReferenceForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        found = Agreement.objects.filter(reference=form.cleaned_data["reference"], person__is_represented=False)
        agreement = found.select_related("person__organisation").first()
        person = agreement.person if agreement else None
        if person is None or not access.can_take_down(request.actor, person):
            form.add_error("reference", _("We do not find it among the agreements of your organisation."))
        else:
            actions.note_visits_reading(person, by=request.actor)
            now = timezone.now()
            unsaid = list(Visit.objects.filter(agreement=agreement).unsaid(now).with_agreement()[:ON_A_PAGE])
            rights = week_shown.Rights.of(request.actor, person, unsaid)
            rows = [week_shown.row_of(visit, now, rights) for visit in unsaid]
    return render(request, "budgets/by_phone.html", {"form": form, "rows": rows})
