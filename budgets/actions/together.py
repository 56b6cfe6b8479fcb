"""Clubbing together: it is begun or offered, people join, each with their own money, and it starts by itself."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import access, sharing
from budgets.actions.telling_together import tell_all, tell_owners
from budgets.allocation import PAID_TO_PERSON, Mechanism
from budgets.models import Budget, BudgetVersion, Person, Power, SharedArrangement, ShareMember
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.notifications.outbox import notify
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.keys import is_done
from marketplace.workflow.links import make_link
from marketplace.workflow.models import PrivateLink
from marketplace.workflow.moves import lock, move, record_entries, record_entry
from providers import actions as providers
from providers.models import Service

Status = SharedArrangement.Status
FACTS = ("what", "when", "cost_pence", "per", "shared_by", "below", "minimum", "most", "notice_weeks")
SHARE = ("fixed_pence", "per_cent", "most_pence", "shows_name")
LASTS = timedelta(days=30)
OWN_HANDS = PAID_TO_PERSON | {Mechanism.SELF_FUNDED}  # who holds these directs the care themselves


@transaction.atomic
def begin_together(
    service: Service, facts: Mapping, person: Person, budget: Budget, mechanism: str, share: Mapping, *,
    key: UUID, by: Actor,
) -> SharedArrangement:  # fmt: skip
    """Somebody, or whoever may for them, begins it, joins first and leads it."""
    require(access.can_club_for(by, person, mechanism))
    if is_done(key, "begin-together", service, facts, person, budget, mechanism, share, by=by):
        return SharedArrangement.objects.get(key=key)
    made = _made(service, facts, key, by=by)
    _join(made, person, budget, mechanism, share, by=by)
    _follow(made, by=by)
    return made


@transaction.atomic
def offer_together(service: Service, facts: Mapping, *, key: UUID, by: Actor) -> SharedArrangement:
    """An enterprise offers it to whoever lives near: it starts when so many have joined."""
    require(access.can_offer(by, service))
    if is_done(key, "offer-together", service, facts, by=by):
        return SharedArrangement.objects.get(key=key)
    if not service.in_group:
        raise RuleBroken(_("Say first on its page that it is for groups. Then people can club together for it."))
    made = _made(service, {**facts, "is_open": True}, key, by=by)
    _follow(made, by=by)
    return made


def _made(service: Service, facts: Mapping, key: UUID, *, by: Actor) -> SharedArrangement:
    if service.status != Service.Status.LISTED:
        raise RuleBroken(_("It is not listed at the moment. Choose another."))
    told = {name: facts[name] for name in (*FACTS, "is_open") if name in facts}
    made = SharedArrangement.objects.create(service=service, key=key, opened_by=by.account, **told)
    record_entry(made, "begun", by=by)
    return made


@transaction.atomic
def invite_together(arrangement: SharedArrangement, email: str = "", *, by: Actor) -> PrivateLink:
    """A private link with which one or more people join; sent by e-mail where there is one."""
    lock(arrangement)
    require(access.can_invite(by, arrangement))
    if arrangement.status == Status.ENDED:
        raise RuleBroken(_("It is over."))
    link = make_link(arrangement, access.TOGETHER, lasts=LASTS)
    record_entry(arrangement, "invited", by=by)
    if email:
        said = {"link": str(link.pk), "by": by.person.name, "whom": arrangement.service.enterprise.name}
        notify(email, "together-invited", key=f"together-invited:{link.pk}", context=said)
    return link


@transaction.atomic
def join_together(
    arrangement: SharedArrangement, person: Person, budget: Budget, mechanism: str, share: Mapping, *,
    by: Actor, link: UUID | None = None,
) -> ShareMember:  # fmt: skip
    """One more joins with money of their own; who is the last that was missing starts it."""
    lock(arrangement)
    require(access.can_club_for(by, person, mechanism))
    require(access.can_join(by, arrangement) or access.can_join(Actor(link=link), arrangement))
    if kept := arrangement.members.here().filter(person=person).first():
        if any(getattr(kept, name) != share[name] for name in ("most_pence", "shows_name") if name in share):
            raise RuleBroken(_("They are in it already. To change their share, leave it and join again."))
        return kept
    if arrangement.members.here().count() >= arrangement.most:
        raise RuleBroken(_("All places are taken. Somebody was quicker."))
    made = _join(arrangement, person, budget, mechanism, share, by=by)
    _follow(arrangement, by=by)
    return made


def _join(
    arrangement: SharedArrangement, person: Person, budget: Budget, mechanism: str, share: Mapping, *, by: Actor
) -> ShareMember:
    _may_be_bought(arrangement, person, mechanism, by)
    if (budget, mechanism) not in ways_of(person):
        raise RuleBroken(_("There is no such money at the moment. Choose from which money it is paid."))
    told = {name: share[name] for name in SHARE if name in share}
    arrangement_by = sharing.By(arrangement.shared_by)
    told["most_pence"] = most_of(arrangement, told)
    if arrangement_by == sharing.By.FIXED:
        told["fixed_pence"] = told["most_pence"]
    made = ShareMember.objects.create(
        arrangement=arrangement, person=person, budget=budget, mechanism=mechanism, joined_by=by.account, **told
    )
    if arrangement.lead_id is None:
        arrangement.lead = person
        arrangement.save(update_fields=["lead"])
    record_entry(made, "joined", by=by)
    return made


def most_of(arrangement: SharedArrangement, share: Mapping) -> int:
    """The most that this share can come to for one time, which is what they say yes to."""
    if arrangement.shared_by == SharedArrangement.By.PER_CENT:
        exact = arrangement.cost_pence * Decimal(share.get("per_cent") or 0) / 100
        return int(exact.to_integral_value("ROUND_CEILING"))
    return share.get("most_pence") or share.get("fixed_pence") or arrangement.fair_pence


def ways_of(person: Person) -> list[tuple[Budget, str]]:
    """From which money of theirs something can be paid today."""
    live = BudgetVersion.objects.on(timezone.localdate()).filter(budget__person=person).with_budget()
    return [(version.budget, way.mechanism) for version in live for way in version.deployments.all()]


def _may_be_bought(arrangement: SharedArrangement, person: Person, mechanism: str, by: Actor) -> None:
    """Nobody pays an enterprise of their own; a council or the NHS lets no unregistered personal care (2014 Regs)."""
    service = arrangement.service
    if arrangement.status == Status.ENDED or service.status not in (Service.Status.LISTED, Service.Status.PAUSED):
        raise RuleBroken(_("It takes nobody new at the moment."))
    theirs = [Actor(account=person.account)] if person.account else []
    if any(access.is_close(each, arrangement.service.enterprise) for each in (by, *theirs)):
        raise RuleBroken(_("Nobody pays an enterprise that they, or somebody in their household, own or work in."))
    is_unregistered = service.personal_care == Service.PersonalCare.DIRECTED
    if is_unregistered and Mechanism(mechanism) not in OWN_HANDS:
        raise RuleBroken(
            _("Somebody who is not registered helps with washing only for money that is in people’s own hands.")
        )


# --- It starts, and goes on ------------------------------------------------------------------------------------------
def _follow(arrangement: SharedArrangement, *, by: Actor) -> None:
    """What follows when somebody has joined: it starts, or goes on after a pause; and its page says how many."""
    members = list(arrangement.members.here().with_person())
    if is_complete(arrangement, members):
        arrangement.members.update(asked_pence=None)  # nobody's share goes up any more
    if arrangement.status in (Status.GATHERING, Status.PAUSED) and is_complete(arrangement, members):
        is_first = arrangement.status == Status.GATHERING
        begun = {"started_on": timezone.localdate()} if is_first else {}
        entry = move(arrangement, Status.RUNNING, by=by, **begun)
        template = "together-started" if is_first else "together-again"
        tell_all(arrangement, members, template, key=entry.pk)
        tell_owners(arrangement, f"{template}-owner", key=entry.pk)
    say_so_far(arrangement.service, by=by)


def is_complete(arrangement: SharedArrangement, members) -> bool:
    """Enough people, and what they offer comes to the whole cost."""
    pure = [each.as_member() for each in members]
    is_covered = sharing.covers(arrangement.cost_pence, pure, sharing.By(arrangement.shared_by))
    return len(members) >= arrangement.minimum and is_covered


def say_so_far(service: Service, *, by: Actor) -> None:
    """The page of the service says how many have joined of how many, for the oldest gathering that is open."""
    found = SharedArrangement.objects.filter(service=service, status=Status.GATHERING, is_open=True).with_number()
    first = found.order_by("opened_at", "pk").first()
    if first is None:
        providers.record_gathering(service, None, by=by)
    else:
        providers.record_gathering(service, first.minimum, first.number, by=by)


@transaction.atomic
def note_together_reading(people: Collection[Person], *, by: Actor) -> None:
    """Each look by another at what somebody shares is on the trail."""
    if not people:
        return
    open_ = Person.objects.open_to(by, Power.PLAN).filter(pk__in=[person.pk for person in people])
    require(open_.distinct().count() == len(people))
    record_entries(people, "together-read", by=by)
