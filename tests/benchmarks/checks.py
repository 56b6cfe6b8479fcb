"""What time and new rules do to many checks: counted anew after a change of rules, and let run out."""

import time
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

CASES, ITEMS, CHUNK = 10_000, 100_000, 1000


def checks() -> list[tuple[str, str]]:
    """Nothing of it is kept."""
    from commissioning.models import CheckCase

    with transaction.atomic():
        council, officer = _council()
        cases = _cases(council)
        counted = _count(council, officer)
        number = CheckCase.objects.count()
        expired, items = _expire(cases)
        transaction.set_rollback(True)
    return [
        (f"{number:,} cases counted anew after a change of rules, s (goal 60)", f"{counted:.0f}"),
        (f"{items:,} checks looked at as they run out, s (goal 60)", f"{expired:.0f}"),
    ]


def _council():
    from marketplace.accounts.models import User
    from marketplace.organisations.models import Organisation

    officer = User.objects.create_user("bench-officer@example.org", name="Officer")
    facts = {"kind": "council", "name": "Bench Council"}
    council, _new = Organisation.objects.get_or_create(council_code="E99999999", defaults=facts)
    return council, officer


def _cases(council) -> list:
    from commissioning.actions.computing import _count_all, rules_for
    from commissioning.models import CheckCase
    from marketplace.accounts.actors import system
    from providers.models import Service

    made = []
    keys = list(Service.objects.listed().values_list("pk", flat=True)[:CASES])
    Service.objects.filter(pk__in=keys).update(council_code=council.council_code)  # so that the directory is told
    services = list(Service.objects.filter(pk__in=keys).select_related("enterprise__organisation"))
    for start in range(0, len(services), CHUNK):
        some = [CheckCase(service=each, council=council) for each in services[start : start + CHUNK]]
        made += CheckCase.objects.bulk_create(some)
        _count_all(some, *rules_for(council), by=system("checks-counted"))
    return made


def _count(council, officer) -> float:
    from commissioning import actions
    from commissioning.models import Recomputation, RuleSet
    from marketplace.accounts.actors import system

    facts = {"version": 1, "adjustments": {"sums": [900_000_000] * 5}, "in_force_on": timezone.localdate()}
    rules = RuleSet.objects.create(council=council, decided_by=officer, **facts)
    progress = Recomputation.objects.create(rule_set=rules)
    started = time.perf_counter()
    while actions.recompute_some(progress, by=system("checks-counted")):
        pass
    return time.perf_counter() - started


def _expire(cases: list) -> tuple[float, int]:
    """All end within sixty days: each enterprise is reminded once, and each check remembers it."""
    from commissioning import actions
    from commissioning.models import Evidence, Requirement
    from marketplace.accounts.actors import system
    from providers.access import CHECKS_RUN_OUT

    today = timezone.localdate()
    paper = Evidence.objects.create(enterprise=cases[0].service.enterprise, kind="identity", what="identity")
    settled = {"status": "accepted", "decided_on": today, "evidence": paper, "good_until": today + timedelta(days=25)}
    rows = Requirement.objects.filter(case__in=[case.pk for case in cases]).exclude(status="not-needed")
    items = rows.order_by().update(**settled)
    started, place = time.perf_counter(), None
    while True:
        _done, place = actions.expire_some(place, by=system(CHECKS_RUN_OUT))
        if place is None:
            return time.perf_counter() - started, items
