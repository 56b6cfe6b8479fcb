"""The API's wiring: its addresses, how it refuses, its schema, and the page that explains it."""

import json
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from rest_framework.decorators import api_view
from rest_framework.exceptions import APIException, NotFound, ParseError, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

from marketplace.ui.openapi import chapters, refusals, shapes
from marketplace.workflow import problems
from marketplace.workflow.cross_origin import open_to_all
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.middleware import as_rule
from providers.api.schema import WHY as REFUSED

METHODS = ("get", "post", "put", "patch", "delete")
EVERYWHERE = {
    "403": REFUSED[403],
    "406": "The answer is application/json.",
    "429": "Too many questions in one minute; Retry-After says how many seconds to wait.",
}


# --- Refusing --------------------------------------------------------------------------------------------------------
def refuse(exception: Exception, context: dict) -> Response | None:
    """Any refusal as a problem that a program can read; what is a fault of ours is raised again."""
    if rule := exception if isinstance(exception, RuleBroken) else as_rule(exception):
        return _problem(409, str(rule), kind="refused")
    if isinstance(exception, RequestDataTooBig):
        return _problem(413, _("Send at most 256 kilobytes."))
    if isinstance(exception, SuspiciousOperation):
        exception = ParseError(_("This request cannot be read."))
    if isinstance(exception, ValidationError):
        errors = {"errors": _by_field(exception.detail), **getattr(exception, "more", {})}
        return _problem(400, _("Some answers are wrong."), kind="wrong", **errors)
    response = exception_handler(exception, context)
    if response is None:
        return None
    return _problem(response.status_code, _said(exception, response), headers=dict(response.items()))


def _problem(status: int, detail: str, *, headers: dict | None = None, **more) -> Response:
    said = problems.problem(status, detail, **more)
    return Response(said, status=status, headers=headers, content_type=problems.MEDIA)


def _said(exception: Exception, response: Response) -> str:
    """Our words for this status; where a refusal has several reasons, what its own reason says."""
    detail = str(exception.detail) if isinstance(exception, APIException) else ""
    if detail.startswith("CSRF"):
        return str(problems.NO_TOKEN)
    return str(problems.REFUSED.get(response.status_code, detail))


def _by_field(detail: Any, name: str = "") -> dict[str, list[str]]:
    """Sentences by the name of the answer; an answer inside another is told with a dot: `hours.0.day`."""
    if isinstance(detail, dict):
        inside = [(str(key), value) for key, value in detail.items()]
    elif all(isinstance(each, str) for each in detail):
        return {name or "": [str(each) for each in detail]}
    else:
        inside = [(str(n), value) for n, value in enumerate(detail) if value]
    found: dict[str, list[str]] = {}
    for key, value in inside:
        key = "" if key == "non_field_errors" else key
        found |= _by_field(value, ".".join(filter(None, (name, key))))
    return found


@open_to_all
@api_view(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"])
def nothing_here(request, rest=""):
    """No such address: said as data too."""
    raise NotFound


nothing_here.cls.schema = None  # type: ignore[attr-defined]


# --- The schema ------------------------------------------------------------------------------------------------------
class KeyScheme(OpenApiAuthenticationExtension):
    """How the schema calls an organisation's key."""

    target_class = "marketplace.organisations.authentication.TokenAuthentication"
    name = "key"

    def get_security_definition(self, auto_schema) -> dict:
        words = "A key of an organisation, made on its page and shown once."
        return {"type": "http", "scheme": "bearer", "description": words}


def in_order(result: dict, generator, request, public) -> dict:
    """Reading stands before changing at every address, in each process alike."""
    for address, operations in result["paths"].items():
        result["paths"][address] = {method: operations[method] for method in METHODS if method in operations}
    return result


def every_refusal(result: dict, generator, request, public) -> dict:
    """What any address may answer besides its own refusals."""
    for operations in result["paths"].values():
        for operation in operations.values():
            for code, words in EVERYWHERE.items():
                content = {problems.MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}}
                operation["responses"].setdefault(code, {"description": words, "content": content})
    return result


@cache
def described() -> dict:
    """The whole API as OpenAPI has it."""
    return SchemaGenerator(urlconf="marketplace.urls", api_version="1").get_schema(request=None, public=True)


@cache
def written() -> str:
    return json.dumps(described(), ensure_ascii=False, default=str)


@login_not_required
@require_safe
@open_to_all
def schema(request: HttpRequest) -> HttpResponse:
    """The description that programs read."""
    return HttpResponse(written(), content_type="application/vnd.oai.openapi+json")


@login_not_required
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The same description as a page."""
    limits = {"anonymous": settings.API_ANONYMOUS_PER_MINUTE, "known": settings.API_KNOWN_PER_MINUTE}
    told = {"chapters": chapters(described()), "shapes": shapes(described()), "refusals": refusals(described())}
    known = {
        "per_minute": limits,
        "site_address_of_api": settings.SITE_URL,
        "kinds": {"400": "wrong", "409": "refused"},
    }
    return render(request, "pages/api.html", told | known)


version_1: list[URLPattern | URLResolver] = [
    path("", include("providers.api.urls")),
    path("<path:rest>", nothing_here, name="nothing-here"),
]
urlpatterns = [
    path("api/schema", schema, name="api-schema"),
    path("api/docs", docs, name="api-docs"),
    path("api/v1/", include((version_1, "api"))),
    path("api/v1", nothing_here, name="api-root"),
]
