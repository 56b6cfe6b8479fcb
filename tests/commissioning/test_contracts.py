"""A small contract is let in one sitting, said yes to by both, changed by both, and ordered from by whoever buys."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from commissioning import actions
from commissioning.models import CallOff, Contract
from marketplace.accounts.actors import system
from marketplace.accounts.ids import uuid7
from marketplace.notifications.models import Message
from marketplace.workflow.errors import RuleBroken
from providers import actions as providers
from tests.budgets.agreements import known, managed, offered
from tests.commissioning.making_contracts import agreed, answers, let, may_let, ordered
from tests.people import acting

pytestmark = pytest.mark.django_db


def again(contract) -> Contract:
    return Contract.objects.with_sides().get(pk=contract.pk)


def said(browser, address: str, **sent) -> str:
    return " ".join(browser.post(address, sent, follow=True).content.decode().split())


def told(account) -> set[str]:
    return set(Message.objects.filter(to=account).values_list("template", flat=True))


def test_a_contract_is_offered_and_agreed_and_both_hear_of_it(nottingham, cooking, amina, connor):
    made = let(nottingham, cooking, connor)
    year = timezone.localdate().year
    assert (made.status, made.value_pence, made.number) == ("offered", 24_000, f"PO-{year}-00001")
    assert made.regime == "below-threshold" and "term-30-days" in {each["code"] for each in made.duties}
    assert made.offer["business"] == "Good Company" and "contract-offered" in told(amina)
    actions.accept_contract(made, 1, by=acting(amina))
    made = again(made)
    assert (made.status, made.agreed_by) == ("agreed", amina) and "contract-agreed" in told(connor)
    assert let(nottingham, cooking, connor).number == f"PO-{year}-00002"


def test_a_form_sent_twice_is_one_contract(nottingham, cooking, amina, connor):
    key = uuid7()
    assert let(nottingham, cooking, connor, key=key) == let(nottingham, cooking, connor, key=key)
    with pytest.raises(RuleBroken):
        let(nottingham, cooking, connor, key=key, units=13)
    assert Contract.objects.count() == 1


def test_what_is_more_than_sam_lets_alone_goes_up_before_the_enterprise_hears_of_it(
    nottingham, cooking, amina, sam, connor
):
    may_let(nottingham, 10_000, sam)
    with pytest.raises(RuleBroken):
        let(nottingham, cooking, sam)
    made = let(nottingham, cooking, sam, why="The only one who cooks in Bulwell.")
    assert "contract-to-decide" in told(connor) and "contract-offered" not in told(amina)
    assert not Contract.objects.visible_to(acting(amina)).exists()
    with pytest.raises(RuleBroken):
        actions.accept_contract(made, 1, by=acting(amina))
    with pytest.raises(PermissionDenied):
        actions.decide_contract(made, 1, by=acting(sam))
    actions.decide_contract(made, 1, by=acting(connor))
    assert Contract.objects.visible_to(acting(amina)).get() == made
    actions.accept_contract(made, 1, by=acting(amina))
    assert again(made).status == "agreed"


def test_nobody_lets_a_contract_to_an_enterprise_of_their_household(nottingham, cooking, amina, connor):
    providers.declare_interest(cooking.enterprise, "household-owns", by=acting(connor))
    with pytest.raises(PermissionDenied):
        let(nottingham, cooking, connor)


def test_another_council_an_outsider_and_a_worker_say_nothing_for_either_side(
    nottingham, cooking, amina, worker, connor, lena, olive
):
    made = let(nottingham, cooking, connor)
    for somebody in (worker, lena, olive, connor):
        with pytest.raises(PermissionDenied):
            actions.accept_contract(made, 1, by=acting(somebody))
    for somebody in (lena, olive):
        assert not Contract.objects.visible_to(acting(somebody)).exists()


def test_a_no_says_why_and_an_offer_can_be_taken_back(nottingham, cooking, amina, connor):
    made, other = let(nottingham, cooking, connor), let(nottingham, cooking, connor)
    with pytest.raises(RuleBroken):
        actions.decline_contract(made, 1, " ", by=acting(amina))
    actions.decline_contract(made, 1, "I am full.", by=acting(amina))
    actions.withdraw_contract(other, by=acting(connor))
    assert (again(made).status, again(made).because, again(other).status) == ("declined", "I am full.", "withdrawn")
    with pytest.raises(RuleBroken):
        actions.accept_contract(other, 1, by=acting(amina))


def test_an_extension_counts_whole_for_limit_and_notices_and_needs_a_yes_of_both(
    nottingham, cooking, amina, sam, connor
):
    may_let(nottingham, 2_000_000, sam)
    made = agreed(nottingham, cooking, sam, amina, value_pence=1_900_000)
    change = {"value_pence": 3_200_000, "ends_on": made.ends_on + timedelta(days=30), "why": "It goes well."}
    version = actions.vary_contract(made, change, key=uuid7(), by=acting(sam))
    assert version.waits_for == "buyer" and again(made).value_pence == 1_900_000
    actions.decide_contract(made, 2, by=acting(connor))
    assert again(made).value_pence == 1_900_000
    actions.accept_contract(made, 2, by=acting(amina))
    made = again(made)
    assert (made.value_pence, made.ends_on) == (3_200_000, change["ends_on"])
    assert "contract-details" in {each["code"] for each in made.duties}


def test_a_change_that_is_refused_leaves_what_was_agreed(nottingham, cooking, amina, connor):
    made = agreed(nottingham, cooking, connor, amina)
    actions.vary_contract(
        made, {"value_pence": 30_000, "ends_on": None, "why": "More."}, key=uuid7(), by=acting(connor)
    )
    actions.decline_contract(made, 2, "Too much for me.", by=acting(amina))
    assert (again(made).status, again(made).value_pence) == ("agreed", 24_000)
    assert "Too much for me." in signed_in(connor).get(f"/contracts/{made.pk}/").content.decode()


def test_notice_has_its_days_and_the_contract_closes_after_its_last(nottingham, cooking, amina, connor, time_machine):
    made = agreed(nottingham, cooking, connor, amina)
    last = actions.end_contract(made, "I move away.", by=acting(amina))
    assert last == timezone.localdate() + timedelta(days=14) and "contract-ends" in told(connor)
    assert actions.close_contracts(by=system("test")) == 0
    time_machine.move_to(timezone.now() + timedelta(days=15))
    assert actions.close_contracts(by=system("test")) == 1 and again(made).status == "ended"


def test_a_duty_is_ticked_off_with_its_day(nottingham, cooking, amina, connor):
    made = agreed(nottingham, cooking, connor, amina, value_pence=3_000_000)
    actions.tick_duty(made, "contract-details", timezone.localdate(), by=acting(connor))
    done = {each["code"]: each.get("done_on") for each in again(made).duties}
    assert done["contract-details"] == timezone.localdate().isoformat() and not done["register"]


def test_what_is_too_large_asks_for_the_procurement_team(nottingham, cooking, connor):
    with pytest.raises(RuleBroken, match="procurement team"):
        let(nottingham, cooking, connor, value_pence=70_000_000)
    assert let(nottingham, cooking, connor, value_pence=70_000_000, asked_first=True).regime == "light-touch"


def test_one_yes_of_amina_is_a_yes_to_what_was_ordered_for_doreen_too(doreen, cooking, amina, sam, nottingham):
    cooking.prices.create(pence=1_850, unit="hour")
    agreement = offered(doreen, cooking, sam, version=managed(doreen, sam), about=known())
    assert agreement.open_version.waits_for == "enterprise"
    made = let(nottingham, cooking, sam, agreement=agreement, group="", units=None)
    assert made.value_pence > 0 and made.agreement == agreement
    actions.accept_contract(made, 1, by=acting(amina))
    agreement.refresh_from_db()
    assert (again(made).status, agreement.status) == ("agreed", "agreed")
    with pytest.raises(RuleBroken):
        let(nottingham, cooking, sam, agreement=agreement, group="")


# --- Orders under it -------------------------------------------------------------------------------------------------
def test_an_order_is_confirmed_by_whoever_buys_never_by_the_enterprise(nottingham, cooking, amina, connor, sam):
    made = agreed(nottingham, cooking, connor, amina)
    order = ordered(made, connor)
    with pytest.raises(PermissionDenied):
        actions.confirm_call_off(order, by=acting(amina))
    actions.confirm_call_off(order, by=acting(sam))
    assert list(CallOff.objects.to_invoice()) == [order] and "call-off-confirmed" in told(amina)
    actions.unsay_call_off(order, by=acting(connor))
    assert not CallOff.objects.to_invoice().exists()


def test_a_second_tap_is_answered_like_the_first(nottingham, cooking, amina, connor, sam):
    made = let(nottingham, cooking, connor)
    yes, browser = f"/contracts/{made.pk}/yes/", signed_in(amina)
    for _tap in (1, 2):
        assert "Agreed. Both of you have it in writing here." in said(browser, yes, number="1")
    order = ordered(again(made), connor)
    tap, browser = f"/contracts/order/{order.pk}/", signed_in(connor)
    for _tap in (1, 2):
        assert "They can send an invoice for it." in said(browser, tap, what="confirm")
    assert "has an answer already: it happened" in said(browser, tap, what="not-done")
    with pytest.raises(RuleBroken, match="has an answer already"):
        actions.confirm_call_off(order, by=acting(sam))
    assert Message.objects.filter(template="call-off-confirmed", to=amina).count() == 1


def test_whoever_decides_about_more_may_tap_twice_too(nottingham, cooking, amina, sam, connor):
    may_let(nottingham, 10_000, sam)
    made = let(nottingham, cooking, sam, why="The only one who cooks in Bulwell.")
    for _tap in (1, 2):
        assert "The enterprise is asked now." in said(signed_in(connor), f"/contracts/{made.pk}/yes/", number="1")
    assert again(made).status == "offered"


def test_no_more_is_ordered_than_the_contract_is_worth(nottingham, cooking, amina, connor):
    made = agreed(nottingham, cooking, connor, amina)
    ordered(made, connor, pence=20_000)
    with pytest.raises(RuleBroken, match="£40 left"):
        ordered(made, connor, pence=4_001)
    key = uuid7()
    assert ordered(made, connor, pence=4_000, key=key) == ordered(made, connor, pence=4_000, key=key)


def test_amina_calls_off_what_she_cannot_do_and_a_day_to_come_cannot_have_happened(nottingham, cooking, amina, connor):
    made = agreed(nottingham, cooking, connor, amina)
    order = ordered(made, connor, on=timezone.localdate() + timedelta(days=3))
    with pytest.raises(RuleBroken):
        actions.confirm_call_off(order, by=acting(connor))
    actions.cancel_call_off(order, by=acting(amina))
    assert made.call_offs.all().ordered_pence() == 0


# --- Pages -----------------------------------------------------------------------------------------------------------
def signed_in(account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def test_connor_lets_it_in_one_sitting_and_sees_what_is_missing_before(nottingham, cooking, amina, connor):
    browser, page = signed_in(connor), f"/contracts/new/{cooking.pk}/"
    assert "Let them a small contract" in browser.get(f"/services/{cooking.pk}/").content.decode()
    assert "enters a bank account" in browser.get(page).content.decode()
    looked = browser.post(page, answers(look="1")).content.decode()
    assert "What it means" in looked and "30 days" in looked and not Contract.objects.exists()
    assert browser.post(page, answers(offer="1")).status_code == 302
    made = Contract.objects.get()
    for who in (connor, amina):
        shown = signed_in(who).get(f"/contracts/{made.pk}/")
        assert shown.status_code == 200 and made.number in shown.content.decode()
    yes = signed_in(amina).post(f"/contracts/{made.pk}/yes/", {"number": "1"})
    assert yes.status_code == 302 and again(made).status == "agreed"


def test_lists_ask_as_often_for_many_as_for_one(nottingham, cooking, amina, connor, django_assert_max_num_queries):
    for _n in range(4):
        agreed(nottingham, cooking, connor, amina)
    for who, page in ((connor, "/contracts/"), (amina, "/my/contracts/")):
        browser = signed_in(who)
        browser.get(page)
        with django_assert_max_num_queries(24):
            assert browser.get(page).content.decode().count("A lunch club") >= 4


# --- Held by PostgreSQL (R7) -----------------------------------------------------------------------------------------
ATTACKS = [
    ("UPDATE commissioning_contract SET value_pence = value_pence + 1", "contract_changes_by_a_yes_of_both"),
    ("UPDATE commissioning_contract SET ends_on = ends_on + 1", "contract_changes_by_a_yes_of_both"),
    ("UPDATE commissioning_contract SET number = 'PO-X'", "contract_stays_as_offered"),
    ("UPDATE commissioning_contract SET agreed_at = agreed_at - interval '1 day'", "contract_stays_as_offered"),
    ("UPDATE commissioning_contract SET status = 'offered'", "contract_moves_as_it_may"),
    ("UPDATE commissioning_contractversion SET value_pence = 1", "contract_stays_as_offered"),
    ("UPDATE commissioning_contractversion SET buyer_by_id = enterprise_by_id", "contract_stays_as_offered"),
    ("UPDATE commissioning_calloff SET pence = 1", "call_off_stays_as_ordered"),
    ("UPDATE commissioning_calloff SET status = 'confirmed', said_at = now(), said_by_id = "
     "(SELECT agreed_by_id FROM commissioning_contract)", "call_off_not_confirmed_by_its_owner"),
    ("DELETE FROM commissioning_calloff", "call_off_stays_as_ordered"),
]  # fmt: skip


@pytest.mark.R7
def test_raw_sql_changes_nothing_that_both_agreed_on(nottingham, cooking, amina, connor):
    ordered(agreed(nottingham, cooking, connor, amina), connor)
    for sql, name in ATTACKS:
        with pytest.raises(IntegrityError) as refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
        assert name in str(refused.value.__cause__.diag.constraint_name), sql


@pytest.mark.R7
def test_raw_sql_says_no_yes_for_the_enterprise_nor_lets_to_ones_own(nottingham, cooking, amina, connor, sam):
    made = let(nottingham, cooking, connor)
    tries = [
        ("UPDATE commissioning_contractversion SET enterprise_by_id = %s, enterprise_at = now()", sam.pk),
        ("UPDATE commissioning_contract SET status = 'agreed', agreed_at = now(), agreed_by_id = %s", sam.pk),
    ]
    for sql, who in tries:
        with pytest.raises(IntegrityError) as refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [who])
        assert refused.value.__cause__.diag.constraint_name == "contract_agreed_by_the_enterprise"
    facts = {
        name: getattr(made, name) for name in ("body", "enterprise", "service", "starts_on", "began_on", "regime")
    }
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Contract.objects.create(**facts, number="X", group="x", value_pence=1, offered_by=amina)
    assert refused.value.__cause__.diag.constraint_name == "contract_not_let_by_its_owner"
