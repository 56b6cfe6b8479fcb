"""JSON log lines that carry the request's id, and never an address, a query string or a word that somebody typed."""

import contextvars
import logging
import traceback
from collections.abc import Iterator
from http.client import responses

from pythonjsonlogger.json import JsonFormatter

request_id: contextvars.ContextVar[str] = contextvars.ContextVar("request_id", default="")


class RequestFilter(logging.Filter):
    """Put the request's id on every line, and a route's name where Django would write an address or a complaint."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        request = record.__dict__.pop("request", None)
        if record.name.startswith("django.") and request is not None:
            match = getattr(request, "resolver_match", None)
            kind = responses.get(getattr(record, "status_code", 0), "Trouble")
            record.msg, record.args = "%s at %s", (kind, match.view_name if match else "-")
        return True


class Lines(JsonFormatter):
    """A fault is told by its kind and the lines it passed through: its own words may repeat what was typed."""

    def formatException(self, exc_info) -> str:
        return "\n".join(_told(exc_info[1])) if exc_info[1] else ""


def _told(error: BaseException) -> Iterator[str]:
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _told(before)
        yield "which led to"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"{frame.filename}:{frame.lineno} in {frame.name}"
    yield f"{type(error).__module__}.{type(error).__qualname__}"
