"""An OpenAPI description as words and tables, ready to print."""

import json
from typing import Any

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
        {"name": name, "kind": kind(field), "shape": _inner(field), "words": field.get("description", "")}
        for name, field in shape.get("properties", {}).items()
    ]


def _name(schema: dict) -> str:
    return schema.get("$ref", "").rpartition("/")[2]


def _inner(schema: dict) -> str:
    """The shape that a field holds, alone or in a list."""
    inside = [schema, schema.get("items", {}), *schema.get("allOf", []), *schema.get("oneOf", []),
              *schema.get("anyOf", [])]  # fmt: skip
    return next(filter(None, map(_name, inside)), "")


def kind(schema: dict) -> str:
    """What a value is, in words."""
    if schema.get("type") == "array":
        return f"list of {kind(schema['items'])}" if schema.get("items") else "list"
    if chosen := [each for each in schema.get("enum", []) if each not in ("", None)]:
        few = len(chosen) <= MANY
        return "one of " + (", ".join(map(str, chosen)) if few else f"{len(chosen)} words of our lists")
    known: Any = schema.get("type", "object")
    kinds = [each for each in (known if isinstance(known, list) else [known]) if each != "null"]
    words = {"string": "text", "integer": "whole number", "boolean": "true or false", "number": "number"}
    said = {"date": "date", "date-time": "moment", "uuid": "id", "uri": "address"}.get(schema.get("format", ""))
    return said or " or ".join(words.get(each, each) for each in kinds)
