"""Holding a case against the rules: which checks it needs today. What is no longer needed is kept, and set aside."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from commissioning.access import can_show
from commissioning.actions.deciding import asks_more
from commissioning.actions.telling_directory import tell_directory
from commissioning.fitting import good_until
from commissioning.models import CheckCase, Circumstances, Recomputation, Requirement, RuleSet, Worker
from commissioning.proportionality import (
    Answer,
    Required,
    Rules,
    Situation,
    UnknownActivity,
    adjusted,
    questions,
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


def unanswered(service: Service) -> list[Answer]:
    """The questions that matter for this service and that nobody has answered."""
    said = Circumstances.objects.filter(pk=service.pk).first()
    asked = questions(situation_of(service, said.answers if said else ()))
    return [each.answer for each in asked if not said or each.answer.value not in said.answered]


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
    looked = service.check_results.exists()
    case, is_new = CheckCase.objects.get_or_create(
        service=service, council=council, defaults={"looked_before": looked}
    )
    if is_new:
        record_entry(case, "opened", by=by)
    recompute(case, by=by)
    return case


@transaction.atomic
def recompute(case: CheckCase, *, by: Actor) -> bool:
    """Hold it against the rules of today; whether anything changed."""
    lock(case)
    return _count_all([case], *rules_for(case.council), by=by) > 0


def _count_all(cases: list[CheckCase], rules: Rules, own: RuleSet | None, *, by: Actor) -> int:
    """Hold locked cases against these rules, with few questions for all of them; how many changed."""
    known = _known(cases)
    counted = [_count(case, rules, own, known, by=by) for case in cases]
    CheckCase.objects.bulk_update(cases, ["tier", "is_stopped", "rules_version", "rule_set", "computed_at"])
    _write(known.different)
    Requirement.objects.bulk_update(known.redated, ["good_until", "expiry_step"])
    for case, changed in zip(cases, counted, strict=True):
        if changed:
            tell_directory(case, by=by)
            asks_more(case, by=by)
    return sum(counted)


def _write(rows: list[Requirement]) -> None:
    """One statement for all that are asked the same: most cases of a council differ in the same way."""
    alike: dict[str, list[Requirement]] = {}
    for row in rows:
        alike.setdefault(repr([getattr(row, name) for name in FACTS]), []).append(row)
    for same in alike.values():
        facts = {name: getattr(same[0], name) for name in FACTS}
        Requirement.objects.filter(pk__in=[row.pk for row in same]).update(**facts)


@dataclass(frozen=True)
class _Key:
    what: str
    worker: UUID | None


@dataclass
class _Known:
    """What is asked once for many cases: answers, workers, and the checks there are; and those that differ now."""

    answers: dict[UUID, list[str]]
    workers: dict[UUID, list[UUID]]
    rows: dict[UUID, dict[_Key, Requirement]]
    different: list[Requirement]
    redated: list[Requirement]


def _known(cases: list[CheckCase]) -> _Known:
    services = [case.service_id for case in cases]
    enterprises = [case.service.enterprise_id for case in cases]
    known = _Known(dict(Circumstances.objects.filter(pk__in=services).values_list("pk", "answers")), {}, {}, [], [])
    for pk, enterprise in Worker.objects.live().filter(enterprise__in=enterprises).values_list("pk", "enterprise"):
        known.workers.setdefault(enterprise, []).append(pk)
    for row in Requirement.objects.filter(case__in=cases).select_related("evidence"):
        known.rows.setdefault(row.case_id, {})[_Key(row.what, row.worker_id)] = row
    return known


def _count(case: CheckCase, rules: Rules, own: RuleSet | None, known: _Known, *, by: Actor) -> bool:
    before = (case.tier, case.is_stopped)
    case.rules_version, case.rule_set, case.computed_at = rules.version, own, timezone.now()
    try:
        found = requirements(situation_of(case.service, known.answers.get(case.service_id, ())), rules)
    except UnknownActivity:
        return False
    # Nobody in particular is the owner: they are asked beside those who work with them, and not instead of them
    workers: list[UUID | None] = [None, *known.workers.get(case.service.enterprise_id, [])]
    wanted = {
        _Key(each.check.slug, worker): each
        for each in found.required
        for worker in (workers if each.check.per_worker else [None])
    }
    case.tier, case.is_stopped = found.tier, bool(found.stopped)
    have = known.rows.get(case.pk, {})
    new = [_new(case, key, each) for key, each in wanted.items() if key not in have]
    Requirement.objects.bulk_create(new)
    changed = [_change(row, wanted.get(key), known, by=by) for key, row in have.items()]
    return bool(new) or any(changed) or before != (case.tier, case.is_stopped)


def _new(case: CheckCase, key: _Key, each: Required) -> Requirement:
    return Requirement(case=case, what=key.what, worker_id=key.worker, **_facts(each))


FACTS = ("reasons", "waivers", "is_statutory", "is_desirable", "months", "minimum_pence", "level")


def _facts(each: Required) -> dict:
    check = each.check
    waivers = sorted(str(waiver.value) for waiver in check.waivers)
    values = ([reason.code for reason in each.reasons], waivers, check.is_statutory, check.is_desirable, each.months,
              each.minimum_pence, each.level)  # fmt: skip
    return dict(zip(FACTS, values, strict=True))


def _change(row: Requirement, each: Required | None, known: _Known, *, by: Actor) -> bool:
    """What is not wanted any more is set aside, and comes back as it was asked first."""
    if each is None:
        if row.status == Status.NOT_NEEDED:
            return False
        move(row, Status.NOT_NEEDED, by=by)
        return True
    facts = _facts(each)
    different = [name for name, value in facts.items() if getattr(row, name) != value]
    is_back = row.status == Status.NOT_NEEDED or (row.status == Status.ACCEPTED and _asks_more(row, each, different))
    if is_back:
        move(row, Status.NEEDED, by=by)
    if different:
        for name in different:
            setattr(row, name, facts[name])
        known.different.append(row)
    if "months" in different and row.status == Status.ACCEPTED and row.evidence and row.decided_on:
        row.good_until, row.expiry_step = good_until(row.evidence, row, row.decided_on), 0
        known.redated.append(row)
    return is_back or bool(different)


def _asks_more(row: Requirement, each: Required, different: list[str]) -> bool:
    """What was accepted no longer meets the rule: a larger sum, or a higher level of DBS check."""
    if "minimum_pence" in different and row.evidence and each.minimum_pence:
        return (row.evidence.pence or 0) < each.minimum_pence
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
    changed = _count_all(some, rules, own, by=by)
    progress.done, progress.changed = progress.done + len(some), progress.changed + changed
    progress.after = some[-1].pk if some else progress.after
    progress.finished_at = None if some else timezone.now()
    progress.save()
    return len(some)


@transaction.atomic
def recount_old(*, by: Actor) -> int:
    """The next two hundred cases that were counted under other national rules than those of today; how many."""
    version = rules_on(timezone.localdate()).version
    old = CheckCase.objects.exclude(status="withdrawn").exclude(computed_at=None).exclude(rules_version=version)
    some = list(
        old.with_service().order_by("council_id", "pk").select_for_update(of=("self",), skip_locked=True)[:CHUNK]
    )
    for council in {case.council for case in some}:
        rules, own = rules_for(council)
        _count_all([case for case in some if case.council_id == council.pk], rules, own, by=by)
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
