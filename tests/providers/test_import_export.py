"""A council's list comes in, the directory goes out, and what goes out can come in."""

import csv
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from marketplace.notifications.models import Message
from marketplace.organisations.models import Organisation
from providers import spreadsheet
from providers.models import Enterprise, Price, Service
from tests.factories import LEEDS, NOTTINGHAM, ServiceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("england", "nottingham")]
EXAMPLE = {name: example for name, _needed, example, _others in spreadsheet.COLUMNS}


def as_csv(*rows: dict, headings=None, delimiter=",") -> str:
    out = StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(headings or spreadsheet.NAMES)
    writer.writerows([[row[name] for name in spreadsheet.NAMES] for row in rows])
    return out.getvalue()


def row(called="Good Company", /, **cells) -> dict:
    return EXAMPLE | {"name": called} | cells


@pytest.fixture
def take(tmp_path, capsys):
    """Import text or bytes, and return what the command says."""

    def run(data, *options):
        path = tmp_path / "list.csv"
        path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8-sig"))
        call_command("import_enterprises", path, "--council", NOTTINGHAM, *options)
        return capsys.readouterr().out

    return run


def test_the_printed_template_is_itself_a_list_that_can_be_taken_in(take, capsys):
    call_command("import_enterprises", "--template")
    assert "1 taken in, 0 refused." in take(capsys.readouterr().out)
    service = Service.objects.get()
    assert (service.status, service.town, service.people) == ("draft", "Nottingham", "Amina Yusuf")
    assert [str(hours) for hours in service.schedules.all()] == ["Tuesday 09:00-13:00", "Thursday 14:00-17:00"]
    assert [hours.is_free for hours in service.schedules.all()] == [True, False]
    assert [price.facts() for price in service.prices.all()] == [(1850, "hour", ""), (45, "mile", "in my car")]
    assert not service.enterprise.organisation.memberships.exists()


def test_running_it_again_adds_nothing(take):
    take(as_csv(row()))
    assert "1 taken in, 1 here already, 0 refused." in take(as_csv(row("good  COMPANY"), row("Another")))
    assert Enterprise.objects.filter(organisation__name__iexact="good company").count() == 1


def test_a_dry_run_says_everything_and_changes_nothing(take):
    said = take(as_csv(row(), row("Bad", kind="wizard")), "--dry-run")
    assert "1 taken in, 1 refused. Nothing was changed" in said
    assert not Enterprise.objects.exists() and not Organisation.objects.filter(kind="enterprise").exists()


def test_complete_ones_can_go_straight_to_the_list_of_decisions(take):
    said = take(as_csv(row(), row("Half", prices="")), "--submit")
    assert "2 taken in, 1 sent to be listed" in said
    assert set(Service.objects.values_list("people", "status")) == {
        ("Amina Yusuf", "submitted"),
        ("Amina Yusuf", "draft"),
    }


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"name": ""}, "line 3, name: This needs an answer."),
        ({"kind": "wizard"}, "line 3, kind: Say one of: sole-trader"),
        ({"workers": "3"}, "line 3, workers: A sole trader works alone."),
        ({"workers": "many"}, "line 3, workers: Type a whole number, like 3."),
        ({"postcode": "Sherwood"}, "line 3, postcode: This is not a full postcode."),
        ({"postcode": "ZZ1 1ZZ"}, "line 3, postcode: We do not know where that postcode is."),
        ({"postcode": "LS1 1UR"}, "line 3, postcode: This postcode is not in the area of Nottingham City Council."),
        ({"postcode": "CF10 1EP"}, "line 3, postcode: Listings are for England for now"),
        ({"activities": "cooking-with-you; juggling"}, "line 3, activities: We do not know “juggling”."),
        ({"hours": "sometimes"}, "line 3, hours: We do not understand “sometimes”."),
        ({"hours": "tue 25:99-13:00"}, "line 3, hours: We do not understand"),
        ({"hours": "tue 9-10; tue 11-12; tue 13-14"}, "line 3, hours: At most two different times on one day."),
        ({"prices": "cheap"}, "line 3, prices: We do not understand “cheap”."),
        ({"prices": "18.50 lightyear"}, "line 3, prices: We do not understand “18.50 lightyear”."),
        ({"prices": "99999 hour"}, "line 3, prices: No price is above £10,000."),
        ({"personal_care": "registered"}, "line 3, cqc_id: A registered service has"),
        ({"minimum_age": "60", "maximum_age": "20"}, "line 3, maximum_age: The oldest age is under the youngest."),
        ({"email": "amina"}, "line 3, email: Type a whole e-mail address"),
        ({"summary": "x" * 141}, "line 3, summary: This is too long. Write at most 140 letters."),
        ({"one_to_one": "maybe"}, "line 3, one_to_one: Say yes or no."),
        ({"does": "; ".join("abcdefghi")}, "line 3, does: At most 8 sentences"),
    ],
)
def test_each_refused_row_is_named_with_its_line_and_reason_and_the_others_come_in(take, tmp_path, cells, said):
    words = take(as_csv(row("First"), row("Second", **cells), row("Third")), "--report", str(tmp_path / "refused.csv"))
    assert said in words
    assert "2 taken in, 1 refused." in words
    report = (tmp_path / "refused.csv").read_text("utf-8-sig")
    assert report.startswith("line,column,why") and "\n3," in report
    assert set(Enterprise.objects.values_list("organisation__name", flat=True)) == {"First", "Third"}


