"""Offering an agreement: what, when, for how much, out of which money; the enterprise says yes or no in its days."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import access, lawful
from budgets.actions.affording import refuse_what_is_too_dear, yearly_of
from budgets.actions.reasons import reason_for_more
from budgets.actions.telling_sides import tell_deciders, tell_enterprise
from budgets.allocation import Mechanism
from budgets.committed import counted_pence
from budgets.models import Agreement, AgreementVersion, Budget, Necessity, Person
from budgets.offering import facts_of, frozen, prices_of
from budgets.planning import problems
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.keys import is_done
from marketplace.workflow.moves import lock, move, one_at_a_time, record_entry
from marketplace.workflow.working_days import working_day_after
from providers import access as providers
from providers.models import Service

Status, Buyer, Side = Agreement.Status, Agreement.Buyer, AgreementVersion.Side
ANSWERS, DECIDES = 5, 5  # working days for the enterprise, and for whoever decides about more
AHEAD = timedelta(days=366)
BUYERS = {
    Mechanism.COUNCIL_MANAGED: Buyer.COUNCIL,
    Mechanism.PHB_NOTIONAL: Buyer.NHS,
    Mechanism.ISF: Buyer.ISF,
    Mechanism.PHB_THIRD_PARTY: Buyer.ISF,
}
ABOUT = ("kin", "is_one_to_one", "is_directed", "employment", "employment_on")
TERMS = ("what", "pattern", "pence", "unit", "starts_on", "ends_on", "trial_weeks", "notice_days", "cancel_hours",
         "cancel_per_cent", "absence_days", "absence_per_cent")  # fmt: skip


@transaction.atomic
def offer(
    person: Person, service: Service, about: Mapping, terms: Mapping, *, key: UUID, by: Actor,
    budget: Budget | None = None, mechanism: str = "",
) -> Agreement:  # fmt: skip
    """Whoever buys says what they want; above what they order alone it goes up first, then the enterprise is asked."""
    one_at_a_time(f"agreement:{person.pk}")
    made = draft(person, service, about, by=by, budget=budget, mechanism=mechanism, key=key)
    require(access.can_buy(by, made))
    if is_done(key, "offer", person, service, about, terms, budget, mechanism, by=by):
        return Agreement.objects.with_terms().get(key=key)
    version = first_terms(made, terms)
    made.save(force_insert=True)
    record_entry(made, "offered", by=by)
    put_forward(made, version, about.get("why", ""), by=by)
    return Agreement.objects.with_terms().get(pk=made.pk)


def look_over(
    person: Person, service: Service, about: Mapping, terms: Mapping, *, by: Actor,
    budget: Budget | None = None, mechanism: str = "",
) -> tuple[Agreement, AgreementVersion]:  # fmt: skip
    """What would be offered, to be read before anybody says yes; refused in the same words as the offer."""
    made = draft(person, service, about, by=by, budget=budget, mechanism=mechanism)
    require(access.can_buy(by, made))
    return made, first_terms(made, terms)


def first_terms(made: Agreement, terms: Mapping) -> AgreementVersion:
    version = version_of(made, terms, number=1, side=Side.BUYER)
    must_begin_between(version, timezone.localdate())
    must_be_a_price(made, version)
    refuse(made, version)
    return version


def draft(
    person: Person, service: Service, about: Mapping, *, by: Actor, budget=None, mechanism: str = "", key=None
) -> Agreement:
    """As it would be, not written yet: also to say what the law stops before anything is asked."""
    if budget is not None and budget.person_id != person.pk:
        raise RuleBroken(_("This money is for somebody else."))
    if providers.has_interest(by, service.enterprise):
        raise RuleBroken(_("You, or somebody in your household, own or work in this enterprise."))
    buyer = BUYERS.get(Mechanism(mechanism), Buyer.PERSON) if mechanism else Buyer.PERSON
    told = {name: about[name] for name in ABOUT if name in about}
    made = Agreement(
        person=person, service=service, buyer=buyer, budget=budget, mechanism=mechanism, offered_by=by.person, **told
    )
    made.key = key or made.key
    if made.employment:
        made.employment_by = by.person
    _take_necessity(made)
    return made


def _take_necessity(made: Agreement) -> None:
    """What the council wrote down about this person and this enterprise goes into the agreement."""
    if made.kin not in Agreement.CLOSE or made.mechanism not in lawful.DIRECT:
        return
    found = Necessity.objects.holding(made.person, made.service.enterprise, timezone.localdate()).first()
    if found:
        made.necessary_because, made.necessary_until = found.because, found.until
        made.necessary_by = found.decided_by


def version_of(agreement: Agreement, terms: Mapping, *, number: int, side: str) -> AgreementVersion:
    """The terms as somebody proposes them, with what the service says of itself today."""
    told = {name: terms[name] for name in TERMS if name in terms}
    version = AgreementVersion(
        agreement=agreement, number=number, offer=frozen(agreement.service), proposed_by_side=side, **told
    )
    version.yearly_pence = yearly_of(version) if not problems(version.pattern, version.unit) else 0
    return version


def refuse(agreement: Agreement, terms: AgreementVersion) -> None:
    """Everything that cannot be, in words, before anything is written."""
    if wrong := problems(terms.pattern, terms.unit):
        raise RuleBroken(" ".join(wrong))
    if terms.ends_on and terms.ends_on < terms.starts_on:
        raise RuleBroken(_("The last day is before the first. Change one of them."))
    refuse_unlawful(agreement, terms)
    refuse_what_is_too_dear(agreement, terms)


def must_begin_between(terms: AgreementVersion, first: date) -> None:
    if not first <= terms.starts_on <= first + AHEAD:
        raise RuleBroken(_("Choose a first day from today on, and within a year."))


def must_be_a_price(agreement: Agreement, terms: AgreementVersion) -> None:
    """Whoever buys chooses one of the prices of the service, or the one that was agreed before."""
    known = {(each.pence, each.unit) for each in prices_of(agreement.service)}
    if terms.number > 1:
        known |= {(each.pence, each.unit) for each in agreement.versions.all()}
    if (terms.pence, terms.unit) not in known:
        raise RuleBroken(_("Choose one of their prices."))


def refuse_unlawful(agreement: Agreement, terms: AgreementVersion) -> None:
    found = lawful.stops(facts_of(agreement, terms.starts_on, terms.ends_on, terms.what))
    if found:
        raise RuleBroken(" ".join(each.words for each in found))


def put_forward(agreement: Agreement, version: AgreementVersion, why: str, *, by: Actor) -> None:
    """Whoever buys has said yes with it, if they may alone; then the enterprise has its days to answer."""
    if buys(agreement, version, by=by):
        version.save()
        wait(agreement, ANSWERS)
        tell_enterprise(agreement, version)
    else:
        send_up(agreement, version, why, by=by)


def goes_up(agreement: Agreement, version: AgreementVersion, *, by: Actor) -> bool:
    """With all that was ordered already an order is more than whoever makes it orders alone."""
    person = agreement.person
    if person is None or not agreement.is_ordered:
        return False
    return (access.limit_of(by, person.organisation) or 0) < counted_pence(agreement, version)


def buys(agreement: Agreement, version: AgreementVersion, *, by: Actor) -> bool:
    """The buyer's yes, not saved yet; False if it is more than they order alone (scheme of delegation)."""
    if agreement.is_ordered:
        person: Person = agreement.person  # type: ignore[assignment]
        if goes_up(agreement, version, by=by):
            return False
        version.limit_pence = access.limit_of(by, person.organisation)
    version.buyer_by, version.buyer_at = by.person, timezone.now()
    return True


