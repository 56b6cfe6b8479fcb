"""What every form of a paper shares: its questions, its files, and its days in order."""

from datetime import date, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from marketplace.ui.fields import WholeDateField
from marketplace.workflow import files
from marketplace.workflow.fields import FilesField, KeyField, SeveralFiles
from providers.models import Enterprise

LONG_AGO, FAR_AHEAD = timedelta(days=40 * 365), timedelta(days=11 * 365)
LEVELS = [
    ("basic", _("Basic")),
    ("standard", _("Standard")),
    ("enhanced", _("Enhanced")),
    ("enhanced-barred", _("Enhanced, with the adults’ barred list")),
    ("enhanced-children", _("Enhanced, for work with children")),
    ("children-barred", _("Enhanced, with the children’s barred list")),
]


def papers(label=None) -> FilesField:
    help_text = _("A PDF or a photo, up to 10 MB each, at most five. You can also show it in person.")
    attrs = {"accept": ".pdf,.jpg,.jpeg,.png", "multiple": True}
    return FilesField(label=label or _("The paper"), help_text=help_text, required=False, widget=SeveralFiles(attrs))


def words(label, missing, *, most=120, help_text="") -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=most, error_messages={"required": missing})


def day(label, missing, *, needed=True) -> WholeDateField:
    return WholeDateField(label=label, required=needed, error_messages={"required": missing})


def agreed(label, missing) -> forms.BooleanField:
    return forms.BooleanField(label=label, error_messages={"required": missing})


class EvidenceForm(forms.Form):
    """What every kind shares: a key that makes two of the same form one, dates in order, and plain facts."""

    key = KeyField(required=False)
    columns = ("issuer", "number", "covers", "level", "workforce", "starts_on", "ends_on")
    details: tuple[str, ...] = ()

    def __init__(self, *args, enterprise: Enterprise, what: str, others: dict[str, str], **kwargs):
        self.enterprise, self.what = enterprise, what
        super().__init__(*args, **kwargs)
        if others and "serves" in self.fields:
            self.fields["serves"].choices = list(others.items())  # type: ignore[attr-defined]
        else:
            self.fields.pop("serves", None)

    def clean(self) -> dict:
        given = super().clean() or {}
        today = timezone.localdate()
        for name in ("starts_on", "ends_on"):
            when = given.get(name)
            if when and not today - LONG_AGO <= when <= today + FAR_AHEAD:
                self.add_error(name, _now("Check the year"))
        self._in_order(given, today)
        return given

    def _in_order(self, given: dict, today: date) -> None:
        starts, ends = given.get("starts_on"), given.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _now("It ends before it begins. Check both days"))
        elif ends and ends < today:
            self.add_error("ends_on", _now("This has ended already. Send the newer one"))

    def facts(self) -> dict:
        """The columns of Evidence that this form fills."""
        given = self.cleaned_data
        facts = {name: given[name] for name in self.columns if given.get(name)}
        details = {name: given[name] for name in self.details if name in given}
        return facts | {"details": details | ({"serves": given["serves"]} if given.get("serves") else {})}

    def papers(self) -> list[files.Paper]:
        return self.cleaned_data.get("sent") or []
