"""Clubbing together: it starts by itself, each pays their own share, and who leaves takes their money with them."""

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from budgets import actions
from budgets.models import Person, Posting, SharedArrangement
from marketplace.notifications.models import Message
from marketplace.workflow.errors import RuleBroken
from providers.actions import declare_interest
from providers.models import Gathering
from tests.budgets.clubbing import (
    CLOCK,
    begun,
    joins,
    leaves,
    money,
    paid_to,
    per_cent,
    place,
    pool,
    pot,
    somebody,
    today,
)
from tests.factories import ServiceFactory
from tests.people import acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def art(good_company, nottingham, amina):
    """Amina's art morning: for groups, and listed."""
    return ServiceFactory(enterprise=good_company, listed=True, listed_by=nottingham, in_group=True, people="Amina")


@pytest.fixture
def three(nottingham, sam, ben):
    """Ben, Joan and Raj, each with £100 a week of a direct payment."""
    return [somebody(name, nottingham, sam, account=ben if name == "ben" else None) for name in ("ben", "joan", "raj")]


@pytest.fixture
def running(art, three):
    made = begun(art, three[0])
    for each in three[1:]:
        joins(made, each)
    return SharedArrangement.objects.get(pk=made.pk)


def again(arrangement) -> SharedArrangement:
    return SharedArrangement.objects.get(pk=arrangement.pk)


def told(template, account=None) -> int:
    found = Message.objects.filter(template=template)
    return (found.filter(to=account) if account else found).count()


def everybody(session) -> list:
    return list(session.shares.values_list("member", flat=True))


# --- It starts -------------------------------------------------------------------------------------------------------
def test_it_starts_by_itself_when_the_last_of_three_joins_and_each_is_told_once(art, three, amina):
    made = begun(art, three[0])
    joins(made, three[1])
    assert again(made).status == "gathering" and not told("together-started")
    joins(made, three[2])
    joins(made, three[2])
    assert (again(made).status, again(made).started_on) == ("running", today())
    assert [told("together-started", each.account) for each in three] == [1, 1, 1]
    assert told("together-started-owner", amina) == 1


def test_joining_again_with_another_share_is_said_and_not_swallowed(art, three):
    made = begun(art, three[0])
    joins(made, three[1], share={"most_pence": 2_500})
    with pytest.raises(RuleBroken, match="in it already"):
        joins(made, three[1], share={"most_pence": 3_000})


def test_an_enterprise_offers_it_and_the_page_of_the_service_says_how_many_have_joined(art, three, amina, client):
    facts = {"what": "Art", "when": "Tuesdays", "cost_pence": 6_000, "minimum": 3, "most": 6}
    made = actions.offer_together(art, facts, key=art.pk, by=acting(amina))
    joins(made, three[0])
    joins(made, three[1])
    gathering = Gathering.objects.get(service=art)
    assert (gathering.minimum, gathering.so_far) == (3, 2)
    assert again(made).lead == three[0]
    joins(made, three[2])
    assert not Gathering.objects.exists()


def test_only_the_owner_offers_it_and_only_for_groups(art, amina, olive):
    facts = {"what": "Art", "when": "Tuesdays", "cost_pence": 6_000, "minimum": 3, "most": 6}
    with pytest.raises(PermissionDenied):
        actions.offer_together(art, facts, key=art.pk, by=acting(olive))
    art.in_group = False
    art.save()
    with pytest.raises(RuleBroken, match="for groups"):
        actions.offer_together(art, facts, key=art.pk, by=acting(amina))


def test_it_waits_until_what_they_offer_comes_to_the_whole_cost(art, three):
    made = begun(art, three[0], shared_by="per-cent", minimum=2, share=per_cent("50"))
    joins(made, three[1], share=per_cent("25"))
    assert again(made).status == "gathering"
    joins(made, three[2], share=per_cent("25"))
    assert again(made).status == "running"


def test_without_an_invitation_nobody_joins_what_is_not_open(art, three, nottingham, sam):
    made = begun(art, three[0])
    kim = somebody("kim", nottingham, sam)
    with pytest.raises(PermissionDenied):
        joins(made, kim, is_invited=False)
    with pytest.raises(PermissionDenied):
        actions.invite_together(made, by=acting(kim.account))
    link = actions.invite_together(made, "kim@example.org", by=acting(three[0].account))
    assert actions.join_together(made, kim, *money(kim), {}, by=acting(kim.account), link=link.pk).status == "in"
    assert told("together-invited") == 1


