"""What everybody may read, pages of other sites may read too; what belongs to a session, they may not."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse

ASKED_FIRST = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, Accept",
    "Access-Control-Max-Age": "86400",
}


def open_to_all(view: Callable) -> Callable:
    """Let any site's page read the answers of this view, unless a session came with the question."""

    @wraps(view)
    def respond(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.method == "OPTIONS":
            response = HttpResponse(status=204, headers=ASKED_FIRST)
        else:
            response = view(request, *args, **kwargs)
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            response["Access-Control-Allow-Origin"] = "*"
        return response

    return respond
