"""Writing the words of a message from its template: the first line is the subject, the rest the letter."""

from functools import cache

from django.conf import settings
from django.template import engines
from django.template.backends.jinja2 import Jinja2

from marketplace.workflow.links import address_of, code_of

LONGEST_SUBJECT = 180


def write_letter(template: str, context: dict) -> tuple[str, str]:
    """The subject, always one line whatever somebody typed, and the body, which ends with who it is from."""
    subject, body, ending = _parts(template)
    known = {
        **context,
        "site_url": settings.SITE_URL,
        "site_name": settings.SITE_OPERATOR,
        "site_phone": settings.SITE_PHONE,
        "site_email": settings.SITE_EMAIL,
        "address_of": address_of,
        "code_of": code_of,
    }
    one_line = " ".join(subject.render(known).split())[:LONGEST_SUBJECT]
    return one_line, f"{body.render(known).strip()}\n\n{ending.render(known).strip()}\n"


@cache
def _parts(template: str):
    """The compiled subject, body and ending; plain text, so nothing is escaped as HTML."""
    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2) and engine.env.loader
    environment = engine.env.overlay(autoescape=False)
    source = engine.env.loader.get_source(environment, f"emails/{template}.txt")[0]
    first, _, rest = source.partition("\n")
    if not first.startswith("Subject: "):
        raise ValueError(f"The first line of emails/{template}.txt must be its subject.")
    make = environment.from_string
    return make(first.removeprefix("Subject: ")), make(rest), environment.get_template("emails/ending.txt")
