"""An OpenAPI description as words and tables, ready to print."""

import json
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

KINDS = {"string": gettext_lazy("text"), "integer": gettext_lazy("whole number"), "number": gettext_lazy("number"),
         "boolean": gettext_lazy("true or false"), "object": gettext_lazy("object")}  # fmt: skip
FORMATS = {"date": gettext_lazy("date"), "date-time": gettext_lazy("moment"), "uuid": gettext_lazy("id"),
           "uri": gettext_lazy("address")}  # fmt: skip
MANY = 12  # choices that are worth a line; the rest are in the lists


def chapters(schema: dict) -> list[dict]:
    """The operations under their headings, in the order of the description."""
    found: dict[str, list[dict]] = {}
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            for tag in operation.get("tags", [""]):
                found.setdefault(tag, []).append(_operation(path, method, operation))
    return [{"name": name, "operations": told} for name, told in found.items()]


def _operation(path: str, method: str, operation: dict) -> dict:
    refused = sorted(set(operation["responses"]) - {"200"})
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": operation.get("summary", ""),
        "description": operation.get("description", ""),
        "is_open": {} in operation.get("security", []),
        "questions": [_question(each) for each in operation.get("parameters", [])],
        "takes": _takes(operation),
        "gives": _shape_of(operation["responses"].get("200", {})),
        "refused": refused,
    }


def refusals(schema: dict) -> list[tuple[str, str]]:
    """Every refusal with its reason, once."""
    found: dict[str, str] = {}
    for operations in schema["paths"].values():
        for operation in operations.values():
            for code, answer in operation["responses"].items():
                found.setdefault(code, answer.get("description", ""))
    return sorted((code, words) for code, words in found.items() if code != "200")


def _question(parameter: dict) -> dict:
    words = parameter.get("description", "")
    return {
        "name": parameter["name"], "kind": kind(parameter["schema"]), "words": words, "in": parameter["in"],
        "needed": parameter.get("required", False),
    }  # fmt: skip


def _takes(operation: dict) -> dict | None:
    """What goes into the body: the name of a shape, or fields of its own with an example."""
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    if not body:
        return None
    example = json.dumps(body["example"], indent=2, ensure_ascii=False) if "example" in body else ""
    return {"shape": _name(body), "fields": _fields(body), "example": example}


def _shape_of(answer: dict) -> str:
    contents = answer.get("content", {}).values()
    return next((_name(content["schema"]) for content in contents if "schema" in content), "")


def shapes(schema: dict) -> list[dict]:
    """Every shape with its fields."""
    found = schema["components"]["schemas"].items()
    return [{"name": n, "words": s.get("description", ""), "fields": _fields(s)} for n, s in found]


def _fields(shape: dict) -> list[dict]:
    return [
        {"name": name, "kind": kind(field), "shape": _inner(field), "is_list": field.get("type") == "array",
         "words": field.get("description", "")}
        for name, field in shape.get("properties", {}).items()
    ]  # fmt: skip


def _name(schema: dict) -> str:
    return schema.get("$ref", "").rpartition("/")[2]


def _inner(schema: dict) -> str:
    """The shape that a field holds, alone or in a list."""
    inside = [schema, schema.get("items", {}), *schema.get("allOf", []), *schema.get("oneOf", []),
              *schema.get("anyOf", [])]  # fmt: skip
    return next(filter(None, map(_name, inside)), "")


def kind(schema: dict) -> str:
    """What a value is, in words, and whether it may be nothing."""
    known = schema.get("type")
    may_be_nothing = _(" or null") if isinstance(known, list) and "null" in known else ""
    return _kind(schema) + may_be_nothing


def _kind(schema: dict) -> str:
    if schema.get("type") == "array":
        return _("a list of: %(things)s") % {"things": kind(schema.get("items", {}))}
    if chosen := [each for each in schema.get("enum", []) if each not in ("", None)]:
        return _one_of(chosen)
    if said := FORMATS.get(schema.get("format", "")):
        return str(said)
    known: Any = schema.get("type", "object")
    kinds = [each for each in (known if isinstance(known, list) else [known]) if each != "null"]
    return _(" or ").join(str(KINDS.get(each, each)) for each in kinds)


def _one_of(chosen: list) -> str:
    if len(chosen) > MANY:
        return _("one of %(number)s words of our lists") % {"number": len(chosen)}
    return _("one of %(words)s") % {"words": ", ".join(map(str, chosen))}
