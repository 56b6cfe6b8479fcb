"""The site's settings with safe values of its own, and one more address: a fixed page to measure against."""

import os

os.environ.setdefault("SECRET_KEY", "benchmarks-only-0123456789-0123456789-0123456789-0123456789")
os.environ.setdefault("FIELD_KEYS", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")
os.environ.setdefault("SITE_URL", "http://127.0.0.1")
os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1")
os.environ.setdefault("DEMO", "1")
os.environ.setdefault("LOG_LEVEL", "WARNING")

from marketplace.settings import *  # noqa: E402, F403

ROOT_URLCONF = "tests.benchmarks.urls"
STATIC_ROOT = BASE_DIR / "var" / "bench-static"  # noqa: F405
