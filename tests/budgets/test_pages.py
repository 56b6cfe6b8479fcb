"""The pages on which Sam introduces Rose, follows what becomes of it, and looks after what is kept about her."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from budgets import tasks
from budgets.models import Introduction, Person
from marketplace.accounts.ids import uuid7
from marketplace.workflow.models import Entry
from providers.actions import enquiries
from providers.models import Enquiry, UnmetNeed
from tests.budgets.conftest import WORDS, again, statuses
from tests.reading import blocks

pytestmark = pytest.mark.django_db
NEW = {
    "who": "new", "name": "Rose Thorn", "outcode": "ng5 1aa", "way": "email", "address": "rose@example.net",
    "communication": ["large-print"],
}  # fmt: skip


@pytest.fixture
def his(sam):
    """Sam's browser."""
    client = Client()
    client.force_login(sam)
    return client


def at(name: str, introduction) -> str:
    return reverse(f"budgets:{name}", args=[introduction.pk])


def days(on, until) -> dict:
    parts = {"day": "day", "month": "month", "year": "year"}
    return {f"{name}_{part}": getattr(day, part) for name, day in (("on", on), ("until", until)) for part in parts}


def test_four_steps_and_it_is_sent(his, sam, cooks):
    page = his.get(reverse("budgets:begin")).content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page).group(1)
    answer = his.post(reverse("budgets:begin"), NEW | {"key": key})
    made = Introduction.objects.get()
    assert answer.url == at("needs", made) and made.person.outcode == "NG5"
    said = {"activity": "cooking-with-you", "words": WORDS, "needs": ["dementia"], "times": ["tue-morning"]}
    assert his.post(at("needs", made), said).url == at("choose", made)
    page = his.get(at("choose", made)).content.decode()
    assert "Fits: Dementia, Tuesday mornings" in page and "How best to speak and write:" in page
    places = {f"place_{cooks[2].service.pk}": "2", f"place_{cooks[1].service.pk}": "4"}
    assert his.post(at("choose", made), places).url == at("ground", made)
    assert [c.service for c in made.choices.order_by("position")] == [cooks[2].service, cooks[1].service]
    today = timezone.localdate()
    assert his.post(at("ground", made), {"ground": "agreement"} | days(today, today)).url == at("introduction", made)
    page = his.get(at("introduction", made)).content.decode()
    assert "Send it to the first choice" in page and "The person agreed" in page and "Carl" in page
    his.post(at("send", made))
    page = his.get(at("introduction", made)).content.decode()
    assert "Carl answers by" in page and "We tell you by e-mail" in page
    assert Enquiry.objects.get().service == cooks[2].service


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"who": ""}, "Choose whom you introduce."),
        ({"name": ""}, "Type their name."),
        ({"outcode": "ZZ9"}, "We do not know this area."),
        ({"outcode": ""}, "Type the first half of their postcode"),
        ({"address": "not an address"}, "Enter the e-mail address"),
        ({"who": "initials", "initials": "", "area": "NG5"}, "Type their initials."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(his, outcodes, wrong, words):
    page = his.post(reverse("budgets:begin"), NEW | {"key": str(uuid7())} | wrong).content.decode()
    assert words in page and 'value="Rose Thorn"' in page or not (NEW | wrong)["name"]
    assert words in page and not Introduction.objects.exists()


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({}, "Choose who agreed."),
        ({"ground": "attorney"}, "Say who agreed for them."),
        ({"ground": "best-interests"}, "Say why this is in their best interests."),
    ],
)
def test_a_ground_that_says_too_little_is_asked_again(his, ready, answers, words):
    today = timezone.localdate()
    page = his.post(at("ground", ready), answers | days(today, today)).content.decode()
    assert words in page and str(today.year) in page


def test_two_in_one_place_and_nobody_at_all_are_asked_again(his, draft, cooks):
    both = {f"place_{cook.service.pk}": "1" for cook in cooks[:2]}
    assert "Two have place 1." in his.post(at("choose", draft), both).content.decode()
    assert "Choose at least one" in his.post(at("choose", draft), {}).content.decode()
    assert not draft.choices.exists()


