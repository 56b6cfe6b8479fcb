"""What somebody posted, in words: for their own page, for enterprises, and for the enquiry that follows."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.ui.filters import long_date, pounds
from providers import facets, taxonomy
from providers.models import PostedNeed

DAYS = {
    "mon": gettext_lazy("Monday"), "tue": gettext_lazy("Tuesday"), "wed": gettext_lazy("Wednesday"),
    "thu": gettext_lazy("Thursday"), "fri": gettext_lazy("Friday"), "sat": gettext_lazy("Saturday"),
    "sun": gettext_lazy("Sunday"),
}  # fmt: skip
PARTS = {
    "morning": gettext_lazy("in the morning"), "afternoon": gettext_lazy("in the afternoon"),
    "evening": gettext_lazy("in the evening"), "night": gettext_lazy("at night"),
}  # fmt: skip


def times_of(days: list[str], parts: list[str]) -> list[str]:
    """Every time of the week that these days and parts of a day make; no answer to both means any time."""
    if not days and not parts:
        return []
    return [f"{day}-{part}" for day in facets.DAYS if day in (days or facets.DAYS)
            for part in facets.PARTS if part in (parts or facets.PARTS)]  # fmt: skip


def times_in_words(times: list[str]) -> str:
    """Monday, Tuesday, in the morning."""
    days = [day for day in facets.DAYS if any(each.startswith(day) for each in times)]
    parts = [part for part in facets.PARTS if any(each.endswith(part) for each in times)]
    said = [] if len(days) == len(DAYS) else [str(DAYS[day]) for day in days]
    when = [] if len(parts) == len(PARTS) else [str(PARTS[part]) for part in parts]
    return ", ".join([*(said or [_("Any day")]), *when])


def facts_of(need: PostedNeed) -> list[tuple[str, str]]:
    """Each question with its answer; what was left open is left out."""
    ceiling = _("Up to %(amount)s an hour") % {"amount": pounds(need.most_pence)} if need.most_pence else ""
    facts = [
        (_("What would help"), need.activity_name()),
        (_("Who it is for"), ", ".join(taxonomy.named(taxonomy.NEEDS, need.needs))),
        (_("When"), times_in_words(need.times)),
        (_("From"), long_date(need.start_on) if need.start_on else ""),
        (_("Where"), _("Near %(outcode)s") % {"outcode": need.outcode}),
        (_("How"), str(PostedNeed.Together(need.together).label)),
        (_("How it is paid"), ", ".join(taxonomy.named(taxonomy.PAYMENTS, need.payments))),
        (_("The most it may cost"), ceiling),
    ]
    return [(question, answer) for question, answer in facts if answer]


def beside_title(need: PostedNeed) -> list[tuple[str, str]]:
    """The answers without what and where, which stand above them."""
    return [(question, answer) for question, answer in facts_of(need)[1:] if question != _("Where")]


def in_words(need: PostedNeed) -> str:
    """The whole need as text, for the enquiry to whoever answered it."""
    return "\n".join(f"{question}: {answer}" for question, answer in facts_of(need))
