"""Whose account the money goes to: entered by its owner, checked by two of whoever pays, and held while it changes."""

from datetime import date, timedelta

import pytest
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Q
from django.db.utils import IntegrityError
from django.utils import timezone

from budgets.models import CircleMember
from commissioning import actions, paying_out
from commissioning.models import BankAccount, ModulusTables, PayeeCheck
from marketplace.accounts.actors import Actor
from marketplace.accounts.ids import uuid7
from marketplace.notifications.models import Message
from marketplace.organisations.models import Role
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.links import address_of
from marketplace.workflow.models import PrivateLink
from providers import actions as directory
from tests.commissioning.making_payees import NUMBERS, OTHERS, entered, looked_at, sure
from tests.commissioning.paying import ordered
from tests.commissioning.test_modulus import PUBLISHED
from tests.factories import EnterpriseFactory, MembershipFactory
from tests.people import acting, person

pytestmark = pytest.mark.django_db
PHONE, STRANGE = "0115 496 0142", "07700 900999"
FIRST = date(2026, 3, 3)  # when her first account was entered


@pytest.fixture
def supplies(pays, doreen, cooking, amina, sam):
    """Amina cooks for somebody for whom Nottingham pays; she has a phone since long ago."""
    amina.phone = PHONE
    amina.save(update_fields=["phone"])
    return ordered(doreen, cooking, amina, sam)


@pytest.fixture
def used(supplies, good_company, amina, nottingham, fiona, raj, time_machine):
    """Her account has been in use for a week."""
    time_machine.move_to("2026-03-03T10:00:00+00:00")
    account = entered(good_company, amina)
    sure(account, nottingham, fiona, raj)
    time_machine.move_to("2026-03-12T10:00:00+00:00")
    return account


def payable(enterprise, body):
    return paying_out.payable_to(Q(enterprise=enterprise), body, timezone.now())


# --- The first account -----------------------------------------------------------------------------------------------
def test_the_first_account_is_paid_when_two_people_checked_it_and_its_days_are_over(
    supplies, good_company, amina, nottingham, fiona, raj, time_machine
):
    time_machine.move_to("2026-03-05T10:00:00+00:00")  # a Thursday: two working days are Monday
    assert payable(good_company, nottingham) == (None, "no-account")
    account = entered(good_company, amina)
    assert payable(good_company, nottingham) == (None, "not-checked")
    check = looked_at(account, nottingham, fiona)
    assert payable(good_company, nottingham) == (None, "not-checked")
    actions.confirm_payee(check, by=acting(raj))
    assert payable(good_company, nottingham) == (None, "too-new")
    time_machine.move_to("2026-03-08T23:59:00+00:00")
    assert payable(good_company, nottingham) == (None, "too-new")
    time_machine.move_to("2026-03-09T00:01:00+00:00")
    assert payable(good_company, nottingham) == (account, "")


@pytest.mark.parametrize(("days", "first"), [(1, "2026-03-06"), (2, "2026-03-09"), (10, "2026-03-19")])
def test_an_account_waits_as_long_as_the_slowest_of_those_who_pay(
    supplies, pays, good_company, amina, days, first, time_machine
):
    time_machine.move_to("2026-03-05T10:00:00+00:00")
    type(pays).objects.update(cooling_days=days)
    assert timezone.localdate(entered(good_company, amina).usable_from).isoformat() == first


def test_two_councils_check_the_same_account_each_for_themselves(used, good_company, amina, leeds, fiona, raj):
    lee, kim = (person(name, role=Role.FINANCE, organisation=leeds) for name in ("lee", "kim"))
    assert payable(good_company, leeds) == (None, "not-checked")
    with pytest.raises(PermissionDenied):
        looked_at(used, leeds, fiona)
    sure(used, leeds, lee, kim)
    assert payable(good_company, leeds) == (used, "")


def test_the_same_form_sent_twice_is_one_account(supplies, good_company, amina):
    key = uuid7()
    made = [actions.enter_account(good_company, "G", *NUMBERS, key=key, by=acting(amina)) for _n in range(2)]
    assert made[0] == made[1] and BankAccount.objects.count() == 1
    with pytest.raises(RuleBroken):
        actions.enter_account(good_company, "G", *OTHERS, key=key, by=acting(amina))


# --- A change --------------------------------------------------------------------------------------------------------
def test_while_a_change_waits_neither_the_new_nor_the_old_account_is_paid(used, good_company, amina, nottingham):
    assert payable(good_company, nottingham) == (used, "")
    entered(good_company, amina, OTHERS)
    assert payable(good_company, nottingham) == (None, "changing")


