"""People who work with the owner: asked for each of them, shown for each of them, and no longer when they leave."""

import pytest
from django.core.exceptions import PermissionDenied

from commissioning import actions
from commissioning.actions.computing import situation_of
from commissioning.models import Evidence, Requirement, Worker
from marketplace.accounts.ids import uuid7
from marketplace.workflow.errors import RuleBroken
from tests.commissioning.evidence.test_pages import as_, page
from tests.factories import EnterpriseFactory, ServiceFactory
from tests.people import acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def maria(case, amina):
    facts = {"is_volunteer": False, "key": uuid7(), "by": acting(amina)}
    return actions.add_worker(case.service.enterprise, "Maria Bell", **facts)


def course(case, worker) -> Requirement:
    return case.requirements.get(what="safeguarding", worker=worker)


def show(case, amina, worker=None) -> Evidence:
    facts = {"issuer": "Council", "covers": "Safeguarding"}
    company = case.service.enterprise
    return actions.show(company, "safeguarding", "training", facts, key=uuid7(), worker=worker, by=acting(amina))


def test_a_course_is_asked_for_the_owner_and_for_each_worker(case, maria):
    assert course(case, None).status == course(case, maria).status == "needed"
    assert not case.requirements.filter(what="public-liability", worker=maria).exists(), "one policy for all"


def test_a_paper_of_one_person_is_not_anothers(case, amina, maria):
    show(case, amina, maria)
    assert (course(case, maria).status, course(case, None).status) == ("sent", "needed")


def test_what_the_owner_has_shown_stays_when_somebody_joins(case, amina):
    show(case, amina)
    actions.add_worker(case.service.enterprise, "Tom", is_volunteer=True, key=uuid7(), by=acting(amina))
    assert course(case, None).status == "sent"


def test_whoever_is_named_counts_for_the_law(good_company, nottingham, amina):
    care = {"activities": ["washing-dressing"], "personal_care": "directed"}
    alone = actions.open_case(
        ServiceFactory(enterprise=good_company, listed=True, **care), nottingham, by=acting(amina)
    )
    assert not alone.is_stopped and situation_of(alone.service).workers == 1
    actions.add_worker(good_company, "Maria Bell", is_volunteer=False, key=uuid7(), by=acting(amina))
    alone.refresh_from_db()
    assert alone.is_stopped, "personal care by two needs registration"


def test_whoever_leaves_is_asked_nothing_more_and_their_papers_end(case, amina, maria):
    made = show(case, amina, maria)
    actions.end_worker(maria, by=acting(amina))
    actions.end_worker(maria, by=acting(amina))
    made.refresh_from_db()
    assert course(case, maria).status == "not-needed" and made.status == "withdrawn"
    assert course(case, None).status == "needed" and not Worker.objects.live().exists()


def test_the_same_form_sent_twice_adds_one(case, amina):
    facts = {"is_volunteer": True, "key": uuid7(), "by": acting(amina)}
    first = actions.add_worker(case.service.enterprise, "Tom", **facts)
    assert actions.add_worker(case.service.enterprise, "Tom", **facts) == first and Worker.objects.count() == 1


def test_a_key_of_another_enterprise_is_refused_in_words(case, amina, maria):
    other = EnterpriseFactory()
    other.organisation.memberships.create(account=amina, role="owner")
    with pytest.raises(RuleBroken, match="Open this page again"):
        actions.add_worker(other, "Tom", is_volunteer=True, key=maria.pk, by=acting(amina))


def test_nobody_else_adds_or_ends(case, maria, olive, connor):
    for who in (olive, connor):
        with pytest.raises(PermissionDenied):
            actions.add_worker(case.service.enterprise, "X", is_volunteer=True, key=uuid7(), by=acting(who))
        with pytest.raises(PermissionDenied):
            actions.end_worker(maria, by=acting(who))


def test_she_adds_somebody_and_sends_their_course_on_the_pages(case, amina):
    client, said = as_(amina), {"key": str(uuid7()), "name": "Maria <Bell>", "paid": ""}
    refused = client.post(page("people", case.pk), said).content.decode()
    assert "Choose whether they are paid" in refused and "Maria &lt;Bell&gt;" in refused
    assert client.post(page("people", case.pk), said | {"paid": "no"}).status_code == 302
    maria = Worker.objects.get()
    where = f"{page('show', case.pk, 'safeguarding')}?worker={maria.pk}"
    assert where in client.get(page("people", case.pk)).content.decode()
    assert where in client.get(page("my-case", case.pk)).content.decode()
    dates = {"starts_on_day": "1", "starts_on_month": "10", "starts_on_year": "2026"}
    told = {"covers": "Safeguarding", "issuer": "Council", "key": str(uuid7())} | dates
    assert client.post(where, told).status_code == 302
    assert Evidence.objects.get().worker == maria and maria.is_volunteer
    assert client.post(page("leave", case.pk, maria.pk)).status_code == 302
    assert client.get(where).status_code == 404


@pytest.mark.parametrize("asked", ["", "nonsense", "0198c0de-0000-7000-8000-000000000000"])
def test_somebody_who_does_not_work_there_has_no_form(case, amina, asked):
    status = as_(amina).get(f"{page('show', case.pk, 'safeguarding')}?worker={asked}").status_code
    assert status == (404 if asked else 200)
