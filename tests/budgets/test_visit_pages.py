"""The pages of a week: what waits is on top, one tap says it, and everybody sees only what is theirs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from playwright.sync_api import Browser

from budgets.models import Agreement, CircleMember, LifeChange, Person, Visit
from marketplace.workflow.models import Entry
from tests.budgets.visiting import MONDAY, again, planned, sums, visits_of
from tests.people import person


@pytest.fixture(autouse=True)
def _on_a_monday(time_machine):
    time_machine.move_to(MONDAY)


@pytest.fixture
def agreement(rose, cooking, amina, sam, time_machine):
    made = planned(rose, cooking, amina, sam)
    time_machine.move_to("2026-03-06T12:00:00+00:00")
    return made


@pytest.fixture
def at(client):
    """Signed in as somebody."""

    def sign_in(account):
        client.logout()
        client.force_login(account)
        return client

    return sign_in


def words(page) -> str:
    return " ".join(page.content.decode().split())


def week(person=None) -> str:
    return reverse("budgets:person-week", args=[person.pk]) if person else reverse("budgets:my-week")


def test_rose_says_in_one_tap_that_they_came(agreement, at, rose_account):
    visitor, first = at(rose_account), visits_of(agreement)[0]
    assert "Was everything as planned?" in words(visitor.get(week()))
    page = visitor.post(reverse("budgets:visit-say", args=[first.pk]), {"said": "came"}, follow=True)
    assert again(first).status == "confirmed" and "Saved: they came." in words(page)


def test_an_older_tab_does_not_say_the_opposite_of_what_was_said_meanwhile(agreement, at, rose_account):
    visitor, first = at(rose_account), visits_of(agreement)[0]
    address = reverse("budgets:visit-say", args=[first.pk])
    assert 'name="shown" value="planned"' in words(visitor.get(week()))
    visitor.post(address, {"said": "came", "shown": "planned"})
    page = visitor.post(address, {"said": "nobody", "shown": "planned"}, follow=True)
    assert "Somebody said meanwhile that they came." in words(page) and again(first).status == "confirmed"
    visitor.post(address, {"said": "undo"})
    visitor.post(address, {"said": "nobody", "shown": "planned"})
    page = visitor.post(address, {"said": "came", "shown": "planned"}, follow=True)
    assert "Somebody said meanwhile that nobody came." in words(page) and again(first).status == "missed"


def test_two_visits_of_one_day_stand_under_each_other_on_a_phone(agreement, at, rose_account, browser: Browser):
    Visit.objects.filter(pk=visits_of(agreement)[1].pk).update(on="2026-03-02", at="14:00")
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.set_content(words(at(rose_account).get(week())))
    for sheet in ("css/tokens.css", "css/justright.css"):
        page.add_style_tag(path=f"static/{sheet}")
    left = page.locator(".jr-day__item").evaluate_all("all => all.map(each => each.getBoundingClientRect().left)")
    wide = page.locator(".jr-day__item").evaluate_all("all => all.map(each => each.getBoundingClientRect().width)")
    page.close()
    assert len(left) == 2 and left[0] == left[1] and wide[0] == wide[1] > 150


def test_rose_says_that_a_whole_week_was_as_planned_but_for_one(agreement, at, rose_account):
    monday, thursday = visits_of(agreement)[:2]
    at(rose_account).post(week(), {"said": "came", "visit": [str(monday.pk), "nonsense"]})
    assert (again(monday).status, again(thursday).status) == ("confirmed", "planned")


def test_what_was_different_is_said_with_what_it_costs_and_what_is_left(agreement, at, rose_account):
    visitor, first = at(rose_account), visits_of(agreement)[0]
    address = reverse("budgets:visit", args=[first.pk])
    assert all(each in words(visitor.get(address)) for each in ("What it costs", "£18", "Left of this money", "£56"))
    wrong = visitor.post(address, {"minutes": "many", "note": "She left early"})
    assert "Enter minutes as a number" in words(wrong) and "She left early" in words(wrong)
    visitor.post(address, {"minutes": "40", "who_came": "Wanda"})
    assert (again(first).due_pence, again(first).who_came) == (1_200, "Wanda")


def test_rose_pays_what_she_holds_and_takes_it_back(agreement, at, rose_account):
    visitor, first = at(rose_account), visits_of(agreement)[0]
    say = reverse("budgets:visit-say", args=[first.pk])
    visitor.post(say, {"said": "came"})
    assert "Which of these did you pay?" in words(visitor.get(week()))
    visitor.post(week(), {"said": "paid", "visit": [str(first.pk)]})
    assert sums() == (18_200, 12_600)
    assert "It is not paid: take that back" in words(visitor.get(week()))
    visitor.post(say, {"said": "unpaid"})
    assert sums() == (20_000, 14_400)


def test_sam_is_asked_how_he_knows_and_every_reading_is_on_the_trail(agreement, at, rose, sam):
    page = at(sam).get(week(rose))
    assert "How did they tell you?" in words(page) and "no-store" in page["Cache-Control"]
    assert Entry.objects.filter(subject_id=rose.pk, what="visits-read", account=sam).count() == 1
    first = visits_of(agreement)[0]
    at(sam).post(reverse("budgets:visit-say", args=[first.pk]), {"said": "nobody", "how": "call"})
    assert (again(first).status, again(first).how) == ("missed", "call")


def test_her_daughter_with_the_money_only_sees_no_button_to_say_it(agreement, at, rose, dora):
    CircleMember.objects.update(powers=["pay"])
    page = words(at(dora).get(week(rose)))
    assert "Yes, they came" not in page and "Day by day" in page
    first = visits_of(agreement)[0]
    assert at(dora).post(reverse("budgets:visit-say", args=[first.pk]), {"said": "came"}).status_code == 403


def test_somebody_who_is_represented_sees_her_week_and_says_nothing(agreement, at, rose_account):
    Person.objects.update(is_represented=True)
    page = words(at(rose_account).get(week()))
    assert "Day by day" in page and "Yes, they came" not in page
    assert "You cannot say this yourself here" in words(at(rose_account).get(reverse("budgets:my-life-happens")))


@pytest.mark.parametrize("asked", ["2026-03-12", "nonsense", "0001-01-01", "9999-12-31", "2026-02-30"])
def test_any_week_can_be_asked_for_and_nonsense_is_this_week(agreement, at, rose_account, asked):
    page = words(at(rose_account).get(week(), {"week": asked}))
    assert ("9 March to 15 March" if asked == "2026-03-12" else "2 March to 8 March") in page


def test_whoever_comes_sees_initials_and_times_and_calls_off(agreement, at, worker):
    visitor = at(worker)
    page = words(visitor.get(reverse("budgets:visits"), {"week": "2026-03-09"}))
    assert "R.T., Monday 9 March, 10am to 11am" in page and "Rose Thorn" not in page and "NG5" not in page
    third = visits_of(agreement)[2]
    assert "It costs them nothing" in words(visitor.get(reverse("budgets:visit-off", args=[third.pk])))
    visitor.post(reverse("budgets:visit-off", args=[third.pk]))
    assert again(third).status == "called-off"


def test_whoever_comes_asks_for_another_time_and_rose_says_yes(agreement, at, worker, rose_account):
    third = visits_of(agreement)[2]
    when = {"on_day": "10", "on_month": "3", "on_year": "2026", "at": "11:30"}
    at(worker).post(reverse("budgets:visit-move", args=[third.pk]), when)
    assert "asks for another time" in words(at(rose_account).get(week(), {"week": "2026-03-09"}))
    at(rose_account).post(reverse("budgets:visit-say", args=[third.pk]), {"said": "yes"})
    assert Visit.objects.filter(on="2026-03-10", status="planned").exists()


def test_in_any_week_she_reads_that_somebody_asks_for_another_time_in_another(agreement, at, rose_account):
    third = visits_of(agreement)[2]
    Visit.objects.filter(pk=third.pk).update(proposed_on="2026-03-10", proposed_time="11:30")
    page = words(at(rose_account).get(week()))
    assert "asks for another time for the visit on Monday 9 March." in page and f"{week()}?week=2026-03-09" in page
    assert "for the visit on" not in words(at(rose_account).get(week(), {"week": "2026-03-09"}))


def test_a_week_that_is_not_planned_yet_says_so(agreement, at, rose_account):
    visitor = at(rose_account)
    assert "Visits are planned four weeks ahead." in words(visitor.get(week(), {"week": "2026-05-04"}))
    Visit.objects.filter(on__range=("2026-03-09", "2026-03-15")).update(on="2026-03-16", status="moved")
    assert "No visits in this week" in words(visitor.get(week(), {"week": "2026-03-09"}))
    Agreement.objects.update(ends_on="2026-03-29")
    assert "No visits in this week" in words(visitor.get(week(), {"week": "2026-05-04"}))


def test_rose_reads_what_calling_off_late_costs_before_she_does_it(agreement, at, rose_account, time_machine):
    time_machine.move_to("2026-03-09T08:00:00+00:00")
    third = visits_of(agreement)[2]
    assert "£18 of £18 is to be paid" in words(at(rose_account).get(reverse("budgets:visit-off", args=[third.pk])))


def test_sam_has_a_list_of_those_nobody_spoke_of(agreement, at, sam, nottingham):
    page = words(at(sam).get(reverse("budgets:silent")))
    assert "R.T." in page and "Monday 2 March" in page and "Thursday 5 March" not in page
    other = person("gwen", role="social_worker", organisation=nottingham)
    assert "R.T." not in words(at(other).get(reverse("budgets:silent")))


def test_the_desk_finds_by_the_reference_what_waits_and_writes_it_down(agreement, at, rose, nottingham):
    desk = person("gwen", role="link_worker", organisation=nottingham)
    page = at(desk).post(reverse("budgets:by-phone"), {"reference": agreement.reference.lower()})
    assert "Yes, they came" in words(page) and "Rose" not in words(page)
    assert Entry.objects.filter(subject_id=rose.pk, what="visits-read", account=desk).exists()
    first = visits_of(agreement)[0]
    at(desk).post(reverse("budgets:visit-say", args=[first.pk]), {"said": "came", "how": "call"})
    assert again(first).said_by == desk


def test_a_desk_elsewhere_finds_nothing(agreement, at, leeds):
    desk = person("lee", role="social_worker", organisation=leeds)
    page = at(desk).post(reverse("budgets:by-phone"), {"reference": agreement.reference})
    assert "We do not find it" in words(page) and "Yes, they came" not in words(page)
    first = visits_of(agreement)[0]
    assert at(desk).get(reverse("budgets:visit", args=[first.pk])).status_code == 404


def said(kind, **more) -> dict:
    day = {"starts_on_day": "9", "starts_on_month": "3", "starts_on_year": "2026"}
    return {"kind": kind, "note": "Ward 4", **day, **more}


def test_what_will_happen_is_said_in_words_before_it_does(agreement, at, rose_account):
    visitor, address = at(rose_account), reverse("budgets:my-life-happens")
    page = words(visitor.post(address, said("hospital")))
    assert "6 visits are stopped." in page and "£108 can be spent on something else." in page and "Ward 4" in page
    assert not LifeChange.objects.exists(), "nothing yet"
    assert "Ward 4" in words(visitor.post(address, said("hospital", change="yes")))
    visitor.post(address, said("hospital", sure="yes"))
    page = visitor.post(address, said("hospital"))
    assert "They are away already from Monday 9 March" in words(page)
    assert LifeChange.objects.get().note == "Ward 4" and sums() == (20_000, 3_600)
    assert "Not at home from Monday 9 March on" in words(visitor.get(week()))


def test_nobody_is_asked_if_they_are_sure_of_days_that_cannot_be(agreement, at, rose_account):
    page = words(at(rose_account).post(reverse("budgets:my-life-happens"), said("away", starts_on_year="2029")))
    assert "within the last two months or the next year" in page and "This will happen" not in page
    assert "Ward 4" in page


def test_home_again_is_one_tap(agreement, at, rose_account, time_machine):
    visitor = at(rose_account)
    visitor.post(reverse("budgets:my-life-happens"), said("away", sure="yes"))
    time_machine.move_to("2026-03-12T08:00:00+00:00")
    day = {"home_on_day": "12", "home_on_month": "3", "home_on_year": "2026"}
    page = at(rose_account).post(reverse("budgets:life-home", args=[LifeChange.objects.get().pk]), day, follow=True)
    assert "5 are planned again" in words(page) and sums() == (20_000, 7 * 1_800)


def test_who_opens_the_address_of_home_again_comes_to_its_page(agreement, at, rose, rose_account, dora, olive):
    at(rose_account).post(reverse("budgets:my-life-happens"), said("away", sure="yes"))
    address = reverse("budgets:life-home", args=[LifeChange.objects.get().pk])
    assert at(rose_account).get(address).url == reverse("budgets:my-life-happens")
    assert at(dora).get(address).url == reverse("budgets:person-life-happens", args=[rose.pk])
    assert at(olive).get(address).status_code == 404


def test_a_day_home_that_cannot_be_stays_on_its_page_with_what_was_typed(agreement, at, rose_account):
    visitor = at(rose_account)
    visitor.post(reverse("budgets:my-life-happens"), said("away", sure="yes"))
    address = reverse("budgets:life-home", args=[LifeChange.objects.get().pk])
    day = {"home_on_day": "31", "home_on_month": "3", "home_on_year": "2026"}
    page = words(visitor.post(address, day))
    assert "two weeks from now" in page and 'value="31"' in page and "There is a problem" in page
    assert 'value="40"' in words(visitor.post(address, day | {"home_on_day": "40"}))


def test_nobody_can_say_of_themselves_that_they_died_and_dora_can(agreement, at, rose, rose_account, dora):
    assert "died" not in words(at(rose_account).get(reverse("budgets:my-life-happens")))
    page = at(dora).post(reverse("budgets:person-life-happens", args=[rose.pk]), said("died", starts_on_day="5"))
    assert "We are very sorry." in words(page) and "Nothing is sent to them any more." in words(page)


def test_moving_asks_for_the_new_place(agreement, at, rose_account):
    page = words(at(rose_account).post(reverse("budgets:my-life-happens"), said("moved", sure="yes")))
    assert "Type the first half of the new postcode" in page and not LifeChange.objects.exists()


def test_who_moves_later_reads_that_visits_go_on_and_never_that_there_are_none(agreement, at, rose_account, outcodes):
    there = said("moved", outcode="NG5", agreements_stay="yes")
    page = words(at(rose_account).post(reverse("budgets:my-life-happens"), there))
    assert "Visits go on." in page and "On that day the old address is taken off" in page
    assert "No visits are planned" not in page


def test_the_sheet_is_written_and_kept_on_the_page(rose, at, rose_account):
    visitor, address = at(rose_account), reverse("budgets:my-first-visit")
    visitor.post(address, {"address": "1 Elm Road", "way_in": "Blue door"})
    assert "1 Elm Road" in words(visitor.get(address))


def test_who_has_no_visits_reads_what_will_be_here(at, ben):
    assert "No visits of yours are here yet" in words(at(ben).get(week()))


def test_a_full_week_asks_the_database_no_more_than_an_empty_one(agreement, at, rose_account):
    visitor = at(rose_account)

    def asked(day: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            visitor.get(week(), {"week": day})
        return len(queries)

    asked("2026-03-02")
    few = asked("2026-03-09")
    for minute, visit in enumerate(visits_of(agreement)[4:]):
        Visit.objects.filter(pk=visit.pk).update(on="2026-03-13", at=f"10:0{minute}")
    assert asked("2026-03-09") <= few