def test_a_change_that_is_taken_back_or_refused_leaves_the_old_account(used, good_company, amina, nottingham, fiona):
    actions.withdraw_account(entered(good_company, amina, OTHERS), by=acting(amina))
    assert payable(good_company, nottingham) == (used, "")
    actions.refuse_account(entered(good_company, amina, OTHERS), nottingham, by=acting(fiona))
    assert payable(good_company, nottingham) == (used, "")
    assert Message.objects.filter(template="bank-account-refused", to=amina).exists()


def test_a_confirmed_change_takes_the_place_of_the_old_account(
    used, good_company, amina, nottingham, fiona, raj, time_machine
):
    new = entered(good_company, amina, OTHERS)
    sure(new, nottingham, fiona, raj, OTHERS, called_on=PHONE)
    used.refresh_from_db()
    assert (new.status, used.status) == ("current", "replaced")
    assert payable(good_company, nottingham) == (None, "too-new")
    time_machine.move_to("2026-03-20T10:00:00+00:00")
    assert payable(good_company, nottingham) == (new, "")


def test_a_change_tells_the_old_e_mail_and_the_old_phone_at_once(used, good_company, amina):
    """Whoever stole her account changed both first: she still hears of it."""
    amina.email, amina.phone = "thief@example.net", STRANGE
    amina.save(update_fields=["email", "phone"])
    Message.objects.all().delete()
    entered(good_company, amina, OTHERS)
    told = {(each.way, each.address) for each in Message.objects.filter(template="bank-account-entered")}
    assert {("email", "amina@example.org"), ("phone", PHONE), ("email", "thief@example.net")} <= told
    assert all("66374958" not in str(each.context) for each in Message.objects.all())


def test_all_owners_hear_of_a_new_account(supplies, good_company, amina):
    partner = person("partner", role=Role.OWNER, organisation=good_company.organisation)
    entered(good_company, amina)
    assert Message.objects.filter(template="bank-account-entered", to=partner).exists()


@pytest.mark.parametrize(("call", "words"), [
    ({}, "Ring a number"),
    ({"called_on": STRANGE, "number_since": "yesterday", "number_from": "A letter"}, "came with the new account"),
    ({"called_on": "0115 496 0777", "number_since": "today", "number_from": "A letter"}, "Since when"),
    ({"called_on": "0115 496 0777", "number_from": "A letter"}, "Since when"),
    ({"called_on": "0115 496 0777", "number_since": "yesterday"}, "where you have this number from"),
])  # fmt: skip
def test_a_change_is_called_back_on_a_number_from_before(used, good_company, amina, nottingham, fiona, call, words):
    amina.phone = STRANGE
    amina.save(update_fields=["phone"])
    new, today = entered(good_company, amina, OTHERS), timezone.localdate()
    days = {"today": today, "yesterday": today - timedelta(days=1), None: None}
    if "number_since" in call:
        call = call | {"number_since": days[call["number_since"]]}
    with pytest.raises(RuleBroken, match=words):
        looked_at(new, nottingham, fiona, OTHERS, **call)


def test_the_number_that_the_site_had_before_needs_no_proof(used, good_company, amina, nottingham, fiona):
    new = entered(good_company, amina, OTHERS)
    check = looked_at(new, nottingham, fiona, OTHERS, called_on="+44 115 496 0142")
    assert check.number_since == timezone.localdate(used.entered_at) and check.called_at


def test_whoever_asks_about_other_numbers_has_checked_nothing(supplies, good_company, amina, nottingham, fiona):
    account = entered(good_company, amina)
    with pytest.raises(RuleBroken, match="not the account that was entered"):
        looked_at(account, nottingham, fiona, OTHERS)


def test_a_check_that_is_sent_twice_is_one(supplies, good_company, amina, nottingham, fiona):
    account, key = entered(good_company, amina), uuid7()
    said = {"name_result": "match", "asked": NUMBERS, "key": key, "by": acting(fiona)}
    made = [actions.check_payee(account, nottingham, **said) for _n in range(2)]
    assert made[0] == made[1]
    with pytest.raises(RuleBroken, match="checked already"):
        looked_at(account, nottingham, fiona)


