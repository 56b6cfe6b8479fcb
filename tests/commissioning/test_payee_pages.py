"""The pages about bank accounts: who is asked once more, what they show, and what no page ever shows."""

import logging

import pytest
from django.urls import reverse
from django.utils import timezone

from commissioning import actions
from commissioning.bank_files import neutral, returned
from commissioning.invoicing import Vat
from commissioning.models import BankAccount, PayeeCheck, PayerSettings
from commissioning.paying_words import COLUMNS, GIVEN_BACK, VATS
from marketplace.notifications import letters
from marketplace.notifications.models import Message
from marketplace.organisations.models import Role
from marketplace.ui.filters import long_date
from tests.commissioning.making_payees import CANARIES, NUMBERS, OTHERS, entered, looked_at, says_who, sure
from tests.commissioning.paying import ordered
from tests.commissioning.test_modulus import PUBLISHED
from tests.people import person

pytestmark = pytest.mark.django_db
TYPED = {"name": "Good Company", "sort_code": NUMBERS[0], "number": NUMBERS[1]}
CHANGED = {"name": "Good Company", "sort_code": OTHERS[0], "number": OTHERS[1]}
FOUND = {"check": "1", "name_result": "match", "name_returned": "GOOD COMPANY", "supplier_number": "S-7"}


@pytest.fixture
def supplies(pays, doreen, cooking, amina, sam):
    amina.phone = "0115 496 0142"
    amina.save(update_fields=["phone"])
    return ordered(doreen, cooking, amina, sam)


@pytest.fixture
def used(supplies, good_company, amina, nottingham, fiona, raj, time_machine):
    time_machine.move_to("2026-03-03T10:00:00+00:00")
    account = entered(good_company, amina)
    sure(account, nottingham, fiona, raj)
    time_machine.move_to("2026-03-12T10:00:00+00:00")
    return account


def page_of(enterprise) -> str:
    return reverse("commissioning:bank-of-enterprise", args=[enterprise.pk])


# --- Its owner -------------------------------------------------------------------------------------------------------
@pytest.mark.S3
def test_amina_is_asked_once_more_who_she_is_before_she_enters_an_account(client, supplies, good_company, amina):
    client.force_login(amina)
    for answer in (client.get(page_of(good_company)), client.post(page_of(good_company), TYPED)):
        assert answer.status_code == 302 and answer.url.startswith(reverse("account_reauthenticate"))
    assert NUMBERS[1] not in str(dict(client.session)) and not BankAccount.objects.exists()
    says_who(client, amina)
    answer = client.post(page_of(good_company), TYPED, follow=True)
    assert "It is used when two people have checked it." in answer.content.decode()
    assert BankAccount.objects.get().masked == "•• •• 99, ••••• 958"


@pytest.mark.parametrize(("typed", "question"), [({"sort_code": "12-34"}, "sort_code"), ({"number": "12a"}, "number")])
def test_digits_that_cannot_be_are_refused_beside_them(client, supplies, good_company, amina, typed, question):
    says_who(client, amina)
    shown = client.post(page_of(good_company), TYPED | typed).content.decode()
    assert f'id="id_{question}-error"' in shown and not BankAccount.objects.exists()


@pytest.mark.S3
def test_a_quarter_of_an_hour_later_she_is_asked_again(client, supplies, good_company, amina, time_machine):
    time_machine.move_to("2026-03-03T10:00:00+00:00")
    says_who(client, amina)
    assert client.get(page_of(good_company)).status_code == 200
    time_machine.move_to("2026-03-03T10:16:00+00:00")
    assert client.get(page_of(good_company)).status_code == 302


@pytest.mark.S3
def test_whoever_has_a_second_step_is_asked_for_that_and_not_for_the_password(client, nottingham, connor):
    where = reverse("commissioning:payer-account", args=[nottingham.pk])
    client.force_login(connor)
    assert client.get(where).url.startswith(reverse("mfa_reauthenticate"))
    client.post(reverse("account_reauthenticate"), {"password": "a long enough password"})
    assert client.get(where).url.startswith(reverse("mfa_reauthenticate"))


def test_a_number_that_does_not_fit_is_asked_for_twice_and_then_taken(client, supplies, good_company, amina):
    actions.load_modulus_tables((PUBLISHED / "valacdos.txt").read_text(), (PUBLISHED / "scsubtab.txt").read_text())
    says_who(client, amina)
    slip = TYPED | {"number": "66374959"}
    page = client.post(page_of(good_company), slip).content.decode()
    assert "does not fit the sort code" in page and "66374959" not in page and "Good Company" in page
    doubted = page.split('name="doubted" value="')[1].split('"')[0]
    assert not BankAccount.objects.exists()
    other = client.post(page_of(good_company), slip | {"doubted": doubted, "number": "66374957"})
    assert "does not fit the sort code" in other.content.decode()
    client.post(page_of(good_company), slip | {"doubted": doubted})
    assert BankAccount.objects.get().fits == "does-not-fit"


