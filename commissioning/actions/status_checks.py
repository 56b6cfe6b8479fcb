"""Looking on the DBS Update Service: free, with the owner's consent, and good for a year."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commissioning import access
from commissioning.actions.deciding import ask
from commissioning.actions.telling_directory import tell_directory
from commissioning.fitting import good_until
from commissioning.models import Evidence, Requirement
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, record_entry


@transaction.atomic
def note_status(requirement: Requirement, is_same: bool, *, by: Actor) -> None:
    """An officer looked today: nothing new, and an accepted check is good for another year; or they are asked."""
    lock(requirement.case)
    lock(requirement)
    require(access.can_decide(by, requirement.case))
    paper = requirement.evidence
    if paper is None or paper.kind != Evidence.Kind.DBS or not paper.details.get("update_service"):
        raise RuleBroken(_("They have not said that you may look on the Update Service."))
    today = timezone.localdate()
    paper.details |= {"status_checked_on": today.isoformat(), "status_is_same": is_same}
    paper.save(update_fields=["details"])
    record_entry(paper, "status-same" if is_same else "status-changed", by=by)
    if not is_same:
        ask(
            requirement,
            _("The Update Service says that your certificate is no longer current. Please send the new one."),
            by=by,
        )
    elif requirement.status == Requirement.Status.ACCEPTED:
        requirement.good_until, requirement.expiry_step = good_until(paper, requirement, today), 0
        requirement.save(update_fields=["good_until", "expiry_step"])
        tell_directory(requirement.case, by=by)
