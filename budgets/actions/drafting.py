"""Writing an introduction: whom, what would help, to whom in which order, and who agreed."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from budgets import access
from budgets.actions.persons import add_person
from budgets.models import Introduction, IntroductionChoice, Person
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.organisations.models import Organisation
from marketplace.places.finding import place_of_outcode
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, one_at_a_time, record_entry
from providers import facets, taxonomy
from providers.models import Service

Ground = Introduction.Ground
MOST_CHOICES = 5
LONGEST_GROUND = timedelta(days=366)
ACTIVITIES = {term.slug for term in (*taxonomy.ACTIVITIES, *taxonomy.FAMILIES)}
NEEDS = {term.slug for term in taxonomy.NEEDS}
NO_GROUND = {"ground": "", "ground_who": "", "ground_why": "", "ground_on": None, "ground_until": None}


@transaction.atomic
def begin(
    organisation: Organisation,
    *,
    key: UUID,
    person: Person | None = None,
    new: Mapping | None = None,
    initials: str = "",
    outcode: str = "",
    by: Actor,
) -> Introduction:
    """For somebody whom the organisation knows, for somebody new, or for initials and an area alone."""
    require(access.can_introduce(by, organisation))
    one_at_a_time(f"introduction:{key}")
    digest = _digest([str(organisation.pk), str(person.pk) if person else "", dict(new or {}), initials, outcode])
    if kept := Introduction.objects.filter(key=key).first():
        require(access.can_change(by, kept))
        return _same(kept, digest)
    if person is not None:
        lock(person)
        require(access.can_see_person(by, person) and person.organisation_id == organisation.pk)
    person = add_person(organisation, new, by=by) if new else person
    outcode = person.outcode if person else outcode
    _is_somewhere(outcode)
    if person is None and not initials.strip():
        raise RuleBroken(_("Choose whom you introduce."))
    who = {"person": person, "initials": "" if person else initials.strip(), "outcode": outcode}
    made = Introduction.objects.create(
        key=key, digest=digest, organisation=organisation, account=by.person, created_at=timezone.now(), **who
    )
    record_entry(made, "begun", by=by)
    return made


def _digest(said: list) -> str:
    whole = json.dumps(said, sort_keys=True)
    return salted_hmac("budgets.begin", whole, algorithm="sha256").hexdigest()


def _same(kept: Introduction, digest: str) -> Introduction:
    if kept.digest != digest:
        raise RuleBroken(_("You sent this form already, with other answers. Begin a new introduction."))
    return kept


def _is_somewhere(outcode: str) -> None:
    if place_of_outcode(outcode) is None:
        raise RuleBroken(_("We do not know this area. Type the first half of a postcode, like NG5."))


@transaction.atomic
def describe(introduction: Introduction, facts: Mapping, *, by: Actor) -> None:
    """What would help, when, and at what price; whoever agreed to other words has to agree again."""
    _lock_to_change(introduction, by=by)
    if facts["activity"] not in ACTIVITIES or set(facts["needs"]) - NEEDS or set(facts["times"]) - facets.SLOTS.keys():
        raise RuleBroken(_("Choose from the list."))
    if not facts["words"].strip():
        raise RuleBroken(_("Write what would help."))
    changes = {name: facts[name] for name in ("activity", "needs", "times", "most_pence")}
    changes["words"] = facts["words"].strip()
    is_said_otherwise = any(getattr(introduction, name) != value for name, value in changes.items())
    _set(introduction, changes | (NO_GROUND if is_said_otherwise else {}))
    record_entry(introduction, "described", by=by)


@transaction.atomic
def choose(introduction: Introduction, chosen: Sequence[tuple[Service, str]], *, by: Actor) -> None:
    """Name up to five, in order, each with what spoke for it; whoever agreed to others has to agree again."""
    _lock_to_change(introduction, by=by)
    if not 1 <= len(chosen) <= MOST_CHOICES:
        raise RuleBroken(_("Choose one at least, and five at most."))
    waiting = introduction.choices.waiting()
    before = list(waiting.values_list("service", flat=True))
    waiting.delete()
    asked = set(introduction.choices.values_list("service", flat=True))
    last = introduction.choices.count()
    for number, (service, reason) in enumerate(chosen, last + 1):
        _may_be_named(introduction, service, asked)
        facts = {"position": number, "service": service, "reason": reason}
        IntroductionChoice.objects.create(introduction=introduction, **facts)
    if before != [service.pk for service, _reason in chosen]:
        _set(introduction, NO_GROUND)
    record_entry(introduction, "chosen", by=by)


def _may_be_named(introduction: Introduction, service: Service, asked: set) -> None:
    name = {"name": service.people or service.enterprise.name}
    if service.pk in asked:
        raise RuleBroken(_("%(name)s was asked already. Choose somebody else.") % name)
    if service.status != Service.Status.LISTED:
        raise RuleBroken(_("%(name)s is not in the directory any more. Choose somebody else.") % name)
    if access.has_interest(introduction, service.enterprise):
        raise RuleBroken(
            _("You or your household own or work there. A colleague has to introduce people to %(name)s.") % name
        )


@transaction.atomic
def record_ground(
    introduction: Introduction,
    ground: str,
    *,
    on: date,
    until: date,
    who: str = "",
    why: str = "",
    may_share: bool = False,
    by: Actor,
) -> None:
    """Who agreed that it goes to those who are named: a best-interests decision says who, when, why and until when."""
    lock(introduction)
    require(access.can_change(by, introduction))
    if introduction.ended_at and not introduction.may_change:
        raise RuleBroken(_("This introduction is over."))
    if not introduction.choices.exists():
        raise RuleBroken(_("Choose first to whom it may go."))
    _is_a_ground(ground, on=on, until=until, who=who.strip(), why=why.strip())
    said = {"ground": ground, "ground_who": who.strip(), "ground_why": why.strip(), "ground_on": on}
    _set(introduction, said | {"ground_until": until, "may_share": may_share})
    record_entry(introduction, f"ground:{ground}", by=by)


def _is_a_ground(ground: str, *, on: date, until: date, who: str, why: str) -> None:
    today = timezone.localdate()
    if ground not in Ground.values:
        raise RuleBroken(_("Choose who agreed."))
    if on > today:
        raise RuleBroken(_("The day of the agreement cannot be in the future."))
    if not today <= until <= today + LONGEST_GROUND:
        raise RuleBroken(_("Choose a last day from today on, and at most a year from now."))
    if ground != Ground.AGREEMENT and not who:
        raise RuleBroken(_("Say who agreed or decided."))
    if ground == Ground.BEST_INTERESTS and not why:
        raise RuleBroken(_("Say why this is in their best interests."))


def _lock_to_change(introduction: Introduction, *, by: Actor) -> None:
    lock(introduction)
    require(access.can_change(by, introduction))
    if not introduction.may_change:
        raise RuleBroken(_("This introduction was sent. It cannot be changed now."))


def _set(introduction: Introduction, changes: Mapping) -> None:
    for name, value in changes.items():
        setattr(introduction, name, value)
    introduction.save(update_fields=list(changes))
