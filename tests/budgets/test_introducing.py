"""Sam introduces Rose: whom, what would help, to whom in which order, on what ground."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from budgets import actions
from budgets.models import Introduction, IntroductionChoice, Person
from budgets.shortlisting import shortlist
from marketplace.accounts.ids import uuid7
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.middleware import as_rule
from marketplace.workflow.models import Entry
from providers.actions import declare_interest
from providers.models import Enquiry, Interest
from tests.budgets.conftest import ROSE, again, agree, statuses
from tests.factories import ServiceFactory
from tests.people import acting

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


# --- Whom ------------------------------------------------------------------------------------------------------------
def test_somebody_new_is_kept_once_however_often_the_form_is_sent(sam, nottingham, outcodes):
    key = uuid7()
    first = actions.begin(nottingham, key=key, new=ROSE, by=acting(sam))
    assert actions.begin(nottingham, key=key, new=ROSE, by=acting(sam)) == first
    assert Person.objects.get().named_worker == sam and Introduction.objects.count() == 1
    with pytest.raises(RuleBroken):
        actions.begin(nottingham, key=key, new=ROSE | {"name": "Lily"}, by=acting(sam))


def test_initials_and_an_area_are_enough_and_then_no_person_is_kept(sam, nottingham, outcodes):
    made = actions.begin(nottingham, key=uuid7(), initials="R.T.", outcode="NG5", by=acting(sam))
    assert made.called == "R.T." and made.person is None and not Person.objects.exists()


@pytest.mark.parametrize("facts", [{"outcode": "NG5"}, {"initials": "R.T.", "outcode": "ZZ9"}, {"initials": "R.T."}])
def test_nobody_and_nowhere_are_refused(sam, nottingham, outcodes, facts):
    with pytest.raises(RuleBroken):
        actions.begin(nottingham, key=uuid7(), **facts, by=acting(sam))


def test_only_those_who_know_people_introduce_for_their_own_body(request, nottingham, leeds, outcodes, sam):
    for who in ("cat", "connor", "fiona", "amina", "ben", "olu"):
        with pytest.raises(PermissionDenied):
            actions.begin(nottingham, key=uuid7(), new=ROSE, by=acting(request.getfixturevalue(who)))
    with pytest.raises(PermissionDenied):
        actions.begin(leeds, key=uuid7(), new=ROSE, by=acting(sam))


def test_a_colleague_sees_and_introduces_only_their_own_people_until_one_is_handed_to_them(sam, gwen, lee, draft):
    rose = draft.person
    assert list(Person.objects.visible_to(acting(sam))) == [rose]
    for other in (gwen, lee):
        assert not Person.objects.visible_to(acting(other)) and not Introduction.objects.visible_to(acting(other))
        with pytest.raises(PermissionDenied):
            actions.begin(draft.organisation, key=uuid7(), person=rose, by=acting(other))
    with pytest.raises(PermissionDenied):
        actions.hand_over(rose, gwen, by=acting(gwen))
    with pytest.raises(RuleBroken):
        actions.hand_over(rose, lee, by=acting(sam))
    actions.hand_over(rose, gwen, by=acting(sam))
    assert list(Introduction.objects.visible_to(acting(gwen))) == [draft]
    assert list(Introduction.objects.visible_to(acting(sam))) == [draft], "whom he introduced he goes on seeing"


def test_whoever_left_the_organisation_sees_nobody(sam, draft):
    sam.memberships.update(ended_on=TODAY())
    assert not Person.objects.visible_to(acting(sam)) and not Introduction.objects.visible_to(acting(sam))


def test_names_and_words_are_sealed_in_the_database(draft):
    with connection.cursor() as cursor:
        cursor.execute("SELECT p::text || i::text FROM budgets_person p, budgets_introduction i")
        row = cursor.fetchone()[0]
    assert not [word for word in ("Rose", "Thorn", "rose@", "memory", "cook with") if word in row]


# --- To whom ---------------------------------------------------------------------------------------------------------
def test_the_shortlist_says_why_and_what_is_not_known(draft, cooks, sam):
    Introduction.objects.filter(pk=draft.pk).update(needs=["autism", "dementia"])
    found = shortlist(again(draft), by=acting(sam))
    assert {card["people"] for card in found.candidates} == {"Anna", "Bela", "Carl"}
    said = found.candidates[0]["reasons"]
    assert said[0] == "Cooking with you" and "Fits: Dementia, Tuesday mornings" in said
    assert any("away" in words for words in said) and "Has room" in said and "Does not say: Autism" in said


def test_the_price_that_was_said_is_a_ceiling_and_the_page_says_how_many_cost_more(draft, cooks, sam):
    Introduction.objects.filter(pk=draft.pk).update(most_pence=1000)
    found = shortlist(again(draft), by=acting(sam))
    assert found.candidates == [] and found.dearer == 3


def test_whoever_is_close_to_an_enterprise_does_not_find_it_and_cannot_name_it(draft, cooks, sam):
    declare_interest(cooks[0].enterprise, "household-owns", by=acting(sam))
    found = shortlist(draft, by=acting(sam))
    assert "Anna" not in {card["people"] for card in found.candidates} and found.close == ["Anna cooks"]
    with pytest.raises(RuleBroken, match="A colleague has to introduce"):
        actions.choose(draft, [(cooks[0].service, "")], by=acting(sam))


@pytest.mark.parametrize("status", ["waiting", "sent"])
def test_the_database_refuses_it_too_whatever_writes_the_row(draft, cooks, sam, status):
    Interest.objects.create(account=sam, enterprise=cooks[0].enterprise, relation="household-works")
    facts = {"introduction": draft, "service": cooks[0].service, "position": 1, "status": status}
    enquiry = Enquiry(service=cooks[0].service, key=uuid7(), way="email", outcode="NG5")
    enquiry.save()
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        IntroductionChoice.objects.create(**facts, enquiry=enquiry if status == "sent" else None)
    assert "your household" in str(as_rule(refused.value))


def test_at_most_five_each_once_and_only_who_is_listed(draft, cooks, sam):
    by = acting(sam)
    more = [ServiceFactory(listed=True) for _each in range(3)]
    everybody = [(service, "") for service in [cook.service for cook in cooks] + more]
    paused = ServiceFactory(status="paused", listed_on=TODAY())
    for wrong in ([], everybody, [(paused, "")]):
        with pytest.raises(RuleBroken):
            actions.choose(draft, wrong, by=by)
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.choose(draft, [everybody[0], everybody[0]], by=by)
    actions.choose(draft, everybody[:5], by=by)
    assert statuses(draft) == ["waiting"] * 5


def test_whoever_agreed_to_others_has_to_agree_again(ready, cooks, sam):
    actions.choose(ready, [(cook.service, "") for cook in cooks], by=acting(sam))
    assert again(ready).ground == "agreement", "the same names in the same order: nothing new to agree to"
    actions.choose(ready, [(cooks[2].service, "")], by=acting(sam))
    assert again(ready).ground == ""
    with pytest.raises(RuleBroken, match="who agreed"):
        actions.send(ready, by=acting(sam))


# --- On what ground --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("missing", ["who", "why"])
def test_a_best_interests_decision_says_who_and_why(draft, cooks, sam, missing):
    actions.choose(draft, [(cooks[0].service, "")], by=acting(sam))
    facts = {"ground": "best-interests", "who": "Dr Grace, with her sister", "why": "She eats alone."} | {missing: " "}
    with pytest.raises(RuleBroken):
        agree(draft, acting(sam), **facts)


@pytest.mark.parametrize("days", [{"on": 1}, {"until": -1}, {"until": 400}])
def test_a_ground_has_a_day_that_was_and_a_last_day_within_a_year(draft, cooks, sam, days):
    actions.choose(draft, [(cooks[0].service, "")], by=acting(sam))
    with pytest.raises(RuleBroken):
        agree(draft, acting(sam), **{name: TODAY() + timedelta(days=n) for name, n in days.items()})


def test_an_attorney_is_named(draft, cooks, sam):
    actions.choose(draft, [(cooks[0].service, "")], by=acting(sam))
    with pytest.raises(RuleBroken):
        agree(draft, acting(sam), ground="attorney")
    agree(draft, acting(sam), ground="attorney", who="Her son, attorney for health and welfare")
    assert again(draft).ground_who.startswith("Her son")


@pytest.mark.parametrize("blank", ["ground_who", "ground_why", "ground_on", "ground_until"])
def test_the_database_wants_all_four_of_a_best_interests_decision(ready, blank):
    whole = {"ground": "best-interests", "ground_who": "x", "ground_why": "y"}
    empty = None if blank.endswith(("on", "until")) else ""
    with pytest.raises(IntegrityError), transaction.atomic():
        Introduction.objects.filter(pk=ready.pk).update(**whole | {blank: empty})


def test_nothing_is_open_without_a_ground_even_in_the_database(draft):
    with pytest.raises(IntegrityError, match="introduction_sends_only_on_a_ground"), transaction.atomic():
        Introduction.objects.filter(pk=draft.pk).update(status="open")


def test_every_step_is_on_the_trail_in_codes(ready):
    told = Entry.objects.filter(subject_id=ready.pk).values_list("what", flat=True)
    assert list(told) == ["begun", "described", "chosen", "ground:agreement"]


def test_an_unmet_need_that_sam_counts_twice_is_one(draft, sam):
    need = actions.no_match(draft, by=acting(sam))
    assert actions.no_match(again(draft), by=acting(sam)) is None
    assert need.activity == "cooking-with-you" and need.needs == ["dementia"] and need.outcode == "NG5"
    assert need.source == "introduction" and need.council_code == "E06000018" and again(draft).status == "no-match"
    assert need.key not in {draft.pk, draft.key}, "nothing leads from the count to the person"
