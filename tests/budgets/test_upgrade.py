"""An upgrade of budgets that are in use: what was ordered before limits were kept counts within them afterwards."""

import pytest
from django.db import connection
from django.utils import timezone

from budgets.models import AgreementVersion, Visit
from tests.budgets.making import PATTERN
from tests.test_migrations import Rows, first_release

__all__ = ["first_release"]
pytestmark = pytest.mark.R11
BEFORE_LIMITS = ("budgets", "0018_visits_held_by_the_database")
TEN_WEEKS = {"starts_on": "2026-04-06", "ends_on": "2026-06-14"}


def until(executor, *targets):
    """The tables as they were then, and their models."""
    executor.loader.build_graph()
    executor.migrate(list(targets))
    executor.loader.build_graph()
    return executor.loader.project_state(list(targets)).apps


@pytest.fixture
def old(first_release) -> Rows:
    """A council's order that both agreed to, and a visit of it that was moved away."""
    first_release.loader.build_graph()
    others = [leaf for leaf in first_release.loader.graph.leaf_nodes() if leaf[0] not in ("budgets", "commissioning")]
    made = Rows(until(first_release, *others, BEFORE_LIMITS))
    made.executor, made.now = first_release, timezone.now()
    budget = made.of(made.apps.get_model("budgets", "Budget"))
    service = made.of(made.apps.get_model("providers", "Service"))
    sam, amina = (made.apps.get_model("accounts", "User").objects.create(email=f"{n}@example.org") for n in "ab")
    made.order = made.apps.get_model("budgets", "Agreement").objects.create(
        status="agreed", agreed_at=made.now, buyer="council", person=budget.person, service=service, offered_by=sam,
        budget=budget, mechanism="council-managed",
    )  # fmt: skip
    made.yes = {"buyer_by": sam, "buyer_at": made.now, "enterprise_by": amina, "enterprise_at": made.now}
    made.bought = {"buyer_by": sam, "buyer_at": made.now}
    return made


def terms(old: Rows, number: int, **facts):
    said = {"offer": {}, "what": "x", "pattern": PATTERN, "pence": 1_850, "unit": "hour", "starts_on": "2026-04-06"}
    said |= {"agreement": old.order, "number": number, "proposed_by_side": "buyer"}
    return old.apps.get_model("budgets", "AgreementVersion").objects.create(**said | facts)


def test_what_was_ordered_before_counts_within_limits_and_nobody_makes_up_whose_limit_it_was(old):
    """Two hours at £18.50: 37.00 a week is 1,929.29 a year and 370.00 in ten weeks; at £10 for half an hour 40.00 and
    2,085.71; two meals of £6.05 are 12.10 and 630.93."""
    first = terms(old, 1, **old.yes)
    terms(old, 2, **old.yes, **TEN_WEEKS)
    terms(old, 3, refused_at=old.now, unit="half-hour", pence=1_000)
    terms(old, 4, **old.bought, unit="meal", pence=605)
    visit = {"agreement": old.order, "version": first, "on": "2026-04-06", "at": "10:00", "minutes": 60, "pence": 1}
    for status in ("moved", "called-off"):
        old.apps.get_model("budgets", "Visit").objects.create(status=status, **visit)
    until(old.executor, *old.executor.loader.graph.leaf_nodes())
    found = AgreementVersion.objects.order_by("number")
    assert [each.yearly_pence for each in found] == [192_929, 37_000, 208_571, 63_093]
    assert {each.limit_pence for each in found} == {None}
    assert Visit.objects.count() == 2
    holds_again_and_asks_nothing_of_before()


def holds_again_and_asks_nothing_of_before() -> None:
    """The triggers hold again, and who bought before answers no question that nobody asked then."""
    assert AgreementVersion.objects.filter(number=4).update(refused_at=timezone.now()) == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgenabled = 'D'")
        assert cursor.fetchall() == []
