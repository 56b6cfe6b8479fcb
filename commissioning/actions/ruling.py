"""A council's own rules: what a change would do to the enterprises that live under them, and the change itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from commissioning import access
from commissioning.actions.computing import rules_for, situation_of
from commissioning.fitting import months_after
from commissioning.models import CheckCase, Circumstances, Recomputation, Requirement, RuleSet
from commissioning.proportionality import (
    CHECKS,
    NotTheCouncils,
    Rules,
    UnknownActivity,
    adjusted,
    requirements,
    rules_on,
)
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.organisations.models import Organisation
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, record_entry


@dataclass
class Effect:
    """How many cases a change would touch, and what of them."""

    cases: int = 0
    asked_more: int = 0
    asked_less: int = 0
    higher_sum: int = 0
    other_tier: int = 0
    ends_sooner: int = 0
    ends_at_once: int = 0
    short_of_sum: list[str] = field(default_factory=list)

    @property
    def touches(self) -> bool:
        touched = (self.asked_more, self.asked_less, self.higher_sum, self.other_tier, self.ends_sooner)
        return any(touched)


def preview(council: Organisation, adjustments: Mapping) -> Effect:
    """What the change would do to every case of the council, before it is saved; nothing is written."""
    before, _own = rules_for(council)
    after = _adjusted(adjustments)
    effect = Effect()
    cases = CheckCase.objects.of_council(council).exclude(status="withdrawn").with_service().order_by("pk")
    said = dict(Circumstances.objects.filter(service__in=cases.values("service")).values_list("pk", "answers"))
    insured = _insured(cases)
    for case in cases.iterator(chunk_size=500):
        _compare(case, said.get(case.service_id, []), before, after, insured, effect)
    _shorten(council, before, after, effect)
    return effect


def _shorten(council: Organisation, before: Rules, after: Rules, effect: Effect) -> None:
    """Accepted checks whose months become fewer: those that would end sooner, and those that would have ended."""
    today = timezone.localdate()
    for check in CHECKS:
        old, new = before.months_of(check.slug), after.months_of(check.slug)
        if old and new and new < old:
            rows = Requirement.objects.filter(case__council=council, what=check.slug, status="accepted")
            for until, own_end in rows.values_list("good_until", "evidence__ends_on"):
                if until is not None and until != own_end:
                    effect.ends_sooner += 1
                    effect.ends_at_once += months_after(until, new - old) < today


def _adjusted(adjustments: Mapping) -> Rules:
    try:
        return adjusted(rules_on(timezone.localdate()), adjustments)
    except NotTheCouncils as refused:
        raise RuleBroken(str(refused)) from refused


def _insured(cases) -> dict:
    """The sum that each case has shown for public liability."""
    model = cases.model._meta.get_field("requirements").related_model
    rows = model.objects.filter(case__in=cases, what="public-liability", evidence__pence__isnull=False)
    return dict(rows.values_list("case_id", "evidence__pence"))


def _compare(case: CheckCase, answers, before: Rules, after: Rules, insured: dict, effect: Effect) -> None:
    situation = situation_of(case.service, answers)
    try:
        old, new = requirements(situation, before), requirements(situation, after)
    except UnknownActivity:
        return
    effect.cases += 1
    effect.asked_more += bool(new.slugs - old.slugs)
    effect.asked_less += bool(old.slugs - new.slugs)
    effect.other_tier += old.tier != new.tier
    sums = [{each.check.slug: each.minimum_pence or 0 for each in found.required} for found in (old, new)]
    least = sums[1].get("public-liability", 0)
    effect.higher_sum += least > sums[0].get("public-liability", 0)
    if 0 < insured.get(case.pk, 0) < least:
        effect.short_of_sum.append(case.service.enterprise.name)


@transaction.atomic
def set_rules(council: Organisation, adjustments: Mapping, *, by: Actor) -> RuleSet:
    """A new version from today; every case is held against it, in chunks, by the clock."""
    lock(council)
    require(access.can_set_rules(by, council))
    _adjusted(adjustments)
    last = RuleSet.objects.of(council).aggregate(last=Max("version"))["last"] or 0
    own = RuleSet.objects.in_force(council, timezone.localdate())
    if own and own.adjustments == adjustments:
        raise RuleBroken(_("Nothing is different from the rules that hold now."))
    facts = {"version": last + 1, "adjustments": dict(adjustments), "in_force_on": timezone.localdate()}
    made = RuleSet.objects.create(council=council, decided_by=by.person, **facts)
    Recomputation.objects.create(rule_set=made)
    record_entry(made, f"rules:{made.version}", by=by)
    return made
