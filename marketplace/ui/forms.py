"""A Django form field in GOV.UK's markup: label, hint, error, and every answer kept."""

from collections.abc import Callable

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from marketplace.ui.fields import DayMonthYear
from marketplace.ui.govuk import govuk

SAID_OTHERWISE = {  # attributes that the macros have options for, or that GOV.UK leaves out on purpose
    *("class", "autocomplete", "inputmode", "spellcheck", "rows", "cols", "type", "min", "max", "step"),
    *("required", "autofocus", "aria-invalid", "aria-describedby"),
}
DJANGO_ROWS = "10"  # what a textarea has when its form asks for nothing


def govuk_field(
    bound: BoundField,
    *,
    size: str = "s",
    classes: str = "",
    hints: dict | None = None,
    reveals: dict | None = None,
    mark_optional: bool = True,
    prefix: str = "",
    suffix: str = "",
) -> Markup:
    """Any field of any form as GOV.UK draws it."""
    widget = bound.field.widget
    if widget.is_hidden:
        return Markup(bound.as_hidden())
    draw = next((draw for kind, draw in DRAWN if isinstance(widget, kind)), None)
    if draw is None:
        raise TypeError(f"No markup for the widget {type(widget).__name__} of {bound.html_name}")
    more = {"size": size, "hints": hints or {}, "reveals": reveals or {}, "prefix": prefix, "suffix": suffix}
    options = {**_common(bound, mark_optional), "classes": classes or widget.attrs.get("class", "")}
    return draw(bound, options, more)


def _label(bound: BoundField, mark_optional: bool) -> str:
    label = str(bound.label)
    asks = mark_optional and not bound.field.required and not isinstance(bound.field.widget, forms.CheckboxInput)
    return _("%(label)s (optional)") % {"label": label} if asks else label


def _common(bound: BoundField, mark_optional: bool) -> dict:
    attrs = {**bound.field.widget.attrs, **bound.build_widget_attrs({})}
    options = {
        "name": bound.html_name,
        "id": bound.auto_id or bound.html_name,
        "label": {"text": _label(bound, mark_optional)},
        "autocomplete": attrs.get("autocomplete"),
        "inputmode": attrs.get("inputmode"),
        "attributes": {
            name: value for name, value in attrs.items() if name not in SAID_OTHERWISE and value not in (False, None)
        },
        "disabled": bound.field.disabled,
    }
    if bound.help_text:
        options["hint"] = {"text": str(bound.help_text)}
    if bound.errors:
        options["errorMessage"] = {"text": " ".join(_said(bound))}
    return options


def _said(bound: BoundField) -> list[str]:
    """The errors of one question; a missing answer names the question."""
    plain = forms.Field.default_error_messages["required"]
    missing = str(_("“%(label)s” needs an answer") % {"label": bound.label})
    return [missing if error == plain else str(error) for error in bound.errors]


def _text(bound: BoundField, options: dict, more: dict) -> Markup:
    widget = bound.field.widget
    options["attributes"].pop("maxlength", None)  # it would cut what is pasted without a word
    options |= {"type": widget.input_type, "value": widget.format_value(bound.value())}
    options |= {name: {"text": more[name]} for name in ("prefix", "suffix") if more[name]}
    return govuk("govukInput")(options)


def _number(bound: BoundField, options: dict, more: dict) -> Markup:
    options["inputmode"] = options["inputmode"] or "numeric"
    options |= {"type": "text", "spellcheck": False, "value": bound.field.widget.format_value(bound.value())}
    options |= {name: {"text": more[name]} for name in ("prefix", "suffix") if more[name]}
    return govuk("govukInput")(options)


def _password(bound: BoundField, options: dict, more: dict) -> Markup:
    return govuk("govukPasswordInput")(options)


def _textarea(bound: BoundField, options: dict, more: dict) -> Markup:
    typed = escape(bound.field.widget.format_value(bound.value()) or "")
    kept = Markup(typed.replace("\r\n", "\n").replace("\n", Markup("&#10;")))  # the macros indent real line ends
    rows = bound.field.widget.attrs.get("rows", 5)
    options |= {"value": kept, "rows": 5 if rows == DJANGO_ROWS else rows}
    longest = options["attributes"].pop("maxlength", None)
    if longest:
        return govuk("govukCharacterCount")({**options, "maxlength": longest, "threshold": 75})
    return govuk("govukTextarea")(options)


