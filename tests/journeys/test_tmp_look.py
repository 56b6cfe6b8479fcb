import os

import pytest

from tests.journeys.letters import STAFF_PASSWORD, sign_in
from tests.journeys.test_small_screens import DESK, PHONE, assert_fits, photograph

pytestmark = pytest.mark.journey
BEN = "ben@demo.justright.example"
PAGES = os.environ.get("PAGES", "/my/money/statement/?period=four").split(",")

def test_ben(arrive, scripts):
    if not scripts:
        pytest.skip("")
    ben = arrive()
    sign_in(ben, BEN, STAFF_PASSWORD)
    for n, address in enumerate(PAGES):
        ben.page.set_viewport_size(PHONE)
        print(address, ben.goes(address))
        photograph(ben, f"ben{n}")
        ben.page.set_viewport_size(PHONE)
        assert_fits(ben)
        ben.page.set_viewport_size(DESK)
        ben.sees("")
