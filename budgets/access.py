"""Who may do what for people and their introductions.

Social workers, link workers and GPs introduce; advisers, commissioners and finance officers do not see who is
introduced. A team is an organisation: within it a professional sees the people whose named worker they are and those
whom they introduce, and no others; a named worker hands a person over to a colleague of the same organisation.
"""

from budgets.models import Agreement, BudgetVersion, CircleMember, DelegatedLimit, Introduction, Person, Power, Visit
from budgets.querysets import deciding
from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.organisations.access import holds
from marketplace.organisations.models import Organisation, Role
from marketplace.workflow.models import PrivateLink
from providers import access as providers
from providers.access import INTRODUCING

NO_LIMIT = 10**12  # pence: more than any budget
DESK = (Role.SOCIAL_WORKER, Role.LINK_WORKER)  # write down what somebody says of a visit on the phone
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


# --- Visits, and what happens in a life ------------------------------------------------------------------------------
def is_close(actor: Actor, enterprise) -> bool:
    """Whoever owns it, works in it or fills in for it, and their household."""
    return providers.can_edit(actor, enterprise) or providers.has_interest(actor, enterprise)


def can_take_down(actor: Actor, person: Person) -> bool:
    """A colleague of the named worker writes down what somebody says on the phone or on a signed slip; nobody does
    for a person who is represented."""
    return not person.is_represented and holds(actor, *DESK, organisation=person.organisation)


def can_use_visit_desk(actor: Actor) -> bool:
    """Whoever works where somebody may ring to say what happened."""
    return holds(actor, *DESK)


def is_told(actor: Actor, person: Person) -> bool:
    """Whether the actor is a worker or at the desk, who writes down only what somebody told them, and says how."""
    if actor.account is None or person.account_id == actor.account.pk or person.is_represented or person.died_on:
        return False
    return not is_in_circle(actor, person)


def is_in_circle(actor: Actor, person: Person) -> bool:
    """Whoever says what happened for the person today, as one of their circle."""
    return CircleMember.objects.of(actor).filter(person=person, powers__contains=[Power.CONFIRM]).exists()


def can_say(actor: Actor, visit: Visit) -> bool:
    """The person, their circle, their named worker or the desk say what happened; never anybody with an interest."""
    person = visit.agreement.person
    if person is None or is_close(actor, visit.agreement.service.enterprise):
        return False
    return may(actor, person, Power.CONFIRM) or can_take_down(actor, person)


def can_change_visit(actor: Actor, visit: Visit) -> bool:
    """Whoever says what happened, and whoever buys, move it and call it off for the person."""
    return can_say(actor, visit) or can_buy(actor, visit.agreement)


def can_come(actor: Actor, visit: Visit) -> bool:
    """The owner and the workers of the enterprise."""
    return providers.works_in(actor, visit.agreement.service.enterprise)


def can_pay_visit(actor: Actor, visit: Visit) -> bool:
    """Whoever writes down what was paid from money that the person holds; never to an enterprise close to them."""
    person = visit.agreement.person
    if person is None or is_close(actor, visit.agreement.service.enterprise):
        return False
    return may(actor, person, Power.PAY)


def can_say_life(actor: Actor, person: Person, *, died: bool = False) -> bool:
    """Whoever may say what happened to visits; nobody says of themselves that they died, nor with an interest."""
    own = actor.account is not None and person.account_id == actor.account.pk
    if died and own or not may(actor, person, Power.CONFIRM):
        return False
    live = Agreement.objects.filter(person=person, status=Agreement.Status.AGREED)
    return not any(is_close(actor, each.service.enterprise) for each in live.select_related("service__enterprise"))


def can_take_back_life(actor: Actor, person: Person) -> bool:
    """That somebody died by mistake is put right by their named worker."""
    return actor.account is not None and person.named_worker_id == actor.account.pk and can_see_person(actor, person)


def can_write_sheet(actor: Actor, person: Person) -> bool:
    """The person, whoever of their circle may see the plan, and their named worker."""
    return may(actor, person, Power.PLAN)
