"""Writing down in the directory what a case means: its standing and its check card, in the change that caused it."""

from django.utils import timezone

from commissioning.models import CheckCase
from commissioning.standing import Row, card_of, standing_of
from marketplace.accounts.actors import Actor, system
from providers.access import CHECKS_COUNTED
from providers.actions import record_assurance, record_standing
from providers.models import Service


def tell_directory(case: CheckCase, *, by: Actor) -> None:
    """Only the council where the service is listed speaks there; others keep their own case.

    The decision itself says by whom; what the directory shows of it follows by the site's own rule.
    """
    service = Service.objects.select_related("enterprise").get(pk=case.service_id)
    if case.council.council_code != service.council_code:
        return
    today, rule = timezone.localdate(), system(CHECKS_COUNTED)
    if case.looked_before and case.status == CheckCase.Status.PREPARING:
        return  # whoever only looks what they would need changes nothing of what a council said before
    rows = rows_of(case)
    items = card_of(rows, today)
    shown = list(service.check_results.values_list("what", "words", "seen_on", "good_until"))
    if shown != items and (items or _is_ours(case)):
        record_assurance(service, case.council, items, by=rule)
    standing = standing_of(case.tier, case.is_stopped, rows, today, looked_before=case.looked_before)
    if standing != service.standing or service.status == Service.Status.HIDDEN:
        record_standing(service, standing, by=rule)


def rows_of(case: CheckCase) -> list[Row]:
    """The checks of a case as the directory needs them."""
    fields = ("what", "status", "is_desirable", "decided_on", "good_until")
    return [Row(*values) for values in case.requirements.order_by("pk").values_list(*fields)]


def _is_ours(case: CheckCase) -> bool:
    """Whether what the card shows came from this case, and not from an import before it."""
    return case.requirements.exclude(decided_on=None).exists()