def send_up(agreement: Agreement, version: AgreementVersion, why: str, *, by: Actor) -> None:
    """It waits for somebody who decides about more, with a clock; they read why it is right."""
    agreement.why = reason_for_more(why)
    agreement.save(update_fields=["why"])
    version.sent_up_by, version.sent_up_at = by.person, timezone.now()
    version.save()
    record_entry(agreement, "sent-up", by=by)
    wait(agreement, DECIDES)
    tell_deciders(agreement, version, counted_pence(agreement, version), by=by)


def wait(agreement: Agreement, days: int) -> None:
    """By when whoever is asked now should have answered."""
    agreement.due_on = working_day_after(timezone.localdate(), days)
    agreement.save(update_fields=["due_on"])


@transaction.atomic
def withdraw_offer(agreement: Agreement, *, by: Actor) -> None:
    """Whoever buys thinks again before the enterprise has answered."""
    lock(agreement)
    require(access.can_buy(by, agreement))
    was_told = any(each.buyer_at is not None for each in agreement.versions.all())
    moved = move(agreement, Status.WITHDRAWN, by=by, due_on=None)
    agreement.versions.still_open().update(refused_at=timezone.now())
    if was_told:
        tell_enterprise(agreement, None, template="agreement-withdrawn", about=moved.pk)


@transaction.atomic
def record_necessity(
    person: Person, service: Service, because: str, until: date, *, key: UUID, by: Actor
) -> Necessity:
    """The council lets a direct payment pay a close relative: why, who decided, until when (SI 2014/2871 reg 3)."""
    require(access.can_record_necessity(by, person, service.enterprise))
    if is_done(key, "record-necessity", person, service, because, until, by=by):
        return Necessity.objects.get(key=key)
    today = timezone.localdate()
    if not because.strip():
        raise RuleBroken(_("Say why it is necessary."))
    if not today <= until <= today + AHEAD:
        raise RuleBroken(_("Choose a last day within a year from today."))
    made = Necessity.objects.create(
        key=key, person=person, enterprise=service.enterprise, because=because.strip(), until=until,
        decided_by=by.person,
    )  # fmt: skip
    record_entry(made, "recorded", by=by)
    return made
