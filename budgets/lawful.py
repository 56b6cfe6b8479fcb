"""What the law stops before an agreement is made, and what the buyer should know first (England). Pure.

- Help that the law calls personal care, where the person lives, by whoever is not registered with the Care Quality
  Commission, is an offence (Health and Social Care Act 2008 s.10), but for a carer who works wholly under the
  direction of the person helped (SI 2014/2936 Schedule 1 paragraph 1(3)(c)). A council or an NHS body that orders it
  cannot be that person, so money that they manage does not buy it.
- A direct payment pays no husband, wife or partner, wherever they live, and no close relative in the same home, unless
  the council thinks it necessary (SI 2014/2871 regulation 3; for health money SI 2013/1617 as amended by SI
  2013/2354). Nobody asks that of people who pay with their own money.
- Who engages somebody for one person has to know whether the work is employment (ITEPA 2003 Part 2 Chapter 10; HMRC's
  tool "Check employment status for tax").
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from budgets.allocation import Mechanism
from marketplace.ui.filters import long_date
from providers.regulation import names_of_personal_care
from providers.taxonomy import PERSONAL_CARE
from providers.understanding import Meaning, understand

ORDERED = frozenset({Mechanism.COUNCIL_MANAGED, Mechanism.PHB_NOTIONAL})  # a council or an NHS body buys
HELD_BY_ANOTHER = frozenset({Mechanism.ISF, Mechanism.PHB_THIRD_PARTY})
DIRECT = frozenset({Mechanism.DIRECT_PAYMENT, Mechanism.PHB_DIRECT_PAYMENT})
CLOSE = frozenset({"household", "partner"})
TOOL_SINCE = date(2017, 3, 1)  # HMRC's "Check employment status for tax"
CLAUSE = re.compile(r"[,.;!?\n()]+")
AT_ONCE, AGAIN = 30, 20  # words of a long sentence that are read together, and how many further on the next begin


@dataclass(frozen=True)
class Facts:
    """What has to be known; `mechanism` is "" for own money that is not in the books."""

    mechanism: str
    status: str
    standing: str
    personal_care: str
    setting: str
    activities: Collection[str]
    kin: str
    is_one_to_one: bool
    is_directed: bool
    employment: str
    employment_on: date | None
    starts_on: date
    ends_on: date | None
    today: date
    necessary_until: date | None = None
    what: str = ""

    @property
    def is_ordered(self) -> bool:
        return self.mechanism in ORDERED

    @property
    def is_unregistered_care(self) -> bool:
        """Personal care where the person lives, by somebody who is not registered for it."""
        gives_it = gives_care(self.personal_care, self.activities) or names_care(self.what, self.activities)
        return gives_it and self.personal_care != "registered" and self.setting != "venue"


def gives_care(personal_care: str, activities: Collection[str]) -> bool:
    """Whether a service gives what the law calls personal care, by its own word or by what it does."""
    return personal_care == "directed" or bool(names_of_personal_care(activities))


def names_care(what: str, activities: Collection[str]) -> bool:
    """Whether the words of what is done mean personal care, as the search understands them."""
    return any(_is_care(each, activities) for part in _parts(what) for each in understand(part).meanings)


def _parts(what: str) -> Iterator[str]:
    """Clause by clause, a long one in pieces that overlap: the search itself reads only the beginning of a text."""
    for clause in CLAUSE.split(what):
        words = clause.split()
        yield from (" ".join(words[at : at + AT_ONCE]) for at in range(0, len(words), AGAIN))


def _is_care(meaning: Meaning, activities: Collection[str]) -> bool:
    """A word that means two things, such as washing, is read as what the service does, where it does the other."""
    named = {tag.removeprefix("act:") for tag in meaning.exact if tag.startswith("act:")}
    return bool(named & PERSONAL_CARE) and not (named - PERSONAL_CARE) & set(activities)


@dataclass(frozen=True)
class Stop:
    """Why this cannot be agreed: a code for those who count, and words for people."""

    code: str
    words: str


def stops(facts: Facts) -> list[Stop]:
    """Everything that the law, or the state of the checks, forbids; nothing when it may go on."""
    rules = (_of_the_service, _of_personal_care, _of_family, _of_employment)
    return [stop for rule in rules for stop in rule(facts)]


def _of_the_service(facts: Facts) -> Iterator[Stop]:
    if facts.status in ("hidden", "suspended"):
        yield Stop("not-shown", _("They cannot be asked now, because their checks are not in order."))
    elif facts.status not in ("listed", "paused"):
        yield Stop("not-listed", _("They do not offer this at the moment."))
    elif facts.standing == "waits" or facts.is_ordered and facts.standing == "run-out":
        yield Stop("not-checked", _("They cannot be asked yet. The council first has to see their checks."))


def _of_personal_care(facts: Facts) -> Iterator[Stop]:
    if not facts.is_unregistered_care:
        return
    if facts.is_ordered:
        yield Stop(
            "care-unregistered",
            _("This is help such as washing and dressing, and they are not registered with the Care Quality "
              "Commission. A council or an NHS body may not order it. The person can buy it themselves, with a direct "
              "payment or their own money, from somebody who works under their direction."),
        )  # fmt: skip
    elif facts.mechanism not in HELD_BY_ANOTHER and not facts.is_directed:
        yield Stop(
            "care-undirected",
            _("They are not registered with the Care Quality Commission. They may help with washing, dressing and the "
              "like only if you say what is done, when and how."),
        )  # fmt: skip


def _of_family(facts: Facts) -> Iterator[Stop]:
    if facts.mechanism not in DIRECT or facts.kin not in CLOSE:
        return
    until = facts.necessary_until
    if until is None or until < facts.today:
        yield Stop(
            "close-relative",
            _("A direct payment does not pay a partner, or a close relative in the same home, unless the council "
              "writes down why it is necessary and until when. Ask the named worker to do that first."),
        )  # fmt: skip
    elif facts.ends_on is None or facts.ends_on > until:
        words = _("The council agreed to pay a close relative until %(day)s. Choose a last day until then.")
        yield Stop("close-relative-until", words % {"day": long_date(until)})


def _of_employment(facts: Facts) -> Iterator[Stop]:
    if not facts.is_one_to_one:
        return
    if facts.is_ordered and not (facts.employment and facts.employment_on):
        yield Stop(
            "employment-unknown",
            _("Write down first what HMRC’s tool says about this work, and on which day. A council or an NHS body "
              "has to know it before it orders."),
        )  # fmt: skip
    if wrong := wrong_day_of_tool(facts.employment_on, facts.today):
        yield wrong


def wrong_day_of_tool(day: date | None, today: date) -> Stop | None:
    """Nobody used HMRC's tool before there was one, nor tomorrow."""
    if day is None:
        return None
    if day > today:
        return Stop("employment-later", _("Choose today, or the day before on which you used HMRC’s tool."))
    words = _("HMRC’s tool is there since %(day)s. Choose the day on which you used it.")
    return Stop("employment-before", words % {"day": long_date(TOOL_SINCE)}) if day < TOOL_SINCE else None


def warnings(facts: Facts) -> list[str]:
    """What the buyer should know, and may go on with."""
    said = []
    if facts.is_one_to_one and facts.is_directed:
        said.append(_("If you say what is done, when and how, you may be their employer. Then you pay them through a "
                      "payroll, and you need employer’s insurance."))  # fmt: skip
    if facts.employment == "employed":
        said.append(_("HMRC’s tool says that this is employment. Tax and National Insurance are taken from the pay."))
    if facts.is_one_to_one and not facts.employment and not facts.is_ordered:
        said.append(_("HMRC’s tool tells you in ten minutes whether you would be an employer."))
    if facts.is_unregistered_care and facts.mechanism in HELD_BY_ANOTHER:
        said.append(_("They are not registered with the Care Quality Commission. Whoever holds the money should take "
                      "legal advice first."))  # fmt: skip
    return said
