"""Who is in a circle, who put them there, what they see and do, and that it ends at once."""

import re
from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from budgets import access, actions
from budgets.actions.circle import JOINING
from budgets.actions.joining import OWN
from budgets.models import CircleMember, Person, Power
from marketplace.notifications.models import Message
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.models import Entry, PrivateLink
from tests.budgets.circles import as_, day, days, in_circle, link_to, page, plan_of, read, rose_of, status
from tests.budgets.making import budget_of, limit_of
from tests.people import acting, person
from tests.test_races import at_once

pytestmark = pytest.mark.django_db
DORA = {"name": "Dora", "email": "dora@example.org", "kind": "family"}
ATTORNEY = DORA | {"kind": "attorney", "note": "I saw the registered power of attorney today. Sam"}


@pytest.fixture
def rose_account(db):
    return person("rose")


@pytest.fixture
def rose(sam, nottingham, rose_account):
    """Rose has an account; Sam is her named worker."""
    return rose_of(sam, nottingham, account=rose_account)


@pytest.fixture
def dora(db):
    return person("dora")


def added(rose, by, facts=DORA, powers=(Power.PLAN,), **more) -> CircleMember:
    return actions.add_to_circle(rose, facts | more, powers, by=acting(by))


def dated(facts) -> dict:
    """So many days from today, as the day it is when the test runs."""
    return {name: days(value) if isinstance(value, int) else value for name, value in facts.items()}


# --- Added -----------------------------------------------------------------------------------------------------------
def test_rose_adds_her_daughter_who_joins_by_the_link_once(rose, rose_account, dora, olive):
    given = DORA | {"powers": ["plan", "confirm"]} | day("starts_on")
    assert as_(rose_account).post(page("my-circle-add"), given).url == page("my-circle")
    member = rose.circle.get()
    assert "no answer yet" in read(rose_account, "my-circle")
    link = link_to(member, JOINING)
    shown = as_(None).get(link).content.decode()
    assert "Rose Thorn" in shown and "See the plan and write in it" in shown and "Make an account" in shown
    assert as_(None).post(link).status_code == 200 and status(dora, "plan", rose.pk) == 404
    assert as_(dora).post(link).url == page("my-people")
    assert as_(olive).post(link).status_code == 404, "it works once"
    assert "Rose Thorn" in read(dora, "my-people") and status(dora, "plan", rose.pk) == 200
    assert Message.objects.filter(template="circle-joined", to=rose_account).count() == 1


def test_the_letter_names_nobody_who_draws_on_support(rose, sam):
    added(rose, sam, ATTORNEY)
    letter = Message.objects.get(template="circle-invited")
    assert letter.address == "dora@example.org" and "Rose" not in str(letter.context)


@pytest.mark.parametrize("kind", ["nominated", "authorised", "suitable", "attorney"])
def test_rose_cannot_give_anybody_the_authority_of_the_law(kind, rose, rose_account, sam):
    with pytest.raises(PermissionDenied):
        added(rose, rose_account, ATTORNEY | {"kind": kind})
    assert added(rose, sam, ATTORNEY | {"kind": kind}).kind == kind
    assert 'value="attorney"' not in read(rose_account, "my-circle-add")


def test_sam_writes_down_which_document_he_saw(rose, sam, rose_account):
    with pytest.raises(RuleBroken, match="which document"):
        added(rose, sam, ATTORNEY | {"note": " "})
    added(rose, sam, ATTORNEY)
    assert "registered power of attorney" in read(sam, "circle", rose.pk)
    assert "registered power of attorney" not in read(rose_account, "my-circle")


@pytest.mark.parametrize("who", ["olive", "connor", "cat", "amina"])
def test_nobody_else_adds_or_sees(who, rose, request):
    somebody = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        added(rose, somebody)
    assert status(somebody, "circle", rose.pk) == 404


WRONG = {
    "nothing to do": {"powers": ()},
    "ends first": {"starts_on": 5, "ends_on": 4},
    "is over": {"ends_on": -1, "starts_on": -9},
}


@pytest.mark.parametrize("what", WRONG)
def test_what_cannot_be_is_refused_before_anything_is_written(what, rose, rose_account):
    with pytest.raises(RuleBroken):
        added(rose, rose_account, **{"powers": (Power.PLAN,)} | dated(WRONG[what]))
    assert not CircleMember.objects.exists() and not Message.objects.exists()


