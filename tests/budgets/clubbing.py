"""People with money of their own who club together, for tests about that."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from budgets import actions
from budgets.access import TOGETHER
from budgets.actions.sessions_together import pool_of, pot_of_share
from budgets.models import Account, DelegatedLimit, Person, SharedArrangement, ShareMember
from marketplace.accounts.actors import system
from marketplace.accounts.ids import uuid7
from marketplace.accounts.models import User
from marketplace.workflow.links import address_of, make_link
from tests.budgets.making import budget_of
from tests.people import acting, person

CLOCK = system("together-kept")
FACTS = {"what": "An art morning", "when": "Tuesdays, 10 to 12", "cost_pence": 6_000, "per": "session",
         "shared_by": "fixed", "below": "pause", "minimum": 3, "most": 6, "notice_weeks": 4}  # fmt: skip


def somebody(name: str, organisation, worker, *, pence=10_000, way="direct-payment", account=None) -> Person:
    """Somebody with an account, a named worker and four weeks of money."""
    limit = {"role": "social_worker", "set_by": worker, "per_year_pence": 2_000_000}
    if not DelegatedLimit.objects.filter(organisation=organisation, role="social_worker").exists():
        DelegatedLimit.objects.create(organisation=organisation, **limit)
    account = account or User.objects.filter(email=f"{name}@example.org").first() or person(name)
    facts = {"name": f"{name.capitalize()} Carter", "outcode": "NG5", "account": account}
    made = Person.objects.create(organisation=organisation, named_worker=worker, **facts)
    held = "own" if way in ("direct-payment", "phb-direct-payment") else ""
    funder = "person" if way == "self-funded" else "council"
    ways = [{"mechanism": way, "weekly_pence": pence, "account": held}]
    budget_of(made, worker, pence, days=0, funder=funder, ways=ways)
    return made


def money(person_: Person) -> tuple:
    """The budget and the way in which it is paid."""
    budget = person_.budgets.get()
    return budget, budget.versions.get().deployments.get().mechanism


def begun(service, lead: Person, *, by=None, share=None, **facts) -> SharedArrangement:
    by = by or acting(lead.account)
    told = FACTS | facts
    return actions.begin_together(service, told, lead, *money(lead), share or {}, key=uuid7(), by=by)


def joins(arrangement: SharedArrangement, person_: Person, *, by=None, share=None, is_invited=True) -> ShareMember:
    found = SharedArrangement.objects.get(pk=arrangement.pk)
    link = make_link(found, TOGETHER, lasts=timedelta(days=1)).pk if is_invited else None
    by = by or acting(person_.account)
    return actions.join_together(found, person_, *money(person_), share or {}, by=by, link=link)


def place(arrangement, person_: Person) -> ShareMember:
    return ShareMember.objects.with_person().filter(arrangement=arrangement, person=person_).latest("joined_on", "pk")


def leaves(arrangement, person_: Person, *, by=None) -> None:
    actions.leave_together(place(arrangement, person_), by=by or acting(person_.account))


def pot(member: ShareMember) -> int:
    return Account.objects.get(pk=pot_of_share(member).pk).posted


def pool(member: ShareMember) -> int:
    return Account.objects.get(pk=pool_of(member).pk).posted


def paid_to(service) -> int:
    return sum(
        Account.objects.filter(kind="enterprise", enterprise=service.enterprise).values_list("posted", flat=True)
    )


def today(days: int = 0):
    return timezone.localdate() + timedelta(days=days)


def per_cent(number: str) -> dict:
    return {"per_cent": Decimal(number)}


def together_of(lead: Person, service, worker, owner) -> dict:
    """Ben and Kim share a service: a day is planned, another suggested; and the address with which another joins."""
    budget = lead.budgets.get()
    way = (lead, budget, "direct-payment")
    made = actions.begin_together(
        service, FACTS | {"minimum": 2}, *way, {}, key=uuid7(), by=acting(lead.account)
    )  # fmt: skip
    joins(made, somebody("kim", lead.organisation, worker))
    made.refresh_from_db()
    day = actions.plan_session(made, timezone.localdate(), by=acting(lead.account))
    suggested = actions.plan_session(made, today(1), by=acting(owner))
    secret = address_of(make_link(made, TOGETHER, lasts=timedelta(days=1)).pk)
    days = {"day": day.pk, "suggested": suggested.pk}
    return days | {"together": made.pk, "place": place(made, lead).pk, "secret": secret}
