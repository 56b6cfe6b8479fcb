"""What we write to people about their listings and their searches can be read at eleven, on paper, phone and page."""

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from marketplace.accounts.actors import system
from marketplace.accounts.ids import uuid7
from marketplace.notifications.letters import write_letter
from marketplace.workflow.links import address_of
from providers import actions, searches
from tests import reading
from tests.factories import ServiceFactory
from tests.people import acting
from tests.providers.test_saved_searches import body

ID = "01a2158e-bc99-7331-b957-b4cd2f651b2c"
LISTINGS = [{"name": "Amina Yusuf", "enterprise": "Good Company", "link": ID}]
ABOUT = {"enterprise": "Good Company", "said_on": "2026-03-02", "link": ID, "day": "2026-11-24", "name_of": "Amina"}
NEWS = {"place": "Sherwood", "stop": ID, "is_area": False}
SOME = [{"name": "Pans and Pots", "id": ID}]
MESSAGES = {
    "still-right": {"listings": LISTINGS},
    "still-right-long": ABOUT,
    "hides-soon": ABOUT,
    "hides-soon-helper": ABOUT,
    "hidden": ABOUT,
    "hidden-helper": ABOUT,
    "new-near-you": NEWS | {"count": 1, "people": SOME, "more": 0},
}
MORE = [
    ("still-right", {"listings": LISTINGS * 3}),
    ("new-near-you", NEWS | {"count": 12, "people": SOME * 10, "more": 2}),
    ("new-near-you", NEWS | {"count": 3, "people": SOME * 3, "more": 0, "is_area": True}),
]
CASES = [*MESSAGES.items(), *MORE]
LONGEST_SENTENCE = 25
TEXTS = ("still-right", "still-right-long", "hides-soon", "hidden", "new-near-you")


def prose(text: str) -> str:
    lines = [line for line in text.split("\n--\n")[0].splitlines() if line and "http" not in line]
    return "<main>" + "".join(f"<p>{line}</p>" for line in lines) + "</main>"


def assert_plain(html: str) -> None:
    assert reading.grade(html) <= 8
    assert not [s for s in reading.sentences(html) if len(s.split()) > LONGEST_SENTENCE]


@pytest.mark.parametrize("name", ["", "Amina"])
@pytest.mark.parametrize(("template", "context"), CASES, ids=[name for name, _context in CASES])
def test_a_letter_can_be_read(template, context, name):
    subject, letter = write_letter(template, context | {"name": name})
    assert_plain(prose(letter))
    assert len(subject) < 70 and "Hello" in letter and "Questions? Ring" in letter
    assert not subject.endswith((".", ":"))


@pytest.mark.parametrize("template", TEXTS)
def test_a_text_message_is_short_and_says_who_it_is_from(template, settings):
    known = MESSAGES[template] | {"site_url": settings.SITE_URL, "address_of": address_of}
    text = render_to_string(f"emails/{template}.sms", known).strip()
    words = " ".join(word for word in text.split() if "://" not in word)
    assert words.startswith("Just Right:") and "://" in text and len(words) < 160
    assert_plain(f"<main><p>{words}</p></main>")


@pytest.mark.django_db
def test_the_pages_can_be_read(good_company, amina, sam, nottingham):
    service = ServiceFactory(enterprise=good_company, listed=True)
    secret = address_of(actions.link_for(service, amina, by=system("test")))
    hers, his = Client(), Client()
    hers.force_login(amina)
    his.force_login(sam)
    saved = actions.save_search(body(), "daily", by=acting(sam), key=uuid7())
    pages = [
        Client().get(reverse("providers:tap", args=[secret])),
        Client().get(reverse("providers:tap", args=["x"])),
        Client().post(reverse("providers:new-tap"), {"email": "a@example.org"}),
        Client().get(reverse("providers:tap-rhythm", args=[secret])),
        hers.get(reverse("providers:answers", args=[good_company.pk])),
        his.get(reverse("providers:save-search", args=[searches.keep(body())])),
        his.get(reverse("providers:saved-searches")),
        his.get(reverse("providers:follow-area")),
        his.get(reverse("providers:end-search", args=[saved.pk])),
    ]
    for page in pages:
        assert_plain(page.content.decode())
