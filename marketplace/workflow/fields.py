"""What makes a form sent twice one thing, and papers that are judged by what is in them."""

from uuid import UUID

from django import forms

from marketplace.accounts.ids import uuid7
from marketplace.workflow import files
from marketplace.workflow.errors import RuleBroken


class KeyField(forms.Field):
    """The form's own key; one that was lost or altered on the way is replaced."""

    widget = forms.HiddenInput

    def to_python(self, value) -> UUID:
        try:
            return UUID(str(value))
        except ValueError:
            return uuid7()


class SeveralFiles(forms.ClearableFileInput):
    """One input that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Up to five papers, each judged by what is in it."""

    widget = SeveralFiles

    def clean(self, data, initial=None) -> list[files.Paper]:
        given = data if isinstance(data, (list, tuple)) else [data]
        found = [each for each in given if each]
        if self.required and not found:
            raise forms.ValidationError(self.error_messages["required"])
        try:
            return [files.clean(each) for each in found]
        except RuleBroken as refused:
            raise forms.ValidationError(str(refused)) from refused
