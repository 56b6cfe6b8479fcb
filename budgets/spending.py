"""Can I spend it on this? What a body answers on its own page; and the usual rules, while it has written nothing.

The usual rules are those that councils publish (Southwark, Merton) and the law on relatives (SI 2014/2871 reg 3).
Your council decides: each page says so, and whom to ask.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from budgets.models import MoneyRules, SpendingAnswer
from marketplace.organisations.models import Organisation

Verdict = SpendingAnswer.Verdict


@dataclass(frozen=True)
class Usual:
    """One of the usual rules."""

    question: Promise
    verdict: str
    answer: Promise
    url: str = ""


USUAL = (
    Usual(_("Help at home, company, or help to get out"), Verdict.YES, _("If it meets a need in your plan.")),
    Usual(_("Somebody whom you employ, with their tax and holiday pay"), Verdict.YES,
          _("Set money aside for holiday pay, tax and redundancy. It is not counted as too much.")),
    Usual(_("Training and insurance for somebody whom you employ"), Verdict.YES, _("They are part of employing.")),
    Usual(_("A club, a class or a day out"), Verdict.YES, _("If it helps with something that your plan says.")),
    Usual(_("A thing, such as a special chair or a tablet"), Verdict.ASK, _("Often yes, if your plan says what for.")),
    Usual(_("A relative who lives with you"), Verdict.ASK,
          _("The law says no, unless the council writes down why it is necessary. Ask before you pay.")),
    Usual(_("A relative who lives somewhere else"), Verdict.YES, _("But not your husband, wife or partner.")),
    Usual(_("Your husband, wife or partner"), Verdict.ASK,
          _("The law says no wherever they live, unless the council writes down why it is necessary.")),
    Usual(_("Help from the council’s own services"), Verdict.ASK, _("Usually no. The council can arrange it itself.")),
    Usual(_("A short stay in a care home"), Verdict.ASK, _("At most four weeks in a row in any twelve months.")),
    Usual(_("Food, rent and household bills"), Verdict.NO, _("Help with cooking or shopping is something else: yes.")),
    Usual(_("What the NHS gives, or a care home for good"), Verdict.NO, _("These are paid for in another way.")),
    Usual(_("Gambling, alcohol, tobacco, or paying debts"), Verdict.NO, _("Nor anything that is against the law.")),
    Usual(_("Anything that is not in your plan"), Verdict.ASK, _("Ask first. A plan can be changed.")),
)  # fmt: skip


@dataclass(frozen=True)
class Page:
    """What one reads: the body's own answers, or the usual rules; and whom one asks."""

    body: Organisation | None
    rules: MoneyRules | None
    answers: list
    is_usual: bool

    @property
    def groups(self) -> list[tuple[str, str, list]]:
        """Yes first, then what to ask about, then no."""
        found = [(value, str(label), [each for each in self.answers if each.verdict == value])
                 for value, label in Verdict.choices]  # fmt: skip
        return [group for group in found if group[2]]


def page_of(body: Organisation | None) -> Page:
    own = list(SpendingAnswer.objects.filter(organisation=body)) if body else []
    rules = MoneyRules.objects.filter(organisation=body).first() if body else None
    return Page(body, rules, own or list(USUAL), not own)
