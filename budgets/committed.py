"""How much of a limit is used (a scheme of delegation: Local Government Act 1972 s.101).

For one person counts all that was ordered out of a body's money by whoever ordered it alone: terms that hold or wait,
with what they come to in a year or to their end, and terms that are over, replaced or ended, for the days that they
held in the year before the new ones; of the order itself all its terms, whoever said yes to them. So neither slices
nor new terms nor an end in between make a limit larger.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from budgets.models import Agreement, AgreementVersion
from budgets.planning import spans, weekly_pence
from budgets.weeks import for_days

YEAR = timedelta(days=365)


def counted_pence(agreement: Agreement, terms: AgreementVersion) -> int:
    """What these terms would make of the limit of whoever orders them."""
    orders = defaultdict(list)
    for each in AgreementVersion.objects.ordered_alone(agreement.person).exclude(agreement=agreement.pk):
        orders[each.agreement_id].append(each)
    before = AgreementVersion.objects.bought().filter(agreement=agreement.pk, number__lt=terms.number)
    orders[agreement.pk] = [*before.select_related("agreement").order_by("number"), terms]
    return sum(_at_most(order, terms.starts_on) for order in orders.values())


def _at_most(order: Sequence[AgreementVersion], day: date) -> int:
    """While other terms wait for a yes, nobody knows which will hold: the dearer ones count."""
    held = [each for each in order if each.is_agreed]
    return max(used_pence(each, day) for each in (order, held) if each)


def used_pence(order: Sequence[AgreementVersion], day: date) -> int:
    """What one order, with its terms in their order, takes of a limit on the day from which others are to hold."""
    last, used = order[-1].agreement.ends_on or date.max, 0
    for terms, begins_on, ends_on in spans(order, day - YEAR, last):
        if terms is order[-1] and ends_on >= day:
            used += terms.yearly_pence
        else:
            weekly = weekly_pence(terms.pattern, terms.pence, terms.unit)
            used += for_days(weekly, (ends_on - begins_on).days + 1)
    return used