def test_the_owner_sees_where_it_stands_and_takes_it_back(client, used, good_company, amina):
    says_who(client, amina)
    client.post(page_of(good_company), CHANGED)
    page = client.get(reverse("commissioning:my-bank")).content.decode()
    assert "Payments to you wait until it is checked" in page and "Checked by Nottingham City Council" in page
    waits = BankAccount.objects.get(status="waiting")
    client.post(reverse("commissioning:withdraw-account", args=[waits.pk]))
    waits.refresh_from_db()
    assert waits.status == "withdrawn"
    client.post(reverse("commissioning:withdraw-account", args=[used.pk]))
    used.refresh_from_db()
    assert used.status == "current"


def test_nobody_without_an_enterprise_or_a_budget_meets_a_dead_end(client, olu):
    client.force_login(olu)
    assert "Nobody pays you through Just Right yet" in client.get(reverse("commissioning:my-bank")).content.decode()


# --- Whoever pays ----------------------------------------------------------------------------------------------------
@pytest.mark.S2
def test_fiona_checks_it_and_only_raj_may_confirm_it(client, supplies, good_company, amina, fiona, raj):
    account = entered(good_company, amina)
    where = reverse("commissioning:payee", args=[account.pk])
    client.force_login(fiona)
    assert "To be checked" in client.get(reverse("commissioning:payees")).content.decode()
    wrong = client.post(where, FOUND | {"sort_code": OTHERS[0], "number_asked": OTHERS[1]})
    assert "not the account that was entered" in wrong.content.decode() and OTHERS[1] not in wrong.content.decode()
    client.post(where, FOUND | {"sort_code": NUMBERS[0], "number_asked": NUMBERS[1]})
    assert "Confirm it" not in client.get(where).content.decode()
    assert client.post(where, {"confirm": "1"}).status_code == 403
    client.force_login(raj)
    assert "Checked on" in client.get(reverse("commissioning:payees")).content.decode()
    confirmed = client.post(where, {"confirm": "1"}, follow=True).content.decode()
    assert f"The account is used from {long_date(timezone.localdate(account.usable_from))} on." in confirmed
    account.refresh_from_db()
    assert account.status == "current" and PayeeCheck.objects.get().confirmed_by == raj


@pytest.mark.S3
@pytest.mark.parametrize(("call", "words"), [
    ({}, "Ring them first"), ({"number": "other", "said_yes": "on"}, "Enter the number that you rang"),
    ({"said_yes": "on"}, "Choose the number that you rang"),
])  # fmt: skip
def test_a_change_is_not_written_down_without_the_call(client, used, good_company, amina, fiona, call, words):
    new = entered(good_company, amina, OTHERS)
    client.force_login(fiona)
    said = FOUND | {"sort_code": OTHERS[0], "number_asked": OTHERS[1]} | call
    assert words in client.post(reverse("commissioning:payee", args=[new.pk]), said).content.decode()
    assert not new.checks.exists()


def test_a_council_that_does_not_pay_her_sees_nothing_of_her_account(client, supplies, good_company, amina, leeds):
    account = entered(good_company, amina)
    client.force_login(person("lee", role=Role.FINANCE, organisation=leeds))
    assert client.get(reverse("commissioning:payee", args=[account.pk])).status_code == 404
    assert "Good Company" not in client.get(reverse("commissioning:payees")).content.decode()


# --- How a body pays -------------------------------------------------------------------------------------------------
SETTINGS = {
    "rail": "finance", "profile": "bacs", "straight_through_pence": "250", "query_days": "7", "fast_days": "5",
    "cooling_days": "3", "department": "Adult social care", "cost_centre": "AC1", "subjective_code": "44",
    "columns": "Supplier = supplier_number\nRef = our_reference\nCo = \"NCC\"\nGross = gross_pence\nTax = vat_code",
    "delimiter": ";", "days": "%d/%m/%Y", "money": "pence", "vat_codes": "standard = S", "has_headings": "on",
    "returned": "end_to_end_id = Our Ref",
}  # fmt: skip


def test_every_field_that_a_body_may_name_is_said_in_words_beside(client, nottingham, connor):
    client.force_login(connor)
    page = client.get(reverse("commissioning:paying", args=[nottingham.pk])).content.decode()
    for fields, words in ((neutral.FIELDS, COLUMNS), (returned.FIELDS, GIVEN_BACK), (Vat, VATS)):
        assert set(fields) == set(words) and all(str(each) in page for each in words.values())


