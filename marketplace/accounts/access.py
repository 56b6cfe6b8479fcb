"""How an action asks who may."""

from django.core.exceptions import PermissionDenied


def require(allowed: bool) -> None:
    """Stop unless allowed: an insider without the right gets 403."""
    if not allowed:
        raise PermissionDenied
