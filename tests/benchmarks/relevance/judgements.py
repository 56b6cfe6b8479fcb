"""The judgements: which services of the demonstration answer which search, and how well."""

import csv
from dataclasses import dataclass, field
from pathlib import Path

from providers.demonstration.plans import EnterprisePlan
from providers.models import Service

FOLDER = Path(__file__).parent
PARTS = {
    "tuning": (
        "tuning.csv", "tuning_more.csv", "tuning_third.csv", "tuning_fourth.csv", "tuning_fifth.csv",
        "tuning_sixth.csv",
    ),
    "held_out": ("held_out.csv",),
}  # fmt: skip


@dataclass
class Judged:
    """One search at one place, and the grade (1 to 3) of every service that answers it; no grades, no answer."""

    query: str
    place: str
    grades: dict[str, int] = field(default_factory=dict)


def load(part: str) -> list[Judged]:
    """The searches of one part, in the order of its files."""
    if part not in PARTS:
        raise ValueError(f"There is no part {part!r}: choose one of {', '.join(PARTS)}.")
    searches: dict[tuple[str, str], Judged] = {}
    for name in PARTS[part]:
        with (FOLDER / name).open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                asked = row["query"], row["place"]
                judged = searches.setdefault(asked, Judged(*asked))
                if row["service"]:
                    judged.grades[row["service"]] = int(row["grade"])
    return list(searches.values())


def key_of(service: Service) -> str:
    """A service's name in the judgements: the same after every seeding, as ids are not."""
    return _key(service.enterprise.name, service.summary)


def keys_of(plan: EnterprisePlan) -> list[str]:
    """The keys that the listed services of a planned enterprise will have."""
    return [_key(plan.name, service.facts["summary"]) for service in plan.services if service.stage == "listed"]


def _key(enterprise: str, summary: str) -> str:
    return f"{enterprise} / {summary}"
