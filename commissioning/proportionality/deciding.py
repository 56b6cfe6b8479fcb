"""Which checks a service needs, why, and what the law stops: the rule engine, pure and from tables.

The set is the union over what somebody does: asking too much is as much a fault as asking too little. Two
laws speak of a "regulated activity" and mean different things, so each has its own function (regulated). The site only
introduces: nothing here plans, rosters or directs anybody's care: that ongoing role
would need registration itself (CQC, Personal care: ongoing role, 26 May 2022).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commissioning.proportionality.checks import CHECKS, FIRST, Check
from commissioning.proportionality.reasons import Reason, activity, answer, everybody, need, reason
from commissioning.proportionality.regulated import (
    CARE,
    cqc_regulated_activity,
    dbs_reasons,
    dbs_regulated_activity,
    is_exempt_from_cqc,
    tends,
)
from commissioning.proportionality.rules import KNOWN, TIER_WORDS, Rules
from commissioning.proportionality.situations import Answer, Situation, as_it_is
from commissioning.proportionality.sparing import why_not
from providers import regulation
from providers.taxonomy import PERSONAL_CARE

FAMILY_TOGETHER = frozenset({"art-craft", "music-dance", "drama", "sport", "growing", "day-group", "memory-group",
                             "social-club", "life-skills", "peer-support", "lunch-club"})  # fmt: skip
NEVER_ALONE = frozenset({"phone-calls"})
AT_THE_DOOR = frozenset({"meals-delivered"})
TRUST = frozenset({"shopping", "paperwork", "driving", "medicines", "live-in"})  # money, keys, transport, medicines
HOUSEWORK = frozenset({"cleaning", "laundry", "gardening", "odd-jobs", "decluttering", "computers", "meals-delivered",
                       "hair-nails", "massage", "cooking-for-you", "animals"})  # fmt: skip
LONE_CARE = frozenset({"sitting-service", "sleeping-night", "waking-night", "live-in", "short-breaks", "after-school",
                       "end-of-life", "hospital-home"})  # fmt: skip
MAKES_FOOD = frozenset({"cooking-for-you", "meals-delivered", "lunch-club"})
FOOD_BUSINESS = frozenset({"meals-delivered", "lunch-club"})
ADVICE = frozenset({"brokerage", "massage"})
UNDERSTANDING = frozenset({"dementia", "learning-disability", "autism", "brain-injury"})
ALONE_OUTSIDE = frozenset({"gardening", "odd-jobs", "animals"})
LEFT = frozenset({"meals-delivered", "laundry"})


@dataclass(frozen=True)
class Required:
    """One check that is needed: why, for how long it is good, the least sum insured, the level of a DBS check."""

    check: Check
    reasons: tuple[Reason, ...]
    months: int | None
    minimum_pence: int | None = None
    level: str = ""


@dataclass(frozen=True)
class Requirements:
    """All of it. `stopped` says what the law stops, and what one can do about it."""

    tier: int
    required: tuple[Required, ...]
    not_needed: tuple[tuple[Check, str], ...]
    stopped: tuple[str, ...]
    is_confirmed_each_time: bool

    @property
    def slugs(self) -> frozenset[str]:
        return frozenset(each.check.slug for each in self.required)

    @property
    def tier_words(self) -> str:
        return str(TIER_WORDS[self.tier])

    @property
    def is_provisional_allowed(self) -> bool:
        """Listed with the words "checks under way": only where there is no contact, or in public or a group."""
        return self.tier <= 1

    @property
    def before_enquiries(self) -> tuple[str, ...]:
        """What has to be settled before anybody is asked, where it is not only in public or in a group."""
        return () if self.is_provisional_allowed else tuple(slug for slug in FIRST if slug in self.slugs)


UNINCORPORATED = ("sole-trader", "partnership")


class UnknownActivity(ValueError):
    """An activity that is in no list of ours."""


def requirements(situation: Situation, rules: Rules) -> Requirements:
    """Everything that this service needs under these rules, in the order of the table.

    Raises UnknownActivity, with words, for an activity that is in no list of ours.
    """
    if unknown := [slug for slug in situation.activities if slug not in KNOWN]:
        raise UnknownActivity(_("We know no activity of this name: %(slug)s.") % {"slug": unknown[0]})
    situation = as_it_is(situation)
    tier = tier_of(situation, rules)
    found = [(check, _reasons(check, situation, tier)) for check in CHECKS]
    required = tuple(_required(check, why, situation, tier, rules) for check, why in found if why)
    return Requirements(
        tier=tier,
        required=required,
        not_needed=tuple((check, _why_not(check, situation)) for check, why in found if not why),
        stopped=tuple(_stops(situation)),
        is_confirmed_each_time=is_exempt_from_cqc(situation),
    )


# --- Tiers -----------------------------------------------------------------------------------------------------------
def tier_of(situation: Situation, rules: Rules) -> int:
    """T0 no contact; T1 in public or a group; T2 one to one or in the home; T3 money, keys, transport, medicines; T4
    personal care or tasks of a nurse."""
    tiers = [rules.tiers.get(slug, _tier(slug, situation)) for slug in situation.activities]
    if {Answer.DELEGATED_NURSING, Answer.TRANSFERS} & situation.answers or situation.personal_care != "none":
        tiers.append(4)
    trusted = {Answer.HANDLES_MONEY, Answer.HOLDS_KEYS, Answer.CARRIES_PEOPLE, Answer.GIVES_MEDICINES}
    if trusted & situation.answers:
        tiers.append(3)
    return max(tiers, default=0)


def _tier(slug: str, situation: Situation) -> int:
    if _is_without_contact(slug, situation):
        return 0
    if slug in CARE:
        return 4
    if slug in TRUST:
        return 3
    is_together = (slug in FAMILY_TOGETHER or situation.in_group) and not situation.one_to_one
    in_public = is_together and situation.setting == "venue"
    return 1 if in_public or slug in NEVER_ALONE | AT_THE_DOOR else 2


def _is_without_contact(slug: str, situation: Situation) -> bool:
    outside = slug in ALONE_OUTSIDE and Answer.OUTDOORS_ONLY in situation.answers
    return outside or (slug in LEFT and Answer.LEFT_AT_DOOR in situation.answers)


# --- Why each is asked -----------------------------------------------------------------------------------------------
Rule = Callable[[Situation, int], Iterator[Reason]]


def _contact(s: Situation) -> list[str]:
    """The activities in which somebody meets those whom they help."""
    return [slug for slug in s.activities if not _is_without_contact(slug, s)]


def _of(s: Situation, slugs: frozenset[str]) -> Iterator[Reason]:
    yield from (activity(slug) for slug in _contact(s) if slug in slugs)


def _told(s: Situation, *answers: Answer) -> Iterator[Reason]:
    yield from (answer(each) for each in answers if each in s.answers)


def _gives_care(s: Situation) -> Iterator[Reason]:
    yield from _of(s, CARE)
    if s.personal_care != "none":
        yield reason("personal-care")


def _alone(s: Situation, tier: int) -> Iterator[Reason]:
    """Alone with somebody: one to one, wherever that is; a group is not alone."""
    if s.one_to_one or not s.in_group:
        yield from (activity(slug) for slug in _contact(s) if _tier(slug, s) >= 2)
    yield from _gives_care(s)


def _at_home(s: Situation, tier: int) -> Iterator[Reason]:
    if s.setting == "comes":
        yield from (reason("home") for slug in _contact(s) if _tier(slug, s) >= 2)
    yield from _gives_care(s)


def _planned(s: Situation, tier: int) -> Iterator[Reason]:
    """In their home, with personal care, or for a night in the provider's own home: a plan with each person."""
    yield from _at_home(s, tier)
    yield from _told(s, Answer.OVERNIGHT_AT_MINE)


