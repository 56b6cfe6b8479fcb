"""It happened: said by the person or for them, moved, called off, paid; silence does nothing but ask a human."""

from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from budgets import actions, tasks
from budgets.models import CircleMember, Person, Posting, Visit
from marketplace.notifications.models import Message
from marketplace.workflow.errors import RuleBroken
from providers.models import Interest
from tests.budgets.visiting import BY, MONDAY, again, planned, pot, sums, visits_of
from tests.people import acting, person


@pytest.fixture(autouse=True)
def _on_a_monday(time_machine):
    time_machine.move_to(MONDAY)


@pytest.fixture
def first(rose, cooking, amina, sam, time_machine):
    """The first visit, Monday at ten, an hour ago."""
    agreement = planned(rose, cooking, amina, sam)
    time_machine.move_to("2026-03-02T12:00:00+00:00")
    return visits_of(agreement)[0]


@pytest.fixture
def managed(rose, cooking, amina, sam, time_machine):
    """The same, and the council pays."""
    agreement = planned(rose, cooking, amina, sam, way="council-managed")
    time_machine.move_to("2026-03-02T12:00:00+00:00")
    return visits_of(agreement)[0]


def told(template: str) -> list[str]:
    return sorted(message.to.name for message in Message.objects.filter(template=template).select_related("to"))


# --- Who says it -----------------------------------------------------------------------------------------------------
def test_rose_says_it_in_one_tap_and_a_second_tap_is_the_same(first, rose_account):
    actions.confirm(first, by=acting(rose_account))
    actions.confirm(first, by=acting(rose_account))
    said = again(first)
    assert (said.status, said.how, said.due_pence) == ("confirmed", "tap", 1_800)
    assert sums() == (20_000, 14_400), "the promise stays until it is paid"


def test_her_daughter_says_it_for_her(first, dora):
    actions.confirm(first, by=acting(dora))
    assert again(first).how == "circle"


def test_her_daughter_says_nothing_once_her_time_is_over(first, dora, time_machine):
    CircleMember.objects.update(ends_on=date(2026, 3, 2))
    time_machine.move_to("2026-03-03T12:00:00+00:00")
    with pytest.raises(PermissionDenied):
        actions.confirm(first, by=acting(dora))


@pytest.mark.parametrize("how", ["call", "slip"])
def test_sam_writes_down_what_rose_told_him(first, sam, how):
    actions.confirm(first, by=acting(sam), how=how)
    assert again(first).how == how


def test_sam_does_not_say_it_for_somebody_who_can(first, sam):
    with pytest.raises(RuleBroken, match="how they told you"):
        actions.confirm(first, by=acting(sam))


def test_for_somebody_who_cannot_sam_says_it_and_she_does_not(first, sam, rose_account):
    Person.objects.update(is_represented=True)
    with pytest.raises(PermissionDenied):
        actions.confirm(again(first), by=acting(rose_account))
    actions.confirm(again(first), by=acting(sam))
    assert again(first).how == "worker"


def test_the_desk_writes_down_a_call_but_not_of_somebody_who_cannot(first, nottingham):
    gwen = person("gwen", role="social_worker", organisation=nottingham)
    actions.confirm(first, by=acting(gwen), how="call")
    assert again(first).said_by == gwen
    Person.objects.update(is_represented=True)
    with pytest.raises(PermissionDenied):
        actions.nobody_came(again(first), by=acting(gwen), how="call")


@pytest.mark.parametrize("who", ["amina", "worker", "olive", "connor", "fiona", "lena"])
def test_neither_the_enterprise_nor_a_stranger_says_it(first, who, request):
    for act in (actions.confirm, actions.nobody_came, actions.take_back_word, actions.pay_visit):
        with pytest.raises(PermissionDenied):
            act(first, by=acting(request.getfixturevalue(who)))
    assert again(first).status == "planned"


def test_nobody_with_an_interest_says_it(first, dora, good_company):
    Interest.objects.create(account=dora, enterprise=good_company, relation="household-works")
    for act in (actions.confirm, actions.nobody_came, actions.pay_visit):
        with pytest.raises(PermissionDenied):
            act(first, by=acting(dora))


@pytest.mark.parametrize("act", [actions.confirm, actions.nobody_came])
def test_nothing_is_said_before_its_time(first, rose_account, act):
    later = visits_of(first.agreement)[1]
    with pytest.raises(RuleBroken, match="not begun"):
        act(later, by=acting(rose_account))


