"""Two who know the work: whom we ask, and that they are two, can be reached, and are not the owner."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commissioning.forms.evidence.shared import EvidenceForm, agreed, words
from marketplace.ui.fields import PhoneField


class ReferenceForm(EvidenceForm):
    first_name = words(_("Name of the first"), _("Enter the name of the first"))
    first_contact = words(_("Their e-mail or telephone"), _("Enter how we reach the first"))
    second_name = words(_("Name of the second"), _("Enter the name of the second"))
    second_contact = words(_("Their e-mail or telephone"), _("Enter how we reach the second"))
    knows_care = agreed(
        _("One of them knows my work in care, or was helped by me"), _("One of them has to know you from care")
    )

    def __init__(self, *args, own: frozenset[str] = frozenset(), **kwargs):
        self.own = own
        super().__init__(*args, **kwargs)

    def clean(self) -> dict:
        given = super().clean()
        for which in ("first", "second"):
            self._is_reachable(f"{which}_contact", given.get(f"{which}_contact", ""))
            typed = {plain(given.get(f"{which}_{part}", "")) for part in ("name", "contact")}
            if typed & self.own:
                self.add_error(f"{which}_contact", _now("This is you. Choose somebody else"))
        if given.get("first_contact") and plain(given["first_contact"]) == plain(given.get("second_contact", "")):
            self.add_error("second_contact", _now("Choose two different people"))
        return given

    def _is_reachable(self, name: str, typed: str) -> None:
        """An e-mail address, or a British telephone number."""
        try:
            (forms.EmailField() if "@" in typed else PhoneField()).clean(typed or "0115 496 0142")
        except forms.ValidationError:
            self.add_error(name, _now("Enter an e-mail address, or a telephone number with all its digits"))

    def referees(self) -> list[dict]:
        given = self.cleaned_data
        knows = ["care" if given["knows_care"] else "work", "work"]
        return [
            {"name": given[f"{which}_name"], "contact": given[f"{which}_contact"], "knows": how}
            for which, how in zip(("first", "second"), knows, strict=True)
        ]


def plain(typed: str) -> str:
    """Letters and figures alone, so that the same person is known in other spelling: also ann+work@ of ann@."""
    name, at, host = typed.partition("@")
    if at:
        typed = name.partition("+")[0] + at + host
    elif typed.strip().startswith("+44"):
        typed = "0" + typed.strip().removeprefix("+44")
    return "".join(letter for letter in typed.lower() if letter.isalnum())
