"""Whoever pays makes sure whose account it is: asks the bank, rings back, and a second person confirms it."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commissioning import access, modulus
from commissioning.actions.payees import digest_of, numbers_before, numbers_with, people_told, tell_finance
from commissioning.models import BankAccount, PayeeCheck
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.notifications.outbox import notify
from marketplace.organisations.models import Organisation
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, move, record_entry

Status = BankAccount.Status


@transaction.atomic
def check_payee(
    account: BankAccount,
    body: Organisation,
    *,
    asked: tuple[str, str],
    name_result: str,
    key: UUID,
    by: Actor,
    called_on: str = "",
    number_since: date | None = None,
    number_from: str = "",
    **facts: str,
) -> PayeeCheck:
    """The first person writes down what the bank's page said, and whom they rang back on which number.

    `asked`: the sort code and number that the bank was asked about. No page shows them, so they come from a paper or
    from the owner's own voice, and have to be those that were entered.
    """
    lock(account)
    require(access.can_check_payee(by, account, body))
    if made := PayeeCheck.objects.filter(key=key, account=account, body=body, checked_by=by.person).first():
        return made
    _require_open(account)
    if digest_of(*modulus.standardised(*asked)) != account.digest:
        raise RuleBroken(_("That is not the account that was entered. Ask its owner to read it out once more."))
    if called_on or BankAccount.objects.before(account).exists():
        number_since = _known_before(account, called_on, number_since, number_from)
    if standing := PayeeCheck.objects.standing().filter(account=account, body=body).first():
        raise RuleBroken(_("This account is being checked already, by %(who)s.") % {"who": standing.checked_by.name})
    if name_result == PayeeCheck.Name.NO_MATCH and not facts.get("because", "").strip():
        raise RuleBroken(_("The name does not match. Say why it is right all the same."))
    made = PayeeCheck.objects.create(
        key=key, account=account, body=body, name_result=name_result, checked_by=by.person, called_on=called_on,
        number_since=number_since, number_from=number_from, called_at=timezone.now() if called_on else None, **facts,
    )  # fmt: skip
    record_entry(made, "checked", by=by)
    tell_finance(account, [body], "bank-account-to-confirm", but=by.person)
    return made


def _require_open(account: BankAccount) -> None:
    if account.stopped_at is not None:
        raise RuleBroken(_("Its owner said that this account is not theirs. Refuse it."))
    if account.status not in (Status.WAITING, Status.CURRENT):
        raise RuleBroken(_("This account is not used any more."))


def _known_before(account: BankAccount, number: str, since: date | None, source: str) -> date:
    """The number that was rung is older than the new account, by what the site or a paper says."""
    entered_on = timezone.localdate(account.entered_at)
    known = {_digits(each): timezone.localdate(at) for each, at in numbers_before(account).items()}
    if not number:
        raise RuleBroken(_("Ring a number that you had before this account was entered, and write down which."))
    if _digits(number) in known and known[_digits(number)] < entered_on:
        return known[_digits(number)]
    if _digits(number) in {_digits(each) for each in numbers_with(account)} - set(known):
        raise RuleBroken(_("This number came with the new account. Ring one that you had before."))
    if since is None or since >= entered_on:
        raise RuleBroken(_("Since when do you have this number? It has to be a day before the account was entered."))
    if not source.strip():
        raise RuleBroken(_("Say where you have this number from."))
    return since


def _digits(number: str) -> str:
    return "".join(letter for letter in number if letter.isdecimal()).removeprefix("44").removeprefix("0")


@transaction.atomic
def confirm_payee(check: PayeeCheck, *, by: Actor) -> None:
    """The second person is sure too: the account is used after its waiting days, and the one from before no more."""
    account = _locked(check)
    require(access.can_confirm_payee(by, check))
    if check.confirmed_by == by.person:
        return
    if check.confirmed_by is not None:
        raise RuleBroken(_("%(who)s has confirmed it already.") % {"who": check.confirmed_by.name})
    _require_open(account)
    if check.refused_at is not None:
        raise RuleBroken(_("This check was sent back. Look at the new one."))
    check.confirmed_by, check.confirmed_at = by.person, timezone.now()
    check.save(update_fields=["confirmed_by", "confirmed_at"])
    record_entry(check, "confirmed", by=by)
    if account.status == Status.WAITING:
        _begin(account, by=by)


def _begin(account: BankAccount, *, by: Actor) -> None:
    for old in BankAccount.objects.of(account).in_use():
        move(old, Status.REPLACED, by=by, ended_at=timezone.now())
    move(account, Status.CURRENT, by=by)
    _tell(account, "bank-account-accepted", {"day": timezone.localdate(account.usable_from).isoformat()})


@transaction.atomic
def send_check_back(check: PayeeCheck, *, by: Actor) -> None:
    """The second person is not sure yet: somebody checks it once more."""
    _locked(check)
    require(access.can_confirm_payee(by, check))
    _end(check, by=by)


def _end(check: PayeeCheck, *, by: Actor) -> None:
    if check.confirmed_at is not None:
        raise RuleBroken(_("What two people checked stays as it is."))
    if check.refused_at is None:
        check.refused_by, check.refused_at = by.person, timezone.now()
        check.save(update_fields=["refused_by", "refused_at"])
        record_entry(check, "sent-back", by=by)


@transaction.atomic
def refuse_account(account: BankAccount, body: Organisation, *, by: Actor) -> None:
    """It is not theirs, or the name is somebody else's: it is never used, and the one from before is used again."""
    lock(account)
    require(access.can_check_payee(by, account, body))
    for check in account.checks.waiting():
        _end(check, by=by)
    move(account, Status.REFUSED, by=by, ended_at=timezone.now())
    _tell(account, "bank-account-refused", {"body": body.name})


def _locked(check: PayeeCheck) -> BankAccount:
    """The account first and then its check, always in this order."""
    lock(check.account)
    lock(check)
    return check.account


def _tell(account: BankAccount, template: str, said: dict) -> None:
    for user in people_told(account.whose):
        notify(user, template, key=f"{template}:{account.pk}:{user.pk}", context=said)
