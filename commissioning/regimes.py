"""Which law a small contract is let under, and what that asks of the council, in words and with its source.

The Procurement Act 2023 has been in force since 24 February 2025; what began before it is under the Public Contracts
Regulations 2015 until it ends. A value is that of the whole life of a contract, with all extensions and with VAT.
Almost every small contract is below the threshold: then Part 6 (ss.84 to 88) applies, and it is no "public contract".
Money that a person spends themselves, a direct payment too, makes no public contract at all. Thresholds have dates:
after the last row that is written here somebody has to look whether there is a new one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.weeks import refuse
from marketplace.ui.filters import pounds

ACT_IN_FORCE_ON = date(2025, 2, 24)
NOTICE_PENCE = 3_000_000  # s.87: £30,000, for everybody but central government
REGISTER_PENCE = 500_000  # Local Government Transparency Code 2015: contracts of £5,000 and more
MOST_PENCE = 100_000_000_000  # £1 billion is a slip of the hand


class Payer(StrEnum):
    """Whose contract it is."""

    COUNCIL = "council"
    NHS = "nhs"
    DIRECT_PAYMENT = "direct-payment"
    PHB_DIRECT_PAYMENT = "phb-direct-payment"
    SELF_FUNDED = "self-funded"
    FUND_HOLDER = "fund-holder"


class Regime(StrEnum):
    """The law that a contract is let under."""

    PRIVATE = "private"
    PROVIDER_SELECTION = "provider-selection"
    REGULATIONS_2015 = "regulations-2015"
    BELOW_THRESHOLD = "below-threshold"
    USER_CHOICE = "user-choice"
    LIGHT_TOUCH = "light-touch"
    FULL = "full"


NAMES: dict[Regime, Promise] = {
    Regime.PRIVATE: gettext_lazy("A private contract: procurement law does not apply"),
    Regime.PROVIDER_SELECTION: gettext_lazy("Health care: the Provider Selection Regime 2023"),
    Regime.REGULATIONS_2015: gettext_lazy("Begun before 24 February 2025: the Public Contracts Regulations 2015"),
    Regime.BELOW_THRESHOLD: gettext_lazy("Below the threshold: Part 6 of the Procurement Act 2023"),
    Regime.USER_CHOICE: gettext_lazy("Above the threshold, chosen by the person: direct award"),
    Regime.LIGHT_TOUCH: gettext_lazy("Above the threshold: the light touch rules of the Procurement Act 2023"),
    Regime.FULL: gettext_lazy("Above the threshold: the full Procurement Act 2023"),
}
PERSONS_OWN = frozenset({Payer.DIRECT_PAYMENT, Payer.PHB_DIRECT_PAYMENT, Payer.SELF_FUNDED, Payer.FUND_HOLDER})
PUBLIC_CONTRACTS = frozenset({Regime.USER_CHOICE, Regime.LIGHT_TOUCH, Regime.FULL})


@dataclass(frozen=True)
class Thresholds:
    """The thresholds from a day on, of whole contracts with VAT; `source` is where they are written."""

    since: date
    light_touch_pence: int
    services_pence: int
    source: str


HISTORY = (
    Thresholds(date(2025, 2, 24), 66_354_000, 21_490_400, "Procurement Act 2023 sch 1"),
    Thresholds(date(2026, 1, 1), 66_354_000, 20_772_000, "Procurement Act 2023 sch 1; PPN 023"),
)
LOOK_AGAIN_ON = date(2028, 1, 1)  # thresholds change every two years


@dataclass(frozen=True)
class Contract:
    """What decides: whose it is, its whole value with VAT, when its procurement began, and how it came about.

    `is_care` is social care and the like, which the light touch rules are for. `is_health_care` is care that the NHS
    buys, or a council for public health. `is_chosen` is the choice of one person who is to be supported.
    """

    payer: Payer
    pence: int
    began_on: date
    is_care: bool = True
    is_health_care: bool = False
    is_chosen: bool = False
    is_advertised: bool = False


@dataclass(frozen=True)
class Duty:
    """One thing that the law asks, in words, with its source; the code is what a programme goes by."""

    code: str
    words: str
    source: str


@dataclass(frozen=True)
class Applies:
    """The regime, its duties, the threshold that it was held against, and what somebody should look at."""

    regime: Regime
    duties: tuple[Duty, ...]
    threshold_pence: int | None
    look_at: tuple[str, ...] = ()

    @property
    def is_public_contract(self) -> bool:
        """Only these stand in the payments compliance notice."""
        return self.regime in PUBLIC_CONTRACTS

    @property
    def words(self) -> str:
        return str(NAMES[self.regime])

    def asks_for(self, code: str) -> bool:
        return any(duty.code == code for duty in self.duties)


def thresholds_on(day: date, history: Iterable[Thresholds] = HISTORY) -> Thresholds | None:
    """The thresholds of a day; before the Act there are none."""
    known = [row for row in history if row.since <= day]
    return max(known, key=lambda row: row.since) if known else None


def regime_of(contract: Contract, history: Sequence[Thresholds] = HISTORY) -> Applies:
    """Which law applies and what it asks. Refuses a value that cannot be."""
    refuse(problems(contract))
    if contract.payer in PERSONS_OWN:
        return Applies(Regime.PRIVATE, tuple(_private(contract)), None)
    if contract.is_health_care:
        return Applies(Regime.PROVIDER_SELECTION, tuple(_health()), None)
    limits = thresholds_on(contract.began_on, history)
    if limits is None:
        return Applies(Regime.REGULATIONS_2015, tuple(_regulations_2015()), None)
    threshold = limits.light_touch_pence if contract.is_care else limits.services_pence
    return Applies(*_under_the_act(contract, threshold), threshold, tuple(_look_at(contract, threshold)))


def problems(contract: Contract) -> list[str]:
    """Why a contract cannot be, in sentences."""
    if contract.pence <= 0:
        return [_("Say what the contract is worth over its whole life.")]
    if contract.pence > MOST_PENCE:
        return [_("The contract is worth %(sum)s: look for a digit too many.") % {"sum": pounds(contract.pence)}]
    return []


def _under_the_act(contract: Contract, threshold: int) -> tuple[Regime, tuple[Duty, ...]]:
    """A value that reaches the threshold is above it (s.3, sch 1: "not less than")."""
    if contract.pence < threshold:
        return Regime.BELOW_THRESHOLD, (*_below(contract), _term(_("s.88")))
    if not contract.is_care:
        return Regime.FULL, (_ask_first(), *_above())
    if contract.is_chosen:
        return Regime.USER_CHOICE, (*_by_choice(), *_above())
    return Regime.LIGHT_TOUCH, (_ask_first(), _details_in_120(), *_above())


def _below(contract: Contract) -> Iterable[Duty]:
    yield Duty("no-stage-before", _("Do not ask who is fit to take part before you ask for offers."),
               _("Procurement Act 2023 s.85"))  # fmt: skip
    yield Duty("small-first", _("Think about what keeps small enterprises out, and whether it can go."),
               _("Procurement Act 2023 s.86"))  # fmt: skip
    if contract.pence >= NOTICE_PENCE:
        if contract.is_advertised:
            yield Duty("tender-notice", _("Publish a below-threshold tender notice first, on the central platform."),
                       _("Procurement Act 2023 s.87"))  # fmt: skip
        yield Duty("contract-details", _("Publish a contract details notice as soon as you can after it is agreed."),
                   _("Procurement Act 2023 s.87"))  # fmt: skip
    if contract.pence >= REGISTER_PENCE:
        yield Duty("register", _("Put it in the register of contracts, every quarter."),
                   _("Local Government Transparency Code 2015"))  # fmt: skip


def _by_choice() -> Iterable[Duty]:
    yield Duty("record-choice", _("Write down that the person chose, and why asking others would not help them."),
               _("Procurement Act 2023 sch 5"))  # fmt: skip
    yield Duty("no-transparency-notice", _("No transparency notice is needed before it is agreed."),
               _("Procurement Act 2023 s.44(3)"))  # fmt: skip
    yield _details_in_120()


def _above() -> Iterable[Duty]:
    yield _term(_("s.68"))
    yield Duty("e-invoice", _("Take an electronic invoice of the standard EN 16931."), _("Procurement Act 2023 s.67"))
    yield Duty("compliance-notice", _("Its payments stand in the payments compliance notice, twice a year."),
               _("Procurement Act 2023 s.69"))  # fmt: skip
    yield Duty("large-payments", _("Publish each payment above £30,000, every quarter."),
               _("Procurement Act 2023 s.70"))  # fmt: skip
    yield Duty("register", _("Put it in the register of contracts, every quarter."),
               _("Local Government Transparency Code 2015"))  # fmt: skip


def _ask_first() -> Duty:
    return Duty("procurement-team", _("This is too large for a small contract here. Ask your procurement team first."),
                _("Procurement Act 2023 part 3"))  # fmt: skip


def _details_in_120() -> Duty:
    return Duty("details-120-days", _("Publish a contract details notice within 120 days after it is agreed."),
                _("Procurement Act 2023 s.53(1)"))  # fmt: skip


def _term(section: str) -> Duty:
    return Duty("term-30-days", _("Pay within the 30 days that begin when the invoice comes. No term can be longer."),
                _("Procurement Act 2023 %(section)s") % {"section": section})  # fmt: skip


def _regulations_2015() -> Iterable[Duty]:
    yield Duty("term-30-days", _("Pay within 30 days of the invoice being valid and undisputed."),
               _("Public Contracts Regulations 2015 reg 113"))  # fmt: skip
    yield Duty("legacy-figures", _("Its payments stand in the yearly figures of the older law."),
               _("Public Contracts Regulations 2015 reg 113(7)"))  # fmt: skip


def _health() -> Iterable[Duty]:
    yield Duty("procurement-team", _("Health care is bought under rules of its own. Ask your procurement team first."),
               _("Health Care Services (Provider Selection Regime) Regulations 2023"))  # fmt: skip


def _private(contract: Contract) -> Iterable[Duty]:
    if contract.payer == Payer.FUND_HOLDER:
        words = _("It is a contract between two businesses. Interest is owed when it is paid late.")
        yield Duty("term-30-days", _("Where a council pays for the fund by contract, its 30 days hold here too."),
                   _("Procurement Act 2023 ss.73 and 88"))  # fmt: skip
    else:
        words = _("It is a contract between the person and the enterprise. The person owes no interest by law.")
    yield Duty("private", words, _("Late Payment of Commercial Debts (Interest) Act 1998 s.2"))


def _look_at(contract: Contract, threshold: int) -> Iterable[str]:
    """What the rules cannot settle: a value close to the threshold, or thresholds that may be old."""
    if threshold * 9 <= contract.pence * 10 and contract.pence < threshold:
        yield _("It is within a tenth of the threshold, %(sum)s: a small extension would take it above.") % {
            "sum": pounds(threshold)}  # fmt: skip
    if contract.payer == Payer.NHS:
        yield _("Some NHS bodies have lower thresholds than a council. Ask which one holds for yours.")
    if contract.began_on >= LOOK_AGAIN_ON:
        yield _("The thresholds written here may be out of date. Look whether there are new ones.")


@dataclass(frozen=True)
class QuoteRule:
    """A line of a council's standing orders: up to this sum, so many quotes."""

    up_to_pence: int
    quotes: int


def quotes_needed(pence: int, rules: Iterable[QuoteRule]) -> int | None:
    """How many quotes a council's own rules ask for; None: they say nothing of so much, and somebody has to ask."""
    in_order = sorted(rules, key=lambda rule: rule.up_to_pence)
    return next((rule.quotes for rule in in_order if pence <= rule.up_to_pence), None)
