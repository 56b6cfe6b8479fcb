"""What people type, and what it is taken for."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from providers import explaining, facets, filters, searches, spelling, taxonomy
from providers.models import KnownWord
from providers.search import Wanted, search
from providers.understanding import understand
from providers.understanding.numbers import CHEAP_PENCE
from providers.understanding.vocabulary import FILE, PARTS, entries, vocabulary
from providers.understanding.words import ASKING, MOST_LETTERS, stem, tokens
from providers.week import DAY_SLUGS
from tests.factories import EnterpriseFactory, ServiceFactory

LINES = list(entries(FILE.read_text()))
OTHER = ("near", "helps", "spelling", "urgent", "aside", "everyday")
SAYING = [(section, term, said) for section, term, said in LINES if section not in OTHER]
ACTIVITIES = {term.slug for term in taxonomy.ACTIVITIES}
NEEDS = {term.slug for term in taxonomy.NEEDS}
WHEN = {*DAY_SLUGS, *(f"{day}-{part}" for day in DAY_SLUGS for part in PARTS)}
TERMS = {
    "act": ACTIVITIES, "fam": {term.slug for term in taxonomy.FAMILIES}, "who": NEEDS,
    "pay": {term.slug for term in taxonomy.PAYMENTS}, "access": {term.slug for term in taxonomy.ACCESS},
    "comm": {term.slug for term in taxonomy.COMMUNICATION}, "lang": set(taxonomy.LANGUAGES),
    "age": {"child", "teen", "adult"}, "by": {"woman", "man"}, "how": {"one", "group"}, "where": {"comes", "go"},
    "when": WHEN | {tag.partition(":")[2] for tag in filters.TIMES},
}  # fmt: skip
HERE = (457_500, 340_500)


def asked(text: str) -> set[str]:
    """Everything that decides who is found."""
    return {tag for meaning in understand(text).asked for tag in (*meaning.exact, *meaning.perhaps)}


def meant(text: str) -> set[str]:
    """Everything that it means for certain, asked for or wished."""
    return {tag for meaning in understand(text).meanings for tag in meaning.exact}


# --- The list itself -------------------------------------------------------------------------------------------------
def test_there_are_hundreds_of_ways_to_say_what_would_help():
    assert len({phrase for _section, _term, said in SAYING for phrase in said}) >= 400


@pytest.mark.parametrize("section", sorted({section for section, _term, _said in SAYING}))
def test_every_term_that_a_phrase_leads_to_exists(section):
    assert not {term for kind, term, _said in SAYING if kind == section} - TERMS[section]


@pytest.mark.parametrize("kind", ["act", "who"])
def test_every_activity_and_every_need_has_everyday_words(kind):
    with_words = {term for section, term, said in SAYING if section == kind and len(said) >= 3}
    assert not TERMS[kind] - with_words


@pytest.mark.parametrize(("section", "term", "said"), SAYING, ids=[f"{s}-{t}" for s, t, _said in SAYING])
def test_no_phrase_is_empty(section, term, said):
    assert all(tokens(phrase) for phrase in said), said


def test_no_term_stands_twice_in_its_section():
    names = [(section, term) for section, term, _said in LINES]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(("section", "term", "said"), SAYING, ids=[f"{s}-{t}" for s, t, _said in SAYING])
def test_no_phrase_is_for_certain_and_perhaps_at_once(section, term, said):
    sure = {phrase for phrase in said if not phrase.startswith("?")}
    assert not sure & {phrase[1:] for phrase in said if phrase.startswith("?")}


@pytest.mark.parametrize(("section", "term", "said"), SAYING, ids=[f"{s}-{t}" for s, t, _said in SAYING])
def test_no_phrase_is_written_twice_under_one_term(section, term, said):
    assert sorted(said) == sorted(set(said))


def test_what_is_near_and_what_helps_are_activities():
    for section, term, others in LINES:
        if section in ("near", "helps"):
            assert term in (ACTIVITIES if section == "near" else NEEDS)
            assert others and set(others) <= ACTIVITIES and term not in others and len(set(others)) == len(others)


def test_every_misspelling_leads_to_another_word_than_itself():
    wrong = [(tuple(tokens(each)), term) for section, term, said in LINES if section == "spelling" for each in said]
    assert all(typed and (term,) != typed for typed, term in wrong)


def test_everything_that_a_phrase_means_can_be_asked_of_a_listing_and_said_to_its_reader():
    known = vocabulary()
    for phrase in (*known.exact, *known.perhaps):
        for meaning in understand(" ".join(phrase)).meanings:
            for tag in (*meaning.exact, *meaning.perhaps):
                assert tag in facets.PLACES and explaining.label(tag), (phrase, tag)


@pytest.mark.parametrize("term", [*taxonomy.ACTIVITIES, *taxonomy.NEEDS], ids=lambda term: term.slug)
def test_the_name_that_we_print_finds_what_it_names(term):
    tag = f"{'act' if term in taxonomy.ACTIVITIES else 'who'}:{term.slug}"
    assert tag in meant(term.name)


# --- What somebody means ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("PA", {"act:going-out", "act:washing-dressing", "act:companionship"}), ("ISF", {"pay:isf"}),
        ("LD", {"who:learning-disability"}), ("ASD", {"who:autism"}), ("MH", {"who:mental-health"}),
        ("respite", {"act:sitting-service", "act:short-breaks"}), ("sitting service", {"act:sitting-service"}),
        ("wash and dress", {"act:washing-dressing"}), ("get out of the house", {"act:going-out"}),
        ("demensia", {"who:dementia"}), ("hoovering", {"act:cleaning"}), ("HOOVERED!", {"act:cleaning"}),
        ("meals on wheels", {"act:meals-delivered"}), ("BSL", {"comm:bsl"}), ("polish", {"lang:pl"}),
        ("saturdays", {"when:sat-morning", "when:sat-afternoon", "when:sat-evening"}),
        ("Tuesday morning", {"when:tue-morning"}), ("a lift to the hospital", {"act:appointments"}),
        ("someone’s mum’s hair", {"act:hair-nails"}), ("live-in carer", {"act:live-in"}),
        ("women only", {"by:woman"}), ("24/7", {"act:live-in"}),
    ],
)  # fmt: skip
def test_words_of_the_street_and_of_the_office_are_understood(typed, tags):
    assert tags <= asked(typed)


def test_somebody_to_sit_with_mum_while_i_shop_asks_for_no_shopping():
    understood = asked("someone to sit with mum while I shop")
    assert "act:sitting-service" in understood and "act:shopping" not in understood
    assert "act:shopping" in asked("shop")


def test_a_pa_for_my_son_with_autism_on_saturdays_is_one_thing_and_two_wishes():
    understood = understand("PA for my son autism saturdays")
    assert "act:going-out" in {tag for meaning in understood.asked for tag in meaning.perhaps}
    wished = {tag for meaning in understood.wished for tag in meaning.exact}
    assert wished == {"who:autism", "when:sat-morning", "when:sat-afternoon", "when:sat-evening"}


@pytest.mark.parametrize(
    ("typed", "wants", "never"),
    [
        ("no cleaning, only gardening", "act:gardening", "act:cleaning"),
        ("gardening not cleaning", "act:gardening", "act:cleaning"),
        ("not cleaning but shopping", "act:shopping", "act:cleaning"),
        ("I don't want a gardener, I want a cleaner", "act:cleaning", "act:gardening"),
        ("no cleaning or ironing, just gardening", "act:gardening", "act:laundry"),
        ("company without dogs", "act:companionship", "act:animals"),
    ],
)
def test_what_is_said_not_to_be_wanted_is_not_looked_for(typed, wants, never):
    assert wants in asked(typed) and never not in asked(typed) | meant(typed)


def test_whom_it_is_for_decides_only_where_nothing_else_is_asked():
    both = understand("gardening for somebody with dementia")
    assert {tag for meaning in both.asked for tag in meaning.exact} == {"act:gardening"}
    assert {tag for meaning in both.wished for tag in meaning.exact} == {"who:dementia"}
    assert "who:dementia" in asked("somebody with dementia")


def test_a_language_always_decides_because_nobody_can_do_without_it():
    assert {"act:gardening", "lang:pl"} <= asked("a polish speaking gardener")


# --- How old, how dear, and what is not wanted -----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("swimming for my son, he is eight", {"who:children", "age:child"}),
        ("8 year old", {"who:children", "age:child"}), ("8yo", {"age:child"}), ("she's 15", {"age:teen"}),
        ("a 19 year old", {"who:young-people", "age:adult"}), ("aged fifty six", {"age:adult"}),
        ("my dad 84", {"who:older", "age:adult"}), ("turned 70", {"who:older"}),
        ("our teenage daughter", {"age:teen"}),
    ],
)  # fmt: skip
def test_an_age_is_read_in_digits_and_in_words(typed, tags):
    assert tags <= meant(typed)


@pytest.mark.parametrize("typed", ["he is 2 hours away", "one of three", "number 84", "she is 5 miles away"])
def test_a_number_of_something_else_is_no_age(typed):
    assert not {tag for tag in meant(typed) if tag.startswith(("age:", "who:"))}


@pytest.mark.parametrize(
    ("typed", "pence"),
    [
        ("cleaner under £20 an hour", 2000), ("cleaner for less than fifteen pounds", 1500), ("£18 or less", 1800),
        ("no more than 12 quid", 1200), ("cheap cleaner", CHEAP_PENCE), ("cleaner", None), ("a £20 voucher", None),
    ],
)  # fmt: skip
def test_a_price_is_read_as_the_most_that_an_hour_may_cost(typed, pence):
    assert understand(typed).most_pence == pence
    assert not {word for word in ("under", "pounds", "quid", "20") if word in understand(typed).meanings}


@pytest.mark.parametrize(
    ("typed", "unwanted", "wants"),
    [
        ("company, no dogs", "act:animals", "act:companionship"),
        ("does not want bingo, wants to go for a walk", "act:reading-games", "act:walking"),
        ("please don't send me to a dementia cafe, I want an allotment", "act:memory-group", "act:growing"),
        ("a sitter, not a man", "by:man", "act:sitting-service"),
        ("shopping rather than cleaning", "act:cleaning", "act:shopping"),
    ],
)
def test_what_is_not_wanted_is_understood_and_said(typed, unwanted, wants):
    understood = understand(typed)
    assert unwanted in {tag for meaning in understood.unwanted for tag in meaning.exact}
    assert wants in asked(typed) and unwanted not in asked(typed)
    label = explaining.label(unwanted)
    assert f"not {label[0].lower()}{label[1:]}" in explaining.understood_words(understood)


@pytest.mark.parametrize("typed", ["he can't wash himself", "doesn't sleep", "I have not been swimming for years"])
def test_what_somebody_cannot_do_is_not_taken_for_what_they_do_not_want(typed):
    assert understand(typed).unwanted == () and asked(typed)


def test_a_turn_of_speech_asks_for_nothing():
    assert "act:hair-nails" not in asked("rushed off my feet") | meant("rushed off my feet, please help")


@pytest.mark.parametrize("typed", ["seamstress", "burning", "stranger", "environment"])
@pytest.mark.django_db
def test_an_ordinary_word_is_not_taken_for_a_misspelt_one(typed):
    assert spelling.respell(typed) == (typed, {})


@pytest.mark.parametrize(("one", "other"), [("wedding", "wed"), ("evening", "even"), ("bedding", "bed")])
def test_a_word_that_only_looks_like_a_form_of_another_is_a_word_of_its_own(one, other):
    assert stem(one) != stem(other) and stem(f"{one}s") == stem(one)


@pytest.mark.parametrize("typed", ["", "please can you help me", "i need somebody for my mum", "!?", "never mind"])
def test_words_of_asking_alone_ask_for_nothing(typed):
    assert understand(typed).asked == ()


def test_only_the_first_three_hundred_letters_count():
    assert "act:gardening" not in asked("a " * (MOST_LETTERS // 2) + "gardening")


# --- Misspelt --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("hoovring", "hoovering"),
        ("wheelchare", "wheelchair"),
        ("dementai", "dementia"),
        ("compnionship", "companionship"),
    ],
)
@pytest.mark.django_db
def test_a_misspelt_word_is_read_as_the_one_that_is_most_alike(typed, read):
    found = search(Wanted(*HERE, words=f"some {typed} please"))
    assert {word: stem(right) for word, right in found.respelled.items()} == {typed: stem(read)}
    assert explaining.respelled(found)[0]["typed"] == typed
    assert meant(" ".join(found.respelled.values())) == meant(read)


@pytest.mark.django_db
def test_somebody_who_means_what_they_typed_is_believed():
    assert search(Wanted(*HERE, words="hoovring", exact=True)).respelled == {}


@pytest.mark.django_db
def test_a_word_that_a_listing_uses_is_never_corrected():
    assert search(Wanted(*HERE, words="gardenix")).respelled
    ServiceFactory(listed=True, summary="Gardenix is what we call it.")
    found = search(Wanted(*HERE, words="gardenix"))
    assert found.respelled == {} and found.fitting == 1


@pytest.mark.django_db
def test_a_word_of_a_listing_is_what_a_misspelt_one_is_read_as():
    ServiceFactory(listed=True, summary="Kalarippayattu for beginners.")
    assert search(Wanted(*HERE, words="kalaripayatu")).respelled == {"kalaripayatu": "kalarippayattu"}


@pytest.mark.parametrize("typed", ["xqzw", "mum", "gp", "ng5", "2026", "", "the", *sorted(ASKING)[::20]])
@pytest.mark.django_db
def test_what_is_like_no_word_or_short_or_a_number_stands_as_it_is(typed):
    assert spelling.respell(typed) == (typed, {})


@pytest.mark.django_db
def test_words_that_are_known_cost_no_question_and_any_number_of_others_costs_one():
    with CaptureQueriesContext(connection) as seen:
        spelling.respell("hoovering and gardening for somebody with demensia")
    assert not seen.captured_queries
    with CaptureQueriesContext(connection) as seen:
        spelling.respell("hoovring gardning wheelchare blorf snarf qwertz")
    assert len(seen) == 1


@pytest.mark.parametrize("typed", ["hoovring", "dementai", "blorf", "zumbaa"])
@pytest.mark.django_db
def test_trigrams_are_counted_as_the_database_counts_them(typed):
    KnownWord.objects.bulk_create([KnownWord(word=word) for word in ("hoover", "dementia", "zumba")])
    with connection.cursor() as cursor:
        cursor.execute("SELECT word, similarity(word, %s) FROM providers_knownword", [typed])
        for word, alike in cursor.fetchall():
            assert spelling.alike(word, typed) == pytest.approx(alike, abs=1e-6)


# --- Names -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("typed", ["Good Company", "good company please", "GOOD   COMPANY", "is good company near"])
@pytest.mark.django_db
def test_whoever_goes_by_the_name_that_was_typed_is_found_and_stands_first(typed):
    named = ServiceFactory(
        listed=True, enterprise=EnterpriseFactory(organisation__name="Good Company"), activities=["odd-jobs"]
    )
    ServiceFactory(listed=True, activities=["companionship"], summary="Good company, good company.")
    first = search(Wanted(*HERE, words=typed)).rows[0]
    assert (first["id"], first["fits"]) == (str(named.pk), True)


@pytest.mark.parametrize("typed", ["Hazel & Thread", "hazel thread", "the hazel and thread", "hazel thread please"])
@pytest.mark.django_db
def test_a_name_is_found_without_the_small_words_in_it(typed):
    named = ServiceFactory(
        listed=True, enterprise=EnterpriseFactory(organisation__name="Hazel and Thread"), activities=["odd-jobs"]
    )
    assert search(Wanted(*HERE, words=typed)).rows[0]["id"] == str(named.pk)


@pytest.mark.django_db
def test_the_beginning_of_a_longer_name_finds_it():
    named = ServiceFactory(
        listed=True,
        enterprise=EnterpriseFactory(organisation__name="Hazelbrook Lane Neighbours"),
        activities=["odd-jobs"],
    )
    found = search(Wanted(*HERE, words="hazelbrook lane"))
    assert found.fitting == 1 and found.rows[0]["id"] == str(named.pk)


@pytest.mark.django_db
def test_a_name_that_is_an_everyday_word_takes_no_search_for_itself():
    """An enterprise called "Gardening" stands for nothing more than anybody who gardens."""
    company = EnterpriseFactory(organisation__name="Gardening")
    ServiceFactory(listed=True, enterprise=company, activities=["computers"], people="Shed")
    honest = ServiceFactory(listed=True, activities=["gardening"])
    assert [row["id"] for row in search(Wanted(*HERE, words="gardening")).rows if row["fits"]] == [str(honest.pk)]


# --- In danger -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "typed",
    ["chest pain", "someone is hitting me", "I want to kill myself", "my dad is abusing me", "overdose", "suicidal"],
)
@pytest.mark.django_db
def test_whoever_may_be_in_danger_reads_first_where_help_is_now(client, typed):
    place = {"name": "x", "label": "x", "easting": 457_500, "northing": 340_500, "council": "", "nation": "England"}
    token = searches.keep({"help": typed, "place": place, "miles": None, "filters": []})
    words = client.get(reverse("providers:results", args=[token])).content.decode()
    assert "Ring 999" in words and "116 123" in words and "We read" not in words
    calm = searches.keep({"help": "hoovering", "place": place, "miles": None, "filters": []})
    assert "Ring 999" not in client.get(reverse("providers:results", args=[calm])).content.decode()


def test_eight_who_search_at_once_are_understood_as_one_alone():
    said = [f"{start}{end}" for start in ("cook", "garden", "walk") for end in ("ing", "ed", "ers", "fulness")]
    alone, usual = [stem(word) for word in said], sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as many:
            found = list(many.map(lambda _one: [stem.__wrapped__(word) for word in said * 4], range(8)))
    finally:
        sys.setswitchinterval(usual)
    assert found == [alone * 4] * 8
