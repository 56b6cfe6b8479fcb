"""Letting a small contract in one sitting: what, for whom, when, how much; then what it means; then it is offered."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from budgets.models import Agreement
from commissioning import access, actions, contract_shown
from commissioning.actions.contracts import draft
from commissioning.actions.drawing_up import vat_of
from commissioning.contract_ready import ready, what_to_do
from commissioning.forms.contracts import GROUP, ContractForm
from commissioning.invoicing import RATES, vat_within
from commissioning.models import Contract, PayerSettings
from marketplace.accounts.access import require
from marketplace.accounts.ids import uuid7
from marketplace.organisations.models import Organisation
from marketplace.workflow.errors import RuleBroken
from providers.models import Service

USUAL = ("department", "cost_centre", "subjective_code")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_contract(request, pk: UUID) -> HttpResponse:
    """First the questions, then what it means, and then it is offered."""
    service = get_object_or_404(Service.objects.listed().with_details(), pk=pk)
    body = access.letting_bodies_of(request.actor).first()
    require(body is not None and access.can_let(request.actor, body, service.enterprise))
    form = _form(request, service, body)
    shown: dict = {"form": form, "service": service, "body": body, "draft": None}
    if request.method == "POST" and form.is_valid():
        if "offer" in request.POST and (made := _offered(request, form, service, body)):
            messages.success(request, _said(made))
            return redirect("commissioning:contract", made.pk)
        shown |= _looked_over(request, form, service, body) if "change" not in request.POST else {}
    found = ready(service, body)
    shown |= {"ready": found, "to_do": what_to_do(found, service.enterprise, body)}
    return render(request, "commissioning/contracts/new.html", shown)


def _form(request, service: Service, body: Organisation) -> ContractForm:
    taken = Contract.objects.filter(agreement__isnull=False).values("agreement")
    ordered = Agreement.objects.visible_to(request.actor).ordered_of(service, body).exclude(pk__in=taken)
    pays = PayerSettings.objects.filter(pk=body.pk).first() or PayerSettings()
    asked = request.GET.get("agreement", "")
    start = {name: getattr(pays, name) for name in USUAL} | {"key": uuid7(), "whom": asked or GROUP}
    prices = [each for each in service.prices.all() if each.pence]
    data = request.POST if request.method == "POST" else None
    charges_vat = vat_of(service.enterprise) in RATES
    return ContractForm(data, initial=start, prices=prices, agreements=ordered, charges_vat=charges_vat)


def _said(made: Contract) -> str:
    waits = made.versions.still_open().first()
    if waits is not None and waits.waits_for == "buyer":
        return _("Sent to somebody who decides about more. The enterprise is asked after their yes.")
    return _("Offered. They have five working days to answer.")


def _offered(request, form: ContractForm, service: Service, body: Organisation) -> Contract | None:
    try:
        return actions.offer_contract(body, service, form.facts(), key=form.cleaned_data["key"], by=request.actor)
    except RuleBroken as refused:
        form.add_error(None, str(refused))
        return None


def _looked_over(request, form: ContractForm, service: Service, body: Organisation) -> dict:
    """What it would be: its value and how it comes about, its law and duties, its terms, and who decides."""
    try:
        made = draft(body, service, form.facts(), by=request.actor)
    except RuleBroken as refused:
        if not form.non_field_errors():
            form.add_error(None, str(refused))
        return {}
    limit = access.let_limit_of(request.actor, body)
    return {"draft": made, "law": contract_shown.law_of(made), "limit": limit, "goes_up": limit < made.value_pence,
            "twin": Contract.objects.like(made).order_by("-offered_at").first(),
            "vat_pence": vat_within(made.value_pence, vat_of(service.enterprise))}  # fmt: skip
