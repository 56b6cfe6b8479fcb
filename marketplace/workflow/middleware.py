"""Ids for requests, and the one place where a refusal becomes a page."""

import logging
import re
import time

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from prometheus_client import Counter, Histogram
from psycopg.errors import DeadlockDetected, LockNotAvailable

from marketplace.accounts.ids import uuid7
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.logs import request_id as current_id

access = logging.getLogger("justright.access")
ANSWERED = Counter("justright_answers_total", "Requests answered", ["route", "method", "status"])
TOOK = Histogram("justright_answer_seconds", "Seconds to an answer", ["route"])
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
GIVEN_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


def request_id(get_response):
    """Give each request an id, answer with it, and log the route's name, never the address."""

    def respond(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        token = current_id.set(given if GIVEN_ID.fullmatch(given) else str(uuid7()))
        started = time.perf_counter()
        try:
            response = get_response(request)
            _log(request, response, started)
            response["X-Request-ID"] = current_id.get()
            return response
        finally:
            current_id.reset(token)

    return respond


def _log(request: HttpRequest, response: HttpResponse, started: float) -> None:
    route = request.resolver_match.view_name if request.resolver_match else "-"
    method = request.method if request.method in METHODS else "other"
    ANSWERED.labels(route, method, response.status_code).inc()
    TOOK.labels(route).observe(time.perf_counter() - started)
    facts = {
        "method": request.method,
        "route": route,
        "status": response.status_code,
        "ms": round((time.perf_counter() - started) * 1000, 1),
    }
    access.info("answered", extra=facts)


def heads(get_response):
    """A HEAD is answered with what a GET would be told, and no body (RFC 9110, 9.3.2)."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method != "HEAD":
            return response
        if response.streaming:
            response.streaming_content = []
        else:
            response.content = b""
        return response

    return respond


def plain_addresses(get_response):
    """No address of ours has a NUL in it: PostgreSQL cannot even look for one."""

    def respond(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info:
            raise Http404
        return get_response(request)

    return respond


class refusals:
    """Say a broken rule on the page that the person came from, with nothing lost; a stranger's 403 stays a 403."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        refused = exception if isinstance(exception, RuleBroken) else as_rule(exception)
        if refused is None:
            return None
        back = request.META.get("HTTP_REFERER", "")
        if request.method == "POST" and url_has_allowed_host_and_scheme(back, {request.get_host()}):
            messages.error(request, str(refused))
            return HttpResponseRedirect(back)
        return render(request, "refused.html", {"why": str(refused)}, status=409)


# What a violated named constraint means to a person.
RULES: dict[str, str] = {}


def as_rule(exception: Exception) -> RuleBroken | None:
    """The refusal that a violated constraint or a row held too long stands for, or None when it is a fault of ours."""
    if isinstance(exception.__cause__, LockNotAvailable | DeadlockDetected):
        return RuleBroken(_("Somebody else is changing this just now. Try again in a moment."))
    if not isinstance(exception, IntegrityError):
        return None
    name = getattr(getattr(exception.__cause__, "diag", None), "constraint_name", None)
    return RuleBroken(_(RULES[name])) if name in RULES else None
