"""What is asked for each kind of paper. A DBS check has no place for a file; a tax reference is never asked."""

from datetime import date, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commissioning import files
from commissioning.actions.showing import also_elsewhere
from commissioning.models import Evidence
from commissioning.proportionality import BY_SLUG
from marketplace.ui.fields import PhoneField, WholeDateField
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.fields import KeyField
from providers.models import Enterprise

LONG_AGO, FAR_AHEAD = timedelta(days=40 * 365), timedelta(days=11 * 365)
LEVELS = [
    ("basic", _("Basic")),
    ("standard", _("Standard")),
    ("enhanced", _("Enhanced")),
    ("enhanced-barred", _("Enhanced, with the adults’ barred list")),
    ("enhanced-children", _("Enhanced, for work with children")),
]


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


class InsuranceForm(EvidenceForm):
    issuer = words(_("Insurer"), _("Enter who insures you"))
    number = words(_("Policy number"), _("Enter the number of the policy"), most=60)
    pounds = forms.IntegerField(
        label=_("Sum insured for any one event, in pounds"),
        min_value=1000,
        max_value=100_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-10"}),
        error_messages={
            "required": _("Enter the sum, like 5000000"),
            "invalid": _("Enter the sum in whole pounds, like 5000000"),
            "min_value": _("Enter the sum in whole pounds, like 5000000"),
            "max_value": _("Check the sum: it is larger than £100 million"),
        },
    )
    covers = words(_("What it covers, in its own words"), _("Enter what it covers"), most=300)
    starts_on = day(_("From"), _("Enter the day on which it begins"))
    ends_on = day(_("Until"), _("Enter its last day"))
    serves = forms.MultipleChoiceField(
        label=_("It also covers"), required=False, widget=forms.CheckboxSelectMultiple, choices=[]
    )
    same = forms.BooleanField(
        label=_("Yes, we share this policy with another enterprise, and it covers us both"), required=False
    )
    sent = papers()

    def __init__(self, *args, **kwargs):
        data = args[0] if args else kwargs.get("data")
        if data is not None and hasattr(data, "copy") and data.get("pounds"):
            data = data.copy()
            data["pounds"] = data["pounds"].replace(",", "").replace("£", "").strip()
            args = (data, *args[1:])
        super().__init__(*args, **kwargs)
        if not self._is_asked():
            self.fields.pop("same")

    def _is_asked(self) -> bool:
        """Whether to ask about a policy that another enterprise shows too."""
        return self.is_bound and also_elsewhere(
            self.enterprise, self.data.get("issuer", ""), self.data.get("number", "")
        )

    def clean(self) -> dict:
        given = super().clean()
        if "same" in self.fields and not given.get("same"):
            self.add_error("same", _now("Another enterprise shows this very policy. Check the number, or say yes"))
        return given

    def facts(self) -> dict:
        facts = super().facts()
        shared = {"shared_policy": True} if self.cleaned_data.get("same") else {}
        return facts | {"pence": self.cleaned_data["pounds"] * 100, "details": facts["details"] | shared}


class DbsForm(EvidenceForm):
    """Only what was seen of a certificate (DBS Code of Practice). There is no place for a file, on purpose."""

    level = forms.ChoiceField(
        label=_("Which level is it?"),
        choices=LEVELS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the level that stands on it")},
    )
    number = forms.RegexField(
        r"^\s*(\d\s*){12}$",
        label=_("Number of the certificate"),
        help_text=_("Twelve figures, top right."),
        error_messages={
            "required": _("Enter the twelve figures of its number"),
            "invalid": _("The number has twelve figures"),
        },
    )
    starts_on = day(_("Date of issue"), _("Enter the day on which it was issued"))
    name_matches = agreed(_("It is in my own name"), _("It has to be in your own name"))
    update_service = forms.BooleanField(
        label=_("I am on the Update Service, and the council may look there"), required=False
    )
    details = ("name_matches", "update_service")

    def clean(self) -> dict:
        given = super().clean()
        if given.get("starts_on") and given["starts_on"] > timezone.localdate():
            self.add_error("starts_on", _now("This day is still to come"))
        return given

    def facts(self) -> dict:
        return super().facts() | {"workforce": "child" if self.what == "dbs-children" else "adult"}


class TrainingForm(EvidenceForm):
    covers = words(_("Name of the course"), _("Enter the name of the course"))
    issuer = words(_("Who gave it"), _("Enter who gave the course"))
    starts_on = day(_("When you finished it"), _("Enter the day on which you finished it"))
    practical = forms.BooleanField(label=_("It had practice, not only words"), required=False)
    serves = forms.MultipleChoiceField(
        label=_("The same course was also about"), required=False, widget=forms.CheckboxSelectMultiple, choices=[]
    )
    sent = papers()

    def clean(self) -> dict:
        given = super().clean()
        if given.get("starts_on") and given["starts_on"] > timezone.localdate():
            self.add_error("starts_on", _now("This day is still to come. Send it once you have finished it"))
        if self.what == "moving" and not given.get("practical"):
            self.add_error("practical", _now("Moving people is learned by doing it. Choose a course with practice"))
        return given

    def facts(self) -> dict:
        facts = super().facts()
        practical = {"practical": True} if self.cleaned_data.get("practical") else {}
        return facts | {"details": facts["details"] | practical}


