"""Reading a council's own list: forgiving about how it was saved, strict about what it says."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import time

from django import forms
from django.utils.translation import gettext as _

from marketplace.places.postcodes import normalise_postcode, spaced
from marketplace.ui.fields import MONEY, PhoneField, fits_a_mailbox, visible
from providers import spreadsheet, taxonomy
from providers.models import Enterprise, Price, Schedule, Service

SPLIT = re.compile(r"[;|\n]")
HOURS = re.compile(r"([a-z]{3})[a-z]*\s+(\d{1,2})[:.]?(\d{2})?\s*(?:-|–|to)\s*(\d{1,2})[:.]?(\d{2})?\s*(taken)?", re.I)
YES, NO = {"yes", "y", "true", "1", "x"}, {"no", "n", "false", "0", ""}
STRETCHES_A_DAY = 2
MOST_PRICES = 6
ENTERPRISE = ("kind", "workers", "volunteers")


class Unreadable(ValueError):
    """The file as a whole cannot be read; says why."""


@dataclass
class Refused:
    """A row that is not taken in: its line in the file, the column, and a sentence."""

    line: int
    column: str
    why: str


@dataclass
class Line:
    """A row that was understood."""

    line: int
    name: str
    owner_email: str
    enterprise: dict
    service: dict
    schedules: list[Schedule] = field(default_factory=list)
    prices: list[Price] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, str]:
        """What makes two lines the same enterprise."""
        return " ".join(self.name.casefold().split()), self.service["postcode"]


def text_of(data: bytes) -> str:
    """The file's text, as Excel, Numbers or a database wrote it."""
    first = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    for encoding in (first, "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable(_("This is not a text file. In Excel choose “CSV UTF-8” when you save it."))


def rows_of(data: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """Line numbers and cells, under our own names for the columns."""
    lines = text_of(data).splitlines(keepends=True)
    if lines and lines[0].lower().startswith("sep="):
        lines[0] = "\n"
    first = next((n for n, line in enumerate(lines) if line.strip(",; \t\r\n")), None)
    if first is None:
        raise Unreadable(_("The file is empty."))
    reader = csv.reader(lines[first:], delimiter=max(",;\t", key=lines[first].count))
    headings = [spreadsheet.HEADINGS.get(spreadsheet.plain(cell), "") for cell in next(reader)]
    _check_headings(headings)
    begins = reader.line_num
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                named = dict(zip(headings, (spreadsheet.undefuse(c.strip()) for c in cells), strict=False))
                yield first + begins + 1, {name: cell for name, cell in named.items() if name}
            begins = reader.line_num
    except csv.Error as error:
        raise Unreadable(_("Line %(line)s is not CSV.") % {"line": first + reader.line_num}) from error


def _check_headings(headings: list[str]) -> None:
    twice = {name for name in headings if name and headings.count(name) > 1}
    missing = [name for name, needed, *_rest in spreadsheet.COLUMNS if needed and name not in headings]
    if twice:
        raise Unreadable(_("Two columns mean the same: %(names)s.") % {"names": ", ".join(sorted(twice))})
    if missing:
        raise Unreadable(_("These columns are missing: %(names)s.") % {"names": ", ".join(missing)})


class SlugsField(forms.CharField):
    """Several terms of one list, by slug or by name."""

    widget = forms.Textarea

    def __init__(self, names: dict[str, str], **kwargs):
        self.names = {spreadsheet.plain(word): slug for slug, name in names.items() for word in (slug, name)}
        super().__init__(required=False, **kwargs)

    def clean(self, value) -> list[str]:
        wanted = [part.strip() for part in SPLIT.split(super().clean(value)) if part.strip()]
        unknown = [part for part in wanted if spreadsheet.plain(part) not in self.names]
        if unknown:
            raise forms.ValidationError(_("We do not know “%(word)s”.") % {"word": unknown[0][:60]})
        return list(dict.fromkeys(self.names[spreadsheet.plain(part)] for part in wanted))


class SentencesField(forms.CharField):
    """Up to eight short sentences."""

    widget = forms.Textarea

    def clean(self, value) -> list[str]:
        found = [part.strip() for part in SPLIT.split(super().clean(value)) if part.strip()]
        if len(found) > 8 or any(len(part) > 140 for part in found):
            raise forms.ValidationError(_("At most 8 sentences of at most 140 letters."))
        return found


class WordField(forms.CharField):
    """One of a few words, by value or by label; empty when it may be."""

    def __init__(self, choices, *, required: bool = False, empty: str = ""):
        self.names = {spreadsheet.plain(word): value for value, label in choices for word in (value, str(label))}
        self.empty = empty
        super().__init__(required=required)

    def clean(self, value) -> str:
        typed = super().clean(value)
        if typed and spreadsheet.plain(typed) not in self.names:
            known = ", ".join(dict.fromkeys(self.names.values()))
            raise forms.ValidationError(_("Say one of: %(words)s.") % {"words": known})
        return self.names.get(spreadsheet.plain(typed), self.empty)


class YesField(forms.CharField):
    """Yes or no; empty is what it is for somebody who says nothing."""

    def __init__(self, *, empty: bool = False):
        self.empty = empty
        super().__init__(required=False)

    def clean(self, value) -> bool:
        typed = super().clean(value).casefold()
        if typed not in YES | NO:
            raise forms.ValidationError(_("Say yes or no."))
        return self.empty if typed == "" else typed in YES


class HoursField(forms.CharField):
    """Stretches of days: tue 09:00-13:00; thu 14:00-17:00 taken."""

    widget = forms.Textarea

    def clean(self, value) -> list[Schedule]:
        parts = [part.strip() for part in SPLIT.split(super().clean(value)) if part.strip()]
        rows = [self._row(part) for part in parts]
        begun = {(row.day, row.opens_at) for row in rows}
        if len(begun) < len(rows) or any(sum(r.day == day for r in rows) > STRETCHES_A_DAY for day in range(7)):
            raise forms.ValidationError(_("At most two different times on one day."))
        return rows

    def _row(self, part: str) -> Schedule:
        found = HOURS.fullmatch(part)
        try:
            day, opens, opens_past, closes, closes_past, taken = found.groups()  # type: ignore[union-attr]
            return Schedule(
                day=spreadsheet.DAYS.index(day.lower()),
                opens_at=time(int(opens) % 24, int(opens_past or 0)),
                closes_at=time(int(closes) % 24, int(closes_past or 0)),
                is_free=not taken,
            )
        except (AttributeError, ValueError) as error:
            say = _("We do not understand “%(part)s”. Write it like: tue 09:00-13:00.") % {"part": part[:60]}
            raise forms.ValidationError(say) from error


class PricesField(forms.CharField):
    """Amounts and units: 18.50 hour; 0.45 mile in my car."""

    widget = forms.Textarea

    def clean(self, value) -> list[Price]:
        parts = [part.strip() for part in SPLIT.split(super().clean(value)) if part.strip()]
        if len(parts) > MOST_PRICES:
            raise forms.ValidationError(_("At most 6 prices."))
        return [self._row(part, n) for n, part in enumerate(parts)]

    def _row(self, part: str, position: int) -> Price:
        amount, _space, rest = part.replace("£ ", "£").partition(" ")
        unit, _space, note = rest.removeprefix("an ").removeprefix("a ").removeprefix("per ").partition(" ")
        found = MONEY.fullmatch(amount)
        if not found or unit not in Price.Unit.values or len(note) > 60:
            say = _("We do not understand “%(part)s”. Write it like: 18.50 hour.") % {"part": part[:60]}
            raise forms.ValidationError(say)
        pence = int(found[1].replace(",", "")) * 100 + int((found[2] or "").ljust(2, "0") or 0)
        if pence > 1_000_000:
            raise forms.ValidationError(_("No price is above £10,000."))
        return Price(pence=pence, unit=unit, note=note.strip(), position=position)


def _text(name: str, **options) -> forms.CharField:
    return forms.CharField(
        max_length=getattr(Service, name).field.max_length, required=False, widget=forms.Textarea, **options
    )


def _number(least: int, most: int) -> forms.IntegerField:
    return forms.IntegerField(min_value=least, max_value=most, required=False)


def _terms(name: str) -> SlugsField:
    return SlugsField({term.slug: term.name for term in spreadsheet.TERMS[name]})


class RowForm(forms.Form):
    """One line of the file."""

    name = forms.CharField(max_length=120)
    kind = WordField(Enterprise.Kind.choices, required=True)
    workers, volunteers = _number(1, 5000), _number(0, 5000)
    owner_email = forms.EmailField(required=False, validators=[fits_a_mailbox])
    phone, email = PhoneField(required=False), forms.EmailField(required=False, validators=[fits_a_mailbox])
    said_as = WordField(Service.SaidAs.choices, empty="they")
    does, does_not = SentencesField(required=False), SentencesField(required=False)
    activities, needs, payments = _terms("activities"), _terms("needs"), _terms("payments")
    access, communication = _terms("access"), _terms("communication")
    languages = SlugsField(taxonomy.LANGUAGES)
    minimum_age, maximum_age = _number(0, 110), _number(0, 120)
    one_to_one, in_group, by_woman, by_man = YesField(empty=True), YesField(), YesField(), YesField()
    first_meeting_free, shows_phone, shows_email = YesField(empty=True), YesField(), YesField()
    personal_care = WordField(Service.PersonalCare.choices, empty="none")
    setting = WordField(Service.Setting.choices, required=True)
    postcode = forms.CharField(max_length=12)
    travel_miles, wait_weeks = _number(1, 60), _number(1, 104)
    room_hours, room_people = _number(1, 168), _number(1, 99)
    room = WordField(Service.Room.choices)
    hours, prices = HoursField(required=False), PricesField(required=False)

    def __init__(self, cells: dict[str, str]):
        super().__init__({column: visible(cell) for column, cell in cells.items()})
        for name in spreadsheet.NAMES:
            if name not in self.fields:
                self.fields[name] = _text(name)

    def clean_postcode(self) -> str:
        code = normalise_postcode(self.cleaned_data["postcode"])
        if code is None:
            raise forms.ValidationError(_("This is not a full postcode."))
        return spaced(code)

    def clean(self) -> dict:
        given = super().clean() or {}
        if given.get("kind") == Enterprise.Kind.SOLE_TRADER and (given.get("workers") or 1) > 1:
            self.add_error("workers", _("A sole trader works alone."))
        if given.get("personal_care") == Service.PersonalCare.REGISTERED and not given.get("cqc_id"):
            self.add_error("cqc_id", _("A registered service has a Care Quality Commission number."))
        youngest = given["minimum_age"] if given.get("minimum_age") is not None else 18
        if given.get("maximum_age") is not None and given["maximum_age"] < youngest:
            self.add_error("maximum_age", _("The oldest age is under the youngest."))
        return given | {"minimum_age": youngest}

    def line(self, number: int) -> Line:
        facts = dict(self.cleaned_data)
        name, owner = facts.pop("name"), facts.pop("owner_email")
        schedules, prices = facts.pop("hours"), facts.pop("prices")
        enterprise = {"kind": facts.pop("kind"), "workers": facts.pop("workers") or 1,
                      "volunteers": facts.pop("volunteers") or 0}  # fmt: skip
        facts["people"] = facts["people"] or name[:80]
        return Line(number, name, owner, enterprise, facts, schedules, prices)


def read(data: bytes) -> tuple[list[Line], list[Refused]]:
    """Every row that was understood, and every reason why another was not."""
    lines: list[Line] = []
    refused: list[Refused] = []
    seen: dict[tuple[str, str], int] = {}
    for number, cells in rows_of(data):
        form = RowForm(cells)
        if not form.is_valid():
            refused += [Refused(number, column, " ".join(map(str, words))) for column, words in form.errors.items()]
            continue
        line = form.line(number)
        if line.key in seen:
            same = _("The same name and postcode stand in line %(line)s.") % {"line": seen[line.key]}
            refused.append(Refused(number, "name", same))
            continue
        seen[line.key] = number
        lines.append(line)
    return lines, refused
