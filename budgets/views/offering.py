"""Agreeing on support: one page with good defaults, one to read what it means, and then it is offered."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from budgets import access, actions, agreement_words, lawful
from budgets.actions.affording import SOON
from budgets.actions.reasons import NeedsReason, reason_for_more
from budgets.forms.agreeing import NecessityForm, OfferForm
from budgets.models import Person, Power
from budgets.offering import facts_of, prices_of
from marketplace.accounts.access import require
from marketplace.accounts.ids import uuid7
from marketplace.ui.filters import long_date
from marketplace.workflow.errors import RuleBroken
from providers.models import Service

FORM = ["GET", "HEAD", "POST"]
BUTTONS = {"csrfmiddlewaretoken", "yes", "more", "check", "back"}


@never_cache
@require_http_methods(FORM)
def offer_mine(request, service: UUID) -> HttpResponse:
    """For oneself; whoever agrees or orders for others chooses first for whom."""
    found = _service(service)
    mine = Person.objects.own(request.actor).first()
    if mine is not None:
        return _offer(request, mine, found)
    return render(request, "budgets/for_whom.html", {"service": found, "persons": _others(request.actor)})


def _service(pk: UUID) -> Service:
    return get_object_or_404(Service.objects.listed().with_details(), pk=pk)


def _others(actor) -> list[Person]:
    """Those for whom the actor agrees, whose money they hold, or for whom they order as their named worker."""
    return list(Person.objects.known().bought_for_by(actor).select_related("organisation"))


@never_cache
@require_http_methods(FORM)
def offer(request, pk: UUID, service: UUID) -> HttpResponse:
    """For somebody else: as one of their circle, with money that one holds, or with public money as their worker."""
    person = next((each for each in _others(request.actor) if each.pk == pk), None)
    if person is None:
        raise Http404
    return _offer(request, person, _service(service))


def _offer(request, person: Person, service: Service) -> HttpResponse:
    """The form; what it means; or the offer itself."""
    agrees, orders = access.may(request.actor, person, Power.AGREE), access.can_order(request.actor, person)
    require(agrees or orders or access.holds_for(request.actor, person))
    form, shown = _form(request, person, service, agrees)
    shown |= {"form": form, "person": person, "service": service, "agrees": agrees, "orders": orders}
    if not form.is_valid():
        return render(request, "budgets/offer.html", shown)
    try:
        return _offered(request, person, service, form) if "yes" in request.POST else _checked(request, shown)
    except RuleBroken as refused:
        form.add_error("why" if isinstance(refused, NeedsReason) else None, str(refused))
        return render(request, "budgets/offer.html", shown)


def _form(request, person: Person, service: Service, agrees: bool) -> tuple[OfferForm, dict]:
    there = actions.pots_of(person, timezone.localdate() + SOON)
    pots = [pot for pot in there if access.can_spend(request.actor, person, pot.budget, pot.mechanism)]
    own = agrees and not any(pot.mechanism == "self-funded" for pot in pots)
    prices = [(each.pence, each.unit, each.note) for each in prices_of(service)]
    facts: dict = {"pots": pots, "has_own": own, "is_one_to_one": service.one_to_one, "prices": prices}
    first = OfferForm.first(", ".join(service.activity_names()[:1]), prices, pots) | {"key": uuid7()}
    form = OfferForm(request.POST if request.method == "POST" else None, initial=first, **facts)
    name = service.people or service.enterprise.name
    return form, {"can_pay": bool(pots) or own, "has_prices": bool(prices), "name": name}


def _checked(request, shown: dict) -> HttpResponse:
    """What they agree to, in plain words, before they say yes."""
    form: OfferForm = shown["form"]
    about = form.about()
    person, service = shown["person"], shown["service"]
    made, terms = actions.look_over(person, service, about, form.terms(), by=request.actor, **form.pays())
    limit = access.limit_of(request.actor, person.organisation) or 0 if made.is_ordered else None
    if goes_up := actions.goes_up(made, terms, by=request.actor):
        reason_for_more(about["why"])
    shown |= {
        "facts": agreement_words.facts_of(made, terms), "rules": agreement_words.rules_of(terms), "agreement": made,
        "terms": terms,
        "warnings": lawful.warnings(facts_of(made, terms.starts_on, terms.ends_on, terms.what)),
        "goes_up": goes_up, "limit": limit,
        "given": [(name, value) for name, value in request.POST.items() if name not in BUTTONS],
    }  # fmt: skip
    return render(request, "budgets/offer_check.html", shown)


def _offered(request, person: Person, service: Service, form: OfferForm) -> HttpResponse:
    key = form.cleaned_data["key"]
    made = actions.offer(person, service, form.about(), form.terms(), key=key, by=request.actor, **form.pays())
    asked = _("We have told them. They say yes or no by %(day)s.")
    up = _("Sent on: it is more than you order alone. Somebody decides by %(day)s.")
    version = made.open_version
    is_up = version is not None and version.buyer_at is None
    messages.success(request, (up if is_up else asked) % {"day": long_date(made.due_on) if made.due_on else ""})
    return redirect("budgets:agreement", made.pk)


@never_cache
@require_http_methods(FORM)
def necessity(request, pk: UUID, service: UUID) -> HttpResponse:
    """The named worker writes down why a direct payment pays a close relative."""
    person = get_object_or_404(Person.objects.visible_to(request.actor).known().select_related("organisation"), pk=pk)
    found = _service(service)
    require(access.can_record_necessity(request.actor, person, found.enterprise))
    form = NecessityForm(request.POST if request.method == "POST" else None, initial={"key": uuid7()})
    if request.method == "POST" and form.is_valid() and _recorded(request, person, found, form):
        return redirect("budgets:agreements", pk)
    shown = {"form": form, "person": person, "name": found.people or found.enterprise.name}
    return render(request, "budgets/necessity.html", shown)


def _recorded(request, person: Person, service: Service, form: NecessityForm) -> bool:
    given = form.cleaned_data
    try:
        actions.record_necessity(person, service, given["because"], given["until"], key=given["key"], by=request.actor)
    except RuleBroken as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("Written down. They can now agree on it, out of the direct payment."))
    return True
