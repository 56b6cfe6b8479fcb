"""The words of every message: plain, short, from somebody, and silent about anybody's health."""

import re
from datetime import date
from html import escape
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.urls import NoReverseMatch
from jinja2 import meta

from marketplace.notifications import letters
from tests import reading

FOLDER = Path(settings.BASE_DIR) / "templates" / "emails"
NAMES = sorted(p.name.removesuffix(".txt") for p in FOLDER.glob("*.txt") if ".easy" not in p.name)
TEMPLATES = [name for name in NAMES if name != "ending"]
TEXTS = sorted(p.name.removesuffix(".sms") for p in FOLDER.glob("*.sms"))
EASY = sorted(p.name.removesuffix(".easy.txt") for p in FOLDER.glob("*.easy.txt"))
HARDEST, LONGEST = 8, 25
KEY = UUID(int=7)  # always the same: a random one may read as a hard word
LINK = re.compile(r"https?://\S+")
HEALTH = re.compile(
    r"\b(dementia|alzheimer\w*|autis\w+|disab\w+|mental|illness\w*|ill|sick|stroke|cancer|palliative|dying|epilep\w+|"
    r"diabet\w+|depress\w+|anxi\w+|addict\w*|alcohol\w*|drugs?|incontinen\w*|washing|dressing|bathing|toilet\w*|"
    r"medic\w+|diagnos\w+|treatment|patients?|nurs\w+|hospital\w*|personal care|end of life|brain|blind|deaf)\b",
    re.IGNORECASE,
)
# What stands for a name that templates use; any other is a short text, or a key where an address asks for one.
SAMPLES: dict[str, object] = {
    "name": "Ben",
    "count": 2,
    "pence": 5_400,
    "on": "2026-12-08",
    "number": "47",
    "enterprise": "Good Company",
    "code": "123-456",
    "reference": "ABCD-EFGH",
    "role": "Owner",
    "sender": "Fiona Clarke",
    "path": "/invitations/x/",
    "password_reset_url": "https://justright.example/x/",
    "day": date(2026, 12, 8),
    "more": 2,
    "until": "2026-12-08",
    "hides": "2026-12-22",
    "checks": [{"what": "Public liability insurance", "until": "2026-12-08"}],
    "people": [{"name": "Good Company", "id": KEY}],
    "listings": [{"name": "Amina", "enterprise": "Good Company", "link": KEY}],
    "news": [{"subject": "People can find you now", "words": "See your page."}],
}
GIVEN = {"site_url", "site_name", "site_phone", "site_email", "address_of", "code_of"}


def sample(file: str, other: object) -> dict:
    environment = letters._environment()
    source = (FOLDER / file).read_text()
    asked = meta.find_undeclared_variables(environment.parse(source)) - GIVEN - set(environment.globals)
    return {name: SAMPLES.get(name, other) for name in asked}


def written(file: str, write) -> object:
    """The words with every name filled in; keys where an address needs one."""
    try:
        return write(sample(file, "Good Company"))
    except (NoReverseMatch, ValueError):
        return write(sample(file, KEY))


def letter(template: str, formats=()) -> tuple[str, str]:
    file = f"{template}.easy.txt" if formats else f"{template}.txt"
    return written(file, lambda said: letters.write_letter(template, {"name": "Ben", **said}, formats))


def as_page(words: str) -> str:
    """The paragraphs without addresses, and without the lines that say who it is from."""
    prose = LINK.sub("", words.rpartition("\n--\n")[0] or words)
    return "<main>" + "".join(f"<p>{escape(each)}</p>" for each in prose.split("\n\n")) + "</main>"


def assert_plain(words: str) -> None:
    page = as_page(words)
    long = [each for each in reading.sentences(page) if len(each.split()) > LONGEST]
    assert not long, f"more than {LONGEST} words in a sentence"
    assert reading.grade(page) <= HARDEST
    assert not HEALTH.search(words), "an e-mail or a text says nothing about anybody's health"


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_letter_is_plain_and_says_who_it_is_from(template):
    subject, body = letter(template)
    assert_plain(body)
    assert subject and len(subject.split()) <= LONGEST and not HEALTH.search(subject)
    assert body.rstrip().splitlines()[-3:][0] == settings.SITE_OPERATOR, "it ends with who it is from, and how to ask"
    assert settings.SITE_PHONE in body.rpartition("\n--\n")[2]


@pytest.mark.parametrize("template", TEXTS)
def test_a_text_is_short_and_begins_with_who_it_is_from(template):
    words = written(f"{template}.sms", lambda said: letters.write_text(template, said))
    assert words.startswith(f"{settings.SITE_OPERATOR}: ")
    assert_plain(words)
    assert 1 <= len(reading.sentences(as_page(words))) <= 4 and len(LINK.sub("", words)) <= 306, "two parts at most"


@pytest.mark.parametrize("template", EASY)
def test_easy_read_is_easier(template):
    _subject, body = letter(template, ("easy-read",))
    page = as_page(body)
    assert reading.grade(page) <= 5 and max(len(each.split()) for each in reading.sentences(page)) <= 12


def test_every_text_and_every_easy_letter_has_its_letter():
    assert not (set(TEXTS) | set(EASY)) - set(TEMPLATES)


@pytest.mark.parametrize("template", TEMPLATES)
def test_no_template_says_health_words_in_any_branch(template):
    source = (FOLDER / f"{template}.txt").read_text()
    assert not HEALTH.search(source)


def test_a_name_that_is_missing_is_an_error_and_not_a_gap():
    with pytest.raises(Exception, match="undefined"):
        letters.write_letter("membership-ended", {"name": "Ben"})


def test_a_text_without_words_of_its_own_is_the_subject_and_the_link():
    words = letters.write_text("password-changed", {"name": ""})
    assert words == f"Just Right: Your password was changed. {settings.SITE_URL}/accounts/password/reset/"


@pytest.mark.parametrize("hard", ["Notwithstanding the aforementioned considerations, remuneration is discretionary.",
                                  "I " + "and you " * 30 + "go.", "Your dementia worker comes."])  # fmt: skip
def test_hard_words_are_noticed(hard):
    with pytest.raises(AssertionError):
        assert_plain(hard)
