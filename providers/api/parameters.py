"""The questions of a search for the schema, made from the filters themselves."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError

from providers.filters import SearchFilters

KINDS = {"CharFilter": "string", "WholeFilter": "integer", "TypedChoiceFilter": "integer",
         "YesOrNoFilter": "boolean"}  # fmt: skip
LIMITS = {"max_length": "maxLength", "min_value": "minimum", "max_value": "maximum"}
SCALARS = (str, int, float)


def _schema(filter_) -> dict[str, Any]:
    chosen = [value for value, _label in filter_.extra.get("choices", ())]
    if type(filter_).__name__ == "MultipleChoiceFilter":
        return {"type": "array", "items": {"type": "string", "enum": chosen}}
    limits = {word: filter_.extra[name] for name, word in LIMITS.items() if name in filter_.extra}
    return {"type": KINDS[type(filter_).__name__]} | limits | ({"enum": chosen} if chosen else {})


QUESTIONS = {name: _schema(filter_) for name, filter_ in SearchFilters.base_filters.items()}
LABELS = {name: str(filter_.label) for name, filter_ in SearchFilters.base_filters.items()}
IN_ADDRESS = [OpenApiParameter(name, schema, description=LABELS[name]) for name, schema in QUESTIONS.items()]
IN_BODY = {
    "type": "object",
    "properties": {name: schema | {"description": LABELS[name]} for name, schema in QUESTIONS.items()},
    "additionalProperties": False,
    "example": {"where": "NG1 5FS", "help": "hot meals and company", "miles": 10, "filters": ["room"]},
}


def in_address(given: QueryDict) -> QueryDict:
    """What was asked in the address; a question that we do not know is not passed over in silence."""
    _refuse_unknown(given)
    return given


def in_body(given: Any) -> Mapping:
    """What was asked in a body: an object of plain answers."""
    if not isinstance(given, dict):
        raise ValidationError({"": [_("Send a JSON object.")]})
    _refuse_unknown(given)
    wrong = {name: [_wanted(name)] for name, value in given.items() if not _fits(name, value)}
    if wrong:
        raise ValidationError(wrong)
    return {name: value for name, value in given.items() if value is not None}


def _refuse_unknown(given: Mapping) -> None:
    unknown = {name: [_("There is no such question.")] for name in given if name not in QUESTIONS}
    if unknown:
        raise ValidationError(unknown)


def _fits(name: str, value: Any) -> bool:
    kind = QUESTIONS[name]["type"]
    if kind == "array":
        return isinstance(value, list) and all(isinstance(each, str) for each in value)
    return value is None or (isinstance(value, SCALARS) and isinstance(value, bool) == (kind == "boolean"))


def _wanted(name: str) -> str:
    wanted = {"array": _("Send a list of words."), "boolean": _("Send true or false.")}
    return wanted.get(QUESTIONS[name]["type"], _("Send one word or number."))
