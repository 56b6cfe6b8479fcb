"""Worlds of the tasks of introductions."""

from datetime import timedelta

from django.utils import timezone

from budgets.models import Introduction, IntroductionChoice, Person
from marketplace.accounts.ids import uuid7
from marketplace.notifications.models import Message
from providers.models import Enquiry
from tests.budgets.making import introduction_of
from tests.factories import MembershipFactory, ServiceFactory, UserFactory, council
from tests.worlds import Case, world

ENDED = timedelta(days=800)


def asked(answer: str, **facts) -> Introduction:
    """Sent to the first of two, who has answered; nobody has looked since."""
    services = [ServiceFactory(listed=True, listed_by=council()) for _each in range(2)]
    sam = MembershipFactory(account=UserFactory(), organisation=council(), role="social_worker").account
    made = introduction_of(sam, council(), *services, status="open", **facts)
    now = timezone.now()
    said = {"status": "answered", "answer": answer, "answered_at": now, "confirmed_at": now, "sent_at": now}
    enquiry = Enquiry.objects.create(
        key=uuid7(), service=services[0], way="email", outcode="NG5", introduced_by=made.organisation,
        answer_by=timezone.localdate() + timedelta(days=3), entered_by=made.account, **said,
    )  # fmt: skip
    status = "accepted" if facts else "sent"
    IntroductionChoice.objects.filter(introduction=made, position=1).update(status=status, enquiry=enquiry)
    return made


@world("budgets.pass_on")
def pass_on() -> Case:
    made = asked("no")

    def one_effect() -> None:
        statuses = [choice.status for choice in made.choices.order_by("position")]
        assert statuses == ["declined", "sent"]
        assert Enquiry.objects.filter(entered_by=made.account).count() == 2
        assert Message.objects.filter(template="introduction-passed-on", to=made.account).count() == 1

    return Case([], one_effect)


@world("budgets.ask_outcomes")
def ask_outcomes() -> Case:
    made = asked("yes", due_on=timezone.localdate())

    def one_effect() -> None:
        assert Message.objects.filter(template="introduction-outcome", to=made.account).count() == 1
        made.refresh_from_db()
        assert made.due_on == timezone.localdate() + timedelta(days=14)

    return Case([], one_effect)


@world("budgets.forget")
def forget() -> Case:
    then = timezone.now() - ENDED
    over = {"status": "withdrawn", "why": "by-body", "ended_at": then, "created_at": then}
    made = introduction_of(UserFactory(), council(), **over)
    Person.objects.filter(pk=made.person_id).update(created_at=then)

    def one_effect() -> None:
        found = Introduction.objects.select_related("person").get(pk=made.pk)
        assert found.words == "" and found.person is not None and found.person.called == ""

    return Case([], one_effect)
