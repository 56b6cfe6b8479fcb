"""How long a hundred thousand enquiries take that nobody answered: ended, on the trail, and everybody told."""

from django.db import transaction

MANY, SERVICES = 100_000, 2000


def lapsing() -> list[tuple[str, str]]:
    """Nothing of it is kept."""
    from providers.management.many_enquiries import lapse_all, make_late
    from providers.models import Service

    with transaction.atomic():
        make_late(list(Service.objects.listed()[:SERVICES]), MANY)
        done, seconds = lapse_all()
        transaction.set_rollback(True)
    return [(f"{done:,} enquiries lapse in chunks, s (goal 30)", f"{seconds:.0f}")]
