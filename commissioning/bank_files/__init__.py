"""Files to and from banks and finance systems: pain.001, plain CSV, and the answers to them."""

from commissioning.bank_files.facts import Answer, Fact, Outcome
from commissioning.bank_files.neutral import (
    NEUTRAL,
    ApprovedLine,
    Column,
    Days,
    Layout,
    Money,
    layout_problems,
    write_for_bank,
    write_for_finance,
)
from commissioning.bank_files.pain001 import write
from commissioning.bank_files.reading import read
from commissioning.bank_files.reasons import OF_THE_ACCOUNT, words_of
from commissioning.bank_files.runs import (
    BACS,
    FASTER_PAYMENTS,
    PROFILES,
    Account,
    BankFile,
    Payment,
    Profile,
    Run,
    payment_problems,
    problems,
)
from commissioning.bank_files.safe_xml import Unreadable

__all__ = [
    "BACS",
    "FASTER_PAYMENTS",
    "NEUTRAL",
    "OF_THE_ACCOUNT",
    "PROFILES",
    "Account",
    "Answer",
    "ApprovedLine",
    "BankFile",
    "Column",
    "Days",
    "Fact",
    "Layout",
    "Money",
    "Outcome",
    "Payment",
    "Profile",
    "Run",
    "Unreadable",
    "layout_problems",
    "payment_problems",
    "problems",
    "read",
    "words_of",
    "write",
    "write_for_bank",
    "write_for_finance",
]
