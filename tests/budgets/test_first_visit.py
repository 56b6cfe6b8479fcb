"""The sheet for a first visit opens to the enterprise when the agreement begins and closes when it ends."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse

from budgets import actions
from budgets.models import Agreement, CircleMember, FirstVisitSheet, Person
from marketplace.accounts.ids import uuid7
from marketplace.workflow.models import Entry
from tests.budgets.making import agreement_of
from tests.budgets.visiting import MONDAY, planned
from tests.people import acting

WORDS = {"address": "1 Elm Road", "way_in": "Blue door", "contacts": "Dora", "risks": "A step", "know": "Loves tea"}


@pytest.fixture(autouse=True)
def _on_a_monday(time_machine):
    time_machine.move_to(MONDAY)


@pytest.fixture
def sheet(rose, rose_account):
    return actions.write_sheet(rose, WORDS, by=acting(rose_account))


@pytest.fixture
def agreement(rose, cooking, amina, sam, sheet):
    return planned(rose, cooking, amina, sam)


@pytest.mark.parametrize("who", ["rose_account", "dora", "sam"])
def test_rose_her_daughter_and_sam_write_it(rose, who, request):
    actions.write_sheet(rose, WORDS, by=acting(request.getfixturevalue(who)))
    assert FirstVisitSheet.objects.get().know == "Loves tea"


@pytest.mark.parametrize("who", ["amina", "worker", "olive", "connor", "lena", "cat"])
def test_nobody_else_writes_it(rose, who, request):
    with pytest.raises(PermissionDenied):
        actions.write_sheet(rose, WORDS, by=acting(request.getfixturevalue(who)))


def test_whoever_of_the_circle_sees_no_plan_does_not_write_it(rose, dora):
    CircleMember.objects.update(powers=["confirm"])
    with pytest.raises(PermissionDenied):
        actions.write_sheet(rose, WORDS, by=acting(dora))


def test_nothing_of_it_can_be_read_in_the_database(sheet):
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM budgets_firstvisitsheet t")
        row = cursor.fetchone()[0]
    assert not [words for words in WORDS.values() if words in row]


@pytest.mark.parametrize("who", ["amina", "worker"])
def test_whoever_comes_reads_it_and_each_reading_is_on_the_trail(agreement, sheet, who, request, client):
    account = request.getfixturevalue(who)
    client.force_login(account)
    for _time in range(2):
        page = client.get(reverse("budgets:agreement-first-visit", args=[agreement.pk]))
        assert page.status_code == 200 and b"1 Elm Road" in page.content
    assert "no-store" in page["Cache-Control"]
    assert Entry.objects.filter(subject_id=sheet.pk, what="read", account=account).count() == 2


@pytest.mark.parametrize("who", ["olive", "connor", "sam", "rose_account"])
def test_nobody_else_finds_it_there(agreement, who, request, client):
    client.force_login(request.getfixturevalue(who))
    assert client.get(reverse("budgets:agreement-first-visit", args=[agreement.pk])).status_code == 404


@pytest.mark.parametrize(("facts", "answer"), [
    ({"status": "offered"}, 404), ({"ends_on": date(2026, 3, 1)}, 404), ({"status": "ended"}, 404),
    ({"ends_on": date(2026, 3, 2)}, 200),
])  # fmt: skip
def test_it_is_open_only_while_the_agreement_lasts(agreement, amina, facts, answer, client):
    Agreement.objects.update(**facts)
    client.force_login(amina)
    assert client.get(reverse("budgets:agreement-first-visit", args=[agreement.pk])).status_code == answer


@pytest.mark.parametrize(("terms", "facts", "answer"), [
    ({"starts_on": date(2026, 3, 5)}, {}, 200), ({"starts_on": date(2026, 3, 6)}, {}, 404),
    ({"starts_on": date(2026, 3, 5)}, {"ends_on": date(2026, 3, 2)}, 404),
    ({"starts_on": date(2026, 2, 2), "ends_on": date(2026, 3, 1)}, {}, 404),
    ({"starts_on": date(2026, 2, 2), "ends_on": date(2026, 3, 2)}, {}, 200),
])  # fmt: skip
def test_it_opens_three_days_before_the_first_day_and_closes_after_the_last(
    rose, cooking, amina, sam, sheet, terms, facts, answer, client
):
    agreement = agreement_of(rose, cooking, amina, sam, **terms)
    Agreement.objects.update(**facts)
    client.force_login(amina)
    assert client.get(reverse("budgets:agreement-first-visit", args=[agreement.pk])).status_code == answer


def test_other_terms_that_begin_later_do_not_close_it(agreement, amina, client):
    held = agreement.versions.get()
    held.pk, held.number, held.starts_on, held._state.adding = uuid7(), 2, date(2026, 4, 6), True
    held.save()
    client.force_login(amina)
    assert client.get(reverse("budgets:agreement-first-visit", args=[agreement.pk])).status_code == 200


def test_it_closes_when_she_died(agreement, amina, client):
    Person.objects.update(died_on=date(2026, 3, 2))
    client.force_login(amina)
    assert client.get(reverse("budgets:agreement-first-visit", args=[agreement.pk])).status_code == 404


def test_her_address_is_on_no_page_of_the_enterprise_but_this(agreement, amina, client):
    client.force_login(amina)
    page = client.get(reverse("budgets:visits"))
    assert page.status_code == 200 and b"Elm Road" not in page.content and b"Rose Thorn" not in page.content
