"""The filters beside a result: what may be asked, with the count of each, for the page and everything after it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import django_filters
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from providers import facets, taxonomy
from providers.forms.search import MILES, SearchForm
from providers.models import SearchDocument
from providers.search import MOST, PAGE, ROOM, Found, Wanted, search

Words = str | Promise
PRICE: dict[str, Words] = {
    "under:1200": gettext_lazy("£12 or less"),
    "under:1500": gettext_lazy("£15 or less"),
    "under:1800": gettext_lazy("£18 or less"),
    "under:2200": gettext_lazy("£22 or less"),
}
SPECIAL: dict[str, Words] = {ROOM: gettext_lazy("Has room"), **PRICE}
CHIPS = (ROOM, "where:comes", "when:weekday-morning", "under:1800", "pay:direct-payment")
TIMES: dict[str, Words] = {
    "when:weekday-morning": gettext_lazy("Weekday mornings"),
    "when:weekday-afternoon": gettext_lazy("Weekday afternoons"),
    "when:evening": gettext_lazy("Evenings"),
    "when:weekend": gettext_lazy("Weekends"),
    "when:night": gettext_lazy("Through the night"),
}
DAYS = {"mon": gettext_lazy("Monday"), "tue": gettext_lazy("Tuesday"), "wed": gettext_lazy("Wednesday"),
        "thu": gettext_lazy("Thursday"), "fri": gettext_lazy("Friday"), "sat": gettext_lazy("Saturday"),
        "sun": gettext_lazy("Sunday")}  # fmt: skip
PARTS = {"morning": gettext_lazy("morning"), "afternoon": gettext_lazy("afternoon"),
         "evening": gettext_lazy("evening")}  # fmt: skip
EXACT = {f"when:{day}-{part}": (day, part) for day in DAYS for part in PARTS}
WHO: dict[str, Words] = {"by:woman": gettext_lazy("A woman"), "by:man": gettext_lazy("A man")}
HOW: dict[str, Words] = {
    "how:one": gettext_lazy("One to one"),
    "how:group": gettext_lazy("In a group"),
    "where:comes": gettext_lazy("Comes to me"),
    "where:go": gettext_lazy("I go there"),
    "is:micro": gettext_lazy("Small: five people or fewer"),
    "is:checked": gettext_lazy("Checked by a council"),
}


def _terms(prefix: str, terms: Iterable[taxonomy.Term]) -> dict[str, Words]:
    return {f"{prefix}:{term.slug}": term.name for term in terms}


LANGUAGES: dict[str, Words] = {f"lang:{code}": name for code, name in taxonomy.LANGUAGES.items() if code != "en"}
FAMILIES = _terms("fam", taxonomy.FAMILIES)
NEEDS = _terms("who", taxonomy.NEEDS)
PAYMENTS = _terms("pay", taxonomy.PAYMENTS)
ACCESS = _terms("access", taxonomy.ACCESS)
COMMUNICATION = _terms("comm", taxonomy.COMMUNICATION)


def exact_times() -> dict[str, str]:
    """Each part of each day."""
    return {tag: _("%(day)s %(part)s") % {"day": DAYS[day], "part": PARTS[part]} for tag, (day, part) in EXACT.items()}


def groups() -> list[tuple[str, Mapping[str, Words], bool]]:
    """Legend, answers, and whether answers that nobody here gives are left out."""
    return [
        (_("What"), FAMILIES, False),
        (_("Day and time"), TIMES, False),
        (_("A day that suits"), exact_times(), True),
        (_("Who it is for"), NEEDS, True),
        (_("Price of an hour, or of a visit or session"), PRICE, False),
        (_("How I pay"), PAYMENTS, False),
        (_("Who comes"), WHO | LANGUAGES | COMMUNICATION, True),
        (_("How it works"), HOW, False),
        (_("Getting in"), ACCESS, True),
    ]


KNOWN = frozenset(SPECIAL) | frozenset(
    {
        **FAMILIES,
        **TIMES,
        **dict.fromkeys(EXACT),
        **NEEDS,
        **PAYMENTS,
        **WHO,
        **LANGUAGES,
        **COMMUNICATION,
        **HOW,
        **ACCESS,
    }
)


def clean(given: Iterable[str]) -> list[str]:
    """The filters that exist, each once; anything else that was sent means nothing."""
    return [tag for tag in dict.fromkeys(given) if tag in KNOWN]


def clean_miles(given: str | int | None) -> int | None:
    """The nearest distance that the page offers, or None for as far as it takes to find a page of people."""
    try:
        wanted = int(given or 0)
    except (TypeError, ValueError):
        return None
    return min(MILES, key=lambda miles: abs(miles - wanted)) if wanted else None


def wanted(body: Mapping) -> Wanted:
    """The search that a kept body stands for."""
    return Wanted.of(body)


def shown(chosen: Iterable[str], counts: Mapping[str, int]) -> tuple[list[dict], list[dict]]:
    """The chips that people use most, and the groups behind *More ways to narrow*."""
    ticked = set(chosen)
    labels: dict[str, Words] = {**SPECIAL, **HOW, **TIMES, **PAYMENTS} | {"when:weekday-morning": _("Mornings")}
    chips = [_option(tag, labels[tag], ticked, counts) for tag in CHIPS]
    rest = []
    for legend, answers, only_given in groups():
        options = [
            _option(tag, label, ticked, counts)
            for tag, label in answers.items()
            if tag not in CHIPS and (not only_given or counts.get(tag) or tag in ticked)
        ]
        if options:
            rest.append({"legend": legend, "name": "f", "options": options})
    return chips, rest


def _option(tag: str, label: Words, ticked: set[str], counts: Mapping[str, int]) -> dict:
    return {"name": "f", "value": tag, "label": str(label), "count": counts.get(tag, 0), "checked": tag in ticked}


class WholeFilter(django_filters.Filter):
    field_class = forms.IntegerField


class YesOrNoField(forms.Field):
    """A true or a false, as JSON or an address has them."""

    default_error_messages = {"invalid": gettext_lazy("Send true or false.")}

    def to_python(self, value) -> bool:
        known = {True: True, False: False, "true": True, "false": False, "": False, None: False}
        if value not in known:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return known[value]


class YesOrNoFilter(django_filters.Filter):
    field_class = YesOrNoField


class SearchFilters(django_filters.FilterSet):
    """What a program may ask of the directory: the same questions, and the same search, as the pages."""

    where = django_filters.CharFilter(
        label=gettext_lazy("A postcode or a town. Needed, unless easting and northing are given."), max_length=100
    )
    easting = WholeFilter(label=gettext_lazy("Metres on the British National Grid"), min_value=0, max_value=800_000)
    northing = WholeFilter(label=gettext_lazy("Metres on the British National Grid"), min_value=0, max_value=1_300_000)
    council = django_filters.CharFilter(
        label=gettext_lazy("With easting and northing: the ONS code of the council there"),
        max_length=9,
    )
    help = django_filters.CharFilter(
        label=gettext_lazy("What would help, in anybody’s own words. Words about health belong in a POST."),
        max_length=300,
    )
    miles = django_filters.TypedChoiceFilter(
        label=gettext_lazy("How far, in miles (if not said 10, and further where fewer than a few fit)"),
        choices=[(n, n) for n in MILES], coerce=int, empty_value=None,
    )  # fmt: skip
    filters = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("Tags of the list ‘filters’ under /api/v1/taxonomies. One of each group has to hold."),
        choices=[(tag, tag) for tag in sorted(KNOWN)],
    )
    needs = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("Wishes, which leave nobody out and put those first who meet them: whom it is for."),
        choices=taxonomy.choices(taxonomy.NEEDS),
    )
    times = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("Wishes of the same kind: parts of days that suit, such as tue-morning."),
        choices=[(slot, slot) for slot in facets.SLOTS],
    )
    exact = YesOrNoFilter(label=gettext_lazy("Search for the words as they are typed, and read none as another."))
    page = WholeFilter(label=gettext_lazy("Which page (1 if not said)"), min_value=1, max_value=MOST)
    size = WholeFilter(label=gettext_lazy("How many on a page (10 if not said)"), min_value=1, max_value=50)

    class Meta:
        model = SearchDocument
        fields: list[str] = []
        form = SearchForm

    def body(self) -> dict:
        """What was asked, in the form in which the pages keep it."""
        asked = self.form.cleaned_data
        return {name: asked[name] for name in ("help", "place", "miles", "filters", "needs", "times", "exact")}

    @property
    def paging(self) -> tuple[int, int]:
        """The page and its size."""
        return self.form.cleaned_data["page"] or 1, self.form.cleaned_data["size"] or PAGE

    def filter_queryset(self, queryset) -> Found:
        """The one search; past the thousandth nobody is found."""
        page, size = self.paging
        found = search(replace(wanted(self.body()), for_programs=True), page=page, size=size)
        return replace(found, rows=found.rows[: max(MOST - (page - 1) * size, 0)])
