"""Which release of the site answers: pages that a browser kept are old when this has changed."""

import hashlib
from functools import cache

from django.conf import settings

MADE_OF = (
    "templates",
    "static/css",
    "static/js",
    "static/img",
    "marketplace",
    "providers",
    "budgets",
    "commissioning",
)
KINDS = {".html", ".py", ".css", ".js", ".svg", ".csv", ".txt", ".mo"}
LOCKS = ("requirements.lock", "static/package-lock.json")
SAID_ON_PAGES = ("SITE_URL", "SITE_OPERATOR", "SITE_PHONE", "SITE_EMAIL", "SITE_ADDRESS", "DEMO", "MAP_TILES_URL")


@cache
def release() -> str:
    """The same for the same files and settings, in every process and on every machine."""
    digest = hashlib.sha256(repr([getattr(settings, name) for name in SAID_ON_PAGES]).encode())
    files = [path for folder in MADE_OF for path in sorted((settings.BASE_DIR / folder).rglob("*"))]
    made_of = [path for path in files if path.suffix in KINDS]
    for path in (*made_of, *(settings.BASE_DIR / name for name in LOCKS)):
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
