"""A day that the enterprise names is only suggested: nothing is set aside before those who share it say yes."""

from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from budgets import actions
from budgets.actions.leaving_together import leave_at_once
from budgets.models import Posting, SessionShare, SharedArrangement, SharedSession
from marketplace.accounts.actors import system
from marketplace.ui.filters import long_date
from marketplace.workflow.errors import RuleBroken
from tests.budgets.clubbing import CLOCK, begun, joins, leaves, place, pool, pot, somebody, today
from tests.budgets.test_together import again, art, everybody, running, three, told
from tests.budgets.test_together_pages import as_, page, read
from tests.factories import MembershipFactory, ServiceFactory, UserFactory
from tests.people import acting
from tests.test_races import at_once

__all__ = ["art", "running", "three"]
pytestmark = pytest.mark.django_db
DIED = system("life-happens")


@pytest.fixture
def suggested(running, amina) -> SharedSession:
    return actions.plan_session(running, today(3), by=acting(amina))


def the(session) -> SharedSession:
    return SharedSession.objects.get(pk=session.pk)


def in_days(days: int):
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=False)


def test_amina_suggests_a_day_and_nobodys_money_moves_before_bens_yes(suggested, running, three, ben, amina):
    assert (suggested.status, told("together-suggested", ben), told("together-planned")) == ("proposed", 1, 0)
    assert not SessionShare.objects.exists() and not Posting.objects.filter(entry_type="transfer-to-pool").exists()
    with pytest.raises(PermissionDenied):
        actions.say_yes_to_day(suggested, by=acting(amina))
    actions.say_yes_to_day(suggested, by=acting(ben))
    actions.say_yes_to_day(the(suggested), by=acting(ben))
    assert the(suggested).status == "planned" and [pool(place(running, each)) for each in three] == [2_000] * 3
    assert told("together-planned") == 3


def test_a_day_that_is_suggested_again_is_asked_once(suggested, running, amina, ben):
    assert actions.plan_session(again(running), today(3), by=acting(amina)) == suggested
    assert told("together-suggested", ben) == 1


def test_when_ben_plans_the_very_day_that_amina_suggests_that_is_his_yes(suggested, running, ben):
    assert actions.plan_session(again(running), today(3), by=acting(ben)) == suggested
    assert the(suggested).status == "planned"


def test_ben_says_no_and_why_and_amina_reads_it_once(suggested, running, ben, amina):
    answer = as_(ben).post(page("day-no", suggested.pk), {"because": ""})
    assert "Say why, so that they know what to do" in answer.content.decode()
    as_(ben).post(page("day-no", suggested.pk), {"because": "We are all away."})
    actions.say_no_to_day(the(suggested), "Again.", by=acting(ben))
    assert (the(suggested).status, the(suggested).why_not) == ("called-off", "We are all away.")
    assert told("together-no-owner", amina) == 1 and "We are all away." in read(as_(amina), "together", running.pk)
    assert actions.plan_session(again(running), today(3), by=acting(amina)) != suggested, "the day is free again"


def test_amina_takes_it_back_twice_and_ben_is_told_once_and_cannot_say_yes_any_more(suggested, ben, amina):
    for _tap in range(2):
        assert as_(amina).post(page("call-off-day", suggested.pk)).status_code == 302
    assert (
        the(suggested).status == "called-off" and told("together-called-off") == told("together-called-off", ben) == 1
    )
    with pytest.raises(RuleBroken, match="taken back"):
        actions.say_yes_to_day(the(suggested), by=acting(ben))


def test_ben_does_not_take_back_what_amina_suggests(suggested, ben):
    with pytest.raises(PermissionDenied):
        actions.call_off_session(suggested, by=acting(ben))


def test_what_somebody_said_yes_to_is_not_answered_with_no(suggested, ben):
    actions.say_yes_to_day(suggested, by=acting(ben))
    with pytest.raises(RuleBroken, match="said yes already"):
        actions.say_no_to_day(suggested, "Too late.", by=acting(ben))


