"""The demonstration's visits fit whatever agreements there are."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from budgets.models import FirstVisitSheet, Visit
from tests.budgets.making import agreement_of, budget_of
from tests.budgets.visiting import visits_of


@pytest.fixture(autouse=True)
def _demonstration(settings):
    settings.DEMO = True


def test_without_agreements_there_is_nothing_to_say(db, capsys):
    call_command("seed_visits")
    assert "No agreements" in capsys.readouterr().out and not Visit.objects.exists()


def test_most_are_said_some_wait_and_once_nobody_came(rose, cooking, amina, sam, capsys):
    pattern = [{"weekday": day, "at": "10:00", "minutes": 60} for day in range(7)]
    version = budget_of(rose, sam, 14_000, days=20)
    begins = timezone.localdate() - timedelta(days=14)
    agreement = agreement_of(rose, cooking, amina, sam, version=version, pattern=pattern, starts_on=begins)
    for _time in range(2):
        call_command("seed_visits")
    statuses = [visit.status for visit in visits_of(agreement)]
    assert statuses.count("missed") == 1 and statuses.count("confirmed") == 11
    assert Visit.objects.unsaid(timezone.now()).exists() and Visit.objects.exclude(paid_at=None).count() == 6
    assert Visit.objects.exclude(proposed_on=None).count() == 1 and FirstVisitSheet.objects.exists()
    assert "already" in capsys.readouterr().out
