"""The Open Referral UK 3.0 feed: public, for every web page, without a key; errors are JSON too (RFC 9457)."""

import hashlib
import json
from collections.abc import Callable, Iterable
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.csrf import csrf_exempt

from providers.open_referral import lists, pages
from providers.open_referral.asking import Asked, Refused, asked, read_id

VERSION = "HSDS-UK-3.0"
PROFILE = "https://github.com/OpenReferralUK/uk-profile/blob/main/docs/index.md"
OPENAPI = "https://openreferraluk.org/specifications/3.0/openapi.json"
METHODS = "GET, HEAD, OPTIONS"
PREFIX = "/api/oruk/"
KEPT = 60  # seconds for which a cache may keep an answer
DAY = 24 * 3600


def open_to_all(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """GET, HEAD and a browser's question before them, for anybody and from any web page."""

    @csrf_exempt
    @login_not_required
    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        return _open(_answer(view, request, *args, **kwargs))

    return answer


def _answer(view, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
    if request.method == "OPTIONS":
        allowed = {"Access-Control-Allow-Methods": METHODS, "Access-Control-Allow-Headers": "*"}
        return HttpResponse(status=204, headers=allowed | {"Allow": METHODS, "Access-Control-Max-Age": str(DAY)})
    if request.method not in ("GET", "HEAD"):
        refused = problem(405, "The feed can only be read.")
        refused["Allow"] = METHODS
        return refused
    try:
        return view(request, *args, **kwargs)
    except Refused as wrong:
        return problem(400, f"{wrong}.")


def _open(response: HttpResponseBase) -> HttpResponseBase:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, X-Request-ID"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def is_asked(request: HttpRequest) -> bool:
    """Whether a request is for the feed, and wants its answers in JSON."""
    return request.path_info.startswith(PREFIX)


def problem(status: int, words: str) -> HttpResponse:
    """What went wrong, in words."""
    titles = {400: "This cannot be understood", 404: "Not found", 405: "Not allowed", 500: "Something of ours broke"}
    told = {"type": "about:blank", "title": titles[status], "status": status, "detail": words}
    response = HttpResponse(json.dumps(told), status=status, content_type="application/problem+json")
    return _open(response)  # type: ignore[return-value]


def _json(request: HttpRequest, document: dict | None) -> HttpResponseBase:
    """A document that a cache may keep a minute, and that is not sent again while it is the same."""
    if document is None:
        return problem(404, "There is nothing with this id in the feed.")
    body = json.dumps(document, cls=DjangoJSONEncoder, ensure_ascii=False).encode()
    etag = quote_etag(hashlib.sha256(body).hexdigest()[:32])
    headers = {"ETag": etag, "Cache-Control": f"public, max-age={KEPT}"}
    response = HttpResponse(body, content_type="application/json", headers=headers)
    return get_conditional_response(request, etag=etag, response=response) or response


def _lines(documents: Iterable[dict]) -> HttpResponseBase:
    """Every record on a line of its own, sent while it is read."""
    lines = (json.dumps(each, cls=DjangoJSONEncoder, ensure_ascii=False).encode() + b"\n" for each in documents)
    return StreamingHttpResponse(lines, content_type="application/x-ndjson")


def _list(request: HttpRequest, find: Callable[[Asked], tuple]) -> HttpResponseBase:
    wanted = asked(request.GET)
    found, write = find(wanted)
    if wanted.is_stream:
        return _lines(lists.stream(found, write))
    return _json(request, pages.page(found, wanted, write))


def _one(request: HttpRequest, key: str, find: Callable[..., dict | None], **options) -> HttpResponseBase:
    try:
        pk = read_id(key)
    except ValueError:
        return problem(404, "Ids in this feed are UUIDs.")
    return _json(request, find(pk, **options))


@open_to_all
def base(request):
    """What this is, and by which version to judge it."""
    told = {"version": VERSION, "profile": PROFILE, "openapi_url": OPENAPI}
    more = {"publisher": settings.SITE_OPERATOR, "health": f"{settings.SITE_URL}/feed-health/"}
    return _json(request, told | {f"justright_{name}": value for name, value in more.items()})


@open_to_all
def services(request):
    return _list(request, lists.services)


@open_to_all
def service(request, key):
    return _one(request, key, lists.service)


@open_to_all
def service_at_locations(request):
    return _list(request, lists.service_at_locations)


@open_to_all
def service_at_location(request, key):
    return _one(request, key, lists.service_at_location)


@open_to_all
def organizations(request):
    return _list(request, lists.organizations)


@open_to_all
def organization(request, key):
    return _one(request, key, lists.organization, full_service=asked(request.GET).full_service)


@open_to_all
def taxonomies(request):
    return _list(request, lists.taxonomies)


@open_to_all
def taxonomy(request, key):
    return _one(request, key, lists.taxonomy)


@open_to_all
def taxonomy_terms(request):
    return _list(request, lists.taxonomy_terms)


@open_to_all
def taxonomy_term(request, key):
    return _one(request, key, lists.taxonomy_term)


@open_to_all
def nothing(request, rest):
    """An address of the feed that is none."""
    return problem(404, "The feed has no such address.")
