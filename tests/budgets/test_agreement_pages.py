"""The pages of agreements: one form with good defaults, one page to read it, yes and no, lists, and the last day."""

import re
from datetime import date

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from budgets import actions
from budgets.models import Agreement, Necessity, Person
from marketplace.accounts.ids import uuid7
from marketplace.workflow.models import Entry
from tests.budgets.agreements import again, agreed, known, later, managed, offered
from tests.budgets.making import budget_of, limit_of
from tests.factories import ServiceFactory
from tests.people import acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def his(nottingham, sam, ben, connor):
    limit_of(nottingham, "social_worker", 1_000_000, connor)
    facts = {"name": "Ben Carter", "outcode": "NG7", "account": ben, "communication": ["large-print"]}
    return Person.objects.create(organisation=nottingham, named_worker=sam, **facts)


@pytest.fixture
def cooking(good_company, amina):
    return ServiceFactory(enterprise=good_company, listed=True, people="Amina", if_you_cancel="A day before is free.")


def as_(somebody) -> Client:
    client = Client()
    client.force_login(somebody)
    return client


def page(name, *args) -> str:
    return reverse(f"budgets:{name}", args=args)


def day(name, when=None) -> dict:
    on = when or later(7)
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def answers(money="own", **more) -> dict:
    """Mondays at ten for an hour, from next week."""
    said = {"key": uuid7(), "what": "Cooking together", "rows": "2", "day_0": "0", "at_0": "10:00", "minutes_0": "60"}
    said |= {"price": "1850:hour", "money": money, "kin": "none", "who_says": "they", "employment": ""}
    usual = day("starts_on") | {"trial_weeks": 4, "notice_days": 14, "cancel_hours": 24, "cancel_per_cent": 100}
    return said | usual | {"absence_days": 7, "absence_per_cent": 0} | more


def given_again(html: str) -> dict:
    """What the page to read carries on, as a browser would send it."""
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', html)) | {"yes": "1"}


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_ben_says_what_he_would_like_reads_it_and_offers_it(his, cooking, ben, sam, amina):
    version = budget_of(his, sam, 15_600, days=0)
    client, address = as_(ben), page("offer-mine", cooking.pk)
    form = text(client.get(address))
    assert "£156 of £156 a week is not promised yet" in form and "A day before is free." in form
    assert "Large print" in form and "Husband, wife or partner" in form
    read = text(client.post(address, answers(f"{version.budget_id}:direct-payment", check="1")))
    assert "Monday, 10am to 11am (1 hour)" in read and "£18.50 a full week" in read and "Nothing is agreed yet" in read
    assert "In the first 4 weeks either side can end it" in read and not Agreement.objects.exists()
    sent = client.post(address, given_again(read))
    made = Agreement.objects.get()
    assert sent.url == page("agreement", made.pk) and made.versions.get().pence == 1_850
    assert "Amina says yes or no by" in text(client.get(sent.url))


def test_what_the_law_asks_is_answered_by_nobody_but_whoever_buys(his, cooking, ben, sam):
    version = budget_of(his, sam, 15_600, days=0)
    client, address = as_(ben), page("offer-mine", cooking.pk)
    form = text(client.get(address))
    radios = re.findall(r'<input[^>]+name="(?:kin|who_says)"[^>]*>', form)
    assert len(radios) > 3 and not [each for each in radios if "checked" in each]
    money = f"{version.budget_id}:direct-payment"
    assert "Choose whether they are family" in text(client.post(address, answers(money, kin="")))
    assert "Choose who says what is done" in text(client.post(address, answers(money, who_says="")))


def test_one_more_visit_keeps_what_was_typed_and_finds_nothing_wrong(his, cooking, ben):
    shown = text(as_(ben).post(page("offer-mine", cooking.pk), answers(what="", more="1")))
    assert 'name="day_2"' in shown and "There is a problem" not in shown and 'value="10:00" selected' in shown


