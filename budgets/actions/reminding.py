"""What a human is asked to look at: visits of which nobody spoke or that money no longer pays for, and returns."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from budgets.actions.planning import plan_visits
from budgets.actions.telling import tell_of_money
from budgets.actions.visit_news import those_who_say, worker_of
from budgets.models import Agreement, Budget, LifeChange, MoneyRules, Person, Visit
from budgets.returning import last_quarter
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.notifications.outbox import notify
from marketplace.ui.filters import long_date
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, one_at_a_time

BEFORE = timedelta(days=7)


@transaction.atomic
def ask_about_silent(person: Person, *, by: Actor) -> None:
    """Nobody has said what happened. Silence never confirms and never pays; it is only asked about."""
    lock(person)
    require(bool(by.rule))
    today = timezone.localdate()
    silent = Visit.objects.silent(today).filter(agreement__person=person)
    last = silent.order_by("-on").values_list("on", flat=True).first()
    if last is None or person.died_on is not None:
        return
    if worker := worker_of(person):
        said = {"initials": person.short}
        notify(worker, "visits-silent", key=f"visits-silent:{person.pk}:{today}", context=said)
    elif not LifeChange.objects.filter(person=person).covering(today).exists():
        for each in those_who_say(person):
            account = each if isinstance(each, User) else each.account
            key = f"visits-unsaid:{person.pk}:{account.pk if account else 'person'}:{last}"
            mine = "yes" if account is None or account.pk == person.account_id else ""
            notify(each, "visits-unsaid", key=key, context={"mine": mine, "person": str(person.pk)})


@transaction.atomic
def plan_or_tell(agreement: Agreement, *, by: Actor) -> None:
    """The next visits; where public money does not pay for them, the named worker and the person hear it once."""
    try:
        with transaction.atomic():
            plan_visits(agreement, by=by)
    except RuleBroken:
        _tell_that_money_is_short(agreement)


def _tell_that_money_is_short(agreement: Agreement) -> None:
    person = agreement.person
    if person is None:
        return
    said = {"initials": person.short, "who": agreement.service.enterprise.name}
    key = f"visits-short:{agreement.pk}:{agreement.planned_until}"
    for to in (worker_of(person), person.account or person.contact):
        if to is not None:
            place = to.pk if isinstance(to, User) else "contact"
            notify(to, "visits-short", key=f"{key}:{place}", context=said, organisation_id=person.organisation_id)


@transaction.atomic
def remind_of_return(budget: Budget, *, by: Actor) -> None:
    """Of the last quarter: once in the week before it is due and once after it, to the person and those who write
    their money down; when the body's days are over as well, once to the named worker."""
    one_at_a_time(f"return:{budget.pk}")
    require(bool(by.rule))
    today, person = timezone.localdate(), budget.person
    quarter = last_quarter(today)
    due = Budget.objects.return_to_remind_of(quarter.period, today).filter(pk=budget.pk)
    if today < quarter.due_on - BEFORE or not due.exists():
        return
    said = {"budget": str(budget.pk), "body": person.organisation.name, "day": long_date(quarter.due_on)}
    about = f"{budget.pk}:{quarter.period.ends_on}"
    template = "return-due" if today <= quarter.due_on else "return-late"
    tell_of_money(person, template, f"{template}:{about}", said)
    worker, waits = worker_of(person), timedelta(days=MoneyRules.of(person.organisation).late_days)
    if worker and today > quarter.due_on + waits:
        told = {"initials": person.short, "person": str(person.pk), "day": long_date(quarter.due_on)}
        notify(worker, "return-missing", key=f"return-missing:{about}", context=told)
