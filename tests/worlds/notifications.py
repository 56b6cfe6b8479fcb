"""Messages owed, bundled and to be forgotten."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.notifications.models import Mail, Message, Preferences
from marketplace.notifications.outbox import notify
from tests.worlds import Case, world


def owed(to, key: str, template: str = "password-changed", **context) -> Message:
    """A message in the outbox of which no worker was told."""
    with transaction.atomic():
        return notify(to, template, key=key, context=context, run_at=timezone.now() + timedelta(seconds=1))


def hurry(*messages: Message) -> None:
    Message.objects.filter(pk__in=[m.pk for m in messages]).update(run_at=timezone.now() - timedelta(seconds=1))


def copies(message: Message) -> int:
    return Mail.objects.filter(message_id__contains=str(message.pk)).count()


@world("notifications.deliver")
def deliver() -> Case:
    message = owed("deliver@example.org", "world:deliver")
    hurry(message)

    def one_effect():
        assert copies(message) == 1 and Message.objects.get(pk=message.pk).attempts == 1

    return Case([str(message.pk)], one_effect)


@world("notifications.sweep")
def sweep() -> Case:
    """Fifteen messages, and the news of one person that goes together."""
    ben = User.objects.create(email="world-ben@example.org", name="Ben")
    Preferences.objects.create(account=ben, rhythm="daily")
    said = {"organisation": "Good Company", "who": "Cat", "role": "Owner"}
    news = [owed(ben, f"world:news:{n}", "invitation-accepted", **said) for n in range(3)]
    Message.objects.filter(pk__in=[m.pk for m in news]).update(is_bundled=True)
    alone = [owed(f"sweep{n}@example.org", f"world:sweep:{n}") for n in range(15)]
    hurry(*alone, *news)

    def one_effect():
        assert [copies(message) for message in alone] == [1] * 15
        assert Mail.objects.filter(to=ben.email).count() == 1, "one message for all three"
        assert Message.objects.filter(to=ben, template="digest").count() == 1

    return Case([], one_effect)


@world("notifications.forget")
def forget() -> Case:
    old = timezone.now() - timedelta(days=40)
    message = owed("forget@example.org", "world:forget")
    Message.objects.filter(pk=message.pk).update(sent_at=old, said='{"code": "x"}')

    def one_effect():
        after = Message.objects.get(pk=message.pk)
        assert (after.address, after.said, after.context) == ("", "", {}) and after.forgotten_at

    return Case([], one_effect)
