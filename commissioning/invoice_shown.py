"""Where is my money? Each step of an invoice with its name, its day and why it waits, in the words of a page."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgets.models import Agreement
from commissioning.holding import words_of
from commissioning.models import Invoice, InvoiceQuery, Payment
from commissioning.payment_for_payee import Standing, came_back_words, payment_of, standings_of, turn_words
from commissioning.receiving import payer_of
from marketplace.ui.filters import hour, long_date, pounds

Status, BODY = Invoice.Status, Invoice.Payer.BODY
AFTER = (Status.APPROVED, Status.SCHEDULED, Status.IN_RUN, Status.PAID)
LEAVES = (Payment.Status.LOCKED, Payment.Status.SENT)
GONE = (Status.REJECTED, Status.WITHDRAWN, Status.CREDITED)


def cards_of(invoices: Iterable[Invoice]) -> list[dict]:
    """What asks its owner something comes first."""
    found = list(invoices)
    stand = standings_of(found)
    cards = [_card(each, stand.get(each.pk, Standing())) for each in found]
    return sorted(cards, key=lambda card: not card["waits_for_owner"])


def card_of(invoice: Invoice) -> dict:
    """One invoice as its owner sees it."""
    return cards_of([invoice])[0]


def _card(invoice: Invoice, standing: Standing) -> dict:
    query = next((each for each in invoice.queries.all() if each.resolved_at is None), None)
    return {
        "invoice": invoice, "title": title_of(invoice), "pays": who_pays(invoice), "query": query,
        "shown_steps": steps_of(invoice, query, standing), "asker": asker_of(invoice), "to_do": standing.to_do,
        "waits_for_owner": standing.to_do is not None or (query is not None and query.answered_at is None),
    }  # fmt: skip


def name_of(invoice: Invoice) -> str:
    """For whom it is: as the enterprise knows them."""
    if invoice.person is not None:
        return invoice.person.name.split(" ")[0] or _("Somebody")
    return invoice.contract.group if invoice.contract else ""


def title_of(invoice: Invoice) -> str:
    """Doreen, 4 visits, 2 to 12 November."""
    return f"{name_of(invoice)}, {_what(invoice)}, {days_of(invoice.starts_on, invoice.ends_on)}"


def _what(invoice: Invoice) -> str:
    """Visits, orders of a contract, or what was written by hand."""
    if invoice.source == Invoice.Source.BY_HAND:
        return _("by hand")
    lines = list(invoice.lines.all())
    words = ngettext("%(num)s order", "%(num)s orders", len(lines))
    if any(line.visit_id for line in lines):
        words = ngettext("%(num)s visit", "%(num)s visits", len(lines))
    return words % {"num": len(lines)}


def days_of(first: date, last: date) -> str:
    """2 to 12 November; with the year where it is not this one."""
    if first == last:
        return _short(first)
    begins = str(first.day) if (first.year, first.month) == (last.year, last.month) else _short(first)
    return _("%(first)s to\u00a0%(last)s") % {"first": begins, "last": _short(last)}


def _short(day: date) -> str:
    return date_format(day, "j\u00a0F" if day.year == timezone.localdate().year else "j\u00a0F\u00a0Y")


def who_pays(invoice: Invoice) -> str:
    """Invoice 46. Nottingham City Council pays."""
    if invoice.agreement is not None:
        words = payer_words(invoice.agreement)
    else:
        words = _("%(who)s pays") % {"who": invoice.body.name if invoice.body else name_of(invoice)}
    return _("Invoice %(number)s. %(words)s") % {"number": invoice.number, "words": words}


def payer_words(agreement: Agreement) -> str:
    """Out of whose money it is paid."""
    payer, body = payer_of(agreement)
    who = agreement.person.name.split(" ")[0] if agreement.person else ""
    if body is not None:
        return _("%(who)s pays") % {"who": body.name}
    if payer == Invoice.Payer.HOLDER:
        return _("Whoever holds the fund of %(who)s pays") % {"who": who}
    if agreement.mechanism in ("direct-payment", "phb-direct-payment"):
        return _("%(who)s pays, from a direct payment") % {"who": who}
    return _("%(who)s pays") % {"who": who}


def asker_of(invoice: Invoice) -> str:
    """Whose questions they are: the person's by their name, a body's by its own."""
    return invoice.body.name if invoice.payer == BODY and invoice.body else name_of(invoice)


def steps_of(invoice: Invoice, query: InvoiceQuery | None, standing: Standing) -> list[dict]:
    """Received, looked at, on its way, paid; one of them says where it is now."""
    first = step(_("Received"), invoice.received_on, _sent(invoice), "done")
    if invoice.status in GONE:
        return [first, step(str(invoice.get_status_display()), None, "", "done")]
    if invoice.payer == BODY:
        return [first, _looked_at(invoice, query), _on_its_way(invoice, standing), _paid(invoice, standing)]
    return [first, _asked_or_due(invoice, query), *_until_the_person_paid(invoice, query)]


def step(title: str, on: date | None, words: str, state: str = "", soft: str = "") -> dict:
    return {"title": title, "soft": soft or (long_date(on) if on else ""), "words": words, "state": state}


def _sent(invoice: Invoice) -> str:
    at = hour(timezone.localtime(invoice.received_at).time())
    if invoice.source == Invoice.Source.SELF_BILLED:
        return _("They wrote it for you at %(at)s") % {"at": at}
    return _("You sent it at %(at)s") % {"at": at}


def _looked_at(invoice: Invoice, query: InvoiceQuery | None) -> dict:
    if query is not None:
        return _waits_for_answer(invoice, query)
    if invoice.status in AFTER:
        return _approved(invoice)
    because = " ".join(invoice.waits_because) or _("Somebody there looks at it.")
    if invoice.accepted_by is not None:
        because = _("%(who)s says that it is right. Finance approves it next.") % {"who": invoice.accepted_by.name}
    if invoice.status == Status.VALIDATED:
        title = str(invoice.get_status_display())
    else:
        title = _("Waits for approval") if invoice.status == Status.ACCEPTED else _("Somebody looks at it")
    return step(title, None, because, "wait", _("They may ask until %(day)s") % {"day": long_date(invoice.query_by)})


def _approved(invoice: Invoice) -> dict:
    """By a rule, or by name: who said that it is right, and who approved it."""
    on = timezone.localdate(invoice.approved_at) if invoice.approved_at else None
    if invoice.approved_rule:
        return step(_("Accepted"), on, _("By itself: it matches what was confirmed"), "done")
    said, approved = (each.name if each else "" for each in (invoice.accepted_by, invoice.approved_by))
    if not said:
        return step(_("Approved"), on, approved, "done")
    names = {"said": said, "approved": approved}
    words = _("%(said)s said that it is right, %(approved)s approved it") % names if approved else said
    return step(_("Accepted and approved") if approved else _("Accepted"), on, words, "done")


def _waits_for_answer(invoice: Invoice, query: InvoiceQuery) -> dict:
    since = _("Since %(day)s") % {"day": long_date(timezone.localdate(query.raised_at))}
    who = asker_of(invoice)
    if query.answered_at is not None:
        return step(_("%(who)s reads your answer") % {"who": who}, None, "", "wait", since)
    said = {"who": who, "sum": pounds(query.disputed_pence)}
    about = _("%(sum)s of it differs") if query.is_what_differs else _("%(who)s asks about %(sum)s of it")
    return step(_("Waits for you"), None, about % said, "now", since)


def _on_its_way(invoice: Invoice, standing: Standing) -> dict:
    """Two people approve what leaves: who has, what holds it, and that it came back."""
    title, payment = _("Two people approve the payment"), payment_of(invoice)
    if payment is None:
        return step(title, None, "", "done" if invoice.status == Status.PAID else "")
    words, state, soft = turn_words(payment)
    if standing.to_do is not None:
        title, state, soft = _("Waits for you"), "now", ""
    elif standing.held:
        title, soft = _("The payment is held"), ""
    back = came_back_words(invoice, payment)
    return step(title, None, " ".join(filter(None, (back, standing.held or words))), state, soft)


def _paid(invoice: Invoice, standing: Standing) -> dict:
    """On which day, or by when it is expected; where something holds it, nobody can say."""
    title, payment, today = _("Paid"), payment_of(invoice), timezone.localdate()
    if invoice.paid_on is not None:
        return step(title, invoice.paid_on, _day_of(invoice, invoice.paid_on), "done")
    part = _("%(sum)s is paid already") % {"sum": pounds(invoice.paid_pence)} if invoice.paid_pence else ""
    if standing.held or standing.to_do is not None:
        return step(title, None, part)
    run = payment.run if payment is not None and payment.status in LEAVES else None
    expected = run.pay_on if run is not None else invoice.fast_on if invoice.status in AFTER else None
    state = "wait" if run is not None else ""
    if expected is not None and expected >= today:
        soft = _("Expected by %(day)s") % {"day": long_date(expected)}
        return step(title, None, part or _day_of(invoice, expected), state, soft)
    latest = _("By %(day)s at the latest") if invoice.due_on >= today else _("It was due by %(day)s")
    return step(title, None, part, state, latest % {"day": long_date(invoice.due_on)})


def _day_of(invoice: Invoice, on: date) -> str:
    """How many days after it came, beside what the law allows."""
    days = (on - invoice.received_on).days
    return _("Day %(day)s. The law allows 30") % {"day": days} if days else _("The same day. The law allows 30")


def _asked_or_due(invoice: Invoice, query: InvoiceQuery | None) -> dict:
    if query is not None:
        return _waits_for_answer(invoice, query)
    seen = _("%(who)s sees it, with how to pay") % {"who": name_of(invoice)}
    return step(_("Arrived"), invoice.received_on, seen, "done")


def _until_the_person_paid(invoice: Invoice, query: InvoiceQuery | None) -> list[dict]:
    if invoice.paid_on is not None:
        said = _("%(who)s says so. Look at your bank account") % {"who": name_of(invoice)}
        return [step(_("Due"), invoice.due_on, "", "done"), step(_("Paid"), invoice.paid_on, said, "done")]
    part = _("%(sum)s is paid already") % {"sum": pounds(invoice.paid_pence)} if invoice.paid_pence else ""
    return [step(_("Due"), invoice.due_on, part, "" if query else "wait"), step(_("Paid"), None, "")]


def paid_line(invoice: Invoice) -> str:
    """Paid on Tuesday 10 November, 6 days after you sent it. Invoice 45, Doreen."""
    assert invoice.paid_on is not None
    days = (invoice.paid_on - invoice.received_on).days
    said = {"day": long_date(invoice.paid_on), "num": days, "number": invoice.number, "who": name_of(invoice)}
    if days == 0:
        return _("Paid on %(day)s, the day on which you sent it. Invoice %(number)s, %(who)s.") % said
    words = ngettext(
        "Paid on %(day)s, %(num)s day after you sent it. Invoice %(number)s, %(who)s.",
        "Paid on %(day)s, %(num)s days after you sent it. Invoice %(number)s, %(who)s.", days,
    )  # fmt: skip
    return words % said


def waits_with(invoice: Invoice) -> str:
    """With whom it is now, in the words of whoever pays."""
    open_query = next((each for each in invoice.queries.all() if each.resolved_at is None), None)
    if open_query is not None and open_query.answered_at is None:
        return _("%(who)s, to answer") % {"who": invoice.enterprise.name}
    if invoice.status == Status.IN_RUN:
        return _("The bank")
    if open_query is None and invoice.status in (Status.APPROVED, Status.SCHEDULED):
        payment = payment_of(invoice)
        held = words_of(payment) if payment is not None else ""
        return _("Finance. %(why)s") % {"why": held} if held else _("The next payments")
    worker = invoice.who_ordered
    if open_query is not None and not (open_query.is_what_differs and worker):
        return _("%(who)s, who asked") % {"who": open_query.raised_by.name}
    if worker is not None and (open_query is not None or invoice.status == Status.RECEIVED):
        return _("%(who)s, who ordered it") % {"who": worker.name}
    return _("Finance, to approve") if invoice.status in Invoice.WAITS else ""
