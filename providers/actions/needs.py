"""Counting what could not be met."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.actors import Actor
from marketplace.organisations.models import Organisation
from marketplace.places.finding import council_of_outcode
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import record_entry
from providers import facets, taxonomy
from providers.models import UnmetNeed

ACTIVITIES = {term.slug for term in (*taxonomy.ACTIVITIES, *taxonomy.FAMILIES)}
NEEDS = {term.slug for term in taxonomy.NEEDS}


@transaction.atomic
def record_unmet_need(
    *,
    key: UUID,
    source: str,
    activity: str = "",
    needs: Iterable[str] = (),
    times: Iterable[str] = (),
    outcode: str,
    council_code: str = "",
    recorded_by: Organisation | None = None,
    by: Actor,
) -> UnmetNeed:
    """Count once what nobody could do, made of choices only: never a name, never anybody's words."""
    said = {"activity": activity, "needs": sorted(set(needs)), "times": sorted(set(times)), "outcode": outcode}
    if activity not in {"", *ACTIVITIES} or set(needs) - NEEDS or set(times) - facets.SLOTS.keys():
        raise RuleBroken(_("Choose from the list."))
    if not activity and not said["needs"]:
        raise RuleBroken(_("Choose what was needed."))
    about = {"council_code": council_code or council_of_outcode(outcode), "recorded_by": recorded_by}
    facts = {"source": source, **said, **about, "recorded_at": timezone.now()}
    need, is_new = UnmetNeed.objects.get_or_create(key=key, defaults=facts)
    if is_new:
        record_entry(need, "recorded", by=by)
    return need