def test_whoever_comes_back_to_change_something_finds_it_as_it_was(his, cooking, ben):
    shown = text(as_(ben).post(page("offer-mine", cooking.pk), answers(what="Soup on Mondays", back="1")))
    assert "Soup on Mondays" in shown and "There is a problem" not in shown and not Agreement.objects.exists()


WRONG = {
    "Say the day, from when, and how long": {"day_0": ""},
    "Say on which day they come": {"day_0": "", "at_0": "", "minutes_0": ""},
    "Choose a price": {"price": ""},
    "Enter a real date": {"starts_on_day": "31", "starts_on_month": "2"},
    "Choose out of which money": {"money": ""},
    "Choose who says what is done": {"who_says": ""},
    "Enter the day on which you used the tool": {"employment": "self-employed"},
    "HMRC’s tool is there since": {"employment": "self-employed", **day("employment_on", date(2016, 5, 4))},
    "Choose today, or the day before": {"employment": "self-employed", **day("employment_on", later(2))},
    "Choose a first day from today on": day("starts_on", later(-1)),
    "The last day is before the first": day("ends_on", later(1)),
}


@pytest.mark.parametrize("words", WRONG)
def test_what_is_wrong_is_said_and_nothing_that_was_typed_is_lost(words, his, cooking, ben):
    shown = text(as_(ben).post(page("offer-mine", cooking.pk), answers(what="Soup on Mondays", **WRONG[words])))
    assert words in shown and "There is a problem" in shown and "Soup on Mondays" in shown
    assert not Agreement.objects.exists()


@pytest.mark.parametrize("rows", ["", "-1", "999999999999", "x", "0"])
def test_odd_numbers_of_rows_do_no_harm(rows, his, cooking, ben):
    assert as_(ben).post(page("offer-mine", cooking.pk), answers(rows=rows)).status_code == 200


def test_who_says_what_is_done_reads_that_they_may_be_an_employer(his, cooking, ben):
    read = text(as_(ben).post(page("offer-mine", cooking.pk), answers(who_says="we")))
    assert "you may be their employer" in read and reverse("employing") in read


def test_a_partner_is_refused_on_the_page_and_the_worker_writes_down_why(his, cooking, ben, sam):
    version = budget_of(his, sam, 15_600, days=0)
    said = answers(f"{version.budget_id}:direct-payment", kin="partner", **day("ends_on", later(90)))
    assert "Ask the named worker" in text(as_(ben).post(page("offer-mine", cooking.pk), said))
    facts = {"key": uuid7(), "because": "Nobody else comes so far out.", **day("until", later(100))}
    as_(sam).post(page("necessity", his.pk, cooking.pk), facts)
    assert Necessity.objects.get().decided_by == sam
    assert "Nobody else comes so far out." in text(as_(sam).get(page("agreements", his.pk)))
    assert "What you agree to" in text(as_(ben).post(page("offer-mine", cooking.pk), said))


def test_sam_reads_that_it_goes_up_before_she_sends_it(his, cooking, sam, connor):
    version = managed(his, sam, 25_000)
    actions.agree_budget(version, by=acting(connor))
    said = answers(f"{version.budget_id}:council-managed", minutes_0="720", employment="self-employed",
                   day_1="3", at_1="10:00", minutes_1="10", **day("employment_on", timezone.localdate()))  # fmt: skip
    assert "There is a problem" in text(as_(sam).post(page("offer", his.pk, cooking.pk), said))
    said |= {"minutes_1": "30", "why": "He gets by at home with it."}
    read = text(as_(sam).post(page("offer", his.pk, cooking.pk), said))
    assert "somebody else decides first" in read and "Send it on" in read
    as_(sam).post(page("offer", his.pk, cooking.pk), given_again(read))
    made = Agreement.objects.get()
    assert made.open_version.buyer_at is None and "Orders above" in text(as_(connor).get(page("to-agree")))
    as_(connor).post(page("agreement-yes", made.pk), {"number": 1})
    assert again(made).open_version.buyer_by == connor


