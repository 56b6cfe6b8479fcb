"""Where my money goes: the owner's own pages about bank accounts, and the link that stops a stranger's."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commissioning import access, actions
from commissioning.forms.payees import AccountForm
from commissioning.models import BankAccount, PayeeCheck
from commissioning.models.payees import owned_by
from commissioning.modulus import WORDS as FITTING
from commissioning.modulus import Verdict
from marketplace.accounts.actors import Actor
from marketplace.accounts.ids import uuid7
from marketplace.accounts.still_you import ask_who, is_still_you
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.private_pages import secret_page

FORM = ["GET", "HEAD", "POST"]
OLD_ONES = 5


@never_cache
@require_safe
def my_bank(request) -> HttpResponse:
    """Every account of mine, masked: which is used, which waits, and for whom."""
    enterprises = list(access.enterprises_of(request.actor))
    people, holders = list(access.people_of(request.actor)), list(access.holders_of(request.actor))
    known = list(BankAccount.objects.entered_for(enterprises, people, holders).with_owner())
    rows = [_row(each, known, "bank-of-enterprise") for each in enterprises]
    rows += [_row(each, known, "bank-of-person") for each in people]
    rows += [_row(each, known, "bank-of-holder") for each in holders]
    return render(request, "commissioning/payees/mine.html", {"rows": rows})


def _row(owner, known: list[BankAccount], page: str) -> dict:
    theirs = [each for each in known if each.whose == owner]
    live = {each.status: each for each in theirs if each.status in ("waiting", "current")}
    checks = PayeeCheck.objects.standing().filter(account__in=list(live.values())).select_related("body")
    return {
        "owner": owner,
        "page": page,
        "current": live.get("current"),
        "waiting": live.get("waiting"),
        "checks": {key: [check for check in checks if check.account == each] for key, each in live.items()},
        "old": [each for each in theirs if each.status not in ("waiting", "current")][:OLD_ONES],
    }


@never_cache
@require_http_methods(FORM)
def bank_of_enterprise(request, pk: UUID) -> HttpResponse:
    """A new account for an enterprise: only its owner."""
    return _enter(request, get_object_or_404(access.enterprises_of(request.actor), pk=pk))


@never_cache
@require_http_methods(FORM)
def bank_of_person(request, pk: UUID) -> HttpResponse:
    """A new account for a person: themselves, or whoever pays for them."""
    return _enter(request, get_object_or_404(access.people_of(request.actor), pk=pk))


@never_cache
@require_http_methods(FORM)
def bank_of_holder(request, pk: UUID) -> HttpResponse:
    """A new account for a body that holds funds: only whoever works there."""
    return _enter(request, get_object_or_404(access.holders_of(request.actor), pk=pk))


def _enter(request, owner) -> HttpResponse:
    if not is_still_you(request):
        return ask_who(request)
    form = AccountForm(request.POST if request.method == "POST" else None, initial={"key": uuid7()})
    if request.method == "POST" and form.is_valid() and (made := _entered(request, owner, form)):
        messages.success(request, _("Saved. It is used when two people have checked it."))
        if made.fits == Verdict.DOES_NOT_FIT:
            messages.warning(request, str(FITTING[Verdict.DOES_NOT_FIT]))
        return redirect("commissioning:my-bank")
    theirs = BankAccount.objects.in_use().filter(**owned_by(owner))
    shown = {"form": form, "owner": owner, "current": theirs.first()}
    return render(request, "commissioning/payees/enter.html", shown)


def _entered(request, owner, form: AccountForm) -> BankAccount | None:
    given = form.cleaned_data
    said = (given["name"], given["sort_code"], given["number"])
    try:
        return actions.enter_account(owner, *said, key=given["key"], by=request.actor)
    except RuleBroken as refused:
        form.add_error(None, str(refused))
        return None


@never_cache
@require_http_methods(FORM)
def withdraw_account(request, pk: UUID) -> HttpResponse:
    """Take back an account that waits."""
    whose = (access.enterprises_of, access.people_of, access.holders_of)
    owned = BankAccount.objects.entered_for(*(of(request.actor) for of in whose))
    account = get_object_or_404(owned.with_owner(), pk=pk)
    if not is_still_you(request):
        return ask_who(request)
    if request.method == "POST":
        actions.withdraw_account(account, by=request.actor)
        messages.success(request, _("Taken back."))
        return redirect("commissioning:my-bank")
    return render(request, "commissioning/payees/withdraw.html", {"account": account})


@secret_page
@require_http_methods(FORM)
def not_me(request, secret: str) -> HttpResponse:
    """Behind the link of a message: opening it changes nothing, one button stops the account."""
    opened = actions.open_not_me(secret)
    if opened is None:
        return render(request, "commissioning/payees/not_me_over.html", status=404)
    account, link = opened
    if request.method == "POST":
        actions.stop_account(account, by=Actor(link=link.pk))
        return redirect("commissioning:not-me", secret)
    return render(request, "commissioning/payees/not_me.html", {"account": account})
