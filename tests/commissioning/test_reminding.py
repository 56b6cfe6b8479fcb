"""What waits names somebody, leads to the real invoice, and reminds them once a working day."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from commissioning import actions
from commissioning.models import Invoice
from commissioning.speed import cards_of
from marketplace.notifications.models import Message
from marketplace.organisations.models import Membership, Role
from marketplace.workflow.errors import RuleBroken
from tests.commissioning.making_runs import may_be_paid, owing, proposed
from tests.commissioning.making_speed import asked, came, contract_of, paid
from tests.factories import ServiceFactory
from tests.people import acting, person

pytestmark = pytest.mark.django_db
FRIDAY, SUNDAY, MONDAY, TUESDAY = (f"2026-11-{day}T10:00:00+00:00" for day in (20, 22, 23, 24))


@pytest.fixture
def order(nottingham, good_company, sam):
    """Sam let it."""
    Membership.objects.filter(account=sam).update(team="Adult Care")
    return contract_of(nottingham, ServiceFactory(enterprise=good_company, listed=True), sam)


def seen_by(somebody) -> Client:
    client = Client()
    client.force_login(somebody)
    return client


def waits_page(somebody, **asked_for) -> str:
    return seen_by(somebody).get(reverse("commissioning:speed-waits"), asked_for).content.decode()


def reminders() -> list[str]:
    return sorted(each.to.name for each in Message.objects.filter(template="invoice-reminder").select_related("to"))


@time_machine.travel(FRIDAY, tick=False)
def test_fiona_reads_who_it_waits_with_since_when_and_opens_the_invoice(order, fiona, sam):
    invoice = came(order, date(2026, 11, 10), number="A1")
    shown = waits_page(fiona)
    assert "Sam, Adult Care" in shown
    assert "to say that it is right, since Tuesday 10 November" in shown
    assert reverse("commissioning:invoice", args=[invoice.pk]) in shown
    assert reverse("commissioning:speed-remind", args=[invoice.pk]) in shown
    assert "Sam, Adult Care" in seen_by(fiona).get(reverse("commissioning:speed")).content.decode()


def test_sam_opens_the_invoice_of_the_contract_that_he_let(order, sam):
    invoice = came(order, date(2026, 11, 10))
    assert seen_by(sam).get(reverse("commissioning:invoice", args=[invoice.pk])).status_code == 200


def test_sam_is_reminded_once_a_working_day(order, fiona, sam):
    invoice = came(order, date(2026, 11, 10))
    address = reverse("commissioning:speed-remind", args=[invoice.pk])
    for moment, number in ((FRIDAY, 1), (FRIDAY, 1), (SUNDAY, 2), (MONDAY, 2), (TUESDAY, 3)):
        with time_machine.travel(moment, tick=False):
            assert seen_by(fiona).post(address).status_code == 302
        assert reminders() == ["Sam"] * number, moment
    with time_machine.travel(TUESDAY, tick=False):
        shown = waits_page(fiona)
        assert "Reminded on Tuesday 24 November" in shown
        assert address not in shown
        with pytest.raises(RuleBroken, match="Reminded already today: Sam"):
            actions.remind(invoice, by=acting(fiona))


@time_machine.travel(FRIDAY, tick=False)
def test_whoever_it_goes_on_to_can_be_reminded_on_the_same_day(order, fiona, sam, amina):
    invoice = came(order, date(2026, 11, 18))
    assert actions.remind(invoice, by=acting(fiona)) == "Sam, Adult Care"
    with time_machine.travel("2026-11-20T11:00:00+00:00", tick=False):
        actions.raise_query(invoice, "Which visit?", 100, key=invoice.pk, by=acting(sam))
        invoice.refresh_from_db()
        assert actions.remind(invoice, by=acting(fiona)) == "Good Company"
    assert reminders() == ["Amina", "Sam"]


@time_machine.travel(FRIDAY, tick=False)
def test_when_sam_has_left_it_waits_with_finance(order, fiona, sam):
    invoice = came(order, date(2026, 11, 10))
    Membership.objects.filter(account=sam).update(ended_on=date(2026, 11, 19))
    assert [card.who for card in cards_of(order.body, date(2026, 11, 20))] == ["Fiona, Finance"]
    assert actions.remind(invoice, by=acting(fiona)) == "Fiona, Finance"


@pytest.fixture
def owed(doreen, cooking, amina, sam, time_machine):
    return owing(doreen, cooking, amina, sam, time_machine.move_to, 1)


def test_raj_is_named_and_not_fiona_who_made_the_run(owed, nottingham, cooking, amina, fiona, raj, pays):
    third = person("rita", role=Role.FINANCE, organisation=nottingham)
    may_be_paid(cooking.enterprise, amina, nottingham, raj, third)
    Membership.objects.filter(account=third).delete()
    run = proposed(nottingham)
    assert [card.code for card in cards_of(nottingham, date(2026, 3, 23))] == ["run"]
    actions.make_run(run, by=acting(fiona))
    card = cards_of(nottingham, date(2026, 3, 23))[0]
    assert (card.code, card.who, card.run) == ("second", "Raj, Finance", run)
    assert reverse("commissioning:run", args=[run.pk]) in waits_page(fiona)
    actions.remind(Invoice.objects.get(), by=acting(fiona))
    assert reminders() == ["Raj"]


@time_machine.travel(FRIDAY, tick=False)
def test_nobody_reminds_of_their_own_or_another_bodys_invoice(order, fiona, good_company, olive, lena):
    invoice = came(order, date(2026, 11, 10))
    address = reverse("commissioning:speed-remind", args=[invoice.pk])
    assert seen_by(olive).post(address).status_code == 404
    assert seen_by(lena).post(address).status_code == 404
    Membership.objects.create(account=fiona, organisation=good_company.organisation, role=Role.OWNER)
    assert address not in waits_page(fiona)
    with pytest.raises(PermissionDenied):
        actions.remind(invoice, by=acting(fiona))
    assert reminders() == []


@time_machine.travel(FRIDAY, tick=False)
def test_what_is_paid_or_with_the_bank_reminds_nobody(order, fiona):
    done = paid(came(order, date(2026, 11, 10)), 3)
    away = came(order, date(2026, 11, 19), status="in-run", approved_rule="x", approved_at=FRIDAY)
    for invoice in (done, away):
        with pytest.raises(RuleBroken):
            actions.remind(invoice, by=acting(fiona))
    assert reminders() == []


@time_machine.travel(FRIDAY, tick=False)
def test_each_row_behind_a_figure_leads_to_its_invoice(order, fiona):
    invoice = paid(came(order, date(2026, 11, 2)), 3)
    shown = seen_by(fiona).get(reverse("commissioning:speed-rows")).content.decode()
    assert reverse("commissioning:invoice", args=[invoice.pk]) in shown


@time_machine.travel(FRIDAY, tick=False)
def test_what_waits_with_one_person_is_asked_for_by_them(order, fiona, sam):
    came(order, date(2026, 11, 10), number="mine")
    asked(came(order, date(2026, 11, 12), status="queried", number="theirs"), fiona, date(2026, 11, 13))
    shown = waits_page(fiona, **{"with": "checking", "who": sam.pk})
    assert "invoice mine" in shown
    assert "invoice theirs" not in shown
