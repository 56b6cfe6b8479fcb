"""A commissioner, or the operator where no council has joined, decides what is listed."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace.accounts.access import require
from marketplace.organisations.models import Organisation
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.working_days import working_days_since
from providers import access, actions, display, regulation
from providers.forms.reviewing import DecideForm
from providers.history import history_of
from providers.models import Correction, Service
from providers.progress import as_listed, card_of, lacks_of, state_of, with_councils

Status = Service.Status
ON_A_PAGE = 25
SHOWN = tuple(status for status in Status if status != Status.DRAFT)
LATELY = 10


@require_safe
def review(request):
    """What waits, the oldest first; then what was decided lately, and what people say is wrong."""
    require(access.can_review(request.actor))
    mine = Service.objects.decided_by(request.actor).sent()
    asked = request.GET.get("status", "")
    status = asked if asked in SHOWN else Status.SUBMITTED
    found = mine.waiting() if status == Status.SUBMITTED else mine.in_status(status).lately_decided()
    page = Paginator(found.with_details(), ON_A_PAGE).get_page(request.GET.get("page"))
    counts = mine.status_counts()
    context = {
        "rows": _rows(page),
        "page": _page(page, status),
        "status": status,
        "filters": [{"status": s, "label": s.label, "count": counts.get(s, 0)} for s in SHOWN],
        "lately": _rows(mine.lately_decided().with_details()[:LATELY]) if status == "submitted" else [],
        "changed": _rows(Service.objects.decided_by(request.actor).changed_since_looked().with_details()[:ON_A_PAGE]),
        "corrections": Correction.objects.about(Service.objects.decided_by(request.actor)).unseen(),
        "councils": access.councils_of(request.actor),
    }
    return render(request, "providers/review/list.html", context)


def _rows(services) -> list[dict]:
    return [_row(service) for service in with_councils(services)]


def _row(service: Service) -> dict:
    days = working_days_since(service.submitted_at) if service.submitted_at else 0
    return {"service": service, "card": card_of(service), "days": days, "state": state_of(service)}


def _page(page, status: str) -> dict:
    def address(number: int) -> str:
        return f"?status={status}&page={number}"

    return {
        "number": page.number,
        "pages": page.paginator.num_pages,
        "next_url": address(page.number + 1) if page.has_next() else "",
        "previous_url": address(page.number - 1) if page.has_previous() else "",
    }


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request, pk):
    """The page as people would see it, beside the one question: list it, or send it back with a reason."""
    service = get_object_or_404(Service.objects.known_to(request.actor).with_details(), pk=pk)
    require(access.can_decide(request.actor, service))
    can_list = service.status == Status.SUBMITTED
    facts = {"is_listed": service.status == Status.LISTED, "is_changed": service.look_again_since is not None}
    form = DecideForm(request.POST if request.method == "POST" else None, **facts)
    if request.method == "POST" and form.is_valid() and _decided(request, service, form):
        return redirect("providers:review")
    context = {
        "form": form,
        "service": service,
        "s": display.service_page(as_listed(service)),
        "can_decide": can_list or service.status == Status.LISTED,
        "council": Organisation.objects.council_of(service.council_code),
        "care": regulation.names_of_personal_care(service.activities),
        "lacks": lacks_of(service),
        "history": history_of(service),
        **_row(service),
    }
    return render(request, "providers/review/decide.html", context)


def _decided(request, service: Service, form: DecideForm) -> bool:
    try:
        decision = form.cleaned_data["decision"]
        if decision == "list":
            actions.list_service(service, by=request.actor)
            said = _("%(name)s is in the directory now. We have told them.")
        elif decision == "fits":
            actions.still_fits(service, by=request.actor)
            said = _("Noted that what was decided about %(name)s still fits.")
        else:
            actions.send_back(service, form.because(), by=request.actor)
            said = _("%(name)s has it back, with your reason.")
    except RuleBroken as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, said % {"name": service.enterprise.name})
    return True


@require_POST
def settle_correction(request, pk):
    """I have looked at what somebody said is wrong."""
    about = Correction.objects.about(Service.objects.decided_by(request.actor))
    actions.settle_correction(get_object_or_404(about, pk=pk), by=request.actor)
    messages.success(request, _("Noted that you have looked at it."))
    return redirect("providers:review")
