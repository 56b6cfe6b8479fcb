"""Who only says what happened, or only reads the plan, sees what, when and who, and nothing of money."""

import pytest

from budgets import access
from budgets.models import Power
from tests.budgets.circles import as_, in_circle, page, read
from tests.budgets.clubbing import begun, somebody
from tests.budgets.visiting import MONDAY, planned, visits_of
from tests.people import acting, person

SEES = {Power.MONEY: True, Power.PAY: True, Power.AGREE: True, Power.CONFIRM: False, Power.PLAN: False}


@pytest.fixture
def visit(rose, cooking, amina, sam, time_machine):
    """On Thursday afternoon, after she came."""
    time_machine.move_to(MONDAY)
    found = visits_of(planned(rose, cooking, amina, sam))
    time_machine.move_to("2026-03-05T17:00:00+00:00")
    return found[0]


def pages(rose, visit) -> dict:
    return {"person-week": [rose.pk], "visit": [visit.pk], "visit-off": [visit.pk]}


@pytest.mark.parametrize("power", list(SEES))
def test_of_prices_they_see_as_much_as_their_power_says(power, rose, visit):
    frank = person("frank")
    in_circle(rose, frank, power)
    assert access.can_see_prices(acting(frank), rose) is SEES[power]
    later = visits_of(visit.agreement)[3]
    for name, args in pages(rose, visit).items():
        answer = as_(frank).get(page(name, *args if name != "visit-off" else [later.pk]))
        if answer.status_code == 200:
            assert ("£" in answer.content.decode()) is SEES[power], name
        else:
            assert answer.status_code in (403, 404) and power in (Power.PLAN, Power.MONEY, Power.PAY)


def test_a_friend_says_that_they_came_and_is_not_asked_for_a_sum(rose, visit):
    frank = person("frank")
    in_circle(rose, frank, Power.CONFIRM)
    shown = read(frank, "visit", visit.pk)
    assert "What did it cost?" not in shown and "How many minutes" in shown
    assert as_(frank).post(page("visit", visit.pk), {"pence": "1", "shown": "planned"}).status_code == 302
    visit.refresh_from_db()
    assert visit.status == "confirmed" and visit.due_pence == 1_800, "what was typed besides changes nothing"


def test_a_colleague_at_the_desk_reads_no_price(rose, visit, nottingham):
    desk = person("desk", role="link_worker", organisation=nottingham)
    answer = as_(desk).post(page("by-phone"), {"reference": visit.agreement.reference})
    assert "Yes, they came" in answer.content.decode() and "£" not in answer.content.decode()


@pytest.mark.parametrize(("powers", "sees"), [([Power.PLAN], False), ([Power.PLAN, Power.MONEY], True)])
def test_of_what_she_shares_a_friend_sees_a_price_only_with_the_money(powers, sees, nottingham, sam, cooking):
    gail, frank = somebody("Gail", nottingham, sam), person("frank")
    in_circle(gail, frank, *powers)
    shared = begun(cooking, gail)
    shown = [read(frank, "together", shared.pk), read(frank, "person-together", gail.pk)]
    assert [("£" in words) for words in shown] == [sees, sees]
    assert "From:" not in shown[0] or sees
