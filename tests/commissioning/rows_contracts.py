"""Who gets in where on the pages of small contracts: an offered one, and an order under an agreed one."""

from commissioning.models import CallOff
from tests.commissioning.making_contracts import agreed, let, ordered

# anonymous, olive, ben, amina, worker, connor, lena, cat, sam, fiona, olu
BUYS = (302, 404, 404, 403, 403, 200, 404, 404, 200, 403, 404)
EITHER = (302, 404, 404, 200, 403, 200, 404, 404, 200, 403, 404)
SIDES = (302, 404, 404, 200, 200, 200, 404, 404, 200, 200, 404)
ANYWHERE = (302, 302, 302, 302, 302, 302, 302, 302, 302, 302, 302)
NEVER = (302, 405, 405, 405, 405, 405, 405, 405, 405, 405, 405)
LETS = (302, 403, 403, 403, 403, 200, 200, 403, 200, 403, 403)
CONTRACTS = {
    "GET commissioning:contracts": (302, 403, 403, 403, 403, 200, 200, 403, 200, 200, 403),
    "POST commissioning:contracts": NEVER,
    "GET commissioning:my-contracts": (302, 200, 403, 200, 200, 403, 403, 403, 403, 403, 403),
    "POST commissioning:my-contracts": NEVER,
    "GET commissioning:new-contract": LETS,
    "POST commissioning:new-contract": LETS,
    "GET commissioning:contract": SIDES,
    "POST commissioning:contract": NEVER,
    "GET commissioning:contract-yes": ANYWHERE,
    "POST commissioning:contract-yes": (302, 404, 404, 409, 409, 409, 404, 404, 409, 409, 404),
    "GET commissioning:contract-no": (302, 404, 404, 200, 403, 403, 404, 404, 403, 403, 404),
    "POST commissioning:contract-no": (302, 404, 404, 200, 403, 403, 404, 404, 403, 403, 404),
    "GET commissioning:withdraw-contract": ANYWHERE,
    "POST commissioning:withdraw-contract": (302, 404, 404, 403, 403, 302, 404, 404, 302, 403, 404),
    "GET commissioning:change-contract": EITHER,
    "POST commissioning:change-contract": EITHER,
    "GET commissioning:end-contract": EITHER,
    "POST commissioning:end-contract": EITHER,
    "GET commissioning:order-call-off": BUYS,
    "POST commissioning:order-call-off": BUYS,
    "GET commissioning:tick-duty": NEVER,
    "POST commissioning:tick-duty": BUYS,
    "GET commissioning:call-off": NEVER,
    "POST commissioning:call-off": (302, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404),
}
NAMES = {row.split(":")[1] for row in CONTRACTS}


def contracts(w, amina, connor) -> None:
    """Connor has offered one to Amina, and ordered a lunch under another."""
    w.contract = let(w.council, w.listed, connor)
    w.call_off: CallOff = ordered(agreed(w.council, w.listed, connor, amina), connor)


def arguments_of_contracts(short: str, w) -> dict:
    """What goes into their addresses."""
    special = {"call-off": [w.call_off.pk], "new-contract": [w.listed.pk], "contracts": [], "my-contracts": []}
    return {short: special.get(short, [w.contract.pk])} if short in NAMES else {}
