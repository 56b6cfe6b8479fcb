"""Small grants to start with: applied for, decided within a limit, paid by a second person, asked about in a year."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commissioning import access
from commissioning.models import Grant, GrantScheme, Payment, Start
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.notifications.outbox import notify
from marketplace.organisations.models import Organisation, Role
from marketplace.ui.filters import pounds
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, move, record_entry
from providers.actions.telling import owners

CHUNK = 100
Status = Grant.Status


@transaction.atomic
def set_scheme(council: Organisation, *, by: Actor, **facts) -> GrantScheme:
    """A commissioner says whether there is money, how much at most, and what an adviser decides alone."""
    require(access.can_set_rules(by, council))
    facts |= {"changed_by": by.person, "changed_at": timezone.now()}
    scheme, _is_new = GrantScheme.objects.update_or_create(council=council, defaults=facts)
    record_entry(scheme, "set", by=by)
    return scheme


@transaction.atomic
def apply_for_grant(start: Start, pence: int, purpose: str, *, key: UUID, by: Actor) -> Grant:
    """The owner asks for a sum, and says what for; whoever may decide about that sum is told."""
    lock(start)
    require(access.can_apply_for_grant(by, start))
    made = Grant.objects.filter(key=key).first()
    if made:
        if (made.start_id, made.asked_pence, made.purpose) != (start.pk, pence, purpose.strip()):
            raise RuleBroken(_("This was sent already with another sum. Open the form anew."))
        return made
    scheme = GrantScheme.objects.filter(pk=start.council_id, is_open=True).first()
    if scheme is None:
        raise RuleBroken(_("This council gives no grants at the moment."))
    if pence > scheme.most_pence:
        raise RuleBroken(_("This council gives at most %(sum)s.") % {"sum": pounds(scheme.most_pence)})
    facts = {"asked_pence": pence, "purpose": purpose.strip(), "applied_by": by.person}
    made = Grant.objects.create(key=key, start=start, **facts)
    record_entry(made, "applied", by=by)
    role = Role.ADVISER if pence <= scheme.adviser_pence else Role.COMMISSIONER
    for officer in _in_role(start.council, role) or _in_role(start.council, Role.COMMISSIONER):
        said = {"enterprise": start.enterprise.name, "grant": str(made.pk)}
        notify(officer, "grant-asked", key=f"grant-asked:{made.pk}:{officer.pk}", context=said)
    return made


@transaction.atomic
def agree_grant(grant: Grant, pence: int, because: str, *, by: Actor) -> None:
    """Yes, to all of it or to less; never above what this person decides alone."""
    lock(grant)
    require(access.can_decide_grant(by, grant))
    limit = access.limit_of(by, grant.start.council) or 0
    if pence > grant.asked_pence:
        raise RuleBroken(_("They asked for %(sum)s. Agree to that, or to less.") % {"sum": pounds(grant.asked_pence)})
    if pence > limit:
        raise RuleBroken(_("You decide up to %(sum)s. Above it a commissioner decides.") % {"sum": pounds(limit)})
    if pence < grant.asked_pence and not because.strip():
        raise RuleBroken(_("Say why it is less than they asked for."))
    facts = {"agreed_pence": pence, "limit_pence": limit, "because": because.strip()}
    move(grant, Status.AGREED, by=by, decided_by=by.person, decided_at=timezone.now(), **facts)
    _tell_owners(grant, "grant-agreed")
    for officer in _in_role(grant.start.council, Role.FINANCE):
        said = {"enterprise": grant.start.enterprise.name, "grant": str(grant.pk)}
        notify(officer, "grant-to-pay", key=f"grant-to-pay:{grant.pk}:{officer.pk}", context=said)


@transaction.atomic
def refuse_grant(grant: Grant, because: str, *, by: Actor) -> None:
    """No, with the reason, which the owner reads."""
    lock(grant)
    require(access.can_decide_grant(by, grant))
    if not because.strip():
        raise RuleBroken(_("Say why, so that they know what to do."))
    facts = {"because": because.strip(), "decided_by": by.person, "decided_at": timezone.now()}
    move(grant, Status.REFUSED, by=by, **facts)
    _tell_owners(grant, "grant-refused")


@transaction.atomic
def withdraw_grant(grant: Grant, *, by: Actor) -> None:
    """The owner no longer asks for it, or no longer needs what was agreed."""
    lock(grant)
    require(access.can_apply_for_grant(by, grant.start))
    for payment in Payment.objects.of_grant(grant).order_by("pk").select_for_update():
        if payment.status != Payment.Status.DUE:
            raise RuleBroken(_("It is being paid already, so it cannot be taken back."))
        move(payment, Payment.Status.CANCELLED, by=by)
    move(grant, Status.WITHDRAWN, by=by)


@transaction.atomic
def note_grant_paid(grant: Grant, paid_on: date, *, by: Actor) -> None:
    """A finance officer, who did not decide it, says on which day it was paid."""
    lock(grant)
    require(access.can_pay_grant(by, grant))
    if Payment.objects.of_grant(grant).exists():
        raise RuleBroken(_("It goes with the payments from here: nothing has to be noted by hand."))
    if paid_on > timezone.localdate() or (grant.decided_at and paid_on < timezone.localdate(grant.decided_at)):
        raise RuleBroken(_("Choose a day from the decision up to today."))
    _pay(grant, paid_on, by.person, by=by)


@transaction.atomic
def grant_arrived(grant: Grant, paid_on: date, paid_by: User, *, by: Actor) -> None:
    """A run paid it: one of the two people of the run did, whoever did not decide about it."""
    require(bool(by.rule) or access.can_pay_grant(by, grant))
    lock(grant)
    if grant.status == Status.AGREED:
        _pay(grant, paid_on, paid_by, by=by)


def _pay(grant: Grant, paid_on: date, paid_by: User, *, by: Actor) -> None:
    """Told each time it is paid: it may have come back in between."""
    entry = move(grant, Status.PAID, by=by, paid_on=paid_on, paid_by=paid_by)
    _tell_owners(grant, "grant-paid", each=entry.pk)


@transaction.atomic
def grant_came_back(grant: Grant, *, by: Actor) -> None:
    """The bank sent it back: it is agreed and to be paid, as before."""
    lock(grant)
    if grant.status == Status.PAID:
        move(grant, Status.AGREED, by=by, paid_on=None, paid_by=None)


@transaction.atomic
def say_outcome(grant: Grant, outcome: str, *, by: Actor) -> None:
    """What became of it: said by the owner, or by their adviser for them."""
    lock(grant)
    require(access.can_apply_for_grant(by, grant.start) or access.can_advise(by, grant.start))
    if grant.status != Status.PAID:
        raise RuleBroken(_("This grant has not been paid."))
    grant.outcome, grant.outcome_on = Grant.Outcome(outcome), timezone.localdate()
    grant.save(update_fields=["outcome", "outcome_on"])
    record_entry(grant, "outcome-said", by=by)


@transaction.atomic
def ask_outcomes(*, by: Actor) -> int:
    """A year after it was paid the owner is asked once what became of it. How many were asked now."""
    require(bool(by.rule))
    grants = list(Grant.objects.to_ask(timezone.localdate()).filter(asked_at=None).with_names()[:CHUNK])
    for grant in grants:
        _tell_owners(grant, "grant-outcome")
    Grant.objects.filter(pk__in=[grant.pk for grant in grants]).update(asked_at=timezone.now())
    return len(grants)


@transaction.atomic
def forget_grants(*, by: Actor) -> int:
    """The words go after seven years; the sums, the days and what became of it stay. How many now."""
    require(bool(by.rule))
    old = list(Grant.objects.past_remembering(timezone.localdate()).values_list("pk", flat=True)[:CHUNK])
    return Grant.objects.filter(pk__in=old).update(purpose="", because="")


def _tell_owners(grant: Grant, template: str, *, each: UUID | None = None) -> None:
    for owner in owners(grant.start.enterprise):
        said = {"council": grant.start.council.name, "grant": str(grant.pk)}
        notify(owner, template, key=f"{template}:{each or grant.pk}:{owner.pk}", context=said)


def _in_role(council: Organisation, role: str):
    works = council.memberships.live().in_role(role)
    return User.objects.filter(is_active=True, pk__in=works.values("account"))
