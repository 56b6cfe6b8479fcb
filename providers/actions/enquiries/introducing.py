"""Whose introduction an enquiry is, when one professional takes over from another."""

from django.db import transaction

from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.workflow.moves import lock, record_entry
from providers.models import Enquiry


@transaction.atomic
def introduce_for(enquiry: Enquiry, account: User, *, by: Actor) -> None:
    """From now on this colleague follows it."""
    lock(enquiry)
    require(bool(by.rule) and enquiry.introduced_by_id is not None)
    enquiry.entered_by = account
    enquiry.save(update_fields=["entered_by"])
    record_entry(enquiry, "introducer-changed", by=by)