def test_the_system_confirms_nothing(first):
    with pytest.raises(PermissionDenied):
        actions.confirm(first, by=BY)


# --- What it costs ---------------------------------------------------------------------------------------------------
def test_a_shorter_visit_costs_less_and_the_rest_is_free(managed, rose_account):
    actions.confirm(managed, by=acting(rose_account), facts={"minutes": 40, "who_came": "Wanda"})
    said = again(managed)
    assert (said.due_pence, said.minutes_done, said.who_came) == (1_200, 40, "Wanda")
    assert sums("council-managed") == (20_000, 13_800)


def test_public_money_never_pays_more_than_was_promised(managed, rose_account):
    with pytest.raises(RuleBroken, match="than was promised"):
        actions.confirm(managed, by=acting(rose_account), facts={"minutes": 90})
    assert again(managed).status == "planned" and sums("council-managed") == (20_000, 14_400)


def test_from_a_direct_payment_a_longer_visit_is_written_down(first, rose_account):
    actions.confirm(first, by=acting(rose_account), facts={"pence": 2_700})
    assert (again(first).pence, again(first).due_pence) == (2_700, 2_700) and sums() == (20_000, 15_300)


# --- Nobody came -----------------------------------------------------------------------------------------------------
def test_nobody_came_frees_the_money_and_alerts_circle_and_worker(first, rose_account, dora, sam, amina):
    actions.nobody_came(first, by=acting(rose_account))
    actions.nobody_came(first, by=acting(rose_account))
    assert again(first).status == "missed" and sums() == (20_000, 12_600)
    assert told("nobody-came") == ["Dora", "Sam"] and told("nobody-came-owner") == ["Amina"]


def test_whoever_says_it_is_not_alerted_by_themselves(first, dora):
    actions.nobody_came(first, by=acting(dora))
    assert told("nobody-came") == ["Sam"]


def test_said_by_mistake_is_taken_back_and_promised_again(first, rose_account):
    by = acting(rose_account)
    actions.nobody_came(first, by=by)
    actions.take_back_word(first, by=by)
    now = again(first)
    assert (now.status, now.how, now.said_by, now.due_pence) == ("planned", "", None, None)
    assert sums() == (20_000, 14_400)
    actions.confirm(first, by=by)
    actions.nobody_came(first, by=by)
    actions.confirm(first, by=by)
    assert again(first).status == "confirmed" and sums() == (20_000, 14_400)


# --- A whole week ----------------------------------------------------------------------------------------------------
def test_a_week_as_planned_but_for_one(first, rose, rose_account, time_machine):
    time_machine.move_to("2026-03-08T12:00:00+00:00")
    monday, thursday, next_monday = visits_of(first.agreement)[:3]
    keys = [monday.pk, next_monday.pk]
    assert actions.confirm_visits(rose, keys, by=acting(rose_account)) == 1, "next Monday is to come"
    assert [each.status for each in visits_of(first.agreement)[:3]] == ["confirmed", "planned", "planned"]


def test_a_week_of_somebody_else_is_not_touched(first, rose, olive):
    with pytest.raises(PermissionDenied):
        actions.confirm_visits(rose, [first.pk], by=acting(olive))


# --- Silence ---------------------------------------------------------------------------------------------------------
def test_silence_never_confirms_and_sam_is_asked_once_a_day(first, sam, time_machine):
    time_machine.move_to("2026-03-03T23:59:00+00:00")
    tasks.ask_silent()
    assert told("visits-silent") == []
    for now in ("2026-03-04T09:00:00+00:00", "2026-03-04T12:00:00+00:00", "2026-03-05T09:00:00+00:00"):
        time_machine.move_to(now)
        tasks.ask_silent()
    assert told("visits-silent") == ["Sam", "Sam"]
    assert again(first).status == "planned" and sums() == (20_000, 14_400)
    assert list(Visit.objects.silent_for(acting(sam), timezone.localdate())) == [first]


def test_who_has_no_worker_is_only_reminded_once(first, rose, time_machine):
    Person.objects.update(named_worker=None)
    for now in ("2026-03-04T09:00:00+00:00", "2026-03-05T09:00:00+00:00"):
        time_machine.move_to(now)
        tasks.ask_silent()
    assert told("visits-unsaid") == ["Rose"] and again(first).status == "planned"


