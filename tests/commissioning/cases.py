"""Worked cases: what somebody does, and exactly which checks that needs, by DOMAIN.md section 1.

Written from the table of DOMAIN 1.3 and the law of 1.1 and 1.2. Sets are built from what everybody shows and what work
in a home adds, so that a line says what is special about it.
"""

from dataclasses import dataclass, field

from commissioning.proportionality import Answer, Situation

ALL = frozenset({"identity", "size", "legal-status", "agreement-pack"})  # C1, C2, C3, C27: all
MEETS = ALL | {"dbs", "public-liability", "safeguarding"}  # C6 or C7, C10, C17: contact
HOME = MEETS | {"references", "infection-safety", "risk-assessment"}  # C21, C24, C28: alone, at home
GROUP = MEETS | {"first-aid"}  # C20: activities
CARE = HOME | {"exemption", "first-aid", "care-certificate"}  # C5, C20, C23: personal care by one person alone
A = Answer


@dataclass(frozen=True)
class Worked:
    """One case: what it cites, the situation, the exact checks, the tier, the level of the DBS check, and a stop."""

    name: str
    cites: str
    situation: Situation
    checks: frozenset[str]
    tier: int
    level: str = ""
    stops: bool = False
    reasons: dict[str, str] = field(default_factory=dict)  # check: a code that must be among its reasons


def case(name, cites, does, checks, tier, level="", *, stops=False, reasons=(), **facts) -> Worked:
    facts["answers"] = frozenset(facts.get("answers", ()))
    made = Situation(activities=tuple(does.split()), **facts)
    return Worked(name, cites, made, frozenset(checks), tier, level, stops, dict(reasons))


