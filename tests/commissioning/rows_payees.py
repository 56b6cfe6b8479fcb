"""Bank accounts for the table of who gets in where: Amina has entered one; Nottingham pays her."""

from commissioning import actions
from marketplace.accounts.ids import uuid7
from marketplace.workflow.links import address_of
from marketplace.workflow.models import PrivateLink
from tests.factories import OrganisationFactory
from tests.people import acting

PAYEES = {
    "GET commissioning:my-bank": (302, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    "GET commissioning:bank-of-enterprise": (302, 404, 404, 302, 404, 404, 404, 404, 404, 404, 404),
    "POST commissioning:bank-of-enterprise": (302, 404, 404, 302, 404, 404, 404, 404, 404, 404, 404),
    "GET commissioning:bank-of-person": (302, 404, 302, 404, 404, 404, 404, 404, 404, 404, 404),
    "POST commissioning:bank-of-person": (302, 404, 302, 404, 404, 404, 404, 404, 404, 404, 404),
    "GET commissioning:bank-of-holder": (302, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    "POST commissioning:bank-of-holder": (302, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    "GET commissioning:withdraw-account": (302, 404, 404, 302, 404, 404, 404, 404, 404, 404, 404),
    "POST commissioning:withdraw-account": (302, 404, 404, 302, 404, 404, 404, 404, 404, 404, 404),
    "GET commissioning:not-me": (200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    "POST commissioning:not-me": (302, 302, 302, 302, 302, 302, 302, 302, 302, 302, 302),
    "GET commissioning:payees": (302, 403, 403, 403, 403, 403, 403, 403, 403, 200, 403),
    "GET commissioning:payee": (302, 404, 404, 404, 404, 404, 404, 404, 404, 200, 404),
    "POST commissioning:payee": (302, 404, 404, 404, 404, 404, 404, 404, 404, 403, 404),
    "GET commissioning:paying": (302, 404, 404, 404, 404, 200, 404, 404, 404, 200, 404),
    "POST commissioning:paying": (302, 404, 404, 404, 404, 200, 404, 404, 404, 403, 404),
    "GET commissioning:payer-account": (302, 404, 404, 404, 404, 302, 404, 404, 404, 302, 404),
    "POST commissioning:payer-account": (302, 404, 404, 404, 404, 302, 404, 404, 404, 302, 404),
}


def payees(w, amina) -> None:
    """An account of Amina's that waits; Fiona lives with her, and does not check it."""
    w.account = actions.enter_account(w.company, "Good Company", "08-99-99", "66374958", key=uuid7(), by=acting(amina))
    w.not_me = address_of(PrivateLink.objects.get(purpose="bank-not-me").pk)


def of_payees(short: str, w) -> list | None:
    special = {
        "bank-of-enterprise": [w.company.pk], "bank-of-person": [w.introduction.person_id],
        "bank-of-holder": [OrganisationFactory(kind="fund_holder", name=f"Trent Trust {uuid7()}").pk],
        "withdraw-account": [w.account.pk], "not-me": [w.not_me], "payee": [w.account.pk],
        "paying": [w.council.pk], "payer-account": [w.council.pk],
    }  # fmt: skip
    return special.get(short)
