"""Why a payment is not in a run yet: what keeps each one, as a code, and the words for it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commissioning import bank_files, paying_out
from commissioning.models import BankAccount, PayerSettings, Payment
from commissioning.paying_whom import Owner, owners_of
from commissioning.run_files import as_bank, supplier_numbers

NO_NUMBER, BANK_REFUSES, NO_PAYER, NOT_SAID = "no-supplier-number", "bank-refuses", "no-payer", "not-said"
KEPT = {
    "ask-payee": gettext_lazy("Somebody is asking the payee about it."),
    "ask-us": gettext_lazy("Somebody is asking a colleague about it."),
    "maybe-paid": gettext_lazy("It may have been paid already."),
    "look-again": gettext_lazy("Something about it looks wrong."),
}
OWN = {
    NO_NUMBER: gettext_lazy("The finance system has no supplier number for it yet."),
    BANK_REFUSES: gettext_lazy("The bank would not take it as it is: look at the name on the account and at the sum."),
    NO_PAYER: gettext_lazy("Nobody has said yet from which account this body pays."),
    NOT_SAID: gettext_lazy("This body has not said yet how it pays."),
}
Answer = tuple[BankAccount | None, str]
Judged = dict[UUID, Answer]
Known = dict[Owner, Answer]


def words_of(payment: Payment) -> str:
    """Why it waits, in a sentence; nothing where only its turn has not come."""
    code = payment.held_because
    if payment.is_kept_back:
        return str(KEPT.get(code, _("Somebody keeps it back.")))
    return str(OWN.get(code) or paying_out.WORDS.get(code) or "")


def judge(payments: Sequence[Payment], settings: PayerSettings, now: datetime, accounts: Known) -> Judged:
    """To which account each may go now, or why to none; `accounts` remembers owners within one piece of work."""
    owners = owners_of(payments)
    for owner in set(owners.values()) - set(accounts):
        accounts[owner] = paying_out.payable_to(owner.q, settings.body, now)
    keys = [account.pk for owner in owners.values() if (account := accounts[owner][0]) is not None]
    numbers = supplier_numbers(settings.body_id, keys) if settings.rail == PayerSettings.Rail.FINANCE else {}
    return {each.pk: _judged(each, owners.get(each.pk), accounts, settings, numbers) for each in payments}


def _judged(payment: Payment, owner: Owner | None, accounts, settings: PayerSettings, numbers) -> tuple:
    account, code = accounts[owner] if owner else (None, paying_out.NO_ACCOUNT)
    if account is None:
        return None, code
    if settings.rail == PayerSettings.Rail.FINANCE:
        return (account, "") if numbers.get(account.pk) else (None, NO_NUMBER)
    if not settings.payer_number:
        return None, NO_PAYER
    problems = bank_files.payment_problems(as_bank(payment, account), bank_files.PROFILES[settings.profile])
    return (None, BANK_REFUSES) if problems else (account, "")
