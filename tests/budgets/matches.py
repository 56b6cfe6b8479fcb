"""Worked cases of matching: what is asked, what a service is like, and by hand what blocks it or how it is weighed."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from budgets.allocation import Mechanism
from budgets.matching import Candidate, Must, Plan, Price

TODAY = date(2026, 11, 26)
MILE = 1609
HERE = (457_000, 340_000)


def north(miles):
    return (HERE[0], HERE[1] + round(miles * MILE))


PLAN = Plan(
    activities=frozenset({"cleaning"}), times=frozenset({"tue-morning"}), point=HERE, council="E06000018",
    minutes_weekly=60, left_weekly_pence=2000, paid_by=Mechanism.DIRECT_PAYMENT,
)  # fmt: skip
ROSA = Candidate(
    id="rosa", activities=("cleaning", "laundry"), times=frozenset({"tue-morning", "wed-morning"}), point=north(2.1),
    reach_metres=5 * MILE, room="yes", room_said_on=TODAY, prices=(Price(1800, "hour"),), standing="in-order",
    checked_by="Leeds",
)  # fmt: skip
CARE = {"activities": frozenset({"washing-dressing"})}
CARER = {"activities": ("washing-dressing",)}
LONG_AGO, LATELY = TODAY - timedelta(days=29), TODAY - timedelta(days=28)


@dataclass(frozen=True)
class Case:
    """A plan and a service, changed from PLAN and ROSA; `blocked` by these facts, or with these reasons."""

    name: str
    plan: Plan
    service: Candidate
    blocked: frozenset[str] = frozenset()
    points: dict[str, int] = field(default_factory=dict)
    says: tuple[str, ...] = ()


def case(name, plan=None, service=None, blocked=(), points=None, says=()):
    asked, offered = replace(PLAN, **(plan or {})), replace(ROSA, **(service or {}))
    return Case(name, asked, offered, frozenset(blocked), points or {}, (says,) if isinstance(says, str) else says)


VENUE = {"comes": False, "receives": True, "reach_metres": 0}
CASES = (
    # --- Everything fits: 40 + 6 mainly, 20, 20 - 4 half miles, 20, 20 + 10 x 200 / 2000, 12 ---
    case("all of it fits", points={"activities": 46, "times": 20, "place": 16, "room": 20, "money": 21, "checks": 12},
         says=("Cleaning", "Free: Tuesday mornings", "Comes to you, 2.1 miles away", "Has room, said on 26 November",
               "£18 a week of your £20", "Checked by Leeds")),
    # --- What ---
    case("does something else", service={"activities": ("gardening",)}, blocked={"activity"},
         says="Does not do what is wanted: Cleaning."),
    case("does it beside something else", service={"activities": ("laundry", "cleaning")}, points={"activities": 40}),
    case("does half of it", {"activities": frozenset({"cleaning", "gardening"})},
         points={"activities": 26, "activities-missing": 0}, says="Not: Gardening"),
    case("does nothing yet", service={"activities": ()}, blocked={"activity"}),
    case("nothing is asked", {"activities": frozenset()}, blocked={"activity"}),
    # --- When ---
    case("one of two times", {"times": frozenset({"tue-morning", "fri-evening"})},
         points={"times": 10, "times-missing": 0}, says="Not known to be free: Friday evenings"),
    case("no time of those", {"times": frozenset({"sun-night"})}, points={"times-missing": 0}),
    case("any time will do", {"times": frozenset()}, points={"room": 20}),
    # --- Where: does she come to me, can I get there ---
    case("next door", service={"point": HERE}, points={"place": 20}, says="Comes to you, less than half a mile away"),
    case("at the edge of where she goes", service={"point": north(5)}, points={"place": 11}),
    case("further than she goes", service={"point": north(6)}, blocked={"too-far"},
         says="Too far to come: 6.0 miles."),
    case("further, but she covers the whole council", service={"point": north(14), "councils": {"E06000018"}},
         points={"place": 0}),
    case("covers another council", service={"point": north(14), "councils": {"E08000035"}}, blocked={"too-far"}),
    case("a hall, and I cannot travel", service=VENUE, blocked={"cannot-come"}, says="Does not come to people."),
    case("a hall that I can get to", {"travel_metres": 3 * MILE}, VENUE, points={"place": 16},
         says="You go there, 2.1 miles away"),
    case("a hall too far to get to", {"travel_metres": 2 * MILE}, VENUE, blocked={"too-far"},
         says="Too far to get there: 2.1 miles."),
    case("I want nobody to come, and she only comes", {"is_visited": False, "travel_metres": 9 * MILE},
         blocked={"cannot-come"}, says="People cannot go there: it only comes to them."),
    case("too far to come, but I can get there", {"travel_metres": 7 * MILE}, {"point": north(6), "receives": True},
         points={"place": 9}, says="You go there, 6.0 miles away"),
    case("nobody knows where", {"point": None}, points={"place": 0}, says="How far it is, is not known"),
    case("phone calls from the other end of the country", {"activities": frozenset({"phone-calls"})},
         {"activities": ("phone-calls",), "point": north(200)}, points={"activities": 46, "place": 0}),
    # --- Whether there is room, and how old that word is ---
    case("room, said three weeks ago", service={"room_said_on": TODAY - timedelta(days=21)}, points={"room": 17}),
    case("room, said on the last day that counts", service={"room_said_on": LATELY}, points={"room": 16}),
    case("room, said too long ago", service={"room_said_on": LONG_AGO}, points={"room": 5}, says="Room not known"),
    case("nothing said of room", service={"room": "", "room_said_on": None}, points={"room": 5}),
    case("a wait", service={"room": "wait"}, points={"room": 8}),
    case("full", service={"room": "full"}, blocked={"full"}, says="Full. Said so on 26 November 2026."),
    case("full, said on the last day that counts", service={"room": "full", "room_said_on": LATELY}, blocked={"full"}),
    case("full, said too long ago", service={"room": "full", "room_said_on": LONG_AGO}, points={"room": 5}),
    case("full until help is wanted", {"starts_on": date(2027, 1, 4)},
         {"room": "full", "full_until": date(2027, 1, 3)}, points={"room": 5}, says="Full, but room by then"),
    case("full beyond the day", {"starts_on": date(2027, 1, 4)}, {"room": "full", "full_until": date(2027, 1, 4)},
         blocked={"full"}),
    case("room for too few hours", {"minutes_weekly": 180}, {"room_hours": 2}, points={"room": 12, "money": 0},
         says=("Has room for 2 hours only", "£54 a week, £34 more than is left")),
    # --- Money ---
    case("exactly what is left", {"left_weekly_pence": 1800}, points={"money": 20}),
    case("a penny more", {"left_weekly_pence": 1799}, points={"money": 0}, says="£18 a week, £0.01 more than is left"),
    case("nothing left", {"left_weekly_pence": 0}, points={"money": 0}),
    case("half an hour at a time", service={"prices": (Price(800, "half-hour"),)}, points={"money": 22},
         says="£16 a week of your £20"),
    case("by the visit, twice a week", {"visits_weekly": 2}, {"prices": (Price(900, "visit"),)}, points={"money": 21}),
    case("the cheapest way counts", service={"prices": (Price(3000, "visit"), Price(1500, "week"), Price(45, "mile"))},
         points={"money": 22}),
    case("no price", service={"prices": (Price(45, "mile"),)}, points={"money": 5}, says="Ask about the price"),
    case("no limit", {"left_weekly_pence": None}, points={"money": 5}, says="£18 a week"),
    case("two hours each time when nobody has said", {"minutes_weekly": 0, "left_weekly_pence": 5000},
         points={"money": 22}, says="£36 a week of your £50"),
    case("takes this money", service={"payments": {"direct-payment"}}, points={"paying": 4}),
    case("says nothing of this money", service={"payments": {"self"}}, points={"paying": 0}),
    # --- Known before ---
    case("the same service", {"used_before": frozenset({"rosa"})}, points={"known": 15}, says="Has helped before"),
    case("the same worker, elsewhere", {"workers_before": frozenset({"w1"})}, {"workers": {"w1", "w2"}},
         points={"known": 25}, says="The same person as before"),
    # --- Checks ---
    case("checks under way", service={"standing": "under-way"}, points={"checks": 6}, says="Checks under way"),
    case("nobody checked", service={"standing": "none"}, points={"checks": 3}, says="No papers seen by a council"),
    case("a check has run out", service={"standing": "run-out"}, points={"checks": 0}),
    case("first checks not done", service={"standing": "waits"}, blocked={"waits"}),
    case("suspended", service={"is_suspended": True, "is_listed": False}, blocked={"suspended"},
         says="The council has suspended it."),
    case("paused", service={"is_listed": False}, blocked={"not-listed"}),
    # --- Who ---
    case("needs a woman, and there is none", {"by": "woman", "musts": {Must.WORKER}}, {"by": {"man"}},
         blocked={"worker"}, says="Needs a woman, and there is none known."),
    case("would like a woman, and there is none", {"by": "woman"}, {"by": {"man"}}, points={"unmet": 0}),
    case("needs a woman, and there is one", {"by": "woman", "musts": {Must.WORKER}}, {"by": {"man", "woman"}},
         points={"worker": 8}, says="A woman"),
    case("needs Punjabi", {"languages": {"pa"}, "musts": {Must.LANGUAGE}}, blocked={"language"},
         says="Does not say that anybody speaks: Punjabi."),
    case("likes Punjabi or Urdu", {"languages": {"pa", "ur"}}, {"languages": {"ur"}}, points={"language": 10},
         says="Speaks Urdu"),
    case("cannot be with pets", {"has_pets": True, "musts": {Must.PETS}}, {"pets": False}, blocked={"pets"}),
    case("pets stay at home when one goes there", {"has_pets": True, "musts": {Must.PETS}, "travel_metres": 3 * MILE},
         VENUE | {"pets": False}, points={"pets": 0}),
    case("rather not with pets", {"has_pets": True}, {"pets": False}, points={"pets": 0}, says="Rather not with pets"),
    case("fine with pets", {"has_pets": True}, {"pets": True}, points={"pets": 4}),
    case("knows dementia, signs", {"needs": {"dementia", "deaf"}, "communication": {"bsl"}},
         {"needs": {"dementia"}, "communication": {"bsl"}}, points={"needs": 5, "communication": 6, "unmet": 0},
         says=("Works with: Dementia", "Does not say: Deaf or hard of hearing")),
    # --- The law ---
    case("washing, not registered, with a direct payment", CARE, CARER, points={"activities": 46}),
    case("washing, not registered, paid by the council", CARE | {"paid_by": Mechanism.COUNCIL_MANAGED}, CARER,
         blocked={"law"}, says="A direct payment could pay for it."),
    case("washing, not registered, notional health money", CARE | {"paid_by": Mechanism.PHB_NOTIONAL}, CARER,
         blocked={"law"}),
    case("washing, registered, paid by the council", CARE | {"paid_by": Mechanism.COUNCIL_MANAGED},
         CARER | {"is_registered": True}, points={"activities": 46}),
    case("washing, not registered, from a held fund", CARE | {"paid_by": Mechanism.ISF}, CARER,
         points={"sign-off": 0}, says="Not registered for this: whoever holds the money asks the council first"),
    case("washing at a venue, paid by the council",
         CARE | {"paid_by": Mechanism.COUNCIL_MANAGED, "travel_metres": 3 * MILE}, CARER | VENUE,
         points={"activities": 46}),
    case("washing there or at home, paid by the council",
         CARE | {"paid_by": Mechanism.COUNCIL_MANAGED, "travel_metres": 3 * MILE}, CARER | {"receives": True},
         points={"activities": 46, "law": 0},
         says="This money can pay them where you go to them, not at home, for: Help with washing and dressing"),
    case("cleaning and washing, not registered, paid by the council",
         {"activities": frozenset({"cleaning", "washing-dressing"}), "paid_by": Mechanism.COUNCIL_MANAGED},
         {"activities": ("cleaning", "washing-dressing")}, blocked={"law"}, says="A direct payment could pay for it."),
    case("cleaning by somebody who washes too, not registered, paid by the council",
         {"paid_by": Mechanism.COUNCIL_MANAGED}, {"activities": ("cleaning", "washing-dressing")}, blocked={"law"}),
    case("cleaning by somebody who says that they wash people too", {"paid_by": Mechanism.PHB_NOTIONAL},
         {"is_directed": True}, blocked={"law"}),
    case("washing in the home of whoever helps, paid by the council",
         CARE | {"paid_by": Mechanism.COUNCIL_MANAGED, "travel_metres": 3 * MILE},
         CARER | VENUE | {"is_own_home": True}, blocked={"law"}),
    case("somebody of the own household, direct payment", service={"is_of_household": True}, blocked={"household"}),
    case("the same, and the council has recorded why", {"may_pay_household": True}, {"is_of_household": True},
         points={"checks": 12}),
    case("the same, with own money", {"paid_by": Mechanism.SELF_FUNDED}, {"is_of_household": True},
         points={"checks": 12}),
    # --- Everything that blocks is said ---
    case("too far, full and paused", service={"point": north(9), "room": "full", "is_listed": False},
         blocked={"too-far", "full", "not-listed"}),
)  # fmt: skip
