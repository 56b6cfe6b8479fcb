"""A letter that waits, and who hears of it."""

from django.db import transaction
from django.utils import timezone

from marketplace.notifications.contacts import Contact
from marketplace.notifications.models import Message
from marketplace.notifications.outbox import notify
from marketplace.organisations.models import Organisation, Role
from marketplace.workflow.working_days import is_working_day
from tests.people import person
from tests.worlds import Case, world


@world("post.remind")
def remind() -> Case:
    nhs = Organisation.objects.create(kind="nhs", name="An NHS body")
    gail = person("world-gail", role=Role.GP, organisation=nhs)
    with transaction.atomic():
        edna = Contact("letter", "1 Elm Road\nNG5 2AB")
        letter = notify(edna, "password-changed", key="world:letter", organisation_id=nhs.pk)
        Message.objects.filter(pk=letter.pk).update(by_hand_at=timezone.now())

    def one_effect():
        told = Message.objects.filter(template="post-waiting", to=gail).count()
        assert told == (1 if is_working_day(timezone.localdate()) else 0)

    return Case([], one_effect)
