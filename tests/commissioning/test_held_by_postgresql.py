"""What PostgreSQL refuses by itself, asked in plain SQL as the site's own role: two people, the law, one's own."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from commissioning import actions
from commissioning.models import Waiver
from marketplace.accounts.ids import uuid7
from marketplace.organisations.models import Role
from tests.commissioning.making import needs, paper
from tests.factories import ServiceFactory
from tests.people import acting, person

pytestmark = [pytest.mark.django_db, pytest.mark.R7]
WAIVER = """
INSERT INTO commissioning_waiver (id, requirement_id, kind, status, reason, from_on, until_on,
    proposed_by_id, proposed_at, agreed_by_id, agreed_at)
VALUES (%s, %s, 'waive', %s, '', %s, %s, %s, now(), %s, now())
"""


@pytest.fixture
def case(good_company, nottingham, amina):
    care = {"activities": ["washing-dressing"], "personal_care": "directed"}
    service = ServiceFactory(enterprise=good_company, listed=True, **care)
    return actions.open_case(service, nottingham, by=acting(amina))


@pytest.fixture
def carol(nottingham):
    return person("carol", role=Role.COMMISSIONER, organisation=nottingham)


def refused(name: str, sql: str, values) -> None:
    with pytest.raises(IntegrityError) as found, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
    assert found.value.__cause__.diag.constraint_name == name


def insert(requirement, proposed, agreed, status="proposed"):
    today = timezone.localdate()
    return [uuid7(), requirement.pk, status, today, today + timedelta(days=9), proposed.pk, agreed and agreed.pk]


def proposed(case, connor) -> Waiver:
    until = timezone.localdate() + timedelta(days=9)
    return actions.propose_waiver(needs(case, "references"), "Known.", until, by=acting(connor))


def test_nobody_agrees_to_their_own_waiver(case, connor):
    waiver = proposed(case, connor)
    sql = "UPDATE commissioning_waiver SET status='agreed', agreed_by_id=%s, agreed_at=now() WHERE id=%s"
    refused("waiver_needs_two_people", sql, [connor.pk, waiver.pk])


def test_no_waiver_is_agreed_from_the_start(case, connor, carol):
    refused("waiver_needs_two_people", WAIVER, insert(needs(case, "references"), connor, carol, "agreed"))


def test_nobody_waives_what_the_law_asks(case, connor):
    refused("waiver_never_for_law", WAIVER, insert(needs(case, "exemption"), connor, None))


def test_whoever_proposed_stays_who_proposed(case, connor, carol):
    waiver = proposed(case, connor)
    sql = "UPDATE commissioning_waiver SET proposed_by_id=%s WHERE id=%s"
    refused("waiver_stays_as_proposed", sql, [carol.pk, waiver.pk])
    later = timezone.localdate() + timedelta(days=999)
    refused("waiver_stays_as_proposed", "UPDATE commissioning_waiver SET until_on=%s WHERE id=%s", [later, waiver.pk])


def test_nothing_is_waived_without_two_people(case):
    sql = "UPDATE commissioning_requirement SET status='waived' WHERE id=%s"
    refused("waiver_needs_two_people", sql, [needs(case, "references").pk])


def test_the_owner_neither_waives_nor_decides(case, amina, connor):
    refused("waiver_not_by_the_owner", WAIVER, insert(needs(case, "references"), amina, None))
    waiver = proposed(case, connor)
    sql = "UPDATE commissioning_waiver SET status='agreed', agreed_by_id=%s, agreed_at=now() WHERE id=%s"
    refused("waiver_not_by_the_owner", sql, [amina.pk, waiver.pk])
    sql = "UPDATE commissioning_requirement SET decided_by_id=%s WHERE id=%s"
    refused("waiver_not_by_the_owner", sql, [amina.pk, needs(case, "size").pk])


def test_no_file_is_kept_of_a_dbs_certificate(case, amina):
    made = paper(case, "dbs", by=acting(amina), level="enhanced-barred")
    sql = """INSERT INTO commissioning_evidencefile (id, evidence_id, stored_as, name, content_type, size, sha256,
        scan, sent_at) VALUES (%s, %s, '', '', 'application/pdf', 1, '', 'none', now())"""
    refused("evidence_of_dbs_has_no_file", sql, [uuid7(), made.pk])


def test_nothing_is_accepted_without_a_paper(case):
    sql = "UPDATE commissioning_requirement SET status='accepted', decided_on=now() WHERE id=%s"
    refused("requirement_accepted_has_evidence", sql, [needs(case, "size").pk])
