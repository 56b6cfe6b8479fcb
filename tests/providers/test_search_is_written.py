"""What the search reads is written with the change that it mirrors, can be made anew, and is held to the truth."""

import threading
from datetime import date, time
from io import StringIO
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import connections, transaction

from marketplace.accounts.ids import uuid7
from providers import actions, documents, facets
from providers.management.commands import reindex_search, verify_search
from providers.models import KnownWord, Price, Schedule, SearchCard, SearchDocument, Service
from providers.search import Wanted, search
from tests.factories import EnterpriseFactory, ServiceFactory
from tests.people import acting

HERE = (457_500, 340_500)
FRIDAY = (date(2026, 1, 1), time(10), time(12))


class Who:
    """Those who change a listing."""

    def __init__(self, amina, connor, council):
        self.amina, self.connor, self.council = acting(amina), acting(connor), council


@pytest.fixture
def who(amina, connor, nottingham):
    return Who(amina, connor, nottingham)


@pytest.fixture
def listed(good_company, nottingham):
    return ServiceFactory(enterprise=good_company, listed=True, listed_by=nottingham, people="Amina Yusuf")


def stored(service) -> list:
    """Everything that the search holds of this service."""
    rows = (model.objects.filter(pk=service.pk).values() for model in (SearchDocument, SearchCard))
    return [list(each) for each in rows]


def is_true(service) -> bool:
    """Whether what is held is what would be written now."""
    fresh = Service.objects.with_details().get(pk=service.pk)
    document = SearchDocument.objects.filter(pk=service.pk).first()
    if fresh.status != Service.Status.LISTED:
        return document is None and not SearchCard.objects.filter(pk=service.pk).exists()
    return not verify_search.untrue(fresh, document, SearchCard.objects.filter(pk=service.pk).first())


# --- With the change -------------------------------------------------------------------------------------------------
def friday():
    return Schedule(day=4, opens_at=FRIDAY[1], closes_at=FRIDAY[2], is_free=True)


CHANGES = {
    "summary": lambda s, w: actions.describe(s, by=w.amina, summary="Bakes with you."),
    "activities": lambda s, w: actions.describe(s, by=w.amina, activities=["gardening", "animals"]),
    "needs": lambda s, w: actions.describe(s, by=w.amina, needs=["autism"]),
    "miles": lambda s, w: actions.describe(s, by=w.amina, travel_miles=12),
    "hours": lambda s, w: actions.describe(s, by=w.amina, schedules=[friday()]),
    "prices": lambda s, w: actions.describe(s, by=w.amina, prices=[Price(pence=2100, unit="hour")]),
    "room": lambda s, w: actions.say_room(s, by=w.amina, room="full"),
    "face": lambda s, w: actions.show_face(s, by=w.amina, portraits=["ben"]),
    "pause": lambda s, w: actions.pause(s, by=w.amina),
    "close": lambda s, w: actions.close(s, by=w.amina),
    "send back": lambda s, w: actions.send_back(s, "Say more.", by=w.connor),
    "checks": lambda s, w: actions.record_assurance(s, w.council, [("dbs", "Seen", FRIDAY[0], None)], by=w.connor),
    "name": lambda s, w: actions.change_enterprise(s.enterprise, by=w.amina, name="Better Company"),
    "workers": lambda s, w: actions.change_enterprise(s.enterprise, by=w.amina, kind="cic", workers=40),
}
LATER = {
    "resume": (["pause"], lambda s, w: actions.resume(s, by=w.amina)),
    "still fits": (["checks", "activities"], lambda s, w: actions.still_fits(s, by=w.connor)),
}


@pytest.mark.django_db
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_change_of_a_listing_changes_what_is_searched(change, listed, who):
    before = stored(listed)
    change(listed, who)
    assert stored(listed) != before and is_true(listed)


@pytest.mark.django_db
@pytest.mark.parametrize(("first", "change"), LATER.values(), ids=LATER)
def test_so_does_what_comes_after_other_changes(first, change, listed, who):
    for name in first:
        CHANGES[name](listed, who)
    before = stored(listed)
    change(listed, who)
    assert stored(listed) != before and is_true(listed)


@pytest.mark.django_db
def test_a_decision_puts_it_into_the_search(good_company, who, england):
    draft = ServiceFactory(enterprise=good_company)
    actions.submit(draft, by=who.amina)
    assert stored(draft) == [[], []]
    actions.list_service(draft, by=who.connor)
    assert is_true(draft) and search(Wanted(*HERE)).total == 1