def test_where_the_council_pays_for_the_lead_their_worker_is_asked_and_says_yes(art, nottingham, sam, amina):
    edith, kim = (somebody(name, nottingham, sam, way="council-managed") for name in ("edith", "kim"))
    made = begun(art, edith, by=acting(sam), minimum=2)
    joins(made, kim, by=acting(sam))
    session = actions.plan_session(again(made), today(), by=acting(amina))
    assert told("together-suggested", sam) == told("together-suggested") == 1
    with pytest.raises(PermissionDenied):
        actions.say_yes_to_day(session, by=acting(edith.account))
    assert "Waits for the yes of whoever decides for you." in read(as_(edith.account), "together", made.pk)
    actions.say_yes_to_day(session, by=acting(sam))
    assert [pool(place(made, each)) for each in (edith, kim)] == [3_000] * 2


# --- Things happen between the suggestion and the yes ----------------------------------------------------------------
def test_whoever_leaves_before_the_yes_has_nothing_set_aside(art, three, ben, amina):
    made = begun(art, three[0], minimum=2, notice_weeks=0, below="share-on", share={"most_pence": 3_000})
    for each in three[1:]:
        joins(made, each, share={"most_pence": 3_000})
    session = actions.plan_session(again(made), today(3), by=acting(amina))
    leaves(made, three[2])
    assert the(session).status == "proposed" and not told("together-called-off")
    actions.say_yes_to_day(the(session), by=acting(ben))
    assert [pool(place(made, each)) for each in three] == [3_000, 3_000, 0]


def test_where_those_who_stay_would_pay_more_the_yes_waits_for_each_of_them(art, three, ben, amina):
    made = begun(art, three[0], minimum=2, notice_weeks=0, below="share-on", share={"most_pence": 2_000})
    for each in three[1:]:
        joins(made, each, share={"most_pence": 2_000})
    session = actions.plan_session(again(made), today(3), by=acting(amina))
    leaves(made, three[2])
    with pytest.raises(RuleBroken, match="have not said yes to a higher share yet"):
        actions.say_yes_to_day(the(session), by=acting(ben))
    for each in three[:2]:
        actions.answer_share(place(made, each), True, by=acting(each.account))
    actions.say_yes_to_day(the(session), by=acting(ben))
    assert [pool(place(made, each)) for each in three] == [3_000, 3_000, 0]


def test_where_the_money_of_one_does_not_suffice_now_nobodys_is_set_aside(art, three, nottingham, sam, ben, amina):
    made = begun(art, three[0], is_open=True)
    joins(made, three[1])
    joins(made, somebody("edith", nottingham, sam, pence=100, way="council-managed"), by=acting(sam))
    session = actions.plan_session(again(made), today(), by=acting(amina))
    answer = as_(ben).post(page("day-yes", session.pk))
    assert answer.status_code == 409 and "cannot be set aside for everybody now" in answer.content.decode()
    assert the(session).status == "proposed" and pot(place(made, three[0])) == 40_000


def test_whoever_died_pays_for_nothing_that_was_only_suggested(art, three, ben, amina):
    made = begun(art, three[0], minimum=2, below="share-on", share={"most_pence": 3_000})
    for each in three[1:]:
        joins(made, each, share={"most_pence": 3_000})
    session = actions.plan_session(again(made), today(3), by=acting(amina))
    leave_at_once(three[2], by=DIED)
    actions.say_yes_to_day(the(session), by=acting(ben))
    assert [pool(place(made, each)) for each in three] == [3_000, 3_000, 0]


def test_when_the_lead_died_whoever_leads_next_is_asked(art, three, amina):
    made = begun(art, three[0], minimum=2, share={"most_pence": 3_000})
    for each in three[1:]:
        joins(made, each, share={"most_pence": 3_000})
    with in_days(2):
        session = actions.plan_session(again(made), today(3), by=acting(amina))
        leave_at_once(three[0], by=DIED)
        actions.keep_together(again(made), by=CLOCK)
        joan = again(made).lead.account
        assert joan != three[0].account and told("together-suggested", joan) == 1
        actions.say_yes_to_day(the(session), by=acting(joan))
    assert the(session).status == "planned"


