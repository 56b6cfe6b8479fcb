"""What every page knows: who runs the site, who is looking, and how many they kept."""

import re

from django.conf import settings
from django.http import HttpRequest

SECTIONS = {
    "find": "find",
    "results": "find",
    "narrow": "find",
    "service": "find",
    "offer": "offer",
    "save-search": "find",
    "my": "my",
    "rhythm": "my",
    "answers": "my",
    "saved-searches": "account",
    "register": "offer",
    "progress": "my",
    "describe": "my",
    "enquiries": "enquiries",
    "answer-enquiry": "enquiries",
    "desk": "desk",
    "desk-enquiry": "desk",
    "ask": "find",
    "review": "review",
    "decide": "review",
    "list": "requests",
    "shortlist": "shortlist",
    "account": "account",
}


def tel(number: str) -> str:
    """A British number as a link that a phone can dial."""
    digits = re.sub(r"[^\d+]", "", number)
    return f"tel:+44{digits[1:]}" if digits.startswith("0") else f"tel:{digits}"


def section(request: HttpRequest) -> str:
    """Which of the four links in the head of the page the reader is under."""
    match = getattr(request, "resolver_match", None)
    return SECTIONS.get(match.url_name or "", "") if match else ""


def site(request: HttpRequest) -> dict:
    """The names that base.html needs on every page."""
    session = getattr(request, "session", {})
    return {
        "site_phone": settings.SITE_PHONE,
        "site_phone_href": tel(settings.SITE_PHONE),
        "site_operator": settings.SITE_OPERATOR,
        "site_email": settings.SITE_EMAIL,
        "site_address": settings.SITE_ADDRESS,
        "is_demo": settings.DEMO,
        "shortlist_count": len(session.get("shortlist", [])),
        "actor": getattr(request, "actor", None),
        "current_section": section(request),
    }