def test_a_worker_without_money_to_order_with_reads_whose_it_is(his, cooking, sam):
    budget_of(his, sam, 15_600, days=0)
    assert "A direct payment is the person’s own" in text(as_(sam).get(page("offer", his.pk, cooking.pk)))


def test_whoever_has_no_page_here_reads_what_to_do(cooking, olive):
    assert "Your own page is not here yet" in text(as_(olive).get(page("offer-mine", cooking.pk)))


def test_sam_chooses_for_whom(his, cooking, sam):
    shown = text(as_(sam).get(page("offer-mine", cooking.pk)))
    assert "Ben Carter" in shown and page("offer", his.pk, cooking.pk) in shown


def test_only_whoever_is_signed_in_is_offered_to_agree(cooking, ben):
    link = page("offer-mine", cooking.pk)
    address = reverse("providers:service", args=[cooking.pk])
    assert link in text(as_(ben).get(address)) and link not in text(Client().get(address))


def test_amina_reads_everything_on_one_page_and_says_yes(his, cooking, ben, amina):
    made = offered(his, cooking, ben)
    client = as_(amina)
    assert "B.C." in text(client.get(page("our-agreements")))
    shown = text(client.get(page("agreement", made.pk)))
    assert "Ben Carter" in shown and "Large print" in shown and "Yes, I agree" in shown and "Cooking together" in shown
    client.post(page("agreement-yes", made.pk), {"number": 1})
    assert again(made).status == "agreed" and "Yes, I agree" not in text(client.get(page("agreement", made.pk)))


def test_the_terms_take_the_place_of_what_they_say_of_themselves(his, cooking, ben, amina):
    made = offered(his, cooking, ben)
    own, instead = "They say of themselves: “A day before is free.”", "In this agreement the terms below hold instead."
    shown = text(as_(ben).get(page("agreement", made.pk)))
    assert shown.index(own) < shown.index(instead) < shown.index("hours before is paid in full")
    assert "You say of yourselves: “A day before is free.”" in text(as_(amina).get(page("agreement", made.pk)))
    read = text(as_(ben).post(page("offer-mine", cooking.pk), answers()))
    assert read.index(own) < read.index("hours before is paid in full")


def test_each_side_reads_its_own_words(his, cooking, ben, amina):
    made = offered(his, cooking, ben, absence_per_cent=50, absence_days=7)
    his_page, hers = (text(as_(each).get(page("agreement", made.pk))) for each in (ben, amina))
    for shown in (his_page, hers):
        assert "A visit that is called off less than" in shown and "While the person is in hospital or away" in shown
    assert "What you said of yourselves on" in hers and "What they said of themselves on" not in hers
    assert "What they said of themselves on" in his_page and "What you said" not in his_page


def test_amina_says_no_on_a_page_that_asks_why(his, cooking, ben, amina):
    made = offered(his, cooking, ben)
    assert "Say why" in text(as_(amina).post(page("agreement-no", made.pk), {"because": ""}))
    as_(amina).post(page("agreement-no", made.pk), {"because": "My Mondays are full."})
    assert "My Mondays are full." in text(as_(ben).get(page("agreement", made.pk)))


def test_amina_proposes_a_price_of_her_own_and_ben_reads_it_beside_the_old_one(his, cooking, ben, amina):
    made = agreed(offered(his, cooking, ben), amina)
    said = answers(number="1", pence="20", unit="hour", **day("starts_on", later(14)))
    as_(amina).post(page("change-agreement", made.pk), said)
    shown = text(as_(ben).get(page("agreement", made.pk)))
    assert "Other terms, from" in shown and "£20 an hour" in shown and "£18.50 an hour" in shown
    old = answers(number="1", pence="21", unit="hour", **day("starts_on", later(14)))
    assert "Something has changed" in text(as_(amina).post(page("change-agreement", made.pk), old))


