"""The Commission's directory: read as it is published, linked where it is sure, and asked about where it is not."""

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from commissioning import actions
from commissioning.models import CqcLocation, CqcMatch
from commissioning.registers import NotTheDirectory, likeness, read
from marketplace.workflow.errors import RuleBroken
from tests.beside import beside
from tests.factories import ServiceFactory
from tests.people import acting

pytestmark = pytest.mark.django_db
REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "providers" / "cqc_care_directory_2016-02_7000.csv"
HEAD = ("Name,Also known as,Address,Postcode,Phone number,Service's website (if available),Service types,"
        "Date of latest check,Specialisms/services,Provider name,Local Authority,Region,Location URL,"
        "CQC Location ID (for office use only),CQC Provider ID (for office use only)")  # fmt: skip


def line(name="Good Company Ltd", postcode="NG1 5FS", location="1-1000000001", provider="1-2000000001") -> str:
    facts = [name, "", "1 High Street", postcode, "0115", "", "Homecare agencies", "16/11/2015 - 00:00", "Dementia"]
    return ",".join([*facts, name, "", "", "", location, provider])


def load(tmp_path, *lines: str) -> None:
    file = tmp_path / "directory.csv"
    file.write_text("\n".join(["Printed on Monday", HEAD, *lines]) + "\n", encoding="utf-8-sig")
    call_command("import_cqc", str(file))


@pytest.fixture
def service(good_company):
    facts = {"personal_care": "registered", "cqc_id": "1-1000000001"}
    return ServiceFactory(enterprise=good_company, listed=True, **facts)


def test_a_number_whose_name_fits_is_sure(service, tmp_path):
    load(tmp_path, line())
    assert CqcMatch.objects.get().status == "sure" and CqcLocation.objects.get().inspected_on.year == 2015


def test_a_number_whose_name_and_place_differ_waits_for_a_person(service, tmp_path, connor, lena):
    load(tmp_path, line(name="Sunset Lodge", postcode="SL1 7JZ"))
    match = CqcMatch.objects.get()
    assert match.status == "doubtful" and match.by_what == "number"
    with pytest.raises(PermissionDenied):
        actions.say_same(match, True, by=acting(lena))
    actions.say_same(match, True, by=acting(connor))
    match.refresh_from_db()
    assert match.status == "same" and match.decided_by == connor


def test_only_one_location_is_a_services_own(service, tmp_path, connor):
    service.cqc_id = "1-2000000001"
    service.save()
    load(tmp_path, line(), line(location="1-1000000002"))
    first, second = CqcMatch.objects.order_by("location_id")
    assert {first.status, second.status} == {"doubtful"}
    actions.say_same(first, True, by=acting(connor))
    with pytest.raises(RuleBroken):
        actions.say_same(second, True, by=acting(connor))


def test_loading_again_adds_nothing_and_takes_no_decision_back(service, tmp_path, connor):
    load(tmp_path, line(name="Sunset Lodge", postcode="SL1 7JZ"))
    actions.say_same(CqcMatch.objects.get(), False, by=acting(connor))
    load(tmp_path, line(name="Sunset Lodge", postcode="SL1 7JZ"), ",,,,,,,,,,,,,,")
    assert CqcMatch.objects.get().status == "other" and CqcLocation.objects.count() == 1


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "Name,Postcode\nx,y\n", "\x00\x01", HEAD[:40]])
def test_another_file_is_refused_in_words(text, tmp_path):
    file = tmp_path / "other.csv"
    file.write_text(text)
    with pytest.raises(CommandError):
        call_command("import_cqc", str(file))
    assert not CqcLocation.objects.exists()


def test_names_are_alike_without_their_everyday_words():
    assert likeness("Red Kite Home Care Limited", "Red Kite Home") == 1
    assert likeness("Red Kite", "Blue Heron") == 0 and likeness("", "x") == 0
    with pytest.raises(NotTheDirectory):
        list(read(["nothing"]))


def test_the_real_directory_loads_whole():
    call_command("import_cqc", str(beside(REAL, "The published places of CQC")))
    assert CqcLocation.objects.count() > 6_900
