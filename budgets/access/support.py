"""Who may agree to support, say what happened, ask for more, and say what happens in a life."""

from django.core.exceptions import PermissionDenied

from budgets.access.holding import can_spend, holds_for
from budgets.access.money import can_see_money, limit_of
from budgets.access.people import belongs_to, can_introduce, is_close, is_named_worker, is_near, is_own, may
from budgets.models import Agreement, CircleMember, ExtraHours, LifeChange, Person, Power, Visit
from budgets.querysets import PAID_BY_A_BODY
from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.organisations.access import holds
from marketplace.organisations.models import Role
from providers import access as providers

DESK = (Role.SOCIAL_WORKER, Role.LINK_WORKER)  # write down what somebody says of a visit on the phone


# --- Agreements ------------------------------------------------------------------------------------------------------
def can_order(actor: Actor, person: Person) -> bool:
    """With money that a council or an NHS body manages their named worker orders; nobody does for themselves."""
    return is_named_worker(actor, person)


def can_decide_order(actor: Actor, agreement: Agreement) -> bool:
    """Whoever decides about money for the person's organisation says yes to more; never about their own."""
    person = agreement.person
    if person is None or is_near(actor, person):
        return False
    return agreement.is_ordered and holds(actor, Role.COMMISSIONER, organisation=person.organisation)


def can_buy(actor: Actor, agreement: Agreement) -> bool:
    """Whoever spends this money, and above a worker's limit whoever decides; never for an enterprise of their own, or
    of their household, nor of the person's."""
    person = agreement.person
    enterprise = agreement.service.enterprise
    if person is None or providers.has_interest(actor, enterprise) or belongs_to(person, enterprise):
        return False
    spends = can_spend(actor, person, agreement.budget, agreement.mechanism)
    return spends or can_decide_order(actor, agreement)


def can_record_necessity(actor: Actor, person: Person, enterprise) -> bool:
    """Their named worker, for the council; never for an enterprise of their own, or of their household."""
    return can_order(actor, person) and not providers.has_interest(actor, enterprise)


def can_end_agreement(actor: Actor, agreement: Agreement) -> bool:
    """Either side; and the person, or whoever agrees for them, whoever pays."""
    person = agreement.person
    return can_change_agreement(actor, agreement) or (person is not None and may(actor, person, Power.AGREE))


def can_see_support(actor: Actor, person: Person) -> bool:
    """Whoever may see the money, agrees for the person, or holds some of the money; each sees their own part."""
    return can_see_money(actor, person) or may(actor, person, Power.AGREE) or holds_for(actor, person)


def can_supply(actor: Actor, agreement: Agreement) -> bool:
    """Whoever owns the enterprise."""
    return holds(actor, Role.OWNER, organisation=agreement.service.enterprise.organisation)


def is_of_enterprise(actor: Actor, agreement: Agreement) -> bool:
    """Its owner and its workers, who know whom they help."""
    return providers.works_in(actor, agreement.service.enterprise)


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
    is_named = approver_of_extra(agreement) == actor.account
    return not is_near(actor, person) and (is_named or deciders_of(agreement).filter(pk=actor.account.pk).exists())


def limit_for_extra(actor: Actor, agreement: Agreement) -> int | None:
    """Up to how many pence whoever approves agrees to alone; nothing limits people who spend what is theirs."""
    if agreement.mechanism not in PAID_BY_A_BODY:
        return None
    return limit_of(actor, _person_of(agreement).organisation) or 0


# --- Visits, and what happens in a life ------------------------------------------------------------------------------
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
    return not _has_part(actor, person)


def _has_part(actor: Actor, person: Person) -> bool:
    """Whether an enterprise that comes to them is close to the actor."""
    live = Agreement.objects.filter(person=person, status=Agreement.Status.AGREED)
    return any(is_close(actor, each.service.enterprise) for each in live.select_related("service__enterprise"))


def can_end_by_moving(actor: Actor, person: Person) -> bool:
    """That agreements end with a move is said by whoever agrees for them, or by their named worker."""
    return is_named_worker(actor, person) or may(actor, person, Power.AGREE)


def can_settle_death(actor: Actor, person: Person) -> bool:
    """That somebody died is so when their named worker or whoever agrees for them says it; never with an interest."""
    speaks = is_named_worker(actor, person) or may(actor, person, Power.AGREE)
    return speaks and not is_own(actor, person) and not _has_part(actor, person)


def knows_of_death(actor: Actor, event: LifeChange) -> bool:
    """Whoever wrote it down, is of their circle, or may say that it is so or a mistake; and whoever did."""
    if actor.account is None:
        return False
    person = event.person
    is_theirs = event.said_by_id == actor.account.pk or is_near(actor, person) or may(actor, person, Power.CONFIRM)
    return is_theirs or can_take_back_life(actor, person) or event.settled_by_id == actor.account.pk


def can_take_back_life(actor: Actor, person: Person) -> bool:
    """That somebody died by mistake is put right by themselves, their named worker, or whoever runs the site."""
    runs = holds(actor, Role.OPERATOR) and not is_near(actor, person)
    return is_own(actor, person) or is_named_worker(actor, person) or runs


def can_write_sheet(actor: Actor, person: Person) -> bool:
    """The person, whoever of their circle may see the plan, and their named worker."""
    return may(actor, person, Power.PLAN)
