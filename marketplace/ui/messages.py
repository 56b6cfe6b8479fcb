"""What a question says of an answer that it cannot take: what to do, in words that everybody knows."""

from django import forms
from django.core import validators
from django.utils.translation import gettext_lazy as _

CHOOSE = _("Choose one of the answers on the list.")
FIELDS: dict[type[forms.Field], dict] = {
    forms.Field: {"required": _("This needs an answer.")},
    forms.IntegerField: {"invalid": _("Type a whole number, like 3.")},
    forms.DecimalField: {"invalid": _("Type a number, like 3 or 3.5.")},
    forms.FloatField: {"invalid": _("Type a number, like 3 or 3.5.")},
    forms.DateField: {"invalid": _("Type a real date, like 24 11 2026.")},
    forms.TimeField: {"invalid": _("Type a time, like 14:30.")},
    forms.URLField: {"invalid": _("Type a web address, like www.example.org.")},
    forms.ChoiceField: {"invalid_choice": CHOOSE},
    forms.MultipleChoiceField: {"invalid_choice": CHOOSE, "invalid_list": CHOOSE},
    forms.ModelChoiceField: {"invalid_choice": CHOOSE},
    forms.FileField: {
        "invalid": _("Choose a file on your device."),
        "missing": _("Choose a file on your device."),
        "empty": _("There is nothing in this file. Choose another one."),
        "max_length": _("The name of this file is too long. Give it a short name, and choose it again."),
    },
    forms.ImageField: {"invalid_image": _("This is not a picture that we can open. Choose a JPEG or a PNG.")},
}
VALIDATORS: dict[type, object] = {
    validators.MinValueValidator: _("Type a number that is %(limit_value)s or more."),
    validators.MaxValueValidator: _("Type a number that is %(limit_value)s or less."),
    validators.MinLengthValidator: _("Write at least %(limit_value)s letters."),
    validators.MaxLengthValidator: _("This is too long. Write at most %(limit_value)s letters."),
    validators.ProhibitNullCharactersValidator: _("There is a sign in this that we cannot keep. Type it again."),
    validators.EmailValidator: _("Type a whole e-mail address, like name@example.org."),
    validators.URLValidator: _("Type a web address, like www.example.org."),
}


def speak_plainly() -> None:
    """Put our words in the place of Django's own; a form that says something of its own keeps saying it."""
    for field, says in FIELDS.items():
        own: dict = dict(field.__dict__.get("default_error_messages", {}))
        field.default_error_messages = {**own, **says}
    for validator, words in VALIDATORS.items():
        validator.message = words  # type: ignore[attr-defined]