@pytest.mark.django_db
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_that_was_taken_back_leaves_the_search_as_it_was(change, listed, who):
    before, words = stored(listed), set(KnownWord.objects.values_list("word", flat=True))
    with pytest.raises(InterruptedError), transaction.atomic():
        change(listed, who)
        raise InterruptedError
    assert stored(listed) == before and set(KnownWord.objects.values_list("word", flat=True)) == words


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["keep_back", "report", "owner"])
def test_what_is_not_searched_changes_nothing_in_it(change, listed, who):
    before = stored(listed)
    deeds = {
        "keep_back": lambda: actions.keep_back(listed, ["prices"], by=who.amina),
        "report": lambda: actions.report_wrong(listed, "The price is wrong.", by=who.amina),
        "owner": lambda: actions.begin_service(listed.enterprise, by=who.amina),
    }
    deeds[change]()
    assert stored(listed) == before and is_true(listed)


@pytest.mark.django_db
def test_the_words_of_a_listing_are_known_as_they_are_spelled(good_company):
    ServiceFactory(enterprise=good_company, listed=True, does=["Pétanque & Tai-Chi, it’s fun"], people="Zofia")
    known = set(KnownWord.objects.values_list("word", flat=True))
    assert {"pétanque", "tai", "chi", "zofia", "fun"} <= known and not {"its", "it’s", "&"} & known


@pytest.mark.django_db
def test_the_words_of_a_story_or_of_a_draft_are_not(good_company):
    ServiceFactory(enterprise=good_company, listed=True, story="Zyzzyva.")
    ServiceFactory(enterprise=good_company, summary="Xylorimba.")
    assert not KnownWord.objects.filter(word__in=["zyzzyva", "xylorimba"]).exists()


# --- Made anew -------------------------------------------------------------------------------------------------------
def run(command, *arguments, **options) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


@pytest.mark.django_db
def test_making_the_search_anew_puts_everything_right(good_company):
    made = [ServiceFactory(enterprise=good_company, listed=True) for _n in range(5)]
    before = [stored(service) for service in made]
    SearchDocument.objects.filter(pk=made[0].pk).delete()
    SearchCard.objects.filter(pk=made[1].pk).delete()
    SearchDocument.objects.filter(pk=made[2].pk).update(flags=facets.NO_FLAGS, words={"x"}, tally=0)
    KnownWord.objects.create(word="nobodysaysthis")
    Service.objects.filter(pk=made[4].pk).update(status="paused")
    said = run("reindex_search")
    assert [stored(service) for service in made[:4]] == before[:4] and stored(made[4]) == [[], []]
    assert not KnownWord.objects.filter(word="nobodysaysthis").exists()
    assert "Wrote 4 services; took out 2 rows" in said and "true" in run("verify_search", searches=5)


@pytest.mark.django_db
def test_what_was_stopped_goes_on_after_the_last_that_was_written(good_company, monkeypatch):
    made = sorted((ServiceFactory(enterprise=good_company, listed=True) for _n in range(7)), key=lambda s: s.pk)
    SearchDocument.objects.all().delete()
    monkeypatch.setattr(reindex_search, "CHUNK", 2)
    write, chunks = reindex_search.Command.write, []

    def stops(command, keys):
        if len(chunks) == 2:
            raise KeyboardInterrupt
        chunks.append(keys)
        return write(command, keys)

    monkeypatch.setattr(reindex_search.Command, "write", stops)
    err = StringIO()
    with pytest.raises(KeyboardInterrupt):
        call_command("reindex_search", stderr=err)
    assert set(SearchDocument.objects.values_list("pk", flat=True)) == {s.pk for s in made[:4]}
    monkeypatch.setattr(reindex_search.Command, "write", write)
    KnownWord.objects.create(word="nobodysaysthis")
    run("reindex_search", after=UUID(err.getvalue().split()[-1]))
    assert all(is_true(service) for service in made)
    assert KnownWord.objects.filter(word="nobodysaysthis").exists(), "half a round does not know all words"


