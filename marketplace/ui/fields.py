"""Questions that Django's own fields do not ask: money, one thing a line, a phone, a whole date, a half hour."""

import re
from datetime import time

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from marketplace.ui.filters import hour, pounds

MONEY = re.compile(r"£?\s*(\d{1,3}(?:,\d{3}){1,3}|\d{1,12})(?:\.(\d{1,2}))?", re.ASCII)
WRITTEN_PHONE = re.compile(r"\+?[\d\s().-]+", re.ASCII)
PHONE = re.compile(r"0[1-9]\d{8,9}", re.ASCII)  # 10 or 11 digits with the first 0, as Ofcom's plan has them
# A flag such as that of Wales is spelt with tags, which are kept there and nowhere else (Unicode TR 51, ED-14a).
UNSEEN = re.compile(
    "(\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f)"
    "|[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
BREAKS = re.compile(r"[\r\n\t]+")
SECRET = (forms.PasswordInput, forms.HiddenInput)  # passwords, and what a page carries on for itself
LONGEST_EMAIL = 254  # RFC 5321, 4.5.3.1.3, without the angle brackets


def fits_a_mailbox(email: str) -> None:
    """Refuse an address that is longer, as written or in small letters, than a mailbox can be."""
    if len(email.lower()) > LONGEST_EMAIL:
        raise ValidationError(_("Type an e-mail address of at most %(most)s letters"), params={"most": LONGEST_EMAIL})


def visible(text: str) -> str:
    """The text without what nobody sees: what turns or isolates its direction, fills no space, or controls a machine.

    Line ends and tabs stay, the marks with which Arabic, Hebrew, Persian and Hindi are spelt, and flags.
    """
    return UNSEEN.sub(r"\1", text)


def leave_out_what_nobody_sees() -> None:
    """Every typed answer is kept as people can see it, on one line where there is one; what is secret, as it was sent.

    What holds nothing at all (NUL) is left for the field itself to refuse.
    """
    ready = forms.CharField.to_python

    def to_python(field: forms.CharField, value):
        if isinstance(value, str) and "\0" not in value and not isinstance(field.widget, SECRET):
            value = visible(value)
            value = value if isinstance(field.widget, forms.Textarea) else BREAKS.sub(" ", value)
        return ready(field, value)

    forms.CharField.to_python = to_python  # type: ignore[method-assign, assignment]


def visible_answers(data: QueryDict | None) -> QueryDict | None:
    """What was sent, each answer as people can see it."""
    if data is None:
        return None
    seen = data.copy()
    for name, answers in data.lists():
        seen.setlist(name, [visible(each) for each in answers])
    return seen


class PhoneField(forms.CharField):
    """A British phone number, written as people write it."""

    default_error_messages = {
        "invalid": _("Type a British phone number with all its digits, like 0115 496 0142 or 07700 900123.")
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}))
        super().__init__(**{"max_length": 20, **kwargs})

    def to_python(self, value) -> str:
        typed = " ".join(visible(super().to_python(value) or "").split())
        if typed and not (WRITTEN_PHONE.fullmatch(typed) and PHONE.fullmatch(_digits(typed))):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return typed


def _digits(typed: str) -> str:
    """The number as it is dialled inside Britain: +44 (0)115 496 0142 is 01154960142."""
    digits = re.sub(r"[^\d+]", "", typed)
    return re.sub(r"^(\+44|0044)0?", "0", digits)


def is_mobile(number: str) -> bool:
    """Whether a British number can take a text (Ofcom's plan: 07, but 070 and 076 are for other things)."""
    return re.match(r"07(?:[1-57-9]|624)", _digits(number)) is not None


class PoundsField(forms.Field):
    """Money typed as people write it, kept as pence: 18.50, £18.50 and 18 are all right."""

    default_error_messages = {
        "invalid": _("Enter an amount in pounds, like 18 or 18.50"),
        "min_pence": _("Enter an amount of at least %(pounds)s"),
        "max_pence": _("Enter an amount of at most %(pounds)s"),
    }

    def __init__(self, *, min_pence: int = 0, max_pence: int = 10_000_000, **kwargs):
        self.min_pence, self.max_pence = min_pence, max_pence
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def to_python(self, value) -> int | None:
        typed = str(value or "").strip()
        if not typed:
            return None
        found = MONEY.fullmatch(typed)
        if not found:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        whole, rest = found[1].replace(",", ""), (found[2] or "").ljust(2, "0")
        return self._within(int(whole) * 100 + int(rest))

    def _within(self, pence: int) -> int:
        for code, limit, broken in (
            ("min_pence", self.min_pence, pence < self.min_pence),
            ("max_pence", self.max_pence, pence > self.max_pence),
        ):
            if broken:
                raise ValidationError(self.error_messages[code], code=code, params={"pounds": pounds(limit)})
        return pence

    def prepare_value(self, value):
        return _typed(value).removeprefix("£") if isinstance(value, int) else value


def _typed(pence: int) -> str:
    return f"£{pence // 100}.{pence % 100:02}" if pence % 100 else f"£{pence // 100}"


class LinesField(forms.Field):
    """A list, one thing on each line."""

    widget = forms.Textarea
    default_error_messages = {
        "too_many": _("Write at most %(limit)s lines"),
        "too_long": _("Keep each line under %(limit)s letters"),
    }

    def __init__(self, *, max_lines: int = 12, max_line_length: int = 200, **kwargs):
        self.max_lines, self.max_line_length = max_lines, max_line_length
        super().__init__(**kwargs)

    def to_python(self, value) -> list[str]:
        if isinstance(value, list):
            return value
        typed = visible(str(value or "")).replace("\0", "")
        found = [" ".join(line.split()) for line in typed.splitlines()]
        found = [line for line in found if line]
        if len(found) > self.max_lines:
            raise ValidationError(self.error_messages["too_many"], code="too_many", params={"limit": self.max_lines})
        if any(len(line) > self.max_line_length for line in found):
            limit = {"limit": self.max_line_length}
            raise ValidationError(self.error_messages["too_long"], code="too_long", params=limit)
        return found

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value


class DayMonthYear(forms.SelectDateWidget):
    """Three boxes for a date: day, month, year."""

    def parts(self, bound: BoundField) -> dict[str, str]:
        """What was typed into each box, right or wrong."""
        if bound.form.is_bound:
            return {name: bound.form.data.get(f"{bound.html_name}_{name}", "") for name in ("day", "month", "year")}
        known = self.format_value(bound.value())
        return {name: str(known[name] or "") for name in ("day", "month", "year")}


class WholeDateField(forms.DateField):
    """A date that people know by heart, typed as day, month and year."""

    widget = DayMonthYear
    default_error_messages = {"invalid": _("Enter a real date, like 24 11 2026"), "required": _("Enter a date")}


def half_hours(first: time = time(0), last: time = time(23, 30)) -> list[tuple[str, str]]:
    """Every half hour from the first to the last, as choices."""
    clock = [time(minutes // 60, minutes % 60) for minutes in range(0, 24 * 60, 30)]
    return [(f"{each:%H:%M}", hour(each)) for each in clock if first <= each <= last]


class HalfHourField(forms.TypedChoiceField):
    """A time of day chosen from the half hours."""

    def __init__(self, *, first: time = time(0), last: time = time(23, 30), **kwargs):
        kwargs.setdefault("empty_value", None)
        choices = [("", _("Choose a time")), *half_hours(first, last)]
        super().__init__(choices=choices, coerce=time.fromisoformat, **kwargs)

    def prepare_value(self, value):
        return f"{value:%H:%M}" if isinstance(value, time) else value
