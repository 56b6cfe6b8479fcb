"""From the first paper to a listing in order: whose turn it is, who decides, and what the directory says meanwhile."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from commissioning import actions, tasks
from commissioning.clock import clock, median_days
from commissioning.models import CheckCase, Decision, Passport, Waiver
from commissioning.standing import Row, standing_of
from marketplace.notifications.models import Message
from marketplace.organisations.models import Role
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.files import Paper
from marketplace.workflow.models import Entry
from providers.models import Service
from tests.commissioning.making import all_accepted, all_shown, needs, paper
from tests.factories import EnquiryFactory, ServiceFactory
from tests.people import acting, person
from tests.providers.enquiries.asking import ask

pytestmark = pytest.mark.django_db
HOME = {"identity", "size", "legal-status", "agreement-pack", "dbs", "public-liability", "safeguarding", "references",
        "infection-safety", "risk-assessment"}  # fmt: skip
GROUP = {"setting": "venue", "one_to_one": False, "in_group": True, "activities": ["art-craft"]}


@pytest.fixture
def case(good_company, nottingham, amina):
    service = ServiceFactory(enterprise=good_company, listed=True, listed_by=nottingham)
    return actions.open_case(service, nottingham, by=acting(amina))


@pytest.fixture
def carol(nottingham):
    """A second commissioner."""
    return person("carol", role=Role.COMMISSIONER, organisation=nottingham)


def standing(case) -> str:
    return Service.objects.get(pk=case.service_id).standing


# --- What is needed --------------------------------------------------------------------------------------------------
def test_a_case_asks_exactly_what_the_rules_ask(case):
    assert set(case.requirements.values_list("what", flat=True)) == HOME
    assert case.tier == 2 and standing(case) == "waits"


def test_an_answer_adds_a_check_and_taking_it_back_sets_it_aside(case, amina):
    actions.say_circumstances(case.service, ["keeps-records"], ["keeps-records"], by=acting(amina))
    assert needs(case, "data-protection-fee").status == "needed"
    actions.say_circumstances(case.service, [], ["keeps-records"], by=acting(amina))
    assert needs(case, "data-protection-fee").status == "not-needed"
    actions.say_circumstances(case.service, ["keeps-records"], ["keeps-records"], by=acting(amina))
    assert needs(case, "data-protection-fee").status == "needed"


def test_whoever_works_one_to_one_is_asked_by_nobody_before_the_first_checks(case, amina, connor):
    case.service.refresh_from_db()
    with pytest.raises(RuleBroken):
        ask(case.service)
    for what in ("identity", "dbs", "public-liability"):
        actions.accept(needs(case, what), paper(case, what, by=acting(amina)), by=acting(connor))
    case.service.refresh_from_db()
    assert standing(case) == "under-way"
    assert ask(case.service).status == "unconfirmed"


def test_an_art_morning_says_that_its_checks_are_under_way(good_company, nottingham, amina):
    service = ServiceFactory(enterprise=good_company, listed=True, **GROUP)
    made = actions.open_case(service, nottingham, by=acting(amina))
    assert made.tier == 1 and standing(made) == "under-way"


# --- Decided ---------------------------------------------------------------------------------------------------------
def test_everything_in_order_ends_the_case_and_fills_the_check_card(case, amina, connor):
    all_shown(case, by=acting(amina))
    assert case.status == "with-council" and case.turns.get(ended_at=None).whose == "council"
    all_accepted(case, by=acting(connor))
    assert case.status == "accepted" and case.decided_at and not case.turns.filter(ended_at=None).exists()
    assert standing(case) == "in-order"
    card = {row.what: row for row in case.service.check_results.all()}
    assert "Public liability insurance" in card and card["Public liability insurance"].council == case.council
    assert Message.objects.filter(template="case-accepted", to=amina).count() == 1


def test_a_question_moves_the_clock_and_its_answer_moves_it_back(case, amina, connor):
    all_shown(case, by=acting(amina))
    row = needs(case, "public-liability")
    actions.ask(row, "Does it cover work in the kitchen?", by=acting(connor))
    case.refresh_from_db()
    assert case.status == "with-enterprise" and case.turns.get(ended_at=None).whose == "enterprise"
    actions.answer(needs(case, "public-liability"), "Yes, it does.", by=acting(amina))
    case.refresh_from_db()
    assert case.status == "with-council" and case.turns.get(ended_at=None).whose == "council"
    said = Message.objects.get(template="check-asked", to=amina)
    assert "kitchen" not in str(said.context)


def test_a_refusal_is_appealed_against_and_somebody_else_decides(case, amina, connor, carol):
    all_shown(case, by=acting(amina))
    actions.refuse(needs(case, "references"), "Both are family.", by=acting(connor))
    actions.appeal(needs(case, "references"), "One is my old manager.", by=acting(amina))
    row = needs(case, "references")
    with pytest.raises(RuleBroken, match="Somebody else"):
        actions.accept(row, row.evidence, by=acting(connor))
    actions.accept(needs(case, "references"), row.evidence, by=acting(carol))
    assert needs(case, "references").status == "accepted"


def test_nobody_decides_about_an_enterprise_of_their_own(case, amina, connor, lena, nottingham):
    all_shown(case, by=acting(amina))
    row = needs(case, "size")
    for somebody in (amina, lena):
        with pytest.raises(PermissionDenied):
            actions.accept(row, row.evidence, by=acting(somebody))
    case.service.enterprise.organisation.memberships.create(account=connor, role=Role.WORKER)
    with pytest.raises(PermissionDenied):
        actions.accept(needs(case, "size"), row.evidence, by=acting(connor))


def test_a_paper_that_has_ended_is_not_accepted(case, amina, connor):
    all_shown(case, by=acting(amina))
    row = needs(case, "public-liability")
    row.evidence.ends_on = timezone.localdate() - timedelta(days=1)
    row.evidence.save()
    with pytest.raises(RuleBroken, match="ended"):
        actions.accept(row, row.evidence, by=acting(connor))


def test_one_paper_serves_every_check_that_it_covers(case, amina):
    serves = {"details": {"serves": ["infection-safety"]}}
    paper(case, "safeguarding", by=acting(amina), **serves)
    assert {needs(case, each).status for each in ("safeguarding", "infection-safety")} == {"sent"}


def test_the_same_form_sent_twice_is_one_paper(case, amina):
    made = paper(case, "size", by=acting(amina))
    again = actions.show(case.service.enterprise, "size", "declaration", {}, key=made.key, by=acting(amina))
    assert again == made


def test_a_dbs_certificate_is_never_taken(case, amina):
    papers = [Paper("x", "application/pdf", b"")]
    with pytest.raises(RuleBroken, match="Never send"):
        actions.show(case.service.enterprise, "dbs", "dbs", {}, key=case.pk, papers=papers, by=acting(amina))


# --- Waivers ---------------------------------------------------------------------------------------------------------
def test_two_people_waive_a_check_and_it_ends_by_itself(case, amina, connor, carol):
    all_shown(case, by=acting(amina))
    until = timezone.localdate() + timedelta(days=90)
    made = actions.propose_waiver(needs(case, "references"), "Known for years.", until, by=acting(connor))
    with pytest.raises(RuleBroken, match="Somebody else"):
        actions.agree_waiver(made, by=acting(connor))
    actions.agree_waiver(made, by=acting(carol))
    row = needs(case, "references")
    assert row.status == "waived" and row.good_until == until
    assert Message.objects.filter(template="waiver-proposed", to=carol).count() == 1


def test_what_the_law_asks_is_never_waived_only_not_applicable(good_company, nottingham, amina, connor):
    care = {"activities": ["washing-dressing"], "personal_care": "directed"}
    service = ServiceFactory(enterprise=good_company, listed=True, **care)
    made = actions.open_case(service, nottingham, by=acting(amina))
    until = timezone.localdate() + timedelta(days=9)
    with pytest.raises(RuleBroken, match="law"):
        actions.propose_waiver(needs(made, "exemption"), "Why not.", until, by=acting(connor))
    actions.not_applicable(needs(made, "exemption"), "Works for a registered agency here.", by=acting(connor))
    assert needs(made, "exemption").status == "not-applicable"


# --- Passport --------------------------------------------------------------------------------------------------------
def test_another_council_takes_over_what_the_first_has_seen_until_that_is_taken_back(case, amina, connor, leeds, lena):
    all_shown(case, by=acting(amina))
    all_accepted(case, by=acting(connor))
    before = case.service.enterprise.pk
    theirs = actions.share(case.service, leeds, by=acting(amina))
    assert theirs.status == "with-council" and theirs.council == leeds
    assert {row.status for row in theirs.requirements.needed()} <= {"sent", "needed"}
    row = needs(theirs, "public-liability")
    actions.accept(row, row.evidence, first=case.council, by=acting(lena))
    assert needs(theirs, "public-liability").seen_first_by == case.council
    assert standing(case) == "in-order", "the second council says nothing of the listing"
    actions.stop_sharing(Passport.objects.get(enterprise=before), by=acting(amina))
    assert needs(theirs, "public-liability").status == "needed"
    theirs.refresh_from_db()
    assert theirs.status == "withdrawn"
    assert needs(case, "public-liability").status == "accepted"


def test_a_word_that_is_not_shared_cannot_be_used(case, amina, connor, leeds, lena):
    all_shown(case, by=acting(amina))
    theirs = actions.share(case.service, leeds, by=acting(amina))
    row = needs(theirs, "public-liability")
    with pytest.raises(RuleBroken, match="cannot be used"):
        actions.accept(row, row.evidence, first=case.council, by=acting(lena))


# --- The clock -------------------------------------------------------------------------------------------------------
@pytest.mark.R13
def test_working_days_are_counted_for_the_side_that_holds_the_case():
    with time_machine.travel("2026-12-18 10:00+00:00", tick=False):
        sent = timezone.now()
    with time_machine.travel("2026-12-22 10:00+00:00", tick=False):
        asked = timezone.now()
    turns = [("council", sent, asked), ("enterprise", asked, None)]
    found = clock(sent, turns, date(2026, 12, 29))
    assert found.sides == ("council", "enterprise", "enterprise", "enterprise", "enterprise")
    assert found.promised_on.isoformat() == "2027-01-13", "Christmas, the days after it and New Year are nobody's"


def test_the_median_counts_from_application_to_decision():
    now = timezone.now().replace(year=2026, month=11, day=16)
    decided = [(now, now + timedelta(days=days)) for days in (1, 2, 9)]
    assert median_days(decided) == 2 and median_days([]) is None


def test_every_step_is_on_the_trail(case, amina, connor):
    all_shown(case, by=acting(amina))
    all_accepted(case, by=acting(connor))
    told = Entry.objects.filter(account=connor, what="sent>accepted")
    assert told.count() == len(HOME) and Decision.objects.filter(kind="accept").count() == len(HOME)
    assert CheckCase.objects.visible_to(acting(connor)).get() == case
    assert not Waiver.objects.exists()
    with transaction.atomic():
        actions.note_case_reading(case, by=acting(connor))
    assert Entry.objects.filter(subject_id=case.pk, what="read").count() == 1


def test_those_whom_it_supports_hear_that_it_is_suspended_and_never_why(case, amina, connor):
    EnquiryFactory(service=case.service, way="email", address="ben@example.net")
    made = actions.suspend_service(case.service, "Somebody was hurt.", by=acting(connor))
    assert Service.objects.get(pk=case.service_id).status == "suspended"
    told = Message.objects.filter(template="helper-suspended")
    assert told.count() == 1 and "hurt" not in str(told.get().context)
    assert made.status == "holds"


# --- What must not slip through --------------------------------------------------------------------------------------
def test_a_council_with_which_nothing_is_shared_any_more_sees_nothing_of_its_case(case, amina, leeds, lena):
    all_shown(case, by=acting(amina))
    theirs = actions.share(case.service, leeds, by=acting(amina))
    row = needs(theirs, "references")
    actions.refuse(row, "Too old.", by=acting(lena))
    actions.stop_sharing(Passport.objects.get(), by=acting(amina))
    assert not theirs.requirements.exclude(evidence=None).exists()
    paper(case, "references", by=acting(amina))
    assert not theirs.requirements.exclude(evidence=None).exists(), "later papers are not shared either"
    with pytest.raises(RuleBroken, match="no longer shows"):
        actions.not_applicable(needs(theirs, "size"), "Why not.", by=acting(lena))


def test_ending_a_passport_leaves_what_the_council_decides_for_itself(case, amina, leeds, good_company):
    own = ServiceFactory(enterprise=good_company, listed=True, council_code="E08000035")
    theirs = actions.open_case(own, leeds, by=acting(amina))
    all_shown(theirs, by=acting(amina))
    actions.share(case.service, leeds, by=acting(amina))
    actions.stop_sharing(Passport.objects.get(), by=acting(amina))
    theirs.refresh_from_db()
    assert theirs.status == "with-council"


def test_one_person_alone_lets_no_sum_pass_that_is_too_small(case, amina, connor):
    made = paper(case, "public-liability", by=acting(amina), pence=100_000_000)
    with pytest.raises(RuleBroken, match="second person"):
        actions.accept(needs(case, "public-liability"), made, by=acting(connor))


def test_a_question_after_the_appeal_does_not_let_the_first_officer_decide(case, amina, connor, carol):
    all_shown(case, by=acting(amina))
    actions.refuse(needs(case, "references"), "Family.", by=acting(connor))
    actions.appeal(needs(case, "references"), "Not so.", by=acting(amina))
    actions.ask(needs(case, "references"), "Who is it?", by=acting(carol))
    actions.answer(needs(case, "references"), "My manager.", by=acting(amina))
    row = needs(case, "references")
    with pytest.raises(RuleBroken, match="Somebody else"):
        actions.accept(row, row.evidence, by=acting(connor))


def test_what_was_never_seen_keeps_enquiries_away_even_when_something_else_has_run_out():
    rows = [Row("identity", "needed"), Row("safeguarding", "run-out")]
    assert standing_of(3, False, rows, date(2026, 11, 26)) == "waits"
    assert standing_of(1, False, rows, date(2026, 11, 26)) == "run-out"


def test_a_renewal_is_a_round_of_its_own():
    then = timezone.now().replace(year=2025, month=11, day=3, hour=10)
    later = then.replace(year=2026, month=11, day=24)
    found = clock(then, [("council", then, then + timedelta(days=7)), ("council", later, None)], date(2026, 11, 26))
    assert found.days == 2 and found.promised_on.isoformat() == "2026-12-15"


def test_a_waiver_that_is_over_makes_room_for_another(case, amina, connor, carol):
    until = timezone.localdate() + timedelta(days=20)
    made = actions.propose_waiver(needs(case, "references"), "Known.", until, by=acting(connor))
    actions.agree_waiver(made, by=acting(carol))
    with time_machine.travel(timezone.now() + timedelta(days=90), tick=False):
        tasks.expire_checks()
        made.refresh_from_db()
        assert made.status == "ended" and needs(case, "references").status == "run-out"
        again = timezone.localdate() + timedelta(days=20)
        assert actions.propose_waiver(needs(case, "references"), "Still.", again, by=acting(connor))


def test_two_people_agree_to_a_lower_sum_and_never_to_less_than_the_paper_shows(case, amina, connor, carol):
    paper(case, "public-liability", by=acting(amina), pence=100_000_000)
    until = timezone.localdate() + timedelta(days=60)
    row = needs(case, "public-liability")
    for pence, why in ((200_000_000, "less than the rule"), (150_000_000, "does not show")):
        with pytest.raises(RuleBroken, match=why):
            actions.propose_waiver(row, "Hand tools.", until, pence=pence, by=acting(connor))
    made = actions.propose_waiver(row, "Hand tools.", until, pence=100_000_000, by=acting(connor))
    actions.agree_waiver(made, by=acting(carol))
    assert made.kind == "vary" and needs(case, "public-liability").good_until == until
