"""An agreement from the offer to its last day: two who say yes, money that is there, changes, notice, who hears."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from budgets import actions
from budgets.models import Account, Agreement, AgreementVersion, CircleMember, Person, Visit
from marketplace.accounts.ids import uuid7
from marketplace.notifications.models import Message
from marketplace.workflow.errors import RuleBroken
from providers import actions as directory
from providers.models import Price, Service
from tests.budgets.agreements import (
    again,
    agreed,
    cooking,
    his,
    known,
    later,
    limits,
    managed,
    much,
    offered,
    on_a_monday,
    pot,
    said_to,
)
from tests.budgets.making import PATTERN, budget_of
from tests.factories import ServiceFactory
from tests.people import acting

__all__ = ["cooking", "his", "limits", "on_a_monday"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_a_monday")]


# --- The offer -------------------------------------------------------------------------------------------------------
def test_ben_offers_amina_says_yes_and_four_weeks_are_planned_and_promised(his, cooking, amina, ben, sam):
    version = budget_of(his, sam, 15_600, days=0)
    made = offered(his, cooking, ben, version=version)
    assert (made.status, made.buyer, made.due_on) == ("offered", "person", date(2026, 3, 9))
    assert said_to(amina, "agreement-offered") == 1 and not Visit.objects.exists()
    made = agreed(made, amina)
    assert made.status == "agreed" and made.held.enterprise_by == amina
    assert Visit.objects.count() == 8 and pot("direct-payment").pending == 8 * 1_850
    assert said_to(amina, "agreement-agreed") == said_to(ben, "agreement-agreed") == 1


def test_the_offer_keeps_the_service_as_it_was(his, cooking, ben):
    made = offered(his, cooking, ben)
    Service.objects.filter(pk=cooking.pk).update(people="Somebody else", if_you_cancel="Nothing is free.")
    Price.objects.filter(service=cooking).update(pence=99_00)
    offer = again(made).versions.get().offer
    assert (offer["people"], offer["if_you_cancel"], offer["on"]) == ("Amina", "A day before is free.", "2026-03-02")
    assert offer["prices"] == [{"pence": 1_850, "unit": "hour", "note": ""}] and offer["business"] == "Good Company"


def test_the_same_form_twice_is_one_offer(his, cooking, ben, amina):
    key = uuid7()
    assert offered(his, cooking, ben, key=key) == offered(his, cooking, ben, key=key)
    assert Agreement.objects.count() == AgreementVersion.objects.count() == said_to(amina, "agreement-offered") == 1


def test_own_money_needs_no_budget(his, cooking, amina, ben):
    made = agreed(offered(his, cooking, ben), amina)
    assert (made.budget, made.status) == (None, "agreed") and not Account.objects.exists()


def test_the_letter_to_the_enterprise_names_nobody(his, cooking, ben, amina):
    offered(his, cooking, ben, what="Help after her stroke")
    said = str(Message.objects.get(to=amina).context)
    assert "Ben" not in said and "Carter" not in said and "stroke" not in said and "NG7" not in said


WRONG = {
    "one of their prices": {"pence": 1_000},
    "on which days": {"pattern": []},
    "begin at the same time": {"pattern": PATTERN[:1] * 2},
    "from five minutes": {"pattern": [{"weekday": 0, "at": "10:00", "minutes": 2}]},
    "within a year": {"starts_on": date(2028, 1, 1)},
    "from today on": {"starts_on": date(2026, 3, 1)},
    "before the first": {"ends_on": date(2026, 3, 1)},
}


@pytest.mark.parametrize("words", WRONG)
def test_what_cannot_be_is_refused_in_words_before_anything_is_written(words, his, cooking, ben):
    with pytest.raises(RuleBroken, match=words):
        offered(his, cooking, ben, **WRONG[words])
    assert not Agreement.objects.exists() and not Message.objects.exists()


@pytest.mark.parametrize("who", ["olive", "lena", "fiona", "cat", "connor", "sam"])
def test_nobody_else_agrees_for_ben(who, his, cooking, request):
    """Not even his named worker: a direct payment and own money are his."""
    with pytest.raises(PermissionDenied):
        offered(his, cooking, request.getfixturevalue(who))


def test_his_daughter_agrees_for_him_while_she_may(his, cooking, amina, olive, ben):
    facts = {"person": his, "account": olive, "kind": "family", "name": "Olive", "powers": ["agree"]}
    place = CircleMember.objects.create(**facts)
    made = offered(his, cooking, olive)
    place.ends_on = later(-1)
    place.starts_on = later(-9)
    place.save()
    with pytest.raises(PermissionDenied):
        actions.withdraw_offer(made, by=acting(olive))


def test_whoever_is_represented_does_not_agree_themselves(his, cooking, ben):
    Person.objects.filter(pk=his.pk).update(is_represented=True)
    with pytest.raises(PermissionDenied):
        offered(his, cooking, ben)


def test_whoever_owns_it_or_whose_household_does_buys_nothing_there(his, cooking, ben, sam, good_company):
    directory.declare_interest(good_company, "household-works", by=acting(ben))
    with pytest.raises(RuleBroken, match="own or work in"):
        offered(his, cooking, ben)
    version = managed(his, sam)
    directory.declare_interest(good_company, "household-owns", by=acting(sam))
    with pytest.raises(RuleBroken, match="own or work in"):
        offered(his, cooking, sam, version=version, about=known())


# --- Public money: within the limit, above it, and what is left ------------------------------------------------------
def test_a_limit_is_not_for_each_slice(his, cooking, sam, connor, amina):
    """£10,000 a year alone: six hours a week are £5,788, and twice as many go to somebody else."""
    version, about = much(his, sam, connor), known()
    pattern = [{"weekday": day, "at": "10:00", "minutes": 60} for day in range(6)]
    assert offered(his, cooking, sam, version=version, about=about, pattern=pattern).versions.get().buyer_by == sam
    later_ones = [row | {"at": "14:00"} for row in pattern]
    second = offered(his, cooking, sam, version=version, about=about, pattern=later_ones).versions.get()
    assert second.buyer_by is None and second.sent_up_by == sam


def test_within_her_limit_sam_orders_alone(his, cooking, sam, amina):
    """£37 a week is £1,929.29 a year; she orders up to £10,000."""
    made = offered(his, cooking, sam, version=managed(his, sam), about=known())
    held = made.open_version
    assert (made.buyer, held.buyer_by, held.yearly_pence, held.limit_pence) == ("council", sam, 192_929, 1_000_000)
    assert agreed(made, amina).status == "agreed" and pot().pending == 8 * 1_850


def test_above_it_the_order_goes_up_and_the_enterprise_hears_nothing_yet(his, cooking, sam, amina, connor):
    made = above(his, cooking, sam, connor)
    assert made.open_version.waits_for == "buyer" and made.due_on == date(2026, 3, 9)
    assert said_to(connor, "agreement-to-decide") == 1 and said_to(amina, "agreement-offered") == 0
    assert not Agreement.objects.visible_to(acting(amina)).exists()
    assert list(Agreement.objects.to_order_by(acting(connor))) == [made]
    with pytest.raises(RuleBroken, match="more than you order alone"):
        actions.accept(made, 1, by=acting(sam))
    made = agreed(made, connor)
    assert made.open_version.buyer_by == connor and said_to(amina, "agreement-offered") == 1
    assert said_to(sam, "agreement-decided") == 1 and not Agreement.objects.to_order_by(acting(connor)).exists()
    assert agreed(made, amina).status == "agreed"


def above(his, cooking, sam, connor) -> Agreement:
    """Twelve hours a week: £11,575.71 a year."""
    version = much(his, sam, connor)
    many = [{"weekday": day, "at": "10:00", "minutes": 144} for day in range(5)]
    return offered(his, cooking, sam, version=version, about=known(), pattern=many)


def test_whoever_decides_says_no_with_the_reason(his, cooking, sam, connor, amina):
    made = above(his, cooking, sam, connor)
    with pytest.raises(RuleBroken, match="Say why"):
        actions.decline(made, 1, " ", by=acting(connor))
    actions.decline(made, 1, "Ask the NHS for part of it.", by=acting(connor))
    assert (again(made).status, again(made).because) == ("declined", "Ask the NHS for part of it.")
    assert said_to(sam, "agreement-declined") == 1 and said_to(amina, "agreement-declined") == 0


def test_nobody_orders_for_themselves(his, cooking, sam, connor):
    made = above(his, cooking, sam, connor)
    Person.objects.filter(pk=his.pk).update(account=connor)
    assert not Agreement.objects.to_order_by(acting(connor)).exists()
    with pytest.raises(PermissionDenied):
        actions.accept(again(made), 1, by=acting(connor))


def test_ben_does_not_order_with_the_councils_money(his, cooking, ben, sam):
    with pytest.raises(PermissionDenied):
        offered(his, cooking, ben, version=managed(his, sam), about=known())


def test_more_a_week_than_is_left_is_refused_with_what_is_left(his, cooking, sam, amina):
    version = managed(his, sam, 5_000)
    agreed(offered(his, cooking, sam, version=version, about=known()), amina)
    with pytest.raises(RuleBroken, match="costs £37 a week. Of £50 a week, £13 is left"):
        offered(his, cooking, sam, version=version, about=known())
    assert Agreement.objects.count() == 1


def test_two_offers_that_fit_alone_are_not_both_agreed(his, cooking, sam, amina):
    version = managed(his, sam, 6_000)
    one, other = (offered(his, cooking, sam, version=version, about=known()) for _n in range(2))
    agreed(one, amina)
    with pytest.raises(RuleBroken, match="not there at the moment"):
        agreed(other, amina)
    assert again(other).status == "offered" and pot().pending == 8 * 1_850


def test_a_direct_payment_shows_its_shortfall_and_goes_on(his, cooking, ben, amina, sam):
    agreed(offered(his, cooking, ben, version=budget_of(his, sam, 3_000, days=0)), amina)
    assert pot("direct-payment").shortfall == 8 * 1_850 - 12_000


def test_a_day_without_money_is_refused(his, cooking, sam):
    version = managed(his, sam)
    version.ends_on = later(20)
    version.save()
    with pytest.raises(RuleBroken, match="no such money"):
        offered(his, cooking, sam, version=version, about=known(), starts_on=later(21))


# --- The law ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def washing(good_company, amina):
    care = {"personal_care": "directed", "activities": ["washing-dressing"]}
    return ServiceFactory(enterprise=good_company, listed=True, **care)


@pytest.mark.parametrize(("way", "funder"), [("council-managed", "council"), ("phb-notional", "nhs")])
def test_a_council_does_not_order_unregistered_help_with_washing(way, funder, his, washing, sam):
    version = managed(his, sam, way=way, funder=funder)
    with pytest.raises(RuleBroken, match="not registered"):
        offered(his, washing, sam, version=version, about=known(is_directed=True))
    assert not Agreement.objects.exists()


def test_nor_does_it_order_it_in_words_of_its_own(his, cooking, sam):
    version = managed(his, sam)
    with pytest.raises(RuleBroken, match="not registered"):
        offered(his, cooking, sam, version=version, about=known(), what="Washing her, help with the toilet")


def test_ben_buys_it_himself_when_he_says_what_is_done(his, washing, ben, sam, amina):
    version = budget_of(his, sam, 15_600, days=0)
    with pytest.raises(RuleBroken, match="only if you say"):
        offered(his, washing, ben, version=version)
    assert agreed(offered(his, washing, ben, version=version, about=known(is_directed=True)), amina).is_directed


def test_a_partner_is_paid_only_when_the_council_finds_it_necessary(his, cooking, ben, sam, amina):
    version = budget_of(his, sam, 15_600, days=0)
    about = known(kin="partner")
    with pytest.raises(RuleBroken, match="Ask the named worker"):
        offered(his, cooking, ben, version=version, about=about, ends_on=later(60))
    assert not Agreement.objects.exists()
    facts = {"until": later(60), "key": uuid7()}
    actions.record_necessity(his, cooking, "Nobody else comes so far out.", **facts, by=acting(sam))
    made = agreed(offered(his, cooking, ben, version=version, about=about, ends_on=later(60)), amina)
    assert (made.necessary_by, made.necessary_until) == (sam, later(60))
    assert made.necessary_because == "Nobody else comes so far out."


def test_with_his_own_money_nobody_asks_who_she_is(his, cooking, ben, amina):
    assert agreed(offered(his, cooking, ben, about=known(kin="partner")), amina).status == "agreed"


@pytest.mark.parametrize("who", ["ben", "olive", "connor", "cat"])
def test_only_the_named_worker_writes_down_why_it_is_necessary(who, his, cooking, request):
    with pytest.raises(PermissionDenied):
        by = acting(request.getfixturevalue(who))
        actions.record_necessity(his, cooking, "So.", later(9), key=uuid7(), by=by)


def test_a_council_asks_hmrcs_tool_before_it_orders(his, cooking, sam):
    with pytest.raises(RuleBroken, match="HMRC"):
        offered(his, cooking, sam, version=managed(his, sam))


def test_who_is_suspended_before_the_yes_is_not_agreed_with(his, cooking, ben, amina):
    made = offered(his, cooking, ben)
    Service.objects.filter(pk=cooking.pk).update(status="suspended")
    with pytest.raises(RuleBroken, match="not in order"):
        agreed(made, amina)
    assert again(made).status == "offered" and not Visit.objects.exists()
