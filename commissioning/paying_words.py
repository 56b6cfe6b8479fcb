"""What each field means that somebody may name when they say how a body pays, in plain words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commissioning.invoicing.lines import NAMES

COLUMNS: dict[str, Promise] = {
    "our_reference": _("our number of the payment; it has to come back with the answer"),
    "supplier_number": _("the number under which your finance system knows the supplier"),
    "supplier_name": _("the name of the supplier"),
    "invoice_number": _("the supplier’s own number of the invoice"),
    "invoiced_on": _("the date of the invoice"),
    "received_on": _("the day on which the invoice came"),
    "due_on": _("the day by which the law wants it paid"),
    "net_pence": _("the sum without VAT"),
    "vat_pence": _("the VAT"),
    "gross_pence": _("the whole sum, with VAT"),
    "vat_code": _("which VAT it is, in your letters"),
    "cost_centre": _("your cost centre"),
    "subjective_code": _("your subjective code"),
    "purchase_order": _("the number of the purchase order"),
    "description": _("what it is for; nobody is named"),
}
GIVEN_BACK: dict[str, Promise] = {
    "end_to_end_id": _("our number of the payment"),
    "status": _("whether it was paid"),
    "code": _("the reason, where it was not paid"),
    "on": _("the day on which it was paid"),
    "pence": _("the sum"),
}
VATS: dict[str, Promise] = {each.value: words for each, words in NAMES.items()}
