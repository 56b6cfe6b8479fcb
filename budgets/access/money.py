"""Who may do what with money: within a limit, for somebody, and never about their own."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from budgets.access.people import is_named_worker, is_near, may
from budgets.delegation import Decider, limit_for, next_to_decide
from budgets.models import BudgetVersion, DelegatedLimit, MoneyReturn, Person, Power, Surplus
from budgets.querysets import deciding
from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.organisations.access import holds
from marketplace.organisations.models import Organisation, Role


def limit_of(actor: Actor, organisation: Organisation) -> int | None:
    """Up to how many pence a year the actor agrees to alone here, in the highest of their roles and teams; None for
    nobody's role. A commissioner for whom no limit is set has none."""
    if actor.account is None:
        return None
    held = actor.account.memberships.live().filter(organisation=organisation)
    return limit_for(held.values_list("role", "team"), limits_of(organisation))


def limits_of(organisation: Organisation) -> dict[tuple[str, str], int]:
    """In pence a year, by role and team."""
    found = DelegatedLimit.objects.filter(organisation=organisation)
    return {(each.role, each.team): each.per_year_pence for each in found}


def deciders_above(actor: Actor, organisation: Organisation, pence: int) -> list[User]:
    """Who decides about what is more than the actor agrees to: those of their own team who may, before others."""
    there = organisation.memberships.live().filter(account__is_active=True).select_related("account")
    teams = set(there.filter(account=actor.account).values_list("team", flat=True))
    limits, places = limits_of(organisation), defaultdict(list)
    for each in there.in_role(Role.COMMISSIONER):
        places[each.account].append((each.role, each.team))
    deciders = [
        Decider(who, frozenset(team for _role, team in held), limit_for(held, limits) or 0)
        for who, held in places.items()
    ]
    return next_to_decide(deciders, teams, pence)


def deciding_bodies_of(actor: Actor):
    """The bodies for which the actor decides about money."""
    return Organisation.objects.filter(pk__in=deciding(actor)).order_by("name", "pk")


def can_set_limits(actor: Actor, organisation: Organisation) -> bool:
    return holds(actor, Role.COMMISSIONER, organisation=organisation)


def can_set_budget(actor: Actor, person: Person) -> bool:
    """Their named worker, while they work for the person's organisation; nobody sets a budget of their own."""
    return is_named_worker(actor, person)


def can_agree_budget(actor: Actor, version: BudgetVersion) -> bool:
    """Whoever decides about money for the person's organisation; never about their own."""
    return BudgetVersion.objects.to_agree_by(actor).filter(pk=version.pk).exists()


def can_read_reason(actor: Actor, person: Person, *, decides: bool) -> bool:
    """Whoever decides about it now, and whoever may see the plan: the worker's reason and what it is for."""
    return decides or may(actor, person, Power.PLAN)


def can_decide_surplus(actor: Actor, surplus: Surplus) -> bool:
    """Their named worker, or whoever decides about money for their organisation; never about their own."""
    person = surplus.budget.person
    works = can_set_budget(actor, person) or holds(actor, Role.COMMISSIONER, organisation=person.organisation)
    return works and not is_near(actor, person)


def can_check_return(actor: Actor, sent: MoneyReturn) -> bool:
    """Their named worker, or whoever decides about money for their organisation; never whoever sent it."""
    person = sent.budget.person
    sent_it = actor.account is not None and actor.account.pk in (sent.sent_by_id, person.account_id)
    works = can_set_budget(actor, person) or holds(actor, Role.COMMISSIONER, organisation=person.organisation)
    return works and not sent_it


def can_step(actor: Actor, person: Person, kind: str) -> bool:
    """Own money is put in by whoever writes down what is paid; everything else is moved by their named worker, or by
    whoever decides about money for their organisation, and never about their own."""
    if kind == "top-up":
        return can_declare(actor, person)
    is_own = actor.account is not None and person.account_id == actor.account.pk
    works = can_set_budget(actor, person) or holds(actor, Role.COMMISSIONER, organisation=person.organisation)
    return works and not is_own


def can_see_money(actor: Actor, person: Person) -> bool:
    """The person, their circle, their named worker, and whoever decides about money for their organisation."""
    decides = holds(actor, Role.COMMISSIONER, organisation=person.organisation)
    return decides or may(actor, person, Power.MONEY)


def can_see_prices(actor: Actor, person: Person) -> bool:
    """What something costs them and who pays: whoever sees the money, agrees for them or pays; nobody else."""
    return can_see_money(actor, person) or any(may(actor, person, power) for power in (Power.AGREE, Power.PAY))


def priced_for(actor: Actor, people: Collection[UUID]) -> set[UUID]:
    """The same rule for several people at once: those whose prices the actor sees."""
    seen = Q(organisation__in=deciding(actor))
    for power in (Power.MONEY, Power.AGREE, Power.PAY):
        seen |= Q(pk__in=Person.objects.open_to(actor, power).values("pk"))
    return set(Person.objects.filter(seen, pk__in=people).values_list("pk", flat=True))


def can_declare(actor: Actor, person: Person) -> bool:
    """What was paid elsewhere is said by the person, or for them by their circle or their named worker."""
    return may(actor, person, Power.PAY)
