"""The terms of a small contract in plain words: one page, short sentences, made from its facts; without a database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marketplace.ui.filters import long_date, pounds


@dataclass(frozen=True)
class Facts:
    """What both agree on; `price` is in words, as the service says it."""

    buyer: str
    enterprise: str
    number: str
    purpose: str
    starts_on: date
    ends_on: date | None
    value_pence: int
    price: str = ""
    group: str = ""
    notice_days: int = 14
    fast_days: int = 5
    query_days: int = 7
    is_registered: bool = False
    vat_pence: int = 0
    is_self_billed: bool = False
    is_by_agreement: bool = False
    still_to_show: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """One heading and what is under it."""

    heading: str
    sentences: tuple[str, ...]


def terms_of(facts: Facts) -> list[Part]:
    """Everything that both say yes to."""
    parts = [
        Part(_("What it is"), tuple(_what(facts))),
        Part(_("When"), tuple(_when(facts))),
        Part(_("What it costs"), tuple(_costs(facts))),
        Part(_("When you are paid"), tuple(_paid(facts))),
        Part(_("If something is wrong with an invoice"), tuple(_queries(facts))),
        Part(_("Changing and ending it"), tuple(_ending(facts))),
        Part(_("What you know about people"), tuple(_data())),
    ]
    if facts.still_to_show:
        parts.insert(2, Part(_("Before the first day"), tuple(_before(facts))))
    return parts


def kept(parts: Iterable[Part]) -> dict:
    """As the contract keeps them."""
    return {"parts": [{"heading": each.heading, "sentences": list(each.sentences)} for each in parts]}


def _what(facts: Facts) -> Iterable[str]:
    yield _("%(buyer)s buys this from %(enterprise)s.") % {"buyer": facts.buyer, "enterprise": facts.enterprise}
    yield _("It is for: %(purpose)s.") % {"purpose": facts.purpose.rstrip(".")}
    if facts.is_by_agreement:
        yield _("What is done, and on which days, is in your agreement about this person.")
    else:
        yield _("It is for this group: %(group)s.") % {"group": facts.group.rstrip(".")}
        yield _("The buyer orders each session or day from you. You may say no to a day that you cannot do.")
        yield _("The buyer says afterwards that it happened. Then you can send an invoice.")


def _when(facts: Facts) -> Iterable[str]:
    yield _("The first day is %(day)s.") % {"day": long_date(facts.starts_on)}
    if facts.ends_on:
        yield _("The last day is %(day)s.") % {"day": long_date(facts.ends_on)}
    else:
        yield _("It goes on until one of you ends it, or its value is used.")


def _before(facts: Facts) -> Iterable[str]:
    yield _("These checks are still to be shown before the first day:")
    yield from (each + "." for each in facts.still_to_show)


def _costs(facts: Facts) -> Iterable[str]:
    if facts.price:
        yield _("The price is %(price)s.") % {"price": facts.price}
    yield _("All together it is worth at most %(sum)s, with any VAT in it.") % {"sum": pounds(facts.value_pence)}
    yield _("It is a limit, and no promise that all of it is ordered.")
    if facts.vat_pence:
        yield _("VAT of %(sum)s is in it.") % {"sum": pounds(facts.vat_pence)}
    elif facts.is_registered:
        yield _("No VAT is charged for it.")
    else:
        yield _("You charge no VAT unless you are registered for it.")


def _paid(facts: Facts) -> Iterable[str]:
    yield _("The law says: you are paid within the 30 days that begin when your invoice comes.")
    fast = ngettext("We aim for %(n)s working day.", "We aim for %(n)s working days.", facts.fast_days)
    yield fast % {"n": facts.fast_days}
    yield _("If you are paid late, the law lets you ask for interest and a fixed sum.")
    yield _("Put this number on each invoice: %(number)s.") % {"number": facts.number}
    if facts.is_self_billed:
        yield _("The buyer writes the invoices for you from what was confirmed. You send none yourself.")


def _queries(facts: Facts) -> Iterable[str]:
    days = ngettext("The buyer asks within %(n)s day, and says what is wrong.",
                    "The buyer asks within %(n)s days, and says what is wrong.", facts.query_days)  # fmt: skip
    yield days % {"n": facts.query_days}
    yield _("The part that nobody asks about is paid in the meantime.")


def _ending(facts: Facts) -> Iterable[str]:
    notice = ngettext("Either of you ends it with %(n)s day of notice.",
                      "Either of you ends it with %(n)s days of notice.", facts.notice_days)  # fmt: skip
    yield notice % {"n": facts.notice_days}
    yield _("What happened before is paid all the same.")
    yield _("A longer time or another value needs a yes of both.")


def _data() -> Iterable[str]:
    yield _("You keep what you learn about somebody to yourself.")
    yield _("You keep it only as long as you need it, and then throw it away safely.")
    yield _("If something goes wrong with it, you tell the buyer the same day.")
