"""To which account a body may send money now, and if it may not, why: the code of what is missing, and its words."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commissioning.models import BankAccount, PayeeCheck
from marketplace.organisations.models import Organisation

NO_ACCOUNT, NOT_CHECKED, TOO_NEW, STOPPED, CHANGING = "no-account", "not-checked", "too-new", "stopped", "changing"
WORDS = {
    NO_ACCOUNT: _("There is no bank account yet."),
    NOT_CHECKED: _("The bank account is not checked by two people yet."),
    TOO_NEW: _("The bank account is new: it is used after a few days, so that a wrong one is noticed."),
    STOPPED: _("Its owner said that the new bank account is not theirs."),
    CHANGING: _("Another bank account was entered and waits to be checked."),
}


def payable_to(owner: Q, body: Organisation, now: datetime) -> tuple[BankAccount | None, str]:
    """The account to pay, or why there is none: `owner` says whose, such as Q(enterprise=…).

    While a change waits nothing is paid: neither to the new account, nor to the one that may be somebody else's.
    """
    live = {account.status: account for account in BankAccount.objects.filter(owner).live()}
    waits, current = live.get("waiting"), live.get("current")
    if waits is not None and (waits.stopped_at is not None or current is not None):
        return None, STOPPED if waits.stopped_at is not None else CHANGING
    if current is None:
        return None, NOT_CHECKED if waits is not None else NO_ACCOUNT
    if not PayeeCheck.objects.confirmed().filter(account=current, body=body).exists():
        return None, NOT_CHECKED
    if current.usable_from > now:
        return None, TOO_NEW
    return current, ""
