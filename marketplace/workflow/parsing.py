"""Reading JSON from strangers: UTF-8 only, of a sensible size, and nothing that the database cannot hold."""

import json
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

LONGEST = 256 * 1024


class Json(BaseParser):
    """A JSON body, or a refusal that says what is wrong with it."""

    media_type = "application/json"

    def parse(self, stream, media_type=None, parser_context=None) -> Any:
        data = stream.read(LONGEST + 1)
        if len(data) > LONGEST:
            raise RequestDataTooBig
        try:
            read = json.loads(data.decode("utf-8"), parse_constant=_no_number)
            json.dumps(read, ensure_ascii=False, allow_nan=False).encode("utf-8")  # no half of a letter, no infinity
            return read
        except (ValueError, RecursionError) as wrong:
            raise ParseError(_("This is not JSON in UTF-8.")) from wrong


def _no_number(name: str) -> None:
    raise ValueError(name)
