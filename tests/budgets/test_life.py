"""How is life? Said by Ben, before and after; and ASCOT only for whoever has its wording and the licence."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from budgets import actions, ascot, wellbeing
from budgets.lives import score_of
from budgets.models import AscotWording, CircleMember, LifeCheck, Person
from marketplace.accounts.actors import system
from marketplace.accounts.ids import uuid7
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.models import Entry
from tests.people import acting, person

pytestmark = pytest.mark.django_db
MINE = reverse("budgets:my-life")
ANSWER = reverse("budgets:answer-my-life", args=["life"])
ALL = {area.slug: "4" for area in wellbeing.AREAS}


@pytest.fixture
def his(nottingham, sam, ben):
    facts = {"name": "Ben Carter", "outcode": "NG5", "account": ben}
    return Person.objects.create(organisation=nottingham, named_worker=sam, **facts)


def as_(somebody) -> Client:
    client = Client()
    client.force_login(somebody)
    return client


def say(his, by, instrument="life", **levels) -> LifeCheck:
    return actions.say_life(his, instrument, levels, key=uuid7(), by=acting(by))


# --- Our own ---------------------------------------------------------------------------------------------------------
def test_ben_answers_on_one_page_and_leaves_one_out(his, ben):
    page = as_(ben).get(ANSWER).content.decode()
    assert page.count("I leave this out") == 9 and "Where and how you live" in page
    answered = as_(ben).post(ANSWER, ALL | {"home": "", "key": uuid7()})
    assert answered.url == MINE
    made = LifeCheck.objects.get()
    assert len(made.levels) == 8 and "home" not in made.levels and made.account == ben


def test_an_empty_page_is_sent_back_in_words(his, ben):
    page = as_(ben).post(ANSWER, {"key": uuid7()}).content.decode()
    assert "Answer one question at least" in page and not LifeCheck.objects.exists()


def test_the_same_page_sent_twice_is_one_check(his, ben):
    key = uuid7()
    for _n in range(2):
        as_(ben).post(ANSWER, {"home": "2", "key": key})
    assert LifeCheck.objects.count() == 1


def test_before_and_after_with_what_changed_in_words(his, ben):
    with time_machine.travel("2026-05-04 10:00", tick=False):
        say(his, ben, home=2, safety=4, activity=3)
    with time_machine.travel("2026-11-23 10:00", tick=False):
        say(his, ben, home=4, safety=3, activity=3)
        page = as_(ben).get(MINE).content.decode()
    assert "One area is better, one is not as good, one is the same." in page
    assert "4 May" in page and "23 November" in page and "Not said both times" in page
    assert page.count('class="jr-fill-green" cx=') >= 3


def test_an_earlier_day_can_be_chosen_to_compare_with(his, ben):
    checks = []
    for month, level in ((5, 1), (8, 5), (11, 4)):
        with time_machine.travel(f"2026-{month:02}-04 10:00", tick=False):
            checks.append(say(his, ben, home=level))
    with time_machine.travel("2026-11-04 10:00", tick=False):
        assert "One area is better" in as_(ben).get(MINE).content.decode()
        page = as_(ben).get(MINE, {"since": checks[1].pk}).content.decode()
    assert "one is not as good" in page


def test_what_was_said_cannot_be_read_in_the_database(his, ben):
    say(his, ben, home=2)
    with connection.cursor() as cursor:
        cursor.execute("SELECT said FROM budgets_lifecheck")
        assert "home" not in cursor.fetchone()[0]


@pytest.mark.parametrize("levels", [{}, {"home": 9}, {"nothing": 3}])
def test_what_cannot_be_said_is_refused(levels, his, ben):
    with pytest.raises((RuleBroken, ValueError)):
        say(his, ben, **levels)
    assert not LifeCheck.objects.exists()


def test_sam_asks_him_and_each_reading_is_on_the_trail(his, sam):
    page = reverse("budgets:life", args=[his.pk])
    as_(sam).post(reverse("budgets:answer-life", args=[his.pk, "life"]), {"home": "2", "key": uuid7()})
    assert LifeCheck.objects.get().account == sam
    assert "What they said" in as_(sam).get(page).content.decode()
    assert Entry.objects.filter(subject_id=his.pk, what="life-read").count() == 1


def test_only_who_may_see_the_plan_reads_it_while_they_may(his, connor, lena, olive):
    page = reverse("budgets:life", args=[his.pk])
    for somebody in (connor, lena, olive):
        assert as_(somebody).get(page).status_code == 404
        with pytest.raises(PermissionDenied):
            say(his, somebody, home=2)
    dora, yesterday = person("dora"), timezone.localdate() - timedelta(days=1)
    place = CircleMember.objects.create(person=his, account=dora, kind="family", powers=["money"], name="Dora")
    assert as_(dora).get(page).status_code == 404
    CircleMember.objects.filter(pk=place.pk).update(powers=["plan"])
    assert as_(dora).get(page).status_code == 200
    CircleMember.objects.filter(pk=place.pk).update(starts_on=yesterday, ends_on=yesterday)
    assert as_(dora).get(page).status_code == 404


def test_whoever_has_no_plan_reads_what_would_be_here(olive):
    assert "Nobody keeps a plan for you here yet" in as_(olive).get(MINE).content.decode()


def test_what_was_said_goes_with_who_they_are(his, ben):
    say(his, ben, home=2)
    with time_machine.travel(timezone.now() + timedelta(days=731)):
        actions.forget_persons(by=system("introductions-forget"))
    assert LifeCheck.objects.get().said == ""


# --- ASCOT -----------------------------------------------------------------------------------------------------------
WORDING = {
    "licence_holder": "Nottingham City Council", "licensed_on": "2026-01-31",
    "domains": {key: {"question": f"Invented question about {key}?", "levels": [f"{key} {n}" for n in "abcd"]}
                for key in ascot.BY_KEY},
}  # fmt: skip
ASK = reverse("budgets:answer-my-life", args=["ascot"])


@pytest.fixture
def load(tmp_path):
    def loaded(told=WORDING):
        file = tmp_path / "wording.json"
        file.write_text(told if isinstance(told, str) else json.dumps(told))
        call_command("load_ascot", file)

    return loaded


def test_nothing_is_asked_until_a_licensee_loads_the_wording(his, ben):
    assert as_(ben).get(ASK).status_code == 404 and "ASCOT" not in as_(ben).get(MINE).content.decode()
    with pytest.raises(RuleBroken):
        say(his, ben, "ascot", control=1)


def test_it_is_asked_word_for_word_and_scored_by_the_formula(his, ben, load):
    load()
    page = as_(ben).get(ASK).content.decode()
    assert "Invented question about dignity?" in page and "dignity d" in page and "Nottingham City Council" in page
    as_(ben).post(ASK, {key: "1" for key in ascot.BY_KEY} | {"key": uuid7()})
    assert f"{score_of(LifeCheck.objects.get()):.6f}" == "0.998645"
    assert "SCRQoL 0.999" in as_(ben).get(MINE).content.decode()
    as_(ben).post(ASK, {key: "2" for key in ascot.BY_KEY} | {"key": uuid7()})
    assert "SCRQoL 0.757, and 0.999 before: a change of −0.241." in as_(ben).get(MINE).content.decode()


def test_with_one_answer_missing_there_is_no_score(his, ben, load):
    load()
    as_(ben).post(ASK, {key: "1" for key in ascot.BY_KEY if key != "safety"} | {"key": uuid7()})
    page = as_(ben).get(MINE).content.decode()
    assert "No score: not every question was answered." in page and "SCRQoL" not in page


def test_a_newer_wording_takes_its_place_and_off_asks_nothing(his, ben, load):
    load()
    load(WORDING | {"licence_holder": "Another holder"})
    assert AscotWording.objects.on().licence_holder == "Another holder" and AscotWording.objects.count() == 2
    say(his, ben, "ascot", control=1)
    call_command("load_ascot", off=True)
    assert as_(ben).get(ASK).status_code == 404
    page = as_(ben).get(MINE).content.decode()
    assert "ASCOT SCT4" in page and "Invented question" not in page


def with_safety(question, levels) -> dict:
    return WORDING | {"domains": WORDING["domains"] | {"safety": {"question": question, "levels": list(levels)}}}


WRONG = {
    "read as JSON": "{",
    "one object": "[]",
    "who holds the licence": WORDING | {"licence_holder": " "},
    "from which day": WORDING | {"licensed_on": "31 January"},
    "exactly these domains": WORDING | {"domains": {}},
    "has no question": with_safety("", "abcd"),
    "four levels": with_safety("x", "a"),
    "the same of two": with_safety("x", "aabc"),
}


@pytest.mark.parametrize("words", WRONG)
def test_a_wrong_file_is_refused_in_words(words, load):
    with pytest.raises(CommandError, match=words):
        load(WRONG[words])
    assert not AscotWording.objects.exists()
