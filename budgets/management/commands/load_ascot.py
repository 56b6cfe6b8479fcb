"""Switch the ASCOT SCT4 instrument on with the wording of a licensee, or off again."""

import json
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from budgets import actions, ascot
from marketplace.accounts.actors import system

DOMAIN = '{"control": {"question": "...", "levels": ["...", "...", "...", "..."]}}'
SHAPE = f'{{"licence_holder": "...", "licensed_on": "2026-01-31", "domains": {DOMAIN}}}'


class Command(BaseCommand):
    help = (
        "Loads the questions of ASCOT SCT4, word for word, from a licensee's own JSON file; they are not part of this "
        f"site. Copyright University of Kent: only with its licence. The file: {SHAPE}, with all eight domains: "
        f"{', '.join(ascot.BY_KEY)}; levels from ideal to high needs."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="the wording, as JSON")
        parser.add_argument("--off", action="store_true", help="ask nothing of it any more")

    def handle(self, *args, file, off, **options) -> None:
        by = system("ascot-loaded")
        if off:
            self.stdout.write("Off." if actions.end_ascot(by=by) else "It was off already.")
            return
        if file is None:
            raise CommandError("Name the file, or say --off.")
        told = _read(file)
        made = actions.load_ascot(told["licence_holder"].strip(), told["licensed_on"], told["domains"], by=by)
        self.stdout.write(f"On, under the licence of {made.licence_holder} of {made.licensed_on:%d %B %Y}.")


def _read(file: Path) -> dict:
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CommandError(f"{file} cannot be read as JSON: {error}") from error
    if wrong := _problems(told):
        raise CommandError(" ".join(wrong))
    return told | {"licensed_on": date.fromisoformat(told["licensed_on"])}


def _problems(told) -> list[str]:
    """Everything that is wrong with it."""
    if not isinstance(told, dict):
        return ["The file holds one object."]
    found = []
    if not _is_text(told.get("licence_holder"), 200):
        found.append("Say who holds the licence: licence_holder.")
    try:
        date.fromisoformat(str(told.get("licensed_on")))
    except ValueError:
        found.append("Say from which day the licence is, like 2026-01-31: licensed_on.")
    domains = told.get("domains")
    if not isinstance(domains, dict) or set(domains) != set(ascot.BY_KEY):
        return [*found, f"Give exactly these domains: {', '.join(ascot.BY_KEY)}."]
    return found + [words for key, said in domains.items() if (words := _problem_of(key, said))]


def _problem_of(key: str, said) -> str:
    if not isinstance(said, dict) or not _is_text(said.get("question"), 500):
        return f"{key} has no question."
    levels = said.get("levels")
    if not isinstance(levels, list) or len(levels) != 4 or not all(_is_text(each, 500) for each in levels):
        return f"{key} needs four levels, from ideal to high needs."
    return f"{key} says the same of two levels." if len(set(levels)) < 4 else ""


def _is_text(said, most: int) -> bool:
    return isinstance(said, str) and 0 < len(said.strip()) <= most
