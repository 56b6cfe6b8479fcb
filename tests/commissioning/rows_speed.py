"""Addresses of payment speed and open books, and what each person gets there.

In the order of PEOPLE: anonymous, olive, ben, amina, worker, connor, lena, cat, sam, fiona, olu.
"""

SPEED = {
    "GET commissioning:speed": (302, 403, 403, 403, 403, 200, 200, 403, 403, 200, 403),
    "GET commissioning:speed-rows": (302, 403, 403, 403, 403, 200, 200, 403, 403, 200, 403),
    "GET commissioning:speed-waits": (302, 403, 403, 403, 403, 200, 200, 403, 403, 200, 403),
    "GET commissioning:speed-late": (302, 403, 403, 403, 403, 200, 200, 403, 403, 200, 403),
}


def arguments(short: str, w) -> list:
    """What goes into the address."""
    special = {
        "open-body": [w.council.pk], "open-file": [w.published.pk] if hasattr(w, "published") else [],
        "publish": [w.council.pk, "spending", "2026-07-01"],
    }  # fmt: skip
    return special.get(short, [])
