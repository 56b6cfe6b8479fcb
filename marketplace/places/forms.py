"""Form fields that turn what somebody typed into a place, or say kindly why not."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.places import postcodes
from marketplace.places.finding import Found, find_place
from marketplace.places.models import Postcode


class PlaceField(forms.CharField):
    """A postcode or a town; its clean value is `Found`; `place_choices` in the error's params may be meant."""

    default_error_messages = {"required": gettext_lazy("Type a postcode or a town.")}

    def clean(self, value):
        typed = super().clean(value)
        if not typed:
            return None
        answer = find_place(typed)
        if isinstance(answer, Found):
            return answer
        choices = [choice.choice for choice in getattr(answer, "choices", ())]
        raise ValidationError(answer.words.replace("%", "%%"), code="place", params={"place_choices": choices})


class PostcodeField(forms.CharField):
    """A full postcode of Great Britain that has a point on the map; its clean value is a `Postcode`."""

    default_error_messages = {
        "required": gettext_lazy("Type a postcode."),
        "whole": gettext_lazy("Type the whole postcode, for example NG1 5FS."),
    }

    def clean(self, value):
        typed = super().clean(value)
        if not typed:
            return None
        code = postcodes.normalise_postcode(typed)
        if not code:
            raise ValidationError(self.error_messages["whole"], code="whole")
        answer = find_place(typed)
        if isinstance(answer, Found) and answer.kind == "postcode":
            return Postcode.objects.get(code=answer.label.replace(" ", ""))
        if isinstance(answer, Found) or hasattr(answer, "choices"):
            unknown = _("We do not know the postcode %(code)s. Check it.")
            raise ValidationError(unknown, code="unknown", params={"code": postcodes.spaced(code)})
        raise ValidationError(answer.words, code=answer.reason)
