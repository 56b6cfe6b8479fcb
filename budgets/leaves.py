"""A statement to take along: as a tagged PDF, and as a spreadsheet in which no cell is run as a formula."""

import csv
import json
from io import StringIO

import typst
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from budgets.models import Person
from budgets.stating import Told
from marketplace.ui.filters import pounds
from providers.spreadsheet import defuse

FORM = settings.BASE_DIR / "templates" / "budgets" / "statement.typ"


def as_csv(told: Told) -> str:
    """Every movement of each funder's money, between what was there before and what is there after."""
    out = StringIO()
    rows = csv.writer(out)
    heads = [_("Whose money"), _("Kept as"), _("Day"), _("What"), _("For"), _("In"), _("Out"), _("Promised")]
    rows.writerow([*heads, _("In hand")])
    for part in told.parts:
        whose = str(part.budget.get_funder_display())
        first, last = told.period.starts_on, told.period.ends_on
        opening = part.picture.opening_in_hand_pence
        rows.writerow([whose, "", first.isoformat(), _("In hand before"), "", "", "", "", _sum(opening)])
        for each in part.movements:
            moved = [_sum(max(each.pence, 0), True), _sum(max(-each.pence, 0), True), _sum(each.promised_pence, True)]
            words = [each.pot, each.on.isoformat(), defuse(each.words), defuse(each.detail)]
            rows.writerow([whose, *words, *moved, _sum(each.in_hand_pence)])
        rows.writerow([whose, "", last.isoformat(), _("In hand after"), "", "", "", "", _sum(part.closing_pence)])
    return out.getvalue()


def _sum(pence: int, is_blank_if_nothing: bool = False) -> str:
    return "" if is_blank_if_nothing and not pence else f"{pence / 100:.2f}"


def as_pdf(person: Person, told: Told) -> bytes:
    """PDF/UA-1: with its language, a title, headings and tables that a screen reader finds."""
    facts = {
        "title": _("Statement of a personal budget"),
        "lang": "en",
        "who": person.called,
        "body": person.organisation.name,
        "days": _("%(first)s to %(last)s") % {"first": _day(told.period.starts_on), "last": _day(told.period.ends_on)},
        "empty": _("Nothing moved in these days."),
        "parts": [_facts_of(part) for part in told.parts],
    }
    return typst.compile(FORM, sys_inputs={"statement": json.dumps(facts)}, pdf_standards="ua-1")


def _facts_of(part) -> dict:
    whole = part.picture.whole
    heads = [_("Four weeks from"), _("Came in"), _("Promised"), _("Spent"), _("Left")]
    before, after = [_("In hand before"), part.picture.opening_in_hand_pence], [_("In hand after"), part.closing_pence]
    return {
        "name": str(part.budget.get_funder_display()),
        "sums": _table([_("What"), _("Pounds")], [before, *part.kinds, after]),
        "weeks": _table(heads, [_week(each) for each in part.picture.four_weeks] + [_week(whole, _("All of it"))]),
        "moved": _table(
            [_("Day"), _("What"), _("Moved"), _("Promised"), _("In hand")],
            [
                [_day(each.on), ": ".join(filter(None, (each.words, each.detail))), each.pence,
                 each.promised_pence, each.in_hand_pence]
                for each in part.movements
            ],
            words=2,
        ),
        "all_words": {"weeks": _("By four weeks"), "moved": _("Every movement"), "sums": _("What came and went")},
    }  # fmt: skip


def _week(sums, name: str = "") -> list:
    told = [sums.came_in_pence, sums.promised_pence, sums.spent_pence, sums.left_pence]
    return [name or _day(sums.period.starts_on), *told]


def _table(heads: list[str], rows, words: int = 1) -> dict:
    """The first so many columns are words, the others are sums."""
    said = [[pounds(cell) if isinstance(cell, int) else str(cell) for cell in row] for row in rows]
    return {"heads": heads, "words": words, "rows": said}


def _day(day) -> str:
    return date_format(day, "j F Y")