# --- Moved, and called off -------------------------------------------------------------------------------------------
def test_moved_to_another_day_its_money_goes_along(first, rose_account, amina):
    new = actions.move_visit(first, date(2026, 3, 3), time(14), by=acting(rose_account))
    old = again(first)
    assert (old.status, old.moved_to, new.status) == ("moved", new, "planned") and sums() == (20_000, 14_400)
    assert told("visit-moved-owner") == ["Amina"]


@pytest.mark.parametrize("day", [date(2026, 3, 1), date(2026, 3, 31)])
def test_it_is_not_moved_out_of_the_agreement_or_far_away(first, rose_account, day):
    with pytest.raises(RuleBroken, match="within four weeks"):
        actions.move_visit(first, day, time(14), by=acting(rose_account))


def test_two_visits_are_not_at_one_time(first, rose_account):
    with pytest.raises(IntegrityError, match="visit_once"), transaction.atomic():
        actions.move_visit(first, date(2026, 3, 5), time(10), by=acting(rose_account))


def test_called_off_in_time_it_costs_nothing_and_late_a_part(rose, cooking, amina, sam, rose_account):
    agreement = planned(rose, cooking, amina, sam, cancel_hours=24, cancel_per_cent=50)
    monday, thursday, _next = visits_of(agreement)[:3]
    actions.call_off(monday, by=acting(rose_account))
    actions.call_off(thursday, by=acting(rose_account))
    assert (again(monday).due_pence, again(thursday).due_pence) == (900, 0)
    assert sums() == (20_000, 14_400 - 900 - 1_800)


def test_the_enterprise_calls_off_for_nothing_and_only_before_its_time(first, worker, dora, sam):
    with pytest.raises(RuleBroken, match="Say what happened instead"):
        actions.call_off(first, by=acting(worker))
    thursday = visits_of(first.agreement)[1]
    actions.call_off(thursday, by=acting(worker))
    assert again(thursday).due_pence == 0 and sums() == (20_000, 12_600)
    assert told("visit-off") == ["Dora", "Rose"]


def test_the_enterprise_asks_for_another_time_and_rose_says_yes(first, worker, rose_account):
    thursday = visits_of(first.agreement)[1]
    actions.propose_time(thursday, date(2026, 3, 6), time(11), by=acting(worker))
    assert again(thursday).status == "planned" and told("visit-proposed") == ["Rose"]
    with pytest.raises(PermissionDenied):
        actions.answer_proposal(thursday, True, by=acting(worker))
    actions.answer_proposal(thursday, True, by=acting(rose_account))
    assert str(again(thursday).moved_to.on) == "2026-03-06"


def test_rose_says_no_to_another_time_and_it_stays(first, worker, rose_account, amina):
    thursday = visits_of(first.agreement)[1]
    actions.propose_time(thursday, date(2026, 3, 6), time(11), by=acting(worker))
    actions.answer_proposal(thursday, False, by=acting(rose_account))
    assert again(thursday).status == "planned" and again(thursday).proposed_on is None
    assert told("visit-stays-owner") == ["Amina"]


# --- Paid ------------------------------------------------------------------------------------------------------------
def test_paid_from_a_direct_payment_it_is_in_the_books(first, rose_account):
    by = acting(rose_account)
    with pytest.raises(RuleBroken, match="Nothing is due"):
        actions.pay_visit(first, by=by)
    actions.confirm(first, by=by)
    actions.pay_visit(first, by=by)
    actions.pay_visit(first, by=by)
    assert sums() == (18_200, 12_600) and pot("enterprise").posted == 1_800
    for act in (actions.nobody_came, actions.take_back_word):
        with pytest.raises(RuleBroken, match="paid already"):
            act(first, by=by)


def test_a_payment_taken_back_is_promised_anew_and_paid_again(first, rose_account):
    by = acting(rose_account)
    actions.confirm(first, by=by)
    for _time in range(2):
        actions.pay_visit(first, by=by)
        actions.take_back_payment(first, by=by)
    assert sums() == (20_000, 14_400) and again(first).paid_at is None
    actions.pay_visit(first, by=by)
    assert sums() == (18_200, 12_600)


def test_what_the_council_pays_waits_for_the_invoice(managed, rose_account):
    actions.confirm(managed, by=acting(rose_account))
    with pytest.raises(RuleBroken, match="when the invoice comes"):
        actions.pay_visit(managed, by=acting(rose_account))
    assert sums("council-managed") == (20_000, 14_400)


