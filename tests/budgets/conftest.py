"""Sam supports Ben's neighbour Rose, and three who cook are listed around NG5."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from budgets import actions
from budgets.models import Introduction
from marketplace.accounts.ids import uuid7
from marketplace.notifications.contacts import Way
from marketplace.places.models import Council, District, Outcode
from tests.budgets.visiting import cooking, dora, rose, rose_account  # noqa: F401 (fixtures)
from tests.factories import EnterpriseFactory, ServiceFactory
from tests.people import acting, person

ROSE = {
    "name": "Rose Mary Thorn",
    "outcode": "NG5",
    "way": Way.EMAIL,
    "address": "rose@example.net",
    "communication": ["large-print"],
    "communication_note": "",
}
WORDS = "Somebody to cook with on Tuesdays. My memory is not what it was."


@pytest.fixture
def outcodes(db):
    for code, name in (("E06000018", "Nottingham"), ("E08000035", "Leeds")):
        council, _new = Council.objects.get_or_create(code=code, defaults={"name": name, "area": name, "nation": "E"})
        District.objects.get_or_create(code=code, defaults={"name": name, "council": council})
    for code, east, north, district in (("NG5", 457400, 343100, "E06000018"), ("LS1", 429900, 433500, "E08000035")):
        Outcode.objects.create(code=code, easting=east, northing=north, district=district, postcodes=100)


@pytest.fixture
def cooks(outcodes, nottingham):
    """Three who cook with people, each with an owner."""
    made = []
    for name in ("anna", "bela", "carl"):
        owner = person(name, role=None)
        enterprise = EnterpriseFactory(organisation__name=f"{name.capitalize()} cooks", owner=owner)
        service = ServiceFactory(
            enterprise=enterprise, people=name.capitalize(), listed=True, listed_by=nottingham, needs=["dementia"]
        )
        made.append(SimpleNamespace(owner=owner, service=service, enterprise=enterprise, by=acting(owner)))
    return made


@pytest.fixture
def draft(sam, nottingham, outcodes):
    """Rose, and what would help her."""
    made = actions.begin(nottingham, key=uuid7(), new=ROSE, by=acting(sam))
    facts = {"activity": "cooking-with-you", "needs": ["dementia"], "times": ["tue-morning"], "most_pence": None}
    actions.describe(made, facts | {"words": WORDS}, by=acting(sam))
    return made


def agree(introduction, by, **more):
    today = timezone.localdate()
    facts = {"on": today, "until": today + timedelta(days=30), **more}
    actions.record_ground(introduction, facts.pop("ground", "agreement"), **facts, by=by)


@pytest.fixture
def ready(draft, cooks, sam):
    """All three are named, and Rose agreed."""
    actions.choose(draft, [(cook.service, f"Reason {n}") for n, cook in enumerate(cooks)], by=acting(sam))
    agree(draft, acting(sam))
    return draft


@pytest.fixture
def sent(ready, sam):
    """Anna has it."""
    actions.send(ready, by=acting(sam))
    return ready


def again(introduction: Introduction) -> Introduction:
    return Introduction.objects.with_choices().get(pk=introduction.pk)


def statuses(introduction: Introduction) -> list[str]:
    return [choice.status for choice in introduction.choices.order_by("position")]


@pytest.fixture
def gwen(nottingham):
    """Another social worker of the same council."""
    return person("gwen", role="social_worker", organisation=nottingham)


@pytest.fixture
def lee(leeds):
    """A social worker of another council."""
    return person("lee", role="social_worker", organisation=leeds)
