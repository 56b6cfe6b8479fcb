"""Whether there is money for it: said in words before anything is written, and held again when both have agreed."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from budgets.actions.allocating import POTS
from budgets.allocation import NAMES, Mechanism
from budgets.models import Account, Agreement, AgreementVersion, Budget, BudgetVersion, Deployment, Person
from budgets.models.ledger import LIMITED
from budgets.planning import weekly_pence
from budgets.weeks import annual, for_days
from marketplace.ui.filters import long_date, pounds
from marketplace.workflow.errors import RuleBroken

YEAR = 365
SOON = timedelta(days=7)  # until new help usually begins


@dataclass(frozen=True)
class Pot:
    """One way of paying of one budget: what comes in a week, and what of it is promised to agreements, on one day.

    What is left of a week is what comes in for it, less what all that was agreed on costs in it. What is kept back
    for bad days is a part of the money and not of a week, and visits of later weeks are those weeks'. The money page
    says the same of a whole week as soon as its visits are planned, and takes off what else was spent in it.
    """

    budget: Budget
    mechanism: str
    weekly_pence: int
    promised_pence: int

    @property
    def key(self) -> str:
        return f"{self.budget.pk}:{self.mechanism}"

    @property
    def left_pence(self) -> int:
        return self.weekly_pence - self.promised_pence

    @property
    def is_limited(self) -> bool:
        """Public money that somebody else pays: never promised twice. The other kind shows its shortfall."""
        return POTS[Mechanism(self.mechanism)] in LIMITED

    @property
    def name(self) -> str:
        return str(NAMES[Mechanism(self.mechanism)])


def pots_of(person: Person, day: date) -> list[Pot]:
    """Every way in which money for this person is paid on this day."""
    versions = BudgetVersion.objects.on(day).filter(budget__person=person).with_budget()
    return [pot_on(version, way, day) for version in versions for way in version.deployments.all()]


def pot_on(version: BudgetVersion, way, day: date, *, without: Agreement | None = None) -> Pot:
    others = Agreement.objects.on_pot(version.budget, way.mechanism).live(day).with_terms()
    promised = sum(weekly_of(each.held) for each in others if without is None or each.pk != without.pk)
    return Pot(version.budget, way.mechanism, way.weekly_pence, promised)


def weekly_of(terms: AgreementVersion | None) -> int:
    return weekly_pence(terms.pattern, terms.pence, terms.unit) if terms else 0


def yearly_of(terms: AgreementVersion) -> int:
    """What the order comes to over its year, or to its last day if that is sooner."""
    weekly = weekly_of(terms)
    if terms.ends_on and (days := (terms.ends_on - terms.starts_on).days + 1) < YEAR:
        return for_days(weekly, days)
    return annual(weekly)


class TooDear(RuleBroken):
    """What it says of the money is for those who may see it."""


def refuse_what_is_too_dear(agreement: Agreement, terms: AgreementVersion) -> None:
    """Public money that is not there is not promised: what this costs a week, and what of the money is left."""
    if agreement.budget is None:
        return
    pot = _pot_of(agreement, terms.starts_on)
    if pot is None:
        raise TooDear(
            _("There is no such money on %(day)s. Choose another day, or other money.")
            % {"day": long_date(terms.starts_on)}
        )
    weekly = weekly_of(terms)
    if pot.is_limited and weekly > pot.left_pence:
        told = {"costs": pounds(weekly), "left": pounds(max(0, pot.left_pence)), "all": pounds(pot.weekly_pence)}
        raise TooDear(_("This costs %(costs)s a week. Of %(all)s a week, %(left)s is left.") % told)


def _pot_of(agreement: Agreement, day: date) -> Pot | None:
    versions = BudgetVersion.objects.on(max(day, timezone.localdate())).filter(budget=agreement.budget).with_budget()
    for version in versions:
        for way in version.deployments.all():
            if way.mechanism == agreement.mechanism:
                return pot_on(version, way, day, without=agreement)
    return None


def pot_in_hand(way: Deployment, day: date) -> tuple[Pot, int | None]:
    """One way of paying on this day, and what is in it and not promised."""
    pot = pot_on(way.version, way, day)
    return pot, available_in(pot)


def available_in(pot: Pot) -> int | None:
    """What is in it and not promised; nothing is known before money came."""
    facts = {"budget_id": pot.budget.pk, "kind": POTS[Mechanism(pot.mechanism)]}
    account = Account.objects.filter(**facts).first()
    return account.available if account else None
