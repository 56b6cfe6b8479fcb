"""Payments of a council: today's proposal, runs that two people make, their files, and what a payee is told."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commissioning import access, actions
from commissioning.forms.payments import KeepBackForm, OnForm
from commissioning.models import AnswerLine, BankAccount, PayerSettings, Payment, PaymentRun, RunFile
from commissioning.money_back_shown import less_of
from commissioning.payments_shown import progress_of, rows_of, steps_of
from commissioning.querysets import bodies_for
from commissioning.querysets.payments import PAYING, SEEING
from commissioning.run_files import NEW_DAYS
from marketplace.accounts.access import require
from marketplace.organisations.access import holds
from marketplace.workflow.errors import RuleBroken

ON_A_PAGE, LATEST = 50, 10
FORM = ["GET", "HEAD", "POST"]
TYPES = {"pain.001": "application/xml", "csv": "text/csv; charset=utf-8", "finance": "text/csv; charset=utf-8"}


@never_cache
@require_safe
def payments(request) -> HttpResponse:
    """What leaves today, what is held and why, what is on its way, and the runs."""
    actor = request.actor
    require(holds(actor, *SEEING))
    runs = PaymentRun.objects.visible_to(actor).select_related("body", "made_by", "approved_by")
    held = Payment.objects.visible_to(actor).held().select_related("invoice", "account", "body")
    on_the_way = Payment.objects.visible_to(actor).waiting_for_an_answer()
    page = Paginator(held, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "open": runs.open(),
        "runs": runs.exclude(status__in=("proposed", "made", "dropped"))[:LATEST],
        "page": page,
        "held": rows_of(page, timezone.now()),
        "on_the_way": on_the_way.count(),
        "pence": on_the_way.aggregate(all=Sum("pence"))["all"] or 0,
        "unclear": AnswerLine.objects.visible_to(actor).unclear().count(),
    }
    shown |= {"bodies": bodies_for(actor, *PAYING), "silent": _silent(actor)}
    return render(request, "commissioning/payments/all.html", shown)


def _silent(actor) -> list[dict]:
    """The bodies that have not said how they pay, and whether the actor may say it."""
    bodies = bodies_for(actor, *SEEING).exclude(pk__in=PayerSettings.objects.values("body"))
    return [{"body": each, "may": access.can_set_paying(actor, each)} for each in bodies.order_by("name", "pk")]


@require_POST
def propose(request, pk: UUID) -> HttpResponse:
    """Look again at what can leave, now."""
    body = get_object_or_404(bodies_for(request.actor, *SEEING), pk=pk)
    number = actions.propose(body, by=request.actor)
    if PayerSettings.objects.filter(body=body).first() is None:
        messages.warning(request, _("%(body)s has not said yet how it pays, so nothing leaves.") % {"body": body.name})
    elif number:
        said = ngettext("The proposal is as it is right now: %(n)s payment.",
                        "The proposal is as it is right now: %(n)s payments.", number)  # fmt: skip
        messages.success(request, said % {"n": number})
    else:
        messages.info(request, _("Nothing more can leave at the moment."))
    return redirect("commissioning:payments")


def _run(request, pk: UUID) -> PaymentRun:
    runs = PaymentRun.objects.visible_to(request.actor).select_related("body", "made_by", "approved_by", "sent_by")
    return get_object_or_404(runs, pk=pk)


@never_cache
@require_safe
def run(request, pk: UUID) -> HttpResponse:
    """Each payment of a run, what it comes to, who looked at it, and how far it is."""
    found, actor = _run(request, pk), request.actor
    items = found.payments.with_payee().order_by("due_on", "pk")
    page = Paginator(items, ON_A_PAGE).get_page(request.GET.get("page"))
    recent = timezone.now() - timedelta(days=NEW_DAYS)
    shown = {
        "run": found,
        "page": page,
        "rows": rows_of(page, timezone.now()),
        "new": items.filter(account__entered_at__gt=recent).count(),
        "shared": items.filter(account__in=BankAccount.objects.shared(_accounts(items))).count(),
        "files": found.files.defer("content"),
        "steps": steps_of(found),
        "progress": progress_of(found),
        "form": OnForm(initial={"on": timezone.localdate()}),
        "can": {"make": access.can_make_run(actor, found), "approve": access.can_approve_run(actor, found)},
    }
    return render(request, "commissioning/payments/run.html", shown)


def _accounts(items):
    return BankAccount.objects.filter(pk__in=items.order_by().values("account"))


ACTS = {
    "make": (actions.make_run, gettext_lazy("Sent to a second person, who looks at it and approves it.")),
    "hand-back": (actions.hand_back_run, gettext_lazy("It is a proposal again.")),
    "approve": (
        actions.approve_run,
        gettext_lazy("Approved. Its files are ready, and it stays as it is."),
    ),
    "give-up": (actions.give_up_run, gettext_lazy("Given up. Its payments are due again.")),
    "sent": (actions.note_run_sent, gettext_lazy("Noted. The books follow in the next minutes.")),
}


@require_POST
def act(request, pk: UUID) -> HttpResponse:
    """One step of a run."""
    found, what = _run(request, pk), request.POST.get("what", "")
    if what not in ACTS:
        raise Http404
    does, words = ACTS[what]
    try:
        does(found, by=request.actor)
        messages.success(request, words)
    except RuleBroken as refused:
        messages.error(request, str(refused))
    return redirect("commissioning:run", pk)


@never_cache
@require_safe
def file(request, pk: UUID) -> HttpResponse:
    """The very bytes that were approved, each time the same; who took them stays on the record."""
    runs = PaymentRun.objects.visible_to(request.actor)
    found = get_object_or_404(RunFile.objects.select_related("run__body").filter(run__in=runs), pk=pk)
    actions.note_download(found, by=request.actor)
    response = HttpResponse(bytes(found.content), content_type=TYPES[found.kind])
    response["Content-Disposition"] = f'attachment; filename="{found.name}"'
    return response


EASED = {"let-in": actions.let_in, "account-is-right": actions.say_account_is_right}


@never_cache
@require_http_methods(FORM)
def hold(request, pk: UUID) -> HttpResponse:
    """Keep a payment back, with the reason; or let it in again."""
    found = get_object_or_404(Payment.objects.visible_to(request.actor).with_payee(), pk=pk)
    require(access.can_hold(request.actor, found))
    form = KeepBackForm(request.POST if request.method == "POST" else None)
    if eases := next((EASED[name] for name in EASED if name in request.POST), None):
        eases(found, by=request.actor)
        messages.success(request, _("It goes with the next proposal."))
        return redirect("commissioning:payments")
    if request.method == "POST" and form.is_valid():
        actions.keep_back(found, form.cleaned_data["because"], by=request.actor)
        messages.success(request, _("Kept back. It stays out until somebody lets it in again."))
        return redirect("commissioning:payments")
    row = rows_of([found], timezone.now())[0]
    return render(request, "commissioning/payments/hold.html", {"form": form, "row": row})


@never_cache
@require_safe
def remittance(request, pk: UUID) -> HttpResponse:
    """For a payee: what one run pays them, and for which invoices; it prints on one sheet."""
    mine = Payment.objects.received_by(request.actor).that_left().filter(run=pk)
    return _remittance(request, mine, is_payee=True)


@never_cache
@require_safe
def remittance_sent(request, pk: UUID) -> HttpResponse:
    """For whoever pays: the same sheet, as its payee reads it."""
    ours = Payment.objects.visible_to(request.actor).that_left()
    found = get_object_or_404(ours, pk=pk)
    return _remittance(request, ours.filter(run=found.run, account=found.account), is_payee=False)


def _remittance(request, payments, *, is_payee: bool) -> HttpResponse:
    found = list(payments.with_payee().order_by("pk"))
    if not found:
        raise Http404
    total = sum(each.pence for each in found if each.status != "returned")
    shown = {"payments": rows_of(found, timezone.now()), "run": found[0].run, "total": total, "body": found[0].body}
    shown |= {"less": less_of([each.invoice for each in found if each.invoice]), "is_payee": is_payee}
    return render(request, "commissioning/payments/remittance.html", shown)