VENUE = {"setting": "venue", "one_to_one": False, "in_group": True}
DIRECTED, REGISTERED = {"personal_care": "directed"}, {"personal_care": "registered"}
PAIR, COMPANY = {"kind": "partnership", "workers": 2}, {"kind": "company", "workers": 3}
CQC = (CARE - {"exemption"}) | {"cqc"}
CASES = [
    # --- No contact, and the garden (T0, C8) ---
    case("gardener outside only", "1.3 C8, T0", "gardening", ALL | {"public-liability"}, 0, answers={A.OUTDOORS_ONLY}),
    case("gardener beside people", "1.3 C7, C24, look", "gardening", HOME, 2, "basic",
         reasons={"references": "activity:gardening"}),
    case("gardener who gave care before", "1.3 a gardener never sees C18", "gardening", ALL | {"public-liability"}, 0,
         answers={A.OUTDOORS_ONLY, A.TRANSFERS, A.GIVES_MEDICINES, A.DELEGATED_NURSING, A.OVERNIGHT_AT_MINE}),
    case("odd jobs outside", "1.3 C8", "odd-jobs", ALL | {"public-liability"}, 0, answers={A.OUTDOORS_ONLY}),
    case("odd jobs inside", "1.3 C7", "odd-jobs", HOME, 2, "basic"),
    case("garden outside and jobs inside", "1.3 union", "gardening odd-jobs cleaning", HOME, 2, "basic",
         answers={A.OUTDOORS_ONLY}),
    case("dog walker who meets nobody", "1.3 C8", "animals", ALL | {"public-liability"}, 0,
         answers={A.OUTDOORS_ONLY}),
    case("laundry left at the door", "1.3 C8", "laundry", ALL, 0, answers={A.LEFT_AT_DOOR}),
    case("laundry at home", "1.3 C7", "laundry", HOME, 2, "basic"),
    case("laundry left at the door by van", "1.3 C13", "laundry", ALL | {"car"}, 0,
         answers={A.LEFT_AT_DOOR, A.DRIVES}, reasons={"car": "drives"}),
    # --- Food (C15, C16) ---
    case("meals left at the door", "1.3 C8, C15, C16", "meals-delivered",
         ALL | {"food-registration", "food-hygiene"}, 0, answers={A.LEFT_AT_DOOR}),
    case("meals handed over", "1.3 C10, C15 to C17", "meals-delivered",
         ALL | {"food-registration", "food-hygiene", "public-liability", "safeguarding"}, 1),
    case("meals by car", "1.3 C13", "meals-delivered",
         ALL | {"food-registration", "food-hygiene", "public-liability", "safeguarding", "car"}, 1,
         answers={A.DRIVES}),
    case("cooks in the person's kitchen", "1.3 C15 (domestic), C16", "cooking-for-you", HOME | {"food-hygiene"}, 2,
         "basic"),
    case("cooks elsewhere and brings it", "1.3 C15", "cooking-for-you", HOME | {"food-hygiene", "food-registration"},
         2, "basic", answers={A.MAKES_FOOD_ELSEWHERE}),
    case("cooks together", "1.3 C16 (not for others)", "cooking-with-you", HOME, 2, "enhanced"),
    case("lunch club", "1.3 T1, C15, C16, C20", "lunch-club", GROUP | {"food-registration", "food-hygiene"}, 1,
         "enhanced", **VENUE),
    # --- Company, one to one (T2) ---
    case("company at home", "1.3 C7 befriending", "companionship", HOME, 2, "enhanced"),
    case("company for people with dementia", "1.3 C22", "companionship", HOME | {"capacity-awareness"}, 2, "enhanced",
         needs=("dementia", "older"), reasons={"capacity-awareness": "need:dementia"}),
    case("company for autistic people", "1.3 C22", "companionship", HOME | {"capacity-awareness"}, 2, "enhanced",
         needs=("autism",)),
    case("company for older people only", "1.3 C22 (not those groups)", "companionship", HOME, 2, "enhanced",
         needs=("older",)),
    case("phone calls", "1.3 T1, C10 (no contact or premises)", "phone-calls", ALL | {"dbs", "safeguarding"}, 1,
         "enhanced"),
    case("reading and games", "1.3 C7", "reading-games", HOME, 2, "enhanced"),
    case("animals with people", "1.3 C7", "animals", HOME, 2, "basic"),
    case("company at the end of life", "1.3 C20 lone care", "end-of-life", HOME | {"first-aid"}, 2, "enhanced"),
    # --- Out and about ---
    case("going out on foot", "1.3 C7", "going-out", HOME, 2, "enhanced"),
    case("going out by car", "1.3 C13, T3", "going-out", HOME | {"car"}, 3, "enhanced",
         answers={A.CARRIES_PEOPLE}),
    case("going out by car for a fare", "1.3 C14", "going-out", HOME | {"car", "private-hire"}, 3, "enhanced",
         answers={A.CARRIES_PEOPLE, A.FOR_REWARD}),
    case("shopping for people", "1.2 shopping is regulated activity, T3", "shopping", HOME, 3, "enhanced-barred",
         reasons={"dbs": "activity:shopping"}),
    case("to appointments on foot", "1.3 C7", "appointments", HOME, 2, "enhanced"),
    case("to appointments by car", "1.2 conveying, C13", "appointments", HOME | {"car"}, 3, "enhanced-barred",
         answers={A.CARRIES_PEOPLE}, reasons={"dbs": "conveys-for-care"}),
    case("driving", "1.2 conveying, C13, C14", "driving", HOME | {"car", "private-hire"}, 3, "enhanced-barred"),
    case("walking one to one", "1.3 C7", "walking", HOME, 2, "enhanced"),
    case("walking group", "1.3 T1", "walking", MEETS, 1, "enhanced",
         **VENUE),
    case("finding work", "1.3 C7", "work-learning", HOME, 2, "enhanced"),
    case("paid advice on benefits", "1.3 C12", "paperwork", HOME | {"professional-indemnity"}, 3, "enhanced-barred",
         answers={A.GIVES_ADVICE}),
    # --- Personal care (1.1) ---
    case("washing and dressing, alone and directed", "1.1 (c), C5, C6", "washing-dressing", CARE, 4,
         "enhanced-barred", **DIRECTED, reasons={"exemption": "personal-care-at-home"}),
    case("washing and dressing, registered company", "1.1, C4", "washing-dressing", CQC, 4, "enhanced-barred",
         **REGISTERED, **COMPANY),
    case("washing and dressing by two", "1.1 two or more must register, C4", "washing-dressing", CQC, 4,
         "enhanced-barred", stops=True, **DIRECTED, **PAIR),
    case("washing and dressing by a company", "1.1 a company must register, C4", "washing-dressing", CQC, 4,
         "enhanced-barred", stops=True, **DIRECTED, kind="company"),
    case("washing and dressing by a charity of three", "1.1, C4", "washing-dressing", CQC, 4, "enhanced-barred",
         stops=True, **DIRECTED, kind="charity", workers=3),
    case("washing and dressing by a registered sole trader", "1.1, C4", "washing-dressing", CQC, 4,
         "enhanced-barred", **REGISTERED),
    case("washing and dressing, alone, and not yet said how", "1.1 (c), C5", "washing-dressing", CARE, 4,
         "enhanced-barred", stops=True),
    case("washing and dressing, a company that has not said how", "1.1, C4", "washing-dressing", CQC, 4,
         "enhanced-barred", stops=True, **COMPANY),
    case("washing and dressing by a company at a day centre", "1.1 not where they live", "washing-dressing",
         CARE - {"exemption"}, 4, "enhanced-barred", setting="venue", **COMPANY),
    case("washing and dressing at a day centre", "1.1 not where they live", "washing-dressing",
         (CARE - {"exemption"}), 4, "enhanced-barred", setting="venue", **DIRECTED),
    case("getting up with a hoist", "1.3 C18", "getting-up", CARE | {"moving"}, 4, "enhanced-barred",
         answers={A.TRANSFERS}, **DIRECTED),
    case("getting up without", "1.3 C18 (no transfers)", "getting-up", CARE, 4, "enhanced-barred", **DIRECTED),
    case("company with personal care and a hoist", "1.1 (c), C18", "companionship", CARE | {"moving"}, 4,
         "enhanced-barred", answers={A.TRANSFERS}, **DIRECTED),
    case("help with eating", "1.1 eating and drinking", "help-eating", CARE, 4, "enhanced-barred", **DIRECTED),
    case("help with moving about", "1.3 C18", "moving-about", CARE | {"moving"}, 4, "enhanced-barred", **DIRECTED),
    case("reminders about medicines", "1.3 C19, 1.2 health task", "medicines", CARE | {"medicines"}, 4,
         "enhanced-barred", **DIRECTED),
    case("nursing", "1.3 C12, C19, C29", "nursing",
         CARE | {"medicines", "professional-indemnity", "registered-professional"}, 4, "enhanced-barred", **DIRECTED),
    case("a nurse hands over a feeding tube", "1.3 T4, C12, C19", "washing-dressing",
         CARE | {"medicines", "professional-indemnity"}, 4, "enhanced-barred", answers={A.DELEGATED_NURSING},
         **DIRECTED),
    case("hair and nails", "1.2 haircutting excluded", "hair-nails", HOME, 2, "basic"),
    case("massage", "1.3 C12 therapies", "massage", HOME | {"professional-indemnity"}, 2, "basic"),
    case("massage by a physiotherapist", "1.2 health care, C29", "massage",
         HOME | {"professional-indemnity", "registered-professional"}, 2, "enhanced-barred",
         answers={A.REGISTERED_PROFESSION}, reasons={"dbs": "registered-profession"}),
    case("feet, by a chiropodist", "1.2 health care, C12 therapies, C29", "hair-nails",
         HOME | {"professional-indemnity", "registered-professional"}, 2, "enhanced-barred",
         answers={A.REGISTERED_PROFESSION}, reasons={"professional-indemnity": "registered-profession"}),
    case("planning support, by a social worker", "1.2 social work, C12 brokerage, C29", "brokerage",
         HOME | {"professional-indemnity", "registered-professional"}, 2, "enhanced-barred",
         answers={A.REGISTERED_PROFESSION}),
    case("exercise, by a physiotherapist", "1.2 health care, C12 therapies, C29", "walking",
         HOME | {"professional-indemnity", "registered-professional"}, 2, "enhanced-barred",
         answers={A.REGISTERED_PROFESSION}),
    # --- House ---
    case("cleaning", "1.3 C7 basic: not eligible for more", "cleaning", HOME, 2, "basic"),
    case("cleaning with a key", "1.3 T3 keys", "cleaning", HOME, 3, "basic", answers={A.HOLDS_KEYS}),
    case("cleaning and paying bills", "1.2 bills", "cleaning", HOME, 3, "enhanced-barred",
         answers={A.HANDLES_MONEY}, reasons={"dbs": "handles-money"}),
    case("decluttering", "1.3 C7", "decluttering", HOME, 2, "basic"),
    case("letters and bills", "1.2 bills, T3", "paperwork", HOME, 3, "enhanced-barred"),
    case("computers", "1.3 C7", "computers", HOME, 2, "basic"),
    case("brokerage", "1.3 C12 brokerage", "brokerage", HOME | {"professional-indemnity"}, 2, "enhanced"),
    # --- Nights and breaks ---
    case("living in", "1.3 T3 keys, C20 lone care", "live-in", HOME | {"first-aid"}, 3, "enhanced"),
    case("sleeping nights", "1.3 C20", "sleeping-night", HOME | {"first-aid"}, 2, "enhanced"),
    case("waking nights with care", "1.1, C20", "waking-night washing-dressing", CARE, 4, "enhanced-barred",
         **DIRECTED),
    case("sitting in", "1.3 C20", "sitting-service", HOME | {"first-aid"}, 2, "enhanced"),
    case("nights at my home", "1.3 own home, C28", "short-breaks", (HOME | {"first-aid"}) - {"infection-safety"}, 2,
         "enhanced", setting="home-based", answers={A.OVERNIGHT_AT_MINE},
         reasons={"public-liability": "premises", "risk-assessment": "overnight-at-mine"}),
    case("nights at my home with care", "1.1 accommodation with care", "short-breaks washing-dressing", CARE, 4,
         "enhanced-barred", stops=True, setting="home-based", answers={A.OVERNIGHT_AT_MINE}, **DIRECTED),
    case("home from hospital", "1.3 C20", "hospital-home", HOME | {"first-aid"}, 2, "enhanced"),
    # --- Children (C9) ---
    case("after school", "1.3 C9", "after-school", (HOME | {"first-aid", "dbs-children"}) - {"dbs"}, 2,
         minimum_age=5, maximum_age=17, reasons={"dbs-children": "under-18"}),
    case("going out with young people and adults", "1.3 C7, C9", "going-out", HOME | {"dbs-children"}, 2, "enhanced",
         minimum_age=14),
    case("garden for a school, outside only", "1.3 C8, C9", "gardening", ALL | {"public-liability"}, 0,
         minimum_age=10, answers={A.OUTDOORS_ONLY}),
    # --- Groups (T1) ---
    case("art morning", "1.3 T1, C7 group, C20", "art-craft", GROUP, 1, "enhanced", **VENUE),
    case("art, also one to one, in a hall", "1.3 T2, C24 lone one to one", "art-craft", GROUP | {"references"}, 2,
         "enhanced", setting="venue", in_group=True, reasons={"references": "activity:art-craft"}),
    case("art, only one to one, in a hall", "1.3 T2, C24", "art-craft", GROUP | {"references"}, 2, "enhanced",
         setting="venue"),
    case("art group at my home", "1.3 C24 (a group is not alone)", "art-craft", GROUP, 2, "enhanced",
         setting="home-based", one_to_one=False, in_group=True, reasons={"public-liability": "premises"}),
    case("choir", "1.3 T1", "music-dance", GROUP, 1, "enhanced", **VENUE),
    case("drama", "1.3 T1", "drama", GROUP, 1, "enhanced", **VENUE),
    case("sport", "1.3 T1", "sport", GROUP, 1, "enhanced", **VENUE),
    case("allotment", "1.3 T1", "growing", GROUP, 1, "enhanced", **VENUE),
    case("day group with lunch", "1.3 C15 day service catering", "day-group",
         GROUP | {"food-registration", "food-hygiene"}, 1, "enhanced", answers={A.MAKES_FOOD_ELSEWHERE}, **VENUE),
    case("day group with a hoist", "1.3 C18, T4, 1.1 not where they live", "day-group", GROUP | {"moving"}, 4,
         "enhanced-barred", answers={A.TRANSFERS}, reasons={"moving": "transfers"}, **VENUE),
    case("day group that gives medicines", "1.3 C19, T3", "day-group", GROUP | {"medicines"}, 3, "enhanced-barred",
         answers={A.GIVES_MEDICINES}, **VENUE),
    case("lunch club that fetches people", "1.3 C13, T3", "lunch-club",
         GROUP | {"food-registration", "food-hygiene", "car"}, 3, "enhanced", answers={A.CARRIES_PEOPLE}, **VENUE),
    case("memory cafe", "1.3 C22", "memory-group", GROUP | {"capacity-awareness"}, 1, "enhanced",
         needs=("dementia",), **VENUE),
    case("social club", "1.3 T1", "social-club", GROUP, 1, "enhanced", **VENUE),
    case("skills for living, group", "1.3 T1", "life-skills", GROUP, 1, "enhanced", **VENUE),
    case("skills for living, one to one at home", "1.3 T2", "life-skills", HOME | {"first-aid"}, 2, "enhanced"),
    case("peers", "1.3 T1", "peer-support", GROUP, 1, "enhanced", **VENUE),
    # --- Employing, data, contracts ---
    case("art morning with an employee", "1.3 C11, C25", "art-craft", GROUP | {"employers-liability", "right-to-work"},
         1, "enhanced", answers={A.EMPLOYS}, **VENUE, **PAIR),
    case("family alone", "1.3 C11 close family", "art-craft", GROUP | {"right-to-work"}, 1, "enhanced",
         answers={A.EMPLOYS, A.CLOSE_FAMILY_ONLY}, **VENUE, **PAIR),
    case("family in a company", "1.3 C11 not Ltd", "art-craft", GROUP | {"employers-liability", "right-to-work"}, 1,
         "enhanced", answers={A.EMPLOYS, A.CLOSE_FAMILY_ONLY}, **VENUE, **COMPANY),
    case("only employee of her own company", "1.3 C11 owns half, C25 employees", "art-craft", GROUP, 1,
         "enhanced", answers={A.EMPLOYS, A.OWNS_HALF_AND_ALONE}, **VENUE, kind="company"),
    case("sole trader with three who says that she is the only one", "1.3 C11 sole employee owning half", "art-craft",
         GROUP | {"employers-liability", "right-to-work"}, 1, "enhanced",
         answers={A.EMPLOYS, A.OWNS_HALF_AND_ALONE}, **VENUE, workers=3),
    case("carer alone who employs somebody", "1.1 two or more must register, C11, C25", "washing-dressing",
         CQC | {"employers-liability", "right-to-work"}, 4, "enhanced-barred", stops=True, answers={A.EMPLOYS},
         **DIRECTED),
    case("two who sit and use a hoist", "1.1 two or more must register, 1.3 C18", "sitting-service",
         HOME | {"cqc", "first-aid", "moving", "care-certificate"}, 4, "enhanced-barred", stops=True,
         answers={A.TRANSFERS}, **PAIR),
    case("company that sits and feeds by tube for a nurse", "1.1, 1.3 C12", "sitting-service",
         HOME | {"cqc", "first-aid", "medicines", "professional-indemnity", "care-certificate"}, 4, "enhanced-barred",
         stops=True, answers={A.DELEGATED_NURSING}, **COMPANY),
    case("one who sits and uses a hoist", "1.1 exempt 1(3)(c), 1.3 C5, C18, C23", "sitting-service",
         HOME | {"exemption", "first-aid", "moving", "care-certificate"}, 4,
         "enhanced-barred", answers={A.TRANSFERS}, reasons={"care-certificate": "transfers"}),
    case("cleaner with a list on her phone", "1.3 C26", "cleaning", HOME | {"data-protection-fee"}, 2, "basic",
         answers={A.KEEPS_RECORDS}),
    case("cleaner who is exempt", "1.3 C26", "cleaning", HOME, 2, "basic", answers={A.KEEPS_RECORDS, A.FEE_EXEMPT}),
    case("cleaner with a council's contract", "1.3 C30, C31", "cleaning",
         HOME | {"financial-probity", "bank-account"}, 2, "basic", answers={A.COUNCIL_LET}),
    case("cleaner whom a council pays without a contract", "1.3 C31 anyone paid by the council", "cleaning",
         HOME | {"bank-account"}, 2, "basic", answers={A.PAID_BY_COUNCIL},
         reasons={"bank-account": "paid-by-council"}),
    case("a large contract", "1.3 C32", "cleaning",
         HOME | {"financial-probity", "bank-account", "exclusion-conflict"}, 2, "basic",
         answers={A.COUNCIL_LET, A.ABOVE_THRESHOLD}),
]  # fmt: skip
