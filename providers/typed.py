"""What somebody was typing when their sign-in ran out: kept, sealed, in their own session until they are back."""

from cryptography.fernet import InvalidToken
from django.http import HttpRequest, QueryDict

from marketplace.workflow.sealed import lock

KEY = "typed"
LONGEST = 30_000
NOT_KEPT = ("csrfmiddlewaretoken",)


def keep(request: HttpRequest) -> None:
    """Remember a form that came too late, with the page it belongs to."""
    if request.method != "POST":
        return
    given = request.POST.copy()
    for name in NOT_KEPT:
        given.pop(name, None)
    text = given.urlencode()
    if len(text) <= LONGEST:
        request.session[KEY] = {"path": request.path, "text": lock().encrypt(text.encode()).decode()}


def take(request: HttpRequest) -> QueryDict | None:
    """What was typed on this very page before, once."""
    kept = request.session.get(KEY)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[KEY]
    try:
        return QueryDict(lock().decrypt(kept["text"]))
    except InvalidToken:
        return None
