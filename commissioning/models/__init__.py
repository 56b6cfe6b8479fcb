"""Checks in proportion: rules, cases, evidence, concerns; and help to start."""

from commissioning.models.cases import CheckCase, Circumstances, Decision, Requirement, Turn, Waiver
from commissioning.models.concerns import Concern, SafeguardingRoute, Suspension
from commissioning.models.evidence import Evidence, EvidenceFile, Passport, Referee, Worker
from commissioning.models.registers import CqcLocation, CqcMatch
from commissioning.models.rules import Recomputation, RuleSet
from commissioning.models.starting import Grant, GrantScheme, NextStep, Offer, Start, TakeUp

__all__ = [
    "CheckCase",
    "Circumstances",
    "Concern",
    "CqcLocation",
    "CqcMatch",
    "Decision",
    "Evidence",
    "EvidenceFile",
    "Grant",
    "GrantScheme",
    "NextStep",
    "Offer",
    "Passport",
    "Recomputation",
    "Referee",
    "Requirement",
    "RuleSet",
    "SafeguardingRoute",
    "Start",
    "Suspension",
    "TakeUp",
    "Turn",
    "Waiver",
    "Worker",
]
