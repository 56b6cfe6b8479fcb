"""What a body answers about spending, how many weeks of money people may keep, and whom they ask."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import access
from budgets.models import MoneyRules, SpendingAnswer
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.organisations.models import Organisation
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import one_at_a_time, record_entry

MOST_ANSWERS = 40
FACTS = ("surplus_weeks", "late_days", "assess_words", "assess_url", "contact_words")


@transaction.atomic
def set_spending(body: Organisation, facts: Mapping, answers: Sequence[Mapping], *, by: Actor) -> MoneyRules:
    """The whole page at once, in the order in which it is read."""
    one_at_a_time(f"spending:{body.pk}")
    require(access.can_set_limits(by, body))
    if len(answers) > MOST_ANSWERS:
        raise RuleBroken(_("Write at most 40 answers: nobody reads more."))
    told = {name: facts[name] for name in FACTS if name in facts}
    told |= {"changed_by": by.person, "changed_at": timezone.now()}
    rules, _new = MoneyRules.objects.update_or_create(organisation=body, defaults=told)
    SpendingAnswer.objects.filter(organisation=body).delete()
    SpendingAnswer.objects.bulk_create(
        SpendingAnswer(organisation=body, position=number, **answer) for number, answer in enumerate(answers, 1)
    )
    record_entry(rules, "set", by=by)
    return rules
