"""Refusals that programs can read, in the words of this site: problem details of RFC 9457."""

from http.client import responses

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s

PROGRAMS = "/api/v1"  # where programs ask, and pages are no answer
MEDIA = "application/problem+json"
LEAST, MOST = _("Send a number that is {min_value} or more."), _("Send a number that is {max_value} or less.")
LIST = {
    "not_a_list": _("Send a list."),
    "empty": _("There is nothing in this list."),
    "min_length": _("Send at least {min_length} of these."),
    "max_length": _("Send at most {max_length} of these."),
}
FIELDS: dict[type[s.Field], dict] = {  # what is said of an answer that was sent and cannot be taken
    s.Field: {"required": _("This needs an answer."), "null": _("This needs an answer, and null is none.")},
    s.BooleanField: {"invalid": _("Send true or false.")},
    s.CharField: {
        "invalid": _("Send text."),
        "blank": _("This needs an answer."),
        "min_length": _("Write at least {min_length} letters."),
        "max_length": _("This is too long. Write at most {max_length} letters."),
    },
    s.RegexField: {"invalid": _("This is not written as our description of the API has it.")},
    s.IntegerField: {
        "invalid": _("Send a whole number, like 3."),
        "min_value": LEAST,
        "max_value": MOST,
        "max_string_length": _("This number is too long."),
    },
    s.DateField: {"invalid": _("Send a real date, like 2026-11-24."), "datetime": _("Send a date without a time.")},
    s.ChoiceField: {"invalid_choice": _("“{input}” is not one of our words. The description of the API has them.")},
    s.ListField: LIST,
    s.ListSerializer: LIST,
    s.Serializer: {"invalid": _("Send a JSON object.")},
}
REFUSED = {  # what is said of a whole request, by its status
    401: _("Send a key that works, or sign in."),
    403: _("You may not do this."),
    404: _("There is nothing at this address."),
    405: _("This address does not take that method."),
    406: _("The answer is application/json: ask for that."),
    415: _("Send application/json."),
    429: _("Too many questions in one minute. Retry-After says how many seconds to wait."),
}
NO_TOKEN = _("A page of this site that uses somebody’s session sends X-CSRFToken with each change.")


def speak_plainly() -> None:
    """Put our words in the place of the framework's own; a field that says something of its own keeps saying it."""
    for field, says in FIELDS.items():
        own: dict = dict(field.__dict__.get("default_error_messages", {}))
        field.default_error_messages = {**own, **says}  # type: ignore[attr-defined]


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
