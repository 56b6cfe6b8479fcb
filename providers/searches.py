"""Searches and shortlists behind tokens: what a visitor typed is kept a day, and only the token can open it."""

import base64
import hashlib
import json
import secrets
from datetime import datetime, timedelta
from functools import partial
from typing import TypeGuard
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from providers.models import Search, SharedShortlist

KEPT = timedelta(hours=24)
SHARED = timedelta(days=30)
IN_CACHE = 300  # seconds
Sealed = tuple[bytes, datetime, bool]  # what was searched for, until when, and whether its link is passed on


def _digest(token: str) -> str:
    return hashlib.sha256(f"find:{token}".encode()).hexdigest()


def _cipher(token: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"body:{token}".encode()).digest()))


@transaction.atomic
def keep(body: dict) -> str:
    """Keep a search for 24 hours; the token that comes back is the only way to read it."""
    token = secrets.token_urlsafe(18)
    Search.objects.create(
        digest=_digest(token),
        body=_cipher(token).encrypt(json.dumps(body).encode()),
        expires_at=timezone.now() + KEPT,
    )
    return token


def read(token: str) -> dict | None:
    """What was searched for, or None when the token is unknown or its time is over."""
    return unseal(token, cache.get(key_of(token)) or _sealed(token))


def key_of(token: str) -> str:
    """Where the sealed search lies in the cache for a few minutes."""
    return f"search:{_digest(token)}"


def unseal(token: str, sealed: Sealed | None) -> dict | None:
    """What was searched for, from the row as it lies in the cache."""
    if not is_live(sealed):
        return None
    try:
        return json.loads(_cipher(token).decrypt(sealed[0])) | {"is_shared": sealed[2]}
    except InvalidToken:
        return None


def is_live(sealed: Sealed | None) -> TypeGuard[Sealed]:
    """Whether it is known and its time is not over."""
    return sealed is not None and sealed[1] > timezone.now()


def _sealed(token: str) -> Sealed | None:
    """The row as it lies in the database, sealed, and from then in the cache."""
    row = Search.objects.live().filter(digest=_digest(token)).first()
    if row is None:
        return None
    sealed = bytes(row.body), row.expires_at, row.is_shared
    cache.set(key_of(token), sealed, IN_CACHE)
    return sealed


@transaction.atomic
def share(token: str) -> bool:
    """Keep it for 30 days, because somebody passes the link on."""
    until = timezone.now() + SHARED
    transaction.on_commit(partial(cache.delete, key_of(token)))
    return Search.objects.live().filter(digest=_digest(token)).update(expires_at=until, is_shared=True) == 1


@transaction.atomic
def share_shortlist(services: list[UUID]) -> str:
    """A link to a shortlist that names nobody, good for 30 days."""
    token = secrets.token_urlsafe(18)
    SharedShortlist.objects.create(digest=_digest(token), services=services, expires_at=timezone.now() + SHARED)
    return token


def read_shortlist(token: str) -> SharedShortlist | None:
    return SharedShortlist.objects.live().filter(digest=_digest(token)).first()


@transaction.atomic
def forget() -> int:
    """Delete what is past its time."""
    gone, _each = Search.objects.over().delete()
    SharedShortlist.objects.filter(expires_at__lte=timezone.now()).delete()
    return gone
