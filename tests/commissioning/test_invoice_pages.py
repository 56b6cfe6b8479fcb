"""The pages of invoices and bills: two taps, where the money is, who looks at what, and how a person pays."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from commissioning import access, actions
from commissioning.invoicing import line_of
from commissioning.models import Contract, Invoice, PayerSettings
from marketplace.accounts.ids import uuid7
from tests.commissioning.making_invoices import ask, ready, send
from tests.people import acting

pytestmark = pytest.mark.django_db


def page(client, user, name, *args, **sent):
    client.force_login(user)
    address = reverse(f"commissioning:{name}", args=args)
    return client.post(address, sent, follow=True) if sent else client.get(address)


def words(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


def test_two_taps_from_confirmed_visits_to_an_approved_invoice(client, doreens, amina, paid_account, pays):
    assert "Doreen: 3 confirmed visits are ready to send." in words(page(client, amina, "my-invoices"))
    assert "£54" in words(page(client, amina, "make-invoice", doreens.pk))
    chosen = [f"{key}:1800" for key in ready(doreens)]
    sent = words(page(client, amina, "make-invoice", doreens.pk, key=uuid7(), chosen=chosen))
    assert "Sent, and approved by itself: it matches what was confirmed." in sent
    mine = words(page(client, amina, "my-invoices"))
    assert "It goes with the next payments" in mine and "Day 7. The law allows 30" in mine
    assert Invoice.objects.get().status == "approved"


def test_a_page_that_is_out_of_date_sends_nothing_and_keeps_what_was_ticked(client, doreens, amina):
    chosen = [f"{ready(doreens)[0]}:2400"]
    sent = words(page(client, amina, "make-invoice", doreens.pk, key=uuid7(), chosen=chosen))
    assert "It comes to £18, not to £24" in sent and not Invoice.objects.exists()
    assert "Choose at least one" in words(page(client, amina, "make-invoice", doreens.pk, key=uuid7()))


def test_finance_sees_with_whom_it_waits_and_approves_several_at_once(client, doreens, amina, fiona):
    one, other = (send(doreens, amina, keys=[key]) for key in ready(doreens)[:2])
    listed = words(page(client, fiona, "invoices"))
    assert "Waits with: Finance, to approve" in listed and "The bank account is not checked" in listed
    assert "2 invoices are approved." in words(page(client, fiona, "invoices", invoice=[one.pk, other.pk]))
    assert set(Invoice.objects.values_list("status", flat=True)) == {"approved"}


def test_her_numbers_begin_with_a_letter_or_are_plain(client, amina, good_company):
    told = {"prefix": "-1", "vat": "not-registered", "vat_number": ""}
    assert "Begin with a letter" in words(page(client, amina, "invoicing-settings", good_company.pk, **told))


def test_what_amina_has_to_answer_stands_before_what_only_goes_its_way(client, doreens, amina, sam, nottingham):
    PayerSettings.objects.create(body=nottingham, straight_through_pence=100)
    sent = {str(invoice.pk): invoice for invoice in (send(doreens, amina, keys=[key]) for key in ready(doreens)[:2])}

    def order() -> list[str]:
        return sorted(sent, key=words(page(client, amina, "my-invoices")).index)

    last = order()[-1]
    ask(sent[last], sam)
    assert order()[0] == last


def test_sam_asks_about_one_visit_and_amina_gives_up_a_part(client, doreens, amina, sam, fiona, nottingham):
    PayerSettings.objects.create(body=nottingham, straight_through_pence=100)
    invoice = send(doreens, amina)
    line = invoice.lines.last()
    asked = {"ask": "1", "key": uuid7(), "line": line.pk, "pence": "6.00", "words": "Two hours, or three?"}
    assert "Asked. What you did not ask about goes on." in words(page(client, sam, "invoice", invoice.pk, **asked))
    mine = words(page(client, amina, "my-invoices"))
    assert "Waits for you" in mine and "Nottingham City Council asks:" in mine and "The other £48 goes on." in mine
    query = invoice.queries.get()
    answer = {"answer": query.pk, "words": "You are right.", "give_up": "6"}
    assert "Saved." in words(page(client, amina, "my-invoice", invoice.pk, **answer))
    invoice.refresh_from_db()
    assert (invoice.credited_pence, invoice.status) == (600, "validated") and invoice.credit_notes.count() == 1
    assert "Approve £48" in words(page(client, fiona, "invoice", invoice.pk))


def test_ken_sees_how_to_pay_asks_about_one_visit_and_says_that_he_paid(client, kens, amina, ben, paid_account):
    bill = send(kens, amina)
    shown = words(page(client, ben, "my-bill", bill.pk))
    assert "08-99-99" in shown and "66374958" in shown and f"{kens.reference} 1" in shown
    assert "Nottingham City Council has checked that this account is theirs." in shown
    asked = {"ask": "1", "key": uuid7(), "line": bill.lines.last().pk, "words": "Was it two hours?"}
    page(client, ben, "my-bill", bill.pk, **asked)
    mine = words(page(client, amina, "my-invoices"))
    assert "Ken asks:" in mine and "Ken pays, from a direct payment" in mine
    first = words(page(client, ben, "my-bill", bill.pk))
    assert 'name="paid"' not in first and "?sure=1#sure" in first
    client.force_login(ben)
    second = words(client.get(reverse("commissioning:my-bill", args=[bill.pk]), {"sure": "1"}))
    assert "Has £36 left your bank account?" in second and 'name="paid"' in second
    page(client, ben, "my-bill", bill.pk, paid="1")
    bill.refresh_from_db()
    assert (bill.status, bill.paid_pence) == ("queried", 3_600)


def test_the_bank_account_in_full_is_for_whoever_pays_and_for_nobody_else(client, kens, amina, ben, sam, paid_account):
    bill = send(kens, amina)
    for name in ("my-invoice", "my-invoices"):
        shown = words(page(client, amina, name, *([bill.pk] if name == "my-invoice" else [])))
        assert "66374958" not in shown
    assert page(client, amina, "my-bill", bill.pk).status_code == 404
    code = page(client, ben, "bill-code", bill.pk)
    assert code["Content-Type"] == "image/svg+xml" and b"<svg" in code.content


def test_while_their_bank_account_changes_a_bill_shows_none(client, kens, amina, ben, paid_account):
    bill = send(kens, amina)
    type(paid_account).objects.create(
        enterprise=paid_account.enterprise, name="x", sort_code="111111", number="22222222", digest="1" * 64,
        entered_by=amina, usable_from=paid_account.usable_from.replace(year=2027),
    )  # fmt: skip
    shown = words(page(client, ben, "my-bill", bill.pk))
    assert "66374958" not in shown and "Their bank account is being changed" in shown


def test_an_invoice_of_somebody_else_is_nowhere(client, doreens, amina, olive, lena):
    invoice = send(doreens, amina)
    for user in (olive, lena):
        assert page(client, user, "my-invoice", invoice.pk).status_code == 404
        assert page(client, user, "invoice", invoice.pk).status_code == 404


def test_what_is_asked_is_answered_late_in_words(client, doreens, amina, sam, time_machine):
    invoice = send(doreens, amina)
    time_machine.move_to("2026-03-20T12:00:00+00:00", tick=False)
    shown = words(page(client, sam, "invoice", invoice.pk))
    assert "It counts as valid now, and is to be paid." in shown and "Send the question" not in shown


def test_amina_writes_one_by_hand_and_says_how_she_numbers(client, doreens, amina, good_company):
    told = {"prefix": "GC-", "vat": "not-registered", "vat_number": ""}
    page(client, amina, "invoicing-settings", good_company.pk, **told)
    day = doreens.visits.first().on
    written = {"key": uuid7(), "number": "77", **dated("invoiced_on", day), **line(1, "Shopping", day, "9")}
    seen = page(client, amina, "write-invoice", doreens.pk, **written)
    assert "It comes to £9 in all." in words(seen) and not Invoice.objects.exists()
    shown = words(page(client, amina, "write-invoice", doreens.pk, **written, shown="900", send="1"))
    assert "Whoever ordered it looks at it first" in shown, shown
    assert send(doreens, amina).number == "GC-1"


def dated(field: str, day) -> dict:
    return {f"{field}_day": day.day, f"{field}_month": day.month, f"{field}_year": day.year}


def line(number: int, what: str, day, pounds: str) -> dict:
    return {f"line-{number}-words": what, f"line-{number}-pence": pounds, **dated(f"line-{number}-on", day)}


def test_amina_writes_five_lines_by_hand_and_sees_what_they_come_to_before_she_sends_them(client, doreens, amina):
    day = doreens.visits.first().on
    written = {"key": uuid7(), "number": "77", **dated("invoiced_on", day)}
    for number, pounds in ((2, "9"), (3, "10.50"), (5, "0.49")):  # the first and the fourth are empty
        written |= line(number, f"Thing {number}", day, pounds)
    shown = words(page(client, amina, "write-invoice", doreens.pk, **written, send="1"))
    assert "It comes to £19.99 in all." in shown and not Invoice.objects.exists()
    changed = written | line(4, "Thing 4", day, "1") | {"shown": "1999", "send": "1"}
    shown = words(page(client, amina, "write-invoice", doreens.pk, **changed))
    assert "It comes to £20.99 in all." in shown and not Invoice.objects.exists()
    page(client, amina, "write-invoice", doreens.pk, **changed | {"shown": "2099"})
    invoice = Invoice.objects.get()
    assert [each.words for each in invoice.lines.order_by("place")] == ["Thing 2", "Thing 3", "Thing 4", "Thing 5"]
    assert invoice.gross_pence == 2_099


def test_what_is_wrong_in_a_line_stands_beside_it_and_nothing_typed_is_lost(client, doreens, amina):
    day = doreens.visits.first().on
    typed = {"key": uuid7(), "number": "77", **dated("invoiced_on", day), **line(1, "Shopping", day, "9")}
    typed |= {"line-3-words": "A lift", "line-3-pence": "much", "line-5-pence": "4"}
    html = page(client, amina, "write-invoice", doreens.pk, **typed, send="1").content.decode()
    for kept in ("Shopping", "A lift", "much", 'value="77"', 'value="4"'):
        assert kept in html, kept
    for place in ("line-3-pence", "line-3-on", "line-5-words", "line-5-on"):
        assert f"id_{place}-error" in html, place
    assert "line-1-words-error" not in html and "line-2-words-error" not in html
    assert "<title>Error: " in html and "It comes to" not in html and not Invoice.objects.exists()


def test_an_invoice_of_no_lines_is_none(client, doreens, amina):
    sent = {"key": uuid7(), "number": "77", **dated("invoiced_on", doreens.visits.first().on), "send": "1"}
    assert "Write what you did" in words(page(client, amina, "write-invoice", doreens.pk, **sent))
    assert not Invoice.objects.exists()


def test_the_list_asks_the_database_as_often_for_three_as_for_one(
    client, doreens, amina, fiona, connor, django_assert_max_num_queries
):
    keys = ready(doreens)
    send(doreens, amina, keys=keys[:1])
    page(client, fiona, "invoices")
    with CaptureQueriesContext(connection) as one:
        page(client, fiona, "invoices")
    for key in keys[1:]:
        send(doreens, amina, keys=[key])
    with django_assert_max_num_queries(len(one)):
        assert words(page(client, fiona, "invoices")).count("Waits with: Finance") == 3
    for account in (fiona, connor, amina):
        found, actor = list(Invoice.objects.all()), acting(account)
        assert access.approvable(actor, found) == {each.pk for each in found if access.can_approve(actor, each)}


def test_the_buyer_who_wrote_it_does_not_approve_it_in_raw_sql(doreens, amina, fiona):
    invoice = send(doreens, amina)
    Invoice.objects.filter(pk=invoice.pk).update(made_by=fiona)
    with pytest.raises(IntegrityError, match="invoice_approved_by_another"):
        Invoice.objects.filter(pk=invoice.pk).update(approved_by=fiona)


def test_an_invoice_that_looks_like_another_one_is_shown_beside_it(client, doreens, amina, sam):
    day = doreens.visits.first().on
    for number in ("71", "72"):
        made = actions.write_invoice(
            doreens, [line_of("Shopping", day, 1, 900)], number=number, invoiced_on=day, stated_pence=900,
            key=uuid7(), by=acting(amina),
        )  # fmt: skip
    shown = words(page(client, sam, "invoice", made.pk))
    assert "Invoice 71 is for the same person, the same days and the same sum, £9." in shown
    assert "Look at that one" in shown


def test_an_invoice_with_vat_shows_the_vat_and_whose_number_it_is(client, doreens, amina, good_company, paid_account):
    told = {"vat": "standard", "vat_number": "GB123456782", "prefix": ""}
    actions.set_invoicing(good_company, told, by=acting(amina))
    shown = words(page(client, amina, "my-invoice", send(doreens, amina).pk))
    assert "VAT number GB123456782" in shown and "Of it VAT" in shown and "£9" in shown
    refused = words(page(client, amina, "invoicing-settings", good_company.pk, vat="standard", vat_number=""))
    assert "Write the VAT number, or say that you are not registered for VAT." in refused
    for typed in ("GB<x>", "GB123456789", "GB000000000", "12"):
        refused = words(page(client, amina, "invoicing-settings", good_company.pk, vat="standard", vat_number=typed))
        assert "This is no VAT number." in refused, typed
    told = {"vat": "standard", "vat_number": "gb 999 9999 73", "prefix": ""}
    assert actions.set_invoicing(good_company, told, by=acting(amina)).vat_number == "GB999999973"


def test_fiona_writes_the_invoice_where_both_agreed_to_that(client, doreens, cooking, amina, sam, fiona, paid_account):
    today = timezone.localdate()
    contract = Contract.objects.create(
        body=doreens.person.organisation, enterprise=paid_account.enterprise, service=cooking, agreement=doreens,
        number="PO-9", purpose="Cooking together", starts_on=today - timedelta(days=30), began_on=today,
        value_pence=100_000, regime="below-threshold", status="agreed", is_self_billed=True, offered_by=sam,
        agreed_by=amina, agreed_at=timezone.now(),
    )  # fmt: skip
    assert "Written for Good Company, as both agreed" in words(page(client, fiona, "self-bill", contract.pk))
    chosen = [f"{key}:1800" for key in ready(doreens)]
    sent = words(page(client, fiona, "self-bill", contract.pk, key=uuid7(), chosen=chosen))
    assert "written by the buyer, as agreed" in sent and "Order PO-9" in sent
    assert Invoice.objects.get().status == "approved"
    assert "They wrote it for you at" in words(page(client, amina, "my-invoices"))
    link = f'href="{reverse("commissioning:self-bill", args=[contract.pk])}"'
    assert link in words(page(client, fiona, "contract", contract.pk))
    shown = words(page(client, amina, "contract", contract.pk))
    assert link not in shown and "Nottingham City Council writes the invoices." in shown


def test_what_was_paid_on_the_day_it_came_is_said_so(client, doreens, amina, paid_account):
    invoice = send(doreens, amina)
    Invoice.objects.filter(pk=invoice.pk).update(status="paid", paid_on=invoice.received_on)
    assert "the day on which you sent it. Invoice" in words(page(client, amina, "my-invoices"))
    assert "The same day. The law allows 30" in words(page(client, amina, "my-invoice", invoice.pk))