def test_an_edit_while_the_search_is_made_anew_is_kept(fresh_db, amina, good_company, monkeypatch):
    service, read, edited = ServiceFactory(enterprise=good_company, listed=True), threading.Event(), threading.Event()
    write, by = documents.write, acting(amina)

    def slow(services):
        """Read, wait for somebody to try an edit, then write."""
        if threading.current_thread().name != "reindex":
            return write(services)
        rows = list(services)
        read.set()
        assert not edited.wait(1.0), "an edit waits while its listing is being written"
        return write(rows)

    monkeypatch.setattr(documents, "write", slow)

    def reindex():
        run("reindex_search")
        connections.close_all()

    def edit():
        assert read.wait(10)
        actions.describe(Service.objects.get(pk=service.pk), by=by, summary="Bakes with you.")
        edited.set()
        connections.close_all()

    threads = [threading.Thread(target=reindex, name="reindex"), threading.Thread(target=edit, name="edit")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert edited.is_set() and is_true(service)
    assert SearchCard.objects.get(pk=service.pk).card["summary"] == "Bakes with you."


def test_many_edits_while_the_search_is_made_anew_leave_it_true(fresh_db, amina, good_company):
    made = [ServiceFactory(enterprise=good_company, listed=True) for _n in range(6)]
    by, faults = acting(amina), []

    def edits(service):
        try:
            for n in range(6):
                actions.describe(Service.objects.get(pk=service.pk), by=by, summary=f"Bakes cake number {n}.")
        except Exception as fault:  # noqa: BLE001
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=edits, args=[service]) for service in made]
    for thread in threads:
        thread.start()
    for _round in range(4):
        run("reindex_search")
    for thread in threads:
        thread.join(30)
    assert not faults and all(is_true(service) for service in made)
    assert {row.card["summary"] for row in SearchCard.objects.all()} == {"Bakes cake number 5."}


# --- Held against the truth ------------------------------------------------------------------------------------------
@pytest.fixture
def three(good_company, db):
    return [
        ServiceFactory(enterprise=good_company, listed=True),
        ServiceFactory(listed=True, activities=["gardening", "animals"], needs=["dementia"], setting="venue"),
        ServiceFactory(listed=True, activities=["cleaning"], enterprise=EnterpriseFactory()),
    ]


def test_a_true_search_passes(three):
    assert "Every document is true, and 20 searches find the same" in run("verify_search", searches=20)


WRONGS = {
    "a word": {"words": {"x"}}, "a flag": {"flags": facets.flags({"by:man"})}, "a point": {"point": (1, 1)},
    "a price": {"hour_pence": 1}, "room": {"room_until": None}, "a count": {"tally": 7}, "hours": {"slots": 1},
    "reach": {"reach": 0}, "a council": {"councils": ["E1"]}, "freshness": {"fresh_until": date(2030, 1, 1)},
    "checks": {"is_checked": True},
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONGS.values(), ids=WRONGS)
def test_one_wrong_fact_is_found_and_the_command_fails(three, wrong):
    SearchDocument.objects.filter(pk=three[0].pk).update(**wrong)
    out = StringIO()
    with pytest.raises(CommandError, match="differences"):
        call_command("verify_search", searches=0, stdout=out, stderr=StringIO())
    assert f"{three[0].pk}: {next(iter(wrong))}" in out.getvalue()


def spoil_card(three):
    SearchCard.objects.filter(pk=three[0].pk).update(card={"summary": "Nothing."})


def nobodys(three):
    Service.objects.filter(pk=three[0].pk).update(status="paused")


SPOILT = {
    "a card": (spoil_card, "card"),
    "no document": (lambda t: SearchDocument.objects.filter(pk=t[0].pk).delete(), "in the search"),
    "no card": (lambda t: SearchCard.objects.filter(pk=t[0].pk).delete(), "not in the search"),
    "of what is not listed": (nobodys, "of what is not listed"),
}  # fmt: skip


@pytest.mark.parametrize(("spoil", "said"), SPOILT.values(), ids=SPOILT)
def test_what_is_missing_or_of_nobody_is_found_too_and_made_right_again(three, spoil, said):
    spoil(three)
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("verify_search", searches=0, stdout=out, stderr=StringIO())
    assert said in out.getvalue() and str(three[0].pk) in out.getvalue()
    run("reindex_search")
    assert "true" in run("verify_search", searches=3)


def test_an_index_that_finds_something_else_is_found(three, monkeypatch):
    def forgetful(wanted, **options):
        found = search(wanted, **options)
        return found if not found.rows else type(found)(found.rows[1:], found.total, found.counts)

    monkeypatch.setattr(verify_search, "search", forgetful)
    with pytest.raises(CommandError, match="seed 1"):
        run("verify_search", only_searches=True, searches=150)


@pytest.mark.django_db
def test_an_empty_directory_is_true():
    assert "true" in run("verify_search")
    assert "Wrote 0 services" in run("reindex_search", after=uuid7())
