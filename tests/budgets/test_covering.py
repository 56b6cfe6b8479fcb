"""Where public money does not suffice for visits, everybody who has to do with them reads it, each what is theirs."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from budgets import actions, tasks
from budgets.covering import shorts_of
from budgets.models import Agreement, CircleMember
from marketplace.accounts.ids import uuid7
from tests.budgets.making import agreement_of, budget_of
from tests.budgets.visiting import MONDAY, cooking, dora, planned, rose, rose_account
from tests.people import acting

__all__ = ["cooking", "dora", "rose", "rose_account"]
FOUR_WEEKS_LATER = "2026-03-30T09:00:00+01:00"


@pytest.fixture
def short(rose, cooking, amina, sam, time_machine) -> Agreement:
    """£40 a week pays for eight visits of £18 and leaves £16; from 30 March on £18.50 a week is left of £36."""
    time_machine.move_to(MONDAY)
    made = planned(rose, cooking, amina, sam, way="council-managed", pence=4_000)
    time_machine.move_to(FOUR_WEEKS_LATER)
    budget_of(rose, sam, 1_850, days=0, ways=[{"mechanism": "council-managed", "weekly_pence": 1_850}])
    tasks.plan_visits()
    return made


def words(account, name, *args, **query) -> str:
    client = Client()
    client.force_login(account)
    return " ".join(client.get(reverse(f"budgets:{name}", args=args), query).content.decode().split())


SUMS = "Up to Sunday 26 April they cost £144, and £90 of this money is left."
HELPS = "ask for more money, agree on fewer visits, or top up with own money"


@pytest.mark.parametrize("page", ["agreement", "week"])
@pytest.mark.parametrize("who", ["rose_account", "dora", "sam"])
def test_whoever_sees_the_money_reads_from_when_what_is_missing_and_what_helps(page, who, short, rose, request):
    account = request.getfixturevalue(who)
    mine = page == "week" and who == "rose_account"
    name, args = ("my-week", []) if mine else ("person-week", [rose.pk]) if page == "week" else (page, [short.pk])
    read = words(account, name, *args)
    assert "From Monday 30 March on, visits of" in read and SUMS in read and HELPS in read


@pytest.mark.parametrize("who", ["amina", "worker"])
def test_the_enterprise_reads_only_from_when_and_no_sum(who, short, request):
    account = request.getfixturevalue(who)
    for read in (words(account, "agreement", short.pk), words(account, "visits")):
        assert "Visits from Monday 30 March on are not covered yet" in read and "£90" not in read


def test_a_neighbour_who_only_says_what_happened_reads_nothing_of_money(short, rose, dora):
    CircleMember.objects.update(powers=["confirm"])
    assert "not covered" not in words(dora, "person-week", rose.pk)


def test_when_the_money_is_there_the_notice_goes_by_itself(short, rose, sam, rose_account, time_machine):
    assert [each.agreement for each in shorts_of(Agreement.objects.all())] == [short]
    time_machine.move_to("2026-03-31T09:00:00+01:00")
    budget_of(rose, sam, 5_000, days=0, ways=[{"mechanism": "council-managed", "weekly_pence": 5_000}])
    assert shorts_of(Agreement.objects.all()) == []
    tasks.plan_visits()
    assert short.visits.count() == 8 + 9, "nine up to 27 April"
    assert "not covered" not in words(rose_account, "agreement", short.pk)


def test_visits_while_she_is_away_cost_nothing_and_are_not_missed(short, rose, rose_account):
    """Ten days without 2, 6 and 9 April leave five visits: £90, which is there."""
    away = {"starts_on": date(2026, 4, 2), "until_on": date(2026, 4, 11), "note": ""}
    actions.life_happens(rose, "away", away, key=uuid7(), by=acting(rose_account))
    assert shorts_of(Agreement.objects.all()) == []


@pytest.mark.parametrize("way", ["direct-payment", ""])
def test_money_that_is_hers_to_spend_is_never_called_short(way, rose, cooking, amina, sam, time_machine):
    time_machine.move_to(MONDAY)
    planned(rose, cooking, amina, sam, way=way, pence=1_000)
    assert shorts_of(Agreement.objects.all()) == []


def test_the_pages_ask_the_database_as_often_for_one_as_for_five(short, rose, cooking, amina, sam):
    def asked() -> int:
        client = Client()
        client.force_login(amina)
        with CaptureQueriesContext(connection) as queries:
            shown = client.get(reverse("budgets:visits")).content.decode()
        assert shown.count("are not covered yet") == Agreement.objects.count()
        return len(queries)

    one = asked()
    for _n in range(4):
        agreement_of(rose, cooking, amina, sam, version=short.budget.versions.last())
    assert asked() == one
