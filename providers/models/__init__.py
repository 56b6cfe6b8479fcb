"""Enterprises, what they offer, what was seen of them, and the searches people make."""

from providers.models.enterprises import Enterprise
from providers.models.feed import FeedRun
from providers.models.imported import ImportedService
from providers.models.lists import lines, slugs
from providers.models.searches import (
    KnownWord,
    PointField,
    Search,
    SearchCard,
    SearchDocument,
    SharedShortlist,
)
from providers.models.services import CheckResult, Correction, Price, Schedule, Service

__all__ = [
    "Enterprise",
    "ImportedService",
    "FeedRun",
    "lines",
    "slugs",
    "KnownWord",
    "PointField",
    "Search",
    "SearchCard",
    "SearchDocument",
    "SharedShortlist",
    "CheckResult",
    "Correction",
    "Price",
    "Schedule",
    "Service",
]
