"""A check that was settled once: newer papers, lower sums, proposals taken back, two officers at once."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commissioning import actions
from commissioning.display import stopped_words
from commissioning.fitting import months_after
from commissioning.forms.evidence import plain
from commissioning.models import CheckCase, Evidence, Requirement, Waiver
from marketplace.accounts.ids import uuid7
from marketplace.notifications.models import Message
from marketplace.organisations.models import Role
from marketplace.workflow.errors import RuleBroken
from providers.models import Service
from tests.commissioning.making import all_accepted, all_shown, needs, paper, said_no
from tests.factories import ServiceFactory, checked
from tests.people import acting, person

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
WHAT = "public-liability"


@pytest.fixture
def case(good_company, nottingham, amina, connor):
    """Everything was seen and accepted."""
    service = ServiceFactory(enterprise=good_company, listed=True, listed_by=nottingham)
    made = actions.open_case(service, nottingham, by=acting(amina))
    all_shown(made, by=acting(amina))
    all_accepted(made, by=acting(connor))
    return made


@pytest.fixture
def carol(nottingham):
    return person("carol", role=Role.COMMISSIONER, organisation=nottingham)


def fresh(case) -> CheckCase:
    return CheckCase.objects.get(pk=case.pk)


def standing(case) -> str:
    return Service.objects.get(pk=case.service_id).standing


def lower(case, connor, *, pence=100_000_00, days=60) -> Waiver:
    until = TODAY() + timedelta(days=days)
    return actions.propose_waiver(needs(case, WHAT), "Small.", until, pence=pence, by=acting(connor))


def as_(somebody) -> Client:
    client = Client()
    client.force_login(somebody)
    return client


# --- A newer paper ---------------------------------------------------------------------------------------------------
def test_a_newer_paper_that_is_refused_leaves_the_accepted_one_in_force(case, amina, connor):
    before = needs(case, WHAT)
    paper(case, WHAT, pence=1_000_00, by=acting(amina))
    actions.refuse(needs(case, WHAT), "Too little.", by=acting(connor))
    now = needs(case, WHAT)
    assert (now.status, now.evidence_id, now.good_until) == ("accepted", before.evidence_id, before.good_until)
    assert now.decided_on == before.decided_on
    assert standing(case) == "in-order" and fresh(case).status == "accepted"


def test_the_owner_appeals_against_that_refusal_and_somebody_else_decides(case, amina, connor, carol):
    newer = paper(case, WHAT, by=acting(amina))
    actions.refuse(needs(case, WHAT), "Why again?", by=acting(connor))
    actions.appeal(needs(case, WHAT), "It is longer.", by=acting(amina))
    assert needs(case, WHAT).evidence == newer
    with pytest.raises(RuleBroken, match="You refused it"):
        actions.accept(needs(case, WHAT), newer, by=acting(connor))
    actions.accept(needs(case, WHAT), newer, by=acting(carol))
    assert needs(case, WHAT).status == "accepted"


def test_a_newer_paper_that_is_taken_back_leaves_the_accepted_one_in_force(case, amina):
    before = needs(case, WHAT)
    actions.take_back(paper(case, WHAT, by=acting(amina)), by=acting(amina))
    assert (needs(case, WHAT).status, needs(case, WHAT).evidence_id) == ("accepted", before.evidence_id)
    assert fresh(case).status == "accepted"


def test_the_accepted_paper_itself_taken_back_opens_the_check(case, amina):
    actions.take_back(needs(case, WHAT).evidence, by=acting(amina))
    assert needs(case, WHAT).status == "needed" and fresh(case).status == "with-enterprise"
    assert Message.objects.filter(template="case-asks-more", to=amina).count() == 1


def test_a_newer_paper_that_is_accepted_takes_the_place_of_the_old(case, amina, connor):
    before = needs(case, WHAT).evidence
    newer = paper(case, WHAT, days=500, by=acting(amina))
    actions.accept(needs(case, WHAT), newer, by=acting(connor))
    before.refresh_from_db()
    assert before.status == "replaced" and newer in Evidence.objects.current()


def test_insurance_that_begins_next_month_is_not_accepted_today(case, amina, connor):
    later = paper(case, WHAT, starts_on=TODAY() + timedelta(days=30), by=acting(amina))
    with pytest.raises(RuleBroken, match="has not begun"):
        actions.accept(needs(case, WHAT), later, by=acting(connor))


# --- A lower sum -----------------------------------------------------------------------------------------------------
def test_nobody_agrees_to_a_lower_sum_whose_paper_is_gone(case, amina, connor, carol):
    actions.take_back(needs(case, WHAT).evidence, by=acting(amina))
    made = paper(case, WHAT, pence=150_000_00, by=acting(amina))
    waiver = lower(case, connor)
    actions.take_back(made, by=acting(amina))
    with pytest.raises(RuleBroken, match="taken back"):
        actions.agree_waiver(waiver, by=acting(carol))
    assert needs(case, WHAT).status == "needed" and fresh(case).status != "accepted"


def test_a_lower_sum_is_good_no_longer_than_its_paper(case, amina, connor, carol):
    actions.take_back(needs(case, WHAT).evidence, by=acting(amina))
    made = paper(case, WHAT, pence=150_000_00, days=20, by=acting(amina))
    actions.agree_waiver(lower(case, connor, days=200), by=acting(carol))
    assert needs(case, WHAT).good_until == made.ends_on


@pytest.fixture
def lowered(case, amina, connor, carol):
    actions.take_back(needs(case, WHAT).evidence, by=acting(amina))
    paper(case, WHAT, pence=150_000_00, by=acting(amina))
    actions.agree_waiver(lower(case, connor), by=acting(carol))
    assert fresh(case).status == "accepted"
    return case


def test_a_better_policy_after_a_lower_sum_is_looked_at_and_the_lower_sum_ends(lowered, amina, connor):
    better = paper(lowered, WHAT, by=acting(amina))
    assert needs(lowered, WHAT).status == "sent" and standing(lowered) == "in-order"
    actions.accept(needs(lowered, WHAT), better, by=acting(connor))
    assert needs(lowered, WHAT).status == "accepted"
    assert Waiver.objects.get(requirement__case=lowered).status == "ended"


def test_a_worse_one_is_refused_and_the_lower_sum_goes_on(lowered, amina, connor):
    until = needs(lowered, WHAT).good_until
    paper(lowered, WHAT, pence=10_000_00, by=acting(amina))
    actions.refuse(needs(lowered, WHAT), "Too little.", by=acting(connor))
    row = needs(lowered, WHAT)
    assert (row.status, row.good_until, row.evidence.pence) == ("waived", until, 150_000_00)


def test_a_lower_sum_ends_with_the_paper_that_showed_it(lowered, amina):
    actions.take_back(needs(lowered, WHAT).evidence, by=acting(amina))
    assert needs(lowered, WHAT).status == "needed"
    assert Waiver.objects.get(requirement__case=lowered).status == "ended"


# --- Proposals -------------------------------------------------------------------------------------------------------
def test_whoever_proposed_takes_it_back_on_the_page(case, connor):
    row = needs(case, "references")
    waiver = actions.propose_waiver(row, "Known.", TODAY() + timedelta(days=9), by=acting(connor))
    address = reverse("commissioning:check", args=[case.pk, row.pk])
    client = as_(connor)
    assert "Take my proposal back" in client.get(address).content.decode()
    client.post(address, {"take-back": "1"})
    waiver.refresh_from_db()
    assert waiver.status == "refused"
    assert 'name="decision"' in client.get(address).content.decode()


def test_a_decision_overtakes_a_proposal(case, amina, connor):
    waiver = actions.propose_waiver(needs(case, WHAT), "Known.", TODAY() + timedelta(days=9), by=acting(connor))
    actions.accept(needs(case, WHAT), paper(case, WHAT, by=acting(amina)), by=acting(connor))
    waiver.refresh_from_db()
    assert waiver.status == "refused"


# --- Two at once -----------------------------------------------------------------------------------------------------
def test_a_page_that_is_out_of_date_decides_nothing_and_says_who_was_faster(case, amina, connor, carol):
    paper(case, WHAT, by=acting(amina))
    row = needs(case, WHAT)
    address, mark = reverse("commissioning:check", args=[case.pk, row.pk]), row.mark
    as_(connor).post(address, {"decision": "ask", "question": "Evenings too?", "mark": mark})
    late = as_(carol).post(address, {"decision": "accept", "mark": mark}).content.decode()
    assert "Connor changed this since you opened it" in late
    assert needs(case, WHAT).status == "asked"


# --- References ------------------------------------------------------------------------------------------------------
def test_references_wait_for_both_and_an_officer_writes_down_what_one_said_on_the_phone(case, amina, connor):
    made = paper(case, "references", by=acting(amina))
    referee = made.referees.create(knows="care", name="Rao", phone="0115 496 0142")
    with pytest.raises(RuleBroken, match="has not answered"):
        actions.accept(needs(case, "references"), made, by=acting(connor))
    address = reverse("commissioning:check", args=[case.pk, needs(case, "references").pk])
    client = as_(connor)
    client.post(address, {"referee": str(referee.pk), "said": "Kind and on time.", "again": "no"})
    shown = client.get(address).content.decode()
    assert "Would not trust them with somebody they care about" in shown
    actions.accept(needs(case, "references"), made, by=acting(connor))


@pytest.mark.parametrize("sent", [{"referee": "x"}, {"referee": str(UUID(int=1))}])
def test_a_word_of_nobody_is_not_written_down(sent, case, connor):
    address = reverse("commissioning:check", args=[case.pk, needs(case, "references").pk])
    assert as_(connor).post(address, {"said": "x", "again": "yes", **sent}).status_code == 404


# --- Asking for more -------------------------------------------------------------------------------------------------
def test_an_answer_that_adds_a_check_gives_the_case_back_to_the_enterprise(case, amina):
    actions.say_circumstances(case.service, ["keeps-records"], ["keeps-records"], by=acting(amina))
    assert fresh(case).status == "with-enterprise"
    page = as_(amina).get(reverse("commissioning:my-case", args=[case.pk])).content.decode()
    assert "Everything that is needed is in order" not in page


def test_a_case_is_sent_once_every_question_is_answered(good_company, nottingham, amina):
    service = ServiceFactory(enterprise=good_company, listed=True, listed_by=nottingham)
    case = actions.open_case(service, nottingham, by=acting(amina))
    paper(case, "identity", by=acting(amina))
    with pytest.raises(RuleBroken, match="Answer the questions"):
        actions.apply(fresh(case), by=acting(amina))
    said_no(case, by=acting(amina))
    actions.apply(fresh(case), by=acting(amina))
    assert fresh(case).status == "with-council"


def test_looking_at_what_is_needed_shuts_nobody_whom_a_council_had_checked(good_company, nottingham, amina, connor):
    service = ServiceFactory(enterprise=good_company, listed=True, listed_by=nottingham)
    checked(service)
    case = actions.open_case(service, nottingham, by=acting(amina))
    assert standing(case) == "none" and service.check_results.exists()
    all_shown(case, by=acting(amina))
    assert standing(case) == "under-way"
    actions.refuse(needs(case, "identity"), "Not readable.", by=acting(connor))
    assert standing(case) == "waits"


def test_why_the_law_stops_it_is_said_as_it_is(good_company, nottingham, amina):
    good_company.kind, good_company.workers = "company", 3
    good_company.save(update_fields=["kind", "workers"])
    facts = {"activities": ["washing-dressing"], "personal_care": "directed", "setting": "comes"}
    service = ServiceFactory(enterprise=good_company, listed=True, **facts)
    case = actions.open_case(service, nottingham, by=acting(amina))
    page = as_(amina).get(reverse("commissioning:my-case", args=[case.pk])).content.decode()
    assert case.is_stopped and all(words in page for words in stopped_words(case))
    assert "Care Quality Commission" in " ".join(stopped_words(case))


# --- Said at once ----------------------------------------------------------------------------------------------------
def test_a_sum_that_is_too_low_is_said_when_it_is_sent(case, amina):
    today = TODAY()
    facts = {"issuer": "Fernhill", "number": "F-9", "pounds": "1,000", "covers": "Cooking", "key": str(uuid7())}
    for name, day in (("starts_on", today - timedelta(days=9)), ("ends_on", today + timedelta(days=200))):
        facts |= {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}
    shown = as_(amina).post(reverse("commissioning:show", args=[case.pk, WHAT]), facts, follow=True).content.decode()
    assert "The council will ask about this." in shown and "£1,000" in shown


@pytest.mark.parametrize(("typed", "wrong"), [
    ("zzz", "Enter an e-mail address"), ("12", "Enter an e-mail address"), ("amina+x@example.org", "This is you"),
])  # fmt: skip
def test_a_referee_can_be_reached_and_is_somebody_else(typed, wrong, case, amina):
    facts = {"key": str(uuid7()), "first_name": "Rao", "first_contact": typed, "second_name": "Lamb",
             "second_contact": "0115 496 0142", "knows_care": "on"}  # fmt: skip
    shown = as_(amina).post(reverse("commissioning:show", args=[case.pk, "references"]), facts).content.decode()
    assert wrong in shown and "Lamb" in shown


# --- The Update Service ----------------------------------------------------------------------------------------------
def test_a_look_on_the_update_service_is_good_for_a_year(case, amina, connor):
    newer = paper(case, "dbs", details={"name_matches": True, "update_service": True}, by=acting(amina))
    actions.accept(needs(case, "dbs"), newer, by=acting(connor))
    address = reverse("commissioning:check", args=[case.pk, needs(case, "dbs").pk])
    client = as_(connor)
    assert "nothing new" in client.get(address).content.decode()
    client.post(address, {"status": "same"})
    assert needs(case, "dbs").good_until == months_after(TODAY(), 12)
    client.post(address, {"status": "changed"})
    assert needs(case, "dbs").status == "asked" and fresh(case).status == "with-enterprise"


def test_nobody_looks_without_their_yes(case, connor):
    with pytest.raises(RuleBroken, match="Update Service"):
        actions.note_status(needs(case, "dbs"), True, by=acting(connor))


def test_a_check_for_work_with_children_says_nothing_of_adults(case, amina, connor):
    Requirement.objects.filter(case=case, what="dbs").update(level="enhanced-barred")
    wrong = paper(case, "dbs", level="enhanced-children", by=acting(amina))
    with pytest.raises(RuleBroken, match="barred"):
        actions.accept(needs(case, "dbs"), wrong, by=acting(connor))


def test_two_referees_with_numbers_that_begin_with_44_are_two_and_one_number_is_one_however_it_is_written():
    assert plain("+44 115 496 0142") != plain("+44 115 496 0143")
    assert plain("+44 115 496 0142") == plain("0115 496 0142")