def test_the_same_daughter_is_added_once(rose, rose_account):
    added(rose, rose_account)
    with pytest.raises(RuleBroken, match="already"):
        added(rose, rose_account, DORA | {"email": "DORA@example.org"})


def test_whoever_writes_down_what_was_paid_sees_the_money(rose, rose_account):
    assert added(rose, rose_account, powers=[Power.PAY]).powers == ["money", "pay"]


def test_what_was_typed_stays_when_the_form_is_wrong(rose_account, rose):
    given = DORA | {"email": "dora", "powers": ["plan"]} | day("starts_on") | day("ends_on", days(-3))
    wrong = as_(rose_account).post(page("my-circle-add"), given).content.decode()
    assert "Type a whole e-mail address" in wrong and "This day is over" in wrong and 'value="Dora"' in wrong


# --- Joined ----------------------------------------------------------------------------------------------------------
def test_neither_rose_nor_her_worker_joins_her_own_circle(rose, rose_account, sam):
    link = link_to(added(rose, rose_account), JOINING)
    for somebody in (rose_account, sam):
        answer = as_(somebody).post(link)
        assert answer.status_code == 409 and "for somebody else" in answer.content.decode()


def test_two_who_open_the_same_link_at_once_and_one_joins(fresh_db, nottingham):
    sam = person("sam", role="social_worker", organisation=nottingham)
    for number in range(5):
        member = added(rose_of(sam, nottingham), sam, ATTORNEY)
        link = PrivateLink.objects.of(member, JOINING).get()
        both = [person(f"{name}{number}") for name in ("dora", "meg")]
        answers = at_once(*(partial(joins, member.pk, link, each) for each in both))
        assert sorted(isinstance(answer, RuleBroken) for answer in answers) == [False, True]


def joins(pk, link, account) -> None:
    actions.join_circle(CircleMember.objects.get(pk=pk), link, by=acting(account))


def test_an_invitation_works_for_fourteen_days_and_a_new_one_replaces_it(rose, rose_account, dora):
    member = added(rose, rose_account)
    first = link_to(member, JOINING)
    as_(rose_account).post(page("invite-again", member.pk))
    second = link_to(member, JOINING)
    assert first != second and as_(dora).get(first).status_code == 404
    with time_machine.travel(timezone.now() + timedelta(days=14, minutes=1)):
        assert as_(dora).get(second).status_code == 404
        assert "does not work any more" in as_(dora).get(second).content.decode()


def test_nobody_is_flooded_with_invitations(rose, rose_account):
    member = added(rose, rose_account)
    for _n in range(2):
        actions.invite_again(member, by=acting(rose_account))
    with pytest.raises(RuleBroken, match="3 invitations today"):
        actions.invite_again(member, by=acting(rose_account))


# --- What they see, and for how long ---------------------------------------------------------------------------------
def test_a_daughter_sees_the_plan_and_not_the_money(rose, sam, dora, connor):
    limit_of(rose.organisation, "social_worker", 1_000_000, connor)
    budget_of(rose, sam, 12_345)
    plan_of(rose)
    in_circle(rose, dora, Power.PLAN)
    assert "My kitchen" in read(dora, "plan", rose.pk)
    assert "123.45" not in read(dora, "match", rose.pk) and "of a week’s money" not in read(dora, "match", rose.pk)
    for name in ("money", "circle", "circle-add", "reviews", "person", "decides", "invite-person"):
        assert status(dora, name, rose.pk) in (403, 404), name
    assert "of a week’s money" in read(sam, "match", rose.pk)


ENDED = {
    "her last day was yesterday": {"starts_on": -9, "ends_on": -1},
    "she begins tomorrow": {"starts_on": 1},
    "it was ended today": {"ended_at": timezone.now(), "ends_on": 0},
}


@pytest.mark.S1
@pytest.mark.parametrize("why", ENDED)
@pytest.mark.parametrize("name", ["plan", "match", "money", "circle"])
def test_whose_time_is_over_or_has_not_begun_finds_nothing(why, name, rose, dora):
    member = in_circle(rose, dora, Power.PLAN, Power.MONEY, **dated(ENDED[why]))
    assert status(dora, name, rose.pk) == 404
    assert status(dora, "plan-part", rose.pk, "matters") == 404 and status(dora, "end-circle", member.pk) == 404
    assert "Rose Thorn" not in read(dora, "my-people")


