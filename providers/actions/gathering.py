"""That people gather for a service is shown on its page."""

from django.db import transaction

from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from providers.actions.keeping import touch
from providers.models import Gathering, Service


@transaction.atomic
def record_gathering(service: Service, minimum: int | None, so_far: int = 0, *, by: Actor) -> None:
    """It starts when so many have joined, and so many have; without a minimum nobody gathers for it."""
    require(by.is_signed_in or bool(by.rule) or by.link is not None)
    if minimum is None:
        Gathering.objects.filter(service=service).delete()
    else:
        facts = {"minimum": minimum, "so_far": so_far}
        Gathering.objects.update_or_create(service=service, defaults=facts)
    touch(Service.objects.filter(pk=service.pk))
