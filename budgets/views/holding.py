"""Money that a body holds for people: for whom, what is left of it, what it buys; nothing of any other money."""

from datetime import timedelta
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from budgets import actions, agreement_words, week_shown
from budgets.models import Agreement, Deployment, Person, Visit
from budgets.plan_words import needed_to_buy
from marketplace.accounts.access import require
from marketplace.organisations.access import holds
from marketplace.organisations.models import Role

ON_A_PAGE = 20
AROUND = timedelta(days=14)


@never_cache
@require_safe
def funds(request) -> HttpResponse:
    """For whom the reader's bodies hold money today."""
    require(holds(request.actor, Role.FUND_HOLDER))
    found = Person.objects.held_for(request.actor).select_related("organisation")
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "budgets/funds.html", {"rows": page, "page": page})


@never_cache
@require_safe
def fund(request, pk: UUID) -> HttpResponse:
    """One of them: what has to be known to buy for them, the money that is held, and what it buys."""
    actor = request.actor
    person = get_object_or_404(Person.objects.held_for(actor).select_related("organisation"), pk=pk)
    actions.note_support_reading(person, by=actor)
    ways = Deployment.objects.held_by(actor).of_person(person)
    bought = Agreement.objects.of(person).bought_with_what_is_held(actor)
    reader, today = agreement_words.Reader.of(actor), timezone.localdate()
    visits = Visit.objects.filter(agreement__in=bought.values("pk")).between(today - AROUND, today + AROUND)
    shown = {
        "person": person, "parts": needed_to_buy(person), "pots": [actions.pot_in_hand(way, today) for way in ways],
        "rows": [agreement_words.row_of(each, reader) for each in bought.with_terms()],
        "visits": [week_shown.row_of(each, timezone.now()) for each in visits.with_agreement()],
    }  # fmt: skip
    return render(request, "budgets/fund.html", shown)
