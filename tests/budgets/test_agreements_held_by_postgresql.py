"""What PostgreSQL itself refuses of agreements, whatever writes to it; each with the control that it can write."""

import pytest
from django.db import IntegrityError, connection, transaction

from budgets.models import Agreement, Person, Visit
from marketplace.workflow.errors import RuleBroken
from providers import actions as directory
from tests.budgets.agreements import again, agreed, known, managed, offered
from tests.budgets.making import budget_of, limit_of
from tests.factories import MembershipFactory, ServiceFactory
from tests.people import acting
from tests.test_races import at_once

R7 = pytest.mark.R7


@pytest.fixture
def his(nottingham, sam, ben, connor):
    limit_of(nottingham, "social_worker", 1_000_000, connor)
    facts = {"name": "Ben Carter", "outcode": "NG7", "account": ben}
    return Person.objects.create(organisation=nottingham, named_worker=sam, **facts)


@pytest.fixture
def cooking(good_company, amina):
    return ServiceFactory(enterprise=good_company, listed=True)


def run(statement: str, **facts) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, facts)
        rows = cursor.rowcount
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return rows


def is_refused(rule: str, statement: str, **facts) -> None:
    with pytest.raises(IntegrityError) as refused:
        run(statement, **facts)
    assert refused.value.__cause__.diag.constraint_name == rule


VERSION = "UPDATE budgets_agreementversion SET "
STAYS = [
    VERSION + "pence = 1", VERSION + "pattern = '[]'", VERSION + "what = 'x'", VERSION + "buyer_at = NULL",
    VERSION + "offer = '{}'", VERSION + "ends_on = '2030-01-01'", "DELETE FROM budgets_agreementversion",
    "UPDATE budgets_agreement SET buyer = 'isf'", "UPDATE budgets_agreement SET agreed_at = now()",
    "UPDATE budgets_agreement SET person_id = NULL, buyer = 'group'",
]  # fmt: skip


@R7
@pytest.mark.parametrize("statement", STAYS)
def test_what_was_agreed_never_changes(statement, his, cooking, ben, amina):
    made = agreed(offered(his, cooking, ben), amina)
    Visit.objects.all().delete()  # so that nothing else stands in the way
    is_refused("agreement_stays_as_agreed", statement)
    assert again(made).held.pence == 1_850


@R7
def test_its_words_are_blanked_in_time_and_an_offer_may_still_change(his, cooking, ben, amina):
    agreed(offered(his, cooking, ben), amina)
    assert run(VERSION + "what = ''") == 1
    other = offered(his, cooking, ben)
    assert run(VERSION + "pence = 1 WHERE agreement_id = %(made)s", made=other.pk) == 1


@R7
def test_nobody_says_yes_for_both_sides(his, cooking, ben, olive):
    offered(his, cooking, ben)
    yes = VERSION + "enterprise_by_id = %(who)s, enterprise_at = now()"
    is_refused("agreement_agreed_by_two", yes, who=ben.pk)
    is_refused("agreement_agreed_by_two", VERSION + "enterprise_at = now()")
    assert run(yes, who=olive.pk) == 1, "the control: another may"


@R7
def test_nobody_buys_where_they_or_their_household_work(his, cooking, ben, worker, olive, good_company):
    offered(his, cooking, ben)
    directory.declare_interest(good_company, "household-owns", by=acting(olive))
    bought = VERSION + "buyer_by_id = %(who)s, buyer_at = now()"
    for somebody in (worker, olive):
        is_refused("agreement_without_interest", bought, who=somebody.pk)
    assert run(bought, who=ben.pk) == 1


@R7
@pytest.mark.parametrize("change", ["refused_at = now()", "enterprise_by_id = %(amina)s, enterprise_at = now()"])
def test_who_bought_is_judged_on_the_day_and_works_there_later_if_they_like(
    change, his, cooking, ben, amina, good_company
):
    """A no, or the yes of the other side, does not ask again who had bought; another buyer is judged anew."""
    offered(his, cooking, ben)
    MembershipFactory(account=ben, organisation=good_company.organisation, role="worker")
    is_refused("agreement_without_interest", VERSION + "buyer_by_id = %(amina)s", amina=amina.pk)
    assert run(VERSION + change, amina=amina.pk) == 1


@R7
def test_nothing_is_agreed_without_terms_that_both_said_yes_to(his, cooking, ben, amina):
    made = offered(his, cooking, ben)
    is_refused("agreement_agreed_has_terms", "UPDATE budgets_agreement SET status = 'agreed', agreed_at = now()")
    assert agreed(made, amina).status == "agreed"


@R7
def test_nobody_orders_more_than_their_limit_nor_without_one_nor_for_themselves(his, cooking, sam, ben, connor):
    offered(his, cooking, sam, version=managed(his, sam), about=known())
    is_refused("agreement_ordered_within_the_limit", VERSION + "limit_pence = yearly_pence - 1")
    is_refused("agreement_ordered_within_the_limit", VERSION + "limit_pence = NULL")
    is_refused("agreement_not_by_themselves", VERSION + "buyer_by_id = %(who)s", who=ben.pk)
    assert run(VERSION + "buyer_by_id = %(who)s", who=connor.pk) == 1


@R7
def test_a_partner_is_not_paid_from_a_direct_payment_without_a_reason(his, cooking, ben, amina, sam):
    agreed(offered(his, cooking, ben, version=budget_of(his, sam, 15_600, days=0)), amina)
    kin = "UPDATE budgets_agreement SET kin = %(kin)s"
    for close in ("partner", "household"):
        is_refused("agreement_with_family_only_when_necessary", kin, kin=close)
    assert run(kin, kin="elsewhere") == 1


@pytest.mark.R1
def test_two_who_spend_the_last_60_pounds_at_the_same_moment_one_succeeds(fresh_db, his, cooking, sam, amina):
    """£60 a week; each of two agreements costs £37: whoever comes second is refused in words, and writes nothing."""
    version = managed(his, sam, 6_000)
    offers = [offered(his, cooking, sam, version=version, about=known()) for _n in range(2)]
    answers = at_once(*[lambda made=made: agreed(made, amina).status for made in offers])
    refused = [answer for answer in answers if isinstance(answer, RuleBroken)]
    assert len(refused) == 1 and "is not there" in str(refused[0]) and answers.count("agreed") == 1
    made = Agreement.objects.with_terms().get(status="agreed")
    assert set(Visit.objects.values_list("agreement", flat=True)) == {made.pk}
