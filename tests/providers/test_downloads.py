"""Whoever finds help for others takes a result with them: what is public, in its order, as a safe spreadsheet."""

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from providers import filters, searches
from providers.search import search
from tests.factories import EnterpriseFactory, ServiceFactory

pytestmark = pytest.mark.django_db
PLACE = {"name": "x", "label": "x", "easting": 457500, "northing": 340500, "council": ""}


@pytest.fixture
def token():
    return searches.keep({"help": "dementia", "place": PLACE, "miles": 10, "filters": []})


def rows(client, token) -> list[dict]:
    answer = client.get(reverse("providers:download", args=[token]))
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/csv")
    assert answer["Content-Disposition"] == 'attachment; filename="just-right.csv"'
    assert "no-store" in answer["Cache-Control"]
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_sam_takes_a_result_along_in_its_own_order(client, sam):
    token = searches.keep({"help": "", "place": PLACE, "miles": 10, "filters": []})
    for metres in (3000, 0, 1500):
        ServiceFactory(listed=True, easting=457500 + metres)
    client.force_login(sam)
    found = rows(client, token)
    body = searches.read(token)
    ids = [row["id"] for row in search(filters.wanted(body), size=1000).rows]
    assert [row["address_of_page"].split("/")[-2] for row in found] == ids
    assert [row["miles_away"] for row in found] == ["0.0", "0.9", "1.9"]


@pytest.mark.S12
def test_no_cell_runs_as_a_formula(client, sam):
    token = searches.keep({"help": "", "place": PLACE, "miles": 10, "filters": []})
    enterprise = EnterpriseFactory(organisation__name="=HYPERLINK(1)")
    ServiceFactory(listed=True, enterprise=enterprise, people="@SUM(A1)", summary="+1", story="-2", when_note="\t=1")
    client.force_login(sam)
    for row in rows(client, token):
        assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
        assert row["name"] == "'=HYPERLINK(1)"


@pytest.mark.S9
def test_numbers_and_homes_are_only_there_where_their_owner_shows_them(client, sam):
    token = searches.keep({"help": "", "place": PLACE, "miles": 10, "filters": []})
    ServiceFactory(listed=True, shows_email=True)
    client.force_login(sam)
    (row,) = rows(client, token)
    assert row["phone"] == "" and row["email"] == "helper@example.org" and row["postcode"] == ""


def test_the_file_says_nothing_of_what_was_searched_for(client, sam, token):
    client.force_login(sam)
    answer = client.get(reverse("providers:download", args=[token]))
    assert b"dementia" not in answer.content.split(b"\r\n")[0] and "dementia" not in str(answer.headers)


@pytest.mark.parametrize("number", [1, 12])
def test_a_long_result_asks_the_database_as_often_as_a_short_one(client, sam, number):
    token = searches.keep({"help": "", "place": PLACE, "miles": 10, "filters": []})
    for _n in range(number):
        ServiceFactory(listed=True)
    client.force_login(sam)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert len(rows(client, token)) == number
    assert len(asked) <= 20, len(asked)


def test_a_search_that_is_over_gives_nothing(client, sam):
    client.force_login(sam)
    assert client.get(reverse("providers:download", args=["nothing"])).status_code == 404


@pytest.mark.django_db
def test_sam_sees_the_way_to_the_spreadsheet_and_a_stranger_does_not(sam):
    place = {"name": "x", "label": "x", "easting": 457_500, "northing": 340_500, "council": "", "nation": "England"}
    ServiceFactory(listed=True)
    token = searches.keep({"help": "", "place": place, "miles": 10, "filters": []})
    address, way = reverse("providers:results", args=[token]), reverse("providers:download", args=[token])
    hers = Client()
    hers.force_login(sam)
    assert way in hers.get(address).content.decode()
    assert way not in Client().get(address).content.decode()
