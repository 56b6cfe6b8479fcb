"""Bills that a person pays: what for, to whom and how, "I have paid this", and a question about one visit."""

from io import BytesIO
from uuid import UUID

import segno
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commissioning import access, actions
from commissioning.how_to_pay import ways_to_pay, words_to_pay
from commissioning.invoice_shown import title_of
from commissioning.models import Invoice
from commissioning.views.approving import facts_of, forms_for, settled
from marketplace.accounts.access import require
from marketplace.ui.fields import visible_answers

FORM = ["GET", "HEAD", "POST"]
MOST = 50


@never_cache
@require_safe
def my_bills(request) -> HttpResponse:
    """What is to be paid, for oneself and for whom one pays; then what is settled."""
    require(request.actor.is_signed_in)
    found = Invoice.objects.paid_by_people(request.actor).with_steps()
    waits, today = found.waiting().order_by("due_on", "pk"), timezone.localdate()
    rows = [{"bill": each, "title": title_of(each), "left": actions.left_to_pay(each), "late": each.due_on < today,
             "is_mine": each.person.account_id == request.actor.person.pk} for each in waits[:MOST]]  # fmt: skip
    over = found.exclude(pk__in=found.waiting().values("pk")).order_by("-received_at")[:MOST]
    return render(request, "commissioning/invoices/bills.html", {"rows": rows, "over": over})


@never_cache
@require_http_methods(FORM)
def my_bill(request, pk: UUID) -> HttpResponse:
    """One bill: how to pay it, say that it is paid, or ask about a part of it."""
    bill = get_object_or_404(Invoice.objects.paid_by_people(request.actor).with_steps(), pk=pk)
    require(access.can_say_paid(request.actor, bill))
    sent = visible_answers(request.POST) if request.method == "POST" else None
    forms = forms_for(bill, sent)
    if sent is not None and settled(request, bill, sent, forms):
        return redirect("commissioning:my-bill", pk)
    sees = access.can_see_account(request.actor, bill)
    waits, left = bill.status in Invoice.WAITS, actions.left_to_pay(bill)
    shown = forms | facts_of(bill) | {
        "pay": ways_to_pay(bill) if waits and sees else None, "sees": sees, "left": left, "waits": waits,
        "can_pay": waits and left > 0, "is_sure": "sure" in request.GET,
        "can_ask": waits and actions.left_to_ask(bill) > 0, "asker": _("You"),
        "open": {each.pk for each in bill.queries.all() if not each.resolved_at},
    }  # fmt: skip
    return render(request, "commissioning/invoices/bill.html", shown)


@never_cache
@require_safe
def bill_code(request, pk: UUID) -> HttpResponse:
    """How to pay as a QR code: plain words, which every phone can read and copy."""
    bill = get_object_or_404(Invoice.objects.paid_by_people(request.actor).with_steps(), pk=pk)
    require(access.can_see_account(request.actor, bill))
    out = BytesIO()
    code = segno.make(words_to_pay(bill, actions.left_to_pay(bill)), error="m")
    code.save(out, kind="svg", scale=5, border=2, xmldecl=False)
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")
