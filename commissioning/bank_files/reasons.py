"""What a bank's codes mean, in words that an enterprise and a finance officer can act on (ISO 20022 code sets)."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

REASONS: dict[str, Promise] = {
    "AC01": gettext_lazy("The account number is wrong."),
    "AC03": gettext_lazy("The account number is wrong."),
    "AC04": gettext_lazy("The account is closed."),
    "AC05": gettext_lazy("The account is closed."),
    "AC06": gettext_lazy("The account is blocked."),
    "AC07": gettext_lazy("The account is closed."),
    "AC13": gettext_lazy("This kind of account does not take such payments."),
    "AC14": gettext_lazy("This kind of account does not take such payments."),
    "AG01": gettext_lazy("This account does not take such payments."),
    "AG02": gettext_lazy("The bank does not know this kind of payment."),
    "AM01": gettext_lazy("The sum is nothing."),
    "AM02": gettext_lazy("The sum is more than one payment may be."),
    "AM03": gettext_lazy("The bank does not pay in this currency."),
    "AM04": gettext_lazy("There was not enough money in the paying account."),
    "AM05": gettext_lazy("The bank has seen this payment before."),
    "AM09": gettext_lazy("The sum is wrong."),
    "AM10": gettext_lazy("The sums of the file do not add up."),
    "AM18": gettext_lazy("The number of payments in the file is wrong."),
    "BE01": gettext_lazy("The name does not belong to the account."),
    "BE04": gettext_lazy("The address of the payee is missing."),
    "BE05": gettext_lazy("The bank does not know who sent the file."),
    "BE06": gettext_lazy("The bank does not know the payee."),
    "CUST": gettext_lazy("The payer took it back."),
    "DS02": gettext_lazy("Somebody at the council took it back."),
    "DT01": gettext_lazy("The day of payment is wrong."),
    "DU01": gettext_lazy("The bank has seen this file before."),
    "DU04": gettext_lazy("The bank has seen this payment before."),
    "DUPL": gettext_lazy("The bank has seen this payment before."),
    "FF01": gettext_lazy("The bank could not read the file."),
    "FOCR": gettext_lazy("The payer asked for it back."),
    "FRAD": gettext_lazy("The bank stopped it, because it looks like fraud."),
    "LESS": gettext_lazy("Only a part of it was paid."),
    "MD07": gettext_lazy("The owner of the account has died."),
    "MS02": gettext_lazy("The payee did not take it. The bank does not say why."),
    "MS03": gettext_lazy("The bank does not say why."),
    "NARR": gettext_lazy("The bank gives its reason in the file, in its own words."),
    "NOAS": gettext_lazy("The payee did not answer."),
    "RC01": gettext_lazy("The sort code is wrong."),
    "RC04": gettext_lazy("The sort code is wrong."),
    "RR04": gettext_lazy("A rule of the law stopped it. Ask the bank."),
    "TM01": gettext_lazy("It came after the bank’s last hour for this day."),
}  # fmt: skip

# What only another account, or a new look at this one, puts right.
OF_THE_ACCOUNT = frozenset(
    ("AC01", "AC03", "AC04", "AC05", "AC06", "AC07", "AC13", "AC14", "AG01", "BE01", "MD07", "RC01", "RC04")
)


def words_of(code: str) -> str:
    """A bank's code in words; one that we do not know is named, so that somebody can ask the bank."""
    if not code:
        return str(REASONS["MS03"])
    if code in REASONS:
        return str(REASONS[code])
    return _("The bank gave the code %(code)s, which we do not know.") % {"code": code}
