"""When whoever introduces leaves: a colleague takes over, so that nobody is left waiting."""

from django.db import transaction
from django.utils.translation import gettext as _

from budgets import access
from budgets.actions.sending import RULE
from budgets.models import Introduction
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.notifications.outbox import notify
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, record_entry
from providers import access as providers
from providers.actions import enquiries


@transaction.atomic
def take_over(introduction: Introduction, *, by: Actor) -> None:
    """A colleague goes on with it, and becomes the named worker of the person."""
    lock(introduction)
    require(access.can_take_over(by, introduction))
    under_way = list(introduction.choices.under_way().with_service())
    if any(providers.has_interest(by, choice.service.enterprise) for choice in under_way):
        raise RuleBroken(_("You or your household own or work where this was sent. Another colleague has to go on."))
    introduction.account = by.person
    introduction.save(update_fields=["account"])
    record_entry(introduction, "taken-over", by=by)
    _take_person(introduction, by=by)
    for choice in under_way:
        if choice.enquiry:
            enquiries.introduce_for(choice.enquiry, by.person, by=RULE)


def _take_person(introduction: Introduction, *, by: Actor) -> None:
    person = introduction.person
    if person is None:
        return
    lock(person)
    person.named_worker = by.person
    person.save(update_fields=["named_worker"])
    record_entry(person, "taken-over", by=by)


@transaction.atomic
def tell_colleagues(introduction: Introduction, *, by: Actor) -> None:
    """Everybody who introduces for the same organisation hears once that nobody cares about it now."""
    require(bool(by.rule))
    for colleague in access.professionals_of(introduction.organisation).exclude(email=None):
        key = f"introduction-left:{introduction.pk}:{introduction.account_id}:{colleague.pk}"
        said = {"reference": introduction.reference}
        notify(colleague, "introduction-left", key=key, context=said, organisation_id=introduction.organisation_id)
