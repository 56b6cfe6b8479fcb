"""The face in the doorway: a photo, an illustrated portrait, or none."""

import re
from typing import cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from providers import display
from providers.models import Service

DRAWN = re.compile(r"peep-\d\d")


def portraits() -> list[str]:
    """The illustrated portraits that anybody may choose."""
    drawn = settings.BASE_DIR / "static" / "img" / "portraits"
    return sorted(path.stem for path in drawn.glob("peep-*.svg") if DRAWN.fullmatch(path.stem))


class FaceForm(forms.Form):
    """Which face stands in the doorway."""

    kind = forms.ChoiceField(
        label=_("What stands in your doorway?"),
        choices=[("photo", _("A photo")), ("drawn", _("A drawn face")), ("none", _("Nothing, just the doorway"))],
        widget=forms.RadioSelect,
    )
    photo = forms.FileField(
        label=_("Your photo"),
        help_text=_("JPEG, PNG or WebP, up to 8 MB. We cut it to the doorway. Where and when it was taken goes."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    portraits = forms.MultipleChoiceField(
        label=_("Choose a face, or two if you are two"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        mine = self.initial.get("portraits") or []
        names = [*portraits(), *(name for name in mine if name not in portraits())]
        cast(forms.MultipleChoiceField, self.fields["portraits"]).choices = [
            (name, display.portrait(name)) for name in names
        ]

    @staticmethod
    def known(service: Service) -> dict:
        kind = "photo" if service.photo else "drawn" if service.portraits else "none"
        return {"kind": kind, "portraits": service.portraits, "has_photo": bool(service.photo)}

    def clean(self) -> dict:
        given = super().clean() or {}
        kind, chosen = given.get("kind"), given.get("portraits") or []
        if kind == "photo" and not given.get("photo") and "photo" not in self.errors:
            if self.initial.get("has_photo"):
                return given | {"kind": "keep"}
            self.add_error("photo", _now("Choose a photo on your device."))
        if kind == "drawn" and not 1 <= len(chosen) <= 2:
            self.add_error("portraits", _now("Choose one face, or two if you are two."))
        return given | {"portraits": chosen if kind == "drawn" else []}
