"""Small contracts for tests: a lunch club that Nottingham buys from Amina."""

from datetime import timedelta

from django.utils import timezone

from commissioning import actions
from commissioning.models import Contract
from marketplace.accounts.ids import uuid7
from tests.budgets.making import limit_of
from tests.people import acting


def lunch(**facts) -> dict:
    """Twelve lunches in ten weeks, £240 in all; or as many as another value is for."""
    today = timezone.localdate()
    said = {"purpose": "A lunch club", "group": "Neighbours in Bulwell", "starts_on": today, "units": 12,
            "ends_on": today + timedelta(days=70), "unit_pence": 2_000, "price": "£20 a session"}  # fmt: skip
    return said | ({"units": None} if "value_pence" in facts else {}) | facts


def answers(**more) -> dict:
    """The same, typed on the page."""
    facts = lunch()
    said = {"whom": "group", "group": facts["group"], "purpose": facts["purpose"], "value_pence": "240",
            "notice_days": "14", "key": str(uuid7())}  # fmt: skip
    for name in ("starts_on", "ends_on"):
        said |= {f"{name}_{part}": getattr(facts[name], part) for part in ("day", "month", "year")}
    return said | more


def let(body, service, buyer, *, key=None, **facts) -> Contract:
    """Offered by somebody who may let so much."""
    made = actions.offer_contract(body, service, lunch(**facts), key=key or uuid7(), by=acting(buyer))
    return Contract.objects.with_sides().get(pk=made.pk)


def agreed(body, service, buyer, owner, **facts) -> Contract:
    """And Amina has said yes."""
    made = let(body, service, buyer, **facts)
    actions.accept_contract(made, 1, by=acting(owner))
    return Contract.objects.with_sides().get(pk=made.pk)


def may_let(body, pence: int, who) -> None:
    """A social worker lets so much alone."""
    limit_of(body, "social_worker", pence, who)


def ordered(contract, buyer, *, on=None, pence=2_000, key=None):
    day = on or timezone.localdate()
    return actions.order_call_off(contract, day, "Lunch for twelve", pence, key=key or uuid7(), by=acting(buyer))
