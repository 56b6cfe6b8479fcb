"""The questions of the page behind a private link, and of saved searches."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.ids import uuid7
from marketplace.places.forms import PlaceField
from marketplace.ui.fields import WholeDateField
from marketplace.workflow.fields import KeyField
from providers.forms.search import MILES
from providers.models import AskRhythm, SavedSearch, Service

Room = Service.Room


class RoomTapForm(forms.Form):
    """I have room for so many people, or hours."""

    room_people = forms.IntegerField(label=_("People"), min_value=1, max_value=99, required=False)
    room_hours = forms.IntegerField(label=_("Hours a week"), min_value=1, max_value=168, required=False)

    def facts(self) -> dict:
        return {"room": Room.YES, **{name: self.cleaned_data[name] for name in self.base_fields}}


class FullTapForm(forms.Form):
    """Full until a day, or for now."""

    full_until = WholeDateField(label=_("Until when? Leave it empty if you do not know."), required=False)

    def clean_full_until(self):
        until = self.cleaned_data["full_until"]
        if until and until < timezone.localdate():
            raise forms.ValidationError(_now("This day has passed. Type a day to come, or leave it empty."))
        return until

    def facts(self) -> dict:
        return {"room": Room.FULL, "full_until": self.cleaned_data["full_until"]}


class NewLinkForm(forms.Form):
    """Where a new link may go."""

    email = forms.EmailField(
        label=_("Your e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"})
    )


class RhythmForm(forms.Form):
    """How often we ask."""

    rhythm = forms.ChoiceField(
        label=_("How often shall we ask?"), choices=AskRhythm.Rhythm.choices, widget=forms.RadioSelect
    )


def _news_rhythm() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("How soon do you want to know?"),
        choices=SavedSearch.Rhythm.choices,
        initial=SavedSearch.Rhythm.DAILY,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how soon you want to know.")},
    )


class NewsRhythmForm(forms.Form):
    """How soon somebody is told."""

    rhythm = _news_rhythm()


class SaveSearchForm(forms.Form):
    """Tell me when somebody new fits."""

    key = KeyField(initial=uuid7)
    rhythm = _news_rhythm()


class FollowAreaForm(forms.Form):
    """Which area a body follows."""

    key = KeyField(initial=uuid7)
    body = forms.ChoiceField(label=_("For whom?"), widget=forms.RadioSelect)
    where = PlaceField(label=_("Where?"), help_text=_("A postcode or a town"))
    miles = forms.TypedChoiceField(
        label=_("How far around?"), coerce=int, choices=[(n, _("%(n)s miles") % {"n": n}) for n in MILES if n > 1],
        initial=5,
    )  # fmt: skip
    rhythm = _news_rhythm()

    def __init__(self, bodies, data=None):
        self.bodies = {str(body.pk): body for body in bodies}
        super().__init__(data)
        choices = [(pk, body.name) for pk, body in self.bodies.items()]
        self.fields["body"].choices = choices  # type: ignore[attr-defined]
        self.fields["body"].initial = choices[0][0] if choices else None
