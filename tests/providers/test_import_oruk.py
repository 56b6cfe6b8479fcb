"""Another directory's feed comes in as drafts, once, and never over an owner's words."""

import csv
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from marketplace.accounts.actors import system
from marketplace.organisations.actions import grant
from marketplace.organisations.models import Organisation, Role
from marketplace.workflow.models import Entry
from providers import actions
from providers.models import Enterprise, ImportedService, Service
from tests.factories import LEEDS, NOTTINGHAM, ServiceFactory
from tests.people import acting, person
from tests.providers.feeds import a_service, an_id, at, served

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("england", "nottingham")]


@pytest.fixture
def feed():
    with served() as found:
        found.services = [a_service(1), a_service(2), a_service(3)]
        yield found


@pytest.fixture
def take(capsys):
    """Import from an address or a file, and return what the command says."""

    def run(source, *options):
        call_command("import_oruk", str(source), "--council", NOTTINGHAM, "--allow-private", *options)
        return capsys.readouterr().out

    return run


def report_of(path: Path) -> list[dict]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_feed_comes_in_page_by_page_as_drafts_that_wait_for_their_owners(feed, take):
    assert "3 taken in." in take(feed.address)
    assert "/services?page=2" in feed.asked and f"/services/{an_id('service 3')}" in feed.asked
    service = Service.objects.with_details().get(enterprise__organisation__name="Pots 1")
    assert (service.status, service.town, service.council_code) == ("draft", "Nottingham", NOTTINGHAM)
    assert service.summary == "Supper Club 1: We cook and eat together."
    assert service.story == "We cook and eat together. Everybody peels."
    assert (service.setting, service.postcode, service.venue_name) == ("venue", "NG1 5FS", "St Jude’s Hall")
    assert (service.activities, service.needs) == (["lunch-club"], ["older"])
    assert [str(row) for row in service.schedules.all()] == ["Monday 17:00-19:30", "Thursday 17:00-19:30"]
    assert [price.facts() for price in service.prices.all()] == [(650, "meal", "Supper")]
    assert not service.enterprise.organisation.memberships.exists()
    assert not (service.shows_phone or service.shows_email or service.one_to_one or service.first_meeting_free)
    assert Entry.objects.filter(subject_id=service.pk, what="taken-in", rule="import-oruk").exists()


def test_a_feed_that_streams_is_read_in_one_answer(feed, take):
    feed.streams = True
    assert "3 taken in." in take(feed.address)
    assert feed.asked == ["/services?format=ndjson&full=true"]


def test_a_stream_without_details_is_only_a_list(feed, take):
    feed.streams = True
    whole = feed.services
    feed.services = [{name: each[name] for name in ("id", "name", "status")} for each in whole]
    stream = feed.answer("/services?format=ndjson&full=true")
    feed.services, feed.answers["/services?format=ndjson&full=true"] = whole, stream
    assert "3 taken in." in take(feed.address)
    assert Service.objects.exclude(story="").count() == 3


def test_running_it_again_adds_nothing_and_asks_only_for_what_changed(feed, take):
    take(feed.address)
    feed.asked.clear()
    assert "0 taken in, 3 not changed since." in take(feed.address)
    assert feed.asked == ["/services?format=ndjson&full=true", "/services?page=1", "/services?page=2"]
    assert Service.objects.count() == ImportedService.objects.count() == 3


def test_the_same_feed_as_a_file_and_then_by_its_address_is_taken_in_once(feed, take, tmp_path):
    path = tmp_path / "feed.ndjson"
    path.write_text("\n".join(map(json.dumps, feed.services)))
    assert "3 taken in." in take(path)
    assert "0 taken in, 3 not changed since." in take(path)
    assert "0 taken in, 3 here already." in take(feed.address)
    assert Service.objects.count() == 3


def test_a_file_can_say_which_feed_it_came_from(feed, take, tmp_path):
    path = tmp_path / "feed.json"
    path.write_text(json.dumps(feed.services))
    take(path, "--source", feed.address + "/")
    assert "0 taken in, 3 not changed since." in take(feed.address)


