"""A listing that nobody confirms: asked about again, its people warned, and hidden until one tap shows it again."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.notifications.outbox import notify
from marketplace.organisations.models import Membership, Organisation, Role
from marketplace.workflow.moves import lock, move
from providers import access, fading
from providers.actions.keeping import index
from providers.actions.taps import link_for
from providers.actions.telling import owners
from providers.models import Fading, Service

Status = Service.Status


@transaction.atomic
def fade(service: Service, *, by: Actor) -> str:
    """The next step that is due for a listing nobody has confirmed; what was done, or nothing."""
    require(by.rule == access.NOT_CONFIRMED)
    lock(service)
    said_on = fading.last_said_on(service)
    if service.status != Status.LISTED or said_on is None:
        return ""
    row = _row_of(service, said_on)
    step = step_of(row, timezone.localdate())
    if step:
        {"ask": _ask, "warn": _warn, "hide": _hide}[step](service, row, by)
        row.save()
    return step


def step_of(row: Fading, today: date) -> str:
    """What is due: to be asked about again, its people to be warned, to be hidden, or nothing."""
    if row.warned_on:
        return "hide" if today >= fading.hides_on(row.said_on, row.warned_on) else ""
    if today >= fading.warned_from(row.said_on):
        return "warn"
    return "ask" if row.asked_on is None and today >= fading.asked_from(row.said_on) else ""


def _row_of(service: Service, said_on: date) -> Fading:
    """What was done since the last word; a newer word makes it begin again."""
    row = Fading.objects.filter(pk=service.pk).first()
    return row if row and row.said_on == said_on else Fading(service=service, said_on=said_on)


def _ask(service: Service, row: Fading, by: Actor) -> None:
    row.asked_on = timezone.localdate()
    _tell_keepers(service, "still-right-long", row, by)


def _warn(service: Service, row: Fading, by: Actor) -> None:
    row.warned_on = timezone.localdate()
    hides = fading.hides_on(row.said_on, row.warned_on).isoformat()
    _tell_keepers(service, "hides-soon", row, by, day=hides)
    _tell_helpers(service, "hides-soon-helper", row, day=hides)


def _hide(service: Service, row: Fading, by: Actor) -> None:
    row.hidden_on = timezone.localdate()
    move(service, Status.PAUSED, by=by)
    index(Service.objects.filter(pk=service.pk))
    _tell_keepers(service, "hidden", row, by)
    _tell_helpers(service, "hidden-helper", row)


def _tell_keepers(service: Service, template: str, row: Fading, by: Actor, **context: str) -> None:
    """Its owners, or whoever fills it in for them, each with a link of their own."""
    keepers = list(owners(service.enterprise)) or [p for p in [service.enterprise.supporter] if p and p.is_active]
    said = {"enterprise": service.enterprise.name, "said_on": row.said_on.isoformat(), **context}
    for keeper in keepers:
        link = link_for(service, keeper, by=by)
        key = f"{template}:{service.pk}:{row.said_on}:{keeper.pk}"
        notify(
            keeper, template, key=key, context=said | {"link": link, "name_of": service.people or said["enterprise"]}
        )


def _tell_helpers(service: Service, template: str, row: Fading, **context: str) -> None:
    """Whoever helps the enterprise: the one who fills in for its owner, or else the council's advisers."""
    for helper in helpers_of(service):
        key = f"{template}:{service.pk}:{row.said_on}:{helper.pk}"
        said = {"enterprise": service.enterprise.name, "said_on": row.said_on.isoformat(), **context}
        notify(helper, template, key=key, context=said)


def helpers_of(service: Service):
    supporter = service.enterprise.supporter_id
    council = Organisation.objects.council_of(service.council_code)
    advising = Membership.objects.live().in_role(Role.ADVISER).filter(organisation=council)
    whom = Q(pk=supporter) if supporter else Q(pk__in=advising.values("account"))
    return User.objects.filter(whom, is_active=True)