def test_another_name_needs_a_reason(supplies, good_company, amina, nottingham, fiona):
    account = entered(good_company, amina)
    with pytest.raises(RuleBroken, match="Say why"):
        looked_at(account, nottingham, fiona, name_result="no-match")
    assert looked_at(account, nottingham, fiona, name_result="no-match", because="Her maiden name.")


def test_what_the_second_person_sends_back_is_checked_once_more(supplies, good_company, amina, nottingham, fiona, raj):
    account = entered(good_company, amina)
    actions.send_check_back(looked_at(account, nottingham, fiona), by=acting(raj))
    assert account.status == "waiting"
    sure(account, nottingham, fiona, raj)
    assert account.status == "current"


# --- It was not me ---------------------------------------------------------------------------------------------------
def stop(account) -> None:
    link = PrivateLink.objects.get(purpose="bank-not-me", subject_id=account.pk)
    found, opened = actions.open_not_me(address_of(link.pk))
    actions.stop_account(found, by=Actor(link=opened.pk))


def test_one_tap_stops_a_change_and_nobody_can_confirm_it_any_more(used, good_company, amina, nottingham, fiona, raj):
    new = entered(good_company, amina, OTHERS)
    check = looked_at(new, nottingham, fiona, OTHERS, called_on=PHONE)
    stop(new)
    assert payable(good_company, nottingham) == (None, "stopped")
    with pytest.raises(RuleBroken):
        actions.confirm_payee(check, by=acting(raj))
    assert Message.objects.filter(template="bank-account-stopped-payer", to=raj).exists()
    actions.refuse_account(new, nottingham, by=acting(raj))
    assert payable(good_company, nottingham) == (used, "")


def test_an_account_that_is_in_use_already_can_be_stopped_too(used, good_company, amina, nottingham):
    stop(used)
    assert payable(good_company, nottingham) == (None, "stopped")
    entered(good_company, amina, NUMBERS)
    assert payable(good_company, nottingham) == (None, "changing")


def test_a_link_that_was_altered_stops_nothing(client, used):
    assert client.post("/bank/not-me/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/").status_code == 404
    used.refresh_from_db()
    assert used.stopped_at is None


# --- Two people ------------------------------------------------------------------------------------------------------
def test_nobody_confirms_what_they_checked(supplies, good_company, amina, nottingham, fiona):
    with pytest.raises(PermissionDenied):
        sure(entered(good_company, amina), nottingham, fiona, fiona)


@pytest.mark.parametrize("way", ["entered it", "works there", "lives with them"])
def test_nobody_checks_or_confirms_an_account_of_their_own(supplies, good_company, amina, nottingham, fiona, raj, way):
    entered_by = amina
    if way == "entered it":
        owns = MembershipFactory(account=raj, organisation=good_company.organisation, role=Role.OWNER)
        entered_by = raj
    account = entered(good_company, entered_by)
    if way == "entered it":
        owns.ended_on = timezone.localdate()
        owns.save()
    if way == "works there":
        MembershipFactory(account=raj, organisation=good_company.organisation, role=Role.WORKER)
    if way == "lives with them":
        directory.declare_interest(good_company, "household-owns", by=acting(raj))
    with pytest.raises(PermissionDenied):
        looked_at(account, nottingham, raj)
    check = looked_at(account, nottingham, fiona)
    with pytest.raises(PermissionDenied):
        actions.confirm_payee(check, by=acting(raj))
    with pytest.raises(PermissionDenied):
        actions.refuse_account(account, nottingham, by=acting(raj))


