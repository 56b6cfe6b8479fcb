"""A council changes its rules: it sees what that would do, and every case follows."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commissioning import actions, tasks
from commissioning.actions import computing
from commissioning.fitting import months_after
from commissioning.forms.ruling import CHANGEABLE
from commissioning.models import CheckCase, Requirement, RuleSet
from commissioning.proportionality import rules_on
from marketplace.workflow.errors import RuleBroken
from tests.commissioning.making import all_accepted, all_shown, needs, paper
from tests.factories import ServiceFactory
from tests.people import acting

pytestmark = pytest.mark.django_db
HIGHER = {"sums": [900_000_000] * 5}


@pytest.fixture
def case(good_company, nottingham, amina, connor):
    service = ServiceFactory(enterprise=good_company, listed=True, listed_by=nottingham)
    made = actions.open_case(service, nottingham, by=acting(amina))
    all_shown(made, by=acting(amina))
    all_accepted(made, by=acting(connor))
    return made


def test_the_effect_is_told_before_and_nothing_is_written(case, nottingham):
    effect = actions.preview(nottingham, HIGHER)
    assert (effect.cases, effect.higher_sum, effect.asked_more) == (1, 1, 0)
    assert effect.short_of_sum == ["Good Company"] and not RuleSet.objects.exists()
    assert not actions.preview(nottingham, {}).touches


def test_what_was_accepted_and_no_longer_does_is_open_again(case, nottingham, connor):
    actions.set_rules(nottingham, HIGHER, by=acting(connor))
    tasks.recompute()
    row = needs(case, "public-liability")
    assert row.status == "needed" and row.minimum_pence == 900_000_000
    case.refresh_from_db()
    case.service.refresh_from_db()
    assert case.rule_set.version == 1 and case.service.standing == "waits"


def test_counting_stops_and_goes_on_where_it_was(case, nottingham, connor, monkeypatch):
    monkeypatch.setattr(computing, "CHUNK", 1)
    actions.open_case(ServiceFactory(listed=True), nottingham, by=acting(connor))
    progress = actions.set_rules(nottingham, HIGHER, by=acting(connor)).recomputation
    assert actions.recompute_some(progress, by=acting(connor)) == 1 and progress.finished_at is None
    tasks.recompute()
    progress.refresh_from_db()
    assert progress.finished_at and progress.done == 2


def test_only_the_councils_own_commissioner_sets_its_rules(case, nottingham, lena, amina):
    for somebody in (lena, amina):
        with pytest.raises(PermissionDenied):
            actions.set_rules(nottingham, HIGHER, by=acting(somebody))


def test_the_law_stays_and_the_same_again_is_no_version(case, nottingham, connor):
    with pytest.raises(RuleBroken, match="law"):
        actions.set_rules(nottingham, {"months": {"exemption": 60}}, by=acting(connor))
    actions.set_rules(nottingham, HIGHER, by=acting(connor))
    with pytest.raises(RuleBroken, match="Nothing is different"):
        actions.set_rules(nottingham, HIGHER, by=acting(connor))


def test_a_version_never_changes(case, nottingham, connor):
    made = actions.set_rules(nottingham, HIGHER, by=acting(connor))
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE commissioning_ruleset SET version = 9 WHERE id = %s", [made.pk])


def test_he_sees_the_effect_on_the_page_and_then_saves(case, nottingham, connor):
    client, where = Client(), reverse("commissioning:rules", args=[nottingham.pk])
    client.force_login(connor)
    said = {f"sum_{tier}": "9000000" for tier in range(5)} | {"mark": "5", "hides": "10"}
    said |= {f"months_{check.slug}": str(check.months) for check in CHANGEABLE}
    said |= {"employers": "5,000,000", "first": "60", "again": "30", "last": "7"}
    shown = client.post(where, said | {"preview": "1"}).content.decode()
    assert "1 need a higher sum insured" in shown and "Good Company" in shown
    refused = client.post(where, said | {"hides": "2", "save": "1"}).content.decode()
    assert "no sooner than the mark goes" in refused and not RuleSet.objects.exists()
    assert client.post(where, said | {"save": "1"}).status_code == 302
    assert RuleSet.objects.get().adjustments == HIGHER


def test_he_sets_tiers_reminders_and_periods_and_sees_what_ends_sooner(case, nottingham, connor, amina):
    actions.accept(needs(case, "safeguarding"), paper(case, "safeguarding", by=acting(amina)), by=acting(connor))
    client, where = Client(), reverse("commissioning:rules", args=[nottingham.pk])
    client.force_login(connor)
    said = {f"sum_{tier}": str(pence // 100) for tier, pence in enumerate(rules_on(timezone.localdate()).sums)}
    said |= {f"months_{check.slug}": str(check.months) for check in CHANGEABLE} | {"mark": "5", "hides": "10"}
    said |= {"employers": "5,000,000", "first": "45", "again": "30", "last": "7"}
    said |= {"months_safeguarding": "12", "tier_gardening": "1"}
    shown = client.post(where, said | {"preview": "1"}).content.decode()
    assert "One check that was accepted would end sooner" in shown
    wrong = client.post(where, said | {"last": "50", "save": "1"}).content.decode()
    assert "fewer days before the end" in wrong
    low = client.post(where, said | {"tier_washing-dressing": "1", "save": "1"}).content.decode()
    assert "never below tier 3" in low and not RuleSet.objects.exists()
    client.post(where, said | {"save": "1"})
    kept = {"expiry": {"first": 45}, "months": {"safeguarding": 12}, "tiers": {"gardening": 1}}
    assert RuleSet.objects.get().adjustments == kept
    before = needs(case, "safeguarding").good_until
    tasks.recompute()
    assert needs(case, "safeguarding").good_until == months_after(before, -24)


def test_more_people_than_the_council_counts_are_no_micro_enterprise(case, amina, good_company):
    good_company.kind, good_company.workers = "partnership", 7
    good_company.save(update_fields=["kind", "workers"])
    client = Client()
    client.force_login(amina)
    where = reverse("commissioning:show", args=[case.pk, "size"])
    assert "We are 5 people or fewer" in client.get(where).content.decode()
    shown = client.post(where, {"agreed": "on", "key": str(case.pk)}).content.decode()
    assert "This council counts up to 5" in shown


def test_cases_follow_when_the_national_rules_change(case):
    row = needs(case, "public-liability")
    CheckCase.objects.filter(pk=case.pk).update(rules_version="2025-01")
    Requirement.objects.filter(pk=row.pk).update(minimum_pence=1)
    assert tasks.recompute() == 1 and tasks.recompute() == 0
    assert needs(case, "public-liability").minimum_pence == row.minimum_pence
