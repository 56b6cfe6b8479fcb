"""How a person pays a bill: to whose account, with which reference, and how sure anybody is that it is theirs."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from commissioning.models import BankAccount, Invoice, PayeeCheck
from marketplace.ui.filters import long_date, pounds

NEW = timedelta(days=30)


def reference_of(invoice: Invoice) -> str:
    """At most 18 letters, the same for the bank and the bill."""
    order = invoice.agreement.reference if invoice.agreement else "JR"
    return f"{order} {invoice.number}"[:18]


def ways_to_pay(invoice: Invoice) -> dict | None:
    """The account in full: it is shown only to whom the bill is addressed; nothing while a change of it waits."""
    live = {each.status: each for each in BankAccount.objects.filter(enterprise=invoice.enterprise_id).live()}
    account = live.get("current")
    if account is None or "waiting" in live:
        return None
    return {
        "name": account.name, "sort_code": "-".join((account.sort_code[:2], account.sort_code[2:4],
        account.sort_code[4:6])), "number": account.number, "reference": reference_of(invoice),
        "checked": _checked(account), "is_new": account.usable_from > timezone.now() - NEW,
        "since": long_date(timezone.localdate(account.usable_from)),
    }  # fmt: skip


def _checked(account: BankAccount) -> str:
    """By which body two people made sure of it, the newest first."""
    found = PayeeCheck.objects.confirmed().filter(account=account).select_related("body").order_by("-confirmed_at")
    check = found.first()
    return check.body.name if check else ""


def words_to_pay(invoice: Invoice, left_pence: int) -> str:
    """What the code says, a line for each thing that a bank asks for."""
    pay = ways_to_pay(invoice)
    if pay is None:
        return _("Reference: %(reference)s") % {"reference": reference_of(invoice)}
    rows = [(_("Name"), pay["name"]), (_("Sort code"), pay["sort_code"]), (_("Account"), pay["number"]),
            (_("Sum"), pounds(left_pence)), (_("Reference"), pay["reference"])]  # fmt: skip
    return "\n".join(f"{label}: {value}" for label, value in rows)
