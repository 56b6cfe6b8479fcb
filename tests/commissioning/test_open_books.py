"""What a council publishes: the sums are right, nobody who is supported is named, and a file never changes."""

import csv
import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path

import jsonschema
import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from budgets.weeks import Period
from commissioning.actions.publishing import publish, set_bank_rate
from commissioning.models import BankRate, Contract, Payment, Publication
from commissioning.open_books import draft_of, due_on, periods_of
from commissioning.timeliness import Approval, Authority
from marketplace.accounts.ids import uuid7
from marketplace.workflow.errors import RuleBroken
from tests.beside import beside
from tests.budgets.agreements import known, managed, offered
from tests.commissioning.making_speed import agreed, arrived, asked, came, contract_of, paid
from tests.factories import ServiceFactory
from tests.people import acting

pytestmark = pytest.mark.django_db
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "contracts"
SCHEMA = SHARED / "ocds-release-schema-1.1.4.json"
SUMMER = Period(date(2026, 7, 1), date(2026, 9, 30))
WINTER = Period(date(2026, 10, 1), date(2027, 3, 31))
CITY = Authority("Nottingham City Council", "PXYZ-1234-ABCD", "Loxley House", "payments@nottingham.example")
SIGNED = Approval("Fiona", "Director of Finance")
TITLE = "Director of Finance"


@pytest.fixture
def service(good_company):
    return ServiceFactory(enterprise=good_company, listed=True)


@pytest.fixture
def order(nottingham, service, connor, amina):
    made = contract_of(nottingham, service, connor, number="PO-77")
    return agreed(made, amina, date(2026, 7, 6))


def lines_of(content: bytes) -> list[dict]:
    return list(csv.DictReader(StringIO(bytes(content).decode("utf-8-sig"))))


def spent(order, pence, *, on=date(2026, 8, 3), **facts) -> Payment:
    return arrived(paid(came(order, on, pence=pence, **facts), 4))


def fields(body, kind, period=WINTER) -> dict:
    draft = draft_of(body, kind, period, authority=CITY, approval=SIGNED)
    return {line["field"]: line["value"] for line in lines_of(draft.content)}


# --- Spending ------------------------------------------------------------------------------------------------------
def test_five_hundred_pounds_is_not_above_five_hundred_pounds(order, nottingham):
    spent(order, 50_000)
    spent(order, 50_001)
    draft = draft_of(nottingham, "spending", SUMMER)
    assert [line["Amount (GBP)"] for line in lines_of(draft.content)] == ["500.01"]
    assert draft.rows == 1


def test_a_line_says_who_was_paid_for_what_without_the_vat_that_comes_back(order, nottingham):
    spent(order, 120_000, net_pence=100_000, vat_pence=20_000)
    line = lines_of(draft_of(nottingham, "spending", SUMMER).content)[0]
    assert (line["Beneficiary"], line["Summary of purpose"]) == ("Good Company", "A weekly cooking group")
    assert (line["Amount (GBP)"], line["Irrecoverable VAT (GBP)"]) == ("1000.00", "0.00")
    assert (line["Date"], line["Department"], line["Body"]) == ("2026-08-07", "Adult Care", "Nottingham City Council")


def test_a_person_who_was_paid_is_never_named_and_is_counted(nottingham, order):
    spent(order, 90_000)
    facts = {"kind": "direct-payment", "source_id": uuid7(), "body": nottingham, "pence": 80_000, "status": "paid"}
    days = {"due_on": date(2026, 8, 1), "fast_on": date(2026, 8, 1), "paid_on": date(2026, 8, 3)}
    Payment.objects.create(reference="JRBEN", end_to_end_id="JRBEN", **facts, **days)
    draft = draft_of(nottingham, "spending", SUMMER)
    assert [line["Beneficiary"] for line in lines_of(draft.content)] == ["REDACTED PERSONAL DATA", "Good Company"]
    assert draft.redacted == 1


def test_no_cell_of_the_books_runs_as_a_formula(nottingham, service, connor, amina):
    made = contract_of(nottingham, service, connor, purpose='=HYPERLINK("x")', department="@SUM(1)")
    spent(agreed(made, amina, date(2026, 7, 6)), 90_000)
    line = lines_of(draft_of(nottingham, "spending", SUMMER).content)[0]
    assert line["Summary of purpose"] == '\'=HYPERLINK("x")'
    assert line["Department"] == "'@SUM(1)"


