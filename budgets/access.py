"""Who may do what for people and their introductions.

Social workers, link workers and GPs introduce; advisers, commissioners and finance officers do not see who is
introduced. A team is an organisation: within it a professional sees the people whose named worker they are and those
whom they introduce, and no others; a named worker hands a person over to a colleague of the same organisation.
"""

from dataclasses import replace

from django.core.exceptions import PermissionDenied

from budgets.models import (
    Agreement,
    BudgetVersion,
    CircleMember,
    DelegatedLimit,
    ExtraHours,
    Introduction,
    Person,
    Power,
)
from budgets.querysets import PAID_BY_A_BODY, deciding
from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.organisations.access import holds
from marketplace.organisations.models import Organisation, Role
from marketplace.workflow.models import PrivateLink
from providers import access as providers
from providers.access import INTRODUCING

NO_LIMIT = 10**12  # pence: more than any budget
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
    """A colleague who introduces for the same organisation."""
    return can_introduce(Actor(account=account), person.organisation)


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


# --- Money -----------------------------------------------------------------------------------------------------------
def limit_of(actor: Actor, organisation: Organisation) -> int | None:
    """Up to how many pence a year the actor agrees to alone here: the highest of their roles; None for nobody's role.

    A commissioner for whom no limit is set has none.
    """
    if actor.account is None:
        return None
    held = set(actor.account.memberships.live().filter(organisation=organisation).values_list("role", flat=True))
    limits = dict(DelegatedLimit.objects.filter(organisation=organisation).values_list("role", "per_year_pence"))
    if Role.COMMISSIONER in held and Role.COMMISSIONER not in limits:
        return NO_LIMIT
    return max((pence for role, pence in limits.items() if role in held), default=None)


def deciding_bodies_of(actor: Actor):
    """The bodies for which the actor decides about money."""
    return Organisation.objects.filter(pk__in=deciding(actor)).order_by("name", "pk")


def can_set_limits(actor: Actor, organisation: Organisation) -> bool:
    return holds(actor, Role.COMMISSIONER, organisation=organisation)


def can_set_budget(actor: Actor, person: Person) -> bool:
    """Their named worker, while they work for the person's organisation; nobody sets a budget of their own."""
    return is_named_worker(actor, person)


def can_agree_budget(actor: Actor, version: BudgetVersion) -> bool:
    """Whoever decides about money for the person's organisation; never about their own."""
    return BudgetVersion.objects.to_agree_by(actor).filter(pk=version.pk).exists()


def can_see_money(actor: Actor, person: Person) -> bool:
    """The person, their circle, their named worker, and whoever decides about money for their organisation."""
    decides = holds(actor, Role.COMMISSIONER, organisation=person.organisation)
    return decides or may(actor, person, Power.MONEY) or can_see_person(actor, person)


def can_declare(actor: Actor, person: Person) -> bool:
    """What was paid elsewhere is said by the person, or for them by their circle or their named worker."""
    return may(actor, person, Power.PAY)


# --- Circle and plan -------------------------------------------------------------------------------------------------
def is_own(actor: Actor, person: Person) -> bool:
    return actor.account is not None and person.account_id == actor.account.pk


def is_named_worker(actor: Actor, person: Person) -> bool:
    """Their named worker, while they work for the person's organisation; nobody is that for themselves."""
    return can_hand_over(actor, person) and not is_own(actor, person)


def can_keep_circle(actor: Actor, person: Person) -> bool:
    """The person, and their named worker, say who is in the circle."""
    return is_own(actor, person) or is_named_worker(actor, person)


def can_add_to_circle(actor: Actor, person: Person, kind: str) -> bool:
    """Who acts with the authority of the law is recorded only by the named worker, who has seen the document."""
    return is_named_worker(actor, person) or (is_own(actor, person) and kind in CircleMember.CHOSEN)


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


# --- Agreements ------------------------------------------------------------------------------------------------------
def can_buy(actor: Actor, agreement: Agreement) -> bool:
    """The person and whoever agrees for them; never for an enterprise of their own, or of their household."""
    person = agreement.person
    if person is None or providers.has_interest(actor, agreement.service.enterprise):
        return False
    return may(actor, person, Power.AGREE)


def can_supply(actor: Actor, agreement: Agreement) -> bool:
    """Whoever owns the enterprise."""
    return holds(actor, Role.OWNER, organisation=agreement.service.enterprise.organisation)


def can_change_agreement(actor: Actor, agreement: Agreement) -> bool:
    """Either side."""
    return can_buy(actor, agreement) or can_supply(actor, agreement)


# --- Urgent extra hours ----------------------------------------------------------------------------------------------
def _person_of(agreement: Agreement) -> Person:
    """For whom it is; what several people share has no extra hours."""
    if agreement.person is None:
        raise PermissionDenied
    return agreement.person


def can_ask_extra(actor: Actor, agreement: Agreement) -> bool:
    """Either side, and the named worker for the person."""
    person = _person_of(agreement)
    is_theirs = actor.account is not None and person.named_worker_id == actor.account.pk
    return can_change_agreement(actor, agreement) or (is_theirs and can_introduce(actor, person.organisation))


def approves_what_they_ask(actor: Actor, agreement: Agreement) -> bool:
    """Whoever spends what is theirs, or that of somebody for whom they agree, asks nobody."""
    return agreement.mechanism not in PAID_BY_A_BODY and can_buy(actor, agreement)


def approver_of_extra(agreement: Agreement) -> User | None:
    """The name: the named worker where a council or NHS body pays, otherwise the person themselves."""
    person = _person_of(agreement)
    if agreement.mechanism not in PAID_BY_A_BODY:
        return person.account if not person.is_represented else None
    worker = person.named_worker
    return worker if worker is not None and can_introduce(Actor(account=worker), person.organisation) else None


def deciders_of(agreement: Agreement):
    """Everybody else who may say yes: who decides about the body's money, or who agrees for the person."""
    person = _person_of(agreement)
    if agreement.mechanism in PAID_BY_A_BODY:
        there = person.organisation.memberships.live().in_role(Role.COMMISSIONER).values("account")
    else:
        there = CircleMember.objects.live().filter(person=person, powers__contains=[Power.AGREE]).values("account")
    return User.objects.filter(is_active=True, pk__in=there).order_by("pk")


def can_decide_extra(actor: Actor, extra: ExtraHours) -> bool:
    """The named worker of today, or whoever stands in; nobody for an enterprise or public money of their own."""
    agreement = extra.agreement
    person = _person_of(agreement)
    if actor.account is None or providers.has_interest(actor, agreement.service.enterprise):
        return False
    if agreement.mechanism not in PAID_BY_A_BODY:
        return may(actor, person, Power.AGREE)
    is_own = person.account_id == actor.account.pk
    is_named = approver_of_extra(agreement) == actor.account
    return not is_own and (is_named or deciders_of(agreement).filter(pk=actor.account.pk).exists())


def limit_for_extra(actor: Actor, agreement: Agreement) -> int | None:
    """Up to how many pence whoever approves agrees to alone; nothing limits people who spend what is theirs."""
    if agreement.mechanism not in PAID_BY_A_BODY:
        return None
    return limit_of(actor, _person_of(agreement).organisation) or 0
