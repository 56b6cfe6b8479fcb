"""The published Open Referral UK 3.0 schemas and samples, which lie beside the project where they are kept."""

import json
from pathlib import Path

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from tests.beside import beside

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "open_referral"
ADDRESS = "https://openreferraluk.org/specifications/3.0/schema/"


def folder() -> Path:
    """Where the published files are; a test that needs them is skipped without them, except where all is checked."""
    return beside(FOLDER, "The published Open Referral files")


def published() -> dict[str, Draft202012Validator]:
    """A validator for each published schema, with formats asked for."""
    files = {file.stem: json.loads(file.read_text()) for file in (folder() / "spec-3.0" / "schema").glob("*.json")}
    known = Registry().with_contents(
        [(f"{ADDRESS}{name}.json", schema) for name, schema in files.items()], default_specification=DRAFT202012
    )
    formats = FormatChecker()
    assert {"uuid", "email", "uri", "date-time"} <= set(formats.checkers)
    return {name: Draft202012Validator(s, registry=known, format_checker=formats) for name, s in files.items()}


def samples(*folders: str) -> list[tuple[str, dict]]:
    """The published documents of these folders with their names."""
    files = [file for name in folders for file in sorted((folder() / name).rglob("*.json"))]
    return [(str(file.relative_to(folder())), json.loads(file.read_text())) for file in files]
