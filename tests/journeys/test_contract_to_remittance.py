"""One whole story: a listing, a small contract, visits, an invoice, a run by two people, the bank's answer, the money.

Amina looks at "Where is my money?" after each step, and reads where it is, since when, and why it waits.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from budgets import actions as budgets
from budgets.models import Agreement, Person
from commissioning.models import Contract, Invoice, PaymentRun
from commissioning.tasks import follow_payments, propose_payments
from marketplace.accounts.actors import Actor
from marketplace.accounts.ids import uuid7
from marketplace.accounts.models import User
from marketplace.organisations.models import Membership, Organisation, Role
from marketplace.ui.filters import long_date, pounds
from marketplace.workflow.working_days import is_working_day
from providers.models import Service
from tests.budgets.making import PATTERN, budget_of, limit_of
from tests.commissioning.runs_of_payments import understood
from tests.commissioning.test_bank_answers import detail, entry, statement
from tests.journeys.letters import STAFF_PASSWORD, Mailbox, sign_in, sign_in_as_staff
from tests.journeys.test_checks import dated
from tests.journeys.test_small_screens import photograph
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey
AMINA, SAM, CONNOR, FIONA, RAJ = (f"{name}@demo.justright.example" for name in
                                  ("amina", "sam", "connor", "fiona", "raj"))  # fmt: skip
WEEKS = timedelta(weeks=4)
ACCOUNT = ("089999", "66374958")  # Good Company's, as seed_payees enters it


def last_working_day(before: date) -> date:
    return next(day for n in range(1, 9) if is_working_day(day := before - timedelta(days=n)))


def noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


@pytest.fixture
def pays_on() -> date:
    """The working day on which the invoice comes and is paid: never after today, so that a worker's clock is right."""
    return last_working_day(timezone.localdate())


@pytest.fixture
def begins(fresh_db, settings, pays_on: date) -> Iterator[date]:
    """Eight days earlier: Good Company's account was checked months ago."""
    settings.DEMO = True
    call_command("seed_payees", verbosity=0)
    Membership.objects.update(since_on=pays_on - timedelta(days=90))  # they all worked there before
    with time_machine.travel(noon(pays_on - timedelta(days=8)), tick=True):
        yield timezone.localdate()


@pytest.fixture
def ordered(begins: date) -> Agreement:
    """Sam has ordered two hours a week for Edith, from Amina, out of money that the council manages."""
    sam = User.objects.get(email=SAM)
    body = Organisation.objects.council_of("E06000018")
    body.memberships.create(account=sam, role=Role.SOCIAL_WORKER)
    limit_of(body, "social_worker", 2_000_000, sam)
    edith = Person.objects.create(organisation=body, named_worker=sam, name="Edith Lowe", outcode="NG5")
    ways = [{"mechanism": "council-managed", "weekly_pence": 15_000}]
    version = budget_of(edith, sam, 15_000, days=0, ways=ways)
    service = Service.objects.listed().filter(enterprise__organisation__name="Good Company").with_details().first()
    price = next(each for each in service.prices.all() if each.unit == "hour")
    about = {"kin": "none", "is_one_to_one": True, "is_directed": False, "employment": "self-employed",
             "employment_on": begins}  # fmt: skip
    terms = {"what": "Cooking together", "pattern": PATTERN, "pence": price.pence, "unit": "hour", "starts_on": begins}
    money = {"budget": version.budget, "mechanism": "council-managed"}
    return budgets.offer(edith, service, about, terms, key=uuid7(), by=Actor(account=sam), **money)


