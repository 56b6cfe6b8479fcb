"""Payment speed in the demonstration: eight months of paid invoices, some that wait, a Bank Rate, and open books."""

import random
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from budgets.offering import frozen
from budgets.weeks import DAY
from commissioning import actions
from commissioning.actions.drawing_up import kept_terms
from commissioning.actions.publishing import publish, set_bank_rate
from commissioning.actions.timing import note_some_times
from commissioning.invoicing import due_on, fast_on, query_by
from commissioning.management.accounts import account_in_use
from commissioning.models import BankAccount, Contract, Invoice, InvoiceQuery, PayeeCheck, Payment, Publication
from commissioning.open_books import periods_of
from commissioning.speed import months_back
from marketplace.accounts.actors import Actor, system
from marketplace.accounts.ids import uuid7
from marketplace.accounts.models import User
from marketplace.organisations.models import Organisation, Role
from marketplace.workflow.working_days import working_day_after
from providers.models import Service

NOTTINGHAM, SUPPLIERS, INVOICES, SEED = "E06000018", 12, 230, 20261120
PEOPLE = [f"{name}@demo.justright.example" for name in ("connor", "fiona", "olu", "raj")]
TEAMS = ("Older people", "Learning disability", "Carers", "Older people")
PURPOSES = ("A weekly cooking group", "Help at home after a stay in hospital", "A garden morning",
            "Company and a walk", "Sitting with somebody at night", "A music afternoon")  # fmt: skip
NOW_TAKES = (1, 2, 2, 3, 3, 4, 4, 5, 5, 5, 6, 6, 7, 8, 9, 10, 11, 13, 19)
THEN_TOOK = (3, 4, 5, 6, 7, 8, 9, 9, 10, 11, 12, 14, 17, 19, 24, 28)
RATES = {1: "4.50", 2: "4.00", 3: "3.75", 4: "3.75"}  # invented, for a demonstration: the newest comes last


class Command(BaseCommand):
    help = "Adds paid invoices and published books to the demonstration, once (only with DEMO=1, after seed_demo)."

    def handle(self, *args, **options) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration is only for DEMO=1.")
        council = Organisation.objects.council_of(NOTTINGHAM)
        people = list(User.objects.filter(email__in=PEOPLE).order_by("email"))
        if council is None or len(people) != len(PEOPLE):
            raise CommandError("Connor is not there yet: run seed_demo first.")
        if Publication.objects.filter(body=council).exists():
            self.stdout.write("Payment speed is there already.")
            return
        with transaction.atomic():
            plant(council, *people)
        self.stdout.write(f"{Invoice.objects.filter(body=council).count()} invoices, "
                          f"{Publication.objects.count()} files.")  # fmt: skip


def plant(council: Organisation, connor: User, fiona: User, olu: User, raj: User) -> None:
    """The days are drawn with the same dice every time."""
    dice, today = random.Random(SEED), timezone.localdate()
    _rates(today, Actor(account=olu))
    contracts = _contracts(council, connor, today, dice)
    for number in range(INVOICES):
        _paid(contracts[number % len(contracts)], number, today, dice, fiona)
    _late(contracts[0], today)
    for number in range(17):
        _waits(contracts[number % len(contracts)], number, today, dice, fiona, raj)
    actions.propose(council, by=system("demonstration"))  # what waits for the run before it goes with the next
    while note_some_times(by=system("times-noted")):
        pass
    for kind in ("spending", "contracts", "releases"):
        for period in periods_of(kind, today, 3)[1:]:
            publish(council, kind, period, number=1, job_title="Finance Officer", by=Actor(account=fiona))


def _rates(today: date, by: Actor) -> None:
    halves = [day for year in (today.year - 1, today.year) for day in (date(year, 6, 30), date(year, 12, 31))]
    for place, day in enumerate((day for day in halves if day <= today), 1):
        set_bank_rate(day, RATES[place], "Invented for the demonstration", by=by)


def _contracts(council: Organisation, connor: User, today: date, dice: random.Random) -> list[Contract]:
    """One with each of some enterprises in the city, of the size that small ones have."""
    services = Service.objects.listed().filter(council_code=council.council_code).select_related("enterprise")
    seen: set = set()
    made: list[Contract] = []
    for service in services.order_by("pk"):
        owner = service.enterprise.organisation.memberships.live().in_role(Role.OWNER).first()
        if service.enterprise_id in seen or owner is None or len(made) == SUPPLIERS:
            continue
        seen.add(service.enterprise_id)
        made.append(_contract(council, connor, service, owner.account, len(made), today, dice))
    return made


def _contract(council, connor, service, owner, place: int, today: date, dice: random.Random) -> Contract:
    began = months_back(today, 9 - place % 4)
    noon = datetime.combine(began, time(12), UTC)
    made = Contract.objects.create(
        body=council, enterprise=service.enterprise, service=service, number=f"JR-{began.year}-{101 + place}",
        purpose=PURPOSES[place % len(PURPOSES)], group="Neighbours", starts_on=began,
        ends_on=months_back(began, -24), value_pence=dice.randrange(300_000, 2_400_000, 10_000),
        regime="below-threshold", began_on=began - timedelta(days=20), department="Adult Social Care",
        team=TEAMS[place % len(TEAMS)], cost_centre="AC100", subjective_code="4410", offered_by=connor,
        offer=frozen(service),
        offered_at=noon - timedelta(days=3),
    )  # fmt: skip
    terms = kept_terms(made, "", made.value_pence, made.ends_on)
    Contract.objects.filter(pk=made.pk).update(status="agreed", agreed_by=owner, agreed_at=noon, terms=terms)
    made.refresh_from_db()
    return made


