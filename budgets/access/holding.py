"""Who may do what with money that a body holds for somebody: it buys with that pot, and knows of nothing else."""

from budgets.access.people import is_named_worker, may
from budgets.models import Agreement, Budget, Deployment, Person, Power
from budgets.querysets import HELD_BY_ANOTHER, PAID_BY_A_BODY
from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.organisations.models import Membership, Role


def holds_pot(actor: Actor, budget: Budget | None, mechanism: str) -> bool:
    """Whether a body of the actor holds this very money today."""
    return budget is not None and Deployment.objects.held_by(actor).on_pot(budget, mechanism).exists()


def holds_for(actor: Actor, person: Person) -> bool:
    """Whether a body of the actor holds some money of this person today."""
    return Person.objects.held_for(actor).filter(pk=person.pk).exists()


def can_spend(actor: Actor, person: Person, budget: Budget | None, mechanism: str) -> bool:
    """With money that a body manages their named worker buys; with all other money whoever agrees for them, and with
    what a fund holder holds its people too."""
    if mechanism in PAID_BY_A_BODY:
        return is_named_worker(actor, person)
    return may(actor, person, Power.AGREE) or holds_pot(actor, budget, mechanism)


def holders_of(agreement: Agreement) -> list[User]:
    """Everybody who works for the body that holds the money of this agreement today."""
    if agreement.mechanism not in HELD_BY_ANOTHER:
        return []
    held = Deployment.objects.today().on_pot(agreement.budget, agreement.mechanism).values("held_by")
    works = Membership.objects.live().in_role(Role.FUND_HOLDER).filter(organisation__in=held)
    return list(User.objects.filter(is_active=True, pk__in=works.values("account")).order_by("pk"))
