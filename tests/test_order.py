"""Tests in a browser take the longest: they come first, and leave nothing behind for the others."""

import asyncio

import pytest

from tests.plugins.browser import running_chromium


def test_tests_in_a_browser_come_first(request):
    in_a_browser = ["browser" in getattr(item, "fixturenames", ()) for item in request.session.items]
    assert in_a_browser == sorted(in_a_browser, reverse=True)


def test_a_browser_leaves_no_event_loop_behind():
    with running_chromium():
        assert asyncio.get_running_loop()
    with pytest.raises(RuntimeError, match="no running event loop"):
        asyncio.get_running_loop()
