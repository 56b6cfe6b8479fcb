"""Who may do what with what people sent us."""

from marketplace.accounts.actors import Actor
from marketplace.organisations.access import holds
from marketplace.organisations.models import Role


def can_answer(actor: Actor) -> bool:
    """Operators of the site, and nobody else."""
    return holds(actor, Role.OPERATOR)
