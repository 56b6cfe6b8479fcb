"""What pages show of clubbing together: how many people, one's own share, and first names of those who agreed."""

from dataclasses import dataclass
from math import hypot

from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import access, sharing
from budgets.allocation import NAMES, Mechanism
from budgets.models import Budget, BudgetVersion, Person, Power, SharedArrangement, ShareMember
from budgets.sharing import By
from budgets.weeks import DAY
from marketplace.accounts.actors import Actor
from marketplace.places.distances import distance_words, metres_in
from marketplace.places.models import Outcode
from marketplace.ui.filters import long_date, pounds

Status, Place = SharedArrangement.Status, ShareMember.Status
NEAR = metres_in(10)


@dataclass(frozen=True)
class Purse:
    """Some money of one person, out of which the actor may let them pay."""

    person: Person
    budget: Budget
    mechanism: str
    is_own: bool

    @property
    def value(self) -> str:
        return f"{self.budget.pk}:{self.mechanism}"

    @property
    def words(self) -> str:
        name = str(NAMES[Mechanism(self.mechanism)])
        return name if self.is_own else f"{self.person.called}: {name}"


def purses_of(actor: Actor, *, person=None) -> list[Purse]:
    """The money of the actor, and of those for whom they may agree; a named worker's, where the council manages it."""
    agrees = Person.objects.open_to(actor, Power.AGREE).known()
    works = Person.objects.open_to(actor, Power.PLAN).known()
    agreed = set(agrees.values_list("pk", flat=True))
    managed = works.filter(named_worker=actor.person, organisation__in=access.bodies_of(actor))
    cared_for = set(managed.exclude(account=actor.person).values_list("pk", flat=True))
    live = BudgetVersion.objects.on(timezone.localdate()).with_budget()
    live = live.filter(budget__person__in=works.union(agrees).values("pk"))
    if person is not None:
        live = live.filter(budget__person=person)
    found = [(each.budget, way.mechanism) for each in live for way in each.deployments.all()]
    return [
        Purse(budget.person, budget, mechanism, budget.person.account_id == actor.person.pk)
        for budget, mechanism in found
        if budget.person_id in agreed or (budget.person_id in cared_for and mechanism == Mechanism.COUNCIL_MANAGED)
    ]


# --- Lists -----------------------------------------------------------------------------------------------------------
def card_of(arrangement: SharedArrangement, *, metres: float | None = None, sees_prices: bool = True) -> dict:
    """One in a list; `arrangement` comes with its service and its members. What is on offer has a price for all."""
    number = sum(each.is_here for each in arrangement.members.all())
    each = _("each time") if arrangement.per == "session" else _("each week")
    said = {"sum": pounds(arrangement.cost_pence), "each": each}
    return {
        "a": arrangement, "number": number, "words": words_of(arrangement, number),
        "icon": {"running": "circle-check", "paused": "hourglass", "ended": "circle-slash"}.get(
            arrangement.status, "circle-dashed"),
        "cost": _("%(sum)s %(each)s, for everybody together") % said if sees_prices else "",
        "share": share_words(arrangement) if sees_prices else "",
        "away": _("%(far)s away") % {"far": distance_words(metres)} if metres is not None else "",
        "places": max(arrangement.most - number, 0),
        "whom": arrangement.service.people or arrangement.service.enterprise.name,
    }  # fmt: skip


def words_of(arrangement: SharedArrangement, number: int) -> str:
    """Where it stands, in one sentence that everybody may read."""
    if arrangement.status == Status.ENDED:
        return _("It is over. What was left of your money is yours.")
    if arrangement.status == Status.GATHERING:
        return starts_words(arrangement.minimum, number)
    pure = arrangement.as_pure([each for each in arrangement.members.all() if each.status != Place.WITHDREW])
    return sharing.standing(pure, timezone.localdate()).words


def starts_words(minimum: int, number: int) -> str:
    if number >= minimum:
        return _("Enough people, but their shares do not come to the whole cost yet. It starts when they do.")
    said = {"minimum": minimum, "n": number or _("nobody")}
    return _("Starts when %(minimum)s people join: %(n)s so far.") % said


def share_words(arrangement: SharedArrangement) -> str:
    """What one person would pay, for whoever thinks of joining."""
    fair = {"sum": pounds(arrangement.fair_pence)}
    if arrangement.shared_by == By.FIXED:
        return _("%(sum)s each at the most, and less when more join") % fair
    if arrangement.shared_by == By.PER_CENT:
        return _("Each pays a part of it, in per cent")
    return _("Whoever comes shares it that day: %(sum)s each when as many come as it takes to start") % fair


def near(person: Person, found) -> list[dict]:
    """Those within ten miles of where somebody lives, the nearest first."""
    here = Outcode.objects.filter(code=person.outcode).first()
    if here is None or here.easting is None or here.northing is None:
        return []
    box = {"service__easting__range": (here.easting - NEAR, here.easting + NEAR),
           "service__northing__range": (here.northing - NEAR, here.northing + NEAR)}  # fmt: skip
    rows = []
    for each in found.filter(**box).with_service()[:100]:
        metres = hypot(each.service.easting - here.easting, each.service.northing - here.northing)
        if metres <= NEAR:
            rows.append((metres, each))
    return [card_of(each, metres=metres) for metres, each in sorted(rows, key=lambda row: (row[0], row[1].pk))]


