"""Private links: a way in without a password, for one record and one purpose.

The secret in the address is made from the link's id with the site's own key, so that neither the database, nor a
backup, nor a message that waits to be sent holds an address that works. An address that is wrong, over, replaced or
for another purpose is answered alike: None.
"""

import base64
import binascii
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from marketplace.accounts.ids import uuid7
from marketplace.workflow.models import PrivateLink

SECRET_BYTES = 14  # 112 bits


def make_link(subject: models.Model, purpose: str, *, lasts: timedelta) -> PrivateLink:
    """A new way in; earlier ones for the same purpose go on working."""
    about = {"subject_type": subject._meta.label_lower, "subject_id": subject.pk}
    return PrivateLink.objects.create(id=uuid7(), purpose=purpose, expires_at=timezone.now() + lasts, **about)


def replace_links(subject: models.Model, purpose: str, *, lasts: timedelta) -> PrivateLink:
    """A new way in, and every earlier one for the same purpose ends."""
    end_links(subject, purpose)
    return make_link(subject, purpose, lasts=lasts)


def end_links(subject: models.Model, purpose: str) -> None:
    """No link to this record for this purpose works any more."""
    PrivateLink.objects.of(subject, purpose).live().update(ended_at=timezone.now())


def limit_links(subject_type: str, subject_ids: Iterable[UUID], purpose: str, *, until: datetime) -> None:
    """Links to these records go on working until then, and no longer."""
    found = PrivateLink.objects.live().filter(subject_type=subject_type, subject_id__in=list(subject_ids))
    found.filter(purpose=purpose).update(expires_at=until)


def code_of(link_id: UUID | str) -> str:
    """Six figures for those who read the message on one device and go on with another; whoever asks counts tries."""
    digest = salted_hmac("workflow.links.code", UUID(str(link_id)).bytes, algorithm="sha256").digest()
    return f"{int.from_bytes(digest[:8], 'big') % 1_000_000:06}"


def address_of(link_id: UUID | str) -> str:
    """The secret part of the address: 40 letters, the same each time."""
    known = UUID(str(link_id))
    return base64.urlsafe_b64encode(known.bytes + _secret(known)).decode()


def open_link(secret: str, *purposes: str) -> PrivateLink | None:
    """The live link with this secret, if it is for one of these purposes."""
    try:
        raw = base64.urlsafe_b64decode(secret.encode("ascii"))
        known = UUID(bytes=raw[:16])
    except (ValueError, binascii.Error):
        return None
    if not constant_time_compare(raw[16:].hex(), _secret(known).hex()):
        return None
    return PrivateLink.objects.live().filter(pk=known, purpose__in=purposes).first()


def _secret(link_id: UUID) -> bytes:
    return salted_hmac("workflow.links", link_id.bytes, algorithm="sha256").digest()[:SECRET_BYTES]
