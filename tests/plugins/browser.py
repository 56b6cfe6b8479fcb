"""A real browser, with and without JavaScript, that reaches nothing but the site under test."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, sync_playwright

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OFFLINE = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"


def chromium() -> str:
    """The browser of this machine: CHROMIUM in the environment, else the first that is installed."""
    for name in (os.environ.get("CHROMIUM"), *CHROMIUM):
        found = shutil.which(name) if name else None
        if found:
            return found
    raise AssertionError("Chromium is missing: install it, or name one with CHROMIUM=/path/to/chromium")


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """A Chromium; Playwright keeps an event loop in this thread meanwhile, and none afterwards."""
    arguments = [OFFLINE, "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        sandbox = os.geteuid() != 0
        yield playwright.chromium.launch(executable_path=chromium(), args=arguments, chromium_sandbox=sandbox)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for the tests of a file; no other test runs beside it."""
    with running_chromium() as browser:
        yield browser


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests in a browser take the longest and come first: the short ones keep every worker busy to the last."""
    items.sort(key=lambda item: "browser" not in getattr(item, "fixturenames", ()))


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A visitor's page; the test fails when a script breaks or the content security policy is broken."""
    with open_page(browser, site, javascript=True) as opened:
        yield opened


@pytest.fixture
def page_without_javascript(browser: Browser, site: str) -> Iterator[Page]:
    """The page of a visitor whose browser runs no JavaScript."""
    with open_page(browser, site, javascript=False) as opened:
        yield opened


@contextmanager
def open_page(browser: Browser, site: str, javascript: bool) -> Iterator[Page]:
    """A page in a browser of somebody's own: nobody else's cookies are in it."""
    context = browser.new_context(
        base_url=site,
        java_script_enabled=javascript,
        locale="en-GB",
        timezone_id="Europe/London",
        viewport={"width": 1280, "height": 900},
    )
    context.set_default_timeout(10_000)
    complaints: list[str] = []

    def note_error(error: Error) -> None:
        complaints.append(str(error))

    def note_refusal(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            complaints.append(message.text)

    page = context.new_page()
    page.on("pageerror", note_error)
    page.on("console", note_refusal)
    yield page
    context.close()
    assert not complaints
