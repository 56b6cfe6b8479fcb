"""Who hears what of an invoice: whoever has to do something about it, once."""

from collections.abc import Iterable

from commissioning.models import Invoice, InvoiceQuery
from marketplace.accounts.models import User
from marketplace.notifications.outbox import notify
from marketplace.organisations.models import Role
from providers.actions.telling import owners


def _tell(to: Iterable[User], template: str, invoice: Invoice, about: object, **more: str) -> None:
    said = {"number": invoice.number, "invoice": str(invoice.pk), "enterprise": invoice.enterprise.name, **more}
    for each in to:
        notify(each, template, key=f"{template}:{about}:{each.pk}", context=said)


def payers_of(invoice: Invoice) -> list[User]:
    """The person themselves, if they have an account and speak for themselves; else whoever of the circle pays."""
    person = invoice.person
    if person is None or invoice.payer == Invoice.Payer.BODY:
        return []
    if person.account is not None and not person.is_represented:
        return [person.account]
    circle = person.circle.filter(account__isnull=False, powers__contains=["pay"]).live()
    found = [member.account for member in circle.select_related("account") if member.account]
    return found or ([person.named_worker] if person.named_worker else [])


def tell_payer(invoice: Invoice) -> None:
    """Whoever pays a bill hears of it; whoever ordered hears of what does not go through by itself."""
    if invoice.payer != Invoice.Payer.BODY:
        return _tell(payers_of(invoice), "bill-came", invoice, invoice.pk)
    if invoice.status in Invoice.WAITS and (worker := invoice.who_ordered) is not None:
        _tell([worker], "invoice-waits", invoice, invoice.pk)
    return None


def tell_owners(invoice: Invoice, template: str, about: object, **more: str) -> None:
    _tell(owners(invoice.enterprise), template, invoice, about, **more)


def tell_finance(invoice: Invoice) -> None:
    """Money has to come back from the enterprise."""
    if invoice.body is not None:
        there = invoice.body.memberships.live().in_role(Role.FINANCE).values("account")
        found = User.objects.filter(is_active=True, pk__in=there)
        _tell(found, "invoice-credited", invoice, f"{invoice.pk}:{invoice.credited_pence}")


def tell_asker(query: InvoiceQuery) -> None:
    template = "invoice-answered" if query.invoice.payer == Invoice.Payer.BODY else "bill-answered"
    _tell([query.raised_by], template, query.invoice, query.pk)


def remind_payers(invoice: Invoice, template: str) -> None:
    _tell(payers_of(invoice), template, invoice, invoice.pk)