def test_own_money_outside_of_the_books_is_only_ticked(rose, cooking, amina, sam, rose_account, time_machine):
    visit = visits_of(planned(rose, cooking, amina, sam, way=""))[0]
    time_machine.move_to("2026-03-02T12:00:00+00:00")
    actions.confirm(visit, by=acting(rose_account))
    actions.pay_visits(rose, [visit.pk], by=acting(rose_account))
    assert again(visit).paid_at and not Posting.objects.exists()
    actions.take_back_payment(visit, by=acting(rose_account))
    assert again(visit).paid_at is None


# --- Time (R13), and what PostgreSQL keeps (R7) ----------------------------------------------------------------------
@pytest.mark.R13
def test_24_hours_before_are_24_hours_also_when_the_clock_goes_forward(rose, cooking, amina, sam, time_machine):
    """Clocks go forward at one in the night of 29 March 2026: from 10 on Saturday to 10 on Sunday are 23 hours."""
    pattern = [{"weekday": 6, "at": "10:00", "minutes": 60}]
    agreement = planned(rose, cooking, amina, sam, way="", pattern=pattern, cancel_per_cent=100)
    sunday = next(each for each in visits_of(agreement) if each.on == date(2026, 3, 29))
    time_machine.move_to("2026-03-28T09:00:00+00:00")
    assert actions.due_if_called_off(sunday, timezone.now()) == 0, "24 hours before"
    time_machine.move_to("2026-03-28T10:00:00+00:00")
    assert actions.due_if_called_off(sunday, timezone.now()) == 1_800, "23 hours before, by the same clock on the wall"


@pytest.mark.R13
def test_a_visit_of_summer_begins_by_the_clock_on_the_wall(rose, cooking, amina, sam, rose_account, time_machine):
    agreement = planned(rose, cooking, amina, sam, way="")
    monday = next(each for each in visits_of(agreement) if each.on == date(2026, 3, 30))
    time_machine.move_to("2026-03-30T08:59:00+00:00")
    with pytest.raises(RuleBroken, match="not begun"):
        actions.confirm(monday, by=acting(rose_account))
    time_machine.move_to("2026-03-30T09:00:00+00:00")
    actions.confirm(monday, by=acting(rose_account))


@pytest.mark.R13
def test_a_leap_day_has_its_visit_and_two_silent_days(rose, cooking, amina, sam, time_machine):
    time_machine.move_to("2028-02-28T08:00:00+00:00")
    pattern = [{"weekday": 1, "at": "10:00", "minutes": 60}]
    visit = visits_of(planned(rose, cooking, amina, sam, way="", pattern=pattern))[0]
    assert visit.on == date(2028, 2, 29)
    assert [Visit.objects.silent(day).count() for day in (date(2028, 3, 1), date(2028, 3, 2))] == [0, 1]


def breaks(statement: str, *values) -> str:
    """The rule of the database that refuses it."""
    with pytest.raises(IntegrityError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    return str(refused.value)


@pytest.mark.R7
def test_against_raw_sql_no_visit_is_confirmed_by_the_enterprise(first, amina, dora, good_company):
    said = "UPDATE budgets_visit SET status = 'confirmed', how = 'tap', said_at = %s, said_by_id = %s WHERE id = %s"
    assert "has a part in the enterprise" in breaks(said, timezone.now(), amina.pk, first.pk)
    Interest.objects.create(account=dora, enterprise=good_company, relation="household-owns")
    assert "has a part in the enterprise" in breaks(said, timezone.now(), dora.pk, first.pk)


@pytest.mark.R7
def test_against_raw_sql_no_more_is_due_than_planned_and_what_is_paid_stays(first, rose_account):
    more = "UPDATE budgets_visit SET due_pence = pence + 1 WHERE id = %s"
    assert "visit_due_no_more_than_planned" in breaks(more, first.pk)
    actions.confirm(first, by=acting(rose_account))
    actions.pay_visit(first, by=acting(rose_account))
    for change in ("due_pence = 1", "status = 'stopped'", "minutes = 5", "paid_at = paid_at + interval '1 day'",
                   "reservation_id = NULL", "said_by_id = NULL"):  # fmt: skip
        assert "stays" in breaks(f"UPDATE budgets_visit SET {change} WHERE id = %s", first.pk), change
    assert "stays" in breaks("DELETE FROM budgets_visit WHERE id = %s", first.pk)


@pytest.mark.R7
def test_against_raw_sql_silence_confirms_nothing(first):
    assert "visit_said_by_somebody" in breaks("UPDATE budgets_visit SET status = 'confirmed' WHERE id = %s", first.pk)
