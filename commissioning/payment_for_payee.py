"""Where the payment of an invoice is, in the words of whoever waits for it: what holds it, and what they can do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commissioning import paying_out
from commissioning.bank_files import words_of
from commissioning.holding import BANK_REFUSES, NO_NUMBER, NO_PAYER, NOT_SAID, Known, judge
from commissioning.models import AnswerLine, BankAccount, Invoice, PayerSettings, Payment, PaymentRun
from marketplace.ui.filters import long_date

Status = Payment.Status
ORDER = Status.values  # what is furthest from being paid says where the money is
WORDS: dict[str, Promise] = {
    paying_out.NO_ACCOUNT: gettext_lazy("You have not entered a bank account yet"),
    paying_out.NOT_CHECKED: gettext_lazy("Finance checks whose account it is"),
    paying_out.TOO_NEW: gettext_lazy("It waits until your new account may be used, from %(day)s"),
    paying_out.STOPPED: gettext_lazy("Somebody who got our message said that your bank account is not yours"),
    paying_out.CHANGING: gettext_lazy("You entered another account. Finance checks whose it is"),
    paying_out.SENT_BACK: gettext_lazy("Your bank account has to be changed, or checked again"),
    NO_NUMBER: gettext_lazy("%(council)s gives you a number in its finance system first"),
    BANK_REFUSES: gettext_lazy("The bank would not take it. Finance looks at the name on your account and at the sum"),
    NO_PAYER: gettext_lazy("%(council)s has not said yet from which account it pays"),
    NOT_SAID: gettext_lazy("%(council)s has not said yet how it pays"),
}
KEPT: dict[str, Promise] = {
    "ask-payee": gettext_lazy("Finance keeps it back: they have a question for you, and get in touch"),
    "ask-us": gettext_lazy("Finance keeps it back while they ask a colleague"),
    "maybe-paid": gettext_lazy("Finance keeps it back: it may have been paid already. Look at your bank account"),
    "look-again": gettext_lazy("Finance keeps it back to look at it once more"),
}


@dataclass(frozen=True)
class ToDo:
    """What only the payee can do, so that it goes on."""

    words: str
    address: str


@dataclass(frozen=True)
class Standing:
    """Of a payment that has not left: why it is held, as far as its payee may know it, and what they can do."""

    held: str = ""
    to_do: ToDo | None = None


def payment_of(invoice: Invoice) -> Payment | None:
    """The one that says where the money is: the furthest from being paid, and of these the newest."""
    found = sorted(invoice.payments.all(), key=lambda each: each.made_at, reverse=True)
    return min(found, key=lambda each: ORDER.index(each.status), default=None)


def standings_of(invoices: Iterable[Invoice]) -> dict[UUID, Standing]:
    """By invoice: how a payment that could leave stands right now, judged as for the next payments."""
    waits = {each.pk: payment for each in invoices if (payment := payment_of(each)) and _has_not_left(payment)}
    if not waits:
        return {}
    codes = _codes_of(list(waits.values()))
    enterprises = {each.enterprise_id for each in invoices}
    accounts = BankAccount.objects.in_use().filter(enterprise__in=enterprises)
    usable = dict(accounts.order_by().values_list("enterprise", "usable_from"))
    return {each.pk: _standing(each, waits[each.pk], codes[waits[each.pk].pk], usable.get(each.enterprise_id))
            for each in invoices if each.pk in waits}  # fmt: skip


def _has_not_left(payment: Payment) -> bool:
    return payment.status in (Status.DUE, Status.IN_RUN)


def _codes_of(payments: list[Payment]) -> dict[UUID, str]:
    """What keeps each from leaving; a body without settings has not said how it pays."""
    bodies = PayerSettings.objects.select_related("body").in_bulk({each.body_id for each in payments})
    found = {each.pk: NOT_SAID for each in payments}
    for key, settings in bodies.items():
        theirs = [each for each in payments if each.body_id == key]
        judged = judge(theirs, settings, timezone.now(), Known())
        found |= {each.pk: judged[each.pk][1] for each in theirs}
    return found


def _standing(invoice: Invoice, payment: Payment, code: str, usable: datetime | None) -> Standing:
    day = timezone.localdate(usable) if usable else None
    return Standing(held_words(payment, code, day), _to_do(invoice, payment, code))


def held_words(payment: Payment, code: str, usable: date | None = None) -> str:
    """Why it is held, in a sentence; nothing where only its turn has not come."""
    if payment.is_kept_back:
        return str(KEPT.get(payment.held_because, _("Finance keeps it back")))
    said = {"council": payment.body.name, "day": long_date(usable) if usable else ""}
    return str(WORDS.get(code, _("Finance looks at it"))) % said if code else ""


def _to_do(invoice: Invoice, payment: Payment, code: str) -> ToDo | None:
    if payment.is_kept_back:
        return None
    form = reverse("commissioning:bank-of-enterprise", args=[invoice.enterprise_id])
    return {
        paying_out.NO_ACCOUNT: ToDo(_("Enter your bank account"), form),
        paying_out.SENT_BACK: ToDo(_("Enter another account"), form),
        paying_out.STOPPED: ToDo(_("Look at your bank accounts"), reverse("commissioning:my-bank")),
    }.get(code)


def returned_before(invoice: Invoice, payment: Payment) -> Payment | None:
    """The payment that came back, in whose place this one is."""
    return next((each for each in invoice.payments.all() if each.pk == payment.replaces_id), None)


def came_back_words(invoice: Invoice, payment: Payment) -> str:
    """The bank sent it back on Monday 2 March: the account is closed."""
    back = payment if payment.status == Status.RETURNED else returned_before(invoice, payment)
    if back is None or payment.status == Status.PAID:
        return ""
    why = words_of(back.return_code)
    return _("The bank sent it back on %(day)s: %(why)s") % {
        "day": long_date(_returned_on(back, payment)), "why": why[:1].lower() + why[1:]
    }  # fmt: skip


def _returned_on(back: Payment, again: Payment) -> date:
    """As the bank's answer says, or when it was noted here."""
    said = (each.on for each in back.answers.all() if each.outcome == AnswerLine.Outcome.RETURNED and each.on)
    return next(said, timezone.localdate(again.made_at))


def turn_words(payment: Payment) -> tuple[str, str, str]:
    """Of two people who approve what leaves, who has: the words, the state of the step, and how many."""
    run = payment.run
    if payment.status == Status.IN_RUN and run is not None and run.status == PaymentRun.Status.MADE:
        who = run.made_by.name if run.made_by else _("One")
        return _("%(who)s has. Somebody else does next") % {"who": who}, "wait", _("1 of 2 done")
    said: dict[str, tuple[str, str, str]] = {
        Status.LOCKED: (_("Both have. Finance gives it to the bank next"), "done", ""),
        Status.SENT: (_("Both have. The money is on its way"), "done", ""),
        Status.PAID: (_("It needed no payment") if payment.source_id else _("Both have"), "done", ""),
        Status.RETURNED: ("", "wait", ""),
        Status.CANCELLED: (_("Nothing is paid for it any more"), "", ""),
    }
    return said.get(payment.status, (_("It goes with the next payments"), "wait", _("0 of 2 done")))