def test_the_same_name_and_postcode_twice_is_refused(take):
    words = take(as_csv(row(), row(name="GOOD  company", postcode="ng15fs"), row(postcode="NG5 1AA")))
    assert "line 3, name: The same name and postcode stand in line 2." in words
    assert "2 taken in, 1 refused." in words


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_it_does_not_matter_how_the_list_was_saved(take, encoding, delimiter):
    text = as_csv(row("Zoë’s Café"), delimiter=delimiter).replace("\r\n", "\n")
    assert "1 taken in, 0 refused." in take(text.encode(encoding))
    assert Enterprise.objects.get().name == "Zoë’s Café"


def test_headings_are_read_forgivingly_and_unknown_columns_left_alone(take):
    headings = [
        {"name": " Business Name ", "kind": "TYPE", "postcode": "Post Code"}.get(n, n) for n in spreadsheet.NAMES
    ]
    text = as_csv(row(), headings=headings)
    text = "\n".join(f"{line},extra" for line in text.splitlines())
    assert "1 taken in" in take(f"sep=,\n{text}\n,,,\n")


def test_line_breaks_inside_a_cell_do_not_shift_the_lines(take):
    words = take(as_csv(row("First", story="One.\nTwo.\nThree."), row("Second", kind="wizard")))
    assert "line 5, kind" in words


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty."),
        (b"\n,,\n", "The file is empty."),
        (b"name,postcode\nA,NG1 5FS\n", "These columns are missing: kind, setting."),
        (b"name,enterprise,kind,setting,postcode\n", "Two columns mean the same: name."),
        (b"PK\x03\x04\x00\x00\x81\xff", "This is not a text file."),
    ],
)
def test_a_file_that_is_no_list_is_refused_whole(take, data, said):
    with pytest.raises(CommandError, match=said):
        take(data)


def test_only_a_council_that_has_joined_has_a_list(tmp_path):
    with pytest.raises(CommandError, match="has joined"):
        call_command("import_enterprises", tmp_path / "x.csv", "--council", LEEDS)


def test_owners_are_invited_in_the_name_of_an_operator_only(take, olu, connor):
    with pytest.raises(CommandError, match="not an operator"):
        take(as_csv(row()), "--invite", connor.email)
    assert not Enterprise.objects.exists()
    assert "1 taken in, 1 invited" in take(as_csv(row()), "--invite", olu.email)
    assert Message.objects.get(template="invitation").address == "amina@example.org"


# --- Out -----------------------------------------------------------------------------------------------------------
def exported(tmp_path, *options) -> list[dict]:
    path = tmp_path / "out.csv"
    call_command("export_directory", path, *options)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def venue(**facts):
    place = {"setting": "venue", "venue_name": "St Jude’s Hall", "venue_address": "1 High Road", "travel_miles": None}
    return ServiceFactory(listed=True, **place | {"languages": ["en"], "does": ["Paint; draw"]} | facts)


def test_only_what_is_listed_goes_out_and_a_home_stays_private(tmp_path):
    ServiceFactory(people="Draft Dee")
    ServiceFactory(listed=True, people="Home Hal", phone="07700 900777", email="hal@example.org")
    venue(people="Hall Hannah", shows_phone=True, phone="07700 900888")
    rows = {each["people"]: each for each in exported(tmp_path)}
    assert set(rows) == {"Home Hal", "Hall Hannah"}
    assert [rows["Home Hal"][n] for n in ("postcode", "phone", "email")] == ["", "", ""]
    assert rows["Hall Hannah"]["postcode"] == "NG1 5FS" and rows["Hall Hannah"]["phone"] == "07700 900888"
    text = (tmp_path / "out.csv").read_text("utf-8-sig")
    assert "900777" not in text and "hal@example.org" not in text


def test_one_council_only(tmp_path):
    venue(people="Here")
    venue(people="There", council_code=LEEDS)
    assert [each["people"] for each in exported(tmp_path, "--council", NOTTINGHAM)] == ["Here"]


@pytest.mark.S12
@pytest.mark.parametrize("evil", ["=1+1", "+44 7700", "-2", "@SUM(A1)", "\t=1", "\r=1", "'=1", "=cmd|' /C calc'!A0"])
def test_no_cell_is_a_formula_and_what_was_meant_comes_back(tmp_path, evil):
    venue(people="Hall", summary=evil)
    cell = exported(tmp_path)[0]["summary"]
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert spreadsheet.undefuse(cell) == evil


def test_what_goes_out_comes_in_the_same(tmp_path, take):
    facts = {"access": ["level-entry"], "communication": ["makaton"], "maximum_age": 65, "does_not": ["Drive"]}
    service = venue(people="Hall Hannah", shows_phone=True, summary="=not a formula", **facts)
    Price.objects.create(service=service, pence=45, unit="mile", note="in a bus", position=1)
    before = exported(tmp_path)
    Organisation.objects.filter(pk=service.enterprise.organisation_id).update(name="Old name")
    assert "1 taken in, 0 refused." in take((tmp_path / "out.csv").read_bytes())
    after = Service.objects.with_details().get(enterprise__organisation__name=before[0]["name"])
    again = spreadsheet.row_of(after, "http://testserver")
    shared = set(spreadsheet.NAMES) - spreadsheet.ONLY_IN - {"first_meeting_free", "room"}
    assert {name: again[name] for name in shared} == {name: before[0][name] for name in shared}
