"""Small contracts: offered within a limit or sent up, a yes of both, changed by a yes of both, ended with notice."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import access as budgets_access
from budgets import actions as budgets
from budgets.models import Agreement
from budgets.offering import frozen
from commissioning import access
from commissioning.actions.contract_news import tell_buyers, tell_deciders, tell_enterprise
from commissioning.actions.drawing_up import duties_of, kept_terms, regime_for, value_of
from commissioning.models import Contract, ContractVersion
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.organisations.models import Organisation
from marketplace.ui.filters import pounds
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.keys import is_done
from marketplace.workflow.moves import lock, move, one_at_a_time, record_entry
from marketplace.workflow.working_days import working_day_after
from providers.models import Service

Status = Contract.Status
BEFORE = 2  # working days: a reminder of what is not answered
ANSWERS = 5  # working days for the enterprise, and for whoever decides about more
AHEAD = timedelta(days=366)
LONGEST = timedelta(days=5 * 366)
SAID = ("purpose", "group", "starts_on", "ends_on", "is_health_care", "is_chosen", "is_advertised",
        "second_quote_pence", "second_quote_from", "none_suitable", "department", "team", "cost_centre",
        "subjective_code", "notice_days", "is_self_billed")  # fmt: skip


def draft(body: Organisation, service: Service, facts: Mapping, *, by: Actor, key: UUID | None = None) -> Contract:
    """As it would be, not written yet: refused in the same words as the offer."""
    require(access.can_let(by, body, service.enterprise))
    said = {name: facts[name] for name in SAID if facts.get(name) is not None}
    made = Contract(
        body=body, enterprise=service.enterprise, service=service, agreement=facts.get("agreement"),
        offer=frozen(service), began_on=timezone.localdate(), offered_by=by.person, **said,
    )  # fmt: skip
    made.key, made.number = key or made.key, facts.get("number") or next_number(body)
    made.value_pence = value_of(made, facts)
    _refuse(made, by=by)
    found = regime_for(made, made.value_pence)
    made.regime = found.regime.value
    made.duties = duties_of(found, facts.get("asked_first", False), by=by)
    made.terms = kept_terms(made, facts.get("price", ""), made.value_pence, made.ends_on)
    return made


def _refuse(made: Contract, *, by: Actor) -> None:
    today = timezone.localdate()
    if made.service.status != Service.Status.LISTED:
        raise RuleBroken(_("This service is not listed at the moment. A contract begins with what people can find."))
    if not today <= made.starts_on <= today + AHEAD:
        raise RuleBroken(_("Choose a first day from today on, and within a year."))
    if made.ends_on and not made.starts_on <= made.ends_on <= made.starts_on + LONGEST:
        raise RuleBroken(_("Choose a last day after the first, and within five years of it."))
    if made.agreement is not None:
        _refuse_agreement(made, made.agreement, by=by)
    elif not made.group.strip():
        raise RuleBroken(_("Say for whom it is: one person, or a group."))


def _refuse_agreement(made: Contract, agreement: Agreement, *, by: Actor) -> None:
    """Only what this body ordered of this very service, and once."""
    person = agreement.person
    is_theirs = person is not None and person.organisation_id == made.body_id and agreement.is_ordered
    if not is_theirs or agreement.service_id != made.service_id:
        raise RuleBroken(_("Choose an agreement that you ordered of this service."))
    if agreement.status not in (Agreement.Status.OFFERED, Agreement.Status.AGREED):
        raise RuleBroken(_("This agreement is over. Choose another."))
    if Contract.objects.filter(agreement=agreement).exists():
        raise RuleBroken(_("This agreement has a contract already."))
    require(not budgets_access.is_near(by, person))  # type: ignore[arg-type]


def next_number(body: Organisation) -> str:
    """The next purchase order number of the body, of this year."""
    start = f"PO-{timezone.localdate():%Y}-"
    used = Contract.objects.filter(body=body, number__regex=f"^{start}[0-9]{{5}}$").order_by("-number").first()
    return f"{start}{int(used.number[-5:]) + 1 if used else 1:05d}"


@transaction.atomic
def offer_contract(body: Organisation, service: Service, facts: Mapping, *, key: UUID, by: Actor) -> Contract:
    """In one sitting: within the limit the enterprise is asked at once, above it somebody else decides first."""
    one_at_a_time(f"contract-number:{body.pk}")
    require(access.can_let(by, body, service.enterprise))
    if is_done(key, "offer-contract", body, service, facts, by=by):
        return Contract.objects.get(key=key)
    made = draft(body, service, facts, by=by, key=key)
    version = ContractVersion(
        contract=made, number=1, ends_on=made.ends_on, value_pence=made.value_pence, regime=made.regime,
        duties=made.duties, terms=made.terms, why=facts.get("why", ""), proposed_by=by.person,
    )  # fmt: skip
    goes_up = access.let_limit_of(by, body) < made.value_pence
    made.limit_pence = None if goes_up else access.let_limit_of(by, body)
    made.save(force_insert=True)
    record_entry(made, "offered", by=by)
    _put_forward(made, version, goes_up, by=by)
    return made


def _put_forward(contract: Contract, version: ContractVersion, goes_up: bool, *, by: Actor) -> None:
    """Whoever lets it has said yes with it if they may alone; whoever is asked now has five working days."""
    version.due_on = working_day_after(timezone.localdate(), ANSWERS)
    if not goes_up:
        _buy(version, access.let_limit_of(by, contract.body), by=by)
        version.save()
        tell_enterprise(contract, "contract-offered" if version.number == 1 else "contract-proposed", version)
        return
    if not version.why.strip():
        raise RuleBroken(_("This is more than you let alone. Say why it is right: whoever decides reads it."))
    version.sent_up_at = timezone.now()
    version.save()
    record_entry(contract, "sent-up", by=by)
    tell_deciders(contract, version, by=by)


def _buy(version: ContractVersion, limit: int, *, by: Actor) -> None:
    version.buyer_by, version.buyer_at, version.limit_pence = by.person, timezone.now(), limit


def _open(contract: Contract, number: int) -> ContractVersion:
    """What waits, held until this is over; something else may have come since somebody read it."""
    lock(contract)
    version = contract.versions.still_open().filter(number=number).first()
    if version is None or contract.status not in (Status.OFFERED, Status.AGREED):
        raise RuleBroken(_("Something has changed since you opened this page. Look at it again."))
    lock(version)
    return version


@transaction.atomic
def decide_contract(contract: Contract, number: int, *, by: Actor) -> None:
    """Somebody who decides about more says yes for the body; then the enterprise is asked, unless it proposed it."""
    lock(contract)
    if contract.versions.filter(number=number, buyer_by=by.person).exists():
        return  # tapped twice
    version = _open(contract, number)
    require(access.can_decide_contract(by, contract))
    limit = access.let_limit_of(by, contract.body)
    if limit < version.value_pence:
        raise RuleBroken(_("You let up to %(sum)s alone. Somebody else decides about this.") % {"sum": pounds(limit)})
    _buy(version, limit, by=by)
    if version.is_from_enterprise and access.can_supply_contract(Actor(account=version.proposed_by), contract):
        return _agree_to_theirs(contract, version, by=by)
    version.due_on = working_day_after(timezone.localdate(), ANSWERS)
    version.save()
    if number == 1:
        contract.limit_pence = limit
        contract.save(update_fields=["limit_pence"])
    record_entry(contract, "decided", by=by)
    tell_enterprise(contract, "contract-offered" if number == 1 else "contract-proposed", version)


def _agree_to_theirs(contract: Contract, version: ContractVersion, *, by: Actor) -> None:
    """What the enterprise proposed it has said yes to with that, as long as whoever did still owns it."""
    version.enterprise_by, version.enterprise_at = version.proposed_by, timezone.now()
    version.save()
    _take_on(contract, version, by=by)
    tell_enterprise(contract, "contract-changed", version)


@transaction.atomic
def accept_contract(contract: Contract, number: int, *, by: Actor) -> None:
    """The yes of the enterprise: with the first the contract holds, with a later one its change does."""
    lock(contract)
    if contract.versions.filter(number=number, enterprise_by=by.person).exists():
        return  # tapped twice
    version = _open(contract, number)
    require(access.can_supply_contract(by, contract))
    if version.buyer_at is None:
        raise RuleBroken(_("Somebody of the buyer decides first."))
    version.enterprise_by, version.enterprise_at = by.person, timezone.now()
    version.save()
    if number == 1:
        _accept_agreement(contract.agreement, by=by)
        move(contract, Status.AGREED, by=by, agreed_by=by.person, agreed_at=timezone.now())
    else:
        _take_on(contract, version, by=by)
    tell_buyers(contract, "contract-agreed", version.pk)


def _accept_agreement(agreement: Agreement | None, *, by: Actor) -> None:
    """One yes is enough: it is also the yes to what was ordered for the person."""
    if agreement is None:
        return
    waits = agreement.open_version
    if agreement.status == Agreement.Status.OFFERED and waits is not None:
        if waits.waits_for != "enterprise":
            raise RuleBroken(_("Somebody of the buyer decides about the agreement first."))
        budgets.accept(agreement, waits.number, by=by)
    elif agreement.status != Agreement.Status.AGREED:
        raise RuleBroken(_("The agreement about this person is over. Say no to the contract too."))


def _take_on(contract: Contract, version: ContractVersion, *, by: Actor) -> None:
    for name in ("ends_on", "value_pence", "limit_pence", "regime", "terms"):
        setattr(contract, name, getattr(version, name))
    done = {each["code"]: each for each in contract.duties if each.get("done_on")}
    contract.duties = [done.get(each["code"], each) for each in version.duties]
    contract.save(update_fields=["ends_on", "value_pence", "limit_pence", "regime", "terms", "duties"])
    record_entry(contract, f"changed:{version.number}", by=by)


@transaction.atomic
def decline_contract(contract: Contract, number: int, because: str, *, by: Actor) -> None:
    """No, and why: of the enterprise, or of whoever decides about more. What was agreed before goes on."""
    version = _open(contract, number)
    is_decider = version.buyer_at is None and access.can_decide_contract(by, contract)
    require(is_decider or (version.buyer_at is not None and access.can_supply_contract(by, contract)))
    if not because.strip():
        raise RuleBroken(_("Say why, so that they know what to do."))
    _give_up(version)
    contract.because = because.strip()
    contract.save(update_fields=["because"])
    if number == 1:
        move(contract, Status.DECLINED, by=by)
    else:
        record_entry(contract, f"refused:{number}", by=by)
    if version.is_from_enterprise:
        tell_enterprise(contract, "contract-declined", version)
    else:
        tell_buyers(contract, "contract-declined", version.pk)


def _give_up(version: ContractVersion) -> None:
    version.refused_at = timezone.now()
    version.save(update_fields=["refused_at"])


@transaction.atomic
def withdraw_contract(contract: Contract, *, by: Actor) -> None:
    """Whoever proposed it thinks again before the other side has answered."""
    lock(contract)
    version = contract.versions.still_open().first()
    require(access.can_take_back(by, contract, version) if version else access.can_change_contract(by, contract))
    if version is None:
        raise RuleBroken(_("Nothing waits for an answer."))
    _give_up(version)
    if version.number == 1:
        move(contract, Status.WITHDRAWN, by=by)
    else:
        record_entry(contract, f"taken-back:{version.number}", by=by)
    if version.is_from_enterprise:
        tell_buyers(contract, "contract-taken-back", version.pk)
    elif version.buyer_at is not None:
        tell_enterprise(contract, "contract-withdrawn", version)


@transaction.atomic
def vary_contract(contract: Contract, facts: Mapping, *, key: UUID, by: Actor) -> ContractVersion:
    """Another last day or value, by either side: all of it counts for limit and law, and both say yes."""
    lock(contract)
    require(access.can_change_contract(by, contract))
    if is_done(key, "vary-contract", contract, facts, by=by):
        return contract.versions.latest("number")
    value, ends_on = facts["value_pence"], facts.get("ends_on")
    _refuse_change(contract, value, ends_on)
    found = regime_for(contract, value)
    version = ContractVersion(
        contract=contract, number=contract.versions.count() + 1, ends_on=ends_on, value_pence=value,
        regime=found.regime.value, duties=duties_of(found, facts.get("asked_first", False), by=by),
        terms=kept_terms(contract, facts.get("price", ""), value, ends_on), why=facts.get("why", ""),
        proposed_by=by.person,
    )  # fmt: skip
    contract.because = ""  # an answer to an older change says nothing of this one
    contract.save(update_fields=["because"])
    record_entry(contract, f"proposed:{version.number}", by=by)
    if access.can_buy_contract(by, contract):
        _put_forward(contract, version, access.let_limit_of(by, contract.body) < value, by=by)
    else:
        _ask_buyer(contract, version)
    return version


def _ask_buyer(contract: Contract, version: ContractVersion) -> None:
    """Whoever let it hears of it, and whoever decides about so much where they do not."""
    version.due_on = working_day_after(timezone.localdate(), ANSWERS)
    version.save()
    tell_buyers(contract, "contract-asked", version.pk)
    let = Actor(account=contract.offered_by)
    if access.let_limit_of(let, contract.body) < version.value_pence:
        tell_deciders(contract, version, by=let)


def _refuse_change(contract: Contract, value: int, ends_on: date | None) -> None:
    if contract.status != Status.AGREED or contract.notice_at is not None:
        raise RuleBroken(_("Only what was agreed, and does not end already, can be changed."))
    if contract.versions.still_open().exists():
        raise RuleBroken(_("Another change waits for an answer. Answer it, or take it back first."))
    if (value, ends_on) == (contract.value_pence, contract.ends_on):
        raise RuleBroken(_("Nothing would change. Choose another last day or another value."))
    if ends_on and not timezone.localdate() <= ends_on <= contract.starts_on + LONGEST:
        raise RuleBroken(_("Choose a last day from today on, and within five years of the first day."))
    if value < contract.call_offs.all().ordered_pence():
        raise RuleBroken(_("More than this is ordered already. Call something off first."))


def last_day(contract: Contract, today: date) -> date:
    """The last day if notice is given today; never before the first."""
    notice = max(today + timedelta(days=contract.notice_days), contract.starts_on)
    return min(notice, contract.ends_on) if contract.ends_on else notice


@transaction.atomic
def end_contract(contract: Contract, because: str, *, by: Actor) -> date:
    """Notice, by either side: it goes on to its last day, and what happened before is paid all the same."""
    lock(contract)
    is_buyer = access.can_buy_contract(by, contract)
    require(is_buyer or access.can_supply_contract(by, contract))
    today = timezone.localdate()
    if contract.status != Status.AGREED or contract.notice_at is not None:
        raise RuleBroken(_("Only what was agreed, and does not end already, can be ended."))
    if contract.ends_on is not None and contract.ends_on < today:
        raise RuleBroken(_("Its last day is over already."))
    if not because.strip():
        raise RuleBroken(_("Say why. The other side reads it."))
    for waits in contract.versions.still_open():
        _give_up(waits)
    contract.ends_on, contract.because = last_day(contract, today), because.strip()
    contract.notice_by, contract.notice_at = by.person, timezone.now()
    contract.save(update_fields=["ends_on", "because", "notice_by", "notice_at"])
    entry = record_entry(contract, "notice", by=by)
    tell_enterprise(contract, "contract-ends", None, about=entry.pk)
    tell_buyers(contract, "contract-ends", entry.pk)
    return contract.ends_on


@transaction.atomic
def close_contracts(*, by: Actor, most: int = 100) -> int:
    """Those whose last day is over are ended; a hundred at once."""
    over = Contract.objects.filter(status=Status.AGREED, ends_on__lt=timezone.localdate()).order_by("ends_on", "pk")
    found = list(over[:most])
    for contract in found:
        move(contract, Status.ENDED, by=by, ended_at=timezone.now())
        contract.versions.still_open().update(refused_at=timezone.now())
    return len(found)


@transaction.atomic
def remind_of_offers(*, by: Actor, most: int = 100) -> int:
    """Once, two working days before their day: those that wait for the enterprise. How many were reminded of now."""
    one_at_a_time("contract-reminders")
    require(bool(by.rule))
    today = timezone.localdate()
    waiting = ContractVersion.objects.to_remind(today, working_day_after(today, BEFORE))
    found = list(waiting.select_related("contract__body", "contract__enterprise__organisation").order_by("pk")[:most])
    for version in found:
        record_entry(version, "reminded", by=by)
        tell_enterprise(version.contract, "contract-waits", version)
    return len(found)


@transaction.atomic
def tick_duty(contract: Contract, code: str, on: date, *, by: Actor) -> None:
    """One thing that the law asks was done on this day."""
    lock(contract)
    require(access.can_buy_contract(by, contract))
    duty = next((each for each in contract.duties if each["code"] == code), None)
    if duty is None or on > timezone.localdate():
        raise RuleBroken(_("Choose a day that is not in the future."))
    duty |= {"done_on": on.isoformat(), "done_by": str(by.person.pk)}
    contract.save(update_fields=["duties"])
    record_entry(contract, f"duty:{code}", by=by)
