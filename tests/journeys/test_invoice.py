"""Amina's invoice: from confirmed visits in two taps straight through; a question and its end; and how Ben pays."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from commissioning.models import Invoice
from tests.journeys.letters import STAFF_PASSWORD, Mailbox, sign_in, sign_in_as_staff
from tests.journeys.test_small_screens import PHONE, assert_fits, photograph
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey
AMINA, FIONA, BEN = (f"{name}@demo.justright.example" for name in ("amina", "fiona", "ben"))


@pytest.fixture
def invoices(fresh_db, settings):
    settings.DEMO = True
    for command in ("seed_introductions", "seed_budgets", "seed_plans", "seed_agreements", "seed_visits"):
        call_command(command, verbosity=0)
    for _time in range(2):
        call_command("seed_invoices", verbosity=0)


def sends(amina: Visitor) -> None:
    """Two taps."""
    amina.goes("/my/invoices/")
    amina.sees("Where is my money?", "Doreen: 5 confirmed visits are ready to send.", "Ken asks:", "Waits for you")
    photograph(amina, "my-invoices")
    amina.presses("Make the invoice Doreen")
    amina.sees("Invoice for Doreen Marsh", "Nottinghamshire County Council pays", "£92.50")
    photograph(amina, "make-invoice")
    amina.presses("Send it")
    amina.sees("Invoice", "Sent, and approved by itself: it matches what was confirmed.",
               "It goes with the next payments")  # fmt: skip
    photograph(amina, "my-invoice")


def asks(fiona: Visitor, invoice: Invoice) -> None:
    fiona.goes("/invoices/")
    fiona.sees("Invoices", "Waits with: Finance, to approve")
    photograph(fiona, "invoices")
    fiona.goes(f"/invoices/{invoice.pk}/")
    fiona.sees(f"Invoice {invoice.number}", "Approved", "The next payments")
    fiona.page.get_by_role("group", name="Which part is it about?").get_by_role("radio").first.check()
    fiona.presses("Send the question")
    fiona.sees(f"Invoice {invoice.number}", "There is a problem", "Say what is wrong, so that they can answer")
    photograph(fiona, "invoice-ask")
    fiona.types("What do you ask?", "Was this an hour, or half an hour?")
    fiona.types("How much of it is in question?", "9.25", private=False)
    fiona.presses("Send the question")
    fiona.sees(f"Invoice {invoice.number}", "Asked. What you did not ask about goes on.", "£9.25")


def answers(amina: Visitor, mailbox: Mailbox, invoice: Invoice) -> None:
    amina.goes(mailbox.link(f"A question about invoice {invoice.number}", AMINA))
    amina.sees(f"Invoice {invoice.number}", "Nottinghamshire County Council asks about £9.25", "Waits for you")
    amina.types("Your answer", "An hour and ten minutes, we said so on the phone.")
    amina.types("How much do you give up?", "2", private=False)
    photograph(amina, "invoice-answer")
    amina.presses("Send the answer")
    amina.sees(f"Invoice {invoice.number}", "Saved.", "reads your answer")


def settles(fiona: Visitor, mailbox: Mailbox, invoice: Invoice) -> None:
    fiona.goes(f"/invoices/{invoice.pk}/")
    fiona.sees(f"Invoice {invoice.number}", "They give up £2.")
    fiona.presses("Settle it: pay £7.25")
    fiona.sees(f"Invoice {invoice.number}", "Settled. The rest goes on.")
    photograph(fiona, "invoice-settled")


def pays(ben: Visitor) -> None:
    ben.goes("/my/bills/")
    ben.sees("Bills", "To pay")
    photograph(ben, "my-bills")
    ben.page.locator("article a").first.click()
    ben.sees("Bill of", "How to pay")
    photograph(ben, "my-bill")
    ben.presses("I have paid")
    ben.presses("Yes, I have paid")
    ben.sees("Bill of", "You said on")


def test_from_confirmed_visits_to_what_is_owed_with_a_question_on_the_way(invoices, arrive, mailbox: Mailbox):
    amina, fiona, ben = arrive(), arrive(), arrive()
    sign_in(amina, AMINA, STAFF_PASSWORD)
    sends(amina)
    invoice = Invoice.objects.filter(credits=None, gross_pence=9_250).latest("received_at")
    assert invoice.approved_rule == "straight-through" and invoice.payments.get().pence == 9_250
    sign_in_as_staff(fiona, mailbox, FIONA)
    asks(fiona, invoice)
    answers(amina, mailbox, invoice)
    settles(fiona, mailbox, invoice)
    invoice.refresh_from_db()
    assert (invoice.credited_pence, invoice.approved_pence, invoice.status) == (200, 9_050, "approved")
    sign_in(ben, BEN, STAFF_PASSWORD)
    pays(ben)


def writes(amina: Visitor, agreement) -> None:
    """Two lines by hand: one of them is wrong at first, and the total is shown before anything is sent."""
    amina.goes(f"/my/invoices/write/{agreement}/")
    amina.types("Your own number", "INV-7", private=False)
    amina.page.locator("summary", has_text="More lines").click()
    for name, words in (("line-1-words", "Shopping"), ("line-1-pence", "9.50"), ("line-2-words", "A lift")):
        amina.page.locator(f"[name={name}]").fill(words)
    amina.presses("Show the total")
    amina.sees("An invoice by hand", "There is a problem", "Enter a date", "Enter an amount in pounds")
    photograph(amina, "write-invoice-wrong")
    day = timezone.localdate()
    for number in (1, 2):
        for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
            amina.page.locator(f"[name=line-{number}-on_{part}]").fill(str(value))
    amina.page.locator("[name=line-2-pence]").fill("4.25")
    amina.presses("Show the total")
    amina.sees("An invoice by hand", "It comes to £13.75 in all.")
    assert_fits(amina)
    photograph(amina, "write-invoice-total")


def test_the_pages_of_invoices_fit_a_small_phone(invoices, arrive, mailbox: Mailbox):
    amina, fiona, ben = arrive(), arrive(), arrive()
    sign_in(amina, AMINA, STAFF_PASSWORD)
    sign_in_as_staff(fiona, mailbox, FIONA)
    sign_in(ben, BEN, STAFF_PASSWORD)
    mine = Invoice.objects.filter(enterprise__organisation__memberships__account__email=AMINA)
    asked, doreens = mine.filter(status="queried").first(), mine.filter(payer="body").first()
    bill = Invoice.objects.filter(person__account__email=BEN).first()
    assert asked and doreens and bill
    for who, name, address in (
        (amina, "my-invoices", "/my/invoices/"), (amina, "my-invoice", f"/my/invoices/{asked.pk}/"),
        (amina, "make-invoice", f"/my/invoices/make/{doreens.agreement_id}/"),
        (amina, "write-invoice", f"/my/invoices/write/{doreens.agreement_id}/"),
        (amina, "invoicing-settings", f"/my/invoices/settings/{asked.enterprise_id}/"),
        (fiona, "invoices", "/invoices/"), (fiona, "invoice", f"/invoices/{doreens.pk}/"),
        (ben, "my-bills", "/my/bills/"), (ben, "my-bill", f"/my/bills/{bill.pk}/"),
    ):  # fmt: skip
        who.page.set_viewport_size(PHONE)
        assert who.goes(address) == 200, name
        assert_fits(who)
        photograph(who, name)
    amina.page.set_viewport_size(PHONE)
    writes(amina, doreens.agreement_id)