@pytest.mark.parametrize("shape", ["array", "page", "one", "lines", "with a mark at its beginning"])
def test_a_file_may_be_a_list_a_page_one_service_or_lines(take, tmp_path, shape):
    first, second = a_service(1), a_service(2)
    text = {
        "array": json.dumps([first, second], indent=2),
        "page": json.dumps({"total_items": 2, "contents": [first, second]}),
        "one": json.dumps(first),
        "lines": f"{json.dumps(first)}\n\n{json.dumps(second)}\n",
        "with a mark at its beginning": "\ufeff" + json.dumps([first, second]),
    }[shape]
    (tmp_path / "feed").write_text(text)
    assert f"{1 if shape == 'one' else 2} taken in." in take(tmp_path / "feed")


def test_a_dry_run_says_everything_and_changes_nothing(feed, take, tmp_path):
    said = take(feed.address, "--dry-run", "--report", tmp_path / "report.csv")
    assert "3 taken in. Nothing was changed: this was a dry run." in said
    assert not Service.objects.exists() and not Enterprise.objects.exists() and not ImportedService.objects.exists()
    assert not Organisation.objects.filter(kind="enterprise").exists() and not Entry.objects.exists()
    assert {row["organisation"] for row in report_of(tmp_path / "report.csv")} == {"Pots 1", "Pots 2", "Pots 3"}


@pytest.mark.S12
def test_the_report_says_what_a_reviewer_must_fill_in(feed, take, tmp_path):
    feed.services = [a_service(1, attributes=None, cost_options=None, minimum_age=None, name="=cmd|' /C calc'!A0")]
    take(feed.address, "--report", tmp_path / "report.csv")
    rows = report_of(tmp_path / "report.csv")
    said = {row["why"] for row in rows}
    assert "Choose at least one thing that you do." in said and "Add at least one price." in said
    assert "Say whether you have room." in said and "Say whether it is one to one or in a group." in said
    assert "Check that NG1 5FS is a public place, and nobody’s home." in said
    assert any(why.startswith("The feed does not say from which age") for why in said)
    assert any(why.startswith("Say what kind of enterprise you are") for why in said)
    assert rows[0]["service"].startswith("'=cmd")


def test_what_is_elsewhere_or_not_active_is_reported_and_not_taken_in(feed, take, tmp_path):
    feed.services = [
        a_service(1, service_at_locations=[at("LS1 1UR")]),
        a_service(2, service_at_locations=None),
        a_service(3, status="temporarily closed"),
        a_service(4, organization=None),
        a_service(5),
    ]
    said = take(feed.address, "--report", tmp_path / "report.csv")
    assert "1 taken in, 2 elsewhere, 1 not active, 1 refused." in said
    assert "Supper Club 4 (), refused: It does not say who runs it." in said
    why = {row["service"]: row["why"] for row in report_of(tmp_path / "report.csv")}
    assert why["Supper Club 1"] == "It is not in the area of Nottingham City Council."
    assert why["Supper Club 2"].startswith("It does not say where it is")
    assert Enterprise.objects.count() == 1


def test_a_council_may_take_in_those_that_do_not_say_where_they_are(feed, take):
    feed.services = [a_service(1, service_at_locations=None), a_service(2, service_at_locations=[at("LS1 1UR")])]
    assert "1 taken in, 1 elsewhere." in take(feed.address, "--unplaced")
    assert (Service.objects.get().setting, Service.objects.get().council_code) == ("", "")


def test_an_unknown_postcode_is_refused_with_its_reason(feed, take):
    feed.services = [a_service(1, service_at_locations=[at("NG1 9ZZ")]), a_service(2)]
    assert "refused: We do not know where that postcode is." in take(feed.address, "--unplaced")
    assert Enterprise.objects.count() == 1


def test_a_limit_goes_on_where_the_last_run_stopped(feed, take):
    feed.services.insert(0, a_service(9, service_at_locations=[at("LS1 1UR")]))
    assert "1 taken in, 1 elsewhere." in take(feed.address, "--limit", "1")
    assert "1 taken in, 1 not changed since, 1 elsewhere." in take(feed.address, "--limit", "1")
    assert "1 taken in, 2 not changed since, 1 elsewhere." in take(feed.address, "--limit", "2")


