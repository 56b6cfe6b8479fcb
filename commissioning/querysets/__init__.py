"""Every named question: about checks and help to start, contracts, invoices, payees and payments."""

from commissioning.querysets.checks import (
    CaseQuerySet,
    ConcernQuerySet,
    EvidenceQuerySet,
    GrantQuerySet,
    OfferQuerySet,
    RequirementQuerySet,
    RuleSetQuerySet,
    StartQuerySet,
    SuspensionQuerySet,
    WorkerQuerySet,
    councils_for,
)
from commissioning.querysets.contracts import CallOffQuerySet, ContractQuerySet, ContractVersionQuerySet
from commissioning.querysets.invoices import InvoiceQuerySet, QueryQuerySet
from commissioning.querysets.payees import BankAccountQuerySet, PayeeCheckQuerySet
from commissioning.querysets.payments import (
    AnswerLineQuerySet,
    BankAnswerQuerySet,
    PaymentQuerySet,
    RunQuerySet,
)
from commissioning.querysets.speed import PaidTimeQuerySet
from commissioning.querysets.whose import PAYERS, bodies_for

__all__ = [
    "AnswerLineQuerySet",
    "BankAccountQuerySet",
    "BankAnswerQuerySet",
    "CallOffQuerySet",
    "CaseQuerySet",
    "ConcernQuerySet",
    "ContractQuerySet",
    "ContractVersionQuerySet",
    "EvidenceQuerySet",
    "GrantQuerySet",
    "InvoiceQuerySet",
    "OfferQuerySet",
    "PAYERS",
    "PaidTimeQuerySet",
    "PayeeCheckQuerySet",
    "PaymentQuerySet",
    "QueryQuerySet",
    "RequirementQuerySet",
    "RuleSetQuerySet",
    "RunQuerySet",
    "StartQuerySet",
    "SuspensionQuerySet",
    "WorkerQuerySet",
    "bodies_for",
    "councils_for",
]
