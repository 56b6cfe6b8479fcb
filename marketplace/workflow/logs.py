"""JSON log lines that carry the request's id, and never a query string or a word that somebody typed."""

import contextvars
import logging

request_id: contextvars.ContextVar[str] = contextvars.ContextVar("request_id", default="")


class RequestFilter(logging.Filter):
    """Put the request's id on every line, and a route's name where Django would write an address."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        request = getattr(record, "request", None)
        if record.name == "django.request" and request is not None:
            match = getattr(request, "resolver_match", None)
            record.msg, record.args = "%s at %s", (record.msg.split(":")[0], match.view_name if match else "-")
        return True
