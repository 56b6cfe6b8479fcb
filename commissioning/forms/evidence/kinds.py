"""One form for each kind of paper. A DBS check has no place for a file; a tax reference is never asked."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commissioning.actions.showing import also_elsewhere
from commissioning.forms.evidence.shared import LEVELS, EvidenceForm, agreed, day, papers, words


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
    ofsted = forms.RegexField(
        r"^\s*[A-Za-z0-9]{6,10}\s*$",
        label=_("Your Ofsted number, if you look after children under eight"),
        required=False,
        error_messages={"invalid": _("An Ofsted number has six to ten letters and figures, like EY123456")},
    )
    details = ("name_matches", "update_service")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.what != "dbs-children":
            del self.fields["ofsted"]

    def clean(self) -> dict:
        given = super().clean()
        if given.get("starts_on") and given["starts_on"] > timezone.localdate():
            self.add_error("starts_on", _now("This day is still to come"))
        return given

    def facts(self) -> dict:
        number = (self.cleaned_data.get("ofsted") or "").strip().upper()
        covers = {"covers": f"Ofsted {number}"} if number else {}
        return super().facts() | covers | {"workforce": "child" if self.what == "dbs-children" else "adult"}


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
    taxed_until = day(_("Last day of the tax"), _("Enter the last day of the tax"))
    licence_until = day(_("Last day of your driving licence"), _("Enter the last day of your driving licence"))
    seen = agreed(
        _("I will give the council a share code for my licence when it asks"),
        _("The council looks at your licence once"),
    )
    business = agreed(_("The insurance covers business use"), _("It has to cover business use"))
    sent = papers()

    def clean(self) -> dict:
        given = super().clean()
        if given.get("mot_on") and given["mot_on"] < timezone.localdate():
            self.add_error("mot_on", _now("The MOT has run out. Send it once it is renewed"))
        for name in ("taxed_until", "licence_until"):
            if given.get(name) and given[name] < timezone.localdate():
                self.add_error(name, _now("This day has passed. Send it once it is renewed"))
        return given

    def facts(self) -> dict:
        """Good until the first of the ends."""
        facts, given = super().facts(), self.cleaned_data
        ends = {"mot_on": given["mot_on"], "insured_until": given["ends_on"], "taxed_until": given["taxed_until"],
                "licence_until": given["licence_until"]}  # fmt: skip
        days = {name: until.isoformat() for name, until in ends.items()}
        return facts | {"ends_on": min(ends.values()), "details": facts["details"] | days}


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
        "size": _("We are %(most)s people or fewer, volunteers counted, and no larger body owns us."),
        "legal-status": _("I am known to HMRC, or we are on the register of companies or charities."),
        "private-hire": _("I have read when a private hire licence is needed, and need none, or have one."),
        "right-to-work": _("I have seen that everybody I employ may work here."),
        "agreement-pack": _("I have a written agreement, a price list, a way to complain, and a plan for being ill."),
        "risk-assessment": _("With each person I write down what could go wrong and what we do then."),
        "financial-probity": _("There is no insolvency, no court judgement unpaid, and no ban as a director."),
        "exclusion-conflict": _("No ground to exclude us applies, and we have no conflict of interest."),
    }

    def __init__(self, *args, limit: int = 5, **kwargs):
        super().__init__(*args, **kwargs)
        self.limit = limit
        if self.what in self.SAID:
            self.fields["agreed"].label = str(self.SAID[self.what]).replace("%(most)s", str(limit))

    def clean(self) -> dict:
        given = super().clean()
        if self.what == "size" and self.enterprise.headcount > self.limit:
            words = _now(
                "Your page says that %(n)s people work or volunteer there. This council counts up to %(most)s."
            )
            self.add_error("agreed", words % {"n": self.enterprise.headcount, "most": self.limit})
        return given
