"""Runs of payments for tests, and where the published schema and examples are."""

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from xmlschema import XMLSchema

from commissioning.bank_files import Account, Payment, Run
from tests.beside import beside

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "payments"
COUNCIL = Account("Hallam City Council", "040004", "12345678")
AMINA = Account("Amina Yusuf", "309634", "11223344")
JOSE = Account("José Núñez & Daughters", "200415", "87654321")
WHEN = datetime(2026, 11, 26, 14, 5, 9, 999, tzinfo=UTC)


def payments(*pence):
    """Payments of these sums, to two enterprises in turn."""
    return tuple(Payment(f"JR{n:06}", each, (AMINA, JOSE)[n % 2], f"Invoice {n}") for n, each in enumerate(pence, 1))


def run(*pence, **more):
    facts = {"message_id": "RUN-2026-11-26-1", "created_at": WHEN, "pay_on": date(2026, 11, 27), "payer": COUNCIL,
             "payments": payments(*(pence or (18_000, 9_600))), "sender_id": "654321"}  # fmt: skip
    return Run(**facts | more)


def folder():
    """The published files; skipped without them, except where everything is checked."""
    return beside(FOLDER, "The schema and examples of payments")


@cache
def schema():
    """A reader that knows nothing of ours: only the published schema."""
    return XMLSchema(folder() / "pain.001.001.09.xsd")


def understood(content):
    """What the schema understands of a file; anything that it does not allow is an error."""
    return schema().to_dict(content.decode(), decimal_type=str)["CstmrCdtTrfInitn"]
