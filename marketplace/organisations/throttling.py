"""How often a program may ask: keys and people by who they are, everybody else by where they come from."""

import time

from django.conf import settings
from rest_framework.throttling import BaseThrottle

from marketplace.accounts.actors import Actor
from marketplace.workflow.limits import count, visitor

A_MINUTE = 60


class PerMinute(BaseThrottle):
    """So many questions in each minute of the clock; without the cache nobody is stopped."""

    def allow_request(self, request, view) -> bool:
        who, most = _who(request.actor, request), settings.API_ANONYMOUS_PER_MINUTE
        if who.startswith("known:"):
            most = settings.API_KNOWN_PER_MINUTE
        return count(f"api:{_minute()}", who, seconds=A_MINUTE) <= most

    def wait(self) -> float:
        return A_MINUTE - time.time() % A_MINUTE


def _minute() -> int:
    return int(time.time() // A_MINUTE)


def _who(actor: Actor, request) -> str:
    known = actor.token or (actor.account.pk if actor.account else None)
    return f"known:{known}" if known else f"from:{visitor(request)}"
