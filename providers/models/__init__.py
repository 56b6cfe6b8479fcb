"""Enterprises, what they offer, what was seen of them, what people search for and ask."""

from providers.models.answering import Answering
from providers.models.enquiries import Block, Enquiry, EnquiryLine
from providers.models.enterprises import Enterprise
from providers.models.feed import FeedRun
from providers.models.gatherings import Gathering
from providers.models.imported import ImportedService
from providers.models.interests import Interest
from providers.models.keepers import AskRhythm, Fading, Keeper
from providers.models.lists import lines, slugs
from providers.models.needs import UnmetNeed
from providers.models.posted import NeedAnswer, PostedNeed
from providers.models.saved import Follower, SavedSearch
from providers.models.searches import (
    KnownWord,
    PointField,
    Search,
    SearchCard,
    SearchDocument,
    SharedShortlist,
)
from providers.models.services import CheckResult, Correction, Price, Schedule, Service
from providers.models.stories import Story

__all__ = [
    "Block",
    "Answering",
    "AskRhythm",
    "Fading",
    "Follower",
    "Keeper",
    "SavedSearch",
    "Enquiry",
    "EnquiryLine",
    "UnmetNeed",
    "NeedAnswer",
    "PostedNeed",
    "Story",
    "Enterprise",
    "ImportedService",
    "Interest",
    "FeedRun",
    "Gathering",
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