def test_on_her_last_day_she_still_helps_and_the_next_morning_no_more(rose, dora):
    in_circle(rose, dora, Power.PLAN, ends_on=days(0))
    assert status(dora, "plan", rose.pk) == 200
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert status(dora, "plan", rose.pk) == 404


def test_rose_ends_it_at_once_and_both_are_told(rose, rose_account, dora):
    member = in_circle(rose, dora)
    assert "End what Dora may see and do?" in read(rose_account, "end-circle", member.pk)
    as_(rose_account).post(page("end-circle", member.pk))
    assert status(dora, "plan", rose.pk) == 404 and "Who was in it before (1)" in read(rose_account, "my-circle")
    told = {(m.template, m.to) for m in Message.objects.all()}
    assert told == {("circle-ended", rose_account), ("circle-left", dora)}


def test_dora_leaves_by_herself(rose, rose_account, dora):
    member = in_circle(rose, dora)
    assert "Stop helping Rose Thorn here?" in read(dora, "end-circle", member.pk)
    assert as_(dora).post(page("end-circle", member.pk)).url == page("my-people")
    assert not Message.objects.filter(to=dora).exists() and status(dora, "plan", rose.pk) == 404
    assert status(dora, "circle-member", member.pk) == 404


def test_dora_gives_herself_no_more(rose, dora):
    member = in_circle(rose, dora)
    with pytest.raises(PermissionDenied):
        actions.change_member(member, [Power.MONEY], ends_on=None, by=acting(dora))
    assert status(dora, "circle-member", member.pk) == 403


def test_rose_gives_more_and_takes_it_away(rose, rose_account, dora):
    member = in_circle(rose, dora)
    as_(rose_account).post(page("circle-member", member.pk), {"powers": ["money"]} | day("ends_on", days(3)))
    member.refresh_from_db()
    assert (member.powers, member.ends_on) == (["money"], days(3))
    assert status(dora, "money", rose.pk) == 200 and status(dora, "plan", rose.pk) == 404


def test_rose_withdraws_whom_she_nominated_but_not_an_attorney(rose, rose_account, dora):
    nominated, attorney = in_circle(rose, dora, kind="nominated"), in_circle(rose, person("ann"), kind="attorney")
    assert access.can_end_member(acting(rose_account), nominated)
    with pytest.raises(PermissionDenied):
        actions.end_member(attorney, by=acting(rose_account))


def test_what_dora_does_is_written_down_as_done_for_rose(rose, rose_account, dora):
    in_circle(rose, dora)
    as_(dora).get(page("plan", rose.pk))
    as_(dora).post(page("plan-part", rose.pk, "bring"), {"can_do": "She bakes."})
    entries = Entry.objects.filter(account=dora)
    assert {(e.what, e.acting_for_id) for e in entries} == {("plan-read", rose.pk), ("changed-bring", rose.pk)}
    as_(rose_account).get(page("my-plan"))
    assert not Entry.objects.filter(account=rose_account).exists(), "what is her own is read freely"


def test_a_daughter_who_may_writes_down_what_was_paid_for_her(rose, sam, dora, connor):
    limit_of(rose.organisation, "social_worker", 1_000_000, connor)
    budget = budget_of(rose, sam).budget
    in_circle(rose, dora, Power.MONEY)
    given = {"pence": "18.50", "kind": "provider", "words": "Supper"} | day("spent_on")
    address = page("pay", budget.pk, "direct-payment")
    assert as_(dora).post(address, given).status_code == 403
    CircleMember.objects.update(powers=["money", "pay"])
    assert as_(dora).post(address, given).url == page("money", rose.pk)
    shown = read(dora, "money", rose.pk)
    assert "£18.50" in shown and "People I help" in shown and "Set a budget" not in shown
    assert Entry.objects.get(what="declared").acting_for_id == rose.pk