def refused_by_postgresql(name: str, sql: str, *values) -> None:
    with pytest.raises(IntegrityError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
    assert refused.value.__cause__.diag.constraint_name == name


CONFIRM = "UPDATE commissioning_payeecheck SET confirmed_by_id = %s, confirmed_at = now() WHERE id = %s"
BEGIN = "UPDATE commissioning_bankaccount SET status = 'current' WHERE id = %s"


@pytest.mark.S2
@pytest.mark.R7
def test_postgresql_holds_it_against_raw_sql(used, good_company, amina, nottingham, fiona, raj):
    new = entered(good_company, amina, OTHERS)
    refused_by_postgresql("bank_account_current_when_checked", BEGIN, new.pk)
    bare = PayeeCheck.objects.create(account=new, body=nottingham, name_result="match", checked_by=fiona)
    refused_by_postgresql("payee_change_called_back", CONFIRM, raj.pk, bare.pk)
    rung = "UPDATE commissioning_payeecheck SET called_at = now(), called_on = '1', number_since = %s WHERE id = %s"
    for day, name in ((timezone.localdate(), "payee_change_called_back"), (FIRST, "payee_checked_by_two")):
        with connection.cursor() as cursor:
            cursor.execute(rung, [day, bare.pk])
        refused_by_postgresql(name, CONFIRM, raj.pk if day != FIRST else fiona.pk, bare.pk)
    refused_by_postgresql("payee_not_checked_by_its_owner", CONFIRM, amina.pk, bare.pk)
    refused_by_postgresql(
        "bank_account_stays_as_entered", "UPDATE commissioning_bankaccount SET contacts = '' WHERE id = %s", new.pk
    )
    refused_by_postgresql(
        "bank_account_stays_as_entered", "DELETE FROM commissioning_bankaccount WHERE id = %s", new.pk
    )
    stop(new)
    refused_by_postgresql("bank_account_stays_stopped", CONFIRM, raj.pk, bare.pk)
    refused_by_postgresql(
        "bank_account_stays_stopped", "UPDATE commissioning_bankaccount SET stopped_at = NULL WHERE id = %s", new.pk
    )


@pytest.mark.S2
def test_whoever_is_in_the_circle_of_a_person_checks_no_account_of_theirs(doreen, nottingham, fiona, raj):
    dora = person("dora")
    today = timezone.localdate()
    for account, powers in ((dora, ["pay"]), (raj, ["plan"])):
        CircleMember.objects.create(
            person=doreen, account=account, kind="family", powers=powers, name="x", starts_on=today
        )
    entered_by_dora = entered(doreen, dora)
    with pytest.raises(PermissionDenied):
        looked_at(entered_by_dora, nottingham, raj)
    check = looked_at(entered_by_dora, nottingham, fiona)
    refused_by_postgresql("payee_not_checked_by_its_owner", CONFIRM, raj.pk, check.pk)
    refused_by_postgresql("payee_not_checked_by_its_owner", CONFIRM, dora.pk, check.pk)


# --- Twins, and what changed lately ----------------------------------------------------------------------------------
def test_the_same_account_of_somebody_else_is_found(used):
    other = EnterpriseFactory(organisation__name="Bright Mornings")
    owner = person("bea", role=Role.OWNER, organisation=other.organisation)
    assert list(BankAccount.objects.twins_of(entered(other, owner))) == [used]
    assert not BankAccount.objects.twins_of(used).filter(enterprise=used.enterprise).exists()


def test_tables_that_cannot_be_read_leave_the_old_ones(db, tmp_path):
    weights, others = tmp_path / "valacdos.txt", tmp_path / "scsubtab.txt"
    weights.write_bytes((PUBLISHED / "valacdos.txt").read_bytes())
    others.write_bytes((PUBLISHED / "scsubtab.txt").read_bytes())
    call_command("load_modulus_tables", weights, others)
    weights.write_text("a letter from the bank")
    with pytest.raises(CommandError, match="Line 1"):
        call_command("load_modulus_tables", weights, others)
    assert ModulusTables.objects.count() == 1


@pytest.mark.S2
def test_the_admin_pages_know_nothing_of_bank_accounts():
    known = {model._meta.label for model in admin.site._registry}
    assert not known & {"commissioning.BankAccount", "commissioning.PayeeCheck", "commissioning.PayerSettings"}


def test_a_number_that_does_not_fit_is_a_warning(supplies, good_company, amina):
    assert entered(good_company, amina, ("08-99-99", "66374959")).fits == "cannot-check"
    actions.withdraw_account(BankAccount.objects.get(), by=acting(amina))
    actions.load_modulus_tables((PUBLISHED / "valacdos.txt").read_text(), (PUBLISHED / "scsubtab.txt").read_text())
    assert entered(good_company, amina, ("08-99-99", "66374959")).fits == "does-not-fit"


def test_a_direct_payment_goes_to_whom_the_person_or_their_circle_says(doreen, ben, sam, nottingham, fiona, raj):
    daughter = person("dora")
    CircleMember.objects.create(person=doreen, account=daughter, kind="family", powers=["money"], name="Dora",
                                starts_on=timezone.localdate())  # fmt: skip
    for stranger in (ben, sam, fiona, daughter):
        with pytest.raises(PermissionDenied):
            entered(doreen, stranger)
    CircleMember.objects.update(powers=["money", "pay"])
    account = entered(doreen, daughter)
    sure(account, nottingham, fiona, raj)
    assert account.status == "current"
    assert all("Doreen" not in str(each.context) for each in Message.objects.all())
