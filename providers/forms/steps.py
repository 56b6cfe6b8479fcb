"""One step of a description: every answer can wait, and what was typed wrongly stays on the page."""

from django import forms
from django.http import QueryDict

from marketplace.ui.fields import visible_answers
from providers.models import Service


def short_text(label, most: int, *, help_text="", attrs: dict | None = None) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, required=False, help_text=help_text, widget=forms.TextInput(attrs=attrs or {})
    )


def long_text(label, most: int, *, rows: int, help_text="") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, required=False, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows})
    )


def several(label, choices, *, help_text="") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, help_text=help_text, widget=forms.CheckboxSelectMultiple
    )


def yes_or_no(label, *, initial: bool = False) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, initial=initial)


class StepForm(forms.Form):
    """Questions of one step, asked about a service."""

    together: tuple[tuple[str, ...], ...] = ()  # answers that are saved together or not at all
    blames: str | None = None  # the question beside which a refusal is said

    def __init__(self, service: Service, data: QueryDict | None = None):
        super().__init__(visible_answers(data), initial=self.known(service))
        self.service = service

    def known(self, service: Service) -> dict:
        """What was said before."""
        return {name: getattr(service, name) for name in self.base_fields if hasattr(service, name)}

    def facts(self) -> dict:
        """Everything that was understood, whether or not the rest was."""
        unsure = {name for group in self.together if set(group) & self.errors.keys() for name in group}
        return {name: value for name, value in self.cleaned_data.items() if name not in unsure}

    def check_law(self) -> None:
        """What the law says of the answers, once they are saved: nothing, in most steps."""