def _items(bound: BoundField, more: dict) -> list[dict]:
    """The choices with the chosen ones marked, each with its own hint and the questions it opens."""
    found = []
    for _group, choices, _index in bound.field.widget.optgroups(
        bound.html_name, bound.field.widget.format_value(bound.value())
    ):
        for choice in choices:
            value = str(choice["value"])
            item = {"value": value, "text": str(choice["label"]), "checked": bool(choice["selected"])}
            item["selected"] = item["checked"]
            if value in more["hints"]:
                item["hint"] = {"text": str(more["hints"][value])}
            if value in more["reveals"]:
                item["conditional"] = {"html": more["reveals"][value]}
            found.append(item)
    return found


def _select(bound: BoundField, options: dict, more: dict) -> Markup:
    return govuk("govukSelect")({**options, "items": _items(bound, more)})


def _group(bound: BoundField, options: dict, more: dict) -> dict:
    legend = {"text": options["label"]["text"], "classes": f"govuk-fieldset__legend--{more['size']}"}
    return {**options, "idPrefix": options["id"], "fieldset": {"legend": legend}, "attributes": {}}


def _radios(bound: BoundField, options: dict, more: dict) -> Markup:
    items = [item for item in _items(bound, more) if item["value"] or bound.field.required is False]
    return govuk("govukRadios")({**_group(bound, options, more), "items": items})


def _checkboxes(bound: BoundField, options: dict, more: dict) -> Markup:
    return govuk("govukCheckboxes")({**_group(bound, options, more), "items": _items(bound, more)})


def _tick(bound: BoundField, options: dict, more: dict) -> Markup:
    item = {"value": "on", "text": options["label"]["text"], "checked": bool(bound.value()), "id": options["id"]}
    item |= {"hint": options.pop("hint")} if "hint" in options else {}
    item |= {"conditional": {"html": more["reveals"]["on"]}} if "on" in more["reveals"] else {}
    return govuk("govukCheckboxes")({**options, "idPrefix": options["id"], "attributes": {}, "items": [item]})


def _file(bound: BoundField, options: dict, more: dict) -> Markup:
    return govuk("govukFileUpload")({**options, "javascript": False})


def _date(bound: BoundField, options: dict, more: dict) -> Markup:
    typed = bound.field.widget.parts(bound)
    wrong = " govuk-input--error" if bound.errors else ""
    items = [
        {
            "name": name,
            "id": f"{options['id']}_{name}",
            "label": label,
            "value": typed[name],
            "classes": f"govuk-input--width-{4 if name == 'year' else 2}{wrong}",
        }
        for name, label in (("day", _("Day")), ("month", _("Month")), ("year", _("Year")))
    ]
    items = [{**item, "name": f"{bound.html_name}_{item['name']}"} for item in items]
    return govuk("govukDateInput")({**_group(bound, options, more), "id": options["id"], "items": items})


DRAWN: list[tuple[type, Callable]] = [
    (DayMonthYear, _date),
    (forms.Textarea, _textarea),
    (forms.CheckboxSelectMultiple, _checkboxes),
    (forms.RadioSelect, _radios),
    (forms.Select, _select),
    (forms.CheckboxInput, _tick),
    (forms.FileInput, _file),
    (forms.PasswordInput, _password),
    (forms.NumberInput, _number),
    (forms.widgets.Input, _text),
]


def _error_target(bound: BoundField) -> str:
    start = bound.auto_id or bound.html_name
    return f"#{start}_day" if isinstance(bound.field.widget, DayMonthYear) else f"#{start}"


def summary_errors(*shown: forms.BaseForm) -> list[dict]:
    """What is wrong with these forms, each with the way to its question."""
    found: list[dict] = []
    for form in shown:
        found += [{"text": error} for error in form.non_field_errors()]
        for bound in form:
            found += [{"text": error, "href": _error_target(bound)} for error in _said(bound)]
    return found
