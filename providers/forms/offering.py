"""What somebody is asked who offers help: about the enterprise, and about a service in eight steps."""

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.ids import uuid7
from marketplace.places.models import Council
from marketplace.places.postcodes import normalise_postcode, spaced
from marketplace.ui.fields import LinesField, PhoneField, WholeDateField, fits_a_mailbox, visible_answers
from marketplace.workflow.fields import KeyField
from providers import completeness, taxonomy
from providers.forms.rows import MoneyForm, WeekForm
from providers.forms.steps import StepForm, long_text, several, short_text, yes_or_no
from providers.models import Enterprise, Service

EVERYBODY_SEES = _("Everybody sees this.")
ONLY_WE_SEE = _("Only we see this.")
MOST_COUNCILS = 3
PAYMENTS = {  # as whoever is paid says it
    "self": _("With their own money"),
    "direct-payment": _("With a direct payment"),
    "isf": _("From money somebody holds for them (ISF)"),
    "phb": _("With a personal health budget"),
    "council": _("The council pays"),
    "pooled": _("Several people share the cost"),
}


class EnterpriseForm(forms.Form):
    """The enterprise behind a service: what it is called, what kind it is, how many people work there."""

    name = forms.CharField(
        label=_("What is it called?"), help_text=_("Your trading name. It can be your own name."), max_length=120
    )
    kind = forms.ChoiceField(label=_("What kind is it?"), choices=Enterprise.Kind.choices, widget=forms.RadioSelect)
    workers = forms.IntegerField(
        label=_("How many people work there?"), help_text=_("Count yourself."), min_value=1, max_value=5000, initial=1
    )
    volunteers = forms.IntegerField(
        label=_("How many volunteers help?"), min_value=0, max_value=5000, initial=0, required=False
    )
    is_independent = yes_or_no(_("We are independent: not a branch or part of a larger organisation"), initial=True)
    about = long_text(_("About it, in a few words"), 1500, help_text=EVERYBODY_SEES, rows=4)
    company_number = short_text(_("Company number"), 8)
    charity_number = short_text(_("Charity number"), 8)
    website = forms.URLField(label=_("Website"), required=False, max_length=200, assume_scheme="https")

    def __init__(self, data: QueryDict | None = None, **kwargs):
        super().__init__(visible_answers(data), **kwargs)

    def clean_volunteers(self) -> int:
        return self.cleaned_data["volunteers"] or 0

    def clean(self) -> dict:
        given = super().clean() or {}
        if given.get("kind") == Enterprise.Kind.SOLE_TRADER and given.get("workers", 1) > 1:
            self.add_error("workers", _now("A sole trader works alone. Say 1, or choose another kind."))
        return given


class RegisterForm(EnterpriseForm):
    """The first page: the enterprise, and whether somebody else is its owner."""

    key = KeyField(initial=uuid7)
    for_another = yes_or_no(_("I am filling this in for somebody else, who owns it"))
    owner_name = short_text(_("The owner’s name"), 80)
    owner_email = forms.EmailField(
        label=_("The owner’s e-mail address"),
        help_text=_("We ask them to say yes. Nothing is sent to be listed before they do."),
        required=False,
        validators=[fits_a_mailbox],
    )

    def clean(self) -> dict:
        given = super().clean()
        if not given.get("for_another"):
            return given | {"owner_name": "", "owner_email": ""}
        if not given.get("owner_name"):
            self.add_error("owner_name", _now("Type the name of the owner."))
        if not given.get("owner_email") and "owner_email" not in self.errors:
            self.add_error("owner_email", _now("Type the owner’s e-mail address, so that they can say yes."))
        return given

    def facts(self) -> dict:
        """What is known of the enterprise itself."""
        asked = {"key", "for_another", "owner_name", "owner_email"}
        return {name: value for name, value in self.cleaned_data.items() if name not in asked}


