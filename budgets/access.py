"""Who may do what for people and their introductions.

Social workers, link workers and GPs introduce; advisers, commissioners and finance officers do not see who is
introduced. A team is an organisation: within it a professional sees the people whose named worker they are and those
whom they introduce, and no others; a named worker hands a person over to a colleague of the same organisation.
"""

from budgets.models import Agreement, BudgetVersion, DelegatedLimit, Introduction, Person, Power
from budgets.querysets import deciding
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
    is_own = actor.account is not None and person.account_id == actor.account.pk
    is_theirs = actor.account is not None and person.named_worker_id == actor.account.pk
    return is_theirs and not is_own and can_introduce(actor, person.organisation)


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


# --- Agreements ------------------------------------------------------------------------------------------------------
def can_order(actor: Actor, person: Person) -> bool:
    """With money that a council or an NHS body manages their named worker orders; nobody does for themselves."""
    is_own = actor.account is not None and person.account_id == actor.account.pk
    is_theirs = actor.account is not None and person.named_worker_id == actor.account.pk
    return is_theirs and not is_own and can_introduce(actor, person.organisation)


def can_decide_order(actor: Actor, agreement: Agreement) -> bool:
    """Whoever decides about money for the person's organisation says yes to more; never about their own."""
    person = agreement.person
    if person is None or actor.account is None or person.account_id == actor.account.pk:
        return False
    return agreement.is_ordered and holds(actor, Role.COMMISSIONER, organisation=person.organisation)


def can_buy(actor: Actor, agreement: Agreement) -> bool:
    """The person and whoever agrees for them, or who orders with public money; never for an enterprise of their own,
    or of their household."""
    person = agreement.person
    if person is None or providers.has_interest(actor, agreement.service.enterprise):
        return False
    if agreement.is_ordered:
        return can_order(actor, person) or can_decide_order(actor, agreement)
    return may(actor, person, Power.AGREE)


def can_record_necessity(actor: Actor, person: Person, enterprise) -> bool:
    """Their named worker, for the council; never for an enterprise of their own, or of their household."""
    return can_order(actor, person) and not providers.has_interest(actor, enterprise)


def can_end_agreement(actor: Actor, agreement: Agreement) -> bool:
    """Either side; and the person, or whoever agrees for them, whoever pays."""
    person = agreement.person
    return can_change_agreement(actor, agreement) or (person is not None and may(actor, person, Power.AGREE))


def can_supply(actor: Actor, agreement: Agreement) -> bool:
    """Whoever owns the enterprise."""
    return holds(actor, Role.OWNER, organisation=agreement.service.enterprise.organisation)


def is_of_enterprise(actor: Actor, agreement: Agreement) -> bool:
    """Its owner and its workers, who know whom they help."""
    return providers.works_in(actor, agreement.service.enterprise)


def can_change_agreement(actor: Actor, agreement: Agreement) -> bool:
    """Either side."""
    return can_buy(actor, agreement) or can_supply(actor, agreement)
