"""Matches as pages show them: a card for each place with what speaks for it, and a line for each that drops out."""

from django.utils.translation import gettext as _

from budgets.allocation import NAMES
from budgets.candidates import Around, Money
from budgets.matching import Why
from marketplace.ui.filters import pounds
from providers import display, documents

MOST, MOST_LEFT = 12, 30
SILENT = {Why.ACTIVITY}  # what somebody does not do at all is no news


def placed_of(around: Around) -> list[dict]:
    """The best first, each as a card with its place, what speaks for it and what is not known or stands against it."""
    placed = around.matches.placed[:MOST]
    services = [around.services[each.candidate.id] for each in placed]
    rows = display.rows_of(services, figures=documents.figures_of(services))
    return [
        {"card": display.card(row), "place": each.place, "why": each.speaks_for, "doubts": each.doubts}
        for each, row in zip(placed, rows, strict=True)
    ]


def left_of(around: Around) -> list[dict]:
    """Who drops out and everything that stands in the way."""
    told = [each for each in around.matches.left if not {blocked.why for blocked in each.blocked} & SILENT]
    found = []
    for each in told[:MOST_LEFT]:
        service = around.services[each.candidate.id]
        name = service.people or service.enterprise.name
        found.append({"service": service, "name": name, "why": [blocked.words for blocked in each.blocked]})
    return sorted(found, key=lambda one: (one["name"], str(one["service"].pk)))


def money_words(money: Money) -> str:
    """What the prices were held against."""
    if money.way is None:
        return _("No budget is here yet, so nobody drops out for their price.")
    if money.left_pence is None:
        return _("It is own money, so nobody drops out for their price.")
    return _("We counted with %(left)s that is left of a week’s money. How it is paid: %(way)s.") % {
        "left": pounds(money.left_pence), "way": NAMES[money.way],
    }  # fmt: skip