class WhatForm(StepForm):
    """What you do, and who you are."""

    together = (("personal_care", "cqc_id"),)
    activities = several(_("What do you do?"), taxonomy.choices(taxonomy.ACTIVITIES))
    mainly = forms.ChoiceField(
        label=_("What do you do most?"), choices=[("", _("Choose one")), *taxonomy.choices(taxonomy.ACTIVITIES)],
        required=False, help_text=_("Whoever searches for it sees you before those who do it now and then."),
    )  # fmt: skip
    personal_care = forms.ChoiceField(
        label=_("How do you give this help?"), choices=Service.PersonalCare.choices[1:], required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    cqc_id = short_text(_("Care Quality Commission number"), 16, help_text=_("It looks like 1-1234567890."))
    people = short_text(
        _("Who does this?"), 80, help_text=_("As people know you, such as Amina Yusuf, or Joy and Bev.")
    )
    said_as = forms.ChoiceField(
        label=_("How do people speak of you?"),
        choices=Service.SaidAs.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    summary = short_text(
        _("What you do, in one line"), 140, help_text=_("Such as: Keeps you company, and cooks with you.")
    )
    story = long_text(
        _("In your own words"), 2000, rows=8,
        help_text=_("Who are you, and why do you do this? Write it as you would say it."),
    )  # fmt: skip
    does = LinesField(
        label=_("What do you do on a visit?"), help_text=_("One thing on each line, up to 8."), required=False,
        max_lines=8, max_line_length=140, widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    does_not = LinesField(
        label=_("What do you not do?"), required=False, max_lines=8, max_line_length=140,
        help_text=_("One thing on each line. It saves people a call. Such as: I do not give medicines."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def known(self, service: Service) -> dict:
        care = service.personal_care if service.gives_personal_care else ""
        return super().known(service) | {"personal_care": care, "mainly": (service.activities or [""])[0]}

    @property
    def asks_law(self) -> bool:
        """Whether something that was chosen is what the law calls personal care."""
        chosen = self["activities"].value() or ()
        return bool(taxonomy.PERSONAL_CARE & set(chosen)) or self.service.gives_personal_care

    def clean_personal_care(self) -> str:
        chosen = set(self.cleaned_data.get("activities", ()))
        if not taxonomy.PERSONAL_CARE & chosen:
            return Service.PersonalCare.NONE
        return self.cleaned_data["personal_care"] or Service.PersonalCare.NONE

    def clean_said_as(self) -> str:
        return self.cleaned_data["said_as"] or Service.SaidAs.THEY

    def clean(self) -> dict:
        given = super().clean() or {}
        if given.get("personal_care") == Service.PersonalCare.REGISTERED and not given.get("cqc_id"):
            self.add_error("cqc_id", _now("Type your Care Quality Commission number."))
        mainly, chosen = given.pop("mainly", ""), given.get("activities", [])
        if mainly in chosen:  # what is done most stands first
            given["activities"] = [mainly, *(one for one in chosen if one != mainly)]
        return given

    def check_law(self) -> None:
        """Say what the law stops; what was typed is kept, and cannot be sent to be listed before it changes."""
        if refusal := completeness.law_refusal(self.service):
            kept = _now("We have kept what you wrote, but it cannot be listed like this.")
            self.add_error("personal_care", f"{refusal} {kept}")

    def activity_groups(self) -> list[dict]:
        """The list under the names of its families, for tick boxes."""
        chosen = set(self["activities"].value() or ())
        return [
            {"name": family, "items": [{"value": s, "text": n, "checked": s in chosen} for s, n in terms]}
            for family, terms in taxonomy.grouped_activities()
        ]


class WhoForm(StepForm):
    """Whom it is for."""

    together = (("minimum_age", "maximum_age"),)
    needs = several(
        _("Whom do you help?"), taxonomy.choices(taxonomy.NEEDS), help_text=_("Choose all that you know well.")
    )
    minimum_age = forms.IntegerField(label=_("From age"), min_value=0, max_value=110, required=False)
    maximum_age = forms.IntegerField(
        label=_("To age"), min_value=0, max_value=120, required=False, help_text=_("Leave it empty for no limit.")
    )
    how = several(_("How many people at once?"), [("one", _("One to one")), ("group", _("In a group"))])
    by = several(_("Who can come?"), [("woman", _("A woman")), ("man", _("A man"))])
    languages = several(_("Which languages do you speak?"), list(taxonomy.LANGUAGES.items()))
    communication = several(_("Other ways to understand each other"), taxonomy.choices(taxonomy.COMMUNICATION))

    def known(self, service: Service) -> dict:
        how = [word for word, holds in (("one", service.one_to_one), ("group", service.in_group)) if holds]
        by = [word for word, holds in (("woman", service.by_woman), ("man", service.by_man)) if holds]
        return super().known(service) | {"how": how, "by": by}

    def clean_minimum_age(self) -> int:
        typed = self.cleaned_data["minimum_age"]
        return 18 if typed is None else typed

    def clean(self) -> dict:
        given = super().clean() or {}
        youngest, oldest = given.get("minimum_age"), given.get("maximum_age")
        if youngest is not None and oldest is not None and oldest < youngest:
            self.add_error("maximum_age", _now("The oldest age is under the youngest. Change one of them."))
        return given

    def facts(self) -> dict:
        facts = super().facts()
        how, by = facts.pop("how", None), facts.pop("by", None)
        if how is not None:
            facts |= {"one_to_one": "one" in how, "in_group": "group" in how}
        if by is not None:
            facts |= {"by_woman": "woman" in by, "by_man": "man" in by}
        return facts


class WhereForm(StepForm):
    """Where it happens. The postcode places the service; only that of a public place is ever shown."""

    blames = "postcode"
    setting = forms.ChoiceField(
        label=_("Where does it happen?"), choices=Service.Setting.choices, required=False, widget=forms.RadioSelect
    )
    postcode = short_text(
        _("Postcode"), 12, attrs={"autocomplete": "postal-code", "class": "govuk-input--width-10"},
        help_text=_("Where you start from, or where people come to. In England: other nations follow later."),
    )  # fmt: skip
    travel_miles = forms.IntegerField(
        label=_("How many miles do you travel?"), min_value=1, max_value=60, required=False
    )
    venue_name = short_text(_("What is the place called?"), 80, help_text=EVERYBODY_SEES)
    venue_address = short_text(_("Street and number"), 120, help_text=EVERYBODY_SEES)
    access = several(_("Getting in and being there"), taxonomy.choices(taxonomy.ACCESS))
    access_note = short_text(_("Anything else about getting in"), 200)

    def __init__(self, service: Service, data: QueryDict | None = None):
        super().__init__(service, data)
        councils = Council.objects.filter(nation="England").values_list("code", "name")
        choices = [("", _("No other council area")), *councils]
        for n, code in enumerate([*service.councils[:MOST_COUNCILS], "", "", ""][:MOST_COUNCILS]):
            label = _("Another council area that you cover whole")
            self.fields[f"council_{n}"] = forms.ChoiceField(label=label, choices=choices, initial=code, required=False)

    def council_fields(self) -> list[forms.BoundField]:
        return [self[f"council_{n}"] for n in range(MOST_COUNCILS)]

    def clean_postcode(self) -> str:
        typed = self.cleaned_data["postcode"]
        code = normalise_postcode(typed) if typed else ""
        if code is None:
            raise forms.ValidationError(_now("Type a full postcode, like NG5 2AB."))
        return spaced(code) if code else ""

    def facts(self) -> dict:
        facts = super().facts()
        codes = [facts.pop(f"council_{n}", "") for n in range(MOST_COUNCILS)]
        return facts | {"councils": list(dict.fromkeys(code for code in codes if code))}


class WhenForm(WeekForm):
    """The week, and when somebody new could start."""

    first_free_on = WholeDateField(
        label=_("When could somebody new start?"), help_text=_("Leave it empty if you can start now."), required=False
    )
    when_note = short_text(_("Anything else about your hours"), 200, help_text=_("Such as: not in school holidays."))


class PricesForm(MoneyForm):
    """What it costs, and how people can pay."""

    first_meeting_free = yes_or_no(_("The first meeting is free"))
    costs_on_top = short_text(
        _("What do people pay on top?"),
        200,
        help_text=_("Such as: shopping at what it costs. Leave it empty for nothing."),
    )
    if_you_cancel = short_text(
        _("What if somebody cancels?"), 200, help_text=_("Such as: free up to the evening before, then half.")
    )
    payments = several(_("How can people pay you?"), [(each.slug, PAYMENTS[each.slug]) for each in taxonomy.PAYMENTS])


class MeetingForm(StepForm):
    """The first meeting, and what happens when you are ill."""

    first_meeting = long_text(
        _("What happens in a first meeting?"), 600, rows=5,
        help_text=_("Who comes, how long it takes, whether somebody may sit in. People worry about this most."),
    )  # fmt: skip
    if_ill = short_text(
        _("What happens when you are ill?"), 200, help_text=_("Such as: I ring you, and my sister comes.")
    )


class ContactForm(StepForm):
    """How people reach you, and what of it everybody sees."""

    phone = PhoneField(label=_("Phone"), required=False, help_text=ONLY_WE_SEE)
    shows_phone = yes_or_no(_("Show my phone number to everybody"))
    takes_texts = yes_or_no(_("People may send a text to this number"))
    email = forms.EmailField(
        label=_("E-mail address"), help_text=ONLY_WE_SEE, required=False, validators=[fits_a_mailbox]
    )
    shows_email = yes_or_no(_("Show my e-mail address to everybody"))
    contact_times = short_text(_("When is it good to ring?"), 100, help_text=EVERYBODY_SEES)


class RoomForm(StepForm):
    """Whether there is room, said on a day."""

    room = forms.ChoiceField(
        label=_("Have you room for somebody new?"), choices=Service.Room.choices, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    room_hours = forms.IntegerField(label=_("Hours a week"), min_value=1, max_value=168, required=False)
    room_people = forms.IntegerField(label=_("People"), min_value=1, max_value=99, required=False)
    room_note = short_text(_("On which days?"), 40, help_text=_("Such as: on Fridays."))
    wait_weeks = forms.IntegerField(label=_("About how many weeks?"), min_value=1, max_value=104, required=False)
    full_until = WholeDateField(label=_("Until when?"), required=False)

    def clean(self) -> dict:
        given = super().clean() or {}
        if given.get("room") == Service.Room.WAIT and not given.get("wait_weeks") and "wait_weeks" not in self.errors:
            self.add_error("wait_weeks", _now("Say about how many weeks people wait. A guess is fine."))
        until = given.get("full_until")
        if given.get("room") == Service.Room.FULL and until and until < timezone.localdate():
            self.add_error("full_until", _now("This day has passed. Type a day to come, or leave it empty."))
        return given

    def facts(self) -> dict:
        """Only what belongs to the answer: a wait has no hours. A wait nobody can name is not said at all."""
        facts = super().facts()
        if facts.get("room") == Service.Room.WAIT and "wait_weeks" in self.errors:
            return {"room": ""}
        kept = {"yes": ("room_hours", "room_people", "room_note"), "wait": ("wait_weeks",), "full": ("full_until",)}
        room = facts.get("room", "")
        return {"room": room} | {name: facts[name] for name in kept.get(room, ()) if name in facts}


FORMS: dict[str, type[StepForm]] = dict(
    zip(
        completeness.STEPS,
        (WhatForm, WhoForm, WhereForm, WhenForm, PricesForm, MeetingForm, ContactForm, RoomForm),
        strict=True,
    )
)
TITLES = {
    "what": _("What you do"),
    "who": _("Whom it is for"),
    "where": _("Where"),
    "when": _("When"),
    "money": _("What it costs"),
    "meeting": _("The first meeting"),
    "contact": _("How people reach you"),
    "room": _("Have you room?"),
}
