"""What the clock does to checks, papers and concerns; the database remembers what is due, so each may run twice."""

from commissioning.tasks.bills import remind_of_bills
from commissioning.tasks.contracts import close_contracts, remind_of_offers
from commissioning.tasks.counting import forget, open_cases, recompute
from commissioning.tasks.expiry import expire_checks
from commissioning.tasks.papers import forget_papers, scan_papers
from commissioning.tasks.payments import follow_payments, forget_accounts, propose_payments
from commissioning.tasks.publishing import tell_publishers
from commissioning.tasks.starting import help_to_start

__all__ = [
    "close_contracts",
    "expire_checks",
    "follow_payments",
    "forget",
    "forget_accounts",
    "forget_papers",
    "help_to_start",
    "open_cases",
    "propose_payments",
    "recompute",
    "remind_of_bills",
    "remind_of_offers",
    "scan_papers",
    "tell_publishers",
]
