"""Every message about an enquiry: in plain words, without what it is about, and never a dead end."""

from pathlib import Path

import pytest
from django.conf import settings

from marketplace.accounts.ids import uuid7
from marketplace.notifications.letters import write_letter
from tests.reading import textstat

FOLDER = Path(settings.BASE_DIR) / "templates" / "emails"
LETTERS = sorted(path.stem for path in FOLDER.glob("enquir*.txt"))
CONTEXT = {
    "enquiry": str(uuid7()), "link": str(uuid7()), "reference": "BCDF-2346", "whom": "Amina Yusuf", "number": 2,
    "answer_by": "Tuesday 1 December", "answer": "no", "outcome": "another", "name": "",
}  # fmt: skip


@pytest.mark.parametrize("other", [{}, {"answer": "yes", "outcome": "started", "number": 1, "name": "Amina"}])
@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_is_plain_and_leads_on(letter, other):
    subject, body = write_letter(letter, CONTEXT | other)
    words = [line for line in body.splitlines() if line and not line.startswith("http")]
    assert settings.SITE_URL in body and subject and "\n" not in subject
    sentences = [s for line in words for s in line.replace("?", ".").split(". ")]
    assert max(len(sentence.split()) for sentence in sentences) < 25
    assert textstat.flesch_kincaid_grade(" ".join(words)) <= 8


def test_there_is_a_letter_for_everything_that_is_told():
    said = {
        "confirm",
        "sent",
        "came",
        "reminder",
        "answered",
        "said",
        "said-owner",
        "agreed",
        "agreed-owner",
        "lapsed",
    }
    said |= {"lapsed-owner", "closed", "closed-owner", "new-link", "shared-owner"}
    assert {f"enquiry-{name}" for name in said} | {"enquiries-to-ring"} == set(LETTERS)