def test_connor_sets_the_columns_of_the_finance_system_and_sees_a_line_of_it(client, nottingham, connor):
    client.force_login(connor)
    where = reverse("commissioning:paying", args=[nottingham.pk])
    assert client.post(where, SETTINGS).status_code == 302
    page = client.get(where).content.decode()
    assert "Supplier;Ref;Co;Gross;Tax" in page and "S-1001;JR4K7Q;NCC;18000;S" in page
    known = PayerSettings.objects.get()
    assert (known.cooling_days, known.straight_through_pence, known.headings) == (
        3,
        25_000,
        {"end_to_end_id": "Our Ref"},
    )
    assert client.post(where, SETTINGS | {"columns": "Supplier = supplier_nummer"}).status_code == 200
    assert "We know no field of this name" in client.post(where, SETTINGS | {"columns": "A = x"}).content.decode()
    assert "We know no word" in client.post(where, SETTINGS | {"vat_codes": "half = H"}).content.decode()
    assert "We know no word" in client.post(where, SETTINGS | {"returned": "paid_on = Day"}).content.decode()
    assert "Line 1" in client.post(where, SETTINGS | {"columns": "Supplier"}).content.decode()


@pytest.mark.S2
def test_the_council_pays_from_an_account_that_two_have_seen(client, nottingham, connor, fiona):
    where = reverse("commissioning:payer-account", args=[nottingham.pk])
    says_who(client, connor)
    client.post(where, TYPED)
    client.post(where, {"yes": "1"})
    known = PayerSettings.objects.get()
    assert known.payer_number == "" and known.proposed_number == NUMBERS[1]
    says_who(client, fiona)
    assert NUMBERS[1] not in client.get(where).content.decode()
    client.post(where, {"yes": "1"})
    known.refresh_from_db()
    assert (known.payer_number, known.proposed_number, known.account_confirmed_by) == (NUMBERS[1], "", fiona)


# --- What no page, message or log ever shows -------------------------------------------------------------------------
@pytest.mark.S4
@pytest.mark.S9
def test_no_number_is_on_any_page_in_any_message_or_log(
    client, used, good_company, amina, worker, olive, nottingham, fiona, raj, connor, sam, olu, caplog
):
    caplog.set_level(logging.DEBUG)
    says_who(client, amina)
    client.post(page_of(good_company), CHANGED)
    new = BankAccount.objects.get(status="waiting")
    looked_at(new, nottingham, fiona, OTHERS, called_on="0115 496 0142")
    one = [reverse("commissioning:payee", args=[account.pk]) for account in (used, new)]
    pages = [reverse("commissioning:my-bank"), reverse("commissioning:payees"), page_of(good_company), *one,
             reverse("commissioning:withdraw-account", args=[new.pk]),
             reverse("commissioning:paying", args=[nottingham.pk]),
             reverse("commissioning:payer-account", args=[nottingham.pk])]  # fmt: skip
    seen = []
    for account in (amina, worker, olive, fiona, raj, connor, sam, olu):
        says_who(client, account)
        seen += [client.get(page).content.decode() for page in pages]
    assert sum("•••••" in page for page in seen) > 8
    seen += [
        " ".join(letters.write_letter(each.template, {"name": "", **each.context})) for each in Message.objects.all()
    ]
    seen += [record.getMessage() + str(vars(record)) for record in caplog.records]
    told = {canary for canary in (*CANARIES, "20-00-00", "55779911") for words in seen if canary in words}
    assert not told


@pytest.mark.S4
def test_who_sees_even_the_end_of_a_number(
    client, used, worker, olive, amina, fiona, raj, connor, sam, olu, nottingham
):
    """Its owner and those who pay; and of the council's own account those who answer for its money."""
    pages = ["my-bank", "payees", "payee", "paying"]
    arguments = {"payee": [used.pk], "paying": [nottingham.pk]}
    seen = {}
    for account in (amina, worker, olive, fiona, raj, connor, sam, olu):
        client.force_login(account)
        found = {p: client.get(reverse(f"commissioning:{p}", args=arguments.get(p, []))) for p in pages}
        seen[account.name] = [page for page, answer in found.items() if "•••••" in answer.content.decode()]
    nothing = dict.fromkeys(("Wanda", "Olive", "Sam", "Olu"), [])
    pay = ["payees", "payee", "paying"]
    assert seen == nothing | {"Amina": ["my-bank"], "Fiona": pay, "Raj": pay, "Connor": ["paying"]}


@pytest.mark.S4
def test_postgresql_holds_no_number_that_can_be_read(used):
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("SELECT b::text, c::text FROM commissioning_bankaccount b, commissioning_payersettings c")
        rows = str(cursor.fetchall())
    assert "commissioning" not in rows and not [canary for canary in CANARIES if canary in rows]
