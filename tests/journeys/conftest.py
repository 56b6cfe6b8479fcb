"""Journeys happen on the whole demonstration, with JavaScript and without."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from django.core.cache import caches
from playwright.sync_api import Browser

from marketplace.notifications.tasks import sweep
from tests.journeys.letters import Mailbox
from tests.journeys.visitor import Visitor
from tests.plugins.browser import open_page, running_chromium
from tests.plugins.databases import clone


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys of a worker."""
    with running_chromium() as browser:
        yield browser


@pytest.fixture
def fresh_db(demo_template: str, django_db_setup: None, django_db_blocker) -> Iterator[str]:
    """A copy of the demonstration: real postcodes, invented enterprises, a council that decides."""
    with django_db_blocker.unblock(), clone(demo_template) as name:
        caches["default"].clear()
        yield name


@pytest.fixture(params=[True, False], ids=["javascript", "no-javascript"])
def scripts(request: pytest.FixtureRequest) -> bool:
    """Whether browsers run JavaScript in this test."""
    return request.param


@pytest.fixture
def arrive(browser: Browser, site: str, scripts: bool) -> Iterator[Callable[[], Visitor]]:
    """Each call is somebody new, with a browser of their own."""
    with ExitStack() as stack:

        def somebody() -> Visitor:
            spare = stack.enter_context(open_page(browser, site, javascript=True))
            page = spare if scripts else stack.enter_context(open_page(browser, site, javascript=False))
            return Visitor(page, spare)

        yield somebody


@pytest.fixture
def visitor(arrive: Callable[[], Visitor]) -> Visitor:
    """Somebody without an account."""
    return arrive()


@pytest.fixture
def mailbox(request: pytest.FixtureRequest, arrive: Callable[[], Visitor], scripts: bool) -> Mailbox:
    """Letters are carried by a real worker where browsers run JavaScript, and by the sweep where they do not."""
    if scripts:
        request.getfixturevalue("real_worker")
        return Mailbox(arrive(), carry=lambda: None)
    return Mailbox(arrive(), carry=sweep)
