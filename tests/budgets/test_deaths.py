"""A death that a friend wrote down waits for somebody who may say that it is so; a mistake leaves nothing behind."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from budgets import access, actions, tasks
from budgets.models import CircleMember, FirstVisitSheet, LifeChange, Person, Power
from budgets.reconciling import gaps
from marketplace.accounts.ids import uuid7
from marketplace.notifications.models import Message
from marketplace.workflow.errors import RuleBroken
from tests.budgets.circles import as_, in_circle, page, read
from tests.budgets.visiting import MONDAY, planned, sums, visits_of
from tests.people import acting, person

STOPPED = ["planned"] + ["stopped"] * 7


@pytest.fixture(autouse=True)
def _on_a_wednesday(time_machine):
    time_machine.move_to(MONDAY)


@pytest.fixture
def agreement(rose, cooking, amina, sam, time_machine):
    made = planned(rose, cooking, amina, sam, absence_days=7, absence_per_cent=50)
    FirstVisitSheet.objects.create(person=rose, address="1 Elm Road")
    return made


@pytest.fixture
def frank(agreement, rose):
    """A friend, who only says what happened."""
    account = person("frank")
    in_circle(rose, account, Power.CONFIRM, name="Frank")
    return account


def died(rose, by, key=None) -> LifeChange:
    rose.refresh_from_db()
    told = {"starts_on": timezone.localdate(), "until_on": None, "note": ""}
    return actions.life_happens(rose, "died", told, key=key or uuid7(), by=acting(by))


@pytest.fixture
def said(frank, rose, dora, time_machine) -> LifeChange:
    time_machine.move_to("2026-03-04T09:00:00+00:00")
    return died(rose, frank)


def statuses(agreement) -> list[str]:
    return [visit.status for visit in visits_of(agreement)]


def powers() -> dict:
    return {member.name: (member.powers, member.ends_on) for member in CircleMember.objects.all()}


# --- What waits ------------------------------------------------------------------------------------------------------
def test_when_a_friend_says_it_nobody_knocks_and_nothing_is_lost(said, agreement, rose, rose_account, time_machine):
    agreement.refresh_from_db()
    assert agreement.status == "agreed" and statuses(agreement) == STOPPED
    assert sums() == (20_000, 8 * 1_800) and FirstVisitSheet.objects.exists()
    assert Power.CONFIRM in CircleMember.objects.get(account__name="Frank").powers
    assert not Person.objects.open_to(acting(rose_account), "plan").exists(), "she is not asked anything more"
    time_machine.move_to("2026-03-30T09:00:00+01:00")
    tasks.allocate()
    assert tasks.plan_visits() == 0 and sums() == (20_000, 8 * 1_800)


def test_who_may_say_that_it_is_so_is_asked_to_and_the_others_are_told(said, amina, dora, sam):
    letters = Message.objects.filter(template="somebody-died")
    asked = {each.to.name: each.context["asks"] for each in letters.select_related("to")}
    assert asked == {"Amina": "", "Dora": str(said.pk), "Sam": str(said.pk)}


@pytest.mark.parametrize("who", ["dora", "sam"])
def test_her_daughter_or_sam_says_that_it_is_so_and_then_it_ends(said, agreement, frank, who, request):
    somebody = request.getfixturevalue(who)
    address = page("death", said.pk)
    assert "Yes, it is so" in read(somebody, "death", said.pk)
    first = as_(somebody).post(address, {"said": "so"})
    assert as_(somebody).post(address, {"said": "so"}).url == first.url, "a tap sent twice is one"
    agreement.refresh_from_db()
    assert agreement.status == "ended" and sums() == (20_000, 1_800) and not FirstVisitSheet.objects.exists()
    assert powers()["Frank"][0] == [] and not CircleMember.objects.of(acting(frank)).exists()
    assert {visit.due_pence for visit in visits_of(agreement)[1:]} == {0}


def test_the_friend_reads_that_it_waits_and_cannot_say_it_alone(said, frank, rose):
    shown = read(frank, "death", said.pk)
    assert "stay as they are" in shown and "Yes, it is so" not in shown and "Is it a mistake?" in shown
    with pytest.raises(PermissionDenied):
        actions.say_it_is_so(said, by=acting(frank))
    assert as_(frank).post(page("death", said.pk), {"said": "mistake"}).status_code == 403


def test_she_is_not_home_again_while_it_is_written_down_that_she_died(frank, rose, rose_account, sam, time_machine):
    told = {"starts_on": date(2026, 3, 2), "until_on": None}
    stay = actions.life_happens(rose, "hospital", told, key=uuid7(), by=acting(rose_account))
    died(rose, frank)
    with pytest.raises(RuleBroken, match="written down that they died"):
        actions.come_home(stay, date(2026, 3, 5), by=acting(sam))


def test_for_days_after_a_death_in_hospital_nothing_is_due(agreement, rose, rose_account, sam, time_machine):
    told = {"starts_on": date(2026, 3, 5), "until_on": None}
    actions.life_happens(rose, "hospital", told, key=uuid7(), by=acting(rose_account))
    assert [visit.due_pence for visit in visits_of(agreement)][1:3] == [900, 900]
    time_machine.move_to("2026-03-06T09:00:00+00:00")
    died(rose, sam)
    assert [visit.due_pence for visit in visits_of(agreement)][1:3] == [900, 0] and sums() == (20_000, 1_800 + 900)


# --- A mistake -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["rose_account", "sam", "olu"])
def test_a_mistake_before_it_was_sure_leaves_nothing_behind(said, agreement, rose, who, request, time_machine):
    before = powers()
    time_machine.move_to("2026-03-06T09:00:00+00:00")
    assert as_(request.getfixturevalue(who)).post(page("death", said.pk), {"said": "mistake"}).status_code == 302
    rose.refresh_from_db()
    assert rose.died_on is None and powers() == before
    assert statuses(agreement) == ["planned", "stopped"] + ["planned"] * 6, "of yesterday nobody came"
    assert sums() == (20_000, 7 * 1_800)
    assert Message.objects.filter(template="visits-go-on").exists()


def test_a_mistake_after_it_was_sure_gives_the_circle_back_exactly_its_powers(said, agreement, rose, sam):
    ends = timezone.localdate() + timedelta(weeks=40)
    in_circle(rose, person("lee"), Power.MONEY, Power.AGREE, name="Lee", ends_on=ends)
    in_circle(rose, person("later"), Power.PLAN, name="Later", starts_on=ends)
    before = powers()
    actions.say_it_is_so(said, by=acting(sam))
    assert powers()["Lee"] == (["money"], timezone.localdate() + timedelta(weeks=26)) and powers()["Later"][0] == []
    actions.take_back_life(said, by=acting(sam))
    assert powers() == before
    actions.say_it_is_so(died(rose, sam), by=acting(sam))
    assert powers()["Lee"][0] == ["money"], "and again"


def test_what_somebody_said_of_the_circle_since_then_holds(said, rose, sam, dora):
    actions.say_it_is_so(said, by=acting(sam))
    of_dora, of_frank = CircleMember.objects.get(account__name="Dora"), CircleMember.objects.get(account__name="Frank")
    actions.change_member(of_dora, [Power.MONEY], ends_on=None, by=acting(sam))
    actions.end_member(of_dora, by=acting(sam))
    actions.say_who_decides(rose, True, "Assessed on 4 March.", by=acting(sam))
    actions.take_back_life(said, by=acting(sam))
    of_dora.refresh_from_db()
    of_frank.refresh_from_db()
    assert of_dora.powers == ["money"] and of_dora.standing == "ended" and of_frank.powers == ["confirm"]


def test_the_operator_takes_it_back_and_does_not_say_that_it_is_so(said, olu, olive):
    assert access.can_take_back_life(acting(olu), said.person)
    shown = read(olu, "death", said.pk)
    assert "That was a mistake" in shown and "Yes, it is so" not in shown
    with pytest.raises(PermissionDenied):
        actions.say_it_is_so(said, by=acting(olu))


def test_an_address_of_a_death_that_was_taken_back_says_so_to_those_who_knew_of_it(said, frank, sam, olive):
    actions.take_back_life(said, by=acting(sam))
    for somebody in (sam, frank):
        shown = read(somebody, "death", said.pk)
        assert "This was taken back on Wednesday 4 March" in shown
        assert not any(words in shown for words in ("That was a mistake", "Yes, it is so", "Visits have stopped"))
    assert as_(olive).get(page("death", said.pk)).status_code == 404
    assert as_(sam).post(page("death", said.pk), {"said": "so"}).status_code == 200
    said.refresh_from_db()
    assert said.settled_at is None


@pytest.mark.parametrize("who", ["olive", "connor", "fiona", "cat", "amina"])
def test_others_find_nothing_there(said, who, request):
    somebody = request.getfixturevalue(who)
    assert as_(somebody).get(page("death", said.pk)).status_code == 404
    for act in (actions.say_it_is_so, actions.take_back_life):
        with pytest.raises(PermissionDenied):
            act(said, by=acting(somebody))


# --- Said twice ------------------------------------------------------------------------------------------------------
def test_her_daughter_says_it_twice_with_one_tap_and_is_answered_alike(agreement, rose, dora):
    address, today = page("person-life-happens", rose.pk), timezone.localdate()
    form = {"key": uuid7(), "kind": "died", "sure": "yes", "note": ""}
    form |= {"starts_on_day": today.day, "starts_on_month": today.month, "starts_on_year": today.year}
    first, second = as_(dora).post(address, form), as_(dora).post(address, form)
    assert (first.status_code, first.url) == (second.status_code, second.url) == (302, page("my-people"))
    assert as_(dora).get(first.url).status_code == 200 and LifeChange.objects.count() == 1


def test_the_action_answers_a_second_time_though_the_powers_are_gone(agreement, rose, dora):
    key = uuid7()
    assert died(rose, dora, key).pk == died(rose, dora, key).pk


def test_after_her_death_the_word_of_a_colleague_is_a_colleagues_and_not_her_circles(agreement, rose, sam, nottingham,
                                                                                    time_machine):  # fmt: skip
    time_machine.move_to("2026-03-06T09:00:00+00:00")
    died(rose, sam)
    desk, (first, *_rest) = person("desk", role="link_worker", organisation=nottingham), visits_of(agreement)
    actions.confirm(first, by=acting(desk))
    first.refresh_from_db()
    assert (first.how, first.said_by) == ("desk", desk)
    assert first.get_how_display() == "By a colleague of their worker, from paper or a call"


# --- What a friend who only says what happened does not say ----------------------------------------------------------
def moved(rose, by, *, stay: bool) -> LifeChange:
    told = {"starts_on": date(2026, 3, 16), "until_on": None, "note": "", "outcode": "LS1", "agreements_stay": stay}
    return actions.life_happens(rose, "moved", told, key=uuid7(), by=acting(by))


def test_a_friend_says_that_she_moves_and_not_that_agreements_end(frank, agreement, rose, dora):
    with pytest.raises(RuleBroken, match="Whoever agrees for them"):
        moved(rose, frank, stay=False)
    assert not LifeChange.objects.exists()
    moved(rose, frank, stay=True)
    moved(rose, dora, stay=False)
    agreement.refresh_from_db()
    assert agreement.ends_on == date(2026, 3, 15)


def test_a_friend_reads_no_sums_before_they_are_sure(frank, rose):
    told = {
        "kind": "hospital",
        "note": "",
        "key": uuid7(),
        "starts_on_day": 3,
        "starts_on_month": 3,
        "starts_on_year": 2026,
    }
    shown = as_(frank).post(page("person-life-happens", rose.pk), told).content.decode()
    assert "7 visits are stopped" in shown and "£" not in shown


def test_a_visit_without_a_word_before_the_end_is_no_gap_in_the_books(agreement, rose, dora, time_machine):
    moved(rose, dora, stay=False)
    time_machine.move_to("2026-03-20T09:00:00+00:00")
    tasks.follow_agreements()
    agreement.refresh_from_db()
    assert agreement.status == "ended" and "planned" in statuses(agreement)
    assert list(gaps()) == []