def _dbs(s: Situation, tier: int) -> Iterator[Reason]:
    if s.maximum_age is not None and s.maximum_age < 18:
        return
    yield from dbs_reasons(s)
    yield from (activity(slug) for slug in _contact(s) if slug not in AT_THE_DOOR)


def _children(s: Situation, tier: int) -> Iterator[Reason]:
    if not _contact(s):
        return
    if s.minimum_age < 18:
        yield reason("under-18")
    yield from (need(slug) for slug in s.needs if slug == "children")
    yield from _of(s, frozenset({"after-school"}))
    yield from _told(s, Answer.CHILDCARE)


def _insured(s: Situation, tier: int) -> Iterator[Reason]:
    outside = [slug for slug in s.activities if slug in ALONE_OUTSIDE]
    meets = [slug for slug in _contact(s) if slug not in NEVER_ALONE]
    yield from (activity(slug) for slug in s.activities if slug in (*outside, *meets))
    if s.setting != "comes":
        yield reason("premises")


def _is_only_one(s: Situation) -> bool:
    """A company's only employee, who owns at least half of it."""
    return Answer.OWNS_HALF_AND_ALONE in s.answers and s.workers == 1 and s.kind not in UNINCORPORATED


def _employers(s: Situation, tier: int) -> Iterator[Reason]:
    is_family = Answer.CLOSE_FAMILY_ONLY in s.answers and s.kind in UNINCORPORATED
    if not is_family and not _is_only_one(s):
        yield from _told(s, Answer.EMPLOYS)


