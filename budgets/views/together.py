"""Clubbing together: what I share, what I could join near me, how it is begun, and who is invited."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from budgets import access, actions, clubbing
from budgets.forms.together import BeginForm, InviteTogetherForm, JoinForm, OfferForm
from budgets.models import Person, Power, SharedArrangement
from marketplace.accounts.access import require
from marketplace.accounts.ids import uuid7
from marketplace.ui.filters import long_date
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.links import address_of, open_link
from marketplace.workflow.private_pages import secret_page
from providers.models import Service

FORM = ["GET", "HEAD", "POST"]


# --- Lists -----------------------------------------------------------------------------------------------------------
def _shared_by(person: Person, actor) -> list[dict]:
    """Everything that somebody is or was in, what goes on first."""
    found = SharedArrangement.objects.of_person(person).with_service().order_by("-opened_at", "-pk")
    sees = access.can_see_prices(actor, person)
    cards = (clubbing.card_of(each, sees_prices=sees) for each in found)
    return sorted(cards, key=lambda card: card["a"].status == "ended")


def _near(person: Person | None, known: list[dict]) -> list[dict]:
    """What somebody could join near where they live, and is not in already."""
    if person is None:
        return []
    found = SharedArrangement.objects.to_join().exclude(pk__in=[card["a"].pk for card in known])
    return clubbing.near(person, found)


@never_cache
@require_safe
def mine(request) -> HttpResponse:
    """What I share with others, and what I could join near me."""
    person = Person.objects.filter(account=request.actor.account).known().order_by("created_at").first()
    cards = _shared_by(person, request.actor) if person else []
    shown = {"person": person, "cards": cards, "near": _near(person, cards), "is_mine": True}
    return render(request, "budgets/my_together.html", shown)


@never_cache
@require_safe
def of_person(request, pk: UUID) -> HttpResponse:
    """The same of somebody whom the actor looks after; each look is on the trail."""
    people = Person.objects.open_to(request.actor, Power.PLAN).known()
    person = get_object_or_404(people, pk=pk)
    actions.note_together_reading([person], by=request.actor)
    cards = _shared_by(person, request.actor)
    shown = {"person": person, "cards": cards, "near": _near(person, cards), "is_mine": False}
    return render(request, "budgets/my_together.html", shown)


@never_cache
@require_safe
def desk(request) -> HttpResponse:
    """What people share with the enterprises of the actor, and what they could offer."""
    require(access.owned_by(request.actor).exists())
    cards = [clubbing.card_of(each) for each in SharedArrangement.objects.of_enterprises(request.actor).with_service()]
    owned = Service.objects.filter(
        enterprise__organisation__in=access.owned_by(request.actor), status="listed", in_group=True
    )
    shown = {"cards": sorted(cards, key=lambda card: card["a"].status == "ended"), "services": owned}
    return render(request, "budgets/together_desk.html", shown)


@never_cache
@require_safe
def of_service(request, pk: UUID) -> HttpResponse:
    """What people gather for at one service, and how somebody begins it."""
    service = get_object_or_404(Service.objects.listed().with_enterprise(), pk=pk)
    found = SharedArrangement.objects.to_join().filter(service=service).with_service()
    can = {"offer": access.can_offer(request.actor, service) and service.in_group}
    shown = {"service": service, "cards": [clubbing.card_of(each) for each in found], "can": can}
    return render(request, "budgets/gatherings.html", shown)


# --- Begun -----------------------------------------------------------------------------------------------------------
def _for(request) -> tuple[Person | None, list[clubbing.Purse]]:
    """For whom: the person in the address, if the actor looks after them; or everybody for whom they may."""
    asked = request.GET.get("person", "")
    people = Person.objects.open_to(request.actor, Power.PLAN).known()
    try:
        person = people.filter(pk=UUID(asked)).first() if asked else None
    except ValueError as wrong:
        raise Http404 from wrong
    return person, clubbing.purses_of(request.actor, person=person)


def _is_for_another(purses) -> bool:
    return bool(purses) and not any(purse.is_own for purse in purses)


@never_cache
@require_http_methods(FORM)
def begin(request, pk: UUID) -> HttpResponse:
    """Somebody begins it, with money of their own."""
    service = get_object_or_404(Service.objects.listed().with_enterprise(), pk=pk)
    person, purses = _for(request)
    data, is_for_another = request.POST if request.method == "POST" else None, _is_for_another(purses)
    form = BeginForm(data, initial={"key": uuid7()}, purses=purses, is_for_another=is_for_another)
    if request.method == "POST" and form.is_valid() and (made := _begun(request, service, form)):
        messages.success(request, _("It is begun. Now invite others: it starts by itself when enough have joined."))
        return redirect("budgets:together", made.pk)
    return render(
        request, "budgets/begin_together.html", {"form": form, "service": service, "purses": purses, "person": person}
    )


def _begun(request, service: Service, form: BeginForm) -> SharedArrangement | None:
    purse, key = form.chosen, form.cleaned_data["key"] or uuid7()
    way = (purse.person, purse.budget, purse.mechanism)
    try:
        return actions.begin_together(service, form.facts(), *way, form.share(), key=key, by=request.actor)
    except RuleBroken as refused:
        form.add_error(None, str(refused))
        return None


@never_cache
@require_http_methods(FORM)
def offer(request, pk: UUID) -> HttpResponse:
    """The owner of an enterprise offers it to whoever lives near."""
    service = get_object_or_404(Service.objects.listed().with_enterprise(), pk=pk)
    require(access.can_offer(request.actor, service))
    form = OfferForm(request.POST if request.method == "POST" else None, initial={"key": uuid7()})
    if request.method == "POST" and form.is_valid():
        try:
            key = form.cleaned_data["key"] or uuid7()
            made = actions.offer_together(service, form.facts(), key=key, by=request.actor)
            return redirect("budgets:together", made.pk)
        except RuleBroken as refused:
            form.add_error(None, str(refused))
    return render(request, "budgets/offer_together.html", {"form": form, "service": service})


# --- Joined ----------------------------------------------------------------------------------------------------------
@never_cache
@require_http_methods(FORM)
def join(request, pk: UUID) -> HttpResponse:
    """Join what is open to whoever lives near, or what somebody whom the actor looks after is in."""
    found = SharedArrangement.objects.with_service().select_related("service__enterprise")
    arrangement = get_object_or_404(found, pk=pk)
    if not access.can_join(request.actor, arrangement):
        raise Http404
    return _joining(request, arrangement, link=None, back=reverse("budgets:my-together"))


@secret_page
@require_http_methods(FORM)
def join_by_link(request, secret: str) -> HttpResponse:
    """Whoever has the link reads what it is and what it costs; whoever signs in joins."""
    link = open_link(secret, access.TOGETHER)
    if link is None:
        raise Http404
    arrangement = get_object_or_404(SharedArrangement.objects.with_service(), pk=link.subject_id)
    if not request.actor.is_signed_in:
        return render(request, "budgets/invited_together.html", {"card": clubbing.card_of(arrangement)})
    return _joining(request, arrangement, link=link.pk, back="")


def _joining(request, arrangement: SharedArrangement, *, link, back: str) -> HttpResponse:
    person, purses = _for(request)
    data, is_for_another = request.POST if request.method == "POST" else None, _is_for_another(purses)
    form = JoinForm(data, purses=purses, is_for_another=is_for_another, arrangement=arrangement)
    if request.method == "POST" and purses and form.is_valid() and _joined(request, arrangement, form, link):
        return redirect("budgets:together", arrangement.pk)
    shown = {"form": form, "card": clubbing.card_of(arrangement), "purses": purses, "person": person, "back": back}
    return render(request, "budgets/join_together.html", shown)


def _joined(request, arrangement: SharedArrangement, form: JoinForm, link) -> bool:
    purse = form.chosen
    way = (purse.person, purse.budget, purse.mechanism)
    try:
        actions.join_together(arrangement, *way, form.share(), by=request.actor, link=link)
    except RuleBroken as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("Joined."))
    return True


@never_cache
@require_http_methods(FORM)
def invite(request, pk: UUID) -> HttpResponse:
    """A link for somebody, sent or only shown."""
    visible = SharedArrangement.objects.visible_to(request.actor)
    arrangement = get_object_or_404(visible.with_service(), pk=pk)
    require(access.can_invite(request.actor, arrangement))
    form = InviteTogetherForm(request.POST if request.method == "POST" else None)
    shown = {"form": form, "card": clubbing.card_of(arrangement), "address": ""}
    if request.method == "POST" and form.is_valid():
        link = actions.invite_together(arrangement, form.cleaned_data["email"], by=request.actor)
        path = reverse("budgets:join-by-link", args=[address_of(link.pk)])
        until = long_date(link.expires_at)
        shown |= {"address": request.build_absolute_uri(path), "sent": form.cleaned_data["email"], "until": until}
    return render(request, "budgets/invite_together.html", shown)