def test_with_too_few_people_what_is_suggested_is_off_when_it_pauses(running, three, amina, ben):
    session = actions.plan_session(running, today(3), by=acting(amina))
    leave_at_once(three[2], by=DIED)
    with pytest.raises(RuleBroken, match="It pauses until one more person joins. Nobody pays."):
        actions.say_yes_to_day(the(session), by=acting(ben))
    with in_days(1):
        actions.keep_together(again(running), by=CLOCK)
    assert (again(running).status, the(session).status) == ("paused", "called-off")


def test_a_day_that_is_over_without_a_yes_is_off_and_amina_is_told_once(art, three, amina, ben):
    made = begun(art, three[0])
    for each in three[1:]:
        joins(made, each)
    session = actions.plan_session(again(made), today(1), by=acting(amina))
    with in_days(2):
        with pytest.raises(RuleBroken, match="The day is over"):
            actions.say_yes_to_day(the(session), by=acting(ben))
        with pytest.raises(RuleBroken, match="today or a later day"):
            actions.plan_session(again(made), today(-1), by=acting(amina))
        assert again(made) in SharedArrangement.objects.to_keep(today())
        for _night in range(2):
            actions.keep_together(again(made), by=CLOCK)
        assert the(session).status == "called-off" and told("together-no-owner", amina) == 1
        assert actions.plan_session(again(made), today(-1), by=acting(ben)).status == "planned", "it did happen"


def test_two_who_say_yes_at_once_set_it_aside_once(fresh_db, nottingham, sam):
    people, service, owner = [somebody(name, nottingham, sam) for name in ("ben", "joan")], None, UserFactory()
    service = ServiceFactory(listed=True)
    MembershipFactory(account=owner, organisation=service.enterprise.organisation, role="owner")
    made = begun(service, people[0], minimum=2)
    joins(made, people[1])
    session = actions.plan_session(again(made), today(), by=acting(owner))

    def yes():
        actions.say_yes_to_day(the(session), by=acting(people[0].account))

    answers = at_once(yes, yes, yes, partial(actions.plan_session, again(made), today(), by=acting(people[0].account)))
    assert not [each for each in answers if isinstance(each, Exception)]
    assert [pool(place(made, each)) for each in people] == [3_000] * 2 and len(everybody(session)) == 2
    assert told("together-planned") == 2 and Posting.objects.filter(entry_type="transfer-to-pool").count() == 1


def test_a_day_that_ben_said_yes_to_is_not_refused_on_an_old_page_and_he_reads_why(suggested, running, ben):
    old, client = page("day-no", suggested.pk), as_(ben)
    assert client.get(old).status_code == 200
    actions.say_yes_to_day(suggested, by=acting(ben))
    for answer in (client.get(old, follow=True), client.post(old, {"because": "Away."}, follow=True)):
        assert answer.redirect_chain == [(page("together", running.pk), 302)]
        assert "Somebody said yes already. You can still call it off." in answer.content.decode()
    assert the(suggested).status == "planned"


def test_a_day_planned_or_suggested_twice_is_there_already(running, ben, amina):
    day = {"held_on_day": today(3).day, "held_on_month": today(3).month, "held_on_year": today(3).year}
    said = [as_(by).post(page("plan-together", running.pk), day, follow=True).content.decode()
            for by in (amina, amina, ben, ben, amina)]  # fmt: skip
    for shown, words in zip(said, ["Suggested.", "Suggested already.", "Planned. Each", "Planned already.",
                                   "Planned already."], strict=True):  # fmt: skip
        assert words in shown
    assert SharedSession.objects.get().status == "planned" and told("together-planned") == 3


def test_bens_statement_says_which_day_and_group_his_money_is_promised_for(running, ben, suggested):
    actions.say_yes_to_day(suggested, by=acting(ben))
    with in_days(3):  # a statement goes to the end of this week
        shown = as_(ben).get(page("my-statement"), {"period": "year"}).content.decode()
    assert "Promised for a day with others" in shown
    assert f": {running.what}, {long_date(suggested.held_on)}" in shown
    assert "Put together" not in shown
    assert 'data-name="In hand"' in shown, "on a phone each movement is a card that names its sums"