def _right_to_work(s: Situation, tier: int) -> Iterator[Reason]:
    """Of the people employed, by whoever employs them: nobody is asked to declare it of herself."""
    if not _is_only_one(s):
        yield from _told(s, Answer.EMPLOYS)


def _care_certificate(s: Situation, tier: int) -> Iterator[Reason]:
    """Also for care by another name, where somebody lives."""
    yield from _gives_care(s)
    if cqc_regulated_activity(s):
        yield from _told(s, Answer.TRANSFERS, Answer.DELEGATED_NURSING)


def _car(s: Situation, tier: int) -> Iterator[Reason]:
    yield from _of(s, frozenset({"driving"}))
    yield from _told(s, Answer.CARRIES_PEOPLE, Answer.DRIVES)


def _private_hire(s: Situation, tier: int) -> Iterator[Reason]:
    yield from _of(s, frozenset({"driving"}))
    if Answer.CARRIES_PEOPLE in s.answers:
        yield from _told(s, Answer.FOR_REWARD)


def _makes_food(s: Situation, slugs: frozenset[str]) -> Iterator[Reason]:
    yield from (activity(slug) for slug in s.activities if slug in slugs)
    yield from _told(s, Answer.MAKES_FOOD_ELSEWHERE)


def _moving(s: Situation, tier: int) -> Iterator[Reason]:
    yield from _of(s, frozenset({"moving-about"}))
    yield from _told(s, Answer.TRANSFERS)


def _medicines(s: Situation, tier: int) -> Iterator[Reason]:
    yield from _of(s, frozenset({"medicines", "nursing"}))
    yield from _told(s, Answer.GIVES_MEDICINES, Answer.DELEGATED_NURSING)


def _first_aid(s: Situation, tier: int) -> Iterator[Reason]:
    yield from _gives_care(s)
    yield from _of(s, FAMILY_TOGETHER | LONE_CARE)


def _understands(s: Situation, tier: int) -> Iterator[Reason]:
    if _contact(s):
        yield from (need(slug) for slug in s.needs if slug in UNDERSTANDING)


def _data(s: Situation, tier: int) -> Iterator[Reason]:
    if Answer.FEE_EXEMPT not in s.answers:
        yield from _told(s, Answer.KEEPS_RECORDS)


def _treats(s: Situation, tier: int) -> Iterator[Reason]:
    yield from _of(s, ADVICE | {"nursing"})
    yield from _told(s, Answer.GIVES_ADVICE, Answer.DELEGATED_NURSING, Answer.REGISTERED_PROFESSION)


def _registered(s: Situation, tier: int) -> Iterator[Reason]:
    yield from _of(s, frozenset({"nursing"}))
    yield from _told(s, Answer.REGISTERED_PROFESSION)


def _must_register(situation: Situation) -> bool:
    return cqc_regulated_activity(situation) and not is_exempt_from_cqc(situation)