# --- One of them -----------------------------------------------------------------------------------------------------
def page_of(arrangement: SharedArrangement, members, mine: list[dict], actor: Actor, *, sees_names: bool) -> dict:
    """Everything on the page of one."""
    labels = labels_of(arrangement, members, actor, sees_names=sees_names)
    own, leads = {each["member"].pk for each in mine}, lead_of(arrangement, members)
    sees_prices = not mine or any(each["sees_prices"] for each in mine)
    return {
        "a": arrangement, "card": card_of(arrangement, sees_prices=sees_prices), "mine": mine, "labels": labels,
        "others": [labels[each.pk] for each in members if each.pk not in own],
        "leads": leads, "waits": waits_for(labels, leads), "days": sessions_of(arrangement, mine),
        "change": change_of(arrangement, members, mine),
    }  # fmt: skip


def numbers_of(arrangement: SharedArrangement) -> dict:
    """The how-manyeth to join each was: a number that stays theirs, and says nothing of who they are."""
    return {each.pk: n for n, each in enumerate(arrangement.members.all(), 1)}


def mine_of(arrangement: SharedArrangement, members, actor: Actor) -> list[dict]:
    """The places of the actor and of those they look after: their own share, and what waits for an answer."""
    open_to = set(Person.objects.open_to(actor, Power.PLAN).values_list("pk", flat=True))
    numbers, spoken_for = numbers_of(arrangement), access.shares_spoken_for(actor, members)
    priced = access.priced_for(actor, {each.person_id for each in members})
    return [
        {"member": each, "number": numbers[each.pk], "is_own": each.person.account_id == actor.person.pk,
         "can": each.pk in spoken_for, "last": long_date(each.left_on) if each.left_on else "",
         "sees_prices": (sees := each.person_id in priced),
         "share": own_share(arrangement, members, each) if sees else "",
         "money": NAMES[Mechanism(each.mechanism)] if sees else "",
         "asked": pounds(each.asked_pence) if sees and each.asked_pence else ""}
        for each in members
        if each.person_id in open_to
    ]  # fmt: skip


def own_share(arrangement: SharedArrangement, members, member: ShareMember) -> str:
    """What this person pays each time as things are now."""
    most = {"sum": pounds(member.most_pence)}
    if arrangement.shared_by == By.SESSION or len(members) < arrangement.minimum:
        return _("at most %(sum)s") % most
    pure = [each.as_member() for each in members]
    sums = sharing.in_proportion(arrangement.cost_pence, pure, By(arrangement.shared_by), bill=arrangement.bills)
    return pounds(min(sums[str(member.pk)], member.most_pence))


def label_of(member: ShareMember, number: int, *, sees_names: bool) -> str:
    """A first name or initials where they agreed, or for whoever runs it; else only which number they were to join."""
    person = member.person
    if sees_names or member.shows_name:
        return person.name.split()[0] if person.name else person.initials
    return _("Number %(n)s") % {"n": number}


def labels_of(arrangement: SharedArrangement, members, actor: Actor, *, sees_names: bool) -> dict:
    """Each as the reader may call them: themselves, their own people, and the others."""
    numbers = numbers_of(arrangement)
    theirs = set(Person.objects.open_to(actor, Power.PLAN).values_list("pk", flat=True))
    found = {}
    for each in members:
        is_own = each.person.account_id == actor.person.pk
        knows = sees_names or each.person_id in theirs
        found[each.pk] = _("You") if is_own else label_of(each, numbers[each.pk], sees_names=knows)
    return found


def sessions_of(arrangement: SharedArrangement, mine: list[dict]) -> list[dict]:
    """The last dozen, newest first, each with the shares of the reader's own people only."""
    known = {each["member"].pk: each for each in mine if each["sees_prices"]}
    rows = []
    for session in arrangement.sessions.order_by("-held_on", "-pk").prefetch_related("shares")[:12]:
        shares = session.shares.all()
        own = [(known[share.member_id], pounds(share.pence)) for share in shares if share.member_id in known]
        came = sum(bool(share.came) for share in shares)
        rows.append({"session": session, "day": long_date(session.held_on), "own": own, "came": came})
    return rows


def waits_for(labels: dict, leads) -> str:
    """Whose yes a day waits for, to whoever reads it and may not say it."""
    label = labels.get(leads)
    if label == _("You"):
        return _("Waits for the yes of whoever decides for you.")
    return _("Waits for %(who)s’s yes.") % {"who": label} if label else _("Waits for a yes.")


def lead_of(arrangement: SharedArrangement, members):
    """Which place is the lead's."""
    return next((each.pk for each in members if each.person_id == arrangement.lead_id), None)


def change_of(arrangement: SharedArrangement, members, mine: list[dict]) -> dict | None:
    """That somebody else leaves: their last day, and what happens then; not who it is."""
    own = [each["member"].pk for each in mine]
    days = [each.left_on for each in members if each.left_on and each.pk not in own]
    if not days or arrangement.status == Status.ENDED:
        return None
    pure = arrangement.as_pure([each for each in arrangement.members.all() if each.status != Place.WITHDREW])
    return {"day": long_date(min(days)), "then": sharing.standing(pure, min(days) + DAY).words}