def test_from_a_listing_to_the_money_on_her_account(arrive, mailbox: Mailbox, ordered, pays_on, tmp_path):
    amina, connor, sam = arrive(), arrive(), arrive()
    sign_in_as_staff(connor, mailbox, CONNOR)
    contract = lets(connor, ordered)
    sign_in(amina, AMINA, STAFF_PASSWORD)
    looks(amina, "1-offered", "Nothing is ready yet")
    agrees(amina, mailbox, contract)
    looks(amina, "2-agreed", "Nothing is ready yet")
    with time_machine.travel(noon(pays_on), tick=True):
        sign_in_as_staff(sam, mailbox, SAM)
        number = says_what_happened(sam, ordered)
        sign_in(amina, AMINA, STAFF_PASSWORD)
        looks(amina, "3-confirmed", f"Edith: {number} confirmed visits are ready to send.")
        invoice = sends(amina, contract)
        looks(amina, "4-approved", "By itself: it matches what was confirmed", "It goes with the next payments",
              "0 of 2 done", long_date(pays_on), f"{long_date(invoice.fast_on)}")  # fmt: skip
        two_people_pay(arrive, mailbox, amina, invoice, tmp_path)
        reads_for_what(amina, mailbox, invoice, contract)


def looks(amina: Visitor, name: str, *words: str) -> None:
    """Where is my money?"""
    amina.goes("/my/invoices/")
    amina.sees("Where is my money?", *words)
    photograph(amina, f"story-{name}")


def lets(connor: Visitor, agreement: Agreement) -> Contract:
    """In one sitting, for what was ordered for Edith."""
    connor.goes(f"/services/{agreement.service_id}/")
    connor.follows("Let them a small contract")
    connor.sees("A small contract with Good Company")
    connor.types("What is it for?", "Help with cooking at home", private=False)
    connor.ticks("Edith Lowe")
    today = timezone.localdate()
    dated(connor, "starts_on", today)
    dated(connor, "ends_on", today + WEEKS)
    connor.presses("Show what it means")
    connor.sees("A small contract with Good Company", "what the agreement plans each week", "Nobody else has to")
    connor.presses("Offer this contract")
    connor.sees("Help with cooking at home", "Offered")
    return Contract.objects.get(agreement=agreement)


def agrees(amina: Visitor, mailbox: Mailbox, contract: Contract) -> None:
    """Her yes to the contract is also her yes to what was ordered for Edith."""
    amina.goes(mailbox.link("offers you a contract", AMINA))
    amina.sees("Help with cooking at home", "What to do now", contract.number)
    photograph(amina, "story-contract")
    amina.presses("Yes, I agree")
    amina.sees("Help with cooking at home", "Agreed. Both of you have it in writing here.")


def says_what_happened(sam: Visitor, agreement: Agreement) -> int:
    """Edith tells her worker on the phone."""
    unsaid = agreement.visits.unsaid(timezone.now()).order_by("on")
    number = unsaid.count()
    for visit in list(unsaid):
        sam.goes(f"/people/{agreement.person_id}/week/?week={visit.on.isoformat()}")
        sam.sees("Week of E.L.")
        sam.page.get_by_label("On the phone").first.check()
        sam.presses("Yes, they came")
        sam.sees("Week of E.L.")
    assert agreement.visits.to_invoice().count() == number >= 2
    return number


def sends(amina: Visitor, contract: Contract) -> Invoice:
    """Two taps; within the council's limit it is approved in the same request."""
    amina.presses("Make the invoice Edith")
    amina.sees("Invoice for Edith Lowe", "Nottingham City Council pays")
    photograph(amina, "story-make")
    amina.presses("Send it")
    amina.sees("Invoice", "Sent, and approved by itself: it matches what was confirmed.")
    invoice = Invoice.objects.get(contract=contract)
    assert invoice.approved_rule == "straight-through" and invoice.order_number == contract.number
    return invoice


