"""A plan in words, part by part, as it is read and printed."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from budgets.matching import Must
from budgets.models import Person, Plan
from providers import explaining, taxonomy

TITLES: dict[str, Promise] = {
    "matters": gettext_lazy("What matters"),
    "bring": gettext_lazy("What is there already"),
    "help": gettext_lazy("What would help"),
    "when": gettext_lazy("When"),
    "where": gettext_lazy("Where"),
    "who": gettext_lazy("Who it should be"),
}
MUSTS = {
    Must.WORKER: gettext_lazy("the woman or man"),
    Must.LANGUAGE: gettext_lazy("the language"),
    Must.PETS: gettext_lazy("being fine with pets"),
}


@dataclass(frozen=True)
class Part:
    """One part: its title, and each question with its answer: a text, or a list."""

    slug: str
    title: str
    facts: tuple[tuple[str, str | list[str]], ...]


def parts_of(plan: Plan) -> list[Part]:
    """Every part of the plan; a question that was not answered is left out."""
    return [
        Part(slug, str(title), tuple((question, answer) for question, answer in ANSWERS[slug](plan) if answer))
        for slug, title in TITLES.items()
    ]


Facts = Iterable[tuple[str, str | list[str]]]


def _matters(plan: Plan) -> Facts:
    return (_("What matters most"), plan.matters), (_("What shall be different"), plan.aims)


def needed_to_buy(person: Person) -> list[Part]:
    """What would help, when and where: what somebody reads who buys it, and nothing of the life around it."""
    plan = Plan.objects.filter(person=person).first()
    return [part for part in parts_of(plan) if part.slug in ("help", "when", "where")] if plan else []


def purpose_of(person: Person) -> list[tuple[str, str | list[str]]]:
    """What the plan is for, and what would help: what somebody reads who decides about the money, and no more."""
    plan = Plan.objects.filter(person=person).first()
    found = [(_("What shall be different"), plan.aims), *_help(plan)] if plan else []
    return [(question, answer) for question, answer in found if answer]


def _bring(plan: Plan) -> Facts:
    return (
        (_("What goes well without help"), plan.can_do),
        (_("What family and friends bring"), plan.family),
        (_("What neighbours, clubs and groups bring"), plan.community),
    )


def _help(plan: Plan) -> Facts:
    return (
        (_("What would help"), taxonomy.named(taxonomy.ACTIVITIES, plan.activities)),
        (_("They must know how to help"), ", ".join(taxonomy.named(taxonomy.NEEDS, plan.needs))),
    )


def _when(plan: Plan) -> Facts:
    visits = ngettext("%(n)s visit a week", "%(n)s visits a week", plan.visits_weekly) % {"n": plan.visits_weekly}
    return (
        (_("Times that suit"), ", ".join(explaining.label(f"when:{slot}") for slot in plan.times)),
        (_("How often"), visits if plan.visits_weekly else ""),
        (_("How long"), hours_words(plan.minutes_weekly)),
    )


def hours_words(minutes: int) -> str:
    """4 hours a week, 1.5 hours a week."""
    if not minutes:
        return ""
    hours = f"{Decimal(minutes) / 60:.2f}".rstrip("0").rstrip(".")
    return _("1 hour a week") if hours == "1" else _("%(n)s hours a week") % {"n": hours}


def _where(plan: Plan) -> Facts:
    miles = plan.travel_miles or 0
    there = ngettext("Up to %(n)s mile away", "Up to %(n)s miles away", miles) % {"n": miles}
    return (
        (_("At home"), _("Somebody may come") if plan.is_visited else _("Nobody comes")),
        (_("Going to them"), _("Not possible") if plan.travel_miles is None else there),
    )


def _who(plan: Plan) -> Facts:
    languages = ", ".join(taxonomy.LANGUAGES.get(code, code) for code in plan.languages)
    musts = ", ".join(str(MUSTS[Must(must)]) for must in plan.musts)
    return (
        (_("A woman or a man"), str(plan.get_by_display()) if plan.by else ""),
        (_("Languages"), languages),
        (_("Pets"), _("There are pets in the home") if plan.has_pets else ""),
        (_("This has to be so"), musts),
    )


ANSWERS = {"matters": _matters, "bring": _bring, "help": _help, "when": _when, "where": _where, "who": _who}
