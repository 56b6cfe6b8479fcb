"""Remittance advice: each payee of a run is told once what is on its way to them, and for which invoices."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from commissioning.actions.payees import people_told
from commissioning.models import Payment, PaymentRun
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.notifications.outbox import News, notify_all
from marketplace.workflow.moves import lock

PAYEES = 20


def tell_some(*, by: Actor) -> int:
    """The next payees of runs that left; how many payments they were told of."""
    require(bool(by.rule))
    waiting = Payment.objects.that_left().filter(told_at=None).order_by("run", "account", "pk")
    run, told = waiting.values_list("run", flat=True).first(), 0
    return 0 if run is None else told + _tell_of(PaymentRun.objects.get(pk=run), by=by)


@transaction.atomic
def _tell_of(run: PaymentRun, *, by: Actor) -> int:
    """Some payees of one run; whoever comes back later was told of it here already."""
    lock(run)
    waiting = Payment.objects.that_left().filter(run=run, told_at=None)
    accounts = list(waiting.order_by("account").values_list("account", flat=True).distinct()[:PAYEES])
    payments = list(waiting.filter(account__in=accounts).select_related("account", "body"))
    news = [each for account in accounts for each in _news(run, account, payments)]
    notify_all(news)
    return waiting.filter(account__in=accounts).update(told_at=timezone.now())


def _news(run: PaymentRun, account: UUID, payments: list[Payment]) -> list[News]:
    mine = [each for each in payments if each.account_id == account]
    said = {"council": run.body.name, "pence": sum(each.pence for each in mine), "count": len(mine)}
    said |= {"run": str(run.pk), "on": run.pay_on.isoformat()}
    whom = people_told(mine[0].account.whose) if mine[0].account else []
    return [News(to, "remittance", f"remittance:{run.pk}:{account}:{to.pk}", said) for to in whom]