def test_what_came_before_the_quarter_or_from_another_council_is_not_in_it(order, nottingham, leeds):
    spent(order, 90_000, on=date(2026, 6, 1))
    assert draft_of(nottingham, "spending", SUMMER).rows == 0
    spent(order, 90_000)
    assert draft_of(leeds, "spending", SUMMER).rows == 0


# --- One person ----------------------------------------------------------------------------------------------------
def test_what_was_typed_about_one_person_is_in_no_file(nottingham, doreen, service, sam, connor, amina, settings):
    settings.OCDS_PREFIX = "ocds-a1b2c3"
    agreement = offered(doreen, service, sam, version=managed(doreen, sam), about=known())
    words = {"purpose": "Company for Doreen Marsh with dementia", "group": "", "agreement": agreement}
    offer = {"activities": ["cooking-with-you", "nursing"]}
    made = agreed(contract_of(nottingham, service, connor, offer=offer, **words), amina, date(2026, 7, 6))
    spent(made, 90_000)
    for kind in ("spending", "contracts", "releases"):
        draft = draft_of(nottingham, kind, SUMMER)
        published = bytes(draft.content).decode()
        assert "Support for one person: cooking with you" in published, kind
        assert not {"Doreen", "Marsh", "dementia"} & set(published.replace('"', " ").replace(",", " ").split()), kind
        assert (draft.rows, draft.redacted) == (1, 1), kind


# --- Contracts -----------------------------------------------------------------------------------------------------
def test_the_register_begins_at_five_thousand_pounds(nottingham, service, connor, amina):
    for number, pence in (("below", 499_999), ("at", 500_000)):
        made = contract_of(nottingham, service, connor, number=number, value_pence=pence)
        agreed(made, amina, date(2026, 7, 6))
    contract_of(nottingham, service, connor, number="only offered")
    lines = lines_of(draft_of(nottingham, "contracts", SUMMER).content)
    assert [(line["Reference number"], line["Value (GBP)"]) for line in lines] == [("at", "5000.00")]


def test_a_contract_that_ended_before_the_quarter_is_not_in_the_register(nottingham, service, connor, amina):
    agreed(contract_of(nottingham, service, connor, ends_on=date(2026, 9, 30)), amina, date(2026, 7, 6))
    assert draft_of(nottingham, "contracts", SUMMER).rows == 1
    assert draft_of(nottingham, "contracts", Period(date(2026, 10, 1), date(2026, 12, 31))).rows == 0


def schema() -> dict:
    return json.loads(beside(SCHEMA, "The schemas of OCDS").read_text())


def test_releases_are_valid_against_the_schema_of_ocds(order, nottingham, service, connor, amina):
    over = contract_of(nottingham, service, connor, is_advertised=True, ends_on=date(2026, 8, 5))
    agreed(over, amina, date(2026, 5, 1))
    ended = datetime(2026, 8, 5, 9, tzinfo=UTC)
    Contract.objects.filter(pk=over.pk).update(status="ended", ended_at=ended)
    package = json.loads(draft_of(nottingham, "releases", SUMMER).content)
    assert [each["tag"] for each in package["releases"]] == [["contractTermination"], ["award", "contract"]]
    check = jsonschema.Draft4Validator(schema())
    for release in package["releases"]:
        assert [error.message for error in check.iter_errors(release)] == []
        assert release["contracts"][0]["value"] == {"amount": 6000.0, "currency": "GBP"}


def test_releases_carry_the_prefix_that_was_registered(order, nottingham, settings):
    settings.OCDS_PREFIX = "ocds-a1b2c3"
    package = json.loads(draft_of(nottingham, "releases", SUMMER).content)
    assert [each["ocid"] for each in package["releases"]] == [f"ocds-a1b2c3-{order.pk}"]


def test_without_a_prefix_no_releases_are_published_and_the_page_says_why(order, nottingham, fiona, settings):
    settings.OCDS_PREFIX = ""
    client = Client()
    client.force_login(fiona)
    with time_machine.travel("2026-10-12T09:00:00+00:00", tick=False):
        with pytest.raises(RuleBroken, match="need a prefix first"):
            publish(nottingham, "releases", SUMMER, number=1, job_title=TITLE, by=acting(fiona))
        listed = client.get(reverse("commissioning:publishing")).content.decode()
        page = client.get(reverse("commissioning:publish", args=[nottingham.pk, "releases", "2026-07-01"]))
    assert "register one with the Open Contracting Partnership" in listed
    assert "need a prefix first" in page.content.decode()
    assert "I have looked at it" not in page.content.decode()
    assert not Publication.objects.exists()


