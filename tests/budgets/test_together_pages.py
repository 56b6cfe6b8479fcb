"""The pages of clubbing together: each reads their own share, how many they are, and nothing of another's money."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from budgets import actions
from budgets.models import Person, SessionShare, SharedArrangement, SharedSession, ShareMember
from marketplace.workflow.models import Entry
from tests.budgets.clubbing import begun, joins, money, pool, somebody, today
from tests.factories import ServiceFactory
from tests.people import acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def art(good_company, nottingham, amina):
    return ServiceFactory(enterprise=good_company, listed=True, listed_by=nottingham, in_group=True, people="Amina")


@pytest.fixture
def three(outcodes, nottingham, sam, ben):
    return [somebody(name, nottingham, sam, account=ben if name == "ben" else None) for name in ("ben", "joan", "raj")]


@pytest.fixture
def running(art, three):
    """Joan lets the others read her first name; Raj does not."""
    made = begun(art, three[0])
    joins(made, three[1], share={"shows_name": True})
    joins(made, three[2])
    return SharedArrangement.objects.get(pk=made.pk)


def as_(somebody_) -> Client:
    client = Client()
    client.force_login(somebody_)
    return client


def page(name, *args) -> str:
    return reverse(f"budgets:{name}", args=args)


def read(client, name, *args) -> str:
    response = client.get(page(name, *args))
    assert response.status_code == 200, response.status_code
    return response.content.decode()


OFFER = {"what": "An art morning", "when": "Tuesdays", "cost_pence": "60", "per": "session", "minimum": "3",
         "most": "6", "shared_by": "fixed", "below": "pause", "notice_weeks": "4"}  # fmt: skip


def purse(person) -> str:
    budget, mechanism = money(person)
    return f"{budget.pk}:{mechanism}"


def test_each_reads_first_names_only_of_those_who_agreed_and_no_money_of_anybody_else(running, three, ben):
    actions.plan_session(running, today(), by=acting(ben))
    shown = read(as_(three[2].account), "together", running.pk)
    assert "Joan" in shown and "Number 1" in shown and "Ben" not in shown
    assert "£20" in shown and "Carter" not in shown and "£400" not in shown
    seen_by_ben = read(as_(ben), "together", running.pk)
    assert "Raj" not in seen_by_ben and "Number 3" in seen_by_ben
    shown = read(as_(ben), "settle-together", SharedSession.objects.get().pk)
    assert "Joan" in shown and "You" in shown and "Raj" not in shown and "Carter" not in shown


def test_the_enterprise_reads_first_names_and_no_share_and_no_money(running, amina):
    shown = read(as_(amina), "together", running.pk)
    assert all(name in shown for name in ("Ben", "Joan", "Raj")) and "Carter" not in shown
    assert "Your share" not in shown and "£20" not in shown and "Direct payment" not in shown
    assert "An art morning" in read(as_(amina), "together-desk")


def test_whoever_is_not_in_it_finds_nothing(running, olive, nottingham, sam):
    kim = somebody("kim", nottingham, sam)
    member = ShareMember.objects.filter(arrangement=running).first()
    for account in (olive, kim.account):
        for name, key in (("together", running.pk), ("invite-together", running.pk), ("join-together", running.pk),
                          ("leave-together", member.pk)):  # fmt: skip
            assert as_(account).get(page(name, key)).status_code == 404, name
    assert as_(running.members.last().person.account).get(page("leave-together", member.pk)).status_code == 404


def test_ben_begins_it_on_the_page_and_joan_joins_by_the_link(art, three, ben):
    client = as_(ben)
    wrong = client.post(page("begin-together", art.pk), OFFER | {"purse": purse(three[0])}).content.decode()
    assert "Tick this to go on" in wrong and "An art morning" in wrong and not SharedArrangement.objects.exists()
    client.post(page("begin-together", art.pk), OFFER | {"purse": purse(three[0]), "agreed": "on"})
    made = SharedArrangement.objects.get()
    shown = client.post(page("invite-together", made.pk), {"email": ""}).content.decode()
    link = re.search(r"http://testserver(/together/by-link/[^<\s]+)", shown).group(1)
    assert "Sign in to join" in Client().get(link).content.decode()
    joan = as_(three[1].account)
    assert "never pay for somebody else" in joan.get(link).content.decode()
    joan.post(link, {"purse": purse(three[1]), "most_pence": "20", "agreed": "on"})
    assert "2 so far" in read(client, "my-together")
    assert "Number 2" in read(client, "together", made.pk)


def test_nobody_pays_from_the_money_of_another_by_writing_it_into_the_form(art, three, ben):
    begun(art, three[0], is_open=True)
    made = SharedArrangement.objects.get()
    said = {"purse": purse(three[2]), "most_pence": "20", "agreed": "on"}
    as_(three[1].account).post(page("join-together", made.pk), said)
    assert made.members.count() == 1


def test_the_public_page_says_how_many_so_far_and_leads_to_it(art, three, amina):
    facts = {"what": "Art", "when": "Tuesdays", "cost_pence": 6_000, "minimum": 5, "most": 8}
    made = actions.offer_together(art, facts, key=art.pk, by=acting(amina))
    address = reverse("providers:service", args=[art.pk])
    tag = Client().get(address)["ETag"]
    for each in three:
        joins(made, each)
    shown = Client().get(address, headers={"If-None-Match": tag})
    assert shown.status_code == 200, "a page that was kept is asked for anew"
    assert "Starts when 5 people join: 3 so far." in shown.content.decode()
    assert page("gatherings", art.pk) in shown.content.decode() and "Joan" not in shown.content.decode()


def test_what_gathers_near_is_offered_to_whoever_is_not_in_it(art, three, nottingham, sam, ben):
    begun(art, three[0], is_open=True)
    kim = somebody("kim", nottingham, sam)
    assert "See it and join" in read(as_(kim.account), "my-together")
    assert "See it and join" not in read(as_(ben), "my-together")
    Person.objects.filter(pk=kim.pk).update(outcode="LS1")
    assert "See it and join" not in read(as_(kim.account), "my-together")


def test_a_day_is_suggested_and_told_by_amina_and_planned_and_paid_by_bens_yes(running, ben, amina):
    today_ = timezone.localdate()
    day = {"held_on_day": today_.day, "held_on_month": today_.month, "held_on_year": today_.year}
    as_(amina).post(page("plan-together", running.pk), day)
    session = SharedSession.objects.get()
    assert "Waits for Ben’s yes." in read(as_(amina), "together", running.pk)
    assert "Nothing is set aside before you say yes." in read(as_(ben), "together", running.pk)
    as_(ben).post(page("day-yes", session.pk))
    assert "£20 of your money is set aside" in read(as_(ben), "together", running.pk)
    members = [str(pk) for pk in session.shares.values_list("member", flat=True)]
    as_(amina).post(page("settle-together", session.pk), {"came": members})
    session.refresh_from_db()
    assert session.status == "held" and "waits for a yes" in read(as_(ben), "together", running.pk)
    as_(ben).post(page("settle-together", session.pk), {"came": members, "cost_pence": "60"})
    session.refresh_from_db()
    assert session.status == "paid" and "You paid £20" in read(as_(ben), "together", running.pk)
    assert not any(pool(each) for each in running.members.with_person())


def test_a_worker_sees_their_person_and_each_look_is_on_the_trail(running, three, sam, gwen):
    assert "An art morning" in read(as_(sam), "person-together", three[0].pk)
    assert Entry.objects.filter(subject_id=three[0].pk, what="together-read", account=sam).count() == 1
    assert as_(gwen).get(page("person-together", three[0].pk)).status_code == 404


def test_a_worker_is_asked_whether_the_person_wants_it_and_names_only_money_that_the_council_manages(
    art, nottingham, sam, outcodes
):
    edith, ben_like = somebody("edith", nottingham, sam, way="council-managed"), somebody("kwame", nottingham, sam)
    shown = read(as_(sam), "begin-together", art.pk)
    assert "Edith Carter" in shown and "Kwame Carter" not in shown and "they want this" in shown
    assert ben_like.account is not None and edith.account is not None


def test_a_share_that_goes_up_is_asked_on_the_page(art, three, ben):
    made = begun(art, three[0], below="share-on")
    for each in three[1:]:
        joins(made, each)
    as_(three[2].account).post(page("leave-together", ShareMember.objects.get(person=three[2]).pk))
    assert "Would you pay £30 each time?" in read(as_(ben), "together", made.pk)
    as_(ben).post(page("answer-share", ShareMember.objects.get(person=three[0]).pk), {"answer": "yes"})
    assert ShareMember.objects.get(person=three[0]).most_pence == 3_000


@pytest.mark.parametrize("wrong", [
    {"minimum": "1"}, {"most": "2"}, {"cost_pence": "a lot"}, {"what": ""}, {"notice_weeks": "-1"}, {"minimum": "x"},
    {"shared_by": "per-cent"}, {"purse": "another"}, {"cost_pence": "1234567890"},
])  # fmt: skip
def test_what_cannot_be_is_said_beside_its_question_and_nothing_is_lost(wrong, art, three, ben):
    said = OFFER | {"purse": purse(three[0]), "agreed": "on"} | wrong
    shown = as_(ben).post(page("begin-together", art.pk), said).content.decode()
    assert "There is a problem" in shown and "Tuesdays" in shown and not SharedArrangement.objects.exists()


def test_whoever_has_no_money_here_reads_what_to_do(art, olive):
    assert "There is no money here to pay from yet" in read(as_(olive), "begin-together", art.pk)
    assert "Nothing yet" in read(as_(olive), "my-together")


# --- However many they are -------------------------------------------------------------------------------------------
def asked(client, name, *args) -> int:
    """How often the database is asked for a page."""
    read(client, name, *args)  # what is kept for a while is there
    with CaptureQueriesContext(connection) as seen:
        read(client, name, *args)
    return len(seen)


def of_sam(art, nottingham, sam, number: int) -> SharedArrangement:
    """The council pays for so many people of Sam's, and one day is suggested with the shares that it would have."""
    people = [somebody(f"p{number}x{n}", nottingham, sam, way="council-managed") for n in range(number)]
    made = begun(art, people[0], by=acting(sam), minimum=2, most=12)
    for each in people[1:]:
        joins(made, each, by=acting(sam))
    day = SharedSession.objects.create(arrangement=made, held_on=today(), bill=0, cost_pence=6_000)
    for each in made.members.all():
        SessionShare.objects.create(session=day, member=each, pence=600)
    return made


def test_a_page_with_ten_of_sams_people_asks_the_database_as_often_as_with_one(art, nottingham, sam, amina, outcodes):
    one, ten = (of_sam(art, nottingham, sam, number) for number in (1, 10))
    SharedArrangement.objects.filter(pk=one.pk).update(status="running")
    for reader in (sam, amina):
        assert asked(as_(reader), "together", one.pk) == asked(as_(reader), "together", ten.pk)
    assert Entry.objects.filter(what="together-read", account=sam).values("subject_id").distinct().count() == 11


def test_lists_of_what_is_shared_ask_as_often_for_six_as_for_one(art, nottingham, sam, amina, ben, outcodes):
    lead = somebody("ben", nottingham, sam, account=ben)
    kim = somebody("kim", nottingham, sam)

    def counted() -> list[int]:
        lists = [(ben, "my-together"), (sam, "person-together", lead.pk), (amina, "together-desk")]
        lists += [(sam, "gatherings", art.pk), (kim.account, "my-together")]
        return [asked(as_(reader), *address) for reader, *address in lists]

    begun(art, lead, is_open=True)
    before = counted()
    for _n in range(5):
        begun(art, lead, is_open=True)
    assert counted() == before
