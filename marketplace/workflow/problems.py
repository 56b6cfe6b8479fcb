"""Refusals that programs can read: problem details of RFC 9457."""

from http.client import responses

from django.conf import settings
from django.http import HttpRequest, JsonResponse

PROGRAMS = "/api/v1"  # where programs ask, and pages are no answer
MEDIA = "application/problem+json"


def for_programs(request: HttpRequest) -> bool:
    """Whether a program asks, so that a refusal is data and not a page."""
    return request.path_info == PROGRAMS or request.path_info.startswith(f"{PROGRAMS}/")


def problem(status: int, detail: str, *, kind: str = "", **more) -> dict:
    """What was refused and why; `kind` is explained on the page about the API."""
    where = f"{settings.SITE_URL}/api/docs#{kind}" if kind else "about:blank"
    return {"type": where, "title": responses.get(status, "Refused"), "status": status, "detail": detail} | more


def answer(status: int, detail: str, **more) -> JsonResponse:
    """The same, outside the API's own machinery."""
    return JsonResponse(problem(status, detail, **more), status=status, content_type=MEDIA)
