"""A settled question puts an invoice back to where it was: nobody accepts or approves with it."""

import pytest
from django.core.exceptions import PermissionDenied

from budgets.reconciling import gaps
from commissioning import actions
from commissioning.invoicing import line_of
from commissioning.models import PayerSettings
from marketplace.accounts.ids import uuid7
from marketplace.workflow.errors import RuleBroken
from tests.commissioning.making_invoices import ask, send
from tests.people import acting

pytestmark = pytest.mark.django_db


def again(record):
    record.refresh_from_db()
    return record


def by_hand(agreement, amina, pence=900, number="H1"):
    day = agreement.visits.first().on
    facts = {"number": number, "invoiced_on": day, "stated_pence": pence, "key": uuid7(), "by": acting(amina)}
    return actions.write_invoice(agreement, [line_of("Shopping", day, 1, pence)], **facts)


@pytest.mark.parametrize("pence", [1, 900])
def test_fiona_settles_her_own_question_and_nothing_is_owed_before_sam_accepts(
    doreens, amina, sam, fiona, paid_account, pence
):
    invoice = by_hand(doreens, amina)
    actions.resolve_query(ask(invoice, fiona, pence=pence), by=acting(fiona))
    assert (again(invoice).status, invoice.undisputed_pence, invoice.approved_pence) == ("received", 0, 0)
    assert invoice.lines.get().disputed_pence == 900
    with pytest.raises(RuleBroken, match="Nothing of it is clear yet"):
        actions.approve_invoice(invoice, by=acting(fiona))
    actions.accept_invoice(invoice, by=acting(sam))
    actions.approve_invoice(again(invoice), by=acting(fiona))
    assert again(invoice).approved_pence == 900 and list(gaps()) == []


def test_what_sam_accepted_waits_for_finance_again_after_a_question(doreens, amina, sam, fiona, paid_account):
    invoice = by_hand(doreens, amina)
    actions.accept_invoice(invoice, by=acting(sam))
    query = ask(again(invoice), sam, pence=900)
    actions.resolve_query(query, by=acting(fiona))
    assert (again(invoice).status, invoice.approved_pence) == ("accepted", 0)


def test_a_question_never_approves_what_looks_like_another_invoice(doreens, amina, sam, fiona, paid_account):
    for number in ("71", "72"):
        invoice = by_hand(doreens, amina, number=number)
        actions.accept_invoice(invoice, by=acting(sam))
    assert "It looks like another invoice, so somebody looks at both." in again(invoice).waits_because
    query = ask(invoice, fiona, pence=1)
    assert (again(invoice).status, invoice.approved_pence) == ("queried", 0)
    actions.resolve_query(query, by=acting(fiona))
    assert (again(invoice).status, invoice.approved_pence) == ("accepted", 0)
    done, stays = actions.approve_invoices([invoice.pk], by=acting(fiona))
    assert done == 0 and stays == ["72: It looks like another invoice. Open it, and look at both."]
    actions.approve_invoice(again(invoice), by=acting(fiona))
    assert again(invoice).approved_pence == 900


def test_what_differs_is_made_good_by_sam_and_not_by_fiona_alone(doreens, amina, sam, fiona, paid_account):
    second = doreens.visits.to_invoice().order_by("on")[1]
    type(doreens).objects.filter(pk=doreens.pk).update(ends_on=second.on)
    invoice = send(doreens, amina)
    actions.approve_invoice(invoice, by=acting(fiona))
    query = again(invoice).queries.get()
    with pytest.raises(PermissionDenied):
        actions.resolve_query(query, by=acting(fiona))
    actions.resolve_query(query, by=acting(sam))
    assert again(invoice).approved_pence == 5_400 and list(gaps()) == []


def test_fiona_asks_about_a_penny_and_the_rest_is_owed_or_asked_about(doreens, amina, fiona, paid_account):
    second = doreens.visits.to_invoice().order_by("on")[1]
    type(doreens).objects.filter(pk=doreens.pk).update(ends_on=second.on)
    invoice = send(doreens, amina)
    ask(invoice, fiona, pence=1, line=invoice.lines.first())
    asked = sum(invoice.queries.open().values_list("disputed_pence", flat=True))
    assert again(invoice).status == "approved" and invoice.approved_pence + asked == invoice.gross_pence


def test_what_is_approved_already_says_so(doreens, amina, fiona, nottingham, paid_account):
    PayerSettings.objects.create(body=nottingham, straight_through_pence=100)
    invoice = send(doreens, amina)
    actions.approve_invoice(invoice, by=acting(fiona))
    with pytest.raises(RuleBroken, match="It is approved already"):
        actions.approve_invoice(again(invoice), by=acting(fiona))
    assert invoice.payments.count() == 1
