"""What a posting is called for the person whose money it is."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.models import Posting

Entry = Posting.EntryType
PLUS: dict[str, Promise] = {
    Entry.ALLOCATION: gettext_lazy("Given for your support"),
    Entry.CONTRIBUTION_DUE: gettext_lazy("Contribution towards the cost"),
    Entry.CONTRIBUTION_RECEIVED: gettext_lazy("Contribution paid in"),
    Entry.DP_PAYMENT: gettext_lazy("Direct payment"),
    Entry.COMMITMENT: gettext_lazy("No longer promised"),
    Entry.COMMITMENT_RELEASE: gettext_lazy("No longer promised"),
    Entry.INVOICE_PAID: gettext_lazy("Paid back"),
    Entry.EXPENSE_DECLARED: gettext_lazy("Taken back: paid elsewhere"),
    Entry.CONTINGENCY_HOLD: gettext_lazy("Back from what was set aside"),
    Entry.ADJUSTMENT: gettext_lazy("Put right"),
    Entry.CLAWBACK_NOTICE: gettext_lazy("No longer asked back"),
    Entry.CLAWBACK_RECEIVED: gettext_lazy("Given back"),
    Entry.REFUND_TO_PERSON: gettext_lazy("Refunded"),
    Entry.TRANSFER_TO_POOL: gettext_lazy("Back from what is shared with others"),
    Entry.TRANSFER_FROM_POOL: gettext_lazy("Back from what is shared with others"),
}
MINUS: dict[str, Promise] = PLUS | {
    Entry.COMMITMENT: gettext_lazy("Promised"),
    Entry.INVOICE_PAID: gettext_lazy("Paid for help"),
    Entry.EXPENSE_DECLARED: gettext_lazy("Paid elsewhere"),
    Entry.CONTINGENCY_HOLD: gettext_lazy("Set aside"),
    Entry.CLAWBACK_NOTICE: gettext_lazy("Asked back"),
    Entry.TRANSFER_TO_POOL: gettext_lazy("Promised for a day with others"),
    Entry.TRANSFER_FROM_POOL: gettext_lazy("Promised for a day with others"),
    Entry.ALLOCATION: gettext_lazy("Taken back: given for your support"),
    Entry.DP_PAYMENT: gettext_lazy("Taken back: direct payment"),
}


def words_of(posting: Posting, pence: int) -> str:
    """By what it was and which way it went."""
    if posting.source_type == "budgets.moneystep" and posting.entry_type == Entry.ALLOCATION:
        return _("Own money put in") if pence > 0 else _("Own money taken out")
    return str((PLUS if pence > 0 else MINUS)[posting.entry_type])
