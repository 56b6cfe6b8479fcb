"""What is asked about somebody who is to be in a person's circle, and about who decides."""

from typing import cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from budgets.forms import fields
from budgets.models import CircleMember, Person, Power
from marketplace.ui.fields import WholeDateField

LAST = _("Leave it empty if nobody knows yet. You can end it on any day.")


def _powers() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("What may they see or do?"),
        choices=Power.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one thing that they may see or do.")},
    )


class CircleForm(forms.Form):
    """Who, what they are to the person, what they may, and from when to when."""

    name = fields.private_text(_("Their name"), 100, says=_("Type their name."))
    email = forms.EmailField(
        label=_("Their e-mail"),
        help_text=_("We send the invitation there. It works once, for 14 days."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Type their e-mail."), "invalid": _("Type a whole e-mail address.")},
    )
    kind = forms.ChoiceField(
        label=_("What are they?"), widget=forms.RadioSelect, error_messages={"required": _("Choose what they are.")}
    )
    note = fields.private_text(
        _("Who asked for this? Or who saw which document, and when?"), 500, rows=3,
        says=_("Write down who asked for this, or who saw which document, and when."),
    )  # fmt: skip
    powers = _powers()
    is_household = forms.BooleanField(
        label=_("They are a partner, or a close relative who lives in the same home"),
        help_text=_("Public money may not pay them for help, unless the council says why it is necessary."),
        required=False,
    )
    starts_on = WholeDateField(label=_("From which day?"), initial=timezone.localdate)
    ends_on = WholeDateField(label=_("What is the last day?"), help_text=LAST, required=False)

    def __init__(self, *args, is_worker: bool, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = CircleMember.Kind if is_worker else CircleMember.CHOSEN
        cast(forms.ChoiceField, self.fields["kind"]).choices = [(kind.value, kind.label) for kind in kinds]
        if not is_worker:
            del self.fields["note"]

    def clean(self) -> dict:
        given = super().clean() or {}
        _check_last_day(self, given, given.get("starts_on"))
        return given

    def facts(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name != "powers"}


def _check_last_day(form: forms.Form, given: dict, starts_on) -> None:
    last, first = given.get("ends_on"), starts_on or timezone.localdate()
    if last is not None and last < max(first, timezone.localdate()):
        form.add_error("ends_on", _now("This day is over, or before the first. Type a later one."))


class MemberForm(forms.Form):
    """What they may from now on, and until when."""

    powers = _powers()
    ends_on = WholeDateField(label=_("What is the last day?"), help_text=LAST, required=False)

    def __init__(self, *args, member: CircleMember, **kwargs):
        super().__init__(*args, **kwargs)
        self.member = member

    def clean(self) -> dict:
        given = super().clean() or {}
        _check_last_day(self, given, self.member.starts_on)
        return given


class InvitePersonForm(forms.Form):
    """Where the person's own link goes."""

    email = forms.EmailField(
        label=_("Their own e-mail"),
        help_text=_("Whoever opens the link sees this person’s plan and money. Make sure that it is their own."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Type their e-mail."), "invalid": _("Type a whole e-mail address.")},
    )

    @staticmethod
    def known(person: Person) -> dict:
        return {"email": person.address if person.way == "email" else ""}


class DecidesForm(forms.Form):
    """Whether the person decides themselves, and how that is known."""

    who = forms.ChoiceField(
        label=_("Who decides about care and money?"),
        choices=[("person", _("The person decides themselves")), ("others", _("Somebody decides for them"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who decides.")},
    )
    because = fields.private_text(
        _("Who decided that, when, and why?"), 1000, rows=4, says=_("Write down who decided that, when, and why."),
        help_text=_("Such as the day of the assessment under the Mental Capacity Act, and who made it."),
    )  # fmt: skip
