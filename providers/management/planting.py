"""Turns plans of invented enterprises into rows, many at a time."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db import models
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.organisations.models import Membership, Organisation, Role
from marketplace.workflow.models import Entry
from providers.demonstration.plans import EnterprisePlan, ServicePlan
from providers.management.ground import Ground, Spot
from providers.models import (
    CheckResult,
    Enquiry,
    Enterprise,
    NeedAnswer,
    PostedNeed,
    Price,
    Schedule,
    Service,
    Story,
)

ORDER = (User, Organisation, Membership, Enterprise, Service, Schedule, Price, CheckResult, Enquiry, Story,
         PostedNeed, NeedAnswer, Entry)  # fmt: skip
# The way to each status, as the trail tells it.
TRAILS = {
    "draft": (),
    "submitted": ("submitted",),
    "returned": ("submitted", "returned"),
    "listed": ("submitted", "listed"),
    "paused": ("submitted", "listed", "paused"),
    "closed": ("submitted", "listed", "closed"),
}
BY_COUNCIL = {"listed", "returned"}


@dataclass
class Rows:
    """New rows by their model, written in the order that keys ask for."""

    by_model: dict[type[models.Model], list] = field(default_factory=lambda: {model: [] for model in ORDER})

    def add(self, row):
        self.by_model[type(row)].append(row)
        return row

    def write(self) -> None:
        for model, rows in self.by_model.items():
            model._base_manager.bulk_create(rows, batch_size=1000)


@dataclass(frozen=True)
class Officer:
    """Who decides about listings somewhere, and by which membership."""

    account: User
    membership: Membership


class Planter:
    """Makes the rows of plans; `officers` and `councils` are by council code, '' for the operator."""

    def __init__(self, rows: Rows, *, councils: dict[str, Organisation], officers: dict[str, Officer], today: date):
        self.rows, self.councils, self.officers, self.today = rows, councils, officers, today
        self.now = timezone.now()

    def enterprise(self, plan: EnterprisePlan, owner: User | None, supporter: User | None) -> Enterprise:
        """The enterprise with its organisation and its owner, who has no password unless they are of the cast."""
        begun = min((s.listed_on for s in plan.services if s.listed_on), default=self.today) - timedelta(days=34)
        organisation = self.rows.add(Organisation(kind=Organisation.Kind.ENTERPRISE, name=plan.name, joined_on=begun))
        account = owner or self.rows.add(User(name=plan.owner, email=plan.email, password="!", joined_at=_at(begun)))
        member = self.rows.add(Membership(account=account, organisation=organisation, role=Role.OWNER, since_on=begun))
        enterprise = self.rows.add(
            Enterprise(
                organisation=organisation, kind=plan.kind, workers=plan.workers, volunteers=plan.volunteers,
                about=plan.about, supporter=supporter, is_invented=True, created_at=_at(begun),
            )
        )  # fmt: skip
        self._entry(enterprise, "registered", account, member, _at(begun))
        return enterprise

    def service(self, enterprise: Enterprise, plan: ServicePlan, spot: Spot, ground: Ground) -> Service:
        """One service with its hours, prices, checks and trail."""
        point = ground.published(spot, plan.facts["setting"])
        council = self.councils.get(spot.council)
        listed = plan.listed_on is not None
        service = self.rows.add(
            Service(
                enterprise=enterprise, status=plan.stage, postcode=spot.postcode, council_code=spot.council,
                easting=point[0], northing=point[1], town=self._town(plan, point, ground),
                listed_on=plan.listed_on, listed_by=council if listed else None,
                confirmed_on=self._confirmed(plan),
                submitted_at=self._submitted(plan), returned_because=plan.returned_because,
                created_at=self._begun(plan), **plan.facts,
            )
        )  # fmt: skip
        self._details(service, plan, self.councils.get(plan.checked_by) or council)
        self._trail(service, plan)
        return service

    def _confirmed(self, plan: ServicePlan) -> date | None:
        """Nobody invented is so old that it fades within the first month of a demonstration."""
        said_on = max(filter(None, (plan.listed_on, plan.facts.get("room_said_on"))), default=None)
        age = (self.today - said_on).days if said_on else 0
        return self.today - timedelta(days=91 + age % 60) if age > 150 else said_on

    def _town(self, plan: ServicePlan, point: tuple[int, int], ground: Ground) -> str:
        """A venue is where its address says; of everybody else no more is told than their square tells."""
        return plan.town or (plan.place.town if plan.facts["setting"] == "venue" else ground.town(point))

    def _details(self, service: Service, plan: ServicePlan, council: Organisation | None) -> None:
        for day, opens, closes, free in plan.schedules:
            self.rows.add(Schedule(service=service, day=day, opens_at=time.fromisoformat(opens),
                                   closes_at=time.fromisoformat(closes), is_free=free))  # fmt: skip
        for at, (pence, unit, note) in enumerate(plan.prices):
            self.rows.add(Price(service=service, pence=pence, unit=unit, note=note, position=at))
        for at, check in enumerate(plan.checks):
            self.rows.add(CheckResult(service=service, council=council, what=check.what, words=check.words,
                                      seen_on=check.seen_on, good_until=check.good_until, position=at))  # fmt: skip

    def _submitted(self, plan: ServicePlan) -> datetime | None:
        if plan.submitted_hours_ago:
            return self.now - timedelta(hours=plan.submitted_hours_ago)
        return _at(plan.listed_on - timedelta(days=6)) if plan.listed_on else None

    def _begun(self, plan: ServicePlan) -> datetime:
        return (self._submitted(plan) or self.now - timedelta(days=2)) - timedelta(days=9)

    def _trail(self, service: Service, plan: ServicePlan) -> None:
        owner = self.rows.by_model[Membership][-1]
        officer = self.officers.get(service.council_code) or self.officers[""]
        begun = self._begun(plan)
        self._entry(service, "begun", owner.account, owner, begun)
        status, at = "draft", self._submitted(plan) or self.now
        for to in TRAILS[plan.stage]:
            who = officer.membership if to in BY_COUNCIL else owner
            self._entry(service, f"{status}>{to}", who.account, who, at)
            at = min(self.now, at + timedelta(days=6 if to == "submitted" else 40))
            status = to

    def _entry(self, subject, what: str, account: User, membership: Membership, at: datetime) -> None:
        self.rows.add(
            Entry(subject_type=subject._meta.label_lower, subject_id=subject.pk, account=account,
                  membership_id=membership.pk, what=what, at=at)
        )  # fmt: skip


def _at(day: date) -> datetime:
    """Ten in the morning of a day, London's time."""
    return timezone.make_aware(datetime.combine(day, time(10)))
