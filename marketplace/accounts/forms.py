"""What we ask when somebody signs up."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SignupForm(forms.Form):
    """allauth asks for the e-mail and the password; we ask for a name."""

    name = forms.CharField(
        label=_("Your name"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )

    def signup(self, request, user):
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
