"""An introduction that is ready to be sent, made of rows, for tests that are about something else."""

from datetime import timedelta

from django.utils import timezone

from budgets.models import Introduction, IntroductionChoice, Person
from marketplace.accounts.ids import uuid7


def introduction_of(account, organisation, *services, **facts) -> Introduction:
    """Somebody called Rose, whom this account introduces to these services, in this order."""
    known = {"name": "Rose Thorn", "way": "email", "address": "rose@example.net", "communication": ["large-print"]}
    person = Person.objects.create(organisation=organisation, named_worker=account, outcode="NG5", **known)
    today = timezone.localdate()
    ground = {"ground": "agreement", "ground_on": today, "ground_until": today + timedelta(days=30)}
    said = {"activity": "cooking-with-you", "needs": ["dementia"], "words": "Somebody to cook with.", **ground}
    who = {"organisation": organisation, "account": account, "person": person, "outcode": "NG5"}
    made = Introduction.objects.create(key=uuid7(), **who | said | facts)
    for number, service in enumerate(services, 1):
        row = {"position": number, "service": service, "reason": "Has room"}
        IntroductionChoice.objects.create(introduction=made, **row)
    return made
