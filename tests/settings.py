"""Settings for tests: the real ones, with demonstration pages on and the environment's servers."""

import os
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "tests-only-0123456789-0123456789-0123456789-0123456789")
os.environ.setdefault("FIELD_KEYS", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")
os.environ.setdefault("SITE_URL", "http://testserver")
os.environ.setdefault("ALLOWED_HOSTS", "*")
os.environ.setdefault("DEMO", "1")
os.environ["PRIVATE_ROOT"] = str(Path(__file__).parent.parent / "var" / "test-private")  # of real workers too
os.environ.setdefault("DATABASE_URL", "postgres://nobody@127.0.0.1:1/nothing")
os.environ.setdefault("REDIS_URL", "redis://127.0.0.1:1/0")
# Each worker of a test run has a Valkey database of its own (0 is left to people).
worker = os.environ.get("PYTEST_XDIST_WORKER", f"gw{8 + os.getpid() % 7}")
os.environ["REDIS_URL"] = f"{os.environ['REDIS_URL'].rpartition('/')[0]}/{int(worker[2:]) + 1}"

from marketplace.settings import *  # noqa: E402, F403

STATIC_ROOT = BASE_DIR / "var" / "test-static"  # noqa: F405
WHITENOISE_AUTOREFRESH = True  # a test client does not list every static file first
STORAGES = {  # noqa: F405
    **STORAGES,  # noqa: F405
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": os.environ["PRIVATE_ROOT"], "base_url": None},
    },
}
