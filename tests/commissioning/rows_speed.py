"""Addresses of payment speed and open books, and what each person gets there.

In the order of PEOPLE: anonymous, olive, ben, amina, worker, connor, lena, cat, sam, fiona, olu.
"""

from django.utils import timezone

from commissioning.models import Publication
from commissioning.open_books import periods_of

SPEED = {
    "GET commissioning:speed": (302, 403, 403, 403, 403, 200, 200, 403, 403, 200, 403),
    "GET commissioning:speed-rows": (302, 403, 403, 403, 403, 200, 200, 403, 403, 200, 403),
    "GET commissioning:speed-waits": (302, 403, 403, 403, 403, 200, 200, 403, 403, 200, 403),
    "GET commissioning:speed-remind": (302, *(405,) * 10),
    "POST commissioning:speed-remind": (302, 404, 404, 404, 404, 302, 404, 404, 404, 403, 404),  # Fiona is close to it
    "GET commissioning:open-books": (200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    "GET commissioning:open-body": (200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    "GET commissioning:open-file": (200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    "GET commissioning:publishing": (302, 403, 403, 403, 403, 200, 200, 403, 403, 200, 403),
    "GET commissioning:publish": (302, 404, 404, 404, 404, 403, 404, 404, 404, 200, 404),
    "POST commissioning:publish": (302, 404, 404, 404, 404, 403, 404, 404, 404, 200, 404),
    "GET commissioning:rates": (302, 403, 403, 403, 403, 403, 403, 403, 403, 403, 200),
    "POST commissioning:rates": (302, 403, 403, 403, 403, 403, 403, 403, 403, 403, 200),
    "GET commissioning:speed-late": (302, 403, 403, 403, 403, 200, 200, 403, 403, 200, 403),
}


def speed(w) -> None:
    """A file that was published."""
    day = timezone.localdate()
    facts = {"body": w.council, "kind": "spending", "name": "spending.csv", "content": b"x", "sha256": "0" * 64}
    w.published = Publication.objects.create(starts_on=day, ends_on=day, rows=1, **facts)


def arguments(short: str, w) -> list:
    """What goes into the address."""
    start = periods_of("spending", timezone.localdate())[0].starts_on.isoformat()
    special = {
        "open-body": [w.council.pk], "open-file": [w.published.pk], "speed-remind": [w.invoice.pk],
        "publish": [w.council.pk, "spending", start],
    }  # fmt: skip
    return special.get(short, [])
