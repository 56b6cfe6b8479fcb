"""Pages behind a secret address: kept by no browser or proxy, and never named to the next page, be it ours."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache


def secret_page(view: Callable) -> Callable:
    """Whoever has the address comes in; the address goes nowhere else.

    `strict-origin` and not `no-referrer`: with the latter browsers send forms from nowhere, and Django refuses them.
    """

    @login_not_required
    @never_cache
    @wraps(view)
    def respond(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "strict-origin"
        response["X-Robots-Tag"] = "noindex"
        return response

    return respond
