"""What other directories may take of a listing: its people decide."""

from collections.abc import Collection

from django.db import transaction

from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.workflow.moves import lock, record_entry
from providers import access, sharing
from providers.actions.keeping import set_facts
from providers.models import Service


@transaction.atomic
def keep_back(service: Service, withheld: Collection[str], *, by: Actor) -> None:
    """Say which groups of facts do not leave the site; everything else that is public does."""
    lock(service)
    require(access.can_edit(by, service.enterprise))
    chosen = sharing.tidy(withheld)
    if chosen == service.withheld:
        return
    set_facts(service, {"withheld": chosen})
    record_entry(service, "sharing-changed", by=by)
