"""Help to start: a next step for everybody, five steps read from the facts, grants within a limit, offers taken up."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from commissioning import actions
from commissioning.models import Grant, GrantScheme, NextStep, Offer, Start, TakeUp
from commissioning.starting import now_of, path_of
from marketplace.accounts.actors import system
from marketplace.accounts.ids import uuid7
from marketplace.notifications.models import Message
from marketplace.organisations.models import Role
from marketplace.workflow.errors import RuleBroken
from providers import actions as providers
from tests.commissioning.making import all_accepted, all_shown
from tests.factories import EnquiryFactory, EnterpriseFactory, ServiceFactory
from tests.people import acting, person

pytestmark = pytest.mark.django_db
NOBODY = "019a0000-0000-7000-8000-000000000000"
CLOCK = system("help-to-start")


@pytest.fixture
def service(good_company, nottingham, amina):
    return ServiceFactory(enterprise=good_company, listed=True, listed_by=nottingham)


@pytest.fixture
def start(service, amina):
    return actions.ask_for_help(service, by=acting(amina))


@pytest.fixture
def scheme(nottingham, connor):
    facts = {"is_open": True, "most_pence": 50_000, "adviser_pence": 20_000, "words": "For a start."}
    return actions.set_scheme(nottingham, by=acting(connor), **facts)


def grant_of(start, amina, pence=15_000) -> Grant:
    return actions.apply_for_grant(start, pence, "A course.", key=uuid7(), by=acting(amina))


def path_now(start):
    return path_of(Start.objects.with_path().get(pk=start.pk))


def as_(somebody) -> Client:
    client = Client()
    client.force_login(somebody)
    return client


def page(name, *args) -> str:
    return reverse(f"commissioning:{name}", args=args)


# --- The path --------------------------------------------------------------------------------------------------------
def test_each_step_is_done_when_the_facts_say_so(start, service, amina, connor, nottingham):
    assert [step.key for step in path_now(start) if step.is_done] == ["idea"]
    actions.say_plan(start, True, by=acting(amina))
    assert now_of(path_now(start)).key == "checks"
    case = actions.open_case(service, nottingham, by=acting(amina))
    all_shown(case, by=acting(amina))
    assert not next(step for step in path_now(start) if step.key == "insurance").is_done
    all_accepted(case, by=acting(connor))
    assert now_of(path_now(start)).key == "customer"
    EnquiryFactory(service=service, status="agreed", ended_at=None)
    assert now_of(path_now(start)) is None


def test_a_plan_can_turn_out_not_to_be_ready(start, amina):
    actions.say_plan(start, True, by=acting(amina))
    actions.say_plan(start, False, by=acting(amina))
    assert now_of(path_now(start)).key == "plan"


def test_amina_sees_five_steps_and_asks_for_help_in_one_tap(service, amina, nottingham, cat):
    client = as_(amina)
    shown = client.get(page("my-start")).content.decode()
    assert "Ask for help to start" in shown
    client.post(page("ask-for-help", service.pk))
    client.post(page("ask-for-help", service.pk))
    assert Start.objects.count() == 1
    assert Message.objects.filter(template="start-asked", to=cat).count() == 1
    shown = client.get(page("my-start")).content.decode()
    for name in ("Your idea", "Your plan", "Your checks", "Your insurance", "Your first customer"):
        assert name in shown


def test_whoever_sent_a_first_page_is_on_the_list_without_asking(nottingham, leeds):
    new = ServiceFactory(status="submitted", submitted_at=timezone.now())
    ServiceFactory(status="draft")
    old = ServiceFactory(status="submitted", submitted_at=timezone.now())
    type(old.enterprise).objects.filter(pk=old.enterprise.pk).update(created_at=timezone.now() - timedelta(days=400))
    assert actions.open_starts(by=CLOCK) == 1
    assert actions.open_starts(by=CLOCK) == 0
    assert list(Start.objects.values_list("enterprise", flat=True)) == [new.enterprise.pk]


# --- The adviser -----------------------------------------------------------------------------------------------------
def test_cat_agrees_a_next_step_and_amina_does_it(start, amina, cat):
    due = timezone.localdate() + timedelta(days=5)
    step = actions.set_next_step(start, "Ring the insurer.", due, "enterprise", by=acting(cat))
    start.refresh_from_db()
    assert start.adviser == cat
    assert Message.objects.filter(template="next-step", to=amina).count() == 1
    shown = as_(amina).get(page("my-start")).content.decode()
    assert "Ring the insurer." in shown and "Cat of Nottingham" in shown
    as_(amina).post(page("walk", start.pk), {"what": f"done:{step.pk}"})
    step.refresh_from_db()
    assert step.done_on == timezone.localdate()
    assert Message.objects.filter(template="next-step-done", to=cat).count() == 1


def test_a_new_step_takes_the_place_of_the_old(start, cat):
    due = timezone.localdate()
    actions.set_next_step(start, "One.", due, "enterprise", by=acting(cat))
    actions.set_next_step(start, "Two.", due, "adviser", by=acting(cat))
    assert [step.words for step in NextStep.objects.filter(done_on=None)] == ["Two."]


def test_on_its_day_whoever_does_it_is_reminded_once(start, amina, cat):
    actions.set_next_step(start, "Ring.", timezone.localdate(), "adviser", by=acting(cat))
    assert (actions.remind_of_steps(by=CLOCK), actions.remind_of_steps(by=CLOCK)) == (1, 0)
    assert [m.to for m in Message.objects.filter(template="next-step-due")] == [cat]


def test_the_words_of_a_step_are_in_no_message(start, cat):
    actions.set_next_step(
        start, "Bring the letter about your knee.", timezone.localdate(), "enterprise", by=acting(cat)
    )
    actions.remind_of_steps(by=CLOCK)
    assert not [m for m in Message.objects.all() if "knee" in str(m.context)]


def test_the_caseload_puts_first_who_has_no_step_and_asks_few_questions(start, cat, nottingham):
    others = [ServiceFactory(status="submitted", submitted_at=timezone.now()) for _ in range(4)]
    actions.open_starts(by=CLOCK)
    actions.set_next_step(start, "Ring.", timezone.localdate(), "adviser", by=acting(cat))
    client = as_(cat)
    shown = client.get(page("caseload") + "?whose=everybody").content.decode()
    assert shown.index(others[0].enterprise.name) < shown.rindex("Good Company")
    assert "We suggest: " in shown
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(page("caseload") + "?whose=everybody")
    for _ in range(6):
        ServiceFactory(status="submitted", submitted_at=timezone.now())
    actions.open_starts(by=CLOCK)
    with CaptureQueriesContext(connection) as many:
        client.get(page("caseload") + "?whose=everybody")
    assert len(many) == len(few)


def test_cat_hands_back_and_somebody_else_takes_on(start, cat, connor):
    actions.take_on(start, by=acting(cat))
    actions.hand_back(start, by=acting(cat))
    actions.take_on(start, by=acting(connor))
    start.refresh_from_db()
    assert start.adviser == connor


def test_nobody_advises_an_enterprise_that_their_household_owns(start, cat, good_company):
    providers.declare_interest(good_company, "household-owns", by=acting(cat))
    with pytest.raises(PermissionDenied):
        actions.take_on(start, by=acting(cat))
    assert as_(cat).get(page("advise", start.pk)).status_code == 404


# --- Grants ----------------------------------------------------------------------------------------------------------
def test_a_small_grant_is_decided_by_the_adviser_paid_by_finance_and_asked_about(start, scheme, amina, cat, fiona):
    grant = grant_of(start, amina)
    assert Message.objects.filter(template="grant-asked", to=cat).count() == 1
    actions.agree_grant(grant, 15_000, "", by=acting(cat))
    actions.note_grant_paid(grant, timezone.localdate(), by=acting(fiona))
    assert actions.ask_outcomes(by=CLOCK) == 0
    Grant.objects.filter(pk=grant.pk).update(paid_on=timezone.localdate() - timedelta(days=365))
    assert (actions.ask_outcomes(by=CLOCK), actions.ask_outcomes(by=CLOCK)) == (1, 0)
    as_(amina).post(page("my-grant", grant.pk), {"say": "1", "outcome": "trading"})
    grant.refresh_from_db()
    assert grant.status == "paid" and grant.outcome == "trading"


def test_above_the_limit_the_commissioner_decides(start, scheme, amina, cat, connor):
    grant = grant_of(start, amina, 30_000)
    assert [m.to for m in Message.objects.filter(template="grant-asked")] == [connor]
    shown = as_(cat).post(page("grant", grant.pk), {"decide": "1", "decision": "agree", "pence": "300"})
    assert "Above it a commissioner decides" in shown.content.decode()
    actions.agree_grant(grant, 25_000, "We leave out the lamp.", by=acting(connor))
    grant.refresh_from_db()
    assert (grant.agreed_pence, grant.limit_pence) == (25_000, 50_000)
    assert "£250 of the £300 asked for" in as_(amina).get(page("my-grant", grant.pk)).content.decode()


def test_less_than_asked_says_why(start, scheme, amina, connor):
    with pytest.raises(RuleBroken, match="Say why it is less"):
        actions.agree_grant(grant_of(start, amina), 10_000, " ", by=acting(connor))


def test_a_refusal_says_why_and_amina_reads_it(start, scheme, amina, connor):
    grant = grant_of(start, amina)
    with pytest.raises(RuleBroken):
        actions.refuse_grant(grant, "", by=acting(connor))
    actions.refuse_grant(grant, "Ask the library.", by=acting(connor))
    assert "Ask the library." in as_(amina).get(page("my-grant", grant.pk)).content.decode()


def test_the_same_form_twice_is_one_grant_and_a_second_waits_for_the_first(start, scheme, amina):
    key = uuid7()
    one = actions.apply_for_grant(start, 15_000, "A course.", key=key, by=acting(amina))
    two = actions.apply_for_grant(start, 15_000, "A course.", key=key, by=acting(amina))
    assert one.pk == two.pk
    with pytest.raises(RuleBroken):
        actions.apply_for_grant(start, 16_000, "A course.", key=key, by=acting(amina))
    sent = as_(amina).post(page("apply-for-grant", start.pk), {"key": uuid7(), "pence": "20", "purpose": "x"})
    assert "Wait for the answer" in sent.content.decode()


@pytest.mark.parametrize("typed", ["", "0", "-5", "abc", "600", "99999999999", "1e3", "12.345"])
def test_a_wrong_sum_is_answered_in_words(typed, start, scheme, amina):
    sent = as_(amina).post(page("apply-for-grant", start.pk), {"key": uuid7(), "pence": typed, "purpose": "Tools"})
    assert sent.status_code == 200 and "There is a problem" in sent.content.decode()
    assert not Grant.objects.exists()


def test_a_council_that_gives_none_is_not_asked(start, scheme, amina, connor, nottingham):
    facts = {"is_open": False, "most_pence": 50_000, "adviser_pence": 0, "words": ""}
    actions.set_scheme(nottingham, by=acting(connor), **facts)
    assert as_(amina).get(page("apply-for-grant", start.pk)).status_code == 404
    with pytest.raises(RuleBroken):
        grant_of(start, amina)


def test_whoever_decided_does_not_pay(start, scheme, amina, connor, nottingham):
    grant = grant_of(start, amina)
    both = person("both", role=Role.FINANCE, organisation=nottingham)
    nottingham.memberships.create(account=both, role=Role.COMMISSIONER)
    actions.agree_grant(grant, 15_000, "", by=acting(both))
    with pytest.raises(PermissionDenied):
        actions.note_grant_paid(grant, timezone.localdate(), by=acting(both))


ATTACKS = {
    "grant_not_decided_by_the_owner": "UPDATE commissioning_grant SET status='agreed', agreed_pence=100,"
    " limit_pence=100, decided_at=now(), decided_by_id=%(amina)s",
    "grant_within_the_limit": "UPDATE commissioning_grant SET status='agreed', agreed_pence=15000, limit_pence=100,"
    " decided_at=now(), decided_by_id=%(connor)s",
    "grant_never_more_than_asked": "UPDATE commissioning_grant SET agreed_pence=15001, limit_pence=99999",
    "grant_agreed_says_who": "UPDATE commissioning_grant SET status='agreed'",
    "grant_stays_as_agreed": "UPDATE commissioning_grant SET asked_pence=20000",
    "grant_paid_by_a_second_person": "UPDATE commissioning_grant SET status='paid', agreed_pence=100, limit_pence=100,"
    " decided_at=now(), decided_by_id=%(connor)s, paid_by_id=%(connor)s, paid_on=now()",
}


@pytest.mark.R7
@pytest.mark.parametrize("rule", ATTACKS)
def test_postgresql_refuses_what_no_action_does(rule, start, scheme, amina, connor):
    grant_of(start, amina)
    people = {"amina": amina.pk, "connor": connor.pk}
    with pytest.raises(IntegrityError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ATTACKS[rule], people)
    assert refused.value.__cause__.diag.constraint_name == rule


@pytest.mark.R7
def test_postgresql_lets_nobody_decide_for_their_household(start, scheme, amina, connor, good_company):
    grant_of(start, amina)
    providers.declare_interest(good_company, "household-owns", by=acting(connor))
    attack = ATTACKS["grant_not_decided_by_the_owner"].replace("%(amina)s", "%(connor)s")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack, {"connor": connor.pk})


def test_after_seven_years_the_words_go_and_the_sums_stay(start, scheme, amina, connor):
    grant = grant_of(start, amina)
    actions.refuse_grant(grant, "No.", by=acting(connor))
    assert actions.forget_grants(by=CLOCK) == 0
    Grant.objects.filter(pk=grant.pk).update(applied_at=timezone.now() - timedelta(days=7 * 366 + 1))
    assert (actions.forget_grants(by=CLOCK), actions.forget_grants(by=CLOCK)) == (1, 0)
    grant.refresh_from_db()
    assert (grant.purpose, grant.because, grant.asked_pence) == ("", "", 15_000)


def test_what_a_council_gives_is_set_by_its_commissioner_and_an_adviser_never_decides_more(connor, cat, nottingham):
    wrong = {"is_open": "on", "most_pence": "100", "adviser_pence": "200", "words": ""}
    sent = as_(connor).post(page("grant-scheme", nottingham.pk), wrong)
    assert "no more than the most" in sent.content.decode()
    as_(connor).post(page("grant-scheme", nottingham.pk), wrong | {"adviser_pence": "50"})
    assert GrantScheme.objects.get().adviser_pence == 5_000
    assert as_(cat).get(page("grant-scheme", nottingham.pk)).status_code == 404


# --- Offers ----------------------------------------------------------------------------------------------------------
def test_an_offer_is_listed_taken_up_counted_and_ended(start, amina, cat, nottingham):
    facts = {"kind": "training", "title": "Food hygiene", "words": "A day.", "cost": "Free", "website": ""}
    as_(cat).post(page("offers", nottingham.pk), facts)
    offer = Offer.objects.get()
    client = as_(amina)
    client.post(page("walk", start.pk), {"what": f"taken:{offer.pk}"})
    client.post(page("walk", start.pk), {"what": f"taken:{offer.pk}"})
    assert TakeUp.objects.count() == 1
    assert "One enterprise took it up" in as_(cat).get(page("offers", nottingham.pk)).content.decode()
    assert "Good Company" in as_(cat).get(page("offer", offer.pk)).content.decode()
    client.post(page("walk", start.pk), {"what": f"not-taken:{offer.pk}"})
    assert not TakeUp.objects.exists()
    as_(cat).post(page("offer", offer.pk))
    assert "Food hygiene" not in client.get(page("my-start")).content.decode()


@pytest.mark.parametrize("what", ["", "done:", "done:x", "taken:x", "else", f"done:{NOBODY}", f"taken:{NOBODY}"])
def test_a_tap_that_says_nothing_does_nothing(what, start, amina):
    assert as_(amina).post(page("walk", start.pk), {"what": what}).status_code == 404


def test_an_offer_of_another_council_is_not_taken_up(start, amina, leeds):
    elsewhere = person("lou", role=Role.ADVISER, organisation=leeds)
    offer = actions.make_offer(leeds, kind="other", title="Elsewhere", by=acting(elsewhere))
    assert as_(amina).post(page("walk", start.pk), {"what": f"taken:{offer.pk}"}).status_code == 404


def test_an_enterprise_of_another_council_is_not_on_the_list(cat, leeds):
    start = Start.objects.create(enterprise=EnterpriseFactory(), council=leeds)
    assert as_(cat).get(page("advise", start.pk)).status_code == 404
