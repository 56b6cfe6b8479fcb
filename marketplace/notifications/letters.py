"""Writing the words of a message from its template.

The first line of templates/emails/<template>.txt is `Subject: ...`. Then may follow, a line each:
`Urgent: yes` (news that waits for nothing but the night), `Urgent: now` (somebody waits for it on a page this moment,
as for a code) and `Private: yes` (it holds a code or a way in, so its words are never kept). The rest is the letter.
Beside it may be <template>.sms, the words of a text, and <template>.easy.txt, the letter in Easy Read.
"""

import re
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from jinja2 import Environment, Template, TemplateNotFound

from marketplace.notifications.contacts import Format
from marketplace.workflow.links import address_of, code_of

LONGEST_SUBJECT = 180
LONGEST_TEXT = 918  # six parts of 153 letters, the most that GOV.UK Notify takes (its documentation of text messages)
HEADER = re.compile(r"(Subject|Urgent|Private): (.*)\n")
LINK = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class Written:
    """The compiled template of a letter, and what its first lines say."""

    subject: Template
    body: Template
    urgency: str
    is_private: bool


def write_letter(template: str, context: dict, formats: tuple[str, ...] = ()) -> tuple[str, str]:
    """The subject, always one line whatever somebody typed, and the body, which ends with who it is from."""
    written = _easy(template) if Format.EASY_READ in formats else _letter(template)
    known = _known(context)
    one_line = " ".join(written.subject.render(known).split())[:LONGEST_SUBJECT]
    ending = _environment().get_template("emails/ending.txt").render(known)
    return one_line, f"{written.body.render(known).strip()}\n\n{ending.strip()}\n"


def write_text(template: str, context: dict) -> str:
    """The words of a text, beginning with who it is from; without words of its own, the subject and the first link."""
    known = _known(context)
    own = _text(template)
    if own is None:
        subject, body = write_letter(template, context)
        link = LINK.search(body.rpartition("\n--\n")[0])
        words = f"{subject.rstrip('.')}. {link[0] if link else settings.SITE_URL}"
    else:
        words = " ".join(own.render(known).split())
    return f"{settings.SITE_OPERATOR}: {words}"[:LONGEST_TEXT]


def urgency(template: str) -> str:
    """Nothing, `yes` or `now`, as the template's first lines say."""
    return _letter(template).urgency


def is_private(template: str) -> bool:
    """Whether it holds a code or a way in."""
    return _letter(template).is_private


def _known(context: dict) -> dict:
    return {
        **context,
        "site_url": settings.SITE_URL,
        "site_name": settings.SITE_OPERATOR,
        "site_phone": settings.SITE_PHONE,
        "site_email": settings.SITE_EMAIL,
        "address_of": address_of,
        "code_of": code_of,
    }


@cache
def _environment() -> Environment:
    """Plain text, so nothing is escaped as HTML."""
    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2)
    return engine.env.overlay(autoescape=False)


def _source(name: str) -> str:
    environment = _environment()
    assert environment.loader
    return environment.loader.get_source(environment, f"emails/{name}")[0]


@cache
def _letter(template: str) -> Written:
    return _compiled(f"{template}.txt")


@cache
def _easy(template: str) -> Written:
    try:
        return _compiled(f"{template}.easy.txt")
    except TemplateNotFound:
        return _letter(template)


@cache
def _text(template: str) -> Template | None:
    try:
        return _environment().from_string(_source(f"{template}.sms"))
    except TemplateNotFound:
        return None


def _compiled(name: str) -> Written:
    rest, said = _source(name), {}
    while found := HEADER.match(rest):
        said[found[1]], rest = found[2].strip(), rest[found.end() :]
    if "Subject" not in said:
        raise ValueError(f"The first line of emails/{name} must be its subject.")
    make = _environment().from_string
    return Written(make(said["Subject"]), make(rest), said.get("Urgent", ""), said.get("Private") == "yes")
