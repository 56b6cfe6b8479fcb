"""What pages show of contracts: where it stands, who said yes and when, what is left, and what there is to do."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from budgets.models import Agreement
from commissioning import access, regimes
from commissioning.models import CallOff, Contract, ContractVersion
from marketplace.accounts.actors import Actor
from marketplace.ui.filters import long_date, pounds

SOON_DAYS = 42
ICONS = {"offered": "hourglass", "agreed": "circle-check", "declined": "x", "withdrawn": "circle-slash",
         "ended": "circle-slash"}  # fmt: skip
CALL_OFFS = {"ordered": "calendar-days", "confirmed": "circle-check", "not-done": "x", "called-off": "circle-slash"}


@dataclass(frozen=True)
class Can:
    """What whoever reads it may do now."""

    buy: bool
    supply: bool
    decide: bool
    accept: bool
    withdraw: bool
    change: bool
    end: bool
    order: bool


def can_of(actor: Actor, contract: Contract, waits: ContractVersion | None) -> Can:
    buys, supplies = access.can_buy_contract(actor, contract), access.can_supply_contract(actor, contract)
    runs = contract.status == Contract.Status.AGREED
    goes_on = runs and contract.notice_at is None and not is_over(contract)
    decides = waits is not None and access.can_decide_contract(actor, contract)
    return Can(
        buy=buys, supply=supplies, decide=decides,
        withdraw=waits is not None and access.can_take_back(actor, contract, waits),
        accept=supplies and waits is not None and waits.waits_for == "enterprise",
        change=(buys or supplies) and goes_on and waits is None, end=(buys or supplies) and goes_on,
        order=buys and runs and not is_over(contract) and contract.agreement_id is None,
    )  # fmt: skip


def is_over(contract: Contract) -> bool:
    return contract.ends_on is not None and contract.ends_on < timezone.localdate()


def state_of(contract: Contract, waits: ContractVersion | None) -> tuple[str, str]:
    """An icon, and where it stands."""
    icon = ICONS[contract.status]
    if contract.status == "offered" and waits is not None and is_late(waits):
        return icon, late_words(contract, waits)
    if contract.status == "offered" and waits is not None and waits.waits_for == "buyer":
        return icon, _("Somebody who decides about more looks at it, until %(day)s") % {"day": _day(waits.due_on)}
    if contract.status == "offered" and waits is not None:
        return icon, _("%(who)s answers until %(day)s") % {"who": contract.enterprise.name, "day": _day(waits.due_on)}
    if contract.status == "agreed" and is_over(contract):
        return "circle-slash", _("Its last day was %(day)s") % {"day": _day(contract.ends_on)}
    if contract.status == "agreed" and contract.notice_at is not None:
        return "hourglass", _("It ends. The last day is %(day)s") % {"day": _day(contract.ends_on)}
    if contract.status == "agreed" and contract.ends_on is not None:
        return icon, _("Agreed, until %(day)s") % {"day": _day(contract.ends_on)}
    return icon, str(contract.get_status_display())


def is_late(version: ContractVersion) -> bool:
    """Its day to be answered is over."""
    return version.is_open and version.due_on is not None and version.due_on < timezone.localdate()


def late_words(contract: Contract, version: ContractVersion) -> str:
    """Nothing is decided by itself: the day has passed, and that is said."""
    who = contract.enterprise.name if version.waits_for == "enterprise" else contract.body.name
    said = {"who": who, "day": _day(version.due_on)}
    return _("%(who)s did not answer by %(day)s. Count it as a no, unless a yes still comes.") % said


def waits_words(contract: Contract, version: ContractVersion | None) -> str:
    """Who answers a change, and until when."""
    if version is None or version.due_on is None:
        return ""
    if is_late(version):
        return late_words(contract, version)
    who = contract.enterprise.name if version.waits_for == "enterprise" else contract.body.name
    return _("%(who)s answers until %(day)s") % {"who": who, "day": _day(version.due_on)}


def _day(day) -> str:
    return long_date(day) if day else ""


def ends_soon(contract: Contract) -> bool:
    if contract.status != "agreed" or contract.ends_on is None:
        return False
    return 0 <= (contract.ends_on - timezone.localdate()).days <= SOON_DAYS


def row_of(contract: Contract) -> dict:
    """One contract of a list, made with `with_used` and `with_versions`."""
    waits = next((each for each in contract.versions.all() if each.is_open), None)
    used = contract.used_pence  # type: ignore[attr-defined]
    icon, words = state_of(contract, waits)
    change = contract.status == "agreed" and waits is not None
    return {
        "contract": contract, "icon": icon, "state": words, "used": used, "left": max(contract.value_pence - used, 0),
        "ends_soon": ends_soon(contract), "change": change, "is_for_group": contract.agreement_id is None,
    }  # fmt: skip


def law_of(contract: Contract) -> str:
    return str(regimes.NAMES[regimes.Regime(contract.regime)])


def person_of(actor: Actor, contract: Contract) -> str:
    """The name only for whoever may see the agreement itself."""
    agreement = contract.agreement
    if agreement is None or agreement.person is None:
        return ""
    sees = Agreement.objects.visible_to(actor).filter(pk=agreement.pk).exists()
    return agreement.person.name if sees else ""


def history_of(contract: Contract) -> list[dict]:
    """Who said yes, and when, of each of its terms."""
    found = []
    for each in contract.versions.all():
        found.append(
            {"state": "done", "title": _title(each), "soft": f"{each.proposed_by.name}, {_day(each.proposed_at)}"}
        )
        for who, when, said in (
            (each.buyer_by, each.buyer_at, _("Yes of the buyer")),
            (each.enterprise_by, each.enterprise_at, _("Yes of the enterprise")),
        ):
            if who is not None:
                found.append({"state": "done", "title": said, "soft": f"{who.name}, {_day(when)}"})
        if each.refused_at is not None:
            said = _("Taken back") if contract.status == Contract.Status.WITHDRAWN else _("Not agreed")
            found.append({"state": "wait", "title": said, "soft": _day(each.refused_at)})
    return [{"words": "", "soft": "", **each} for each in found]


def _title(version: ContractVersion) -> str:
    if version.number == 1:
        return _("Offered")
    until = _("until %(day)s") % {"day": _day(version.ends_on)} if version.ends_on else _("without a last day")
    said = {"n": version.number - 1, "sum": pounds(version.value_pence), "until": until}
    return _("Change %(n)s: %(sum)s in all, %(until)s") % said


def call_offs_of(contract: Contract, can: Can) -> list[dict]:
    today = timezone.localdate()
    found = contract.call_offs.select_related("said_by", "ordered_by").order_by("-on", "-pk")[:60]
    return [
        {
            "row": each, "icon": CALL_OFFS[each.status],
            "say": can.buy and each.status == CallOff.Status.ORDERED and each.on <= today,
            "off": (can.buy or can.supply) and each.status == CallOff.Status.ORDERED,
            "again": can.buy and each.status in (CallOff.Status.CONFIRMED, CallOff.Status.NOT_DONE),
        }
        for each in found
    ]  # fmt: skip


def is_ours(actor: Actor, contract: Contract) -> bool:
    """Whether whoever reads it does so for the body that buys."""
    return Contract.objects.of_body(actor).filter(pk=contract.pk).exists()
