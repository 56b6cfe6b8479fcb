"""The next number of an enterprise's invoices and credit notes: one after the other, and none is left out."""

from commissioning.invoicing import number_key
from commissioning.models import Invoice, InvoicingSettings
from providers.models import Enterprise


def numbers_of(enterprise: Enterprise) -> InvoicingSettings:
    """Held until the transaction ends, so that no number is given twice."""
    InvoicingSettings.objects.get_or_create(enterprise=enterprise)
    return InvoicingSettings.objects.select_for_update().get(enterprise=enterprise)


def next_number(settings: InvoicingSettings) -> str:
    """What somebody gave by hand already is passed over."""
    while True:
        number = f"{settings.prefix}{settings.next_number}"
        settings.next_number += 1
        taken = Invoice.objects.live().filter(enterprise=settings.enterprise_id, number_key=number_key(number))
        if not taken.exists():
            settings.save(update_fields=["next_number"])
            return number
