"""What a story may not say: read by rule before any person reads it, and always with words that say what to change.

Nothing here asks the database. A rule only ever holds a story back; whether it is shown, a person decides.
"""

import re
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

SHORTEST, LONGEST = 20, 600
CHANGE = {
    "short": _("Write a little more: one or two sentences help others most."),
    "long": _("Keep it under 600 letters."),
    "contact": _("Take out phone numbers, e-mail addresses, web addresses and postcodes."),
    "shouting": _("Write in small letters, without many exclamation marks. It is easier to read."),
    "names": _("Take out names. Where something went wrong, say what happened and not who it was."),
    "health": _("Take out what it says about illness, medicines or money. Anybody can read this page."),
    "rude": _("Take out rude words. Say what happened instead."),
    "harm": _("This sounds as if somebody is not safe. Please tell us first, so that a person can act today."),
    "others": _("Take out what it says about somebody else, such as a neighbour or another customer."),
    "unclear": _("Say more plainly what was good or what went wrong."),
}
CONTACT = re.compile(
    r"""
    [\w.+-]+\s*@\s*[\w-]+                                    # an e-mail address
    | \bhttps?:// | \bwww\. | \b[\w-]+\.(?:com|org|net|uk|info|co|me)\b
    | (?:\+44|\b0)(?:[\s().-]*\d){8,10}                      # a phone number, however it is spaced
    | \b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b                  # a whole postcode
    """,
    re.VERBOSE | re.IGNORECASE,
)
HEALTH = """
    dementia alzheimer alzheimers parkinson parkinsons cancer tumour chemotherapy stroke diabetes diabetic epilepsy
    epileptic seizure autism autistic aspergers bipolar schizophrenia psychosis depression depressed anxiety suicidal
    suicide overdose self-harm incontinent incontinence catheter continence pad pads insulin morphine tablets
    medication medicine medicines antidepressants sectioned diagnosis diagnosed disability disabled alcoholic addict
    addiction hiv aids copd arthritis ms sclerosis amputee amputated terminal palliative hospice miscarriage
    pip debt debts bankrupt salary pin
""".split()  # noqa: SIM905
RUDE = "bastard bitch bloody bollocks crap cow fuck fucking idiot liar moron scum shit stupid twat wanker".split()  # noqa: SIM905
HARM = """
    abuse abused abusive assault assaulted bruise bruised bruises hitting slapped punched kicked grabbed
    stole stolen stealing theft thief neglect neglected unsafe threatened threatening raped molested
""".split()  # noqa: SIM905
UNHAPPY = "awful dirty dreadful lazy rude sloppy terrible unreliable useless worst".split()  # noqa: SIM905
DOUBTFUL = "bad careless complained complaint disappointed late missed never poor unhappy worse wrong".split()  # noqa: SIM905
CASE_MATTERS = frozenset({"MS", "HIV", "AIDS", "PIP", "COPD"})  # "ms" and "aids" are also other words
YES, NO = "yes", "no"


def problems(words: str, *, answers: Iterable[str] = (), names: Iterable[str] = ()) -> list[str]:
    """The slugs of CHANGE that apply; `answers` are yes, partly or no, `names` those of people who work there."""
    text = words.strip()
    said = _said(text)
    found = {
        "short": len(text) < SHORTEST,
        "long": len(text) > LONGEST,
        "contact": bool(CONTACT.search(text)),
        "shouting": is_shouting(text),
        "names": is_unhappy(text, answers) and names_somebody(text, names),
        "health": _says_health(text, said),
        "rude": bool(said.intersection(RUDE)),
        "harm": bool(said.intersection(HARM)),
    }
    return [slug for slug, holds in found.items() if holds]


def problems_of_reply(words: str, *, names: Iterable[str] = ()) -> list[str]:
    """An enterprise that answers names nobody, neither those it helps nor their illnesses."""
    return problems(words, answers=[NO], names=names)


def is_unhappy(text: str, answers: Iterable[str]) -> bool:
    """Whether something went wrong: an answer is no, a word is harsh, or one sounds it and not every answer is yes."""
    given, said = list(answers), _said(text)
    doubts = any(answer != YES for answer in given) and bool(said.intersection(DOUBTFUL))
    return NO in given or doubts or bool(said.intersection(UNHAPPY))


def is_shouting(text: str) -> bool:
    """Most letters are capitals, or marks of exclamation stand in rows."""
    letters = [letter for letter in text if letter.isalpha()]
    loud = sum(letter.isupper() for letter in letters)
    return (len(letters) >= SHORTEST and loud > len(letters) * 0.5) or text.count("!") > 3 or "!!" in text


def names_somebody(text: str, names: Iterable[str]) -> bool:
    """Whether one of these names stands in the text; a name that is also a word counts with its capital letter."""
    parts = {part for name in names for part in re.split(r"[^\w'’-]+", name) if len(part) > 2}
    return any(re.search(rf"\b(?:{re.escape(part.title())}|{re.escape(part.upper())})\b", text) for part in parts)


def _said(text: str) -> set[str]:
    return set(re.findall(r"[\w-]+", text.lower().replace("’", "'")))


def _says_health(text: str, said: set[str]) -> bool:
    spelled = set(re.findall(r"[\w-]+", text))
    return any(word.upper() in spelled if word.upper() in CASE_MATTERS else word in said for word in HEALTH)
