"""Many small checkboxes with counts, drawn at once: beside a result there are a hundred, too many for a template."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from markupsafe import Markup, escape

COUNT = ' <span class="jr-soft"><span class="govuk-visually-hidden">, </span>%s</span>'
BEFORE = (
    '<div class="govuk-checkboxes__item">'
    '<input class="govuk-checkboxes__input" id="%s" name="%s" type="checkbox" value="%s"'
)
AFTER = '><label class="govuk-label govuk-checkboxes__label" for="%s">%s'


def small_checkboxes(prefix: str, options: Iterable[Mapping]) -> Markup:
    """Options with name, value, label, count (or None) and checked; ids begin with the prefix."""
    drawn = []
    for number, option in enumerate(options, 1):
        before, after = _still(f"{prefix}-{number}", option["name"], option["value"], option["label"])
        count = "" if option["count"] is None else COUNT % int(option["count"])
        drawn.append(f"{before}{' checked' if option['checked'] else ''}{after}{count}</label></div>")
    return Markup("".join(drawn))


@lru_cache(maxsize=2000)
def _still(key: str, name: str, value: str, label: str) -> tuple[str, str]:
    """The parts of a checkbox that are the same beside every result."""
    return BEFORE % (key, escape(name), escape(value)), AFTER % (key, escape(label))
