"""Enterprises: begin one, change it, take in a council's list."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.notifications.outbox import notify
from marketplace.organisations.actions import create_enterprise_organisation, invite
from marketplace.organisations.models import Organisation, Role
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, move, one_at_a_time, record_entry
from providers import access, completeness
from providers.actions.keeping import index, keep_home, obey_law, replace, set_facts, touch
from providers.actions.telling import owners
from providers.models import Enterprise, Service
from providers.placing import place

Status = Service.Status
TAKING_IN = "import-enterprises"


@transaction.atomic
def register_enterprise(name: str, *, by: Actor, key: UUID, owner_email: str = "", **facts) -> Enterprise:
    """Somebody begins for themselves, as owner; or for the owner, who is invited and has the last word.

    `key` is the form's own and becomes the enterprise's: the same form sent twice begins one enterprise.
    """
    require(by.is_signed_in)
    one_at_a_time(f"register:{key}")
    if made := Enterprise.objects.with_organisation().filter(pk=key).first():
        return _same_again(made, name, facts, by=by)
    organisation = create_enterprise_organisation(name, by=by, joins=not owner_email)
    supporter = by.account if owner_email else None
    enterprise = Enterprise.objects.create(pk=key, organisation=organisation, supporter=supporter, **facts)
    record_entry(enterprise, "registered", by=by)
    if owner_email:
        invite_owner(enterprise, owner_email, by=by)
    return enterprise


def _same_again(made: Enterprise, name: str, facts: dict, *, by: Actor) -> Enterprise:
    """The same key with the same answers gets the same enterprise; with other answers it is refused."""
    require(access.can_edit(by, made))
    if made.name != name or any(getattr(made, field) != value for field, value in facts.items()):
        raise RuleBroken(_("This form was sent before with other answers. Change them on the enterprise’s own page."))
    return made


@transaction.atomic
def invite_owner(enterprise: Enterprise, email: str, *, by: Actor) -> None:
    """The supporter asks the owner, by e-mail, to join and to read what was written."""
    require(access.can_edit(by, enterprise))
    if by.account and email.lower() == (by.account.email or "").lower():
        raise RuleBroken(_("That is your own e-mail address. Give the owner’s, or fill this in for yourself."))
    invite(enterprise.organisation, email, Role.OWNER, by=by)


@transaction.atomic
def ask_owner(service: Service, *, by: Actor) -> None:
    """Whoever may write but not speak for the enterprise tells its owners, once a day, that a listing is ready."""
    lock(service)
    require(access.can_edit(by, service.enterprise))
    asked_people = list(owners(service.enterprise))
    if not asked_people:
        raise RuleBroken(_("The owner has not said yes to our invitation yet."))
    said = {"enterprise": service.enterprise.name, "service": str(service.pk), "by": by.person.name}
    today, now = timezone.localdate(), timezone.now()
    told = [
        notify(owner, "enterprise-to-confirm", key=f"owner-asked:{service.pk}:{owner.pk}:{today}", context=said)
        for owner in asked_people
    ]
    if all(message.created_at < now for message in told):
        raise RuleBroken(_("We have told the owner today already. You can ask again tomorrow."))
    record_entry(service, "owner-asked", by=by)


@transaction.atomic
def change_enterprise(enterprise: Enterprise, *, by: Actor, name: str = "", **facts) -> None:
    """Change what is known of an enterprise; what is listed follows at once."""
    lock(enterprise)
    require(access.can_edit(by, enterprise))
    if name:
        enterprise.organisation.name = name
        enterprise.organisation.save(update_fields=["name"])
    set_facts(enterprise, facts)
    for service in enterprise.services.listed().with_details():
        obey_law(service)
        keep_home(service, enterprise.name, enterprise.about)
    record_entry(enterprise, "changed", by=by)
    touch(enterprise.services.all())
    index(enterprise.services.all())


@transaction.atomic
def take_in(council: Organisation, name: str, enterprise: dict, service: dict, *, by: Actor, **rows) -> Service:
    """One line of a council's own list becomes an enterprise that waits for its owner, and a draft."""
    require(by.rule == TAKING_IN)
    organisation = create_enterprise_organisation(name, by=by, joins=False)
    owner = Enterprise.objects.create(organisation=organisation, **enterprise)
    made = Service.objects.create(enterprise=owner, **service)
    place(made)
    if made.council_code != council.council_code:
        raise RuleBroken(_("This postcode is not in the area of %(council)s.") % {"council": council.name})
    for manager, given in ((made.schedules, rows["schedules"]), (made.prices, rows["prices"])):
        replace(manager, given, made)
    if made.room:
        set_facts(made, {"room_said_on": timezone.localdate()})
    record_entry(made, "taken-in", by=by)
    return made


@transaction.atomic
def submit_taken_in(service: Service, *, by: Actor) -> bool:
    """A council sends what it had listed before straight to its own list of decisions, if it is complete."""
    require(by.rule == TAKING_IN)
    if completeness.missing(service, hours=service.schedules.all(), prices=service.prices.all()):
        return False
    move(service, Status.SUBMITTED, by=by, submitted_at=timezone.now())
    return True
