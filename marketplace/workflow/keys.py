"""One key, one effect: what was asked under a key is remembered, so that a form sent twice is answered once."""

import json
from collections.abc import Mapping
from uuid import UUID

from django.db import connection, models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from marketplace.accounts.actors import Actor
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.models import UsedKey


def is_done(key: UUID, *asked: object, by: Actor) -> bool:
    """Whether this was done under this key already; if not, it is from now on, once this transaction is committed.

    Whoever comes at the same moment with the same key waits for the other. RuleBroken (409) where the key was used for
    something else, or by somebody else. `asked` is the verb and all of its arguments: only a keyed digest is kept.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("is_done() must run inside the transaction of the change.")
    digest = digest_of(asked, by=by)
    if UsedKey.objects.use(key, digest):
        return False
    if UsedKey.objects.get(pk=key).digest != digest:
        raise RuleBroken(
            _("This form was sent already, with other answers. Open it again, and look at what is there.")
        )
    return True


def digest_of(asked: object, *, by: Actor) -> str:
    """Of who asks and what they ask for; without the site's own secret nobody can try out answers on it."""
    who = [str(by.account.pk) if by.account else "", by.rule, str(by.link or ""), str(by.token or "")]
    said = json.dumps([who, asked], sort_keys=True, default=_plain)
    return salted_hmac("workflow.keys", said, algorithm="sha256").hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, models.Model):
        return f"{value._meta.label_lower}:{value.pk}"
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    return str(value)
