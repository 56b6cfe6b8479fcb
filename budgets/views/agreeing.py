"""Agreements as both sides see them: lists, one page each, yes, no, other terms, and the end."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from budgets import access, actions, agreement_words, lawful
from budgets.actions.affording import SOON
from budgets.actions.agreeing import LONGEST
from budgets.actions.reasons import NeedsReason
from budgets.covering import shorts_of
from budgets.forms.agreeing import EndForm, NoForm, TermsForm
from budgets.models import Agreement, Necessity, Person
from budgets.offering import facts_of, prices_of
from budgets.plan_words import purpose_of
from budgets.weeks import DAY
from marketplace.accounts.access import require
from marketplace.ui.filters import long_date
from marketplace.workflow.errors import RuleBroken

FORM = ["GET", "HEAD", "POST"]
ON_A_PAGE = 20


# --- Lists -----------------------------------------------------------------------------------------------------------
def _listed(request, found) -> dict:
    page = Paginator(found.with_terms(), ON_A_PAGE).get_page(request.GET.get("page"))
    reader = agreement_words.Reader.of(request.actor)
    return {"rows": [agreement_words.row_of(each, reader) for each in page], "page": page}


@never_cache
@require_safe
def my_agreements(request) -> HttpResponse:
    """What I have agreed on, and what waits for a yes."""
    shown = _listed(request, Agreement.objects.about(request.actor))
    return render(request, "budgets/agreements.html", shown | {"person": None, "whose": "mine"})


@never_cache
@require_safe
def agreements(request, pk: UUID) -> HttpResponse:
    """What was agreed on for one person, for their circle and their worker; and with whom they could agree next."""
    person = get_object_or_404(Person.objects.known().select_related("organisation"), pk=pk)
    actor = request.actor
    if not access.can_see_support(actor, person):
        raise Http404
    if person.account_id != actor.person.pk:
        actions.note_support_reading(person, by=actor)
    shown = _listed(request, Agreement.objects.of(person).visible_to(actor))
    works = access.can_order(actor, person)
    shown |= {"person": person, "whose": "theirs", "orders": works, "services": [], "necessities": []}
    shown["holds"] = access.holds_for(actor, person)
    if works:
        shown |= {"services": _said_yes(person), "necessities": Necessity.objects.of(person)}
    return render(request, "budgets/agreements.html", shown)


def _said_yes(person: Person) -> list:
    """Services that said yes to an introduction of this person."""
    found = person.introductions.with_choices()
    services = [choice.service for each in found for choice in each.choices.all() if choice.status == "accepted"]
    return list({each.pk: each for each in services if each.status == "listed"}.values())


@never_cache
@require_safe
def our_agreements(request) -> HttpResponse:
    """Those of the enterprises that the reader owns or works in."""
    shown = _listed(request, Agreement.objects.of_enterprise(request.actor))
    return render(request, "budgets/agreements.html", shown | {"person": None, "whose": "ours"})


# --- One of them -----------------------------------------------------------------------------------------------------
def _one(request, pk: UUID) -> Agreement:
    found = get_object_or_404(Agreement.objects.visible_to(request.actor).with_terms(), pk=pk)
    person = found.person
    is_other = person is not None and person.account_id != request.actor.person.pk
    if request.method != "POST" and is_other and not access.is_of_enterprise(request.actor, found):
        actions.note_support_reading(person, by=request.actor)
    return found


@never_cache
@require_safe
def agreement(request, pk: UUID) -> HttpResponse:
    """Everything that was offered and agreed, for both sides, to be printed; and what there is to do."""
    found = _one(request, pk)
    actor, person = request.actor, found.person
    held, waits, can = found.held, found.open_version, agreement_words.rights_of(found, actor)
    shown = {
        "agreement": found, "person": person, "face": agreement_words.face_of(found),
        "state": agreement_words.state_of(found, can), "can": can, "steps": agreement_words.steps_of(found),
        "held": held, "waits": waits, "terms": held or waits or list(found.versions.all())[-1],
        "asks_why": can["yes"] and waits is not None and not can["is_supply"] and not can["decides"]
        and actions.goes_up(found, waits, by=request.actor),
        "facts_of": agreement_words.facts_of, "rules_of": agreement_words.rules_of,
        "warnings": _warnings(found, can), "shorts": shorts_of(Agreement.objects.filter(pk=pk)),
        "sees_money": person is not None and access.can_see_money(actor, person),
    } | _reason(request, found, can)  # fmt: skip
    return render(request, "budgets/agreement.html", shown)


def _warnings(found: Agreement, can: dict) -> list[str]:
    """What the law has to say of terms that wait for a yes: for whoever buys, whichever side proposed them."""
    waits = found.open_version
    if waits is None or can["is_supply"]:
        return []
    return lawful.warnings(facts_of(found, waits.starts_on, waits.ends_on, waits.what))


def _reason(request, found: Agreement, can: dict) -> dict:
    """Why it is right, and what it is for: for whoever decides, and for whoever may see the plan; nobody else."""
    person, decides = found.person, can["decides"] and can["yes"]
    if person is None or not found.why or not access.can_read_reason(request.actor, person, decides=decides):
        return {"why": "", "purpose": []}
    if not access.is_own(request.actor, person):
        actions.note_reason_reading(person, decides=decides, by=request.actor)
    return {"why": found.why, "purpose": purpose_of(person)}


@require_http_methods(FORM)
def agreement_yes(request, pk: UUID) -> HttpResponse:
    """The yes that is missing, to the very terms that were read."""
    if request.method != "POST":
        return redirect("budgets:agreement", pk)
    found = _one(request, pk)
    number = request.POST.get("number", "")
    read = int(number) if number.isdecimal() and len(number) < 5 else 0
    actions.accept(found, read, by=request.actor, why=request.POST.get("why", "")[:LONGEST])
    now = Agreement.objects.with_terms().get(pk=pk)
    done = _("It is agreed. The visits are planned.") if now.open_version is None else _("Thank you. It goes on.")
    messages.success(request, done)
    return redirect("budgets:agreement", pk)


@never_cache
@require_http_methods(FORM)
def agreement_no(request, pk: UUID) -> HttpResponse:
    """No, and why."""
    found = _one(request, pk)
    require(access.can_change_agreement(request.actor, found))
    form = NoForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        waits = found.open_version
        actions.decline(found, waits.number if waits else 0, form.cleaned_data["because"], by=request.actor)
        messages.success(request, _("We have told them."))
        return redirect("budgets:agreement", pk)
    return render(request, "budgets/agreement_no.html", {"form": form, "agreement": found})


@require_http_methods(FORM)
def withdraw_agreement(request, pk: UUID) -> HttpResponse:
    """Whoever offered it thinks again."""
    if request.method != "POST":
        return redirect("budgets:agreement", pk)
    actions.withdraw_offer(_one(request, pk), by=request.actor)
    messages.success(request, _("Taken back."))
    return redirect("budgets:agreement", pk)


@never_cache
@require_http_methods(FORM)
def change_agreement(request, pk: UUID) -> HttpResponse:
    """Other terms, from a day on; the other side says yes or no."""
    found = _one(request, pk)
    require(access.can_change_agreement(request.actor, found))
    form = _terms_form(request, found)
    if form.is_valid() and _proposed(request, found, form):
        return redirect("budgets:agreement", pk)
    newest = list(found.versions.all())[-1].number
    shown = {"form": form, "agreement": found, "face": agreement_words.face_of(found), "number": newest}
    return render(request, "budgets/change_agreement.html", shown | {"person": found.person})


def _terms_form(request, found: Agreement) -> TermsForm:
    terms = found.open_version or found.held or list(found.versions.all())[-1]
    soon = timezone.localdate() + SOON
    start = TermsForm.known(terms, terms.starts_on if found.held is None and terms.starts_on > soon - SOON else soon)
    prices = None
    if not access.can_supply(request.actor, found):
        known = [(each.pence, each.unit, "") for each in found.versions.all()]
        prices = [(each.pence, each.unit, each.note) for each in prices_of(found.service)] + known
    asks = found.is_ordered and prices is not None
    return TermsForm(request.POST if request.method == "POST" else None, initial=start, prices=prices, is_ordered=asks)


def _proposed(request, found: Agreement, form: TermsForm) -> bool:
    number = request.POST.get("number", "")
    read = int(number) if number.isdecimal() and len(number) < 5 else 0
    try:
        why = form.cleaned_data.get("why", "")
        actions.propose(found, form.terms(), number=read, by=request.actor, why=why)
    except RuleBroken as refused:
        form.add_error("why" if isinstance(refused, NeedsReason) else None, str(refused))
        return False
    messages.success(request, _("Sent. Nothing changes before the other side says yes."))
    return True


@never_cache
@require_http_methods(FORM)
def end_agreement(request, pk: UUID) -> HttpResponse:
    """Which day would be the last, and how many planned visits fall away; then notice is given."""
    found = _one(request, pk)
    require(access.can_end_agreement(request.actor, found))
    last = actions.last_day(found, timezone.localdate())
    if found.status != "agreed" or last is None or found.ends_on is not None:
        raise RuleBroken(_("Only what was agreed, and does not end already, can be ended."))
    form = EndForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        day = actions.end_agreement(found, form.cleaned_data["because"], by=request.actor)
        told = _("It ends. The last day is %(day)s. Both of you are told.")
        messages.success(request, told % {"day": long_date(day)})
        return redirect("budgets:agreement", pk)
    gone = found.visits.filter(on__gte=last + DAY, status="planned").count()
    shown = {"form": form, "agreement": found, "last": last, "gone": gone, "face": agreement_words.face_of(found)}
    return render(request, "budgets/end_agreement.html", shown)