# --- Notice and report ---------------------------------------------------------------------------------------------
@pytest.fixture
def forty(order, fiona):
    """
    paid: 20 in 4 days, 8 in 10, 3 in 30, 1 in 31, 2 in 60, 1 in 61, 1 in 90: 36, together 552 days, 15.33 on average
    day 1 to 30: 31 of 36 = 86.11 %; day 31 to 60: 3 of 36 = 8.33 %; later: 2 of 36 = 5.56 %
    never paid: 2 of November; 1 of 20 March, due after the period; 1 that is disputed
    became payable: 36 and the 2 of November; 2 of 38 were not paid = 5.26 %, £200
    """
    rows = [(date(2026, 11, 2), days) for days in [4] * 20 + [10] * 8 + [30] * 3 + [31] + [60] * 2 + [61, 90]]
    rows += [(date(2026, 11, 3), None), (date(2026, 11, 4), None), (date(2027, 3, 20), None)]
    for on, days in rows:
        invoice = came(order, on, due_on=on + timedelta(days=29), is_public_contract=True)
        if days is not None:
            paid(invoice, days)
    disputed = came(order, date(2026, 11, 5), due_on=date(2026, 12, 4), is_public_contract=True, status="queried")
    asked(disputed, fiona, date(2026, 11, 9))


def test_the_notice_of_forty_invoices_is_what_was_counted_by_hand(forty, nottingham):
    found = fields(nottingham, "notice")
    wanted = {
        "payments": "36", "total_days": "552", "average_days": "15.33", "per_cent_in_day_1_to_30": "86.11",
        "per_cent_in_day_31_to_60": "8.33", "per_cent_on_or_after_day_61": "5.56", "became_payable": "38",
        "not_paid_within_period": "2", "not_paid_within_period_gbp": "200.00",
        "per_cent_not_paid_within_period": "5.26", "approved_by": "Fiona", "approved_by_job_title": TITLE,
        "publish_by": "2027-04-29", "identifier": "PXYZ-1234-ABCD",
    }  # fmt: skip
    assert {name: found[name] for name in wanted} == wanted


def test_small_contracts_stand_in_the_report_by_choice_and_public_ones_do_not(forty, order, nottingham):
    paid(came(order, date(2026, 11, 2)), 3)
    BankRate.objects.create(on=date(2026, 6, 30), per_cent=Decimal("3.75"), source="x")
    BankRate.objects.create(on=date(2026, 12, 31), per_cent=Decimal("3.75"), source="x")
    found = fields(nottingham, "speed")
    assert (found["payments"], found["average_days"], found["median_days"]) == ("1", "3.00", "3.00")


def test_the_older_figures_wait_for_the_bank_rate(order, nottingham):
    paid(came(order, date(2026, 11, 2), pence=1_000_000), 89)  # due on 1 December, 60 days late
    with pytest.raises(RuleBroken, match="Bank Rate of 30 June 2026"):
        fields(nottingham, "speed")
    BankRate.objects.create(on=date(2026, 6, 30), per_cent=Decimal("3.75"), source="x")
    found = fields(nottingham, "speed")
    assert (found["pct_invoices_paid_within_30_days"], found["interest_liable_gbp"]) == ("0.00", "193.15")


# --- Publishing ----------------------------------------------------------------------------------------------------
def published(body, fiona, number=1, **more) -> Publication:
    with time_machine.travel("2026-10-12T09:00:00+00:00", tick=False):
        return publish(body, "spending", SUMMER, number=number, job_title=TITLE, by=acting(fiona), **more)


def test_fiona_publishes_and_everybody_reads_the_same_bytes_for_ever(order, nottingham, fiona):
    spent(order, 90_000)
    file = published(nottingham, fiona)
    spent(order, 70_000)
    assert published(nottingham, fiona) == file  # the same form twice
    read = Client().get(reverse("commissioning:open-file", args=[file.pk]))
    assert read.status_code == 200
    assert read.content == bytes(file.content)
    assert len(lines_of(read.content)) == 1
    corrected = published(nottingham, fiona, number=2)
    assert corrected.rows == 2
    assert Client().get(reverse("commissioning:open-file", args=[file.pk])).content == bytes(file.content)
    shown = Client().get(reverse("commissioning:open-body", args=[nottingham.pk])).content.decode()
    assert "correction 1" in shown
    assert "Approved by Fiona, Director of Finance." in shown


