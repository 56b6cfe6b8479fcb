"""For whoever pays: whose accounts wait to be checked, and the two steps in which they are."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commissioning import access, actions
from commissioning.actions.payees import numbers_before
from commissioning.forms.payees import CheckForm
from commissioning.models import BankAccount, PayeeCheck
from commissioning.modulus import WORDS as FITTING
from commissioning.modulus import Verdict
from commissioning.querysets import bodies_for
from marketplace.accounts.access import require
from marketplace.accounts.ids import uuid7
from marketplace.organisations.models import Organisation, Role
from marketplace.ui.filters import long_date
from marketplace.workflow.errors import RuleBroken

FORM = ["GET", "HEAD", "POST"]
ON_A_PAGE = 25
LATELY = 30  # days in which an account that changed stands on the list


@never_cache
@require_safe
def payees(request) -> HttpResponse:
    """What waits for a check, what waits for a second person, and what changed lately."""
    bodies = bodies_for(request.actor, Role.FINANCE)
    require(bodies.exists())
    theirs = BankAccount.objects.paid_by(bodies).with_owner()
    checks = PayeeCheck.objects.visible_to(request.actor).waiting().select_related("checked_by", "body")
    waiting = {check.account_id: check for check in checks}
    page = Paginator(theirs.unchecked_by(bodies), ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "rows": page,
        "page": page,
        "confirm": [(each, waiting[each.pk]) for each in theirs.filter(pk__in=waiting)],
        "stopped": theirs.live().filter(stopped_at__isnull=False),
        "lately": theirs.entered_within(LATELY, timezone.now())[:ON_A_PAGE],
        "bodies": bodies,
        "days": LATELY,
        "in_use": theirs.in_use().count(),
    }
    return render(request, "commissioning/payees/list.html", shown)


@never_cache
@require_http_methods(FORM)
def payee(request, pk: UUID) -> HttpResponse:
    """One account: what is known of it, and the next of the two steps."""
    account, body = _mine(request, pk)
    check = PayeeCheck.objects.standing().filter(account=account, body=body).first()
    before = BankAccount.objects.before(account)
    known = numbers_before(account)
    sent = request.POST if "check" in request.POST else None
    form = CheckForm(sent, known=known, is_change=before.exists(), initial={"key": uuid7()})
    if request.method == "POST" and _done(request, account, body, check, form):
        return redirect("commissioning:payees" if "check" not in request.POST else request.path)
    shown = {"account": account, "body": body, "check": check, "form": form, "before": before, "known": known}
    return render(request, "commissioning/payees/one.html", shown | _standing(request.actor, account, body, check))


def _mine(request, pk: UUID) -> tuple[BankAccount, Organisation]:
    """The account, and the body of mine that pays its owner; those with open work first."""
    bodies = bodies_for(request.actor, Role.FINANCE)
    account = get_object_or_404(BankAccount.objects.paid_by(bodies).with_owner(), pk=pk)
    paying = [body for body in bodies if BankAccount.objects.paid_by([body]).filter(pk=pk).exists()]
    checked = set(account.checks.confirmed().values_list("body", flat=True))
    return account, min(paying, key=lambda body: body.pk in checked)


def _standing(actor, account: BankAccount, body: Organisation, check: PayeeCheck | None) -> dict:
    is_open = account.status in ("waiting", "current")
    may = access.can_check_payee(actor, account, body)
    return {
        "can": {
            "check": is_open and check is None and may and account.stopped_at is None,
            "confirm": check is not None and check.confirmed_at is None and access.can_confirm_payee(actor, check),
            "refuse": account.status == "waiting" and may,
        },
        "may": may,
        "twins": BankAccount.objects.twins_of(account).with_owner()[:ON_A_PAGE],
        "fits": FITTING[Verdict(account.fits)] if account.fits in (Verdict.FITS, Verdict.DOES_NOT_FIT) else "",
        "is_waiting": check is not None and check.confirmed_at is None,
    }


def _done(request, account: BankAccount, body: Organisation, check: PayeeCheck | None, form: CheckForm) -> bool:
    by, sent = request.actor, request.POST
    require(access.can_check_payee(by, account, body))
    if "check" in sent:
        return form.is_valid() and _checked(request, account, body, form)
    if "refuse" in sent:
        actions.refuse_account(account, body, by=by)
        messages.success(request, _("Refused. Its owner gets a message."))
    elif check is None or not {"confirm", "back"} & sent.keys():
        raise Http404
    elif "confirm" in sent:
        actions.confirm_payee(check, by=by)
        messages.success(request, _confirmed(account))
    else:
        actions.send_check_back(check, by=by)
        messages.success(request, _("Sent back: somebody checks it once more."))
    return True


def _confirmed(account: BankAccount) -> str:
    if account.usable_from <= timezone.now():
        return _("Confirmed. The account is used from now on.")
    day = long_date(timezone.localdate(account.usable_from))
    words = _("Confirmed. The account is used from %(day)s on. Until then its owner can say that it is wrong.")
    return words % {"day": day}


def _checked(request, account: BankAccount, body: Organisation, form: CheckForm) -> bool:
    try:
        actions.check_payee(account, body, key=form.cleaned_data["key"], by=request.actor, **form.facts())
    except RuleBroken as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("Written down. Now a second person has to confirm it."))
    return True
