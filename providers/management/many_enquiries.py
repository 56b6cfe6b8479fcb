"""Many open enquiries at once, to measure what time does to them."""

import time
from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from marketplace.accounts.ids import uuid7
from marketplace.workflow.models import PrivateLink
from providers import access, tasks
from providers.contacting import digest_of
from providers.models import Enquiry, Service

CHUNK = 5000


def make_late(services: list[Service], number: int) -> None:
    """So many enquiries whose last day was yesterday, spread over these services."""
    now = timezone.now()
    yesterday = timezone.localdate(now) - timedelta(days=1)
    for start in range(0, number, CHUNK):
        some = [
            _late(services[n % len(services)], n, now, yesterday) for n in range(start, min(start + CHUNK, number))
        ]
        Enquiry.objects.bulk_create(some)
        until, label = now + timedelta(days=700), Enquiry._meta.label_lower
        PrivateLink.objects.bulk_create(
            PrivateLink(id=uuid7(), purpose=access.FOLLOW, subject_type=label, subject_id=each.pk, expires_at=until)
            for each in some
        )


def _late(service: Service, number: int, now, yesterday) -> Enquiry:
    address = f"asker{number}@example.net"
    return Enquiry(
        key=uuid4(),
        service=service,
        status="sent",
        name="Somebody Invented",
        way="email",
        address=address,
        contact_digest=digest_of("email", address),
        words="A sentence or two about what would help, and nothing else.",
        outcode="NG1",
        confirmed_at=now,
        sent_at=now - timedelta(days=5),
        answer_by=yesterday,
    )


def lapse_all() -> tuple[int, float]:
    """Sweep until nothing is late; how many there were, and the seconds that it took."""
    started, done = time.perf_counter(), 0
    while Enquiry.objects.past(timezone.localdate()).exists():
        done += tasks.lapse_enquiries()
    return done, time.perf_counter() - started
