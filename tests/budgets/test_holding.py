"""A body that holds an individual service fund: it buys with that money, sees what it needs for it, and no more."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from budgets import access, actions
from budgets.models import Agreement, Budget, BudgetVersion, Deployment, Person, Plan, Visit
from marketplace.accounts.ids import uuid7
from marketplace.notifications.models import Message
from marketplace.organisations import actions as organisations
from marketplace.organisations.models import Organisation, Role
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.models import Entry
from providers import actions as providers
from tests.budgets.agreements import again, agreed, cooking, his, known, later, limits, offered, terms
from tests.budgets.making import budget_of
from tests.budgets.test_agreement_pages import answers
from tests.factories import ServiceFactory
from tests.people import acting, person

LEGAL = "should take legal advice first"
__all__ = ["cooking", "his", "limits"]


def as_(somebody) -> Client:
    client = Client()
    client.force_login(somebody)
    return client


def page(name, *args) -> str:
    return reverse(f"budgets:{name}", args=args)


def body(name: str) -> Organisation:
    return Organisation.objects.create(kind=Organisation.Kind.FUND_HOLDER, name=name)


@pytest.fixture
def trust(hal):
    """Holds Ben's fund."""
    return hal.memberships.get().organisation


@pytest.fixture
def hope(db):
    """Works for another body, which holds his health budget."""
    return person("hope", role=Role.FUND_HOLDER, organisation=body("Hope Street"))


def held(who, sam, by, *, way="isf", funder="council", pence=15_000, **facts) -> BudgetVersion:
    at = by.memberships.get().organisation
    ways = [{"mechanism": way, "weekly_pence": pence, "held_by_id": at.pk, "holder": at.name}]
    return budget_of(who, sam, pence, days=0, funder=funder, ways=ways, **facts)


@pytest.fixture
def fund(his, sam, hal):
    """£150 a week, which the trust holds for Ben."""
    return held(his, sam, hal)


@pytest.fixture
def health(his, sam, hope):
    return held(his, sam, hope, way="phb-third-party", funder="nhs", pence=8_000)


@pytest.fixture
def bought(fund, his, cooking, hal, amina):
    """The trust buys two hours a week of cooking for Ben."""
    return agreed(offered(his, cooking, hal, version=fund, about=known()), amina)


@pytest.mark.parametrize("way", ["fund", "health"])
def test_the_holder_is_told_of_the_law_when_their_own_words_mean_personal_care(
    request, way, his, cooking, hal, hope, amina
):
    version, who = request.getfixturevalue(way), {"fund": hal, "health": hope}[way]
    said = answers(money=f"{version.budget.pk}:{version.deployments.all()[0].mechanism}", why="He stays at home.")
    reads = as_(who).post(page("offer", his.pk, cooking.pk), said).content.decode()
    assert "What you agree to" in reads and LEGAL not in reads
    washing = said | {"what": "Help him to wash and dress"}
    assert LEGAL in as_(who).post(page("offer", his.pk, cooking.pk), washing).content.decode()
    made = agreed(offered(his, cooking, who, version=version, about=known()), amina)
    new = {"what": "Help him to wash and dress", "starts_on": later(14)}
    actions.propose(made, terms(**new), number=1, by=acting(amina))
    asked = page("agreement", made.pk)
    assert LEGAL in as_(who).get(asked).content.decode(), "before they say yes to what she proposes"
    assert LEGAL not in as_(amina).get(asked).content.decode()


def opens(somebody, name, *args) -> int:
    return as_(somebody).get(page(name, *args)).status_code


# --- What they see and do --------------------------------------------------------------------------------------------
def test_hal_sees_what_he_needs_to_buy_for_ben_and_nothing_of_the_life_around_it(fund, his, hal):
    Plan.objects.create(person=his, matters="My late wife.", outcomes="To bake again", family="My sister",
                        activities=["cooking-with-you"], times=["mon-morning"], minutes_weekly=120)  # fmt: skip
    shown = as_(hal).get(page("fund", his.pk)).content.decode()
    assert "2 hours a week" in shown and "£150 a week comes in" in shown and "NG7" in shown
    for private in ("My late wife", "To bake again", "My sister"):
        assert private not in shown
    assert page("fund", his.pk) in as_(hal).get(page("funds")).content.decode()
    assert Entry.objects.filter(subject_id=his.pk, what="support-read", account=hal).count() == 1


def test_hal_buys_out_of_the_fund_on_the_page_and_out_of_nothing_else(fund, health, his, hal, cooking):
    shown = as_(hal).get(page("offer", his.pk, cooking.pk)).content.decode()
    assert f"{fund.budget_id}:isf" in shown
    assert str(health.budget_id) not in shown and "Own money" not in shown


