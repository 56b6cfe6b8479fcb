"""How often one visitor may ask for what could be gathered or flooded.

Only a keyed digest of the visitor's address is kept, in the cache; without the cache nobody is stopped.
"""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

AN_HOUR = 3600


def too_many(request: HttpRequest, what: str, *, most: int) -> bool:
    """Count this one; whether it is more than `most` within an hour."""
    return count(what, visitor(request), seconds=AN_HOUR) > most


def count(what: str, who: str, *, seconds: int) -> int:
    """How often the same one has come within this time, this time included; 0 when nobody can know."""
    key = f"limit:{what}:{salted_hmac('workflow.limits', who, algorithm='sha256').hexdigest()}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) or 0
    except ValueError:
        return 0


def sender_of(request: HttpRequest) -> str:
    """A keyed digest of where a request comes from: it tells two senders apart, and never who either is."""
    return salted_hmac("workflow.sender", visitor(request), algorithm="sha256").hexdigest()


def visitor(request: HttpRequest) -> str:
    """Where a request comes from: what the first proxy of ours saw, never what the sender says of themselves."""
    forwarded = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",") if each.strip()]
    ours = settings.TRUSTED_PROXIES
    return forwarded[-ours] if 0 < ours <= len(forwarded) else request.META.get("REMOTE_ADDR", "")
