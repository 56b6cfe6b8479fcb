"""What Open Referral UK 3.0 asks of each entity, and what is wrong with a document.

Source: the schemas published at openreferraluk.org/specifications/3.0 and their guidance ("leave out what has no
value"). `field!` is required; a shape is a format or type, `a | b` one of these words, the name of an entity, or
`[entity]` a list of it. Fields that are not named here are allowed.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from jsonschema import Draft202012Validator, FormatChecker

from providers.open_referral import facts

LONGEST = 60
PLACE = re.compile(r"\[\d+\]")
FORMATS = ("uuid", "email", "uri", "date-time")
TYPES = ("text", "number", "integer", "boolean")


class Problem(NamedTuple):
    """Where a document is wrong (its JSON path), the value found there, shortened, and the rule that it breaks."""

    path: str
    value: str
    rule: str

    def __str__(self) -> str:
        return f"{self.path} = {self.value}: {self.rule}"

    @property
    def kind(self) -> str:
        """The problem without its place in a list, so that the same problems are counted together."""
        return f"{PLACE.sub('[]', self.path)}: {self.rule}"


def problems(entity: str, document: Any) -> list[str]:
    """Each problem of a document as its JSON path, the value there and the rule that it breaks."""
    return [str(problem) for problem in faults(entity, document)]


def faults(entity: str, document: Any) -> list[Problem]:
    """The problems of a document with its shape, then those of its values."""
    return list(dict.fromkeys([*shape_faults(entity, document), *value_faults(document)]))


def shape_faults(entity: str, document: Any) -> list[Problem]:
    """What the published schema of this entity would say."""
    return [_told(error) for error in _validator(entity).iter_errors(document)]


def value_faults(document: Any, path: str = "$") -> Iterator[Problem]:
    """Nothing is null or empty, times repeat WEEKLY or MONTHLY, an amount is a number, at any depth."""
    if document is None:
        yield Problem(path, "null", "a field without a value is left out")
    elif isinstance(document, str) and not document.strip():
        yield Problem(path, _short(document), "a field without a value is left out")
    elif isinstance(document, dict):
        yield from _field_faults(document, path)
        for name, value in document.items():
            yield from value_faults(value, f"{path}.{name}")
    elif isinstance(document, list):
        for place, value in enumerate(document):
            yield from value_faults(value, f"{path}[{place}]")


def _field_faults(record: dict, path: str) -> Iterator[Problem]:
    amount, freq = record.get("amount", 0), record.get("freq", "WEEKLY")
    if isinstance(amount, bool) or not isinstance(amount, int | float):
        yield Problem(f"{path}.amount", _short(amount), "must be a number")
    if freq not in ("WEEKLY", "MONTHLY"):
        yield Problem(f"{path}.freq", _short(freq), "must be one of WEEKLY, MONTHLY")


def schema(entity: str) -> dict:
    """The JSON Schema (draft 2020-12) of an entity, with everything that it refers to."""
    definitions = {name: _object(fields) for name, fields in facts.SHAPES.items()}
    if entity not in definitions:
        raise LookupError(f"Open Referral has no {entity}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": f"#/$defs/{entity}",
        "$defs": definitions,
    }


def _object(fields: dict[str, str]) -> dict:
    return {
        "type": "object",
        "properties": {name.rstrip("!"): _one(shape) for name, shape in fields.items()},
        "required": [name.rstrip("!") for name in fields if name.endswith("!")],
    }


def _one(shape: str) -> dict:
    if shape.startswith("["):
        return {"type": "array", "items": _one(shape.strip("[]"))}
    if shape in FORMATS:
        return {"type": "string", "format": shape}
    if shape in TYPES:
        return {"type": "string" if shape == "text" else shape}
    if "|" in shape:
        return {"type": "string", "enum": shape.split(" | ")}
    return {"$ref": f"#/$defs/{shape}"}


@cache
def _validator(entity: str) -> Draft202012Validator:
    return Draft202012Validator(schema(entity), format_checker=_formats())


@cache
def _formats() -> FormatChecker:
    """Formats that are really asked for: a checker that is not installed would let everything pass."""
    checker = FormatChecker(FORMATS)
    checker.checks("email")(lambda value: not isinstance(value, str) or is_email(value))
    return checker


def is_email(text: str) -> bool:
    """Whether this is an e-mail address as forms take it."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _told(error) -> Problem:
    if error.validator == "required":
        name = re.match("'(.+)' is a required", error.message)
        return Problem(f"{error.json_path}.{name[1] if name else '?'}", "nothing", "is required")
    words = error.validator_value
    if error.validator == "enum":
        return Problem(error.json_path, _short(error.instance), f"must be one of {', '.join(words)}")
    article = "an" if words[0] in "aeio" else "a"
    return Problem(error.json_path, _short(error.instance), f"must be {article} {words}")


def _short(value: object) -> str:
    text = repr(value) if not isinstance(value, str) else f'"{value}"'
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