def test_a_circle_of_many_asks_the_database_as_often_as_one_of_two(rose, rose_account, sam):
    counts = []
    for number in (2, 9):
        for each in range(number):
            in_circle(rose, person(f"friend{number}{each}"), kind="family" if each % 2 else "attorney")
        with CaptureQueriesContext(connection) as seen:
            read(rose_account, "my-circle")
        counts.append(len(seen))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(("power", "names"), [
    ("plan", {"plan", "match", "person-first-visit", "life", "person-together"}),
    ("money", {"money", "statement", "agreements"}), ("agree", {"person-week", "agreements"}),
    ("pay", {"person-week"}), ("confirm", {"person-week", "person-life-happens"}),
])  # fmt: skip
def test_her_daughter_finds_a_link_to_each_page_that_opens_to_her_and_to_no_other(rose, dora, power, names):
    in_circle(rose, dora, power)
    shown = read(dora, "my-people")
    found = {link for link in re.findall(r'href="([^"]+)"', shown) if str(rose.pk) in link}
    assert found == {page(name, rose.pk) for name in names}
    assert {as_(dora).get(link).status_code for link in found} == {200}


# --- Who decides -----------------------------------------------------------------------------------------------------
def test_when_somebody_decides_for_her_only_they_agree(rose, sam, rose_account, dora):
    family = in_circle(rose, dora, Power.PLAN, Power.AGREE)
    attorney = in_circle(rose, person("ann"), Power.AGREE, kind="attorney")
    said = {"who": "others", "because": "Assessed by Dr Rao on 2 November."}
    as_(sam).post(page("decides", rose.pk), said)
    rose.refresh_from_db()
    assert rose.is_represented and "Dr Rao" in rose.represented_because
    assert not access.may(acting(rose_account), rose, Power.AGREE)
    assert not access.may(acting(dora), rose, Power.AGREE) and access.may(acting(dora), rose, Power.PLAN)
    assert access.may(acting(attorney.account), rose, Power.AGREE)
    with pytest.raises(RuleBroken, match="law lets decide"):
        actions.change_member(family, [Power.AGREE], ends_on=None, by=acting(sam))
    with pytest.raises(PermissionDenied):
        actions.change_member(family, [Power.PLAN], ends_on=None, by=acting(rose_account))


def test_only_sam_says_so_and_says_why(rose, sam, rose_account):
    with pytest.raises(RuleBroken):
        actions.say_who_decides(rose, True, " ", by=acting(sam))
    with pytest.raises(PermissionDenied):
        actions.say_who_decides(rose, True, "Because.", by=acting(rose_account))


# --- Her own account -------------------------------------------------------------------------------------------------
def test_rose_opens_her_own_page_by_the_link_that_sam_sent(sam, nottingham, rose_account, olive):
    hers = rose_of(sam, nottingham)
    assert "rose@example.net" in read(sam, "invite-person", hers.pk)
    as_(sam).post(page("invite-person", hers.pk), {"email": "rose@example.net"})
    letter = Message.objects.get(template="person-invited")
    assert letter.address == "rose@example.net"
    link = link_to(hers, OWN)
    assert as_(rose_account).post(link).url == page("my-plan")
    assert Person.objects.get(pk=hers.pk).account == rose_account and as_(olive).post(link).status_code == 404
    assert Message.objects.filter(template="person-joined", to=sam).exists()
    assert rose_account.memberships.live().in_role("person").filter(organisation=nottingham).exists()
    with pytest.raises(RuleBroken, match="already"):
        actions.invite_person(hers, "other@example.net", by=acting(sam))


def test_neither_her_daughter_nor_sam_becomes_rose(sam, nottingham, dora):
    hers = rose_of(sam, nottingham)
    in_circle(hers, dora)
    actions.invite_person(hers, "rose@example.net", by=acting(sam))
    for somebody in (dora, sam):
        assert as_(somebody).post(link_to(hers, OWN)).status_code == 409
    assert Person.objects.get(pk=hers.pk).account is None


def test_only_her_named_worker_invites_her(nottingham, sam, connor, olive):
    hers = rose_of(sam, nottingham)
    for somebody in (connor, olive):
        with pytest.raises(PermissionDenied):
            actions.invite_person(hers, "x@example.net", by=acting(somebody))
        assert status(somebody, "invite-person", hers.pk) == 404