def test_two_services_of_one_organisation_are_one_enterprise(feed, take):
    feed.services[1]["organization"] = feed.services[0]["organization"]
    take(feed.address)
    assert sorted(e.services.count() for e in Enterprise.objects.all()) == [1, 2]


# --- The owner has the last word -----------------------------------------------------------------------------------
def change_upstream(feed):
    feed.services[0] |= {"description": "Something new.", "last_modified": "2026-11-20T00:00:00.000Z"}


def owner_of(service):
    owner = person("olga")
    grant(service.enterprise.organisation, owner, Role.OWNER, by=system("test"))
    return owner


@pytest.fixture
def taken(feed, take):
    take(feed.address)
    return Service.objects.get(enterprise__organisation__name="Pots 1")


def test_what_changed_there_changes_a_draft_that_nobody_has_touched(feed, take, taken):
    change_upstream(feed)
    feed.services[0]["schedules"][0]["byday"] = "FR"
    assert "0 taken in, 1 brought up to date, 2 not changed since." in take(feed.address)
    taken.refresh_from_db()
    assert taken.story == "Something new." and [row.day for row in taken.schedules.all()] == [4]
    assert "0 taken in, 3 not changed since." in take(feed.address)


@pytest.mark.parametrize(
    "touched", ["its owner joined", "somebody fills in for the owner", "it was changed", "it was sent"]
)
def test_what_an_owner_manages_is_left_to_her(feed, take, taken, touched):
    if touched == "its owner joined":
        owner_of(taken)
    elif touched == "somebody fills in for the owner":
        Enterprise.objects.filter(pk=taken.enterprise_id).update(supporter=person("sue"))
    elif touched == "it was changed":
        taken.save()
    else:
        Service.objects.filter(pk=taken.pk).update(status="submitted")
    before = Service.objects.filter(pk=taken.pk).values().get()
    change_upstream(feed)
    said = take(feed.address)
    assert "0 taken in, 2 not changed since, 1 left to its owner." in said
    assert "Supper Club 1 (Pots 1), left to its owner: Its owner manages it" in said
    assert Service.objects.filter(pk=taken.pk).values().get() == before


def test_words_that_the_owner_wrote_stay_even_after_she_left(feed, take, taken):
    owner = owner_of(taken)
    actions.describe(taken, by=acting(owner), summary="In my own words.")
    taken.enterprise.organisation.memberships.update(ended_on="2030-01-01")
    change_upstream(feed)
    assert "1 left to its owner" in take(feed.address)
    assert Service.objects.get(pk=taken.pk).summary == "In my own words."


def test_a_new_service_of_an_enterprise_with_an_owner_is_for_the_owner_to_add(feed, take, taken):
    owner_of(taken)
    feed.services.append(a_service(4, organization=feed.services[0]["organization"]))
    assert "0 taken in, 3 not changed since, 1 left to its owner." in take(feed.address)
    assert taken.enterprise.services.count() == 1


def test_what_closed_there_is_said_and_stays_here(feed, take, taken):
    feed.services[0] |= {"status": "defunct", "last_modified": "2026-11-20T00:00:00.000Z"}
    assert "1 not active" in take(feed.address)
    assert Service.objects.get(pk=taken.pk).status == "draft"


def test_an_enterprise_that_is_listed_here_already_is_not_made_twice(feed, take):
    amina = ServiceFactory(listed=True, enterprise__organisation__name="Pots 1")
    before = Service.objects.filter(pk=amina.pk).values().get()
    assert "2 taken in, 1 here already." in take(feed.address)
    assert Service.objects.filter(pk=amina.pk).values().get() == before


def test_our_own_listing_that_comes_back_to_us_is_ours(feed, take):
    mine = ServiceFactory(listed=True)
    feed.services = [a_service(1, id=str(mine.pk))]
    assert "0 taken in, 1 here already." in take(feed.address)


def test_only_a_council_that_has_joined_takes_in_a_feed(feed):
    with pytest.raises(CommandError, match="has joined"):
        call_command("import_oruk", feed.address, "--council", LEEDS, "--allow-private")
    assert not feed.asked
