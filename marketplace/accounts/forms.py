"""Signing in and up, in plain words. A password is asked for once: whoever wants to check it can show it."""

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm as AllauthActivateTOTPForm
from allauth.socialaccount.adapter import get_adapter as get_social_adapter
from allauth.socialaccount.forms import SignupForm as AllauthSocialSignupForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.ui.fields import PhoneField, fits_a_mailbox

LABELS = {
    "name": _("Your name"),
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "password1": _("Password"),
    "oldpassword": _("The password you have now"),
    "code": _("Code"),
}
LONG_ENOUGH = _("12 letters or more. Three words that only you would put together work well.")
HINTS = {"password1": LONG_ENOUGH}
LONGEST_PASSWORD = 1024


def in_plain_words(form: forms.Form, **labels) -> None:
    """Replace the labels, hints and placeholders that a library gave to the questions."""
    form.fields.pop("password2", None)
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.label = labels.get(name) or LABELS.get(name, field.label)
        field.help_text = HINTS.get(name, "")
        if isinstance(field, forms.EmailField):
            field.validators.append(fits_a_mailbox)
        if isinstance(field.widget, forms.PasswordInput):
            field.validators.append(_not_endless)
    if "code" in form.fields:
        form.fields["code"].widget.attrs |= {"autocomplete": "one-time-code", "spellcheck": "false"}


def _not_endless(value: str) -> None:
    if len(value) > LONGEST_PASSWORD:
        raise ValidationError(_("Choose a password of at most 1,024 letters"))


def name_field() -> forms.CharField:
    return forms.CharField(
        label=LABELS["name"], max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )


def ask_name_first(form: forms.Form) -> None:
    form.fields = {"name": name_field(), **form.fields}


class SignupForm(account.SignupForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        in_plain_words(self, password1=_("Choose a password"))
        ask_name_first(self)


class SocialSignupForm(AllauthSocialSignupForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        in_plain_words(self)
        ask_name_first(self)


class LoginForm(account.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        in_plain_words(self)

    def councils(self) -> list[tuple[str, str]]:
        """Name and address of each council whose own sign-in works here."""
        found = get_social_adapter().list_providers(self.request)
        return [(each.name, each.get_login_url(self.request, process="login")) for each in found]


class ResetPasswordForm(account.ResetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        in_plain_words(self)


class ResetPasswordKeyForm(account.ResetPasswordKeyForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        in_plain_words(self, password1=_("Choose a new password"))


class ChangePasswordForm(account.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        in_plain_words(self, password1=_("Choose a new password"))


class SetPasswordForm(account.SetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        in_plain_words(self, password1=_("Choose a password"))


class ReauthenticateForm(account.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        in_plain_words(self)


class AddEmailForm(account.AddEmailForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        in_plain_words(self, email=_("New e-mail address"))


class ChangeEmailForm(account.ChangeEmailForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        in_plain_words(self)


class ConfirmEmailForm(account.ConfirmEmailVerificationCodeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        in_plain_words(self, code=_("Code from the e-mail"))


class SecondStepForm(mfa.AuthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        in_plain_words(self, code=_("Code from your app, or a spare code"))


class SecondStepAgainForm(mfa.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        in_plain_words(self, code=_("Code from your app, or a spare code"))


class ActivateTOTPForm(AllauthActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        in_plain_words(self, code=_("6-digit code from the app"))
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class DetailsForm(forms.ModelForm):
    """A person's own name and phone."""

    name = name_field()
    phone = PhoneField(label=_("Phone"), required=False)

    class Meta:
        model = User
        fields = ("name", "phone")
