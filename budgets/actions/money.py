"""Setting a budget: proposed by whoever knows the person, agreed within a delegated limit, and put into the books."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import access, allocation
from budgets.actions.allocating import allocate
from budgets.actions.plans import plan_first_review
from budgets.actions.reasons import reason_for_more
from budgets.delegation import EVERY_TEAM
from budgets.models import Budget, BudgetVersion, DelegatedLimit, Deployment, Person
from budgets.weeks import DAY, annual
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.notifications.outbox import notify
from marketplace.organisations.models import Organisation
from marketplace.ui.filters import long_date
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.keys import is_done
from marketplace.workflow.moves import lock, move, one_at_a_time, record_entry
from marketplace.workflow.working_days import working_day_after

Status = BudgetVersion.Status
PROMISED = 5  # working days until somebody with a higher limit has agreed
BACK = timedelta(days=366)
FACTS = ("starts_on", "ends_on", "reason", "gross_weekly_pence", "assessed_weekly_pence", "one_off_pence", "why")


@transaction.atomic
def set_limit(
    organisation: Organisation, role: str, pence: int, *, by: Actor, team: str = EVERY_TEAM
) -> DelegatedLimit:
    """A commissioner says up to how much a year a role of their body agrees to alone, in one team or in all others."""
    require(access.can_set_limits(by, organisation))
    facts = {"per_year_pence": pence, "set_by": by.person, "set_at": timezone.now()}
    of: dict = {"organisation": organisation, "role": role, "team": team}
    limit, _new = DelegatedLimit.objects.update_or_create(**of, defaults=facts)
    record_entry(limit, "set", by=by)
    return limit


@transaction.atomic
def set_limits(organisation: Organisation, asked: Mapping[str, int | None], *, by: Actor, team: str) -> None:
    """Each role's limit as it is asked; a team without one of its own has that of every team."""
    require(access.can_set_limits(by, organisation))
    known = {each.role: each for each in DelegatedLimit.objects.filter(organisation=organisation, team=team)}
    for role, pence in asked.items():
        limit = known.get(role)
        if pence is not None and (limit is None or limit.per_year_pence != pence):
            set_limit(organisation, role, pence, by=by, team=team)
        elif pence is None and limit is not None and team:
            record_entry(limit, "dropped", by=by)
            limit.delete()


@transaction.atomic
def propose_budget(
    person: Person, funder: str, facts: Mapping, ways: Sequence[Mapping], *, key: UUID, by: Actor
) -> BudgetVersion:
    """A new version from a day on. Within the limit of whoever proposes it, with what others give, it is agreed at
    once; else it waits, as does NHS money that a council proposes."""
    one_at_a_time(f"budget:{person.pk}")
    lock(person)
    require(access.can_set_budget(by, person))
    if is_done(key, "propose-budget", person, funder, facts, list(ways), by=by):
        return BudgetVersion.objects.get(key=key)
    _must_live(person)
    told = {name: facts[name] for name in FACTS if name in facts}
    _refuse_what_cannot_be(funder, told, ways)
    budget, _new = Budget.objects.get_or_create(person=person, funder=funder)
    _must_be_later(budget, told)
    yearly = annual(told["gross_weekly_pence"]) + told.get("one_off_pence", 0)
    due = working_day_after(timezone.localdate(), PROMISED)
    version = BudgetVersion.objects.create(
        key=key, budget=budget, annual_pence=yearly, proposed_by=by.person, due_on=due, **told
    )
    Deployment.objects.bulk_create(Deployment(version=version, **way) for way in ways)
    record_entry(version, "proposed", by=by)
    if _agrees_alone(version, by=by):
        _agree(version, by=by)
    else:
        reason_for_more(version.why)
        _tell_deciders(version, by=by)
    return version


def _agrees_alone(version: BudgetVersion, *, by: Actor) -> bool:
    """Never about the money of another body."""
    body = version.budget.person.organisation
    is_anothers = version.budget.funder == Budget.Funder.NHS and body.kind == Organisation.Kind.COUNCIL
    return not is_anothers and (access.limit_of(by, body) or -1) >= _yearly_of(version)


def _yearly_of(version: BudgetVersion) -> int:
    """All that is given a year: by this version, and by the newest of every other funder; nobody's own money."""
    own, budget = Budget.Funder.PERSON, version.budget
    if budget.funder == own:
        return version.annual_pence
    lasting = BudgetVersion.objects.exclude(status=Status.REFUSED).exclude(ends_on__lt=version.starts_on)
    others = Budget.objects.of(budget.person).exclude(pk=budget.pk).exclude(funder=own)
    newest = [lasting.filter(budget=each).order_by("starts_on", "proposed_at", "pk").last() for each in others]
    year = version.starts_on - BACK
    before = budget.versions.agreed().filter(starts_on__gt=year).exclude(pk=version.pk)
    once = sum(each.one_off_pence for each in before)
    return version.annual_pence + once + sum(each.annual_pence for each in newest if each)


