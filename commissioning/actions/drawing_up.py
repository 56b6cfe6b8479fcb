"""What a contract is worth, which law applies, and its plain terms: worked out while it is drawn up."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.planning import weekly_pence
from budgets.weeks import for_days
from commissioning import contract_terms, regimes
from commissioning.contract_ready import ready
from commissioning.invoicing import Vat, vat_on, vat_within
from commissioning.models import Contract, InvoicingSettings, PayerSettings
from marketplace.accounts.actors import Actor
from marketplace.organisations.models import Organisation
from marketplace.ui.filters import pounds
from marketplace.workflow.errors import RuleBroken
from providers.models import Enterprise

ONES_DOING = "procurement-team"  # the duty without which nothing as large is let here
TICKED = ("tender-notice", "contract-details", "details-120-days", "register", "record-choice", "small-first",
          "no-stage-before", ONES_DOING)  # fmt: skip


def value_of(made: Contract, facts: Mapping) -> int:
    """Of its whole life, VAT in it: typed, or price times number, or what is planned each week until its last day.

    A price that is agreed has its VAT in it, unless whoever lets says that VAT comes on top. Nothing that was typed is
    passed over: what says two values is refused.
    """
    typed, counted = facts.get("value_pence"), _counted(made, facts)
    found = typed or (_of_agreement(made) if made.agreement is not None else counted)
    if not found:
        raise RuleBroken(_("Say how many at most, or what it is worth over its whole life."))
    if counted and counted != found:
        said = {"units": facts["units"], "counted": pounds(counted), "found": pounds(found)}
        raise RuleBroken((_TYPED if typed else _PLANNED) % said)
    return found


_TYPED = gettext_lazy(
    "%(units)s times their price is %(counted)s, and you also typed %(found)s. Leave one of the two empty: how many "
    "at most, or what it is worth."
)
_PLANNED = gettext_lazy(
    "%(units)s times their price is %(counted)s, and the agreement plans %(found)s until the last day. Leave “How "
    "many at most” empty to take the agreement’s, or type only what it is worth."
)


def _counted(made: Contract, facts: Mapping) -> int:
    if not (facts.get("unit_pence") and facts.get("units")):
        return 0
    on_top = vat_on(facts["unit_pence"], vat_of(made.enterprise)) if facts.get("is_without_vat") else 0
    return (facts["unit_pence"] + on_top) * facts["units"]


def vat_of(enterprise: Enterprise) -> Vat:
    """What it charges, as it says itself."""
    known = InvoicingSettings.objects.filter(pk=enterprise.pk).first()
    return Vat(known.vat) if known else Vat.NOT_REGISTERED


def _of_agreement(made: Contract) -> int:
    agreement = made.agreement
    terms = (agreement.held or agreement.open_version) if agreement else None
    if terms is None:
        raise RuleBroken(_("The agreement has no terms that could be priced."))
    if made.ends_on is None:
        raise RuleBroken(_("Choose a last day, so that its value can be worked out. It can be extended."))
    weekly = weekly_pence(terms.pattern, terms.pence, terms.unit)
    return max(1, for_days(weekly, (made.ends_on - made.starts_on).days + 1))


def regime_for(contract: Contract, value_pence: int) -> regimes.Applies:
    """Refuses a value that cannot be."""
    payer = regimes.Payer.NHS if contract.body.kind == Organisation.Kind.NHS else regimes.Payer.COUNCIL
    said = {name: getattr(contract, name) for name in ("is_health_care", "is_chosen", "is_advertised")}
    return regimes.regime_of(regimes.Contract(payer, value_pence, contract.began_on, **said))


def duties_of(found: regimes.Applies, asked_first: bool, *, by: Actor) -> list[dict]:
    """In words with their source; what is too large for a small contract waits for the procurement team's word."""
    if found.asks_for(ONES_DOING) and not asked_first:
        raise RuleBroken(_("This is too large for a small contract here. Ask your procurement team first."))
    today = timezone.localdate().isoformat()
    return [
        {"code": each.code, "words": str(each.words), "source": str(each.source), "can_tick": each.code in TICKED}
        | ({"done_on": today, "done_by": str(by.person.pk)} if each.code == ONES_DOING else {})
        for each in found.duties
    ]


def kept_terms(contract: Contract, price: str, value_pence: int, ends_on: date | None) -> dict:
    """The plain terms, as both read them and the contract keeps them."""
    pays = PayerSettings.objects.filter(pk=contract.body_id).first() or PayerSettings()
    vat = vat_of(contract.enterprise)
    facts = contract_terms.Facts(
        buyer=contract.body.name, enterprise=contract.enterprise.name, number=contract.number,
        purpose=contract.purpose, starts_on=contract.starts_on, ends_on=ends_on, value_pence=value_pence,
        price=price or contract.terms.get("price", ""), group=contract.group, notice_days=contract.notice_days,
        fast_days=pays.fast_days, query_days=pays.query_days, is_self_billed=contract.is_self_billed,
        is_registered=vat != Vat.NOT_REGISTERED, vat_pence=vat_within(value_pence, vat),
        is_by_agreement=contract.agreement_id is not None,
        still_to_show=ready(contract.service, contract.body).missing,
    )  # fmt: skip
    return contract_terms.kept(contract_terms.terms_of(facts)) | {"price": facts.price}
