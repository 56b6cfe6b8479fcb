"""Another directory's terms as ours: by our id, by our list and name, or by words that mean one thing only."""

import re

from django.utils.translation import gettext as _

from providers import taxonomy
from providers.open_referral.incoming import ours
from providers.open_referral.incoming.notes import Notes
from providers.open_referral.incoming.words import rows_of, squeezed, text_of

PLAIN_WORDS = {  # those of our everyday words that say one thing even by themselves
    "activities": """befriending housework dusting hoovering ironing mowing weeding lawn handyman decorating hoarding
        downsizing budgeting paperwork choir drumming dance pottery painting sewing knitting woodwork theatre acting
        swimming cycling boccia horticulture allotment reablement reflexology aromatherapy mindfulness yoga hairdresser
        barber manicure homeshare baking groceries medication payroll companionship shopping driving drama sport
        massage decluttering laundry""",
    "needs": """elderly frail alzheimers autistic asd aspergers anxiety depression wheelchair parkinsons copd blind
        alcohol addiction homeless dying palliative carers deaf""",
}
BEFORE = {"people", "person", "adult", "someone", "living", "live", "with", "who", "have", "has", "a", "an", "and",
          "the", "for", "support", "service", "care", "of"}  # fmt: skip
NOT = re.compile(r"\b(?:no|not|non|without|except|excluding|unless)\b", re.I)
TOLD_ELSEWHERE = {"assurance", "accreditation"}
LANGUAGE_NAMES = {name.casefold(): code for code, name in taxonomy.LANGUAGES.items()}


def terms_of(document: dict, notes: Notes) -> dict[str, list[str]]:
    """Our slugs, list by list; what we do not know is said."""
    found: dict[str, list[str]] = {name: [] for name in taxonomy.LISTS}
    for row in rows_of(document, "attributes"):
        if text_of(row, "link_type") in TOLD_ELSEWHERE:
            continue
        record = row.get("taxonomy_term")
        name = text_of(record, "name") or text_of(record, "term")
        where, slug, guessed = _in_lists(row) or _by_name(name) or ("", "", False)
        if not where and not ours.knows(row):
            notes.say("terms", _("We have no word for “%(name)s”.") % {"name": name or text_of(row, "link_type")})
        elif where and slug not in found[where]:
            found[where].append(slug)
        if guessed:
            said = {"name": name, "ours": taxonomy.named(taxonomy.LISTS[where], [slug])[0]}
            notes.say(where, _("We took “%(name)s” for “%(ours)s”. Check it.") % said)
    return found | _spoken(document, found["communication"], notes)


Match = tuple[str, str, bool]
LISTED = {(name, term.slug) for name, terms in taxonomy.LISTS.items() for term in terms}


def _in_lists(row: dict) -> Match | None:
    """A term of our own lists, whatever its id is there."""
    vocabulary, slug = ours.term_of(row)
    return (vocabulary, slug, False) if (vocabulary, slug) in LISTED else None


def _by_name(name: str) -> Match | None:
    """The one term of this name; then, without the words that many names begin with, of this name or word."""
    if not name or NOT.search(name):
        return None
    if exact := NAMES.get(squeezed(name)):
        return (*exact, False)
    near = CORES.get(_core(name))
    return (*near, True) if near else None


def _core(name: str) -> str:
    """The words that carry the meaning, each in the singular: 'People with learning disabilities'."""
    found = [_singular(word) for word in re.findall(r"[a-z]+", name.casefold().replace("'", "").replace("’", ""))]
    return " ".join(word for word in found if word not in BEFORE)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 5:
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 4 else word


def _one_each(pairs: list[tuple[str, tuple[str, str]]]) -> dict[str, tuple[str, str]]:
    """Words that lead to one term only."""
    leads: dict[str, set[tuple[str, str]]] = {}
    for word, term in pairs:
        leads.setdefault(word, set()).add(term)
    return {word: next(iter(terms)) for word, terms in leads.items() if len(terms) == 1 and word}


def _everyday() -> list[tuple[str, tuple[str, str]]]:
    terms = [(name, term) for name in PLAIN_WORDS for term in taxonomy.LISTS[name]]
    return [
        (_core(word), (name, term.slug))
        for name, term in terms
        for word in (term.slug, *term.words.split())
        if word in PLAIN_WORDS[name].split()
    ]


NAMED = [(name, term) for name in (*PLAIN_WORDS, "communication") for term in taxonomy.LISTS[name]]
NAMES = _one_each([(squeezed(term.name), (name, term.slug)) for name, term in NAMED])
CORES = _one_each([*((_core(term.name), (name, term.slug)) for name, term in NAMED), *_everyday()])


def _spoken(document: dict, communication: list[str], notes: Notes) -> dict[str, list[str]]:
    """Languages by code or name; signs and the like are ways to communicate."""
    languages: list[str] = []
    for row in rows_of(document, "languages"):
        code, name = text_of(row, "code").lower(), text_of(row, "name")
        match = _by_name(name)
        if slug := code if code in taxonomy.LANGUAGES else LANGUAGE_NAMES.get(name.casefold(), ""):
            languages.append(slug)
        elif match and match[0] == "communication":
            communication.append(match[1])
        elif name or code:
            notes.say("languages", _("We have no word for “%(name)s”.") % {"name": name or code})
    return {"languages": list(dict.fromkeys(languages)), "communication": list(dict.fromkeys(communication))}
