"""A run of payments as a bank file needs it, what each kind of payment allows, and what is wrong before it is written.

Faster Payments: £1,000,000 a payment. Bacs: £20,000,000, on a working day, with a service user number. References have
18 letters with both. Banks differ: a profile can be changed for one bank.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.timezone import is_aware
from django.utils.translation import gettext as _

from budgets.weeks import refuse
from commissioning.bank_files.letters import CAPITALS, EVERYDAY, written
from marketplace.ui.filters import pounds
from marketplace.workflow.working_days import is_working_day


@dataclass(frozen=True)
class Account:
    """Whose account, its sort code of six digits and its number of eight; neither shows in a log."""

    name: str
    sort_code: str = field(repr=False)
    number: str = field(repr=False)


@dataclass(frozen=True)
class Payment:
    """One payment. `end_to_end_id` is ours, comes back with the answer, and is on no other payment."""

    end_to_end_id: str
    pence: int
    payee: Account
    reference: str


@dataclass(frozen=True)
class Run:
    """All payments of one file, from one account on one day; `sender_id` is the service user number of Bacs."""

    message_id: str
    created_at: datetime
    pay_on: date
    payer: Account
    payments: tuple[Payment, ...]
    sender_id: str = ""

    @property
    def total_pence(self) -> int:
        return sum(payment.pence for payment in self.payments)


@dataclass(frozen=True)
class Profile:
    """One way of paying, in the words of ISO 20022, with what it allows."""

    code: str
    service_level: str
    charges: str
    id_scheme: tuple[str, str]
    letters: frozenset[str]
    name_length: int
    most_pence: int
    is_one_booking: bool
    is_bacs: bool = False
    reference_length: int = 18


FASTER_PAYMENTS = Profile("faster-payments", "URGP", "SHAR", ("Cd", "CUST"), EVERYDAY, 40, 100_000_000, False)
BACS = Profile("bacs", "NURG", "SLEV", ("Prtry", "SUN"), CAPITALS, 18, 2_000_000_000, True, is_bacs=True)
PROFILES = {profile.code: profile for profile in (FASTER_PAYMENTS, BACS)}

MESSAGE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,34}")
OUR_ID = re.compile(r"[A-Z0-9][A-Z0-9./-]{0,17}")


@dataclass(frozen=True)
class BankFile:
    """The bytes that go to the bank, frozen, with what they come to."""

    name: str
    content: bytes = field(repr=False)
    count: int
    total_pence: int

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def name_of(account: Account, profile: Profile) -> str:
    return written(account.name, profile.letters, profile.name_length)


def reference_of(payment: Payment, profile: Profile) -> str:
    """The reference as the payee sees it; it is never cut, as half of it would lead nowhere."""
    return written(payment.reference, profile.letters, profile.reference_length + 1)


def payment_problems(payment: Payment, profile: Profile) -> list[str]:
    """Why one payment cannot go in a file, in sentences: it is held, and the others go on."""
    name = {"id": payment.end_to_end_id}
    found = [f"{payment.end_to_end_id}: {words}" for words in _account_problems(payment.payee, profile)]
    if not OUR_ID.fullmatch(payment.end_to_end_id):
        found.append(_("%(id)s: our own reference has 1 to 18 capitals and digits.") % name)
    if payment.pence <= 0:
        found.append(_("%(id)s: there is nothing to pay.") % name)
    if payment.pence > profile.most_pence:
        found.append(_("%(id)s: %(sum)s is more than one payment may be, %(most)s.") % {
            **name, "sum": pounds(payment.pence), "most": pounds(profile.most_pence)})  # fmt: skip
    if not 0 < len(reference_of(payment, profile)) <= profile.reference_length:
        found.append(_("%(id)s: the payment reference has 1 to %(n)s letters that the bank knows.") % {
            **name, "n": profile.reference_length})  # fmt: skip
    return found


def problems(run: Run, profile: Profile) -> list[str]:
    """Everything that keeps a run from being written, in sentences."""
    found = [*_run_problems(run, profile)]
    found += [_("Your own account: %(words)s") % {"words": words} for words in _account_problems(run.payer, profile)]
    found += [words for payment in run.payments for words in payment_problems(payment, profile)]
    counted = Counter(payment.end_to_end_id for payment in run.payments)
    found += [_("%(id)s is in the run twice.") % {"id": key} for key, times in counted.items() if times > 1]
    return found


def check(run: Run, profile: Profile) -> None:
    """Refuse a run that cannot be written, before anything is."""
    refuse(problems(run, profile))


def _run_problems(run: Run, profile: Profile) -> Iterator[str]:
    if not run.payments:
        yield _("There is nothing in this run.")
    if not MESSAGE_ID.fullmatch(run.message_id):
        yield _("The number of the run has 1 to 35 letters, digits and dashes.")
    if not is_aware(run.created_at):
        yield _("The time of the run has no time zone.")
    if profile.is_bacs and not re.fullmatch(r"[0-9]{6}", run.sender_id):
        yield _("Bacs needs the council’s service user number, which has six digits.")
    if profile.is_bacs and not is_working_day(run.pay_on):
        yield _("Bacs pays on working days only. Choose another day.")


def _account_problems(account: Account, profile: Profile) -> Iterator[str]:
    if not re.fullmatch(r"[0-9]{6}", account.sort_code):
        yield _("the sort code does not have six digits.")
    if not re.fullmatch(r"[0-9]{8}", account.number):
        yield _("the account number does not have eight digits.")
    if not name_of(account, profile):
        yield _("the bank cannot write this name. Ask how the bank spells it.")
