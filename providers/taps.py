"""What the page behind a keeper's private link shows, and what an owner sees of how they answer."""

from django.conf import settings
from django.http import QueryDict
from django.utils import timezone

from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.workflow.links import open_link
from providers import access, actions, answering, display
from providers.forms.truth import FullTapForm, RoomTapForm
from providers.models import AskRhythm, Enterprise, Keeper, Service

PLAIN = ("right", "pause", "resume")


def open_keeper(secret: str) -> tuple[Keeper, Actor] | None:
    """Whom this link was sent to and for which listing, while they still write for it; None for any other link."""
    link = open_link(secret, access.STILL_RIGHT)
    keeper = Keeper.objects.with_service().filter(pk=link.subject_id).first() if link else None
    if link is None or keeper is None or not keeper.account.is_active:
        return None
    if not access.can_edit(Actor(account=keeper.account), keeper.service.enterprise):
        return None
    return keeper, Actor(link=link.pk)


def forms_of(keeper: Keeper, said: str, given: QueryDict) -> dict[str, RoomTapForm | FullTapForm]:
    """The two buttons with something to fill in: how it is now, or what was sent with that button."""
    known = {name: getattr(keeper.service, name) for name in ("room_people", "room_hours")}
    return {
        "room": RoomTapForm(given if said == "room" else None, initial=known),
        "full": FullTapForm(given if said == "full" else None),
    }


def page_of(keeper: Keeper, by: Actor) -> dict:
    """The listing as people see it now, and what may be said about it."""
    service = Service.objects.with_details().get(pk=keeper.service_id)
    is_done = keeper.tapped_at is not None and timezone.now() - keeper.tapped_at < actions.UNDO_FOR
    return {
        "service": service,
        "this": display.card(display.rows_of([service])[0]),
        "status": service.status if service.status in access.HAS_TAPS else "away",
        "may_pause": access.can_pause(by, service),
        "is_done": is_done,
        "turn": keeper.taps,
        "can_undo": actions.can_undo(keeper),
    }


def rhythm_of(account: User) -> str:
    """How often somebody is asked: once a week, unless they said otherwise."""
    row = AskRhythm.objects.filter(pk=account.pk).first()
    return row.rhythm if row else AskRhythm.Rhythm.WEEKLY


def fades() -> dict[str, int]:
    """The days of a listing that nobody confirms."""
    return {
        "marked": settings.FADING_MARKED_DAYS,
        "lowered": settings.FADING_LOWERED_DAYS,
        "hidden": settings.FADING_HIDDEN_DAYS,
        "warned": settings.FADING_WARNED_DAYS,
    }


def answers_page(enterprise: Enterprise) -> dict:
    """The figures of an enterprise as they would be counted now, with each enquiry that counts."""
    today = timezone.localdate()
    over = answering.counted(actions.asked_of([enterprise.pk]).get(enterprise.pk, ()), today)
    figures = answering.figures(over, today)
    return {
        "enterprise": enterprise,
        "figures": figures,
        "sentence": answering.sentence(figures),
        "beads_of": [one.days is not None for one in reversed(over)],
        "enquiries": over,
        "fewest": answering.FEWEST,
        "last": answering.LAST,
    }