class RegistrationForm(EvidenceForm):
    issuer = words(_("Which body"), _("Enter the body that registers you"))
    number = words(_("Your number there"), _("Enter your number"), most=40)
    ends_on = day(_("Until"), _("Enter the day until which it holds"))
    sent = papers()


class FeeForm(EvidenceForm):
    number = forms.RegexField(
        r"^\s*[A-Za-z0-9]{8}\s*$",
        label=_("Your number on the Information Commissioner’s register"),
        help_text=_("Eight letters and figures, like ZA123456."),
        error_messages={"required": _("Enter your number"), "invalid": _("It has eight letters and figures")},
    )
    ends_on = day(_("Until"), _("Enter its last day"))


class VehicleForm(EvidenceForm):
    issuer = words(_("Who insures the car for business use"), _("Enter who insures the car"))
    number = words(_("Registration of the car"), _("Enter the registration of the car"), most=10)
    ends_on = day(_("Last day of the insurance"), _("Enter the last day of the insurance"))
    mot_on = day(_("Last day of the MOT"), _("Enter the last day of the MOT"))
    business = agreed(_("The insurance covers business use"), _("It has to cover business use"))
    sent = papers()

    def clean(self) -> dict:
        given = super().clean()
        if given.get("mot_on") and given["mot_on"] < timezone.localdate():
            self.add_error("mot_on", _now("The MOT has run out. Send it once it is renewed"))
        return given

    def facts(self) -> dict:
        """Good until the first of the two ends."""
        facts, given = super().facts(), self.cleaned_data
        days = {"mot_on": given["mot_on"].isoformat(), "insured_until": given["ends_on"].isoformat()}
        return facts | {"ends_on": min(given["ends_on"], given["mot_on"]), "details": facts["details"] | days}


class FoodForm(EvidenceForm):
    issuer = words(_("Council with which you are registered"), _("Enter the council"))
    number = words(_("Its reference"), _("Enter its reference"), most=60)
    rating = forms.TypedChoiceField(
        label=_("Your hygiene rating"),
        choices=[("", _("Not yet")), *[(str(n), str(n)) for n in range(6)]],
        coerce=str,
        required=False,
    )
    starts_on = day(_("Registered on"), _("Enter the day on which you registered"))
    details = ("rating",)
    sent = papers()


class IdentityForm(EvidenceForm):
    shown = agreed(
        _("I will show my passport or driving licence, and a letter with my address, in person or by video"),
        _("Tick that you will show them"),
    )
    details = ("shown",)


class CqcForm(EvidenceForm):
    number = forms.RegexField(
        r"^\s*1-\d{6,12}\s*$",
        label=_("Your number at the Care Quality Commission"),
        help_text=_("It begins with 1-, like 1-123456789."),
        error_messages={"required": _("Enter your number"), "invalid": _("It looks like 1-123456789")},
    )


class StatementForm(EvidenceForm):
    agreed = agreed(
        _("I work alone, for and wholly under the direction of each person I help. I confirm it with each of them."),
        _("Tick it if it is so. If it is not, you need to register with the Care Quality Commission"),
    )
    details = ("agreed",)


class DeclarationForm(EvidenceForm):
    agreed = agreed(_("This is so"), _("Tick it if it is so"))
    details = ("agreed",)
    sent = papers(_("A paper that shows it, if you have one"))

    SAID = {
        "size": _("We are five people or fewer, volunteers counted, and no larger body owns us."),
        "legal-status": _("I am known to HMRC, or we are on the register of companies or charities."),
        "private-hire": _("I have read when a private hire licence is needed, and need none, or have one."),
        "right-to-work": _("I have seen that everybody I employ may work here."),
        "agreement-pack": _("I have a written agreement, a price list, a way to complain, and a plan for being ill."),
        "risk-assessment": _("With each person I write down what could go wrong and what we do then."),
        "financial-probity": _("There is no insolvency, no court judgement unpaid, and no ban as a director."),
        "exclusion-conflict": _("No ground to exclude us applies, and we have no conflict of interest."),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.what in self.SAID:
            self.fields["agreed"].label = self.SAID[self.what]


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


FORMS: dict[str, type[EvidenceForm]] = {
    Evidence.Kind.INSURANCE: InsuranceForm, Evidence.Kind.DBS: DbsForm, Evidence.Kind.TRAINING: TrainingForm,
    Evidence.Kind.REGISTRATION: RegistrationForm, Evidence.Kind.FEE: FeeForm, Evidence.Kind.VEHICLE: VehicleForm,
    Evidence.Kind.FOOD: FoodForm, Evidence.Kind.IDENTITY: IdentityForm, Evidence.Kind.CQC: CqcForm,
    Evidence.Kind.STATEMENT: StatementForm, Evidence.Kind.DECLARATION: DeclarationForm,
    Evidence.Kind.REFERENCE: ReferenceForm,
}  # fmt: skip


def form_for(what: str) -> type[EvidenceForm]:
    return FORMS.get(BY_SLUG[what].kind, DeclarationForm)
