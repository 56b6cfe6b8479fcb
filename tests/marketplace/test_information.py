"""The pages of words: they open for everybody, say what they must, and can be read."""

import pytest
from django.conf import settings
from django.urls import reverse

from providers.searches import SHARED
from tests import reading

PAGES = {
    "about-checks": ["nobody has checked", "What the checks do not mean", "Who checks", "DBS"],
    "contact": ["0115 496 0142", "18001", "British Sign Language", "Text", "Write to us", "9am to 5pm"],
    "urgent-help": [
        *("999", "111", "option 2", "116 123", "85258", "0808 2000 247", "0808 808 8141", "0800 4 70 80 90"),
        *("0808 808 7777", "safeguarding", "adult social care", "Exit this page", "0300 500 80 80", "0113 222 4401"),
    ],
    "formats": ["Large print", "Easy Read", "language", "Print it", "plus key"],
    "accessibility": [
        *("Web Content Accessibility Guidelines", "2.2", "partially compliant", "No. 2", "EHRC", "EASS"),
        *("map", "council account", "photos", "prepared on 21 November 2026", "last reviewed", "/complaints/"),
    ],
    "privacy": [
        *(
            "controller",
            "processor",
            "24 hours",
            "200 postcodes",
            f"{SHARED.days} days",
            "legitimate interests",
            "public task",
            "ICO",
        ),
        *("164A", "Two years after our answer", "/data-requests/"),
    ],
    "cookies": [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "14 days"],
    "employing": ["Check employment status for tax", "ACAS", "gov.uk/contact-hmrc", "payroll", "insurance",
                  "Care Quality Commission"],
    "terms": ["England", "do not employ", "law of England and Wales"],
    "complaints": ["What is it about?", "30 days", "Ombudsman"],
    "data-requests": ["Show me what you keep", "Erase", "164A", "within 30 days"],
}
ALSO_PUBLIC = ["home", "providers:find", "providers:offer", "providers:shortlist", "account_login", "account_signup"]
ALSO_PUBLIC += ["providers:feed-health"]
HARDEST, LONGEST = 8, 25


@pytest.fixture
def read(client, db):
    return lambda name: client.get(reverse(name)).content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_anybody_reads_the_page_without_an_account(client, db, name):
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert response.content.count(b"<h1") == 1


@pytest.mark.parametrize("name", PAGES)
def test_the_page_says_what_it_must(read, name):
    html = read(name)
    assert [words for words in PAGES[name] if words not in html] == []


@pytest.mark.parametrize("name", [*PAGES, *ALSO_PUBLIC])
def test_a_child_of_eleven_or_so_can_follow_the_page(read, name):
    assert reading.grade(read(name)) <= HARDEST


@pytest.mark.parametrize("name", [*PAGES, *ALSO_PUBLIC])
def test_no_sentence_is_long(read, name):
    assert [each for each in reading.sentences(read(name)) if len(each.split()) > LONGEST] == []


def test_a_hard_page_is_noticed():
    hard = "<main><p>Notwithstanding the aforementioned considerations, organisational accountability necessitates \
    comprehensive documentation of every multidisciplinary safeguarding determination undertaken hereunder.</p></main>"
    assert reading.grade(hard) > HARDEST
    assert len(reading.sentences("<main><p>One. Two is here. Three?</p><p>Four</p></main>")) == 4


@pytest.mark.parametrize("name", [name for name in PAGES if name not in ("complaints", "data-requests")])
def test_a_page_of_words_sets_no_cookie(client, db, name):
    assert not client.get(reverse(name)).cookies


def test_the_site_sets_no_cookie_that_the_page_does_not_name(client, amina):
    client.force_login(amina)
    client.get(reverse("complaints"))
    assert set(client.cookies) == {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}


def test_numbers_can_be_dialled(read):
    html = read("urgent-help")
    for number in ("999", "111", "116123", "08082000247", "08088088141", "08004708090", "08088087777"):
        assert f'href="tel:{number}"' in html


def test_words_of_a_page_do_not_change_what_a_form_can_do(client, db):
    assert client.post(reverse("privacy")).status_code == 405
