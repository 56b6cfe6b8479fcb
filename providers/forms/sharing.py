"""What the people of a listing are asked about other directories."""

from django import forms
from django.utils.translation import gettext_lazy as _

from providers import sharing
from providers.models import Service


class SharingForm(forms.Form):
    """Whether other directories may have the listing, and which facts of it."""

    leaves = forms.ChoiceField(
        label=_("May other directories show your listing?"),
        choices=[("yes", _("Yes")), ("no", _("No. It stays on this site, and search engines are not told of it"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )
    groups = forms.MultipleChoiceField(
        label=_("What may they have?"),
        help_text=_("They always get what you do, for whom, and the town. Nobody ever gets your home address."),
        choices=[(group.slug, group.name) for group in sharing.GROUPS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    @staticmethod
    def known(service: Service) -> dict:
        """The answers as they are now."""
        groups = [group.slug for group in sharing.GROUPS if group.slug not in service.withheld]
        return {"leaves": "no" if sharing.EVERYTHING in service.withheld else "yes", "groups": groups}

    def withheld(self) -> list[str]:
        """What is kept back: all that was not ticked, and everything when the answer is no."""
        ticked = self.cleaned_data["groups"]
        whole = [sharing.EVERYTHING] if self.cleaned_data["leaves"] == "no" else []
        return whole + [group.slug for group in sharing.GROUPS if group.slug not in ticked]