def test_whoever_may_not_agree_for_somebody_does_not_spend_their_money(art, three, olive, sam):
    made = begun(art, three[0], is_open=True)
    for other in (olive, sam):  # with a direct payment a named worker does not agree
        with pytest.raises(PermissionDenied):
            joins(made, three[1], by=acting(other))


def test_a_named_worker_joins_for_somebody_whose_money_the_council_manages(art, nottingham, sam):
    edith, kwame = (somebody(name, nottingham, sam, way="council-managed") for name in ("edith", "kwame"))
    made = begun(art, edith, by=acting(sam), minimum=2)
    joins(made, kwame, by=acting(sam))
    assert again(made).status == "running"


def test_nobody_pays_an_enterprise_of_their_own(art, three, nottingham, sam, amina):
    made = begun(art, three[0], is_open=True)
    hers = somebody("amina", nottingham, sam, account=amina)
    with pytest.raises(RuleBroken, match="own or work in"):
        joins(made, hers)


def test_a_council_buys_no_unregistered_personal_care_and_a_direct_payment_may(art, three, nottingham, sam):
    art.personal_care = "directed"
    art.save()
    made = begun(art, three[0], is_open=True)
    managed = somebody("edith", nottingham, sam, way="council-managed")
    with pytest.raises(RuleBroken, match="own hands"):
        joins(made, managed, by=acting(sam))
    with pytest.raises(PermissionDenied):
        joins(made, managed)
    assert joins(made, three[1]).status == "in"


# --- Sessions --------------------------------------------------------------------------------------------------------
def test_each_share_is_set_aside_and_paid_from_each_ones_own_money(running, art, three, ben):
    session = actions.plan_session(running, today(), by=acting(ben))
    places = [place(running, each) for each in three]
    assert [(pot(each), pool(each)) for each in places] == [(38_000, 2_000)] * 3
    actions.settle_session(session, everybody(session), by=acting(ben))
    assert [(pot(each), pool(each)) for each in places] == [(38_000, 0)] * 3 and paid_to(art) == 6_000
    actions.settle_session(session, everybody(session), by=acting(ben))
    assert paid_to(art) == 6_000 and told("together-paid") == 3
    assert Posting.objects.filter(source_id=session.pk).count() == 2, "one posting for all who set aside, one who pay"


def test_the_odd_penny_goes_round(art, three, ben):
    made = begun(art, three[0], cost_pence=1_000)
    for each in three[1:]:
        joins(made, each)
    paid = []
    for day in (0, 1, 2):
        session = actions.plan_session(again(made), today(day), by=acting(ben))
        paid.append([share.pence for share in session.shares.order_by("member__joined_on", "member")])
    assert paid == [[334, 333, 333], [333, 334, 333], [333, 333, 334]]


def test_by_session_whoever_came_shares_it_and_who_did_not_keeps_what_was_set_aside(art, three, ben):
    made = begun(art, three[0], shared_by="session", share={"most_pence": 3_000})
    for each in three[1:]:
        joins(made, each, share={"most_pence": 3_000})
    session = actions.plan_session(again(made), today(), by=acting(ben))
    places = [place(made, each) for each in three]
    actions.settle_session(session, [each.pk for each in places[:2]], by=acting(ben))
    assert [pool(each) for each in places] == [0, 0, 3_000] and paid_to(art) == 6_000
    actions.plan_session(again(made), today(7), by=acting(ben))
    assert pot(places[2]) == 40_000 - 3_000, "what was not needed counts for the next time"


def test_nobody_pays_more_than_they_said_yes_to_when_few_come(art, three, ben):
    made = begun(art, three[0], shared_by="session", share={"most_pence": 3_000})
    for each in three[1:]:
        joins(made, each, share={"most_pence": 3_000})
    session = actions.plan_session(again(made), today(), by=acting(ben))
    with pytest.raises(RuleBroken, match="more than they said yes to"):
        actions.settle_session(session, [place(made, three[0]).pk], by=acting(ben))
    actions.settle_session(session, [place(made, three[0]).pk], 3_000, by=acting(ben))
    assert paid_to(art) == 3_000


def test_the_enterprise_says_who_came_and_is_not_paid_before_the_lead_says_yes(running, art, amina, ben):
    session = actions.plan_session(running, today(), by=acting(ben))
    actions.say_who_came(session, everybody(session), by=acting(amina))
    assert paid_to(art) == 0 and told("together-held", ben) == 1
    with pytest.raises(PermissionDenied):
        actions.settle_session(session, everybody(session), by=acting(amina))
    actions.settle_session(session, everybody(session), by=acting(ben))
    assert paid_to(art) == 6_000


