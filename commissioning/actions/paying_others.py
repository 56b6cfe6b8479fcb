"""Direct payments, advances to funds, and grants ride in the same runs, where a body pays from Just Right itself.

The books moved when the money was given (budgets/actions/allocating.py): it is in the person's pot from then on, net
of what they contribute, and a pot says what may be spent, not where the coins are. So these payments post nothing
more; a grant has no account in the books at all. Each payment is made once for its posting or its grant.
"""

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from budgets.models import Account, Line, Posting
from commissioning.actions.owing import new_id
from commissioning.models import Grant, PayerSettings, Payment
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.workflow.moves import record_entry

CHUNK = 100
Kind = Payment.Kind
GIVEN = (
    (Kind.DIRECT_PAYMENT, (Account.Kind.DIRECT_PAYMENT, Account.Kind.HEALTH_DIRECT), Posting.EntryType.DP_PAYMENT),
    (Kind.FUND, (Account.Kind.ISF,), Posting.EntryType.ALLOCATION),
)


@transaction.atomic
def owe_others(*, by: Actor) -> int:
    """The next of what was given and is to be paid by a body that sends its own files; how many they are."""
    require(bool(by.rule))
    made = [each for kind, pots, entry in GIVEN for each in _given(kind, pots, entry)] + _grants()
    for payment in made:
        payment.save(force_insert=True)
        record_entry(payment, "owed", by=by)
    return len(made)


def _payers():
    return PayerSettings.objects.filter(rail=PayerSettings.Rail.BANK)


def _known(kind: str, source: str):
    return Exists(Payment.objects.filter(kind=kind, source_id=OuterRef(source)))


def _given(kind: str, pots, entry: str) -> list[Payment]:
    """Of the days since the body pays from here; what was taken back since is not sent."""
    reversed_ = Exists(Posting.objects.filter(reverses=OuterRef("posting")))
    lines = Line.objects.filter(account__kind__in=pots, posting__entry_type=entry, pence__gt=0, layer="posted")
    payer = _payers().filter(pk=OuterRef("account__organisation"), set_at__lte=OuterRef("posting__recorded_at"))
    new = lines.filter(~_known(kind, "posting"), ~reversed_, Exists(payer)).select_related("posting")
    found = new.annotate(body=F("account__organisation")).order_by("posting")[:CHUNK]
    return [_payment(kind, each.posting_id, each.body, each.pence, each.posting.effective_on) for each in found]


def _grants() -> list[Payment]:
    """Agreed by somebody who may; a payment of it is no longer noted by hand."""
    agreed = Grant.objects.filter(status=Grant.Status.AGREED, start__council__in=_payers().values("pk"))
    new = agreed.filter(~_known(Kind.GRANT, "pk")).order_by("pk").annotate(body=F("start__council"))
    day = timezone.localdate()
    return [_payment(Kind.GRANT, each.pk, each.body, each.agreed_pence or 0, day) for each in new[:CHUNK]]


def _payment(kind: str, source, body, pence: int, day) -> Payment:
    key = new_id()
    facts = {"due_on": day, "fast_on": day, "reference": key, "end_to_end_id": key}
    return Payment(kind=kind, source_id=source, body_id=body, pence=pence, **facts)
