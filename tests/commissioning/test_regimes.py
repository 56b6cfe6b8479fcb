"""Which law a contract is let under and what it asks (DOMAIN 4.1), a row for each rule of the table."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commissioning.regimes import (
    HISTORY,
    NAMES,
    Contract,
    Payer,
    QuoteRule,
    Regime,
    quotes_needed,
    regime_of,
    thresholds_on,
)
from marketplace.workflow.errors import RuleBroken

PATIENT = settings(deadline=None)  # a busy machine is no fault of the rules
NOW = date(2026, 11, 26)
TERM, NOTICE = "term-30-days", "contract-details"


def contract(pounds, began_on=NOW, payer=Payer.COUNCIL, **facts):
    return Contract(payer, round(pounds * 100), began_on, **facts)


@pytest.mark.parametrize(("asked", "regime"), [
    (contract(180), Regime.BELOW_THRESHOLD),
    (contract(663_539.99), Regime.BELOW_THRESHOLD), (contract(663_540), Regime.LIGHT_TOUCH),
    (contract(663_540, is_chosen=True), Regime.USER_CHOICE),
    (contract(663_539, is_chosen=True), Regime.BELOW_THRESHOLD),
    (contract(207_719.99, is_care=False), Regime.BELOW_THRESHOLD), (contract(207_720, is_care=False), Regime.FULL),
    (contract(210_000, date(2025, 12, 31), is_care=False), Regime.BELOW_THRESHOLD),  # £214,904 until then
    (contract(214_904, date(2025, 12, 31), is_care=False), Regime.FULL),
    (contract(180, date(2025, 2, 23)), Regime.REGULATIONS_2015),
    (contract(180, date(2025, 2, 24)), Regime.BELOW_THRESHOLD),
    (contract(180, is_health_care=True), Regime.PROVIDER_SELECTION),
    (contract(180, payer=Payer.NHS), Regime.BELOW_THRESHOLD),
    (contract(9_000_000, payer=Payer.DIRECT_PAYMENT), Regime.PRIVATE),
    (contract(180, payer=Payer.PHB_DIRECT_PAYMENT, is_health_care=True), Regime.PRIVATE),
    (contract(180, payer=Payer.SELF_FUNDED), Regime.PRIVATE), (contract(180, payer=Payer.FUND_HOLDER), Regime.PRIVATE),
])  # fmt: skip
def test_which_law_applies(asked, regime):
    found = regime_of(asked)
    assert found.regime == regime and found.words == str(NAMES[regime])
    assert found.is_public_contract == (regime in (Regime.LIGHT_TOUCH, Regime.USER_CHOICE, Regime.FULL))


@pytest.mark.parametrize(("asked", "codes"), [
    (contract(180), ["no-stage-before", "small-first", TERM]),
    (contract(4_999.99), ["no-stage-before", "small-first", TERM]),
    (contract(5_000), ["no-stage-before", "small-first", "register", TERM]),
    (contract(29_999.99, is_advertised=True), ["no-stage-before", "small-first", "register", TERM]),
    (contract(30_000), ["no-stage-before", "small-first", NOTICE, "register", TERM]),  # asked of a closed list
    (contract(30_000, is_advertised=True),
     ["no-stage-before", "small-first", "tender-notice", NOTICE, "register", TERM]),
    (contract(700_000, is_chosen=True),
     ["record-choice", "no-transparency-notice", "details-120-days", TERM, "e-invoice", "compliance-notice",
      "large-payments", "register"]),
    (contract(700_000),
     ["procurement-team", "details-120-days", TERM, "e-invoice", "compliance-notice", "large-payments", "register"]),
    (contract(180, date(2024, 4, 1)), [TERM, "legacy-figures"]),
    (contract(180, is_health_care=True), ["procurement-team"]),
    (contract(180, payer=Payer.SELF_FUNDED), ["private"]), (contract(180, payer=Payer.FUND_HOLDER), [TERM, "private"]),
])  # fmt: skip
def test_what_the_law_asks(asked, codes):
    found = regime_of(asked)
    assert [duty.code for duty in found.duties] == codes
    assert all(found.asks_for(code) for code in codes) and not found.asks_for("e-mail")


@pytest.mark.parametrize(("asked", "words"), [
    (contract(180), []),
    (contract(597_186), ["It is within a tenth of the threshold, £663,540: a small extension would take it above."]),
    (contract(597_185), []), (contract(663_540), []),
    (contract(180, date(2028, 1, 1)), ["The thresholds written here may be out of date. "
                                       "Look whether there are new ones."]),
    (contract(180, payer=Payer.NHS), ["Some NHS bodies have lower thresholds than a council. "
                                      "Ask which one holds for yours."]),
])  # fmt: skip
def test_what_the_rules_cannot_settle_is_shown_to_somebody(asked, words):
    assert list(regime_of(asked).look_at) == words


@pytest.mark.parametrize(("pounds", "words"), [(0, "Say what"), (-5, "Say what"), (2_000_000_000, "a digit too many")])
def test_a_value_that_cannot_be_is_refused(pounds, words):
    with pytest.raises(RuleBroken, match=words):
        regime_of(contract(pounds))


@pytest.mark.parametrize(("day", "since"), [
    (date(2025, 2, 23), None), (date(2025, 12, 31), date(2025, 2, 24)), (date(2026, 1, 1), date(2026, 1, 1)),
])  # fmt: skip
def test_thresholds_have_dates(day, since):
    found = thresholds_on(day)
    assert (found and found.since) == since
    assert thresholds_on(day, tuple(reversed(HISTORY))) == found


ORDERS = [QuoteRule(2_500_000, 2), QuoteRule(500_000, 1), QuoteRule(5_000_000, 3)]


@pytest.mark.parametrize(("pence", "quotes"), [
    (1, 1), (500_000, 1), (500_001, 2), (2_500_000, 2), (5_000_000, 3), (5_000_001, None),
])  # fmt: skip
def test_a_councils_own_rules_say_how_many_quotes(pence, quotes):
    assert quotes_needed(pence, ORDERS) == quotes and quotes_needed(pence, []) is None


CONTRACTS = st.builds(Contract, st.sampled_from(Payer), st.integers(1, 10**10), st.dates(date(2020, 1, 1),
                      date(2030, 1, 1)), st.booleans(), st.booleans(), st.booleans(), st.booleans())  # fmt: skip


@PATIENT
@given(CONTRACTS)
def test_every_contract_has_one_law_with_duties_in_words_and_their_source(asked):
    found = regime_of(asked)
    codes = [duty.code for duty in found.duties]
    assert found.duties and len(set(codes)) == len(codes)
    for duty in found.duties:
        assert duty.source and all(len(words.split()) <= 25 for words in duty.words.split(". "))
    if asked.payer in (Payer.COUNCIL, Payer.NHS) and not asked.is_health_care:
        assert found.asks_for(TERM)
