"""A person gets an account of their own: invited by their named worker, or begun by themselves."""

from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import access
from budgets.models import Person
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor, system
from marketplace.notifications.outbox import notify
from marketplace.organisations import actions as organisations
from marketplace.organisations.models import ROLES_OF_KIND, Organisation, Role
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.links import end_links, replace_links
from marketplace.workflow.models import PrivateLink
from marketplace.workflow.moves import lock, one_at_a_time, record_entry

OWN = "person-account"  # the purpose of the link with which a person gets at their own file
GOOD_FOR = timedelta(days=14)
MOST_LINKS_A_DAY = 3


@transaction.atomic
def invite_person(person: Person, email: str, *, by: Actor) -> None:
    """The named worker sends the person a link of their own; the one before stops."""
    lock(person)
    require(access.is_named_worker(by, person))
    if person.account_id:
        raise RuleBroken(_("They have an account already."))
    made = PrivateLink.objects.of(person, OWN).filter(made_at__gte=timezone.now() - timedelta(days=1))
    if made.count() >= MOST_LINKS_A_DAY:
        raise RuleBroken(_("They have had 3 invitations today. Wait until tomorrow, or ring them."))
    link = replace_links(person, OWN, lasts=GOOD_FOR)
    record_entry(person, "invited", by=by)
    said = {"by": by.person.name, "body": person.organisation.name, "link": str(link.pk)}
    body = person.organisation_id
    notify(email, "person-invited", key=f"person-invited:{link.pk}", context=said, organisation_id=body)


@transaction.atomic
def join_person(person: Person, link: PrivateLink, *, by: Actor) -> None:
    """Whoever has the link, once: the account is theirs, and their named worker is told."""
    lock(person)
    require(link.subject_id == person.pk and by.account is not None)
    if not PrivateLink.objects.of(person, OWN).live().filter(pk=link.pk).exists() or person.account_id:
        raise RuleBroken(_("This invitation does not work any more. Ask for a new one."))
    if person.named_worker_id == by.person.pk or person.circle.not_over().filter(account=by.person).exists():
        raise RuleBroken(_("This invitation is for somebody else: you know this person already."))
    person.account = by.person
    person.save(update_fields=["account"])
    end_links(person, OWN)
    entry = record_entry(person, "account-joined", by=by)
    if Role.PERSON in ROLES_OF_KIND[person.organisation.kind]:
        organisations.grant(person.organisation, by.person, Role.PERSON, by=system("person-joined"))
    if person.named_worker:
        notify(person.named_worker, "person-joined", key=f"person-joined:{entry.pk}")


@transaction.atomic
def begin_for_myself(facts: Mapping, *, by: Actor) -> Person:
    """Somebody who pays themselves begins without any council: in the books of whoever runs the site."""
    one_at_a_time(f"person:{by.person.pk}")
    if known := Person.objects.own(by).first():
        return known
    site, _new = Organisation.objects.get_or_create(
        kind=Organisation.Kind.OPERATOR, defaults={"name": settings.SITE_OPERATOR}
    )
    told = {name: facts[name] for name in ("name", "outcode")}
    person = Person.objects.create(organisation=site, account=by.person, **told)
    record_entry(person, "begun", by=by)
    return person
