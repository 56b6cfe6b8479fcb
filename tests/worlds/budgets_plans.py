"""The world of reviews that are due."""

from datetime import timedelta

from django.utils import timezone

from budgets.models import Person, Review
from marketplace.notifications.models import Message
from tests.factories import UserFactory, council
from tests.worlds import Case, world


@world("budgets.remind_reviews")
def remind_reviews() -> Case:
    worker, today = UserFactory(), timezone.localdate()
    facts = {"organisation": council(), "named_worker": worker, "outcode": "NG5"}
    for name, days in (("Rose Thorn", 0), ("Ivy Lane", 1)):
        person = Person.objects.create(name=name, **facts)
        Review.objects.create(person=person, due_on=today + timedelta(days=days))

    def one_effect() -> None:
        assert Message.objects.filter(template="review-due", to=worker).count() == 1
        assert Review.objects.filter(person__named_worker=worker, reminded_at=None).count() == 1

    return Case([], one_effect)