def test_whoever_proposes_is_asked_from_where_they_stand(his, cooking, ben, amina):
    made = agreed(offered(his, cooking, ben), amina)
    hers, theirs = (text(as_(each).get(page("change-agreement", made.pk))) for each in (amina, ben))
    assert "What do you do?" in hers and "When do you come, every week?" in hers and "do they" not in hers
    assert "What do they do?" in theirs and "When do they come, every week?" in theirs and "do you do?" not in theirs
    empty = answers(number="1", pence="20", unit="hour", what="", day_0="", at_0="", minutes_0="")
    told = text(as_(amina).post(page("change-agreement", made.pk), empty))
    assert "Say in a few words what you do" in told and "Say on which day you come" in told


def test_the_page_that_ends_it_says_the_last_day_first(his, cooking, ben, amina):
    made = agreed(offered(his, cooking, ben, trial_weeks=0, notice_days=7), amina)
    shown = text(as_(ben).get(page("end-agreement", made.pk)))
    assert "The last day is" in shown and "planned visit" in shown and again(made).ends_on is None
    as_(ben).post(page("end-agreement", made.pk), {"because": ""})
    assert again(made).ends_on == later(7)
    assert as_(ben).get(page("end-agreement", made.pk)).status_code == 409


def test_whoever_only_works_there_reads_and_decides_nothing(his, cooking, ben, worker):
    made = offered(his, cooking, ben)
    assert "Yes, I agree" not in text(as_(worker).get(page("agreement", made.pk)))


def test_each_reading_by_another_is_on_the_trail(his, cooking, ben, sam, amina):
    made = offered(his, cooking, ben)
    as_(sam).get(page("agreement", made.pk))
    as_(sam).get(page("agreements", his.pk))
    for somebody in (ben, amina):
        as_(somebody).get(page("agreement", made.pk))
    assert Entry.objects.filter(subject_id=his.pk, what="support-read").count() == 2


def test_lists_say_why_they_are_empty(olive, ben):
    assert "Nobody has agreed on support with you yet" in text(as_(olive).get(page("our-agreements")))
    assert "Nothing is agreed yet" in text(as_(ben).get(page("my-agreements")))


def test_a_worker_with_an_empty_list_looks_who_fits_the_plan(his, sam):
    client = as_(sam)
    shown = text(client.get(page("agreements", his.pk)))
    assert page("match", his.pk) in shown and "Find somebody who can help" not in shown
    assert client.get(page("match", his.pk)).status_code == 200


def test_an_order_of_the_councils_says_nothing_to_the_enterprise_before_it_is_decided(
    his, cooking, sam, connor, amina
):
    version = managed(his, sam, 25_000)
    actions.agree_budget(version, by=acting(connor))
    many = [{"weekday": n, "at": "10:00", "minutes": 144} for n in range(5)]
    made = offered(his, cooking, sam, version=version, about=known(), pattern=many)
    assert as_(amina).get(page("agreement", made.pk)).status_code == 404
    assert "Nobody has agreed" in text(as_(amina).get(page("our-agreements")))


def test_the_demonstration_has_two_that_hold_and_one_that_waits(
    settings, his, ben, sam, nottingham, good_company, amina
):
    settings.DEMO = True
    type(ben).objects.filter(pk=ben.pk).update(email="ben@demo.justright.example")
    budget_of(his, sam, 15_600, days=0)
    for name in ("Rosa Bianchi", "Leroy Campbell", "Amina Yusuf"):
        ServiceFactory(enterprise=good_company, listed=True, people=name)
    call_command("seed_agreements", verbosity=0)
    call_command("seed_agreements", verbosity=0)
    assert sorted(Agreement.objects.values_list("status", flat=True)) == ["agreed", "agreed", "offered"]
