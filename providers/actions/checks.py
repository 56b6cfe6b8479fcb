"""What its council's checks mean for a listing: written down here by whoever keeps them, so that the directory knows.

The three rules under which the site itself acts: a check ran out, it was renewed, and its cases were counted anew.
"""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.organisations.models import Organisation
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, move, record_entry
from providers import access
from providers.actions.keeping import index, set_facts, touch
from providers.models import CheckResult, Service

Status, Standing = Service.Status, Service.Standing
LISTING = (Status.LISTED, Status.PAUSED)


@transaction.atomic
def record_assurance(
    service: Service, council: Organisation, items: Sequence[tuple[str, str, date, date | None]], *, by: Actor
) -> None:
    """Write down what a council saw: (what, words, seen on, good until) for each item, in order."""
    lock(service)
    require(access.can_record_checks(by, service, council))
    service.check_results.all().delete()
    if not by.rule:
        set_facts(service, {"look_again_since": None})  # somebody has looked
    CheckResult.objects.bulk_create(
        CheckResult(service=service, council=council, what=w, words=t, seen_on=s, good_until=g, position=n)
        for n, (w, t, s, g) in enumerate(items)
    )
    record_entry(service, "checks-recorded", by=by)
    index(Service.objects.filter(pk=service.pk))


@transaction.atomic
def record_standing(service: Service, standing: str, *, by: Actor) -> bool:
    """Write down where its checks stand; whether that is new. Hidden by a check that ran out, it is shown again."""
    lock(service)
    require(access.can_record_checks(by, service))
    is_new = service.standing != standing
    if is_new:
        set_facts(service, {"standing": standing})
        record_entry(service, f"standing:{standing}", by=by)
    if service.status == Status.HIDDEN and standing != Standing.RUN_OUT:
        move(service, Status.LISTED, by=by)
    index(Service.objects.filter(pk=service.pk))
    return is_new


@transaction.atomic
def hide(service: Service, *, by: Actor) -> None:
    """A check ran out and was not renewed: nobody finds it until it is."""
    lock(service)
    require(access.can_record_checks(by, service))
    move(service, Status.HIDDEN, by=by, standing=Standing.RUN_OUT)
    index(Service.objects.filter(pk=service.pk))


@transaction.atomic
def suspend(service: Service, *, by: Actor) -> None:
    """Whoever decides about it takes it out of sight at once; only they can show it again."""
    lock(service)
    require(access.can_decide(by, service))
    if service.status not in (*LISTING, Status.HIDDEN):
        raise RuleBroken(_("Only what is listed, paused or hidden can be suspended."))
    move(service, Status.SUSPENDED, by=by)
    index(Service.objects.filter(pk=service.pk))


@transaction.atomic
def lift(service: Service, *, by: Actor) -> None:
    """The suspension is over: people can find it again."""
    lock(service)
    require(access.can_decide(by, service))
    if service.status != Status.SUSPENDED:
        raise RuleBroken(_("It is not suspended."))
    move(service, Status.LISTED, by=by)
    index(Service.objects.filter(pk=service.pk))


@transaction.atomic
def redraw(service: Service, *, by: Actor) -> None:
    """A day went by that changes what is shown of its checks: pages and the search read it anew."""
    lock(service)
    require(access.can_record_checks(by, service))
    touch(Service.objects.filter(pk=service.pk))
    index(Service.objects.filter(pk=service.pk))
