"""Who agrees to how much alone, in which team, and who decides next."""

import pytest
from django.test import Client
from django.urls import reverse

from budgets import access
from budgets.delegation import NO_LIMIT, Decider, limit_for, next_to_decide
from budgets.models import DelegatedLimit, Person
from marketplace.notifications.models import Message
from marketplace.organisations import actions as organisations
from marketplace.organisations.models import Invitation, Role
from tests.budgets.making import budget_of, limit_of
from tests.people import acting, person

SOCIAL, LINK, BOSS = "social_worker", "link_worker", "commissioner"
LIMITS = {(SOCIAL, ""): 500, (SOCIAL, "North"): 200, (SOCIAL, "Reablement"): 900, (LINK, "North"): 50}


@pytest.mark.parametrize(("places", "pence"), [
    ([(SOCIAL, "")], 500),
    ([(SOCIAL, "South")], 500),
    ([(SOCIAL, "North")], 200),
    ([(SOCIAL, "Reablement")], 900),
    ([(SOCIAL, "North"), (LINK, "North")], 200),
    ([(LINK, "North")], 50),
    ([(LINK, "South")], None),
    ([(LINK, "")], None),
    ([(BOSS, "North")], NO_LIMIT),
    ([("finance", "North")], None),
    ([], None),
])  # fmt: skip
def test_the_limit_of_the_team_counts_before_that_of_the_role(places, pence):
    assert limit_for(places, LIMITS) == pence


@pytest.mark.parametrize(("team", "pence"), [("", 700), ("North", 300), ("South", 700)])
def test_a_commissioner_has_a_limit_where_one_is_set(team, pence):
    assert limit_for([(BOSS, team)], {(BOSS, ""): 700, (BOSS, "North"): 300}) == pence


NORA = Decider("nora", frozenset({"North"}), 1_000)
SUE = Decider("sue", frozenset({"South"}), 5_000)
ANN = Decider("ann", frozenset({""}), 5_000)


@pytest.mark.parametrize(("teams", "pence", "asked"), [
    ({"North"}, 900, ["nora"]),
    ({"North"}, 1_000, ["nora"]),
    ({"North"}, 1_001, ["sue", "ann"]),
    ({"South", "North"}, 900, ["nora", "sue"]),
    ({"East"}, 900, ["nora", "sue", "ann"]),
    ({""}, 900, ["nora", "sue", "ann"]),
    ({"North"}, 9_000, ["nora", "sue", "ann"]),
])  # fmt: skip
def test_the_next_person_is_of_the_same_team_where_one_of_them_may(teams, pence, asked):
    assert next_to_decide([NORA, SUE, ANN], teams, pence) == asked


def as_(somebody) -> Client:
    client = Client()
    client.force_login(somebody)
    return client


def in_team(account, team: str):
    account.memberships.update(team=team)
    return account


@pytest.fixture
def rose(nottingham, sam):
    return Person.objects.create(organisation=nottingham, named_worker=sam, name="Rose Thorn", outcode="NG7")


def test_sam_of_the_north_team_agrees_alone_to_what_her_team_may(rose, nottingham, sam, connor):
    limit_of(nottingham, SOCIAL, 1_000_000, connor)
    limit_of(nottingham, SOCIAL, 100_000, connor, team="North")
    assert access.limit_of(acting(sam), nottingham) == 1_000_000
    in_team(sam, "North")
    assert access.limit_of(acting(sam), nottingham) == 100_000
    assert budget_of(rose, sam).status == "proposed"


def test_above_it_the_commissioner_of_her_team_is_asked_before_the_others(rose, nottingham, sam, connor):
    nora = in_team(person("nora", role=Role.COMMISSIONER, organisation=nottingham), "North")
    in_team(sam, "North")
    budget_of(rose, sam)
    told = Message.objects.filter(template="budget-to-agree")
    assert [each.to for each in told] == [nora]
    assert "R.T." in as_(connor).get(reverse("budgets:to-agree")).content.decode()


def test_connor_sets_the_limit_of_a_team_and_takes_it_away_again(nottingham, sam, connor):
    in_team(sam, "North")
    page, client = reverse("budgets:limits", args=[nottingham.pk]), as_(connor)
    assert "North" in client.get(page).content.decode()
    client.post(page, {SOCIAL: "5000"})
    assert 'value="5000.00"' in client.get(page).content.decode(), "the field holds the limit that counts"
    client.post(f"{page}?team=North", {SOCIAL: "800"})
    assert access.limit_of(acting(sam), nottingham) == 80_000
    shown = client.get(f"{page}?team=North").content.decode()
    assert "As in every team, £5,000" in shown and 'value="800.00"' in shown
    client.post(f"{page}?team=North", {SOCIAL: ""})
    assert access.limit_of(acting(sam), nottingham) == 500_000
    assert client.get(f"{page}?team=Nowhere").status_code == 404
    client.post(page, {SOCIAL: ""})
    assert DelegatedLimit.objects.get().per_year_pence == 500_000, "what is not said for every team stays"


def test_whoever_is_invited_into_a_team_works_there_under_the_name_it_has(nottingham, sam, cat, connor):
    in_team(sam, "Adults North")
    client, page = as_(connor), reverse("organisations:invite", args=[nottingham.pk])
    assert '<option value="Adults North">' in client.get(page).content.decode()
    client.post(page, {"email": "cat@example.org", "role": SOCIAL, "team": " adults  north "})
    made = Invitation.objects.get()
    assert made.team == "Adults North"
    organisations.accept(made, by=acting(cat))
    assert cat.memberships.get(role=SOCIAL).team == "Adults North"


def test_connor_says_in_which_team_somebody_works_and_sam_cannot(nottingham, sam, connor):
    held = sam.memberships.get()
    page = reverse("organisations:set-team", args=[nottingham.pk, held.pk])
    assert as_(sam).post(page, {"team": "Mine"}).status_code == 403
    client = as_(connor)
    assert "The team of Sam" in client.get(page).content.decode()
    client.post(page, {"team": "North"})
    held.refresh_from_db()
    assert held.team == "North"
    listed = client.get(reverse("organisations:members", args=[nottingham.pk])).content.decode()
    assert "Social worker, North" in listed
