"""The terms are one page of short sentences; and what is missing is named before the first day."""

from datetime import date

import pytest

from commissioning import actions
from commissioning.contract_ready import ready, what_to_do
from commissioning.contract_terms import Facts, terms_of
from marketplace.workflow.errors import RuleBroken
from tests.commissioning.making_contracts import agreed, ordered
from tests.commissioning.paying import account_of, checked
from tests.people import acting

SAID = {"buyer": "Nottingham City Council", "enterprise": "Good Company", "number": "PO-2026-00001",
        "purpose": "A lunch club", "starts_on": date(2026, 3, 2), "ends_on": None, "value_pence": 24_000}  # fmt: skip


@pytest.mark.parametrize("more", [
    {"group": "Neighbours"}, {"is_by_agreement": True, "ends_on": date(2026, 9, 1)},
    {"group": "All", "is_self_billed": True, "price": "£20 a session", "still_to_show": ("DBS",)},
    {"group": "All", "is_registered": True}, {"group": "All", "is_registered": True, "vat_pence": 4_000},
])  # fmt: skip
def test_every_sentence_is_short_and_the_law_s_term_is_in_it(more):
    said = [sentence for part in terms_of(Facts(**SAID | more)) for sentence in part.sentences]
    assert all(len(sentence.split()) <= 25 for sentence in said)
    assert any("30 days" in sentence for sentence in said) and any("PO-2026-00001" in each for each in said)
    assert ("DBS." in said) == bool(more.get("still_to_show"))


@pytest.mark.django_db
def test_nothing_is_ordered_while_a_check_is_missing_and_it_is_named_before(nottingham, cooking, amina, connor):
    made = agreed(nottingham, cooking, connor, amina)
    actions.open_case(cooking, nottingham, by=acting(amina))
    found = ready(cooking, nottingham)
    assert found.missing and not found.is_ready
    assert any(found.missing[0] in each for each in what_to_do(found, cooking.enterprise, nottingham))
    with pytest.raises(RuleBroken, match="have to show"):
        ordered(made, connor)


@pytest.mark.django_db
def test_an_account_that_two_people_checked_is_nothing_to_do(nottingham, cooking, amina, fiona, raj):
    before = ready(cooking, nottingham)
    checked(account_of(cooking.enterprise, amina), nottingham, fiona, raj)
    after = ready(cooking, nottingham)
    assert (before.payee_code, after.payee_code) == ("no-account", "")
