"""Checks in proportion: rules, cases, evidence, concerns."""

from commissioning.models.cases import CheckCase, Circumstances, Decision, Requirement, Turn, Waiver
from commissioning.models.concerns import Concern, SafeguardingRoute, Suspension
from commissioning.models.evidence import Evidence, EvidenceFile, Passport, Referee, Worker
from commissioning.models.registers import CqcLocation, CqcMatch
from commissioning.models.rules import Recomputation, RuleSet

__all__ = [
    "CheckCase",
    "Circumstances",
    "Concern",
    "CqcLocation",
    "CqcMatch",
    "Decision",
    "Evidence",
    "EvidenceFile",
    "Passport",
    "Recomputation",
    "Referee",
    "Requirement",
    "RuleSet",
    "SafeguardingRoute",
    "Suspension",
    "Turn",
    "Waiver",
    "Worker",
]
