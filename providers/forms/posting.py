"""Posting a need: one question a screen, each with choices; what was answered is carried along, never kept."""

from datetime import timedelta
from typing import cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.ids import uuid7
from marketplace.notifications.contacts import Contact, Way
from marketplace.places.finding import Found, find_place
from marketplace.ui.fields import PhoneField, PoundsField, WholeDateField, fits_a_mailbox, visible_answers
from marketplace.workflow.fields import KeyField
from providers import taxonomy, wishes
from providers.forms.steps import several
from providers.models import PostedNeed, Service

A_YEAR = timedelta(days=365)


def _one(label, choices, why) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, error_messages={"required": why, "invalid_choice": why}
    )


class FamilyForm(forms.Form):
    title = _("What would help?")
    key = KeyField(required=False, initial=uuid7)
    family = _one(_("Choose the nearest"), taxonomy.choices(taxonomy.FAMILIES), _("Choose what would help"))


class ActivityForm(forms.Form):
    title = _("Which of these?")
    activity = _one(_("Choose one"), [], _("Choose which of these would help"))

    def __init__(self, data=None, *, family: str = ""):
        super().__init__(data)
        fitting = [term for term in taxonomy.ACTIVITIES if term.family == family]
        cast(forms.ChoiceField, self.fields["activity"]).choices = taxonomy.choices(tuple(fitting))


class WhoForm(forms.Form):
    title = _("Who is it for?")
    needs = several(_("Choose all that fit"), taxonomy.choices(taxonomy.NEEDS))


class WhenForm(forms.Form):
    title = _("When would it help?")
    days = several(_("Which days?"), list(wishes.DAYS.items()), help_text=_("Leave empty for any day."))
    parts = several(
        _("What time of day?"),
        [("morning", _("Morning")), ("afternoon", _("Afternoon")), ("evening", _("Evening")), ("night", _("Night"))],
        help_text=_("Leave empty for any time."),
    )
    start_on = WholeDateField(label=_("From which day?"), required=False, help_text=_("Leave empty for now."))

    def clean_start_on(self):
        day, today = self.cleaned_data["start_on"], timezone.localdate()
        if day and not today <= day <= today + A_YEAR:
            raise ValidationError(_("Enter a day from today to a year from now, or leave it empty"))
        return day


class WhereForm(forms.Form):
    title = _("Where, and how?")
    where = forms.CharField(
        label=_("Your postcode, or its first half"),
        help_text=_("We keep only the first half, like NG5."),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "class": "govuk-input--width-10"}),
        error_messages={"required": _("Enter your postcode, or its first half")},
    )
    together = _one(_("One to one, or in a group?"), PostedNeed.Together.choices, _("Choose one of the three"))

    def clean_where(self) -> dict:
        found = find_place(self.cleaned_data["where"])
        if not isinstance(found, Found):
            raise ValidationError(found.words)
        if found.kind == "town":
            raise ValidationError(_("Enter a postcode or its first half. A town is too wide."))
        middle = find_place(found.label.split(" ")[0])
        if not isinstance(middle, Found) or middle.kind != "outcode":
            raise ValidationError(_("We do not know that postcode. Check it, or ring us."))
        if middle.nation != "England":
            raise ValidationError(_("We have nobody outside England yet. Ring us, and we say where to ask."))
        point = {"easting": middle.easting, "northing": middle.northing}
        return {"outcode": middle.name, "council_code": middle.council_code or "", **point}


class MoneyForm(forms.Form):
    title = _("How will it be paid?")
    payments = several(_("Choose all that fit"), taxonomy.choices(taxonomy.PAYMENTS))
    most_pence = PoundsField(
        label=_("The most that an hour may cost"), required=False, min_pence=100, max_pence=20_000,
        help_text=_("Leave empty if you do not know."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "govuk-input--width-5"}),
    )  # fmt: skip


class CheckForm(forms.Form):
    """For somebody who is signed in: only to look at the answers and post them."""

    title = _("Check and post")


class ContactForm(CheckForm):
    """For everybody else: where we write, so that nobody posts in another's name."""

    way = _one(
        _("How shall we tell you of answers?"),
        [(Way.EMAIL, _("By e-mail")), (Way.TEXT, _("By text message"))],
        _("Choose how we shall tell you"),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"), required=False, validators=[fits_a_mailbox],
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Enter an e-mail address like name@example.com")},
    )  # fmt: skip
    phone = PhoneField(label=_("Your mobile number"), required=False)
    website = forms.CharField(required=False, label=_("Leave this box empty"))

    def clean(self) -> dict:
        given = super().clean() or {}
        if given.get("website"):
            raise ValidationError(_("Leave the box for machines empty. It is there to stop junk."))
        for way, name in ((Way.EMAIL, "email"), (Way.TEXT, "phone")):
            if given.get("way") == way and not given.get(name) and name not in self.errors:
                self.add_error(name, _now("Enter where we shall write to you"))
        return given

    def contact(self) -> Contact:
        way = self.cleaned_data["way"]
        return Contact(way, self.cleaned_data["email"] if way == Way.EMAIL else self.cleaned_data["phone"])


