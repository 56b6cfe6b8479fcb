"""What a feed of another Just Right says in words that only we have: who comes, where, what kind of enterprise it is.

Anybody can use our words, so what they say is no more than a draft, like everything else that is read.
"""

import re
from typing import Any
from uuid import UUID

from providers.models import Enterprise, Service
from providers.open_referral.incoming import words
from providers.open_referral.incoming.words import rows_of, squeezed, text_of
from providers.open_referral.vocabularies import TERMS, TICKS, VOCABULARIES, Vocabulary

CQC = re.compile(r"Registered with the Care Quality Commission, number ([\w-]{1,16})\.")
LEADS = {
    "What is offered: ": "does", "Not offered: ": "does_not", "The first meeting: ": "first_meeting",
    "When they are ill: ": "if_ill",
}  # fmt: skip
LISTS = {"does", "does_not"}
MOST_PEOPLE = 5000
NAMED = {(v.slug, squeezed(term.name)): (v.slug, term.slug) for v in VOCABULARIES for term in v.terms}


def is_ours(document: dict) -> bool:
    """Whether the document comes from a site like this one."""
    organization = document.get("organization")
    return isinstance(organization, dict) and any(name.startswith("justright_") for name in organization)


def knows(row: dict) -> bool:
    """Whether this attribute says one of our terms."""
    return term_of(row) != ("", "")


def service_facts(document: dict) -> dict[str, Any]:
    """What the feed says of the service by terms that are no list of ours."""
    found: dict[str, Any] = {}
    for vocabulary, slug in _terms(document):
        if vocabulary == "ways":
            found[TICKS[slug]] = True
        elif vocabulary == "settings":
            found["setting"] = slug.removeprefix("setting/")
        elif vocabulary == "care":
            found |= _care(slug.removeprefix("care/"), text_of(document, "accreditations"))
    return found | (_own_words(document) if is_ours(document) else {})


def _care(care: str, accreditations: str) -> dict[str, str]:
    """How personal care is given; who is registered says the number, or nothing is taken over."""
    number = CQC.search(accreditations)
    if care == Service.PersonalCare.REGISTERED:
        return {"personal_care": care, "cqc_id": number[1]} if number else {}
    return {"personal_care": care}


def _own_words(document: dict) -> dict[str, Any]:
    """The parts of a description, as our own feed puts them one under another."""
    summary, *rest = words.plain(document.get("description", "")).splitlines() or [""]
    found: dict[str, Any] = {"people": text_of(document, "name")[:80], "summary": words.sentences(summary, 140)}
    story: list[str] = []
    for line in rest:
        lead = next((each for each in LEADS if line.startswith(each)), "")
        if lead:
            found[LEADS[lead]] = _part(LEADS[lead], line.removeprefix(lead))
        else:
            story.append(line)
    return found | {"story": words.sentences("\n\n".join(story), 2000)}


def _part(name: str, said: str) -> str | list[str]:
    if name in LISTS:
        return [words.sentences(each.strip(), 140) for each in said.split(";") if each.strip()][:8]
    return words.sentences(said, getattr(Service, name).field.max_length)


def enterprise_facts(organization: dict) -> dict[str, Any]:
    """What kind it is, and how many work there."""
    numbers = {name: organization.get(f"justright_{name}") for name in ("workers", "volunteers")}
    found: dict[str, Any] = {
        name: number for name, number in numbers.items() if type(number) is int and 0 < number <= MOST_PEOPLE
    }
    if isinstance(organization.get("justright_is_independent"), bool):
        found["is_independent"] = organization["justright_is_independent"]
    for vocabulary, slug in _terms(organization):
        if vocabulary == "kinds":
            found["kind"] = slug.removeprefix("kind/")
    if found.get("kind") == Enterprise.Kind.SOLE_TRADER:
        found["workers"] = 1
    return found


def _terms(record: dict) -> list[tuple[str, str]]:
    """The vocabulary and the slug of each term of ours that the record says."""
    return [term_of(row) for row in rows_of(record, "attributes") if knows(row)]


def term_of(row: dict) -> tuple[str, str]:
    """The vocabulary and the slug of our term: by its id, or by its name in a list that is called like ours."""
    record = row.get("taxonomy_term")
    try:
        vocabulary, term = TERMS[UUID(text_of(row, "taxonomy_term_id") or text_of(record, "id"))]
    except (ValueError, KeyError):
        name = squeezed(text_of(record, "name") or text_of(record, "term"))
        return next((NAMED[each.slug, name] for each in _lists(row) if (each.slug, name) in NAMED), ("", ""))
    return vocabulary.slug, term.slug


def _lists(row: dict) -> list[Vocabulary]:
    """Our lists that an attribute may mean: the one it names, or those whose terms say the same kind of thing."""
    record = row.get("taxonomy_term")
    named = squeezed(text_of(record, "taxonomy"))
    key, kind = text_of(record, "taxonomy_id").lower(), text_of(row, "link_type").lower()
    ours = [each for each in VOCABULARIES if named == squeezed(each.name) or key == str(each.id)]
    return ours or [each for each in VOCABULARIES if kind == each.link_type]