def test_what_hal_bought_is_his_to_open_and_its_visits_to_move(bought, his, hal):
    assert bought.buyer == Agreement.Buyer.ISF and bought.status == "agreed"
    soon = timezone.localdate() + timedelta(days=12)
    visit = Visit.objects.filter(agreement=bought, on__lte=soon).latest("on")
    shown = as_(hal).get(page("fund", his.pk)).content.decode()
    assert page("agreement", bought.pk) in shown and page("visit", visit.pk) in shown
    for name, pk in (("agreement", bought.pk), ("change-agreement", bought.pk), ("end-agreement", bought.pk),
                     ("visit", visit.pk), ("visit-move", visit.pk), ("agreements", his.pk)):  # fmt: skip
        assert opens(hal, name, pk) == 200, name
    as_(hal).post(page("visit-off", visit.pk))
    visit.refresh_from_db()
    assert visit.status == "called-off"


def test_hal_hears_of_other_terms_and_says_yes_to_them(bought, hal, amina):
    later = timezone.localdate() + timedelta(days=7)
    actions.propose(bought, terms(pence=2_000, starts_on=later), number=1, by=acting(amina))
    assert Message.objects.filter(template="agreement-proposed", to=hal).count() == 1
    as_(hal).post(page("agreement-yes", bought.pk), {"number": 2})
    assert again(bought).held.buyer_by == hal and again(bought).held.pence == 2_000


def test_ben_still_directs_his_fund_himself(fund, his, ben, hal, cooking):
    made = offered(his, cooking, ben, version=fund, about=known())
    assert made.buyer == Agreement.Buyer.ISF and opens(hal, "agreement", made.pk) == 200


# --- What they do not ------------------------------------------------------------------------------------------------
NOT_THEIRS = ("money", "set-budget", "plan", "circle", "life", "person", "person-week", "statement", "match",
              "returns", "person-together", "person-first-visit", "person-life-happens", "reviews")  # fmt: skip


@pytest.mark.parametrize("name", NOT_THEIRS)
def test_hal_finds_no_other_page_of_ben(name, fund, his, hal):
    client = as_(hal)
    assert client.get(page(name, his.pk)).status_code == 404
    assert client.post(page(name, his.pk)).status_code in (404, 405)


def test_each_of_two_holders_sees_their_own_pot_only(bought, health, his, hal, hope, cooking, amina):
    other = agreed(offered(his, cooking, hope, version=health, about=known()), amina)
    for somebody, theirs, anothers in ((hal, bought, other), (hope, other, bought)):
        assert opens(somebody, "agreement", theirs.pk) == 200
        assert opens(somebody, "agreement", anothers.pk) == 404
        shown = as_(somebody).get(page("fund", his.pk)).content.decode()
        assert theirs.reference in shown and anothers.reference not in shown
        for visit in Visit.objects.filter(agreement=anothers):
            assert opens(somebody, "visit", visit.pk) == 404
    assert "£150" in as_(hal).get(page("fund", his.pk)).content.decode()
    assert "£150" not in as_(hope).get(page("fund", his.pk)).content.decode()


def test_guessing_addresses_of_money_finds_nothing(fund, health, his, hal, sam):
    waiting = held(his, sam, hal, pence=90_000, starts_on=timezone.localdate() + timedelta(days=3))
    for budget in (fund.budget_id, health.budget_id):
        for name, more in (("pay", "isf"), ("step", "more"), ("step", "top-up")):
            assert as_(hal).get(page(name, budget, more)).status_code == 404, name
            assert as_(hal).post(page(name, budget, more)).status_code == 404, name
        assert as_(hal).get(page("make-return", budget)).status_code == 404
    assert as_(hal).post(page("agree-budget", waiting.pk), {"decision": "agree"}).status_code == 404
    assert not Budget.objects.visible_to(acting(hal)).exists()


def test_hal_cannot_raise_a_budget(fund, his, hal, trust):
    facts = {"reason": "uplift", "starts_on": timezone.localdate() + timedelta(days=2), "gross_weekly_pence": 20_000}
    ways = [{"mechanism": "isf", "weekly_pence": 20_000, "held_by_id": trust.pk}]
    with pytest.raises(PermissionDenied):
        actions.propose_budget(his, "council", facts, ways, key=uuid7(), by=acting(hal))
    assert access.limit_of(acting(hal), his.organisation) is None
    with pytest.raises(PermissionDenied):
        actions.agree_budget(fund, by=acting(hal))


def test_hal_does_not_say_that_a_visit_happened_unless_he_is_of_the_circle(bought, his, hal, time_machine):
    visit = Visit.objects.filter(agreement=bought).earliest("on")
    time_machine.move_to(timezone.make_aware(timezone.datetime.combine(visit.on, visit.at)) + timedelta(hours=2))
    assert as_(hal).post(page("visit-say", visit.pk), {"said": "came", "shown": "planned"}).status_code == 403
    his.circle.create(account=hal, kind="attorney", powers=["confirm"], name="Hal")
    as_(hal).post(page("visit-say", visit.pk), {"said": "came", "shown": "planned"})
    visit.refresh_from_db()
    assert visit.status == "confirmed"


