"""Payments in the demonstration: a run that is done, one with the bank, one for a second person, and some held."""

from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from commissioning import actions
from commissioning.actions.drawing_up import kept_terms
from commissioning.invoicing import due_on, fast_on, query_by
from commissioning.management.accounts import account_in_use
from commissioning.models import BankAccount, Contract, Invoice, PayeeCheck, PayerSettings, Payment, PaymentRun
from marketplace.accounts.actors import Actor, system
from marketplace.accounts.models import User
from marketplace.organisations.models import Organisation
from providers.actions.telling import owners
from providers.models import Service

NOTTINGHAM = "E06000018"
BY = system("demonstration")
PURPOSES = (
    "A lunch club on Tuesdays",
    "A walking group",
    "Gardening mornings",
    "A singing afternoon",
    "Evening meals",
)
SUMS = (18_000, 9_650, 24_000, 7_200, 13_300)
MOST = 5


class Command(BaseCommand):
    help = "Adds payments to the demonstration, once (only with DEMO=1, after seed_starting and seed_payees)."

    def handle(self, *args, **options) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration is only for DEMO=1.")
        council = Organisation.objects.council_of(NOTTINGHAM)
        fiona, raj, connor = (User.objects.filter(email=f"{name}@demo.justright.example").first()
                              for name in ("fiona", "raj", "connor"))  # fmt: skip
        if council is None or fiona is None or raj is None or connor is None:
            raise CommandError("Fiona and Raj are not there yet: run seed_demo first.")
        if PaymentRun.objects.exists():
            self.stdout.write("Payments are there already.")
            return
        with transaction.atomic():
            plant(council, fiona, raj, connor)
        self.stdout.write(f"{Payment.objects.count()} payments in {PaymentRun.objects.count()} runs.")


def plant(council: Organisation, fiona: User, raj: User, connor: User) -> None:
    payer = {"payer_name": "Nottingham City Council", "payer_sort_code": "200000", "payer_number": "55779911",
             "proposed_by": fiona, "account_confirmed_by": connor}  # fmt: skip
    PayerSettings.objects.get_or_create(body=council, defaults={"rail": "bank", **payer})
    contracts = _contracts(council, connor)
    for contract in contracts[:-1]:
        _in_use(contract, council, fiona, raj)
    one, other = Actor(account=fiona), Actor(account=raj)
    done = _sent([_owed(each, pence, 12) for each, pence in zip(contracts[:4], SUMS, strict=False)], one, other)
    last = done.payments.order_by("pk").last()
    today = timezone.localdate()
    if last is not None:
        actions.say_answer(last, "returned", today, "AC04", by=one)
    actions.say_run_paid(done, today, by=one)
    _catch_up()
    _keep_what_came_back(council, one)
    _sent([_owed(each, pence + 1_150, 5) for each, pence in zip(contracts[1:4], SUMS, strict=False)], other, one)
    said = b"our ref,amount,status\nJRQ7XW2K9MT4VB,64.00,paid\n"
    actions.take_answer(council, "bank-answer.csv", said, by=one)
    for each, pence in zip(contracts, SUMS, strict=True):
        _owed(each, pence + 640, 2)
    actions.make_run(_proposed(council), by=other)


def _contracts(council: Organisation, connor: User) -> list[Contract]:
    """Small contracts for groups, Good Company's first, with enterprises whose account is not new or changing."""
    found = Service.objects.listed().filter(council_code=NOTTINGHAM, enterprise__is_invented=True).order_by("pk")
    changing = BankAccount.objects.filter(status="waiting", enterprise__isnull=False).values("enterprise")
    found = found.exclude(enterprise__in=changing)
    known: dict = {}
    for service in found.select_related("enterprise__organisation"):
        if owners(service.enterprise).exists():
            known.setdefault(service.enterprise_id, service)
    services = sorted(known.values(), key=lambda each: each.enterprise.name != "Good Company")[:MOST]
    return [_contract(council, service, n, connor) for n, service in enumerate(services)]


def _contract(council: Organisation, service: Service, number: int, connor: User) -> Contract:
    today, then = timezone.localdate(), timezone.now() - timedelta(days=70)
    owner = owners(service.enterprise).first()
    made = Contract(
        body=council, enterprise=service.enterprise, service=service, status="agreed", number=f"PO-70{number + 11}",
        purpose=PURPOSES[number], group="Neighbours", starts_on=today - timedelta(days=60), value_pence=480_000,
        regime="below-threshold", began_on=today - timedelta(days=75), offered_by=connor, offered_at=then,
        agreed_by=owner, agreed_at=then,
    )  # fmt: skip
    made.terms = kept_terms(made, "", made.value_pence, made.ends_on)
    made.save()
    return made


def _in_use(contract: Contract, council: Organisation, fiona: User, raj: User) -> None:
    """An account of theirs that two people have checked, unless there is one; of another owner than the two."""
    then = timezone.now() - timedelta(days=90)
    if contract.agreed_by is None:
        return
    account = account_in_use(contract.enterprise, contract.agreed_by, then)
    if not PayeeCheck.objects.confirmed().filter(account=account, body=council).exists():
        facts = {"checked_by": fiona, "confirmed_by": raj, "confirmed_at": then, "supplier_number": "S-1001"}
        PayeeCheck.objects.create(account=account, body=council, name_result="match", **facts)


def _owed(contract: Contract, pence: int, days: int) -> Payment:
    """An approved invoice that came so many days ago."""
    day = timezone.localdate() - timedelta(days=days)
    number = f"L-{Invoice.objects.filter(enterprise=contract.enterprise).count() + 1}"
    invoice = Invoice.objects.create(
        enterprise=contract.enterprise, contract=contract, payer="body", body=contract.body, source="by-hand",
        number=number, number_key=number, order_number=contract.number, invoiced_on=day, received_on=day,
        received_at=timezone.now() - timedelta(days=days), starts_on=day, ends_on=day, net_pence=pence,
        gross_pence=pence, undisputed_pence=pence, due_on=due_on(day), fast_on=fast_on(day), query_by=query_by(day),
        status="approved", approved_rule="demonstration", approved_at=timezone.now() - timedelta(days=days - 1),
    )  # fmt: skip
    invoice.lines.create(place=1, words=contract.purpose, on=day, unit_pence=pence, net_pence=pence)
    return actions.owe(invoice, pence, by=BY)


def _proposed(council: Organisation) -> PaymentRun:
    actions.propose(council, by=BY)
    return PaymentRun.objects.get(body=council, status="proposed")


def _sent(payments: list[Payment], one: Actor, other: Actor) -> PaymentRun:
    """Made by one, approved by the other, and with the bank."""
    run = _proposed(payments[0].body)
    actions.make_run(run, by=one)
    actions.approve_run(run, by=other)
    file = run.files.first()
    assert file is not None
    actions.note_download(file, by=one)
    actions.note_run_sent(run, by=one)
    _catch_up()
    run.refresh_from_db()
    return run


def _catch_up() -> None:
    for act in (actions.post_some, actions.apply_some, actions.tell_some):
        while act(by=BY):
            pass


def _keep_what_came_back(council: Organisation, one: Actor) -> None:
    """Somebody asks the payee about the account."""
    for payment in Payment.objects.filter(body=council, status="due", replaces__isnull=False):
        actions.keep_back(payment, "ask-payee", by=one)
