"""What is asked about invoices: of those who send them, who pay them, and who ask about them."""

from decimal import Decimal
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from commissioning.actions import left_to_ask
from commissioning.invoicing import Line, Vat, Visit, line_for, line_of
from commissioning.models import Invoice, InvoicingSettings
from commissioning.models.invoices import VATS
from marketplace.ui.fields import PoundsField, WholeDateField
from marketplace.workflow.fields import KeyField

MOST, LINES = 100_000_000, 5


def _area(label, most: int, *, required="", **more) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    errors = {"required": required}
    return forms.CharField(
        label=label, max_length=most, widget=widget, required=bool(required), error_messages=errors, **more
    )


class NumbersForm(forms.ModelForm):
    """How the numbers begin, and VAT."""

    vat = forms.ChoiceField(label=_("VAT on your prices"), choices=VATS, widget=forms.RadioSelect)
    vat_number = forms.CharField(label=_("VAT number"), max_length=20, required=False,
                                 help_text=_("Only where you are registered for VAT."))  # fmt: skip

    class Meta:
        model = InvoicingSettings
        fields = ["prefix", "vat", "vat_number"]
        labels = {"prefix": _("Letters before your numbers")}
        help_texts = {"prefix": _("Like GC-. Leave it empty for plain numbers.")}

    def clean_prefix(self) -> str:
        prefix = self.cleaned_data["prefix"]
        if prefix and not prefix[0].isalpha():
            raise forms.ValidationError(_("Begin with a letter, like GC-"))
        return prefix


class SendForm(forms.Form):
    """Which of what was confirmed goes on it; each with the sum that the page showed."""

    key = KeyField()
    chosen = forms.CharField(required=False)

    def clean_chosen(self) -> tuple[list[UUID], int]:
        """The keys, and what they came to on the page."""
        sent = [each.partition(":") for each in self.data.getlist("chosen")]  # type: ignore[union-attr,attr-defined]
        try:
            keys, pence = [UUID(key) for key, _colon, _sum in sent], sum(int(each[2]) for each in sent)
        except ValueError as wrong:
            raise forms.ValidationError(_("Something is wrong with this page. Open it again.")) from wrong
        if not keys:
            raise forms.ValidationError(_("Choose at least one"))
        return keys, pence


class WriteForm(forms.Form):
    """An invoice by hand, with the enterprise's own number; its lines are LineForms."""

    key = KeyField()
    number = forms.CharField(label=_("Your own number"), max_length=30,
                             error_messages={"required": _("Write the number of your invoice")})  # fmt: skip
    invoiced_on = WholeDateField(label=_("Date of the invoice"))


class LineForm(forms.Form):
    """One thing that was done; a line in which nothing is written is none."""

    words = forms.CharField(label=_("What you did"), max_length=120,
                            help_text=_("Never what somebody needs, and no names."),
                            error_messages={"required": _("Write what you did")})  # fmt: skip
    on = WholeDateField(label=_("On which day"))
    pence = PoundsField(label=_("How much, with any VAT"), min_pence=1, max_pence=MOST,
                        error_messages={"required": _("Enter an amount in pounds, like 37.00")})  # fmt: skip

    def line(self, vat: Vat) -> Line:
        """The VAT is in the sum, as people write it."""
        given = self.cleaned_data
        if vat == Vat.NOT_REGISTERED:
            return line_of(given["words"], given["on"], Decimal(1), given["pence"])
        return line_for(Visit("", given["on"], given["pence"], given["words"]), vat)


def line_forms(data) -> list[LineForm]:
    """As many as fit on the page; one of them has to be filled in."""
    made = [LineForm(data, prefix=f"line-{number}", empty_permitted=True, use_required_attribute=False)
            for number in range(1, LINES + 1)]  # fmt: skip
    made[0].empty_permitted = data is None or any(each.has_changed() for each in made)
    return made


class AskForm(forms.Form):
    """What is wrong, with which line, and for how much."""

    key = KeyField()
    line = forms.ChoiceField(label=_("Which part is it about?"), widget=forms.RadioSelect,
                             error_messages={"required": _("Choose which part it is about")})  # fmt: skip
    pence = PoundsField(label=_("How much of it is in question?"), required=False, min_pence=1, max_pence=MOST,
                        help_text=_("Leave it empty for all of that part. The rest goes on at once."))  # fmt: skip
    words = _area(_("What do you ask?"), 1000, required=_("Say what is wrong, so that they can answer"))

    def __init__(self, data=None, *, invoice: Invoice, lines, **more):
        super().__init__(data, **more)
        self.invoice = invoice
        self.fields["line"].choices = [*lines, ("all", _("All of it"))]  # type: ignore[attr-defined]

    def about(self):
        """The line, or nothing for all of it; and the sum."""
        given = self.cleaned_data
        line = None if given["line"] == "all" else self.invoice.lines.get(pk=given["line"])
        return line, given["pence"] or left_to_ask(self.invoice, line)


class AnswerForm(forms.Form):
    """Explain, give up a sum, or both."""

    give_up = PoundsField(label=_("How much do you give up?"), required=False, min_pence=0, max_pence=MOST,
                          help_text=_("Leave it empty if you ask for all of it."))  # fmt: skip
    words = _area(_("Your answer"), 1000)


class CreditForm(forms.Form):
    """Give up a part without being asked."""

    key = KeyField()
    pence = PoundsField(label=_("How much do you give up?"), min_pence=1, max_pence=MOST,
                        error_messages={"required": _("Enter an amount in pounds, like 18.00")})  # fmt: skip
    words = forms.CharField(label=_("Why"), max_length=120, error_messages={"required": _("Say why")},
                            help_text=_("It stands on the credit note. Never what somebody needs."))  # fmt: skip


class MoneyBackForm(forms.Form):
    """How much the enterprise sent back, and on which day."""

    key = KeyField()
    pence = PoundsField(label=_("How much came back?"), min_pence=1, max_pence=MOST,
                        error_messages={"required": _("Enter an amount in pounds, like 18.00")})  # fmt: skip
    on = WholeDateField(label=_("On which day was it on your account?"))


class SendBackForm(forms.Form):
    """The reason, which they read."""

    because = _area(_("Why do you send it back?"), 1000, required=_("Say why, so that they know what to do"),
                    help_text=_("They read this."))  # fmt: skip


class FindForm(forms.Form):
    """Which invoices the list shows."""

    CHOICES = [("", _("Everything that waits")), ("me", _("Waits for us to approve")),
               ("ordered", _("Waits for whoever ordered")), ("asked", _("Something is asked")),
               ("late", _("Past the day for fast payment")), ("back", _("Money to get back")),
               ("all", _("All of them"))]  # fmt: skip
    show = forms.ChoiceField(label=_("Show"), choices=CHOICES, required=False)

    def wanted(self) -> str:
        return self.cleaned_data.get("show", "") if self.is_valid() else ""