def _must_live(person: Person) -> None:
    if person.died_on is not None:
        raise RuleBroken(_("They have died. No money is agreed for them any more."))


def _refuse_what_cannot_be(funder: str, told: Mapping, ways: Sequence[Mapping]) -> None:
    """Everything that is wrong, in words, before anything is written."""
    holders = {way["held_by_id"] for way in ways if way.get("held_by_id")}
    if Organisation.objects.fund_holders().filter(pk__in=holders).count() < len(holders):
        raise RuleBroken(_("Choose a body that holds money for people."))
    starts_on, ends_on = told["starts_on"], told.get("ends_on")
    if not timezone.localdate() - BACK <= starts_on <= timezone.localdate() + BACK:
        raise RuleBroken(_("Choose a first day within a year from today."))
    parts = tuple(
        allocation.Deployment(
            allocation.Mechanism(way["mechanism"]), way["weekly_pence"], starts_on, ends_on,
            allocation.Account(way["account"]) if way.get("account") else None,
        )
        for way in ways
    )  # fmt: skip
    sums = {name: told[name] for name in FACTS if name.endswith("_pence") and name in told}
    allocation.check(
        allocation.Statement(
            starts_on=starts_on, ends_on=ends_on, funder=allocation.Funder(funder), deployments=parts, **sums
        )
    )


def _must_be_later(budget: Budget, told: Mapping) -> None:
    if budget.versions.filter(status=Status.PROPOSED).exists():
        raise RuleBroken(_("A budget waits for somebody to agree already. Wait for that, or take it back."))
    last = budget.versions.agreed().last()
    if last and told["starts_on"] <= last.starts_on:
        raise RuleBroken(
            _("There is a version from %(day)s. Begin the new one on a later day.")
            % {"day": long_date(last.starts_on)}
        )


@transaction.atomic
def agree_budget(version: BudgetVersion, *, by: Actor) -> None:
    """Somebody whose limit is high enough says yes; the money is in the books at once."""
    lock(version.budget.person)
    lock(version)
    require(access.can_agree_budget(by, version))
    _must_live(version.budget.person)
    _agree(version, by=by)
    said = {"version": str(version.pk)}
    notify(version.proposed_by, "budget-agreed", key=f"budget-agreed:{version.pk}", context=said)


@transaction.atomic
def refuse_budget(version: BudgetVersion, because: str, *, by: Actor) -> None:
    """No, with the reason, for whoever proposed it."""
    lock(version)
    require(access.can_agree_budget(by, version))
    if not because.strip():
        raise RuleBroken(_("Say why, so that they know what to do."))
    move(version, Status.REFUSED, by=by, because=because.strip())
    said = {"version": str(version.pk)}
    notify(version.proposed_by, "budget-refused", key=f"budget-refused:{version.pk}", context=said)


@transaction.atomic
def take_back_budget(version: BudgetVersion, *, by: Actor) -> None:
    """Whoever proposed it thinks again, while nobody has agreed."""
    lock(version)
    require(by.account is not None and version.proposed_by_id == by.account.pk)
    move(version, Status.REFUSED, by=by)


def _agree(version: BudgetVersion, *, by: Actor) -> None:
    """The version before it ends on the day before; what it was given for later days goes back when this one is."""
    limit = access.limit_of(by, version.budget.person.organisation) or 0
    if limit < _yearly_of(version):
        raise RuleBroken(_("This is more than you agree to alone. Somebody else decides about it."))
    before = version.budget.versions.agreed().last()
    if before and (before.ends_on is None or before.ends_on >= version.starts_on):
        before.ends_on = version.starts_on - DAY
        before.save(update_fields=["ends_on"])
    move(version, Status.AGREED, by=by, agreed_by=by.person, agreed_at=timezone.now(), limit_pence=limit)
    allocate(version, by=by)
    if before is None and version.budget.funder != "person":
        plan_first_review(version.budget.person, version.starts_on, version.budget.funder)


def _tell_deciders(version: BudgetVersion, *, by: Actor) -> None:
    """Whoever decides next."""
    sought = access.deciders_above(by, version.budget.person.organisation, _yearly_of(version))
    for officer in sought:
        said = {"version": str(version.pk)}
        notify(officer, "budget-to-agree", key=f"budget-to-agree:{version.pk}:{officer.pk}", context=said)


@transaction.atomic
def note_money_reading(person: Person, *, by: Actor) -> None:
    """Each reading of somebody's money by another is on the trail."""
    require(access.can_see_money(by, person))
    record_entry(person, "money-read", by=access.on_behalf(by, person))
