"""What could not be met, written down for commissioners."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.actors import Actor
from marketplace.organisations.models import Organisation
from marketplace.workflow.errors import RuleBroken
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
    needs: list[str] = (),  # type: ignore[assignment]
    times: list[str] = (),  # type: ignore[assignment]
    outcode: str,
    council_code: str = "",
    recorded_by: Organisation | None = None,
    by: Actor,
) -> UnmetNeed:
    """Count what nobody could do, made of choices only: never a name, never anybody's words."""
    if (activity and activity not in ACTIVITIES) or set(needs) - NEEDS or set(times) - set(facets.SLOTS):
        raise RuleBroken(_("Choose from the list."))
    if not activity and not needs:
        raise RuleBroken(_("Choose what was needed."))
    said: dict = {
        "source": source,
        "activity": activity,
        "needs": list(needs),
        "times": list(times),
        "outcode": outcode,
    }
    said |= {"council_code": council_code, "recorded_by": recorded_by, "recorded_at": timezone.now()}
    need, _new = UnmetNeed.objects.get_or_create(key=key, defaults=said)
    return need