def two_people_pay(arrive, mailbox: Mailbox, amina: Visitor, invoice: Invoice, tmp_path: Path) -> None:
    """Raj looks at the proposal of the day, Fiona approves it and brings the bank's answer."""
    fiona, raj = arrive(), arrive()
    propose_payments()
    run = PaymentRun.objects.get(payments__invoice=invoice)
    looks(amina, "5-proposed", "It goes with the next payments", "0 of 2 done")
    sign_in_as_staff(raj, mailbox, RAJ)
    raj.goes("/payments/")
    raj.follows(pounds(run.total_pence))
    raj.sees("Payments of £", "Good Company")
    raj.presses("It is right: ask a second person")
    raj.sees("Payments of £", "A colleague does.")
    looks(amina, "6-made", "Raj Mistry has. Somebody else does next", "1 of 2 done")
    sign_in_as_staff(fiona, mailbox, FIONA)
    fiona.goes(f"/payments/runs/{run.pk}/")
    fiona.presses("Approve")
    fiona.sees("Payments of £", "Its files")
    looks(amina, "7-approved", "Both have. Finance gives it to the bank next")
    sends_to_the_bank(fiona, run, invoice, tmp_path)
    looks(amina, "8-sent", "Both have. The money is on its way")
    answers(fiona, run, invoice, tmp_path)


def sends_to_the_bank(fiona: Visitor, run: PaymentRun, invoice: Invoice, tmp_path: Path) -> None:
    """The file says the sum and the account of Good Company to a reader that knows only the published schema."""
    fiona.goes(f"/payments/runs/{run.pk}/")
    with fiona.page.expect_download() as taken:
        fiona.follows(f"{run.number}.xml")
    taken.value.save_as(tmp_path / "run.xml")
    block = understood((tmp_path / "run.xml").read_bytes())["PmtInf"][0]
    assert Decimal(block["CtrlSum"]) * 100 == invoice.gross_pence == run.payments.get().pence
    (paid,) = block["CdtTrfTxInf"]
    assert Decimal(paid["Amt"]["InstdAmt"]["$"]) * 100 == invoice.gross_pence
    sort_code = paid["CdtrAgt"]["FinInstnId"]["ClrSysMmbId"]["MmbId"]
    assert (sort_code, paid["CdtrAcct"]["Id"]["Othr"]["Id"]) == ACCOUNT
    assert paid["PmtId"]["EndToEndId"] == run.payments.get().end_to_end_id
    fiona.goes(f"/payments/runs/{run.pk}/")
    fiona.presses("The bank has it")
    fiona.sees("Payments of £", "How far it is")
    follow_payments()


def answers(fiona: Visitor, run: PaymentRun, invoice: Invoice, tmp_path: Path) -> None:
    """The bank's statement says that it left."""
    key, pence = run.payments.get().end_to_end_id, f"{invoice.gross_pence / 100:.2f}"
    day = f"<Dt>{timezone.localdate().isoformat()}</Dt>"
    said = statement(entry(pence, detail(key, pence), day=day), account="<Othr><Id>20000055779911</Id></Othr>")
    (tmp_path / "statement.xml").write_bytes(said)
    fiona.goes("/payments/answers/")
    fiona.field("The file that came back").set_input_files(tmp_path / "statement.xml")
    fiona.presses("Read it")
    fiona.sees("statement.xml", key, "Paid")
    follow_payments()
    run.refresh_from_db()
    invoice.refresh_from_db()
    assert (run.status, invoice.status, invoice.paid_pence) == ("done", "paid", invoice.gross_pence)


def reads_for_what(amina: Visitor, mailbox: Mailbox, invoice: Invoice, contract: Contract) -> None:
    """A letter, the page of what was paid, the money's last step, and what is left of the contract."""
    amina.goes(mailbox.link(f"{pounds(invoice.gross_pence)} is on its way to you", AMINA))
    amina.sees("Paid by Nottingham City Council", f"Invoice {invoice.number}", "Paid", pounds(invoice.gross_pence))
    photograph(amina, "story-remittance")
    paid = f"Paid on {long_date(timezone.localdate())}, the day on which you sent it."
    looks(amina, "9-paid", paid, f"Invoice {invoice.number}, Edith.")
    amina.goes(f"/my/invoices/{invoice.pk}/")
    amina.sees(f"Invoice {invoice.number}", "Both have", "Paid", "The same day. The law allows 30", contract.number)
    photograph(amina, "story-invoice")
    amina.follows(f"The contract: {contract.number}")
    amina.sees(contract.purpose, f"Paid so far: {pounds(invoice.gross_pence)}.", f"Invoice {invoice.number}")
    photograph(amina, "story-contract-paid")
