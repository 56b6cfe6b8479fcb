"""Insurance and training that a council lists, and who took them up."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commissioning import access
from commissioning.models import Offer, Start, TakeUp
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.organisations.models import Organisation
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, record_entry


@transaction.atomic
def make_offer(council: Organisation, *, by: Actor, **facts) -> Offer:
    """Everybody whom the council helps to start sees it from now on."""
    require(access.can_list_offers(by, council))
    made = Offer.objects.create(council=council, made_by=by.person, **facts)
    record_entry(made, "made", by=by)
    return made


@transaction.atomic
def end_offer(offer: Offer, *, by: Actor) -> None:
    """It is no longer shown; who took it up stays written down."""
    lock(offer)
    require(access.can_end_offer(by, offer))
    if offer.ended_on is None:
        offer.ended_on = timezone.localdate()
        offer.save(update_fields=["ended_on"])
        record_entry(offer, "ended", by=by)


@transaction.atomic
def take_up(start: Start, offer: Offer, *, by: Actor) -> TakeUp:
    """The enterprise says that it took the offer up; twice is once."""
    require(access.can_walk(by, start) or access.can_advise(by, start))
    if offer.council_id != start.council_id or offer.ended_on:
        raise RuleBroken(_("This offer is over."))
    made, is_new = TakeUp.objects.get_or_create(offer=offer, enterprise=start.enterprise)
    if is_new:
        record_entry(made, "taken-up", by=by)
    return made


@transaction.atomic
def undo_take_up(start: Start, offer: Offer, *, by: Actor) -> None:
    """It was a mistake: nobody is counted who did not take it."""
    require(access.can_walk(by, start) or access.can_advise(by, start))
    made = TakeUp.objects.filter(offer=offer, enterprise=start.enterprise).first()
    if made:
        record_entry(made, "taken-back", by=by)
        made.delete()