def test_nothing_is_paid_before_it_has_happened_nor_more_than_was_agreed(running, ben, three):
    later = actions.plan_session(running, today(3), by=acting(ben))
    with pytest.raises(RuleBroken, match="when it has happened"):
        actions.settle_session(later, everybody(later), by=acting(ben))
    now = actions.plan_session(running, today(), by=acting(ben))
    with pytest.raises(RuleBroken, match="£60 at most"):
        actions.settle_session(now, everybody(now), 6_001, by=acting(ben))


def test_where_one_has_not_enough_public_money_nobodys_moves_and_nobody_reads_whose(art, three, nottingham, sam, ben):
    made = begun(art, three[0], is_open=True)
    joins(made, three[1])
    joins(made, somebody("edith", nottingham, sam, pence=100, way="council-managed"), by=acting(sam))
    with pytest.raises(RuleBroken, match="for everybody") as refused:
        actions.plan_session(again(made), today(), by=acting(ben))
    assert "Edith" not in str(refused.value) and pot(place(made, three[0])) == 40_000
    assert not again(made).sessions.exists()


def test_a_session_that_is_called_off_costs_nothing(running, ben, three):
    session = actions.plan_session(running, today(2), by=acting(ben))
    actions.call_off_session(session, by=acting(ben))
    actions.plan_session(again(running), today(3), by=acting(ben))
    assert pot(place(running, three[1])) == 38_000, "set aside once"


# --- Leaving ---------------------------------------------------------------------------------------------------------
def test_who_leaves_is_in_until_the_notice_is_over_and_their_money_goes_back(running, three, ben):
    with time_machine.travel("2026-11-02 09:00", tick=False):
        leaves(running, three[2])
    gone = place(running, three[2])
    assert (gone.status, str(gone.left_on)) == ("leaving", "2026-11-30")
    assert [told("together-leaving", each.account) for each in three] == [1, 1, 0]
    assert told("together-you-leave", three[2].account) == 1


def test_below_the_minimum_it_pauses_and_goes_on_when_another_joins(running, three, nottingham, sam, ben):
    leaves(running, three[2])
    with time_machine.travel(f"{today(29)} 09:00", tick=False):
        actions.keep_together(again(running), by=CLOCK)
        actions.keep_together(again(running), by=CLOCK)
        assert again(running).status == "paused" and told("together-paused") == 2
        with pytest.raises(RuleBroken, match="while it runs"):
            actions.plan_session(again(running), today(), by=acting(ben))
        joins(running, somebody("kim", nottingham, sam))
        assert again(running).status == "running"


def test_below_the_minimum_it_ends_after_the_notice_and_what_is_left_goes_back(art, three, ben):
    made = begun(art, three[0], below="end")
    for each in three[1:]:
        joins(made, each)
    session = actions.plan_session(again(made), today(), by=acting(ben))
    actions.call_off_session(session, by=acting(ben))
    leaves(made, three[2])
    with time_machine.travel(f"{today(29)} 09:00", tick=False):
        actions.keep_together(again(made), by=CLOCK)
        assert again(made).status == "running" and pot(place(made, three[2])) == 40_000
    with time_machine.travel(f"{today(58)} 09:00", tick=False):
        actions.keep_together(again(made), by=CLOCK)
        assert again(made).status == "ended" and told("together-ended") == 2
        assert [pot(place(made, each)) for each in three] == [40_000] * 3


def test_those_who_stay_are_asked_and_pay_no_more_before_each_says_yes(art, three, ben):
    made = begun(art, three[0], below="share-on")
    for each in three[1:]:
        joins(made, each)
    leaves(made, three[2])
    assert [place(made, each).asked_pence for each in three] == [3_000, 3_000, None]
    with time_machine.travel(f"{today(29)} 09:00", tick=False):
        actions.keep_together(again(made), by=CLOCK)
        with pytest.raises(RuleBroken, match="2 people have not said yes"):
            actions.plan_session(again(made), today(), by=acting(ben))
        for each in three[:2]:
            actions.answer_share(place(made, each), True, by=acting(each.account))
        session = actions.plan_session(again(made), today(), by=acting(ben))
        assert [share.pence for share in session.shares.all()] == [3_000, 3_000]


