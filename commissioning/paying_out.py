"""To which account a body may send money now, and if it may not, why: the code of what is missing, and its words."""

from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commissioning.bank_files import NEUTRAL, OF_THE_ACCOUNT, ApprovedLine, Column, Days, Layout, Money
from commissioning.models import BankAccount, PayeeCheck, PayerSettings, Payment
from marketplace.organisations.models import Organisation

NO_ACCOUNT, NOT_CHECKED, TOO_NEW, STOPPED, CHANGING = "no-account", "not-checked", "too-new", "stopped", "changing"
SENT_BACK = "sent-back"
WORDS = {
    NO_ACCOUNT: _("There is no bank account yet."),
    NOT_CHECKED: _("The bank account is not checked by two people yet."),
    TOO_NEW: _("The bank account is new: it is used after a few days, so that a wrong one is noticed."),
    STOPPED: _("Its owner said that the new bank account is not theirs."),
    CHANGING: _("Another bank account was entered and waits to be checked."),
    SENT_BACK: _("The bank sent it back: the account has to be changed or confirmed again."),
}


def payable_to(owner: Q, body: Organisation, now: datetime) -> tuple[BankAccount | None, str]:
    """The account to pay, or why there is none: `owner` says whose, such as Q(enterprise=…).

    While a change waits nothing is paid: neither to the new account, nor to the one that may be somebody else's. Nor
    is anything paid where its owner said that the account is not theirs, be it in use already; nor where the bank sent
    money of this body back because of the account, until the body says that it is right.
    """
    live = {account.status: account for account in BankAccount.objects.filter(owner).live()}
    waits, current = live.get("waiting"), live.get("current")
    if waits is not None and (waits.stopped_at is not None or current is not None):
        return None, STOPPED if waits.stopped_at is not None else CHANGING
    if current is not None and current.stopped_at is not None:
        return None, STOPPED
    if current is None:
        return None, NOT_CHECKED if waits is not None else NO_ACCOUNT
    if not PayeeCheck.objects.confirmed().filter(account=current, body=body).exists():
        return None, NOT_CHECKED
    if sent_back_from(current, body).exists():
        return None, SENT_BACK
    if current.usable_from > now:
        return None, TOO_NEW
    return current, ""


def is_sent_back(payment: Payment) -> bool:
    """Whether it came back because of an account that is still the one in use."""
    account = payment.account
    return payment.return_code in OF_THE_ACCOUNT and account is not None and account.status == "current"


def sent_back_from(account: BankAccount, body: Organisation):
    """What came back from an account because of the account, and nobody has looked at since."""
    return Payment.objects.filter(account=account, body=body).sent_back(OF_THE_ACCOUNT)


def layout_of(known: PayerSettings | None) -> Layout:
    """The columns of the body's finance system, or ours where it has said nothing."""
    said = known.layout if known else {}
    if not said.get("columns"):
        return NEUTRAL
    columns = tuple(Column(each["heading"], each.get("field", ""), each.get("fixed", "")) for each in said["columns"])
    return Layout(
        columns,
        delimiter=said.get("delimiter", ","),
        days=Days(said.get("days", Days.ISO)),
        money=Money(said.get("money", Money.POUNDS)),
        vat_codes=said.get("vat_codes", {}),
        has_headings=said.get("has_headings", True),
    )


def sample_line(known: PayerSettings, today: date) -> ApprovedLine:
    """An invented line, with which a layout can be looked at."""
    return ApprovedLine(
        "JR4K7Q", "S-1001", "Good Company", "GC-7", today, today, today + timedelta(days=30), 15_000, 3_000,
        "standard", known.cost_centre or "AC100", known.subjective_code or "4410", "PO 31", "Support, 4 visits",
    )  # fmt: skip
