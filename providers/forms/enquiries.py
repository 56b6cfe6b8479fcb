"""What people are asked when they ask, and what enterprises answer."""

import time

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from marketplace.notifications.contacts import Way
from marketplace.places import postcodes
from marketplace.places.finding import Found, find_place
from marketplace.ui.fields import PhoneField, WholeDateField, fits_a_mailbox
from marketplace.workflow.fields import KeyField
from providers import facets, taxonomy
from providers.explaining import label
from providers.models import Enquiry

SALT = "providers.asking"
HUMAN = 4  # seconds that anybody needs to read and answer
LONGEST = 2000
TIMES = [(slot, label(f"when:{slot}")) for slot in facets.SLOTS]
FIELD_OF_WAY: dict[str, str] = {Way.PHONE: "phone", Way.TEXT: "mobile", Way.EMAIL: "email", Way.LETTER: "post"}
CameBy = Enquiry.CameBy


def words_field(text, *, rows: int = 5, most: int = LONGEST, missing=None, **more) -> forms.CharField:
    errors: dict = {"max_length": _("Keep it under %(limit_value)d letters. Ring us if you need to say more.")}
    errors |= {"required": missing} if missing else {}
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=text, max_length=most, widget=widget, error_messages=errors, **more)


class AskForm(forms.Form):
    """Three short screens: what would help, when and where, and how you would like to be answered."""

    SCREENS = (
        ("words",),
        ("times", "when_note", "outcode"),
        ("name", "way", *FIELD_OF_WAY.values(), "communication", "communication_note", "may_share", "came_by"),
    )

    key = KeyField(required=False)
    began = forms.CharField(required=False, widget=forms.HiddenInput)
    website = forms.CharField(required=False, label=_("Leave this box empty"))
    words = words_field(
        _("What would help?"),
        help_text=_("A sentence or two. You need not say why you need it."),
        missing=_("Write in a sentence what would help"),
    )
    times = forms.MultipleChoiceField(
        label=_("When would suit you?"), choices=TIMES, required=False, widget=forms.CheckboxSelectMultiple
    )
    when_note = forms.CharField(label=_("Anything else about when?"), max_length=200, required=False)
    outcode = forms.CharField(
        label=_("Where?"),
        help_text=_("The first half of your postcode is enough, like NG5"),
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "class": "govuk-input--width-10"}),
        error_messages={"required": _("Type the first half of your postcode, like NG5")},
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Type your name. They see it only when you say so")},
    )
    way = forms.ChoiceField(
        label=_("How shall we tell you the answer?"),
        choices=Way.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how we tell you the answer")},
    )
    phone = PhoneField(label=_("Phone number"), required=False)
    mobile = PhoneField(label=_("Mobile number"), required=False)
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        validators=[fits_a_mailbox],
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    post = forms.CharField(
        label=_("Your address, with its postcode"), max_length=300, required=False, widget=forms.Textarea({"rows": 3})
    )
    communication = forms.MultipleChoiceField(
        label=_("Does any of these help you?"),
        choices=taxonomy.choices(taxonomy.COMMUNICATION),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    communication_note = forms.CharField(
        label=_("Is there anything to know about talking with you?"), max_length=200, required=False
    )
    may_share = forms.TypedChoiceField(
        label=_("If the answer is yes, may they have your name and how to reach you?"),
        choices=[("yes", _("Yes, so that they can get in touch")), ("no", _("Not yet, I decide later"))],
        coerce=lambda given: given == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether they may have your name and contact after a yes")},
    )
    came_by = forms.ChoiceField(
        label=_("How did this come to you?"),
        choices=[
            (CameBy.PHONE, _("They rang us")),
            (CameBy.PAPER, _("They wrote to us")),
            (CameBy.SITE, _("I ask for myself")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, data=None, *, at_desk: bool = False, **kwargs):
        super().__init__(data, **kwargs)
        if not at_desk:
            del self.fields["came_by"]

    def clean_outcode(self) -> str:
        """Of a whole postcode only the first half goes on."""
        typed = self.cleaned_data["outcode"]
        whole = postcodes.full(typed)
        code = whole[:-3] if whole else postcodes.outcode(typed) or ""
        if not code or not isinstance(find_place(code), Found):
            raise ValidationError(_("Type the first half of a postcode that exists, like NG5"))
        return code

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        way = cleaned.get("way")
        field = FIELD_OF_WAY[way] if way else ""
        for other in set(FIELD_OF_WAY.values()) - {field}:  # what was typed for another way does not matter
            self.errors.pop(other, None)
        if field and field not in self.errors:
            cleaned["address"] = cleaned.get(field) or ""
            if len(cleaned["address"].split()) < (3 if field == "post" else 1):
                self.add_error(field, self._missing(field))
        return cleaned

    def _missing(self, field: str) -> str:
        return {
            "phone": _now("Type the number that we shall ring, like 0115 496 0142"),
            "mobile": _now("Type the mobile number that we shall text, like 07700 900123"),
            "email": _now("Type your e-mail address, like name@example.com"),
            "post": _now("Type your whole address, with its postcode"),
        }[field]

    # --- Screens -----------------------------------------------------------------------------------------------------
    def first_wrong(self, up_to: int) -> int | None:
        """The first screen up to this one with something wrong on it; errors of later ones are not shown yet."""
        self.full_clean()
        shown = {name for screen in self.SCREENS[:up_to] for name in screen}
        wrong = {name for name in self.errors if name in shown}
        number = next((n for n, names in enumerate(self.SCREENS[:up_to], 1) if wrong & set(names)), None)
        keep = set(self.SCREENS[number - 1]) if number else set()
        for name in [name for name in self.errors if name not in keep]:
            del self.errors[name]
        return number

    def forgive(self) -> None:
        """Show what was typed, and complain of nothing."""
        self.full_clean()
        self.errors.clear()

    def carried(self, screen: int) -> list[tuple[str, str]]:
        """What the other screens have been told, to be carried along on this one."""
        names = [name for number, each in enumerate(self.SCREENS, 1) if number != screen for name in each]
        names = [name for name in names if name in self.fields]
        values = ((name, self[name].value()) for name in names)
        return [(name, str(v)) for name, value in values for v in (value if isinstance(value, list) else [value]) if v]

    def is_machine(self) -> bool:
        """Whether the box for machines was filled."""
        return bool(self.data.get("website"))

    def is_too_quick(self) -> bool:
        """Whether nobody could have read the questions in this time; pressing again a moment later is enough."""
        try:
            began = int(signing.loads(self.data.get("began", ""), salt=SALT))
        except (signing.BadSignature, ValueError, TypeError):
            return True
        return time.time() - began < HUMAN

    def begin_anew(self) -> None:
        """Start the clock for somebody whose form lost it."""
        try:
            signing.loads(self.data.get("began", ""), salt=SALT)
        except signing.BadSignature:
            self.replace("began", now_sealed())

    def replace(self, name: str, answer: str) -> None:
        """Put another answer in the place of one that was sent."""
        self.data = again = self.data.copy()  # type: ignore[attr-defined]
        again[name] = answer

    def said(self) -> dict:
        """What the form says, as the action takes it."""
        names = ("key", "name", "way", "address", "words", "times", "when_note", "outcode", "communication")
        said = {name: self.cleaned_data[name] for name in (*names, "communication_note", "may_share")}
        return said | {"came_by": self.cleaned_data.get("came_by") or CameBy.SITE}


def now_sealed() -> str:
    """When somebody began, so that nobody can say otherwise."""
    return signing.dumps(int(time.time()), salt=SALT)


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("The 6 figures from our message"),
        max_length=12,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "govuk-input--width-5"}
        ),
        error_messages={"required": _("Type the 6 figures from our message")},
    )

    def clean_code(self) -> str:
        return "".join(self.cleaned_data["code"].split())


