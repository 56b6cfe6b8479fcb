"""What pages of other apps say about contracts, invoices and bills: looked up only where it is shown."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import ngettext

from budgets.models import Agreement
from commissioning.models import Contract, Invoice
from marketplace.accounts.actors import ANYONE, Actor


def money(request: HttpRequest) -> dict:
    """`pays_bills`: whether somebody has bills to pay; `to_answer`: what waits for the answer of an owner."""
    actor = getattr(request, "actor", ANYONE)
    return {
        "pays_bills": SimpleLazyObject(lambda: Invoice.objects.paid_by_people(actor).exists()),
        "to_answer": SimpleLazyObject(lambda: answers_owed(actor)),
    }


def answers_owed(actor: Actor) -> list[dict]:
    """How many agreements, contracts and invoices wait for whoever owns an enterprise, and where."""
    owned = actor.account.memberships.live().owned() if actor.account else set()
    if not owned:
        return []
    agreements, contracts, invoices = (
        model.objects.to_answer_by(owned).count() for model in (Agreement, Contract, Invoice)
    )
    found = [
        (agreements, "budgets:our-agreements",
         ngettext("One agreement waits for your yes", "%(num)s agreements wait for your yes", agreements)),
        (contracts, "commissioning:my-contracts",
         ngettext("One contract waits for your yes", "%(num)s contracts wait for your yes", contracts)),
        (invoices, "commissioning:my-invoices",
         ngettext("One question about an invoice waits for you", "Questions about %(num)s invoices wait for you",
                  invoices)),
    ]  # fmt: skip
    return [{"number": n, "url": reverse(page), "words": words % {"num": n}} for n, page, words in found if n]
