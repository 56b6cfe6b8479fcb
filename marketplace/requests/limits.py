"""How many forms one connection may send in an hour."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

AN_HOUR = 3600
MOST = 10


def address(request: HttpRequest) -> str:
    """Where a request comes from: what the first proxy of ours saw, never what the sender says of themselves."""
    forwarded = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",") if each.strip()]
    ours = settings.TRUSTED_PROXIES
    return forwarded[-ours] if 0 < ours <= len(forwarded) else request.META.get("REMOTE_ADDR", "")


def has_sent_too_many(request: HttpRequest) -> bool:
    """Count this one; only a keyed digest of the address is kept. Without the cache nobody is stopped."""
    key = f"requests-from:{salted_hmac('requests.limits', address(request), algorithm='sha256').hexdigest()}"
    cache.add(key, 0, AN_HOUR)
    try:
        return (cache.incr(key) or 0) > MOST
    except ValueError:
        return False