def _came(contract: Contract, number: str, on: date, pence: int, **facts) -> Invoice:
    size = "micro" if contract.enterprise.headcount <= 9 else "small"
    made = Invoice.objects.create(
        enterprise=contract.enterprise, contract=contract, body=contract.body, payer="body", source="by-hand",
        number=number, number_key=number, order_number=contract.number, invoiced_on=on, received_on=on,
        received_at=datetime.combine(on, time(10), UTC), starts_on=on - timedelta(days=7), ends_on=on - DAY,
        net_pence=pence, gross_pence=pence, undisputed_pence=pence, due_on=due_on(on), fast_on=fast_on(on),
        query_by=query_by(on), team=contract.team, size=size, **facts,
    )  # fmt: skip
    made.lines.create(place=1, words=contract.purpose, on=on - DAY, unit_pence=pence, net_pence=pence)
    return made


def _paid(contract: Contract, number: int, today: date, dice: random.Random, fiona: User) -> None:
    """Paid faster since October than before; one in twelve was asked about."""
    on = today - timedelta(days=8 + number)
    if number % 2:
        on = today - timedelta(days=8 + number // 5)
    took = dice.choice(NOW_TAKES if on >= _since(today) else THEN_TOOK)
    paid_on = min(working_day_after(on + timedelta(days=took), 0), today)
    pence = dice.choice((18_000, 18_000, 24_000, 36_000, 54_000, 72_000, 96_000))
    when = datetime.combine(paid_on, time(9), UTC)
    facts = {"status": "paid", "paid_on": paid_on, "approved_pence": pence, "paid_pence": pence,
             "approved_at": when, "approved_rule": "straight-through"}  # fmt: skip
    invoice = _came(contract, f"D{1000 + number}", on, pence, **facts)
    if number % 12 == 5 and took > 3:
        asked = datetime.combine(on + DAY, time(11), UTC)
        InvoiceQuery.objects.create(
            invoice=invoice, words="Which morning was it?", disputed_pence=pence, raised_by=fiona, raised_at=asked,
            answer="Tuesday.", answered_at=asked + DAY, resolved_by=fiona, resolved_at=asked + 2 * DAY,
        )  # fmt: skip
    _payment(invoice)


def _since(today: date) -> date:
    return months_back(today, 1)


def _payment(invoice: Invoice) -> None:
    assert invoice.body is not None
    key = f"JR{uuid7().hex[-12:].upper()}"
    Payment.objects.create(
        kind="invoice", invoice=invoice, body=invoice.body, pence=invoice.gross_pence, reference=key,
        end_to_end_id=key, due_on=invoice.due_on, fast_on=invoice.fast_on, status="paid", paid_on=invoice.paid_on,
    )  # fmt: skip


def _late(contract: Contract, today: date) -> None:
    """One that was paid on day 34."""
    on = today - timedelta(days=40)
    facts = {"status": "paid", "paid_on": on + timedelta(days=34), "approved_pence": 18_000, "paid_pence": 18_000}
    when = datetime.combine(today - timedelta(days=7), time(9), UTC)
    _payment(_came(contract, "D0999", on, 18_000, approved_at=when, approved_rule="by-hand", **facts))


def _waits(contract: Contract, number: int, today: date, dice: random.Random, fiona: User, raj: User) -> None:
    """In every place where an invoice can wait."""
    on = today - timedelta(days=dice.randrange(1, 10))
    status = ("received", "approved", "queried")[number % 3]
    facts = {}
    if status == "approved":
        facts = {"approved_at": timezone.now(), "approved_rule": "straight-through"}
    invoice = _came(contract, f"W{100 + number}", on, dice.choice((18_000, 24_000, 36_000)), status=status, **facts)
    if status == "queried":
        words = {"words": "It is for five visits, and four are confirmed.", "disputed_pence": 4_500}
        InvoiceQuery.objects.create(invoice=invoice, raised_by=fiona, **words)
    elif status == "approved":
        _may_be_paid(contract, fiona, raj)
        actions.owe(invoice, invoice.gross_pence, by=system("demonstration"))


def _may_be_paid(contract: Contract, fiona: User, raj: User) -> None:
    """Two people are sure of their account, unless one of them is asked about it still."""
    then = timezone.now() - timedelta(days=90)
    if contract.agreed_by is None or BankAccount.objects.filter(enterprise=contract.enterprise).live().exists():
        return
    account = account_in_use(contract.enterprise, contract.agreed_by, then)
    facts = {"name_result": "match", "supplier_number": "S-2001", "checked_by": fiona, "confirmed_by": raj}
    PayeeCheck.objects.create(account=account, body=contract.body, confirmed_at=then, **facts)
