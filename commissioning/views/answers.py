"""What banks and finance systems answer: files and words by hand, and lines that wait for somebody who decides."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commissioning import access, actions
from commissioning.bank_files import Unreadable, words_of
from commissioning.forms.payments import AnswerFileForm, DecideLineForm, OnForm, SayAnswerForm
from commissioning.models import AnswerLine, BankAnswer, Payment, PaymentRun
from commissioning.payments_shown import rows_of
from commissioning.querysets import bodies_for
from commissioning.querysets.payments import PAYING
from marketplace.accounts.access import require
from marketplace.accounts.actors import system
from marketplace.organisations.access import holds
from marketplace.workflow.errors import RuleBroken

FORM = ["GET", "HEAD", "POST"]
ON_A_PAGE, LATEST, AT_ONCE = 50, 20, 100


@never_cache
@require_http_methods(FORM)
def answers(request) -> HttpResponse:
    """Bring a file that came back; see which came before, and what in them waits for a person."""
    require(holds(request.actor, *PAYING))
    bodies = bodies_for(request.actor, *PAYING)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AnswerFileForm(*given, bodies=bodies)
    if request.method == "POST" and form.is_valid() and (brought := _brought(request, form)):
        return redirect("commissioning:bank-answer", brought.pk)
    unclear = AnswerLine.objects.visible_to(request.actor).unclear().select_related("answer", "payment")
    before = BankAnswer.objects.visible_to(request.actor).select_related("brought_by")[:LATEST]
    shown = {"form": form, "unclear": unclear[:ON_A_PAGE], "number": unclear.count(), "answers": before}
    return render(request, "commissioning/payments/answers.html", shown)


def _brought(request, form: AnswerFileForm) -> BankAnswer | None:
    """A small file is in the books at once, a large one in the next minutes."""
    file = form.cleaned_data["file"]
    try:
        found, is_new = actions.take_answer(form.cleaned_data["body"], file.name, file.read(), by=request.actor)
    except (Unreadable, RuleBroken) as refused:
        form.add_error("file", str(refused))
        return None
    _into_the_books(found)
    words = _("Read. This is what it says.") if is_new else _("This file was read before. Nothing moved again.")
    messages.success(request, words)
    return found


def _into_the_books(found: BankAnswer) -> None:
    actions.apply_some(by=system("payments"), most=AT_ONCE, answer=found)


@never_cache
@require_safe
def answer(request, pk: UUID) -> HttpResponse:
    """Each line of an answer, and what became of it."""
    found = get_object_or_404(BankAnswer.objects.visible_to(request.actor).select_related("brought_by"), pk=pk)
    lines = found.lines.select_related("payment").order_by("place")
    page = Paginator(lines, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {"answer": found, "page": page, "unclear": found.lines.unclear().count(), "words_of": words_of}
    shown["of_nobody"] = found.lines.of_nobody().count()
    return render(request, "commissioning/payments/answer.html", shown)


@require_POST
def none_is_ours(request, pk: UUID) -> HttpResponse:
    """All lines that name no payment of ours change nothing."""
    found = get_object_or_404(BankAnswer.objects.visible_to(request.actor), pk=pk)
    number = actions.say_none_is_ours(found, by=request.actor)
    said = ngettext("Decided: one line is not ours.", "Decided: %(n)s lines are not ours.", number) % {"n": number}
    messages.success(request, said)
    return redirect("commissioning:bank-answer", pk)


@never_cache
@require_http_methods(FORM)
def line(request, pk: UUID) -> HttpResponse:
    """One line that is not clear: somebody says what to make of it."""
    lines = AnswerLine.objects.visible_to(request.actor).select_related("answer", "payment__run")
    found = get_object_or_404(lines, pk=pk)
    start = {"on": found.on or timezone.localdate()}
    form = DecideLineForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide_line(found, *form.said(), by=request.actor)
            messages.success(request, _("Decided."))
            return redirect("commissioning:bank-answer", found.answer_id)
        except RuleBroken as refused:
            form.add_error(None, str(refused))
    return render(request, "commissioning/payments/line.html", {"line": found, "form": form})


@never_cache
@require_http_methods(FORM)
def payment(request, pk: UUID) -> HttpResponse:
    """One payment from its beginning, with what was answered; and an answer by hand."""
    payments = Payment.objects.visible_to(request.actor).with_payee().select_related("replaces", "replaced_by")
    found = get_object_or_404(payments, pk=pk)
    can = access.can_answer(request.actor, found)
    form = SayAnswerForm(request.POST if request.method == "POST" else None, initial={"on": timezone.localdate()})
    if request.method == "POST":
        require(can)
    if request.method == "POST" and form.is_valid():
        try:
            _into_the_books(actions.say_answer(found, *form.said(), by=request.actor))
            messages.success(request, _("Written down."))
            return redirect("commissioning:payment", pk)
        except RuleBroken as refused:
            form.add_error(None, str(refused))
    row = rows_of([found], timezone.now())[0]
    shown = {"row": row, "form": form, "can": can, "lines": found.answers.select_related("answer")}
    return render(request, "commissioning/payments/payment.html", shown | {"why": words_of(found.return_code)})


@require_POST
def run_paid(request, pk: UUID) -> HttpResponse:
    """The bank's own page shows that all of it arrived."""
    found = get_object_or_404(PaymentRun.objects.visible_to(request.actor).select_related("body"), pk=pk)
    require(access.can_make_run(request.actor, found))
    form = OnForm(request.POST)
    try:
        if form.is_valid():
            _into_the_books(actions.say_run_paid(found, form.cleaned_data["on"], by=request.actor))
            messages.success(request, _("Written down. The books follow in the next minutes."))
        else:
            messages.error(request, str(form.errors["on"][0]))
    except RuleBroken as refused:
        messages.error(request, str(refused))
    return redirect("commissioning:run", pk)