class ReferenceForm(forms.Form):
    reference = forms.CharField(
        label=_("Your reference"),
        help_text=_("Eight letters and figures, like BCDF-2346"),
        max_length=20,
        error_messages={"required": _("Type your reference, like BCDF-2346")},
    )

    def clean_reference(self) -> str:
        plain = "".join(c for c in self.cleaned_data["reference"].upper() if c.isalnum())
        return f"{plain[:4]}-{plain[4:8]}"


class NewLinkForm(ReferenceForm):
    contact = forms.CharField(
        label=_("Your phone number, e-mail address or postal address"),
        help_text=_("The one that you gave us when you asked"),
        max_length=300,
        error_messages={"required": _("Type the number or address that you gave us")},
    )


class AnswerForm(forms.Form):
    """Yes, not now, or no; the last two say why."""

    answer = forms.ChoiceField(
        label=_("Can you help?"),
        choices=Enquiry.Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose your answer")},
    )
    reason = forms.ChoiceField(
        label=_("Why not?"),
        help_text=_("Only if you cannot help now"),
        choices=Enquiry.Reason.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    words = words_field(
        _("A few words for them"),
        required=False,
        help_text=_("With a yes: what happens next. Please write nothing about anybody’s health."),
    )

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        if cleaned.get("answer") in ("no", "not-now") and not cleaned.get("reason"):
            self.add_error("reason", _now("Say why, so that they know whether to ask you again"))
        return cleaned


class SayForm(forms.Form):
    key = KeyField(required=False)
    words = words_field(_("Write to them"), missing=_("Write something first"))


class CloseForm(forms.Form):
    OUTCOMES = [choice for choice in Enquiry.Outcome.choices if choice[0] != Enquiry.Outcome.STARTED]
    outcome = forms.ChoiceField(
        label=_("What came of it?"),
        choices=OUTCOMES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what came of it")},
    )


class TakeBackForm(CloseForm):
    outcome = forms.ChoiceField(
        label=_("Why do you take it back?"),
        choices=[
            (Enquiry.Outcome.ANOTHER, _("I found somebody else")),
            (Enquiry.Outcome.CHANGED_MIND, _("I changed my mind")),
            (Enquiry.Outcome.NOT_AGREED, _("We could not agree")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why you take it back")},
    )


class StartForm(forms.Form):
    started_on = WholeDateField(label=_("On which day did it start?"), help_text=_("Like 24 11 2026"))

    def __init__(self, *args, **kwargs):
        kwargs["initial"] = {"started_on": timezone.localdate()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)


class ReportForm(forms.Form):
    key = KeyField(required=False)
    words = words_field(_("What happened?"), missing=_("Tell us what happened"))


class NothingForm(forms.Form):
    """A button needs no answers."""

    key = KeyField(required=False)


class NextForm(forms.Form):
    key = KeyField(required=False)
    service = forms.UUIDField(error_messages={"required": _("Choose whom to ask")})


class ConfirmedForm(forms.Form):
    """What somebody says who was rung."""

    may_share = AskForm.base_fields["may_share"]


class WordForm(forms.Form):
    """Whose word the desk writes down."""

    word = forms.ChoiceField(
        label=_("Who told you?"),
        choices=[(Enquiry.Side.ASKER, _("Whoever asks")), (Enquiry.Side.ASKED, _("The enterprise"))],
        required=False,
        widget=forms.RadioSelect,
    )


class StartAtDeskForm(StartForm, WordForm):
    pass


class CloseAtDeskForm(CloseForm, WordForm):
    pass


class DaysForm(forms.Form):
    enquiry_days = forms.TypedChoiceField(
        label=_("Within how many working days?"),
        choices=[(n, str(n)) for n in range(1, 11)],
        coerce=int,
        widget=forms.Select,
    )


class NeedForm(forms.Form):
    """What was needed and not found: choices only."""

    key = KeyField(required=False)
    activity = forms.ChoiceField(
        label=_("What was needed?"),
        choices=[("", _("Choose one")), *((name, group) for name, group in taxonomy.grouped_activities())],
        error_messages={"required": _("Choose what was needed")},
    )
    times = forms.MultipleChoiceField(
        label=_("When?"), choices=TIMES, required=False, widget=forms.CheckboxSelectMultiple
    )