def _cqc(s: Situation, tier: int) -> Iterator[Reason]:
    """Who is not exempt registers: asking two people for the statement of one would say that the law lets them."""
    if _must_register(s):
        yield reason("personal-care-at-home")


def _exemption(s: Situation, tier: int) -> Iterator[Reason]:
    if is_exempt_from_cqc(s):
        yield reason("personal-care-at-home")


def _everybody(s: Situation, tier: int) -> Iterator[Reason]:
    yield everybody()


RULES: dict[str, Rule] = {
    "identity": _everybody, "size": _everybody, "legal-status": _everybody, "agreement-pack": _everybody,
    "cqc": _cqc, "exemption": _exemption, "dbs": _dbs, "dbs-children": _children, "public-liability": _insured,
    "employers-liability": _employers, "professional-indemnity": _treats, "car": _car, "private-hire": _private_hire,
    "food-registration": lambda s, t: _makes_food(s, FOOD_BUSINESS),
    "food-hygiene": lambda s, t: _makes_food(s, MAKES_FOOD),
    "safeguarding": lambda s, t: (activity(slug) for slug in _contact(s)),
    "moving": _moving, "medicines": _medicines, "first-aid": _first_aid, "infection-safety": _at_home,
    "capacity-awareness": _understands, "care-certificate": _care_certificate, "references": _alone,
    "right-to-work": _right_to_work, "data-protection-fee": _data,
    "risk-assessment": _planned, "registered-professional": _registered,
    "financial-probity": lambda s, t: _told(s, Answer.COUNCIL_LET),
    "bank-account": lambda s, t: _told(s, Answer.COUNCIL_LET, Answer.PAID_BY_COUNCIL),
    "exclusion-conflict": lambda s, t: _told(s, Answer.ABOVE_THRESHOLD),
}  # fmt: skip


def _reasons(check: Check, situation: Situation, tier: int) -> tuple[Reason, ...]:
    """Each reason once, in the order in which it was found."""
    return tuple(dict.fromkeys(RULES[check.slug](situation, tier)))


def _required(check: Check, why: tuple[Reason, ...], situation: Situation, tier: int, rules: Rules) -> Required:
    sums = {"public-liability": rules.sums[tier], "employers-liability": rules.employers_pence}
    level = {"dbs": dbs_level(situation), "dbs-children": _level_for_children(situation)}.get(check.slug, "")
    return Required(check, why, rules.months_of(check.slug), sums.get(check.slug), level)


def dbs_level(situation: Situation) -> str:
    """The most that the role is eligible for, and never more: asking for an enhanced check without is unlawful."""
    if dbs_regulated_activity(situation):
        return "enhanced-barred"
    return "basic" if set(_contact(situation)) <= HOUSEWORK else "enhanced"


def _level_for_children(situation: Situation) -> str:
    """Care of a child's body, and childcare, are regulated activity with children (Sch 4 Part 1): once is enough."""
    is_regulated = situation.personal_care != "none" or tends(situation) or Answer.CHILDCARE in situation.answers
    return "children-barred" if is_regulated else "enhanced-children"


def _stops(situation: Situation) -> Iterator[str]:
    """What the law stops, in words that say what one can do."""
    facts = {"kind": situation.kind, "workers": situation.workers, "setting": situation.setting}
    said = {"personal_care": situation.personal_care, "activities": situation.activities, "cqc_id": "asked later"}
    if refusal := regulation.refusal(**facts, **said):  # type: ignore[arg-type]
        yield refusal
    elif _must_register(situation) and situation.personal_care != "registered":
        yield regulation.needs_registration()
    is_care = situation.personal_care == "directed" or bool(CARE & set(situation.activities))
    if Answer.OVERNIGHT_AT_MINE in situation.answers and is_care and situation.personal_care != "registered":
        yield _("Nights at your own home together with personal care need registration with the Care Quality "
                "Commission. Offer one without the other, or ask your council about its Shared Lives scheme."
                )  # fmt: skip


def _why_not(check: Check, situation: Situation) -> str:
    is_care = situation.personal_care != "none" or bool(PERSONAL_CARE & set(situation.activities))
    return why_not(check.slug, situation, is_care=is_care, is_met=bool(_contact(situation)))
