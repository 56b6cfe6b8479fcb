"""The council's side: the queue, one case, one check beside its rule, and waivers that wait for a second person."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commissioning import access, actions, display
from commissioning.actions.computing import unanswered
from commissioning.clock import median_days
from commissioning.fitting import pounds
from commissioning.forms.deciding import DecideForm
from commissioning.models import CheckCase, Evidence, Passport, Referee, Requirement, Waiver
from marketplace.accounts.access import require
from marketplace.ui.fields import visible
from marketplace.workflow.errors import RuleBroken
from providers import access as providers
from providers.display import faces

FORM = ["GET", "HEAD", "POST"]
ON_A_PAGE, LATELY = 25, 200


@never_cache
@require_safe
def queue(request) -> HttpResponse:
    """Whoever has waited longest comes first; how long a decision takes here stands at the top."""
    require(providers.councils_of(request.actor).exists())
    mine = CheckCase.objects.decided_by(request.actor)
    lists = _lists(mine)
    which = request.GET.get("show") if request.GET.get("show") in lists else "waiting"
    page = Paginator(lists[which].with_service().prefetch_related("turns"), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    decided = mine.exclude(decided_at=None).exclude(applied_at=None).order_by("-decided_at")[:LATELY]
    times = list(decided.values_list("applied_at", "decided_at"))
    shown = {
        "rows": [{"case": case, "clock": display.clock_of(case)} for case in page],
        "page": page,
        "total": mine.queue().count(),
        "which": which,
        "numbers": {name: found.count() for name, found in lists.items()},
        "median": median_days(times),
        "number": len(times),
        "waivers": _waivers(request.actor).count(),
        "councils": providers.councils_of(request.actor),
    }
    return render(request, "commissioning/checks/queue.html", shown)


def _lists(mine) -> dict:
    """The cases by whose turn it is, and those that were decided."""
    return {
        "waiting": mine.queue(),
        "council": mine.queue().filter(status="with-council"),
        "enterprise": mine.queue().filter(status="with-enterprise"),
        "decided": mine.filter(status="accepted").order_by("-decided_at", "pk"),
    }


def theirs(request, pk: UUID) -> CheckCase:
    """A case that the actor decides about."""
    found = CheckCase.objects.decided_by(request.actor).exclude(status__in=("preparing", "withdrawn")).with_service()
    return get_object_or_404(found.prefetch_related("turns"), pk=pk)


@never_cache
@require_safe
def case(request, pk: UUID) -> HttpResponse:
    """The first check that waits for the council; where none does, the whole of it."""
    found = theirs(request, pk)
    rows = display.rows_of(found)
    waiting = [each for each in rows if each["row"].status == "sent"]
    if waiting:
        return redirect("commissioning:check", pk, waiting[0]["row"].pk)
    actions.note_case_reading(found, by=request.actor)
    return render(request, "commissioning/checks/case.html", _shown(request, found, rows))


def _shown(request, found: CheckCase, rows: list[dict]) -> dict:
    return {
        "case": found,
        "rows": rows,
        "clock": display.clock_of(found),
        "not_needed": display.not_needed(rows),
        "questions_open": len(unanswered(found.service)),
        "name": found.service.people or found.service.enterprise.name,
        "faces": faces(str(found.service_id), found.service.photo.name or "", found.service.portraits),
        "total": CheckCase.objects.decided_by(request.actor).queue().count(),
    }


@never_cache
@require_http_methods(FORM)
def check(request, pk: UUID, requirement: UUID) -> HttpResponse:
    """One check: the paper beside the rule, and one decision."""
    found = theirs(request, pk)
    about = found.requirements.needed().select_related("evidence", "case__service__enterprise", "case__council")
    row = get_object_or_404(about, pk=requirement)
    shown = _shown(request, found, display.rows_of(found))
    seen = _seen_elsewhere(found, row)
    who = seen.case.council.name if seen else ""
    is_other = {"referee", "take-back", "status"} & request.POST.keys()
    data = request.POST if request.method == "POST" and not is_other else None
    form = DecideForm(data, requirement=row, seen_by=who, name=shown["name"])
    if request.method == "POST" and _acted(request, row, form, seen):
        return redirect("commissioning:case", pk)
    actions.note_case_reading(found, by=request.actor)
    shown |= {"now": display.row_of(row), "paper": display.paper_of(row), "form": form, "seen": seen}
    shown |= {"before": display.history_of(found, row), "said": row.decisions.select_related("account")}
    waiver = row.waivers_of.filter(status="proposed").select_related("proposed_by").first()
    shown |= {"waiver": waiver, "is_my_waiver": waiver and waiver.proposed_by == request.actor.account}
    return render(request, "commissioning/checks/check.html", shown)


def _seen_elsewhere(found: CheckCase, row: Requirement) -> Requirement | None:
    """What another council accepted of the same paper, while the owner shares it with this one."""
    shared = Passport.objects.filter(enterprise=found.service.enterprise, council=found.council, ended_at=None)
    if row.evidence is None or not shared.exists():
        return None
    seen = Requirement.objects.filter(evidence=row.evidence, status="accepted").exclude(case__council=found.council)
    return seen.select_related("case__council").first()


def _acted(request, row: Requirement, form: DecideForm, seen: Requirement | None) -> bool:
    """A decision; or a word of a referee on the telephone; or a proposal that is taken back."""
    if "referee" in request.POST:
        return _rang(request, row, form)
    if "status" in request.POST:
        actions.note_status(row, request.POST["status"] == "same", by=request.actor)
        messages.success(request, _("Written down."))
        return True
    waiver = row.waivers_of.filter(status="proposed").first()
    if "take-back" in request.POST and waiver:
        actions.take_back_waiver(waiver, by=request.actor)
        messages.success(request, _("Taken back. You can decide anew."))
        return True
    return form.is_valid() and _decided(request, row, form, seen)


def _rang(request, row: Requirement, form: DecideForm) -> bool:
    referee = get_object_or_404(Referee, evidence=row.evidence_id, pk=_key(request.POST["referee"]))
    said, again = visible(request.POST.get("said", ""))[:1000], request.POST.get("again", "")
    if not said.strip() or again not in ("yes", "no"):
        messages.error(request, _("Write down what they said, and whether they would trust them."))
        return True
    actions.note_reference(referee, said, would_again=again == "yes", by=request.actor)
    messages.success(request, _("Written down."))
    return True


def _key(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        raise Http404 from None


def _decided(request, row: Requirement, form: DecideForm, seen: Requirement | None) -> bool:
    given, by, paper = form.cleaned_data, request.actor, cast(Evidence, row.evidence)
    acts = {
        "accept": lambda: actions.accept(row, paper, by=by),
        "accept-theirs": lambda: actions.accept(row, paper, first=seen.case.council if seen else None, by=by),
        "ask": lambda: actions.ask(row, given["question"], by=by),
        "refuse": lambda: actions.refuse(row, given["because"], by=by),
        "not-applicable": lambda: actions.not_applicable(row, given["reason"], by=by),
        "waive": lambda: actions.propose_waiver(row, given["waiver"], given["until"], by=by),
        "vary": lambda: actions.propose_waiver(
            row, given["less"], given["less_until"], pence=given["pounds"] * 100, by=by
        ),
    }
    try:
        actions.as_seen(row, request.POST.get("mark", ""), acts[given["decision"]], by=by)
    except RuleBroken as refused:
        form.add_error(None, str(refused))
        return False
    said = _("Proposed. Somebody else has to agree to it.") if given["decision"] in ("waive", "vary") else _("Saved.")
    messages.success(request, said)
    return True


def _waivers(actor):
    """Those that wait for this very person: proposed by somebody else, for a council of theirs."""
    cases = CheckCase.objects.decided_by(actor)
    waiting = Waiver.objects.filter(status="proposed", requirement__case__in=cases).exclude(proposed_by=actor.account)
    return waiting.select_related("requirement__case__service__enterprise__organisation", "proposed_by")


@never_cache
@require_safe
def waivers(request) -> HttpResponse:
    """What waits for a second person."""
    require(providers.councils_of(request.actor).exists())
    return render(request, "commissioning/checks/waivers.html", {"rows": _waivers(request.actor)})


@never_cache
@require_http_methods(FORM)
def waiver(request, pk: UUID) -> HttpResponse:
    """One of them: agree, or not."""
    found = get_object_or_404(_waivers(request.actor), pk=pk)
    require(access.can_decide(request.actor, found.requirement.case))
    if request.method == "POST":
        act = actions.agree_waiver if request.POST.get("decision") == "agree" else actions.refuse_waiver
        act(found, by=request.actor)
        messages.success(request, _("Saved."))
        return redirect("commissioning:waivers")
    actions.note_case_reading(found.requirement.case, by=request.actor)
    shown = {"waiver": found, "row": display.row_of(found.requirement), "paper": display.paper_of(found.requirement)}
    shown["sum"] = pounds(found.minimum_pence) if found.minimum_pence else ""
    return render(request, "commissioning/checks/waiver.html", shown)
