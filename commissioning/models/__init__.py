"""Checks in proportion and help to start; small contracts, invoices, and payments."""

from commissioning.models.cases import CheckCase, Circumstances, Decision, Requirement, Turn, Waiver
from commissioning.models.concerns import Concern, SafeguardingRoute, Suspension
from commissioning.models.contracts import CallOff, Contract, ContractVersion
from commissioning.models.evidence import Evidence, EvidenceFile, Passport, Referee, Worker
from commissioning.models.invoices import BankRate, Invoice, InvoiceLine, InvoiceQuery, InvoicingSettings
from commissioning.models.payees import BankAccount, ModulusTables, PayeeCheck, PayerSettings
from commissioning.models.payments import AnswerLine, BankAnswer, Payment, PaymentRun, Publication, RunFile
from commissioning.models.registers import CqcLocation, CqcMatch
from commissioning.models.rules import Recomputation, RuleSet
from commissioning.models.speed import PaidTime
from commissioning.models.starting import Grant, GrantScheme, NextStep, Offer, Start, TakeUp

__all__ = [
    "AnswerLine",
    "BankAccount",
    "BankAnswer",
    "BankRate",
    "CallOff",
    "CheckCase",
    "Circumstances",
    "Concern",
    "Contract",
    "ContractVersion",
    "CqcLocation",
    "CqcMatch",
    "Decision",
    "Evidence",
    "EvidenceFile",
    "Grant",
    "GrantScheme",
    "Invoice",
    "InvoiceLine",
    "InvoiceQuery",
    "InvoicingSettings",
    "ModulusTables",
    "NextStep",
    "Offer",
    "PaidTime",
    "Passport",
    "PayeeCheck",
    "PayerSettings",
    "Payment",
    "PaymentRun",
    "Publication",
    "Recomputation",
    "Referee",
    "Requirement",
    "RuleSet",
    "RunFile",
    "SafeguardingRoute",
    "Start",
    "Suspension",
    "TakeUp",
    "Turn",
    "Waiver",
    "Worker",
]
