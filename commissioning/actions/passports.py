"""Showing once what several councils ask for: the owner shares with another council, and takes that back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commissioning import access
from commissioning.actions.computing import open_case
from commissioning.actions.telling_directory import tell_directory
from commissioning.actions.turns import pass_turn
from commissioning.fitting import serves
from commissioning.models import CheckCase, Evidence, Passport, Requirement, Turn
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.notifications.outbox import notify
from marketplace.organisations.models import Organisation, Role
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, move, record_entry
from providers.models import Service

Status = Requirement.Status


@transaction.atomic
def share(service: Service, council: Organisation, *, by: Actor) -> CheckCase:
    """Another council sees every paper and what was decided about it, in a case of its own; nothing is sent twice."""
    lock(service.enterprise)
    require(access.can_share(by, service.enterprise))
    if council.kind != Organisation.Kind.COUNCIL or council.council_code == service.council_code:
        raise RuleBroken(_("Choose another council than your own."))
    passport, is_new = Passport.objects.get_or_create(
        enterprise=service.enterprise, council=council, ended_at=None, defaults={"agreed_by": by.person}
    )
    if is_new:
        record_entry(passport, "shared", by=by)
    case = open_case(service, council, by=by)
    _attach(case, by=by)
    if case.status in (CheckCase.Status.PREPARING, CheckCase.Status.WITHDRAWN):
        _begin(case, by=by)
        for officer in _officers(council):
            said = {"enterprise": service.enterprise.name, "case": str(case.pk)}
            notify(officer, "passport-shared", key=f"passport-shared:{passport.pk}:{officer.pk}", context=said)
    return case


def _begin(case: CheckCase, *, by: Actor) -> None:
    if case.status == CheckCase.Status.WITHDRAWN:
        move(case, CheckCase.Status.PREPARING, by=by)
    move(case, CheckCase.Status.WITH_COUNCIL, by=by, applied_at=case.applied_at or timezone.now())
    pass_turn(case, Turn.Whose.COUNCIL)


def _attach(case: CheckCase, *, by: Actor) -> None:
    """What is there already is sent for every check that it serves."""
    papers = list(Evidence.objects.of(case.service.enterprise).current())
    for row in case.requirements.filter(status=Status.NEEDED):
        fitting = [each for each in papers if row.what in serves(each) and each.worker_id == row.worker_id]
        if fitting:
            move(row, Status.SENT, by=by, evidence=fitting[0])


@transaction.atomic
def stop_sharing(passport: Passport, *, by: Actor) -> None:
    """It ends at once: the other council sees nothing more, and what it took over from the first is open again."""
    lock(passport.enterprise)
    lock(passport)
    require(access.can_share(by, passport.enterprise))
    if passport.ended_at:
        return
    passport.ended_at = timezone.now()
    passport.save(update_fields=["ended_at"])
    record_entry(passport, "ended", by=by)
    theirs = CheckCase.objects.filter(council=passport.council, service__enterprise=passport.enterprise)
    for case in theirs.exclude(service__council_code=passport.council.council_code):  # those are their own
        _reopen(case, by=by)
    for officer in _officers(passport.council):
        said = {"enterprise": passport.enterprise.name}
        notify(officer, "passport-ended", key=f"passport-ended:{passport.pk}:{officer.pk}", context=said)


def _reopen(case: CheckCase, *, by: Actor) -> None:
    lock(case)
    for row in case.requirements.filter(status__in=("accepted", "sent", "asked")):
        move(row, Status.NEEDED, by=by, evidence=None, seen_first_by=None, good_until=None)
    case.requirements.exclude(evidence=None).update(evidence=None)
    if case.status != CheckCase.Status.WITHDRAWN:
        move(case, CheckCase.Status.WITHDRAWN, by=by)
    case.turns.filter(ended_at=None).update(ended_at=timezone.now())
    tell_directory(case, by=by)


def _officers(council: Organisation):
    works = council.memberships.live().in_role(Role.COMMISSIONER)
    return User.objects.filter(is_active=True, pk__in=works.values("account"))
