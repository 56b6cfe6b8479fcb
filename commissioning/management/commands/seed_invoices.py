"""Invoices in the demonstration: Amina's at every step for Doreen and for Ken, what Fiona decides, and Ben's bills."""

from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from budgets import access
from budgets import actions as budgets
from budgets.models import Agreement, AgreementVersion, Budget, Person, Visit
from commissioning import actions
from commissioning.actions.numbering import next_number, numbers_of
from commissioning.invoicing import due_on, fast_on, line_of, query_by
from commissioning.management.accounts import account_in_use
from commissioning.models import Invoice, InvoiceLine, InvoicingSettings, PayeeCheck, PayerSettings
from commissioning.receiving import PERSON_DAYS, payer_of
from marketplace.accounts.actors import Actor, system
from marketplace.accounts.ids import uuid7
from marketplace.accounts.models import User
from marketplace.organisations.models import Organisation
from providers.actions.telling import owners
from providers.models import Service

BY = system("demonstration")
WEEKS = timedelta(weeks=5)
PEOPLE = (("Doreen Marsh", "NG5", "council-managed", ""), ("Ken Ball", "NG3", "direct-payment", "own"))
PENCE, A_WEEK = 1_850, 11_100


class Command(BaseCommand):
    help = "Adds invoices to the demonstration, once (only with DEMO=1, after seed_visits)."

    def handle(self, *args, **options) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration is only for DEMO=1.")
        amina, sam, fiona, raj = (User.objects.filter(email=f"{name}@demo.justright.example").first() for name in
                                  ("amina", "sam", "fiona", "raj"))  # fmt: skip
        service = Service.objects.listed().filter(enterprise__organisation__memberships__account=amina).first()
        if amina is None or sam is None or fiona is None or raj is None or service is None:
            raise CommandError("Amina is not there yet: run seed_demo first.")
        if Invoice.objects.exclude(agreement=None).exists():
            self.stdout.write("Invoices are there already.")
            return
        with transaction.atomic():
            plant(service, raj, Actor(account=amina), Actor(account=sam), Actor(account=fiona))
        self.stdout.write(f"{Invoice.objects.count()} invoices.")


def plant(service: Service, raj: User, amina: Actor, sam: Actor, fiona: Actor) -> None:
    doreen, ken = (_supported(service, amina, sam, *each) for each in PEOPLE)
    body = doreen.person.organisation
    _pays(body, fiona.person, raj)
    account = account_in_use(service.enterprise, amina.person, timezone.now() - WEEKS)
    if not PayeeCheck.objects.standing().filter(account=account, body=body).exists():
        facts = {"name_result": "match", "supplier_number": "S-1001", "confirmed_at": timezone.now() - WEEKS}
        PayeeCheck.objects.create(account=account, body=body, checked_by=fiona.person, confirmed_by=raj, **facts)
    for_doreen(doreen, amina, sam, fiona)
    for_ken(ken, amina, sam)
    for_ben()


def _pays(body: Organisation, one: User, other: User) -> None:
    """It has said from which account it pays."""
    payer = {"payer_name": body.name, "payer_sort_code": "200000", "payer_number": "44779922",
             "proposed_by": one, "account_confirmed_by": other}  # fmt: skip
    PayerSettings.objects.get_or_create(body=body, defaults={"rail": "bank", **payer})


def for_doreen(agreement: Agreement, amina: Actor, sam: Actor, fiona: Actor) -> None:
    """Two went straight through, one is asked about, one by hand waits for Fiona, and some is ready to send."""
    visits = _to_invoice(agreement)
    earlier(agreement, visits[:3], 9, by=amina)
    earlier(agreement, visits[3:5], 4, by=amina)
    day = timezone.localdate() - timedelta(days=6)
    lines = [line_of("Groceries for the supper club", day, Decimal(1), 2_340)]
    written = actions.write_invoice(
        agreement, lines, number="S-12", invoiced_on=day, stated_pence=2_340, key=uuid7(), by=amina
    )
    actions.accept_invoice(written, by=sam)
    asked = earlier(agreement, visits[5:6], 2, by=amina)
    if asked.status == Invoice.Status.APPROVED:
        actions.raise_query(asked, "Was this an hour, or half an hour?", 925, key=uuid7(), by=fiona)


def for_ken(agreement: Agreement, amina: Actor, sam: Actor) -> None:
    """One is paid; about the next Ken asks, and Sam writes it down for him."""
    visits = _to_invoice(agreement)
    actions.say_paid(earlier(agreement, visits[:3], 8, by=amina), by=sam)
    made = earlier(agreement, visits[3:6], 3, by=amina)
    words = "Was the last one an hour, or half an hour? He agrees with the other two."
    actions.raise_query(made, words, 925, line=made.lines.last(), key=uuid7(), by=sam)


