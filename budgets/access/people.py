"""Who may do what for people and their introductions.

Social workers, link workers and GPs introduce; advisers, commissioners and finance officers do not see who is
introduced. A team is an organisation: within it a professional sees the people whose named worker they are and those
whom they introduce, and no others; a named worker hands a person over to a colleague of the same organisation.
"""

from dataclasses import replace

from budgets.models import CircleMember, Introduction, Person, Power
from budgets.querysets import near_to
from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.organisations.access import holds
from marketplace.organisations.models import Organisation
from marketplace.workflow.models import PrivateLink
from providers import access as providers
from providers.access import INTRODUCING

STOPPING = "introduction"  # the purpose of the link with which a person sees and stops what is sent in their name


def can_introduce(actor: Actor, organisation: Organisation | None = None) -> bool:
    """Professionals who know people, for the organisation that knows them."""
    return holds(actor, *INTRODUCING, organisation=organisation)


def bodies_of(actor: Actor):
    """The organisations for which the actor introduces."""
    if actor.account is None:
        return Organisation.objects.none()
    mine = actor.account.memberships.live().in_role(*INTRODUCING)
    return Organisation.objects.filter(pk__in=mine.values("organisation")).order_by("name", "pk")


def can_see_person(actor: Actor, person: Person) -> bool:
    """Their named worker, and whoever introduces them, while they work for the person's organisation."""
    return Person.objects.visible_to(actor).filter(pk=person.pk).exists()


def can_change_person(actor: Actor, person: Person) -> bool:
    return can_see_person(actor, person)


def can_hand_over(actor: Actor, person: Person) -> bool:
    """Only the named worker gives a person to a colleague."""
    is_theirs = actor.account is not None and person.named_worker_id == actor.account.pk
    return is_theirs and can_introduce(actor, person.organisation)


def can_take_on(account: User, person: Person) -> bool:
    """A colleague who introduces for the same organisation, and is not of their circle."""
    colleague = Actor(account=account)
    return can_introduce(colleague, person.organisation) and not is_near(colleague, person)


def professionals_of(organisation: Organisation):
    """Whoever introduces people for it."""
    there = organisation.memberships.live().in_role(*INTRODUCING)
    return User.objects.filter(is_active=True, pk__in=there.values("account")).order_by("name", "pk")


def colleagues_of(person: Person):
    """Whoever may become their named worker."""
    found = professionals_of(person.organisation)
    return found.exclude(pk=person.named_worker_id) if person.named_worker_id else found


def can_change(actor: Actor, introduction: Introduction) -> bool:
    """Whoever introduces, and the person's named worker; the site by its own rule."""
    return bool(actor.rule) or Introduction.objects.visible_to(actor).filter(pk=introduction.pk).exists()


def can_take_over(actor: Actor, introduction: Introduction) -> bool:
    """A colleague of the same organisation, while nobody cares about it."""
    return Introduction.objects.to_take_over(actor).filter(pk=introduction.pk).exists()


def can_stop(actor: Actor, introduction: Introduction) -> bool:
    """The person by the link that went to them, or by their account; and whoever may change it."""
    if actor.link is not None:
        return PrivateLink.objects.of(introduction, STOPPING).live().filter(pk=actor.link).exists()
    person = introduction.person
    is_theirs = actor.account is not None and person is not None and person.account_id == actor.account.pk
    return is_theirs or can_change(actor, introduction)


def has_interest(introduction: Introduction, enterprise) -> bool:
    """Whether whoever introduces, or their household, owns or works in the enterprise."""
    return introduction.account is not None and providers.has_interest(Actor(account=introduction.account), enterprise)


def may(actor: Actor, person: Person, power: Power) -> bool:
    """The person; their circle, as far and as long as it was said; their named worker, but for agreeing."""
    return Person.objects.open_to(actor, power).filter(pk=person.pk).exists()


def can_see_life(actor: Actor, person: Person) -> bool:
    """How life is: for whoever may see the plan."""
    return may(actor, person, Power.PLAN)


def is_close(actor: Actor, enterprise) -> bool:
    """Whoever owns it, works in it or fills in for it, and their household."""
    return providers.can_edit(actor, enterprise) or providers.has_interest(actor, enterprise)


def belongs_to(person: Person, enterprise) -> bool:
    """Whether the person owns or works in it, or lives with somebody who does."""
    return person.account is not None and providers.has_interest(Actor(account=person.account), enterprise)


# --- Circle and plan -------------------------------------------------------------------------------------------------
def is_own(actor: Actor, person: Person) -> bool:
    return actor.account is not None and person.account_id == actor.account.pk


def is_near(actor: Actor, person: Person) -> bool:
    """Themselves, or somebody in whose circle they are: about their public money they decide nothing."""
    return actor.account is not None and Person.objects.filter(pk=person.pk, pk__in=near_to(actor)).exists()


def is_named_worker(actor: Actor, person: Person) -> bool:
    """Their named worker, while they work for the person's organisation; nobody is that for themselves."""
    is_theirs = actor.account is not None and person.named_worker_id == actor.account.pk
    return is_theirs and Person.objects.worked_for_by(actor).filter(pk=person.pk).exists()


def can_keep_circle(actor: Actor, person: Person) -> bool:
    """The person, and their named worker, say who is in the circle."""
    return is_own(actor, person) or is_named_worker(actor, person)


def can_add_to_circle(actor: Actor, person: Person, kind: str) -> bool:
    """Who acts with the authority of the law is recorded only by the named worker, who has seen the document."""
    return is_named_worker(actor, person) or (
        is_own(actor, person) and not person.is_represented and kind in CircleMember.CHOSEN
    )


def can_change_member(actor: Actor, member: CircleMember) -> bool:
    return can_add_to_circle(actor, member.person, member.kind)


def can_end_member(actor: Actor, member: CircleMember) -> bool:
    """Whoever may change it; the person also ends whom they nominated; and everybody may leave."""
    left = actor.account is not None and member.account_id == actor.account.pk
    nominated = member.kind == CircleMember.Kind.NOMINATED and is_own(actor, member.person)
    return left or nominated or can_change_member(actor, member)


def on_behalf(actor: Actor, person: Person) -> Actor:
    """The actor as the trail knows them: somebody of the circle acts for the person."""
    if is_own(actor, person) or not CircleMember.objects.of(actor).filter(person=person).exists():
        return actor
    return replace(actor, acting_for=person.pk)
