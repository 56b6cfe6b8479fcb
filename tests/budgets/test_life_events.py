"""Life happens: one word stops visits, reminders and questions, frees the money, and tells who must know, once."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from budgets import actions, tasks
from budgets.models import Agreement, BudgetVersion, CircleMember, FirstVisitSheet, LifeChange, Person, Visit
from budgets.planning import absence_due
from marketplace.accounts.ids import uuid7
from marketplace.notifications.models import Message, Preferences
from marketplace.notifications.outbox import deliver, notify
from marketplace.workflow.errors import RuleBroken
from providers import tasks as provider_tasks
from providers.models import Enquiry, Interest
from tests.budgets.making import agreement_of, introduction_of
from tests.budgets.visiting import BY, MONDAY, again, planned, sums, visits_of
from tests.factories import EnquiryFactory, ServiceFactory
from tests.people import acting


@pytest.fixture(autouse=True)
def _on_a_monday(time_machine):
    time_machine.move_to(MONDAY)


@pytest.fixture
def agreement(rose, cooking, amina, sam):
    """Half of each visit is paid in the first week of an absence."""
    return planned(rose, cooking, amina, sam, absence_days=7, absence_per_cent=50)


def says(person, kind, by, first="2026-03-05", last=None, **facts) -> LifeChange:
    until = date.fromisoformat(last) if last else None
    told = {"starts_on": date.fromisoformat(first), "until_on": until, **facts}
    return actions.life_happens(person, kind, told, key=facts.pop("key", uuid7()), by=acting(by))


def told(template: str) -> list[str]:
    return sorted(message.to.name for message in Message.objects.filter(template=template).select_related("to"))


def statuses(agreement) -> list[str]:
    return [visit.status for visit in visits_of(agreement)]


@pytest.mark.parametrize(("days", "due"), [(-1, 0), (0, 900), (6, 900), (7, 0)])
def test_part_of_it_is_paid_in_the_first_days_of_an_absence(days, due):
    assert absence_due(1_800, days, 7, 50) == due


# --- In hospital, away -----------------------------------------------------------------------------------------------
def test_in_hospital_all_visits_stop_by_the_terms_and_the_money_is_free(
    agreement, rose, rose_account, dora, sam, amina
):
    says(rose, "hospital", rose_account)
    assert statuses(agreement) == ["planned"] + ["stopped"] * 7
    assert [visit.due_pence for visit in visits_of(agreement)] == [None, 900, 900, *[0] * 5]
    assert sums() == (20_000, 1_800 + 2 * 900)
    assert told("visits-stop") == ["Amina", "Dora", "Sam"], "not Rose, who said it"


def test_the_word_hospital_is_in_no_message_and_on_no_trail(agreement, rose, rose_account):
    says(rose, "hospital", rose_account)
    assert not [m for m in Message.objects.all() if "hospital" in f"{m.template} {m.context} {m.key}"]


def test_away_for_some_days_only_those_visits_stop(agreement, rose, dora):
    says(rose, "away", dora, "2026-03-05", "2026-03-09")
    assert statuses(agreement) == ["planned", "stopped", "stopped"] + ["planned"] * 5


def test_home_again_what_was_stopped_is_planned_again(agreement, rose, rose_account, time_machine):
    event = says(rose, "hospital", rose_account)
    time_machine.move_to("2026-03-10T09:00:00+00:00")
    assert actions.come_home(event, date(2026, 3, 11), by=acting(rose_account)) == (5, 0)
    assert statuses(agreement) == ["planned", "stopped", "stopped"] + ["planned"] * 5
    assert sums() == (20_000, 6 * 1_800 + 2 * 900) and told("visits-go-on") == ["Amina", "Sam"]
    with pytest.raises(RuleBroken, match="already"):
        actions.come_home(event, date(2026, 3, 11), by=acting(rose_account))


def test_home_while_another_absence_is_planned_that_one_stays(agreement, rose, rose_account, time_machine):
    says(rose, "away", rose_account, "2026-03-16", "2026-03-22")
    event = says(rose, "hospital", rose_account, "2026-03-05")
    time_machine.move_to("2026-03-09T08:00:00+00:00")
    actions.come_home(event, date(2026, 3, 9), by=acting(rose_account))
    assert statuses(agreement) == ["planned", "stopped", *["planned"] * 2, *["stopped"] * 2, *["planned"] * 2]


def test_when_the_last_of_two_stays_has_ended_all_visits_go_on_whichever_stopped_them(agreement, rose, rose_account,
                                                                                     time_machine):  # fmt: skip
    """A holiday was planned, she went to hospital before it; it is called off while she is there."""
    holiday = says(rose, "away", rose_account, "2026-03-09", "2026-03-20")
    hospital = says(rose, "hospital", rose_account, "2026-03-05")
    time_machine.move_to("2026-03-09T08:00:00+00:00")
    actions.come_home(holiday, date(2026, 3, 10), by=acting(rose_account))
    assert statuses(agreement) == ["planned"] + ["stopped"] * 7, "she is in hospital"
    actions.come_home(hospital, date(2026, 3, 11), by=acting(rose_account))
    assert statuses(agreement) == ["planned", "stopped", "stopped", *["planned"] * 5]


def test_visits_that_public_money_does_not_pay_any_more_stay_stopped(rose, cooking, amina, sam, rose_account):
    """Meanwhile another agreement took the money."""
    one = planned(rose, cooking, amina, sam, way="council-managed", pence=3_600)
    event = says(rose, "hospital", rose_account, "2026-03-02")
    assert sums("council-managed") == (14_400, 0)
    version = BudgetVersion.objects.get()
    other = agreement_of(rose, ServiceFactory(listed=True), amina, sam, version=version, pence=900)
    LifeChange.objects.update(until_on=date(2026, 3, 2))
    actions.plan_visits(other, by=BY)
    assert sums("council-managed") == (14_400, 6_300), "seven; on the day in hospital none"
    assert actions.come_home(event, date(2026, 3, 3), by=acting(rose_account)) == (4, 3)
    assert statuses(one).count("stopped") == 4 and sums("council-managed") == (14_400, 13_500)


def test_nothing_new_is_planned_while_nobody_knows_when_she_comes_home(agreement, rose, rose_account, time_machine):
    event = says(rose, "hospital", rose_account)
    time_machine.move_to("2026-04-15T09:00:00+01:00")
    tasks.allocate()
    assert tasks.plan_visits() == 0 and actions.plan_visits(agreement, by=BY) == 0
    actions.come_home(event, date(2026, 4, 15), by=acting(rose_account))
    assert tasks.plan_visits() == 1
    new = [visit.on for visit in visits_of(agreement)[8:]]
    assert new[0] == date(2026, 4, 16), "no visits are made for the weeks in between"


def test_visits_planned_later_for_known_days_away_are_stopped(agreement, rose, rose_account, time_machine):
    says(rose, "away", rose_account, "2026-03-30", "2026-04-05")
    time_machine.move_to("2026-03-30T09:00:00+01:00")
    tasks.allocate()
    tasks.plan_visits()
    assert statuses(agreement)[8:] == ["stopped"] * 2 + ["planned"] * 6


@pytest.mark.parametrize(("first", "last"), [("2026-03-10", None), ("2026-03-14", "2026-03-18"),
                                             ("2026-03-01", "2026-03-10")])  # fmt: skip
def test_nobody_is_away_twice_on_one_day(agreement, rose, dora, first, last):
    says(rose, "away", dora, "2026-03-10", "2026-03-14")
    with pytest.raises(RuleBroken, match="away already from Tuesday 10 March"):
        says(rose, "hospital", dora, first, last)
    says(rose, "hospital", dora, "2026-03-15", "2026-03-16")
    says(rose, "hospital", dora, "2026-03-05")  # nobody knows yet if it reaches the holiday


def test_she_comes_home_in_ten_days_and_until_then_nobody_asks_her(agreement, rose, rose_account, time_machine):
    event = says(rose, "hospital", rose_account)
    time_machine.move_to("2026-03-06T09:00:00+00:00")
    with pytest.raises(RuleBroken, match="two weeks from now"):
        actions.come_home(event, date(2026, 3, 21), by=acting(rose_account))
    actions.come_home(event, date(2026, 3, 16), by=acting(rose_account))
    assert statuses(agreement) == ["planned", *["stopped"] * 3, *["planned"] * 4]
    assert str(Preferences.objects.get(account=rose_account).unasked_until) == "2026-03-15"


def test_nobody_is_reminded_or_asked_meanwhile(agreement, rose, rose_account, time_machine):
    Person.objects.update(named_worker=None)
    started = timezone.localdate() - timedelta(days=28)
    facts = {"status": "closed", "outcome": "started", "started_on": started, "ended_at": timezone.now()}
    EnquiryFactory(service=ServiceFactory(listed=True), account=rose_account)
    Enquiry.objects.update(**facts)
    event = says(rose, "hospital", rose_account, "2026-03-03")
    time_machine.move_to("2026-03-05T09:00:00+00:00")
    provider_tasks.invite_stories()
    tasks.ask_silent()
    assert told("story-invitation") == told("visits-unsaid") == []
    actions.come_home(event, date(2026, 3, 5), by=acting(rose_account))
    provider_tasks.invite_stories()
    tasks.ask_silent()
    assert told("story-invitation") == told("visits-unsaid") == ["Rose"]


def test_said_twice_with_one_key_it_is_one(agreement, rose, rose_account):
    key = uuid7()
    made = {says(rose, "hospital", rose_account, key=key).pk for _time in range(2)}
    assert len(made) == 1


@pytest.mark.parametrize("facts", [{"first": "2025-12-01"}, {"first": "2027-04-01"},
                                   {"first": "2026-03-05", "last": "2026-03-04"}])  # fmt: skip
def test_days_that_cannot_be_are_refused_before_anything_is_written(agreement, rose, dora, facts):
    with pytest.raises(RuleBroken):
        says(rose, "away", dora, **facts)
    assert not LifeChange.objects.exists() and set(statuses(agreement)) == {"planned"}


@pytest.mark.parametrize("who", ["amina", "worker", "olive", "connor", "fiona", "cat"])
def test_neither_the_enterprise_nor_a_stranger_says_it(agreement, rose, who, request):
    with pytest.raises(PermissionDenied):
        says(rose, "hospital", request.getfixturevalue(who))


def test_nor_whoever_has_an_interest_in_the_enterprise(agreement, rose, dora, good_company):
    Interest.objects.create(account=dora, enterprise=good_company, relation="work")
    with pytest.raises(PermissionDenied):
        says(rose, "hospital", dora)


# --- Moved -----------------------------------------------------------------------------------------------------------
def test_she_moves_and_they_still_come_to_the_new_place(agreement, rose, dora, sam, time_machine):
    FirstVisitSheet.objects.create(person=rose, address="1 Elm Road", way_in="Key under the pot", know="Loves tea")
    says(rose, "moved", dora, "2026-03-16", outcode="LS1", agreements_stay=True)
    tasks.follow_agreements()
    rose.refresh_from_db()
    assert rose.outcode == "NG5" and FirstVisitSheet.objects.get().address == "1 Elm Road", "until then it is right"
    time_machine.move_to("2026-03-16T08:00:00+00:00")
    tasks.follow_agreements()
    rose.refresh_from_db()
    sheet = FirstVisitSheet.objects.get()
    assert rose.outcode == "LS1" and (sheet.address, sheet.way_in, sheet.know) == ("", "", "Loves tea")
    assert set(statuses(agreement)) == {"planned"} and told("somebody-moves") == ["Amina", "Sam"]
    FirstVisitSheet.objects.update(address="2 Oak Road")
    tasks.follow_agreements()
    assert FirstVisitSheet.objects.get().address == "2 Oak Road", "once"


def test_a_move_of_today_is_done_at_once_and_a_day_that_was_changed_holds(agreement, rose, dora, time_machine):
    for first in ("2026-03-10", "2026-03-20"):
        says(rose, "moved", dora, first, outcode="LS1", agreements_stay=True)
    time_machine.move_to("2026-03-12T08:00:00+00:00")
    tasks.follow_agreements()
    assert Person.objects.get(pk=rose.pk).outcode == "NG5"
    says(rose, "moved", dora, "2026-03-12", outcode="LS2", agreements_stay=True)
    assert Person.objects.get(pk=rose.pk).outcode == "LS2"


def test_she_moves_far_and_the_agreement_ends_on_the_day_before(agreement, rose, dora):
    says(rose, "moved", dora, "2026-03-16", outcode="LS1", agreements_stay=False)
    agreement.refresh_from_db()
    assert str(agreement.ends_on) == "2026-03-15"
    assert statuses(agreement) == ["planned"] * 4 + ["stopped"] * 4


def test_for_visits_after_her_move_nothing_is_due_by_the_terms_of_absence(agreement, rose, dora, rose_account):
    says(rose, "hospital", rose_account, "2026-03-09")
    assert [visit.due_pence for visit in visits_of(agreement)][2:5] == [900, 900, 0]
    says(rose, "moved", dora, "2026-03-12", outcode="LS1", agreements_stay=False)
    assert [visit.due_pence for visit in visits_of(agreement)][2:5] == [900, 0, 0]
    assert sums() == (20_000, 2 * 1_800 + 900)


def test_a_visit_that_a_move_stopped_costs_nothing(agreement, rose, dora):
    says(rose, "moved", dora, "2026-03-16", outcode="LS1", agreements_stay=False)
    assert {visit.due_pence for visit in visits_of(agreement)[4:]} == {0} and sums() == (20_000, 4 * 1_800)


# --- Died ------------------------------------------------------------------------------------------------------------
@pytest.fixture
def died(agreement, rose, dora, amina, time_machine):
    """Her daughter says it two days later."""
    FirstVisitSheet.objects.create(person=rose, address="1 Elm Road")
    time_machine.move_to("2026-03-06T09:00:00+00:00")
    return says(rose, "died", dora, "2026-03-04")


def test_when_she_died_everything_stops_and_the_money_is_free(died, agreement):
    agreement.refresh_from_db()
    assert (agreement.status, str(agreement.ends_on)) == ("ended", "2026-03-04")
    assert statuses(agreement) == ["planned"] + ["stopped"] * 7 and sums() == (20_000, 1_800)
    assert not FirstVisitSheet.objects.exists()


def test_the_right_people_hear_it_once_and_never_she(died, rose, dora, rose_account, sam):
    assert told("somebody-died") == ["Amina", "Sam"], "Dora said it herself"
    actions.take_back_life(died, by=acting(sam))
    rose.refresh_from_db()
    says(rose, "died", sam, "2026-03-04")
    assert told("somebody-died") == ["Amina", "Dora", "Sam"], "Dora now, and nobody twice"


def test_nothing_is_ever_sent_to_her_again_also_not_what_waited(died, rose, rose_account):
    message = notify(rose_account, "password-changed", key="waits")
    assert deliver(message.pk) is False
    message.refresh_from_db()
    assert message.sent_at is None and message.settled_at and message.trouble == "Silenced"
    rose.refresh_from_db()
    assert rose.contact is None


def test_her_introductions_are_taken_back(agreement, rose, dora, sam):
    made = introduction_of(sam, rose.organisation)
    type(made).objects.update(person=rose)
    says(rose, "died", dora, "2026-03-02")
    made.refresh_from_db()
    assert made.status == "withdrawn"


def test_of_visits_before_that_only_sam_says_what_happened_and_nobody_is_reminded(died, agreement, sam, rose_account,
                                                                                  time_machine):  # fmt: skip
    time_machine.move_to("2026-03-07T09:00:00+00:00")
    tasks.ask_silent()
    assert told("visits-silent") == told("visits-unsaid") == []
    first = visits_of(agreement)[0]
    with pytest.raises(PermissionDenied):
        actions.confirm(first, by=acting(rose_account))
    actions.confirm(first, by=acting(sam))
    assert again(first).how == "worker"


def test_her_daughter_keeps_the_statement_for_closing_and_no_more(died, rose, dora, time_machine):
    member = CircleMember.objects.get()
    assert member.powers == ["money"] and str(member.ends_on) == "2026-09-04"
    assert Person.objects.open_to(acting(dora), "money").exists()
    assert not Person.objects.open_to(acting(dora), "confirm").exists()
    time_machine.move_to("2026-09-05T09:00:00+01:00")
    assert not Person.objects.open_to(acting(dora), "money").exists()


def test_no_more_money_is_given(died, time_machine):
    time_machine.move_to("2026-03-30T09:00:00+01:00")
    tasks.allocate()
    assert sums() == (20_000, 1_800)


def test_nobody_says_of_themselves_that_they_died(agreement, rose, rose_account):
    with pytest.raises(PermissionDenied):
        says(rose, "died", rose_account, "2026-03-02")


def test_said_by_mistake_sam_takes_it_back_and_she_is_written_to_again(died, rose, sam, dora, rose_account):
    with pytest.raises(PermissionDenied):
        actions.take_back_life(died, by=acting(dora))
    actions.take_back_life(died, by=acting(sam))
    rose.refresh_from_db()
    assert rose.died_on is None and Agreement.objects.get().status == "ended"
    assert Visit.objects.filter(status="stopped").count() == 7
    message = notify(rose_account, "password-changed", key="goes")
    deliver(message.pk)
    message.refresh_from_db()
    assert message.sent_at


# --- Forgotten in time -----------------------------------------------------------------------------------------------
def test_who_is_helped_is_not_forgotten_and_two_years_after_the_last_visit_is(agreement, rose, rose_account, sam,
                                                                             time_machine):  # fmt: skip
    event = says(rose, "hospital", rose_account, "2026-03-16", note="Ward 4")
    actions.write_sheet(rose, {"address": "1 Elm Road"}, by=acting(sam))
    time_machine.move_to("2029-02-01T09:00:00+00:00")
    tasks.forget()
    rose.refresh_from_db()
    assert rose.name == "Rose Thorn", "an agreement holds"
    Agreement.objects.update(status="ended")
    BudgetVersion.objects.update(ends_on=date(2026, 5, 1))
    tasks.forget()
    rose.refresh_from_db()
    event.refresh_from_db()
    assert rose.name == "" and event.note == "" and not FirstVisitSheet.objects.exists()
