"""Who makes a run of payments, and who approves it: two finance officers, neither of them close to a payee in it."""

from django.db.models import Q

from commissioning.access.paying import can_pay_for, can_see_payments
from commissioning.models import BankAnswer, Payment, PaymentRun
from marketplace.accounts.actors import Actor
from providers.models import Enterprise


def can_make_run(actor: Actor, run: PaymentRun) -> bool:
    return can_pay_for(actor, run.body)


def can_approve_run(actor: Actor, run: PaymentRun) -> bool:
    """A finance officer, never the one who made it."""
    is_other = actor.account is not None and actor.account.pk != run.made_by_id
    return is_other and can_pay_for(actor, run.body)


def can_see_run(actor: Actor, run: PaymentRun) -> bool:
    return can_see_payments(actor, run.body)


def can_hold(actor: Actor, payment: Payment) -> bool:
    """A finance officer takes a payment out of a run, or lets it in again; never one to an enterprise of their own."""
    return can_pay_for(actor, payment.body, _enterprise(payment))


def _enterprise(payment: Payment) -> Enterprise | None:
    if payment.invoice is not None:
        return payment.invoice.enterprise
    return payment.account.enterprise if payment.account else None


def can_answer(actor: Actor, payment: Payment) -> bool:
    """Whoever pays says what became of a payment; never of one to themselves."""
    own = own_among(actor, Payment.objects.filter(pk=payment.pk))
    return can_hold(actor, payment) and not own.exists()


def can_bring_answers(actor: Actor, body) -> bool:
    return can_pay_for(actor, body)


def can_settle_line(actor: Actor, answer: BankAnswer) -> bool:
    return can_pay_for(actor, answer.body)


def own_in(actor: Actor, run: PaymentRun) -> bool:
    """Whether a payment in it is the actor's own."""
    return own_among(actor, run.payments.order_by()).exists()


def own_among(actor: Actor, payments):
    """Those that go to an account that the actor entered, or to an enterprise close to them."""
    near = Enterprise.objects.close_to(actor).values("pk")
    run_by = Enterprise.objects.run_by(actor).values("pk")
    theirs = Q(account__enterprise__in=near) | Q(account__enterprise__in=run_by)
    return payments.filter(theirs | Q(account__entered_by=actor.account))