def test_opening_the_page_takes_over_the_answer_before_any_sweep(his, sent, cooks):
    enquiry = Enquiry.objects.get()
    enquiries.answer(enquiry, "no", "full", "I am full until June.", by=cooks[0].by)
    page = his.get(at("introduction", sent)).content.decode()
    assert "Said no" in page and "I have no room" in page and "I am full until June." in page
    assert "Bela answers by" in page and statuses(sent) == ["declined", "sent", "waiting"]


def test_sam_says_that_it_started(his, sent, cooks):
    enquiries.answer(Enquiry.objects.get(), "yes", by=cooks[0].by)
    assert "Anna said yes. Say what came of it by" in his.get(at("introduction", sent)).content.decode()
    today = timezone.localdate()
    day = {f"started_on_{part}": getattr(today, part) for part in ("day", "month", "year")}
    assert "Type the day on which it started." in his.post(at("outcome", sent), {"what": "started"}).content.decode()
    assert his.post(at("outcome", sent), {"what": "started"} | day).url == at("introduction", sent)
    assert "Started on" in his.get(at("introduction", sent)).content.decode()


def test_it_did_not_start_asks_why(his, sent):
    assert "Choose why it did not start." in his.post(at("outcome", sent), {"what": "not"}).content.decode()
    his.post(at("outcome", sent), {"what": "not", "why": "money"})
    assert "Not started. The money did not work out." in his.get(at("introduction", sent)).content.decode()


def test_no_match_is_one_click_from_the_shortlist(his, draft):
    assert "We know nobody who fits" in his.get(at("choose", draft)).content.decode()
    his.post(at("no-match", draft))
    assert UnmetNeed.objects.get().source == "introduction"
    assert "Counted as an unmet need" in his.get(at("introduction", draft)).content.decode()


def test_it_is_taken_back(his, sent):
    assert "Whoever was asked is told" in his.get(at("withdraw", sent)).content.decode()
    his.post(at("withdraw", sent))
    assert again(sent).why == "by-body"


def test_the_list_shows_initials_the_soonest_deadline_first_and_no_name(his, sent, cooks, draft):
    page = his.get(reverse("budgets:introductions")).content.decode()
    assert "R.T." in page and "Rose" not in page and "Large print" in page and "Anna answers by" in page
    found = Introduction.objects.get(pk=sent.pk)
    Introduction.objects.filter(pk=found.pk).update(due_on="2026-01-05")
    assert "This day is over." in his.get(reverse("budgets:introductions")).content.decode()


def test_deadlines_come_before_drafts_and_what_is_over_comes_last(sam, nottingham, draft):
    def one(**facts):
        first = {"organisation": nottingham, "account": sam, "initials": "X.", "outcode": "NG5", "key": uuid7()}
        return Introduction.objects.create(**first | facts)

    ground = {"ground": "agreement", "ground_on": "2026-01-01", "ground_until": "2026-12-31"}
    late = one(status="open", due_on="2026-11-30", **ground)
    soon = one(status="open", due_on="2026-11-27", **ground)
    over = one(status="withdrawn", why="by-body", ended_at=timezone.now())
    assert list(Introduction.objects.by_deadline()) == [soon, late, draft, over]


# --- Reading is written down -----------------------------------------------------------------------------------------
@pytest.mark.S10
@pytest.mark.parametrize("name", ["introduction", "needs", "choose", "ground", "outcome", "withdraw"])
def test_whoever_opens_a_page_about_rose_is_on_the_trail(his, sam, sent, name):
    before = Entry.objects.filter(what="read").count()
    his.get(at(name, sent))
    read = Entry.objects.filter(what="read", account=sam)
    assert read.count() == before + 2
    assert {entry.subject_id for entry in read} == {sent.pk, sent.person_id}


@pytest.mark.S10
@pytest.mark.parametrize("name", ["person", "change-person", "hand-over"])
def test_so_is_whoever_opens_what_is_kept_about_her(his, sam, draft, name):
    page = his.get(reverse(f"budgets:{name}", args=[draft.person_id])).content.decode()
    assert "Large print" in page
    assert Entry.objects.get(what="read").subject_id == draft.person_id


