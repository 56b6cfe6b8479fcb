"""Introductions that go on by themselves, are asked about, and are forgotten."""

from datetime import timedelta

from django.utils import timezone

from budgets import actions
from budgets.models import Introduction, Person
from marketplace.accounts.models import User
from marketplace.notifications.models import Message
from marketplace.organisations.models import Organisation, Role
from providers.models import Enquiry
from tests.budgets.making import introduction_of
from tests.people import acting, person
from tests.worlds import Case, world
from tests.worlds.providers import helper


def sent(name: str) -> tuple[Introduction, User]:
    """A GP introduces somebody to two enterprises, and the first is asked."""
    surgery = Organisation.objects.create(kind="nhs", name=f"Surgery of {name}")
    gp = person(name, role=Role.GP, organisation=surgery)
    made = introduction_of(gp, surgery, helper(), helper())
    actions.send(made, by=acting(gp))
    return made, gp


@world("budgets.pass_on")
def pass_on() -> Case:
    made, _gp = sent("world-grace")
    Enquiry.objects.filter(pk=made.choices.get(position=1).enquiry_id).update(status="lapsed", ended_at=timezone.now())

    def one_effect():
        assert list(made.choices.order_by("position").values_list("status", flat=True)) == ["lapsed", "sent"]
        asked = made.choices.get(position=2)
        assert Enquiry.objects.filter(service=asked.service).count() == 1

    return Case([], one_effect)


@world("budgets.ask_outcomes")
def ask_outcomes() -> Case:
    made, gp = sent("world-gus")
    first, now = made.choices.get(position=1), timezone.now()
    answered = {"status": "answered", "answer": "yes", "answered_at": now, "seen_at": now}
    Enquiry.objects.filter(pk=first.enquiry_id).update(**answered, remind_at=None)
    made.choices.filter(pk=first.pk).update(status="accepted")
    Introduction.objects.filter(pk=made.pk).update(due_on=timezone.localdate())

    def one_effect():
        assert Message.objects.filter(template="introduction-outcome", to=gp).count() == 1
        assert Introduction.objects.get(pk=made.pk).due_on > timezone.localdate()

    return Case([], one_effect)


@world("budgets.forget")
def forget() -> Case:
    made, _gp = sent("world-gita")
    old = timezone.now() - timedelta(days=1000)
    Enquiry.objects.filter(pk=made.choices.get(position=1).enquiry_id).update(status="closed", ended_at=timezone.now())
    made.choices.filter(position=1).update(status="declined")
    made.choices.filter(position=2).update(status="not-sent")
    Introduction.objects.filter(pk=made.pk).update(status="withdrawn", why="by-body", ended_at=old, created_at=old)
    Person.objects.filter(pk=made.person_id).update(created_at=old)

    def one_effect():
        after = Introduction.objects.get(pk=made.pk)
        assert after.forgotten_at and not after.words
        assert not Person.objects.get(pk=made.person_id).name

    return Case([], one_effect)
