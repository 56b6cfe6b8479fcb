"""What is asked of whoever tells a story, of the enterprise it is about, and of whoever reads it first."""

import re

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from marketplace.ui.fields import visible_answers
from providers import moderation
from providers.models import Story

NAME = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)?")
INITIALS = re.compile(r"(?:[^\W\d_]\.? ?){1,3}")


def _one(label, choices, why) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, error_messages={"required": why, "invalid_choice": why}
    )


def _said(label) -> forms.ChoiceField:
    return _one(label, Story.Said.choices, _("Choose yes, partly or no"))


class StoryForm(forms.Form):
    """Three choices, a few words, and how to be shown."""

    came = _said(_("Did they come when they said?"))
    reached = _said(_("Could you reach them when you needed to?"))
    again = _said(_("Would you ask them again?"))
    words = forms.CharField(
        label=_("How is it, in your own words?"),
        help_text=_("Anybody can read this. Leave out illnesses, names and phone numbers."),
        max_length=moderation.LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Write one or two sentences"),
            "max_length": _("Keep it under %(limit_value)d letters"),
        },
    )
    shown_as = _one(_("How shall we show you?"), Story.ShownAs.choices, _("Choose how we shall show you"))
    first_name = forms.CharField(label=_("Your first name"), max_length=40, required=False)
    initials = forms.CharField(label=_("Your initials"), max_length=8, required=False)

    def __init__(self, data=None, *, story: Story | None = None, name: str = ""):
        super().__init__(visible_answers(data), initial=_known(story, name))

    def clean(self) -> dict:
        given = super().clean() or {}
        chosen, name = given.get("shown_as"), " ".join(given.get("first_name", "").split())
        initials = " ".join(given.get("initials", "").upper().split())
        if chosen == Story.ShownAs.FIRST_NAME and not NAME.fullmatch(name):
            self.add_error("first_name", _now("Enter your first name only, in letters"))
        if chosen == Story.ShownAs.INITIALS and not INITIALS.fullmatch(initials):
            self.add_error("initials", _now("Enter one to three letters, like R. M."))
        shown = {Story.ShownAs.FIRST_NAME.value: name, Story.ShownAs.INITIALS.value: initials}
        given["shown_name"] = shown.get(chosen or "", "")
        return given

    def told(self) -> dict:
        """What the form says, as the action takes it."""
        named = ("came", "reached", "again", "words", "shown_as", "shown_name")
        return {name: self.cleaned_data[name] for name in named}


def _known(story: Story | None, name: str) -> dict:
    first = name.split(" ")[0][:40]
    if story is None:
        return {"first_name": first, "initials": "".join(part[0] for part in name.split()[:3]).upper()}
    known = {field: getattr(story, field) for field in ("came", "reached", "again", "words", "shown_as")}
    return known | {"first_name": story.shown_name or first, "initials": story.shown_name[:8]}


class QueryForm(forms.Form):
    """Why the enterprise asks us to look at a story."""

    query = _one(_("Why shall we look at it?"), Story.Query.choices, _("Choose why we shall look at it"))
    words = forms.CharField(
        label=_("What do we need to know?"),
        help_text=_("Only the person who decides reads this."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReplyForm(forms.Form):
    """What the enterprise answers, under the story."""

    words = forms.CharField(
        label=_("Your answer"),
        help_text=_("Anybody can read this. Name nobody. It cannot be changed later."),
        max_length=moderation.LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Write your answer"),
            "max_length": _("Keep it under %(limit_value)d letters"),
        },
    )


class ReadForm(forms.Form):
    """What somebody decides who has read a story."""

    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[
            ("pass", _("Show it, once the 72 hours are over")),
            ("change", _("Ask the author to change it")),
            ("refuse", _("Do not show it")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what happens to it")},
    )
    because = forms.MultipleChoiceField(
        label=_("What has to change?"),
        choices=list(moderation.CHANGE.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    refusal = forms.ChoiceField(
        label=_("Why is it not shown?"), choices=Story.Refusal.choices, required=False, widget=forms.RadioSelect
    )

    def clean(self) -> dict:
        given = super().clean() or {}
        if given.get("decision") == "change" and not given.get("because"):
            self.add_error("because", _now("Say what has to change, so that the author knows what to do"))
        if given.get("decision") == "refuse" and not given.get("refusal"):
            self.add_error("refusal", _now("Choose why, so that the author knows"))
        return given