def for_ben() -> None:
    """Whoever helps him sends what he has not paid yet."""
    waits = Visit.objects.to_invoice().filter(agreement__person__account__email="ben@demo.justright.example")
    for agreement in Agreement.objects.filter(pk__in=waits.values("agreement")).with_terms():
        if owner := owners(agreement.service.enterprise).first():
            account_in_use(agreement.service.enterprise, owner, timezone.now() - WEEKS)
            earlier(agreement, _to_invoice(agreement)[:2], 4, by=Actor(account=owner))


def earlier(agreement: Agreement, visits: list[Visit], days: int, *, by: Actor) -> Invoice:
    """As it came so many days ago, and was looked at."""
    today, now = timezone.localdate() - timedelta(days=days), timezone.now() - timedelta(days=days)
    found = budgets.note_invoiced(agreement, visits, by=by)
    payer, body = payer_of(agreement)
    number = _number(agreement.service)
    gross, person = sum(visit.due_pence or 0 for visit in found), today + timedelta(days=PERSON_DAYS)
    days_of = (due_on(today), fast_on(today), query_by(today)) if body else (person, person, person)
    made = Invoice.objects.create(
        enterprise=agreement.service.enterprise, agreement=agreement, person=agreement.person, payer=payer, body=body,
        source="visits", number=number, number_key=number, order_number=agreement.reference,
        invoiced_on=today, received_at=now, received_on=today, starts_on=found[0].on, ends_on=found[-1].on,
        net_pence=gross, gross_pence=gross, due_on=days_of[0], fast_on=days_of[1], query_by=days_of[2],
        made_by=by.person,
    )  # fmt: skip
    for place, visit in enumerate(found, 1):
        pence, words = visit.due_pence or 0, f"A visit of {visit.minutes} minutes"
        InvoiceLine.objects.create(
            invoice=made, place=place, visit=visit, words=words, on=visit.on, unit_pence=pence, net_pence=pence
        )
    actions.look_at(made, by=by)
    return made


def _number(service: Service) -> str:
    """The next of their own numbers, with which they go on."""
    InvoicingSettings.objects.get_or_create(enterprise=service.enterprise, defaults={"next_number": 41})
    return next_number(numbers_of(service.enterprise))


def _to_invoice(agreement: Agreement) -> list[Visit]:
    return list(agreement.visits.to_invoice().with_agreement().order_by("on", "at"))


def _supported(service: Service, amina: Actor, sam: Actor, name: str, outcode: str, way: str, account: str):
    """Somebody whom Amina has helped three times a week for five weeks; Sam is told what happened."""
    body = Budget.objects.select_related("person__organisation").first()
    assert body is not None
    person = Person.objects.create(
        organisation=body.person.organisation, named_worker=sam.person, name=name, outcode=outcode
    )
    begins = timezone.localdate() - WEEKS
    facts = {"reason": "new", "starts_on": begins, "gross_weekly_pence": A_WEEK}
    ways = [{"mechanism": way, "weekly_pence": A_WEEK, "account": account}]
    version = budgets.propose_budget(person, "council", facts, ways, key=uuid7(), by=sam)
    agreement = _agreement(service, amina, sam, version.budget, way)
    budgets.plan_visits(agreement, by=BY)
    past = agreement.visits.unsaid(timezone.now()).filter(on__lt=timezone.localdate())
    for visit in past.with_agreement()[:11]:
        budgets.confirm(visit, how="call", by=sam)
    return Agreement.objects.with_terms().get(pk=agreement.pk)


def _agreement(service: Service, amina: Actor, sam: Actor, budget: Budget, way: str) -> Agreement:
    then, begins = timezone.now() - WEEKS, timezone.localdate() - WEEKS
    buyer = "council" if way == "council-managed" else "person"
    made = Agreement.objects.create(
        service=service, buyer=buyer, person=budget.person, budget=budget, mechanism=way, status="agreed",
        offered_by=sam.person, offered_at=then, agreed_at=then, employment="self-employed", employment_on=begins,
        employment_by=sam.person,
    )  # fmt: skip
    limit = access.limit_of(sam, budget.person.organisation) if buyer == "council" else None
    pattern = [{"weekday": day, "at": "10:00", "minutes": 60} for day in (0, 2, 4)]
    AgreementVersion.objects.create(
        agreement=made, number=1, offer={}, what="Cooking together", pattern=pattern, pence=PENCE, unit="hour",
        starts_on=begins, proposed_by_side="buyer", buyer_by=sam.person, buyer_at=then,
        enterprise_by=amina.person, enterprise_at=then,
        yearly_pence=52 * 3 * PENCE, limit_pence=limit,
    )  # fmt: skip
    return Agreement.objects.with_terms().get(pk=made.pk)

