"""People who work with the owner, what each still has to show, and papers that were sent."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commissioning import actions, display
from commissioning.forms.helping import WorkerForm
from commissioning.models import Evidence, Worker
from commissioning.views.showing import FORM, mine
from marketplace.accounts.ids import uuid7
from marketplace.workflow.errors import RuleBroken


@never_cache
@require_http_methods(FORM)
def people(request, pk: UUID) -> HttpResponse:
    """Everybody who works there, with what is asked for each; and one more."""
    case = mine(request, pk)
    form = WorkerForm(request.POST if request.method == "POST" else None, initial={"key": uuid7()})
    if request.method == "POST" and form.is_valid() and _added(request, case, form):
        return redirect("commissioning:people", pk)
    rows = display.rows_of(case)
    workers = [
        {"worker": worker, "rows": [row for row in rows if row["row"].worker_id == worker.pk]}
        for worker in Worker.objects.of(case.service.enterprise).live()
    ]
    return render(request, "commissioning/mine/people.html", {"case": case, "form": form, "workers": workers})


def _added(request, case, form: WorkerForm) -> bool:
    given = form.cleaned_data
    said = {"is_volunteer": given["paid"] == "no", "key": given["key"], "by": request.actor}
    try:
        actions.add_worker(case.service.enterprise, given["name"], **said)
    except RuleBroken as refused:
        form.add_error("name", str(refused))
        return False
    messages.success(request, _("Added. What is asked for them is listed here."))
    return True


@never_cache
@require_http_methods(FORM)
def leave(request, pk: UUID, worker: UUID) -> HttpResponse:
    """Somebody has left."""
    case = mine(request, pk)
    found = get_object_or_404(Worker.objects.of(case.service.enterprise).live(), pk=worker)
    if request.method == "POST":
        actions.end_worker(found, by=request.actor)
        messages.success(request, _("Taken off. Nothing more is asked for them."))
        return redirect("commissioning:people", pk)
    return render(request, "commissioning/mine/leave.html", {"case": case, "worker": found})


@never_cache
@require_safe
def papers(request, pk: UUID) -> HttpResponse:
    """Everything that is in use, with how many checks each serves."""
    case = mine(request, pk)
    found = Evidence.objects.of(case.service.enterprise).current().served().select_related("worker")
    shown = {"case": case, "papers": found.prefetch_related("files", "referees")}
    return render(request, "commissioning/mine/papers.html", shown)


@never_cache
@require_http_methods(FORM)
def take_back(request, pk: UUID, evidence: UUID) -> HttpResponse:
    """Take a paper back: the checks that rest on it are open again."""
    case = mine(request, pk)
    found = get_object_or_404(Evidence.objects.of(case.service.enterprise).current().served(), pk=evidence)
    if request.method == "POST":
        actions.take_back(found, by=request.actor)
        messages.success(request, _("Taken back. The council cannot rely on it any more."))
        return redirect("commissioning:my-papers", pk)
    return render(request, "commissioning/mine/take_back.html", {"case": case, "paper": found})