def test_hal_buys_nothing_from_an_enterprise_of_his_household(fund, his, hal, cooking, good_company):
    providers.declare_interest(good_company, "household-owns", by=acting(hal))
    with pytest.raises(RuleBroken, match="your household"):
        offered(his, cooking, hal, version=fund, about=known())
    made = offered(his, cooking, his.account, version=fund, about=known())
    assert not access.can_buy(acting(hal), made)


def test_nobody_says_yes_for_both_sides(fund, his, hal, cooking, good_company):
    made = offered(his, cooking, hal, version=fund, about=known())
    hal.memberships.create(organisation=good_company.organisation, role=Role.OWNER)
    with pytest.raises((RuleBroken, PermissionDenied, IntegrityError)), transaction.atomic():
        agreed(made, hal)


def test_with_the_money_their_part_ends(bought, his, sam, hal, time_machine):
    ways = [{"mechanism": "direct-payment", "weekly_pence": 15_000, "account": "own"}]
    tomorrow = timezone.localdate() + timedelta(days=1)
    budget_of(his, sam, 15_000, days=-1, ways=ways, reason="review")
    assert opens(hal, "fund", his.pk) == 200
    time_machine.move_to(timezone.now() + timedelta(days=1))
    assert timezone.localdate() == tomorrow
    for name, pk in (("fund", his.pk), ("agreement", bought.pk), ("agreements", his.pk)):
        assert opens(hal, name, pk) == 404, name
    assert not access.can_buy(acting(hal), again(bought))


def test_whoever_leaves_the_trust_sees_nothing_any_more(bought, his, hal):
    hal.memberships.update(ended_on=timezone.localdate())
    assert opens(hal, "fund", his.pk) == 404 and opens(hal, "agreement", bought.pk) == 404
    assert opens(hal, "funds") == 403


def test_a_stranger_and_a_holder_of_somebody_elses_money_find_nobody(fund, his, hope, olive):
    for somebody in (hope, olive):
        assert opens(somebody, "fund", his.pk) == 404


# --- How a body comes to hold it -------------------------------------------------------------------------------------
def test_sam_chooses_the_trust_from_the_list(his, sam, trust, hal):
    today = timezone.localdate()
    said = {"key": uuid7(), "funder": "council", "reason": "new", "gross_weekly_pence": "100", "way_isf": "100"}
    said |= {"starts_on_day": today.day, "starts_on_month": today.month, "starts_on_year": today.year}
    as_(sam).post(page("set-budget", his.pk), said | {"held_by": str(trust.pk)})
    way = Deployment.objects.get()
    assert (way.held_by, way.holder) == (trust, "Trent Trust")
    assert "(Trent Trust)" in as_(sam).get(page("money", his.pk)).content.decode()


def test_no_council_holds_it_and_nobody_holds_a_direct_payment(his, sam, nottingham, trust):
    isf = [{"mechanism": "isf", "weekly_pence": 5_000, "held_by_id": nottingham.pk}]
    with pytest.raises(RuleBroken, match="holds money for people"):
        budget_of(his, sam, 5_000, ways=isf)
    own = [{"mechanism": "direct-payment", "weekly_pence": 5_000, "account": "own", "held_by_id": trust.pk}]
    with pytest.raises(IntegrityError, match="deployment_held_by_another"), transaction.atomic():
        budget_of(his, sam, 5_000, ways=own)


def test_only_the_operator_lets_a_fund_holder_in(olu, connor, ben):
    for somebody in (connor, ben):
        with pytest.raises(PermissionDenied):
            organisations.create_fund_holder("Mine", by=acting(somebody))
    assert organisations.create_fund_holder("Trent Trust", by=acting(olu)).kind == "fund_holder"


def test_a_fund_that_nobody_here_holds_keeps_the_name_of_its_holder(his, sam):
    ways = [{"mechanism": "isf", "weekly_pence": 5_000, "holder": "Elsewhere Ltd"}]
    budget_of(his, sam, 5_000, ways=ways)
    assert Deployment.objects.get().held_by is None
    assert "Elsewhere Ltd" in as_(sam).get(page("money", his.pk)).content.decode()
    assert not Person.objects.held_for(acting(sam)).exists()


def test_in_the_demonstration_hazel_buys_for_violet(settings, sam, hal, trust, limits, good_company, amina):
    settings.DEMO = True
    for account in (sam, hal):
        name = "hazel" if account == hal else "sam"
        type(account).objects.filter(pk=account.pk).update(email=f"{name}@demo.justright.example")
    ServiceFactory(enterprise=good_company, listed=True, people="Leroy Campbell")
    for _time in range(2):
        call_command("seed_funds", verbosity=0)
    violet = Person.objects.get()
    shown = as_(hal).get(page("fund", violet.pk)).content.decode()
    assert Agreement.objects.get().status == "agreed" and "Shopping with you or for you" in shown
