"""What a person does with a message that no machine can deliver."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.notifications import keeping
from marketplace.notifications.contacts import Contact, Way
from marketplace.notifications.models import Message
from marketplace.notifications.outbox import notify
from marketplace.notifications.reading import words_of
from marketplace.post import access
from marketplace.post.querysets import told_today
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, record_entry
from marketplace.workflow.working_days import is_working_day


@transaction.atomic
def note_reading(message: Message, *, by: Actor) -> None:
    """Whoever opens somebody's letter is on record."""
    require(access.can_look_after(by, message))
    record_entry(message, "read", by=by)


@transaction.atomic
def note_done(message: Message, *, by: Actor) -> None:
    """A letter was printed and posted, or somebody was rung and told."""
    _take(message, by=by)
    if message.by_hand_at is None or message.failed_at:
        raise RuleBroken(_("This message is not for printing or ringing."))
    subject = keeping.words(message, Contact(Way.EMAIL, "", message.name))[0]
    sent = keeping.as_sent(message, subject, way=message.way, at=timezone.now())
    Message.objects.filter(pk=message.pk).update(**sent)
    keeping.note_parts_sent(message, way=message.way, at=sent["sent_at"])
    record_entry(message, "posted" if message.way == Way.LETTER else "rung", by=by)


@transaction.atomic
def settle(message: Message, *, by: Actor) -> None:
    """Somebody has dealt with it: they told the person otherwise, or nothing more can be done."""
    _take(message, by=by)
    _settle(message)
    record_entry(message, "settled", by=by)


@transaction.atomic
def send_again(message: Message, *, way: str, address: str, by: Actor) -> Message:
    """The same words to an address that was put right, as a message of its own."""
    _take(message, by=by)
    if not words_of(message):
        raise RuleBroken(_("The words of this message are no longer kept, so it cannot be sent again. Ring them."))
    contact = Contact(way, address, message.name, tuple(message.formats), message.to)
    again = notify(
        contact,
        message.template,
        key=f"again:{message.pk}",
        context=message.known_context(),
        organisation_id=message.organisation_id,
    )
    message.parts.update(bundle=again)
    _settle(message)
    record_entry(message, "sent-again", by=by)
    return again


def _take(message: Message, *, by: Actor) -> None:
    """The fresh row, still waiting for a person, and one who may."""
    lock(message)
    require(access.can_look_after(by, message))
    if not Message.objects.for_a_human().filter(pk=message.pk).exists():
        raise RuleBroken(_("Somebody has dealt with this message already."))


def _settle(message: Message) -> None:
    now = timezone.now()
    Message.objects.filter(pk=message.pk).update(settled_at=now, failed_at=message.failed_at or now)


@transaction.atomic
def remind(*, by: Actor) -> None:
    """Each working day the staff who look after messages hear once that some wait; nobody hears about none."""
    require(bool(by.rule))
    today = timezone.localdate()
    if not is_working_day(today):
        return
    for person, waiting in told_today():
        notify(person, "post-waiting", key=f"post-waiting:{today}:{person.pk}", context={"count": waiting})
