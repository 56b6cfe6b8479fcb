"""The enterprise's side: what its work needs, the papers it shows, the council's questions, and sharing."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commissioning import access, actions, display
from commissioning.actions.computing import situation_of, unanswered
from commissioning.forms.deciding import WordsForm
from commissioning.forms.evidence import ReferenceForm, form_for, plain
from commissioning.forms.needing import CircumstancesForm
from commissioning.models import CheckCase, Circumstances, Evidence, EvidenceFile, Passport, Worker
from commissioning.proportionality import BY_SLUG, questions
from marketplace.accounts.access import require
from marketplace.accounts.ids import uuid7
from marketplace.organisations.models import Organisation
from marketplace.workflow import files
from marketplace.workflow.errors import RuleBroken
from providers.models import Service

FORM = ["GET", "HEAD", "POST"]


def mine(request, pk: UUID) -> CheckCase:
    """A case of an enterprise that the actor runs, fills in for or works in."""
    own = CheckCase.objects.filter(service__in=Service.objects.run_by(request.actor)).with_service()
    return get_object_or_404(own, pk=pk)


@never_cache
@require_safe
def my_checks(request) -> HttpResponse:
    """Every service of mine with its cases; where there is none yet, one button begins it."""
    services = list(Service.objects.run_by(request.actor).with_enterprise().exclude(status="closed"))
    cases = CheckCase.objects.filter(service__in=services).with_service().order_by("opened_at")
    councils = Organisation.objects.councils_of(service.council_code for service in services)
    rows = [
        {
            "service": service,
            "cases": [case for case in cases if case.service_id == service.pk],
            "council": councils.get(service.council_code),
        }
        for service in services
    ]
    return render(request, "commissioning/mine/list.html", {"rows": rows})


@require_POST
def begin(request, pk: UUID) -> HttpResponse:
    """What does this service need? The case is opened and counted."""
    service = get_object_or_404(Service.objects.run_by(request.actor).with_enterprise(), pk=pk)
    council = Organisation.objects.council_of(service.council_code)
    if council is None:
        messages.error(request, _("No council has joined where you work, so nobody asks you for checks here."))
        return redirect("commissioning:my-checks")
    case = actions.open_case(service, council, by=request.actor)
    return redirect("commissioning:my-case", case.pk)


@never_cache
@require_http_methods(FORM)
def my_case(request, pk: UUID) -> HttpResponse:
    """What my work needs and why, where each stands, and the one next thing to do."""
    case = mine(request, pk)
    if request.method == "POST":
        return _apply(request, case)
    rows = display.rows_of(case)
    shown = {
        "case": case,
        "rows": rows,
        "not_needed": display.not_needed(rows),
        "clock": display.clock_of(case),
        "unanswered": len(unanswered(case.service)),
        "stopped": display.stopped_words(case),
        "may_send": access.can_apply(request.actor, case) and case.status == "preparing",
        "shared": Passport.objects.filter(enterprise=case.service.enterprise, ended_at=None).select_related("council"),
    }
    return render(request, "commissioning/mine/case.html", shown)


def _apply(request, case: CheckCase) -> HttpResponse:
    try:
        actions.apply(case, by=request.actor)
        messages.success(request, _("Sent. The council decides within 15 working days."))
    except RuleBroken as refused:
        messages.error(request, str(refused))
    return redirect("commissioning:my-case", case.pk)


@never_cache
@require_http_methods(FORM)
def circumstances(request, pk: UUID) -> HttpResponse:
    """The questions that still matter; what is answered adds checks, or takes them away."""
    case = mine(request, pk)
    said = Circumstances.objects.filter(pk=case.service_id).first()
    known = said.answers if said else []
    asked = questions(situation_of(case.service, known))
    facts = {"questions": asked, "answers": known, "answered": said.answered if said else []}
    form = CircumstancesForm(request.POST if request.method == "POST" else None, **facts)
    if request.method == "POST" and form.is_valid():
        answers, answered = form.said()
        actions.say_circumstances(case.service, answers, answered, by=request.actor)
        left = questions(situation_of(case.service, answers))
        done = all(each.answer.value in answered for each in left)
        return redirect("commissioning:my-case" if done else "commissioning:circumstances", pk)
    return render(request, "commissioning/mine/circumstances.html", {"form": form, "case": case})


@never_cache
@require_http_methods(FORM)
def show(request, pk: UUID, what: str) -> HttpResponse:
    """One paper: its own form, kept once for every check that it serves."""
    case = mine(request, pk)
    worker = _worker(request, case)
    same = [each for each in display.rows_of(case) if each["check"].slug == what and each["row"].worker == worker]
    if not same:
        raise Http404
    form = _form(request, case, what)
    if request.method == "POST" and form.is_valid() and _shown(request, case, what, form, worker):
        return redirect("commissioning:my-case", pk)
    row = same[0]
    return render(request, "commissioning/mine/show.html", {"case": case, "form": form, "what": what, **row})


def _worker(request, case: CheckCase) -> Worker | None:
    """For whom it is: somebody who works there, or nobody in particular, who is the owner."""
    asked = request.GET.get("worker")
    live = Worker.objects.of(case.service.enterprise).live()
    return get_object_or_404(live, pk=_key(asked)) if asked else None


def _form(request, case: CheckCase, what: str):
    kind = form_for(what)
    same = [row.what for row in case.requirements.needed() if row.what in BY_SLUG and row.what != what]
    others = {slug: str(BY_SLUG[slug].name) for slug in same if BY_SLUG[slug].kind == BY_SLUG[what].kind}
    facts: dict = {"enterprise": case.service.enterprise, "what": what, "others": others}
    if kind is ReferenceForm:
        facts["own"] = _own_words(request, case)
    if what == "size":
        facts["limit"] = case.council.micro_limit
    files_too = (request.POST, request.FILES) if request.method == "POST" else ()
    return kind(*files_too, initial={"key": uuid7()}, **facts)


def _own_words(request, case: CheckCase) -> frozenset[str]:
    """By what the owner would be known among referees."""
    account, service = request.actor.person, case.service
    return frozenset(filter(None, map(plain, (account.name, account.email or "", account.phone, service.phone,
                                              service.email, service.people))))  # fmt: skip


def _shown(request, case: CheckCase, what: str, form, worker: Worker | None) -> bool:
    kind, given = BY_SLUG[what].kind, form.cleaned_data
    try:
        made = actions.show(
            case.service.enterprise, what, kind, form.facts(), key=given["key"] or uuid7(), papers=form.papers(),
            worker=worker, by=request.actor,
        )  # fmt: skip
        if isinstance(form, ReferenceForm) and not made.referees.exists():
            actions.ask_referees(made, form.referees(), by=request.actor)
    except RuleBroken as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("Kept, and sent for every check that it serves."))
    for words in display.short_of(made):
        messages.warning(request, words)
    return True


@never_cache
@require_http_methods(FORM)
def answer(request, pk: UUID, requirement: UUID) -> HttpResponse:
    """The council's question and my answer; or its refusal and my appeal."""
    case = mine(request, pk)
    row = get_object_or_404(case.requirements.select_related("case__service__enterprise", "case__council"),
                            pk=requirement, status__in=("asked", "refused"))  # fmt: skip
    form = WordsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        act = actions.answer if row.status == "asked" else actions.appeal
        try:
            act(row, form.cleaned_data["words"], by=request.actor)
            messages.success(request, _("Sent. The clock is the council’s again."))
            return redirect("commissioning:my-case", pk)
        except RuleBroken as refused:
            form.add_error(None, str(refused))
    return render(request, "commissioning/mine/answer.html", {"case": case, "form": form, **display.row_of(row)})


