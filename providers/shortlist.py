"""The shortlist of one browser: keys of services, kept in its session on the server."""

MOST = 12
KEY = "shortlist"


def kept_by(request) -> list[str]:
    """What this visitor kept, in their order."""
    return request.session.get(KEY, [])


def keep(session, service_id: str) -> bool:
    """Keep one more; False when the list is full."""
    kept = session.get(KEY, [])
    if service_id not in kept and len(kept) >= MOST:
        return False
    session[KEY] = [*[k for k in kept if k != service_id], service_id]
    return True


def drop(session, service_id: str) -> None:
    """Take one off."""
    session[KEY] = [k for k in session.get(KEY, []) if k != service_id]