def test_a_social_worker_of_another_council_finds_nothing_and_leaves_no_reading(lee, draft):
    client = Client()
    client.force_login(lee)
    for name in ("introduction", "needs", "choose", "ground", "outcome", "withdraw"):
        assert client.get(at(name, draft)).status_code == 404
    for name in ("person", "change-person", "hand-over"):
        assert client.get(reverse(f"budgets:{name}", args=[draft.person_id])).status_code == 404
    assert not Entry.objects.filter(what="read").exists()
    assert "R.T." not in client.get(reverse("budgets:introductions")).content.decode()


# --- What is kept about her ------------------------------------------------------------------------------------------
def test_sam_changes_how_rose_is_reached_and_hands_her_to_gwen(his, gwen, draft):
    rose = draft.person
    page = his.post(reverse("budgets:change-person", args=[rose.pk]), {"name": "", "outcode": "NG5"})
    assert "Type their name, or at least their initials." in page.content.decode()
    facts = {"name": "Rose Thorn", "outcode": "NG5", "way": "text", "address": "07700 900123", "communication": "bsl"}
    his.post(reverse("budgets:change-person", args=[rose.pk]), facts)
    rose = Person.objects.get(pk=rose.pk)
    assert rose.contact.way == "text" and rose.formats == ["British Sign Language"]
    his.post(reverse("budgets:hand-over", args=[rose.pk]), {"to": str(gwen.pk)})
    assert Person.objects.get(pk=rose.pk).named_worker == gwen


def test_no_address_of_a_page_carries_a_word_about_rose(his, sent):
    for name in ("introduction", "person"):
        page = his.get(reverse(f"budgets:{name}", args=[sent.pk if name == "introduction" else sent.person_id]))
        links = " ".join(re.findall(r'(?:href|action)="([^"]*)"', page.content.decode()))
        assert not re.search("rose|thorn|dementia|cooking|NG5", links, re.IGNORECASE)


def test_sentences_stay_short(his, sent):
    pages = [his.get(at(name, sent)).content.decode() for name in ("introduction", "ground", "outcome", "withdraw")]
    pages += [his.get(reverse(f"budgets:{name}")).content.decode() for name in ("introductions", "begin", "persons")]
    for words in (block for page in pages for block in blocks(page)):
        for sentence in re.split(r"(?<=[.!?])\s", words):
            assert len(sentence.split()) < 26, sentence


def test_the_sweep_is_in_the_timetable(settings):
    planned = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert {tasks.pass_on.name, tasks.ask_outcomes.name, tasks.forget.name} <= planned


def test_the_page_of_somebody_who_died_says_so_and_offers_nothing_more(his, sam, nottingham):
    known = {"organisation": nottingham, "named_worker": sam, "name": "Rose Thorn", "outcode": "NG5"}
    rose = Person.objects.create(**known, died_on="2026-03-04")
    page = his.get(reverse("budgets:person", args=[rose.pk])).content.decode()
    assert "Rose Thorn died on Wednesday 4 March" in page
    assert "Introduce them" not in page
    assert not [each for each in ("change-person", "invite-person", "match") if at(each, rose) in page]
    assert "Rose Thorn" not in his.get(reverse("budgets:begin")).content.decode()


def test_the_service_of_the_match_is_the_first_choice(his, sam, cooks):
    service = str(cooks[1].service.pk)
    key = {"key": str(uuid7())}
    needs = his.post(f"{reverse('budgets:begin')}?service={service}", NEW | key).url
    choose = his.post(needs, {"activity": "cooking-with-you", "words": WORDS}).url
    page = " ".join(his.get(choose).content.decode().split())
    chosen = page.split(f'name="place_{service}"')[1].split("</select>")[0]
    assert '<option value="1" selected' in chosen and page.count('<option value="1" selected') == 1


def test_who_comes_from_a_match_finds_the_person_chosen_already(his, sam, nottingham):
    facts = {"organisation": nottingham, "named_worker": sam, "outcode": "NG5"}
    rose, _edith = (Person.objects.create(name=name, **facts) for name in ("Rose Thorn", "Edith Marlow"))
    page = " ".join(his.get(reverse("budgets:begin"), {"person": str(rose.pk)}).content.decode().split())
    assert re.search(rf'<option value="{rose.pk}" selected', page) and re.search(r'value="known" checked', page)
    for nonsense in ("nonsense", str(uuid7())):
        page = " ".join(his.get(reverse("budgets:begin"), {"person": nonsense}).content.decode().split())
        assert 'value="known" checked' not in page
