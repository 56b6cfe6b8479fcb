"""JSON log lines that carry the request's id, and never a query string or a word that somebody typed."""

import contextvars
import logging

request_id: contextvars.ContextVar[str] = contextvars.ContextVar("request_id", default="")


class RequestFilter(logging.Filter):
    """Put the id of the request that is being answered on every line."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        return True
