"""A number that does not fit is refused in plain words, never in Django's own."""

from datetime import date

import pytest

from commissioning.forms.contracts import ContractForm
from commissioning.forms.needing import NeedForm
from commissioning.forms.paying import PayingForm
from commissioning.forms.publishing import RateForm


@pytest.mark.parametrize(
    ("form", "name", "typed", "words"),
    [
        (lambda sent: RateForm(sent, today=date(2026, 11, 27)), "per_cent", "3.7512345", "at most two digits"),
        (lambda sent: RateForm(sent, today=date(2026, 11, 27)), "per_cent", "123456", "0 to 25 per cent"),
        (ContractForm, "units", "100000", "Enter a whole number from 1 to 10,000"),
        (ContractForm, "notice_days", "0", "Enter a whole number from 1 to 90"),
        (PayingForm, "query_days", "31", "Enter a number of days from 1 to 30"),
        (NeedForm, "workers", "51", "Enter a number from 1 to 50"),
    ],
)
def test_somebody_reads_plainly_what_number_fits(form, name, typed, words):
    errors = form({name: typed}).errors[name]
    assert words in " ".join(errors) and "Ensure" not in " ".join(errors)
