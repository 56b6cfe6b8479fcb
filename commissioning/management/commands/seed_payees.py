"""Bank accounts in the demonstration: one in use, one for a second person, one that changed and is held, one new."""

import json
from datetime import datetime, timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from commissioning import actions
from commissioning.actions.payees import digest_of
from commissioning.models import BankAccount, Grant, PayeeCheck
from commissioning.models.payees import owned_by
from marketplace.accounts.actors import Actor
from marketplace.accounts.ids import uuid7
from marketplace.accounts.models import User
from marketplace.organisations.models import Organisation, Role
from providers.management import cast
from providers.models import Enterprise

NOTTINGHAM = "E06000018"
AMINA, FIONA, RAJ, CONNOR = (f"{name}@{cast.DOMAIN}" for name in ("amina", "fiona", "raj", "connor"))
# Ofcom's numbers for stories; the vectors of Pay.UK's own specification: nobody's
PHONES = ("0115 496 0188", "0115 496 0177", "0115 496 0163", "0115 496 0121", "0115 496 0145")
ACCOUNTS = (("089999", "66374958"), ("107999", "88837491"), ("202959", "63748472"), ("871427", "46238510"),
            ("118765", "64371389"), ("203099", "66831036"))  # fmt: skip
COLUMNS = (("Supplier", "supplier_number"), ("Our Ref", "our_reference"), ("Inv No", "invoice_number"),
           ("Inv Date", "invoiced_on"), ("Net", "net_pence"), ("VAT", "vat_pence"), ("VAT Code", "vat_code"),
           ("Cost Centre", "cost_centre"), ("Subjective", "subjective_code"), ("PO", "purchase_order"))  # fmt: skip


class Command(BaseCommand):
    help = "Adds bank accounts to the demonstration, once (only with DEMO=1, after seed_starting)."

    def handle(self, *args, **options) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration is only for DEMO=1.")
        council = Organisation.objects.council_of(NOTTINGHAM)
        good = Enterprise.objects.filter(is_invented=True, organisation__name="Good Company").first()
        people = [User.objects.filter(email=email).first() for email in (AMINA, FIONA, RAJ, CONNOR)]
        if council is None or good is None or None in people:
            raise CommandError("Fiona and Raj are not there yet: run seed_demo first.")
        if BankAccount.objects.exists():
            self.stdout.write("Bank accounts are there already.")
            return
        with transaction.atomic():
            plant(council, good, *(account for account in people if account))
        self.stdout.write(f"{BankAccount.objects.count()} bank accounts, {PayeeCheck.objects.count()} checks.")


def plant(council: Organisation, good: Enterprise, amina: User, fiona: User, raj: User, connor: User) -> None:
    """Good Company is paid for months; of those who got a grant each waits for something else."""
    _set_paying(council, Actor(account=connor), fiona)
    rings(amina, PHONES[0])
    in_use(good, amina, council, fiona, raj, ACCOUNTS[0], number="S-10417")
    for trust in Organisation.objects.fund_holders():
        for member in trust.memberships.live().in_role(Role.FUND_HOLDER).select_related("account")[:1]:
            rings(member.account, PHONES[4])
            in_use(trust, member.account, council, fiona, raj, ACCOUNTS[5], number="S-10588")
    granted = [found for found in _granted(council) if found[0] != good]
    for number, (enterprise, owner) in enumerate(granted[:3], 1):
        rings(owner, PHONES[number])
        if number == 2:
            in_use(enterprise, owner, council, fiona, raj, ACCOUNTS[4], number="S-10533")
        said = (enterprise.name, *ACCOUNTS[number])
        made = actions.enter_account(enterprise, *said, key=uuid7(), by=Actor(account=owner))
        if number == 1:
            actions.check_payee(
                made, council, key=uuid7(), by=Actor(account=fiona), asked=ACCOUNTS[number], name_result="close",
                name_returned=owner.name, because="Trades under their own name.", supplier_number="S-10560",
            )  # fmt: skip


def rings(owner: User, phone: str) -> None:
    """A number at which they can be rung, where they have given none."""
    if not owner.phone:
        owner.phone = phone
        owner.save(update_fields=["phone"])


def in_use(
    whose: Enterprise | Organisation, owner: User, council, fiona: User, raj: User, numbers: tuple[str, str], *,
    number: str,
) -> None:  # fmt: skip
    """Entered three months ago, and confirmed two days later."""
    then = timezone.now() - timedelta(days=90)
    contacts = json.dumps([{"email": owner.email or "", "phone": owner.phone}])
    account = BankAccount.objects.create(
        **owned_by(whose), status="current", name=whose.name, sort_code=numbers[0], number=numbers[1],
        digest=digest_of(*numbers), fits="cannot-check", entered_by=owner, entered_at=then,
        usable_from=then + timedelta(days=3), contacts=contacts,
    )  # fmt: skip
    _checked(account, council, fiona, raj, then + timedelta(days=2), number)


def _checked(account: BankAccount, council, fiona: User, raj: User, when: datetime, number: str) -> None:
    PayeeCheck.objects.create(
        account=account, body=council, name_result="match", name_returned=account.name.upper(), supplier_number=number,
        checked_by=fiona, checked_at=when, confirmed_by=raj, confirmed_at=when + timedelta(hours=3),
    )  # fmt: skip


def _granted(council: Organisation) -> list[tuple[Enterprise, User]]:
    """Enterprises that asked the council for a grant, with their owners."""
    found = []
    for grant in Grant.objects.filter(start__council=council).select_related("start__enterprise__organisation"):
        works = grant.start.enterprise.organisation.memberships.live().in_role(Role.OWNER).select_related("account")
        owner = works.first()
        if owner:
            found.append((grant.start.enterprise, owner.account))
    return found


def _set_paying(council: Organisation, connor: Actor, fiona: User) -> None:
    """Nottingham's finance system pays; its own account is there for the payment runs of the site."""
    columns = [{"heading": heading, "field": field} for heading, field in COLUMNS]
    layout = {
        "columns": columns,
        "days": "%d/%m/%Y",
        "vat_codes": {"standard": "S", "exempt": "E", "not-registered": "O"},
    }
    facts = {"rail": "bank", "cost_centre": "AC4120", "subjective_code": "44107", "cooling_days": 2}
    actions.set_paying(council, by=connor, layout=layout, headings={"end_to_end_id": "Our Ref"}, **facts)
    known = actions.propose_payer_account(council, "Nottingham City Council", "200000", "55779911",
                                          by=Actor(account=fiona))  # fmt: skip
    actions.answer_payer_account(known, is_right=True, by=connor)
