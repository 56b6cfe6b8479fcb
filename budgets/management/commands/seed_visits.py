"""Visits in the demonstration: of the last two weeks most are said, some wait, and once nobody came."""

from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from budgets import actions
from budgets.models import Agreement, FirstVisitSheet, LifeChange, Person, Visit
from marketplace.accounts.actors import Actor, system
from marketplace.accounts.ids import uuid7
from marketplace.accounts.models import User
from marketplace.workflow.errors import RuleBroken
from providers.actions.telling import owners

BY = system("demonstration")
BACK, WAITS = timedelta(days=14), timedelta(days=3)
WHO = ("", "", "Joy", "")
SHEET = {
    "address": "12 Invented Terrace\nNottingham\nNG7 0AA",
    "way_in": "The blue door at the side. Ring twice and wait: it takes a while.",
    "contacts": "Ruth, his sister: 07700 900123",
    "risks": "Two steps at the door, and a small dog who thinks that he is a big one.",
    "know": "Tea with two sugars. The radio stays on.",
}


class Command(BaseCommand):
    help = "Says what happened to the demonstration's visits, once (only with DEMO=1, after its agreements)."

    def handle(self, *args, **options) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration is only for DEMO=1.")
        live = Agreement.objects.live(timezone.localdate()).filter(person__isnull=False).order_by("agreed_at", "pk")
        agreements = list(live.with_terms())
        if not agreements:
            self.stdout.write("No agreements are there yet.")
            return
        if Visit.objects.exclude(said_at=None).exists():
            self.stdout.write("Of visits somebody has spoken already.")
            return
        with transaction.atomic():
            plant(agreements)
        self.stdout.write(f"{Visit.objects.exclude(said_at=None).count()} visits of which somebody has spoken.")


def plant(agreements: list[Agreement]) -> None:
    """Each agreement's two weeks; the first person has a sheet, the second is away soon."""
    for number, agreement in enumerate(agreements):
        _plan(agreement)
        _say(agreement, is_first=number == 0)
    persons = list(dict.fromkeys(agreement.person for agreement in agreements if agreement.person))
    _write_sheet(persons[0])
    _ask_for_another_time(agreements[0])
    if len(persons) > 1:
        _go_away(persons[1])


def _plan(agreement: Agreement) -> None:
    try:
        with transaction.atomic():
            actions.plan_visits(agreement, by=BY)
    except RuleBroken:
        return  # there is not enough money for all of them, as in life


def _speaker(person: Person) -> User | None:
    return person.named_worker if person.is_represented or person.account is None else person.account


def _say(agreement: Agreement, *, is_first: bool) -> None:
    today, person = timezone.localdate(), agreement.person
    speaker = _speaker(person) if person else None
    if speaker is None:
        return
    past = agreement.visits.filter(status="planned").between(today - BACK, today - WAITS).with_agreement()
    for number, visit in enumerate(past):
        by, how = Actor(account=speaker), "call"
        if is_first and number == 1:
            actions.nobody_came(visit, by=by, how=how)
            continue
        facts = {"who_came": WHO[number % len(WHO)]} if WHO[number % len(WHO)] else None
        actions.confirm(visit, by=by, how=how, facts=facts)
        if visit.on <= today - timedelta(days=8) and actions.is_held(visit):
            actions.pay_visit(visit, by=by)


def _write_sheet(person: Person) -> None:
    speaker = _speaker(person)
    if speaker is not None and not FirstVisitSheet.objects.filter(person=person).exists():
        actions.write_sheet(person, SHEET, by=Actor(account=speaker))


def _ask_for_another_time(agreement: Agreement) -> None:
    """The enterprise asks to come an hour later next week."""
    soon = timezone.localdate() + timedelta(days=3)
    visit = agreement.visits.filter(status="planned", on__gte=soon, at__hour__lt=22).with_agreement().first()
    owner = owners(agreement.service.enterprise).first()
    if visit is not None and owner is not None:
        actions.propose_time(visit, visit.on, visit.at.replace(hour=visit.at.hour + 1), by=Actor(account=owner))


def _go_away(person: Person) -> None:
    """A few days by the sea, in three weeks."""
    first, speaker = timezone.localdate() + timedelta(weeks=3), _speaker(person)
    if speaker is None or LifeChange.objects.filter(person=person).exists():
        return
    told = {"starts_on": first, "until_on": first + timedelta(days=4), "note": "By the sea."}
    actions.life_happens(person, "away", told, key=uuid7(), by=Actor(account=speaker))
