"""Can I spend it on this? The council's own answers, or the usual rules that say that they are not the council's."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from budgets import actions
from budgets.models import MoneyRules, Person, SpendingAnswer
from budgets.spending import USUAL
from marketplace.workflow.errors import RuleBroken
from tests.people import acting

pytestmark = pytest.mark.django_db
CAN_I = reverse("budgets:can-i")
FACTS = {"surplus_weeks": 6, "late_days": 14, "contact_words": "Ring Joan.", "assess_url": ""}
FACTS |= {"assess_words": "Ring 0115 496 0100."}
DOGS = {"question": "Walks with a dog", "verdict": "yes", "answer": "If they get you out.", "url": ""}


@pytest.fixture
def his(nottingham, sam, ben):
    facts = {"name": "Ben Carter", "outcode": "NG5", "account": ben}
    return Person.objects.create(organisation=nottingham, named_worker=sam, **facts)


def as_(somebody) -> Client:
    client = Client()
    client.force_login(somebody)
    return client


def filled(**more) -> dict:
    sent = {"surplus_weeks": "6", "late_days": "21", "contact_words": "Ring Joan."}
    sent |= {"assess_words": "", "assess_url": "", "a-TOTAL_FORMS": "2", "a-INITIAL_FORMS": "0"}
    sent |= {"a-MIN_NUM_FORMS": "0", "a-MAX_NUM_FORMS": "40"}
    sent |= {f"a-0-{name}": said for name, said in DOGS.items()}
    return sent | {f"a-1-{name}": "" for name in ("question", "answer", "url")} | {"a-1-verdict": "ask"} | more


def test_until_the_council_writes_it_says_that_these_are_the_usual_rules(his, ben, olive):
    for somebody in (ben, olive):
        page = as_(somebody).get(CAN_I).content.decode()
        assert "These are the usual rules. Your council decides" in page and "Gambling, alcohol, tobacco" in page
        assert "I would like a needs assessment" in page
    assert {each.verdict for each in USUAL} == {"yes", "ask", "no"}


def test_connor_writes_it_and_ben_reads_it_and_nobody_else_does(his, ben, olive, connor, nottingham):
    address = reverse("budgets:set-spending", args=[nottingham.pk])
    assert "You have written nothing yet" in as_(connor).get(address).content.decode()
    assert as_(connor).post(address, filled()).status_code == 302
    assert [each.question for each in SpendingAnswer.objects.all()] == ["Walks with a dog"]
    page = as_(ben).get(CAN_I).content.decode()
    assert "This is what Nottingham City Council says." in page and "If they get you out." in page
    assert "Ring Joan." in page and "Gambling" not in page
    assert "Walks with a dog" not in as_(olive).get(CAN_I).content.decode()
    assert MoneyRules.objects.get().surplus_weeks == 6


@pytest.mark.parametrize(("wrong", "words"), [
    ({"surplus_weeks": "0"}, "a number of weeks from 1 to 52"), ({"a-0-question": ""}, "Say what it is about"),
    ({"a-0-url": "javascript:alert(1)"}, "Enter the address of a page"),
])  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_stays(wrong, words, connor, nottingham):
    address = reverse("budgets:set-spending", args=[nottingham.pk])
    page = as_(connor).post(address, filled(**wrong)).content.decode()
    assert words in page and "Ring Joan." in page and not SpendingAnswer.objects.exists()


def test_nobody_else_writes_it(nottingham, sam, lena, cat):
    for somebody in (sam, lena, cat):
        with pytest.raises(PermissionDenied):
            actions.set_spending(nottingham, FACTS, [DOGS], by=acting(somebody))


def test_nobody_reads_more_than_forty(nottingham, connor):
    with pytest.raises(RuleBroken):
        actions.set_spending(nottingham, FACTS, [DOGS] * 41, by=acting(connor))
