"""From a listing to a small contract, the yes of the enterprise, a change that it proposes, and an order."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commissioning.models import Contract
from providers.models import Service
from tests.journeys.letters import STAFF_PASSWORD, Mailbox, sign_in, sign_in_as_staff
from tests.journeys.test_checks import AMINA, CONNOR, dated
from tests.journeys.test_small_screens import photograph
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey


def test_from_a_listing_to_an_order_that_happened(arrive, mailbox: Mailbox):
    amina, connor = arrive(), arrive()
    service = Service.objects.listed().filter(enterprise__organisation__memberships__account__email=AMINA).first()
    sign_in_as_staff(connor, mailbox, CONNOR)
    lets(connor, service)
    made = Contract.objects.get(purpose="A supper for new neighbours")
    sign_in(amina, AMINA, STAFF_PASSWORD)
    amina.goes("/my/contracts/")
    amina.sees("My contracts", "A supper for new neighbours")
    photograph(amina, "my-contracts")
    amina.follows("A supper for new neighbours")
    amina.sees("A supper for new neighbours", "within the 30 days", "What to do now")
    photograph(amina, "contract-offered")
    amina.presses("Yes, I agree")
    amina.sees("A supper for new neighbours", "Agreed")
    proposes(amina, connor, mailbox, made)
    orders(connor, made)
    connor.goes("/contracts/")
    connor.sees("Small contracts", "£40 ordered, £260 left")
    photograph(connor, "contracts")
    made.refresh_from_db()
    assert (made.status, made.value_pence, made.call_offs.get().status) == ("agreed", 30_000, "confirmed")


def lets(connor: Visitor, service: Service) -> None:
    """In one sitting, with what it means before it is offered."""
    connor.goes(f"/services/{service.pk}/")
    connor.follows("Let them a small contract")
    connor.sees("A small contract with", "Do this before the first day")
    today = timezone.localdate()
    connor.types("What is it for?", "A supper for new neighbours", private=False)
    connor.ticks("A group")
    connor.types("Which group?", "Families in Radford", private=False)
    dated(connor, "starts_on", today)
    dated(connor, "ends_on", today + timedelta(days=90))
    connor.types("Or: what it is worth", "240", private=False)
    connor.presses("Show what it means")
    connor.sees("A small contract with", "What it means", "£240", "Nobody else has to say yes")
    photograph(connor, "contract-new")
    connor.presses("Offer this contract")
    connor.sees("A supper for new neighbours", "Offered")


def proposes(amina: Visitor, connor: Visitor, mailbox: Mailbox, made: Contract) -> None:
    """She asks for more, says why, and it holds with his yes."""
    amina.follows("Propose another last day or value")
    amina.sees("Change the contract", "Nothing changes before both have said yes.")
    amina.types("What it is worth", "300", private=False)
    amina.types("Why?", "Two more families would like to come.")
    photograph(amina, "contract-propose")
    amina.presses("Propose it")
    amina.sees("A supper for new neighbours", "A change that waits for a yes", "Nottingham City Council answers until")
    photograph(amina, "contract-proposed")
    connor.goes(mailbox.link("Good Company would like to change a contract", CONNOR))
    connor.sees("A supper for new neighbours", "What to do now", "Two more families would like to come.")
    photograph(connor, "contract-to-answer")
    connor.presses("Yes, I agree")
    connor.sees("A supper for new neighbours", "Agreed. Both of you have it in writing here.", "worth at most £300")


def orders(connor: Visitor, made: Contract) -> None:
    """One supper, said afterwards to have happened."""
    connor.goes(f"/contracts/{made.pk}/order/")
    dated(connor, "on", timezone.localdate())
    connor.types("What?", "Supper for eight", private=False)
    connor.types("How much is paid", "40", private=False)
    connor.presses("Order it")
    connor.sees("A supper for new neighbours", "Supper for eight")
    connor.presses("It happened")
    connor.sees("A supper for new neighbours", "They can send an invoice")
    photograph(connor, "contract")
    assert made.call_offs.to_invoice().count() == 1
