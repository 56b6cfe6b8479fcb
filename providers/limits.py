"""How often one visitor may ask for what could be gathered or flooded. Counts live in the cache for an hour."""

import hashlib

from django.conf import settings
from django.core.cache import cache


def too_many(request, what: str, *, most: int, seconds: int) -> bool:
    """Whether this visitor asked more than `most` times in `seconds`; without a cache nobody is stopped."""
    key = f"limit:{what}:{hashlib.sha256(visitor(request).encode()).hexdigest()[:24]}"
    if cache.add(key, 1, seconds):
        return False
    try:
        return (cache.incr(key) or 0) > most
    except ValueError:
        return False


def visitor(request) -> str:
    """The address that asks, as the last trusted proxy saw it."""
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    if settings.TRUSTED_PROXIES and len(hops) >= settings.TRUSTED_PROXIES:
        return hops[-settings.TRUSTED_PROXIES]
    return request.META.get("REMOTE_ADDR", "")
