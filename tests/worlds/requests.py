"""A complaint that was answered long ago."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from marketplace.accounts.actors import Actor
from marketplace.requests import actions
from marketplace.requests.models import Request
from tests.worlds import Case, world


@world("requests.forget")
def forget() -> Case:
    facts = {"name": "Ben", "reply_by": "phone", "reply_to": "0115 496 0142", "words": "Slow."}
    asked = actions.receive("complaint", **facts, key=UUID("019a0000-0000-7000-8000-0000000000aa"), by=Actor())
    old = timezone.now() - timedelta(days=800)
    Request.objects.filter(pk=asked.pk).update(status="answered", acknowledged_at=old, answered_at=old)

    def one_effect():
        after = Request.objects.get(pk=asked.pk)
        assert (after.words, after.name, after.reply_to) == ("", "", "")

    return Case([], one_effect)
