"""With whom an invoice waits, by name and since when: one person, those who pay, the supplier, or the bank."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from commissioning import timing
from commissioning.models import Invoice, Payment, PaymentRun
from marketplace.accounts.models import User
from marketplace.organisations.models import Organisation, Role
from marketplace.workflow.working_days import working_day_after

MOST_NAMES = 3


class Desk:
    """Who pays for a body, who else of it something waits with, and the run that waits for a second person."""

    def __init__(self, body: Organisation, others: Iterable = ()):
        works = body.memberships.live().filter(account__is_active=True).select_related("account")
        named = [each for each in others if each]
        self.pays = [each.account for each in works.in_role(Role.FINANCE).order_by("account__name", "pk")]
        self.others = {each.account_id: each for each in works.filter(account__in=named).order_by("team")}
        self.run = PaymentRun.objects.filter(body=body, status="made").select_related("made_by").first()

    def people(self, code: str, who) -> list[User]:
        """Those of the body who can go on with it: one person, or whoever pays; never whoever made the run."""
        if code in (timing.THEIRS, timing.ON_ITS_WAY):
            return []
        if who in self.others:
            return [self.others[who].account]
        maker = self.run.made_by_id if self.run and code == timing.SECOND else None
        return [each for each in self.pays if each.pk != maker]

    def name(self, code: str, who, supplier: str) -> str:
        """Denise Harper, Adult Care; two names of those who pay; or the supplier."""
        if code == timing.THEIRS:
            return supplier
        if code == timing.ON_ITS_WAY:
            return _("The bank")
        if who in self.others:
            each = self.others[who]
            return f"{each.account.name}, {each.team}" if each.team else each.account.name
        return _named([each.name for each in self.people(code, who)])


def _named(names: list[str]) -> str:
    if not names:
        return _("Finance, where nobody can do it")
    if len(names) > MOST_NAMES:
        return _("Finance, %(num)s people") % {"num": len(names)}
    said = _(" and ").join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return _("%(names)s, Finance") % {"names": said}


def since_of(invoice: Invoice) -> datetime:
    """The moment from which it waits with whoever it waits with; what belongs to it was fetched with it."""
    open_ones = [each for each in invoice.queries.all() if each.resolved_at is None]
    asked = [each.raised_at for each in open_ones if each.answered_at is None]
    answered = [each.answered_at for each in open_ones if each.answered_at]
    run = run_of(invoice)
    moments = {
        timing.APPROVING: invoice.accepted_at or invoice.validated_at,
        timing.THEIRS: min(asked, default=None), timing.OUR_TURN: min(answered, default=None),
        timing.BANK: invoice.approved_at, timing.RUN: invoice.approved_at,
        timing.SECOND: run.made_at if run else None,
        timing.ON_ITS_WAY: (run.sent_at or run.locked_at) if run else None,
    }  # fmt: skip
    return moments.get(invoice.waits_with) or invoice.received_at


def run_of(invoice: Invoice) -> PaymentRun | None:
    """The run that it is in now."""
    inside = (Payment.Status.IN_RUN, Payment.Status.LOCKED, Payment.Status.SENT)
    return next((each.run for each in invoice.payments.all() if each.run and each.status in inside), None)


def is_reminded(invoice: Invoice) -> bool:
    """Whether whoever it waits with was reminded on this working day already."""
    told = invoice.reminded_at
    return told is not None and told >= since_of(invoice) and working_day(told) == working_day(timezone.now())


def working_day(moment: datetime):
    """A Sunday belongs to the Monday after it."""
    return working_day_after(timezone.localdate(moment), 0)
