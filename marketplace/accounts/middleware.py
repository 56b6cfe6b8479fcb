"""Who is asking, and how long a sign-in lasts."""

import pghistory
from django.conf import settings
from django.contrib.auth import logout
from django.utils import timezone

from marketplace.accounts.actors import ANYONE, Actor


def actor(get_response):
    """Give every request an `actor`, the one name that actions know for whoever asks."""

    def respond(request):
        request.actor = Actor(account=request.user) if request.user.is_authenticated else ANYONE
        if not request.actor.is_signed_in and "Authorization" not in request.headers:
            return get_response(request)
        with pghistory.context(account=str(request.user.pk or "")):  # who, beside every row of history
            return get_response(request)

    return respond


def session_age(get_response):
    """End a sign-in that was idle, or open, for longer than its limit; what it saw is kept by no browser or proxy."""

    def respond(request):
        was_signed_in = request.user.is_authenticated
        if was_signed_in and _is_over(request.session):
            logout(request)
        response = get_response(request)
        if was_signed_in or request.user.is_authenticated:
            response["Cache-Control"] = "no-store, private"
        return response

    return respond


def _is_over(session) -> bool:
    """Staff have shorter limits."""
    now = int(timezone.now().timestamp())
    started, seen = session.setdefault("started_at", now), session.get("seen_at", now)
    staff = session.get("is_staff_session", False)
    idle = settings.SESSION_IDLE_LIMIT_STAFF if staff else settings.SESSION_IDLE_LIMIT
    whole = settings.SESSION_ABSOLUTE_LIMIT_STAFF if staff else settings.SESSION_ABSOLUTE_LIMIT
    if now - seen > 60 or "seen_at" not in session:
        session["seen_at"] = now
    return now - seen > idle.total_seconds() or now - started > whole.total_seconds()