KINDS = (FamilyForm, ActivityForm, WhoForm, WhenForm, WhereForm, MoneyForm)
NAMES = ("activity", "needs", "together", "payments", "most_pence", "start_on")


class Posting:
    """All the screens: which one is shown now, and what is carried along from the others."""

    def __init__(self, data: QueryDict | None, *, is_known: bool):
        self.data = visible_answers(data)
        self.kinds = (*KINDS, CheckForm if is_known else ContactForm)
        self.forms = [self._ask(kind, self.data) for kind in self.kinds]
        self.step = self._step()
        self.at, self.is_whole = self._place()
        if not self._was_asked(self.at):
            self.forms[self.at] = self._ask(self.kinds[self.at], None)

    def _ask(self, kind: type[forms.Form], data: QueryDict | None) -> forms.Form:
        family = self.data.get("family", "") if self.data is not None else ""
        return ActivityForm(data, family=family) if kind is ActivityForm else kind(data)

    @property
    def form(self) -> forms.Form:
        return self.forms[self.at]

    @property
    def last(self) -> int:
        return len(self.kinds) - 1

    @property
    def key(self):
        return self.forms[0].cleaned_data["key"]

    def _step(self) -> int:
        """The screen that was just answered."""
        typed = self.data.get("step", "") if self.data is not None else ""
        return min(int(typed), self.last) if typed.isascii() and typed.isdigit() and len(typed) < 3 else 0

    def _place(self) -> tuple[int, bool]:
        """The screen to show: the first with something wrong, else the next; after the last it is whole."""
        if self.data is None or "back" in self.data:
            return max(self.step - 1, 0), False
        wrong = next((n for n in range(self.step + 1) if not self.forms[n].is_valid()), None)
        if wrong is not None:
            return wrong, False
        return min(self.step + 1, self.last), self.step == self.last

    def _was_asked(self, number: int) -> bool:
        """Whether the answers of this screen were sent, now or before."""
        if self.data is None:
            return False
        return (number == self.step and "back" not in self.data) or any(self._is_of(number, n) for n in self.data)

    def _is_of(self, number: int, name: str) -> bool:
        fields = self.kinds[number].base_fields
        return name in fields or name.rpartition("_")[0] in fields

    def carried(self) -> list[tuple[str, str]]:
        """Answers to the other screens, to stand hidden on this one."""
        if self.data is None:
            return []
        others = [number for number in range(len(self.kinds)) if number != self.at]
        known = [name for name in self.data if any(self._is_of(number, name) for number in others)]
        return [(name, value) for name in known for value in self.data.getlist(name)]

    def contact(self) -> Contact | None:
        """Where whoever has no account is written to."""
        last = self.forms[self.last]
        return last.contact() if isinstance(last, ContactForm) else None

    def answers(self) -> dict:
        """What the need is, as the action takes it, once every screen but the last is answered."""
        given: dict = {}
        for form in self.forms[: self.last]:
            given |= form.cleaned_data
        times = wishes.times_of(given["days"], given["parts"])
        return {name: given[name] for name in NAMES} | given["where"] | {"times": times}

    def facts(self) -> list[tuple[str, str]]:
        """The answers in words, on the last screen."""
        if self.at < self.last or not all(form.is_valid() for form in self.forms[: self.last]):
            return []
        return wishes.facts_of(PostedNeed(**self.answers()))


class AnswerForm(forms.Form):
    """I can help: with which of my services, and a few words."""

    service = _one(_("With which of your services?"), [], _("Choose which of your services"))
    words = forms.CharField(
        label=_("A few words to them"),
        help_text=_("Say how you could help and when you are free. They see your page too."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Write one or two sentences"),
            "max_length": _("Keep it under %(limit_value)d letters"),
        },
    )

    def __init__(self, services: list[Service], data=None):
        super().__init__(visible_answers(data), initial={"service": services[0].pk if services else None})
        named = [(str(each.pk), each.people or each.enterprise.name) for each in services]
        cast(forms.ChoiceField, self.fields["service"]).choices = named
        if len(services) == 1:
            self.fields["service"].widget = forms.HiddenInput()
