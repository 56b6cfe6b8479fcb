"""Holding a case against the rules: which checks it needs today. What is no longer needed is kept, and set aside."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from commissioning.access import can_show
from commissioning.actions.telling_directory import tell_directory
from commissioning.models import CheckCase, Circumstances, Recomputation, Requirement, RuleSet, Worker
from commissioning.proportionality import (
    Answer,
    Required,
    Rules,
    Situation,
    UnknownActivity,
    adjusted,
    requirements,
    rules_on,
)
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.organisations.models import Organisation
from marketplace.workflow.moves import lock, move, one_at_a_time, record_entry
from providers.models import Service

Status = Requirement.Status
CHUNK = 200


def situation_of(service: Service, answers: Iterable[str] = ()) -> Situation:
    """The facts of a service that its checks depend on."""
    enterprise = service.enterprise
    known = {each.value for each in Answer}
    named = list(Worker.objects.of(enterprise).live().values_list("is_volunteer", flat=True))
    workers = max(enterprise.workers, 1 + named.count(False))  # whoever is named counts, whatever the page says
    volunteers = max(enterprise.volunteers, named.count(True))
    return Situation(
        activities=tuple(service.activities), needs=tuple(service.needs), setting=service.setting or "comes",
        kind=enterprise.kind, workers=workers, volunteers=volunteers,
        personal_care=service.personal_care, one_to_one=service.one_to_one, in_group=service.in_group,
        minimum_age=service.minimum_age, maximum_age=service.maximum_age,
        answers=frozenset(Answer(each) for each in answers if each in known),
    )  # fmt: skip


def rules_for(council: Organisation) -> tuple[Rules, RuleSet | None]:
    """The national rules of today with what the council has set."""
    today = timezone.localdate()
    own = RuleSet.objects.in_force(council, today)
    rules = rules_on(today)
    return (adjusted(rules, own.adjustments), own) if own else (rules, None)


@transaction.atomic
def open_case(service: Service, council: Organisation, *, by: Actor) -> CheckCase:
    """The case of this service at this council; a new one is counted at once."""
    one_at_a_time(f"check-case:{service.pk}:{council.pk}")
    case, is_new = CheckCase.objects.get_or_create(service=service, council=council)
    if is_new:
        record_entry(case, "opened", by=by)
    recompute(case, by=by)
    return case


@transaction.atomic
def recompute(case: CheckCase, *, by: Actor) -> bool:
    """Hold it against the rules of today; whether anything changed."""
    lock(case)
    rules, own = rules_for(case.council)
    return _count(case, rules, own, by=by)


@dataclass(frozen=True)
class _Key:
    what: str
    worker: UUID | None


def _count(case: CheckCase, rules: Rules, own: RuleSet | None, *, by: Actor) -> bool:
    said = Circumstances.objects.filter(pk=case.service_id).first()
    try:
        found = requirements(situation_of(case.service, said.answers if said else ()), rules)
    except UnknownActivity:
        return False
    # Nobody in particular is the owner: they are asked beside those who work with them, and not instead of them
    workers = [None, *Worker.objects.of(case.service.enterprise).live().values_list("pk", flat=True)]
    wanted = {
        _Key(each.check.slug, worker): each
        for each in found.required
        for worker in (workers if each.check.per_worker else [None])
    }
    changed = _rows(case, wanted, by=by)
    before = (case.tier, case.is_stopped)
    case.tier, case.is_stopped = found.tier, bool(found.stopped)
    case.rules_version, case.rule_set, case.computed_at = rules.version, own, timezone.now()
    case.save(update_fields=["tier", "is_stopped", "rules_version", "rule_set", "computed_at"])
    if changed or before != (case.tier, case.is_stopped):
        tell_directory(case, by=by)
    return changed


def _rows(case: CheckCase, wanted: dict[_Key, Required], *, by: Actor) -> bool:
    """New rows for what is new; what is not wanted any more is set aside, and comes back as it was asked first."""
    have = {_Key(row.what, row.worker_id): row for row in case.requirements.all()}
    new = [_new(case, key, each) for key, each in wanted.items() if key not in have]
    Requirement.objects.bulk_create(new)
    changed = [_change(row, wanted.get(key), by=by) for key, row in have.items()]
    return bool(new) or any(changed)


def _new(case: CheckCase, key: _Key, each: Required) -> Requirement:
    return Requirement(case=case, what=key.what, worker_id=key.worker, **_facts(each))


def _facts(each: Required) -> dict:
    return {
        "reasons": [reason.code for reason in each.reasons],
        "waivers": sorted(str(waiver.value) for waiver in each.check.waivers),
        "is_statutory": each.check.is_statutory,
        "is_desirable": each.check.is_desirable,
        "months": each.months,
        "minimum_pence": each.minimum_pence,
        "level": each.level,
    }


def _change(row: Requirement, each: Required | None, *, by: Actor) -> bool:
    if each is None:
        if row.status == Status.NOT_NEEDED:
            return False
        move(row, Status.NOT_NEEDED, by=by)
        return True
    facts = _facts(each)
    different = [name for name, value in facts.items() if getattr(row, name) != value]
    for name in different:
        setattr(row, name, facts[name])
    if different:
        row.save(update_fields=different)
    is_back = row.status == Status.NOT_NEEDED or (row.status == Status.ACCEPTED and _asks_more(row, different))
    if is_back:
        move(row, Status.NEEDED, by=by)
    return is_back or bool(different)


def _asks_more(row: Requirement, different: list[str]) -> bool:
    """What was accepted no longer meets the rule: a larger sum, or a higher level of DBS check."""
    if "minimum_pence" in different and row.evidence and row.minimum_pence:
        return (row.evidence.pence or 0) < row.minimum_pence
    return "level" in different


@transaction.atomic
def say_circumstances(service: Service, answers: Iterable[str], answered: Iterable[str], *, by: Actor) -> None:
    """What the enterprise says that its activities do not tell; every case of the service is counted anew."""
    lock(service)
    require(can_show(by, service.enterprise))
    said = {"answers": sorted(answers), "answered": sorted(answered), "said_at": timezone.now()}
    Circumstances.objects.update_or_create(pk=service.pk, defaults=said)
    record_entry(service, "circumstances", by=by)
    for case in CheckCase.objects.filter(service=service).with_service().order_by("pk"):
        recompute(case, by=by)


@transaction.atomic
def recompute_some(progress: Recomputation, *, by: Actor) -> int:
    """The next two hundred cases of a council after a change of its rules; how many they were."""
    lock(progress)
    if progress.finished_at:
        return 0
    rules, own = rules_for(progress.rule_set.council)
    cases = CheckCase.objects.filter(council=progress.rule_set.council).with_service().order_by("pk")
    if progress.after:
        cases = cases.filter(pk__gt=progress.after)
    some = list(cases.select_for_update(of=("self",))[:CHUNK])
    changed = [_count(case, rules, own, by=by) for case in some]
    progress.done, progress.changed = progress.done + len(some), progress.changed + sum(changed)
    progress.after = some[-1].pk if some else progress.after
    progress.finished_at = None if some else timezone.now()
    progress.save()
    return len(some)


@transaction.atomic
def open_missing(*, by: Actor) -> int:
    """Cases for services that were sent to be listed, or are listed, where a council has joined; the next hundred."""
    councils = {each.council_code: each for each in Organisation.objects.councils()}
    have = CheckCase.objects.filter(council__council_code__in=councils).values("service")
    waiting = Service.objects.filter(status="submitted", council_code__in=councils).exclude(pk__in=have)
    some = list(waiting.with_enterprise().order_by("submitted_at", "pk")[:100])
    for service in some:
        open_case(service, councils[service.council_code], by=by)
    return len(some)
