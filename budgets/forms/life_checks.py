"""How is life? One question for each area, each of which may be left out."""

from django import forms
from django.utils.translation import gettext_lazy as _

from budgets import ascot, wellbeing
from budgets.models import AscotWording
from marketplace.workflow.fields import KeyField

LEFT_OUT = ("", _("I leave this out"))


class LifeForm(forms.Form):
    """Our own check, or the questions of an instrument, word for word."""

    key = KeyField()

    def __init__(self, *args, wording: AscotWording | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        for slug, label, hint, levels in _asked(wording):
            self.fields[slug] = forms.ChoiceField(
                label=label, help_text=hint, required=False, choices=[*levels, LEFT_OUT], widget=forms.RadioSelect
            )

    @property
    def questions(self) -> list:
        return [self[name] for name in self.fields if name != "key"]

    def clean(self) -> dict:
        given = super().clean() or {}
        if not self.errors and not self.levels(given):
            first = next(name for name in self.fields if name != "key")
            self.add_error(first, _("Answer one question at least. You can leave out the others."))
        return given

    @staticmethod
    def levels(given: dict) -> dict[str, int]:
        return {name: int(level) for name, level in given.items() if name != "key" and level}


def _asked(wording: AscotWording | None):
    if wording is None:
        levels = [(str(level.value), words) for level, words in reversed(wellbeing.LEVELS.items())]
        return [(area.slug, area.name, area.about, levels) for area in wellbeing.AREAS]
    said = wording.wording
    return [
        (each.key, said[each.key]["question"], "",
         [(str(number), words) for number, words in enumerate(said[each.key]["levels"], 1)])
        for each in ascot.DOMAINS
    ]  # fmt: skip