def test_no_one_changes_a_file_even_by_hand(nottingham, fiona):
    file = published(nottingham, fiona)
    for sql in ("UPDATE commissioning_publication SET name = 'x'", "DELETE FROM commissioning_publication"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    assert Publication.objects.get().sha256 == file.sha256


def test_nobody_publishes_days_that_are_not_over_or_without_a_title(nottingham, fiona, connor):
    with time_machine.travel("2026-09-30T09:00:00+00:00", tick=False), pytest.raises(RuleBroken, match="not over"):
        publish(nottingham, "spending", SUMMER, number=1, job_title=TITLE, by=acting(fiona))
    with pytest.raises(RuleBroken, match="job title"):
        publish(nottingham, "spending", SUMMER, number=1, job_title=" ", by=acting(fiona))
    with pytest.raises(PermissionDenied):
        publish(nottingham, "spending", SUMMER, number=1, job_title=TITLE, by=acting(connor))
    with pytest.raises(RuleBroken, match="identifier"):
        publish(nottingham, "notice", Period(date(2026, 4, 1), date(2026, 9, 30)), number=1, job_title=TITLE,
                by=acting(fiona))  # fmt: skip
    assert not Publication.objects.exists()


def test_the_notice_is_due_at_the_end_of_thirty_days_that_begin_with_the_last():
    assert due_on(Period(date(2026, 4, 1), date(2026, 9, 30))) == date(2026, 10, 29)
    quarters = periods_of("spending", date(2026, 11, 20))
    assert [each.starts_on for each in quarters] == [
        date(2026, 7, 1), date(2026, 4, 1), date(2026, 1, 1), date(2025, 10, 1)]  # fmt: skip


def test_there_is_no_notice_about_days_before_the_law_asked_for_it():
    asked_for = [(each.starts_on, each.ends_on) for each in periods_of("notice", date(2026, 11, 20))]
    assert asked_for == [(date(2026, 4, 1), date(2026, 9, 30)), (date(2026, 1, 1), date(2026, 3, 31))]
    assert periods_of("notice", date(2026, 2, 1)) == []
    assert periods_of("speed", date(2026, 11, 20))[1].starts_on == date(2025, 10, 1)


def test_fiona_looks_at_the_file_before_she_puts_her_name_under_it(order, nottingham, fiona):
    spent(order, 90_000)
    address = reverse("commissioning:publish", args=[nottingham.pk, "spending", "2026-07-01"])
    client = Client()
    client.force_login(fiona)
    with time_machine.travel("2026-10-12T09:00:00+00:00", tick=False):
        assert "A weekly cooking group" in client.get(address).content.decode()
        refused = client.post(address, {"number": 1, "job_title": TITLE}).content.decode()
        assert "Tick that you approve it" in refused
        assert TITLE in refused
        assert client.post(address, {"number": 1, "job_title": TITLE, "approves": "on"}).status_code == 302
        listed = client.get(reverse("commissioning:publishing")).content.decode()
        for kind in Publication.Kind:
            for day in ("2026-07-02", "0001-01-01", "9999-10-01", "1999-10-01", "20260701", "today"):
                no_period = reverse("commissioning:publish", args=[nottingham.pk, kind, day])
                assert client.get(no_period).status_code == client.post(no_period).status_code == 404
    file = Publication.objects.get()
    assert (file.approved_by, file.rows) == (fiona, 1)
    assert file.name in listed


def test_olu_writes_the_bank_rate_down_and_puts_it_right(olu, fiona):
    client = Client()
    client.force_login(olu)
    with time_machine.travel("2026-11-20T09:00:00+00:00", tick=False):
        sent = {"on": "2026-06-30", "per_cent": "3.75", "source": "Bank of England"}
        assert client.post(reverse("commissioning:rates"), sent).status_code == 302
        client.post(reverse("commissioning:rates"), sent | {"per_cent": "4"})
        wrong = client.post(reverse("commissioning:rates"), sent | {"per_cent": "37.5"}).content.decode()
    assert "The Bank Rate is 0 to 25 per cent" in wrong
    assert [(rate.per_cent, rate.set_by) for rate in BankRate.objects.all()] == [(Decimal("4.00"), olu)]
    with pytest.raises(PermissionDenied):
        set_bank_rate(date(2026, 6, 30), Decimal(3), "x", by=acting(fiona))
