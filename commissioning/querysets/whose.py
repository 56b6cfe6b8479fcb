"""Whose money it is: the bodies for which somebody buys or pays, and the enterprises that somebody works in."""

from django.apps import apps

from marketplace.accounts.actors import Actor
from marketplace.organisations.models import Organisation

PAYERS = (Organisation.Kind.COUNCIL, Organisation.Kind.NHS)
BUYING = ("social_worker", "commissioner", "finance")
LETTING = ("social_worker", "commissioner")


def bodies_for(actor: Actor, *roles: str):
    """The councils and NHS bodies for which the actor works in one of these roles."""
    if actor.account is None:
        return Organisation.objects.none()
    works = actor.account.memberships.live().in_role(*roles)
    return Organisation.objects.filter(kind__in=PAYERS, pk__in=works.values("organisation"))


def with_books():
    """The councils and NHS bodies that have to pay an invoice, or paid one, and so have books to publish."""
    paid = apps.get_model("commissioning", "Invoice").objects.filter(payer="body")
    return Organisation.objects.filter(kind__in=PAYERS, pk__in=paid.values("body")).order_by("pk")


def own_enterprises(actor: Actor):
    """Those that the actor owns or works in."""
    return apps.get_model("providers", "Enterprise").objects.run_by(actor)