@never_cache
@require_http_methods(FORM)
def share(request, pk: UUID) -> HttpResponse:
    """Another council may see what I have shown; I see beforehand exactly what, and can take it back."""
    case = mine(request, pk)
    require(access.can_share(request.actor, case.service.enterprise))
    others = Organisation.objects.councils().exclude(council_code=case.service.council_code).order_by("name")
    if request.method == "POST":
        return _share(request, case, others)
    papers = Evidence.objects.of(case.service.enterprise).current()
    live = Passport.objects.filter(enterprise=case.service.enterprise, ended_at=None).select_related("council")
    shown = {"case": case, "others": others, "papers": papers, "live": live}
    return render(request, "commissioning/mine/share.html", shown)


def _share(request, case: CheckCase, others) -> HttpResponse:
    if stop := request.POST.get("stop"):
        live = Passport.objects.filter(enterprise=case.service.enterprise, ended_at=None)
        actions.stop_sharing(get_object_or_404(live, council__pk=_key(stop)), by=request.actor)
        messages.success(request, _("It ended. They see nothing more, and what they took over is open again."))
    else:
        council = get_object_or_404(others, pk=_key(request.POST.get("council", "")))
        actions.share(case.service, council, by=request.actor)
        messages.success(request, _("%(name)s can see your papers now.") % {"name": council.name})
    return redirect("commissioning:share", case.pk)


def _key(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError as error:
        raise Http404 from error


@never_cache
@require_safe
def paper(request, pk: UUID) -> HttpResponse:
    """One paper, for whoever may see it: always as a download, in a box without rights, and on the trail."""
    seen = EvidenceFile.objects.filter(evidence__in=Evidence.objects.visible_to(request.actor))
    file = get_object_or_404(seen.select_related("evidence"), pk=pk)
    if file.scan in ("waiting", "infected") or not file.stored_as:
        raise Http404
    actions.note_file_reading(file, by=request.actor)
    return files.as_download(file.stored_as, file.content_type, f"paper-{file.pk}")