def test_whoever_says_no_to_a_higher_share_leaves_with_the_one_who_made_it_dearer(art, three):
    made = begun(art, three[0], below="share-on")
    for each in three[1:]:
        joins(made, each)
    leaves(made, three[2])
    actions.answer_share(place(made, three[1]), False, by=acting(three[1].account))
    assert place(made, three[1]).left_on == place(made, three[2]).left_on


def test_before_it_starts_one_leaves_at_once_and_a_lead_is_found_anew(art, three):
    made = begun(art, three[0])
    joins(made, three[1])
    leaves(made, three[0])
    assert place(made, three[0]).status == "withdrew" and again(made).lead == three[1]
    assert again(made).status == "gathering"


def test_a_session_after_somebodys_last_day_is_planned_anew_without_them(running, three, ben):
    SharedArrangement.objects.update(notice_weeks=1)
    session = actions.plan_session(again(running), today(10), by=acting(ben))
    leaves(running, three[2])
    session.refresh_from_db()
    assert session.status == "called-off" and told("together-called-off") == 3


def test_a_represented_person_does_not_leave_by_themselves(running, three):
    Person.objects.filter(pk=three[2].pk).update(is_represented=True)
    with pytest.raises(PermissionDenied):
        leaves(running, three[2])


def test_the_lead_calls_off_what_has_not_started(art, three, amina):
    made = begun(art, three[0], is_open=True)
    with pytest.raises(PermissionDenied):
        actions.call_off_together(made, by=acting(three[1].account))
    actions.call_off_together(made, by=acting(three[0].account))
    assert again(made).status == "ended" and not Gathering.objects.exists()


# --- The books -------------------------------------------------------------------------------------------------------
@pytest.mark.R9
def test_the_books_agree_with_what_was_shared(running, three, ben, capsys):
    session = actions.plan_session(running, today(), by=acting(ben))
    actions.settle_session(session, everybody(session), by=acting(ben))
    actions.plan_session(again(running), today(2), by=acting(ben))
    leaves(running, three[2])
    with time_machine.travel(f"{today(29)} 09:00", tick=False):
        actions.keep_together(again(running), by=CLOCK)
    call_command("verify_ledger")
    call_command("reconcile")
    said = capsys.readouterr().out
    assert "The books are right." in said and "Everything agrees." in said
    assert money(three[0])[1] == "direct-payment"


def test_where_shares_are_unequal_those_who_stay_are_asked_although_enough_are_left(art, three, ben):
    made = begun(art, three[0], shared_by="per-cent", minimum=2, share=per_cent("50"))
    for each in three[1:]:
        joins(made, each, share=per_cent("25"))
    leaves(made, three[2])
    assert [place(made, each).asked_pence for each in three] == [4_000, 2_000, None]
    with time_machine.travel(f"{today(29)} 09:00", tick=False):
        actions.keep_together(again(made), by=CLOCK)
        assert again(made).status == "running"
        for each in three[:2]:
            actions.answer_share(place(made, each), True, by=acting(each.account))
        session = actions.plan_session(again(made), today(), by=acting(ben))
        assert [share.pence for share in session.shares.all()] == [4_000, 2_000]


def test_somebody_new_makes_a_higher_share_needless(art, three, nottingham, sam):
    made = begun(art, three[0], below="share-on")
    for each in three[1:]:
        joins(made, each)
    leaves(made, three[2])
    joins(made, somebody("kim", nottingham, sam))
    assert [place(made, each).asked_pence for each in three[:2]] == [None, None]


def test_nobody_spends_for_another_at_an_enterprise_of_their_household(art, nottingham, sam, good_company):
    declare_interest(good_company, "household-owns", by=acting(sam))
    edith = somebody("edith", nottingham, sam, way="council-managed")
    with pytest.raises(RuleBroken, match="own or work in"):
        begun(art, edith, by=acting(sam))


def test_what_was_shared_is_blanked_two_years_after_its_end(running, three):
    for each in three:
        leaves(running, each)
    with time_machine.travel(f"{today(29)} 09:00", tick=False):
        actions.keep_together(again(running), by=CLOCK)
        assert again(running).status == "ended" and actions.forget_together(by=CLOCK) == 0
    with time_machine.travel(f"{today(800)} 09:00", tick=False):
        assert (actions.forget_together(by=CLOCK), actions.forget_together(by=CLOCK)) == (1, 0)
    assert (again(running).what, again(running).when) == ("", "")
