"""Several pieces of news in one message, for people who do not want each by itself."""

from django.db import transaction

from marketplace.notifications.letters import write_letter
from marketplace.notifications.models import Message
from marketplace.workflow.moves import one_at_a_time

TEMPLATE = "digest"


@transaction.atomic
def gather(message: Message) -> Message | None:
    """One message for all the news that waits for its person now; None when there is only this, which goes alone.

    Whoever comes second, with another piece of the same news in hand, gets the message that the first one made.
    """
    one_at_a_time(f"news-together:{message.to_id}")
    parts = Message.objects.waiting_together(message.to_id)
    if not parts.filter(pk=message.pk).exists():
        return Message.objects.filter(parts=message.pk).first()
    if parts.count() == 1:
        parts.update(is_bundled=False)
        return None
    said = {"count": parts.count()}
    bundle = Message.objects.create(to=message.to, template=TEMPLATE, key=f"together:{message.pk}", context=said)
    parts.update(bundle=bundle, claimed_until=None)
    return bundle


def news_in(bundle: Message, formats: tuple[str, ...]) -> list[dict[str, str]]:
    """Subject and words of each piece, without who it is from: the bundle says that once."""
    found = []
    for part in bundle.parts.select_related("to").order_by("created_at", "pk"):
        name = part.to.get_short_name() if part.to else ""
        subject, body = write_letter(part.template, {**part.known_context(), "name": name}, formats)
        found.append({"subject": subject, "words": _middle(body)})
    return found


def _middle(body: str) -> str:
    """A letter without its greeting and its ending."""
    paragraphs = body.rpartition("\n\n--\n")[0].split("\n\n")
    greets = len(paragraphs) > 1 and paragraphs[0].rstrip().endswith(",")
    return "\n\n".join(paragraphs[1:] if greets else paragraphs)
