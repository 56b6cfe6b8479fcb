"""A changed bank account: held at once, rung back about on the old number, and confirmed by a second person."""

import pytest
from django.core.management import call_command
from django.db.models import Q
from django.utils import timezone

from commissioning.models import BankAccount
from commissioning.paying_out import payable_to
from marketplace.organisations.models import Organisation
from providers.models import Enterprise
from tests.journeys.letters import STAFF_PASSWORD, Mailbox, sign_in, sign_in_as_staff
from tests.journeys.test_small_screens import PHONE, assert_fits, photograph
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey
AMINA, FIONA, RAJ, CONNOR = (f"{name}@demo.justright.example" for name in ("amina", "fiona", "raj", "connor"))
NEW = ("30-94-93", "01273801")


@pytest.fixture
def good(fresh_db, settings) -> Enterprise:
    """Good Company's account has been in use for months."""
    settings.DEMO = True
    call_command("seed_payees", verbosity=0)
    return Enterprise.objects.get(organisation__name="Good Company")


def is_paid_to(good: Enterprise) -> tuple[str, str]:
    """The end of the account that Nottingham pays, or why there is none."""
    nottingham = Organisation.objects.council_of("E06000018")
    account, code = payable_to(Q(enterprise=good), nottingham, timezone.now())
    return (account.number[-3:] if account else "", code)


def test_a_changed_account_is_held_until_two_people_are_sure(arrive, mailbox: Mailbox, good: Enterprise):
    amina, fiona, raj, anybody = arrive(), arrive(), arrive(), arrive()
    assert is_paid_to(good) == ("958", "")
    changes_it(amina, good)
    assert is_paid_to(good) == ("", "changing")
    anybody.goes(mailbox.link("A new bank account was entered", AMINA))
    anybody.sees("Was it not you?", "It ends in 801")
    photograph(anybody, "bank-not-me")
    rings_back(fiona, mailbox)
    assert is_paid_to(good) == ("", "changing")
    confirms(raj, mailbox)
    assert is_paid_to(good) == ("", "too-new")
    says_how_it_pays(anybody, mailbox)
    amina.page.set_viewport_size(PHONE)
    amina.goes("/my/bank/")
    assert_fits(amina, "Account in use", "••••• 801", "Checked by Nottingham City Council")


def changes_it(amina: Visitor, good: Enterprise) -> None:
    """She is asked once more who she is, and reads that her payments wait."""
    sign_in(amina, AMINA, STAFF_PASSWORD)
    amina.goes("/my/bank/")
    amina.sees("Where your money goes", "••••• 958")
    photograph(amina, "my-bank-in-use")
    amina.presses("Enter another account")
    amina.sees("Is it still you?")
    amina.types("Password", STAFF_PASSWORD)
    amina.presses("Go on")
    amina.sees("Another bank account", "Payments wait until the new account is checked")
    amina.types("Name on the account", "Good Company", private=False)
    amina.types("Sort code", NEW[0])
    amina.presses("Save this account")
    amina.sees("Another bank account", "Enter the account number")
    photograph(amina, "bank-enter")
    amina.types("Sort code", NEW[0])
    amina.types("Account number", NEW[1])
    amina.presses("Save this account")
    amina.sees("Where your money goes", "Payments to you wait until it is checked.", "••••• 801")
    photograph(amina, "my-bank-waiting")


def rings_back(fiona: Visitor, mailbox: Mailbox) -> None:
    """She rings the number that the site had before, and asks the bank."""
    sign_in_as_staff(fiona, mailbox, FIONA)
    fiona.goes("/payees/")
    fiona.sees("Whose accounts you pay to", "To be checked", "Good Company")
    photograph(fiona, "payees")
    fiona.follows("Good Company")
    fiona.sees("The account of Good Company", "This is a change. Payments are held")
    photograph(fiona, "payee-to-check")
    fiona.ticks("0115 496 0188", "I rang it", "It matches")
    fiona.types("Sort code that you asked", NEW[0])
    fiona.types("Account number that you asked", NEW[1])
    fiona.types("Which name did the bank give?", "GOOD COMPANY", private=False)
    fiona.types("Supplier number", "S-10417", private=False)
    fiona.presses("Write it down")
    fiona.sees("The account of Good Company", "0115 496 0188, known since", "A second person confirms it")


def says_how_it_pays(connor: Visitor, mailbox: Mailbox) -> None:
    """Columns for the finance system, with a line of what it gets."""
    sign_in_as_staff(connor, mailbox, CONNOR)
    connor.goes(f"/councils/{Organisation.objects.council_of('E06000018').pk}/paying/")
    connor.sees("How Nottingham City Council pays", "Supplier,Our Ref,Inv No")
    photograph(connor, "paying")
    connor.page.set_viewport_size(PHONE)
    connor.types("Columns of your finance system", "Supplier = supplier_number\nRef = our_reference", private=False)
    connor.presses("Save")
    assert_fits(connor, "The sum has to be in it.")
    connor.types("Columns of your finance system", "Ref = our_reference\nSum = gross_pence", private=False)
    connor.presses("Save")
    assert_fits(connor, "Ref,Sum")


def confirms(raj: Visitor, mailbox: Mailbox) -> None:
    sign_in_as_staff(raj, mailbox, RAJ)
    raj.goes("/payees/")
    raj.sees("Whose accounts you pay to", "by Fiona Clarke")
    raj.follows("Good Company")
    raj.sees("The account of Good Company", "Look at it as if nobody had")
    photograph(raj, "payee-to-confirm")
    raj.presses("Confirm it")
    raj.sees("Whose accounts you pay to", "New or changed in the last 30 days")
    assert BankAccount.objects.get(status="replaced").number.endswith("958")
