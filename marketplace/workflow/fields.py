"""What makes a form sent twice one thing."""

from uuid import UUID

from django import forms

from marketplace.accounts.ids import uuid7


class KeyField(forms.Field):
    """The form's own key; one that was lost or altered on the way is replaced."""

    widget = forms.HiddenInput

    def to_python(self, value) -> UUID:
        try:
            return UUID(str(value))
        except ValueError:
            return uuid7()
