"""What a service is, as far as checks depend on it: plain facts, and answers that activities alone do not give."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from providers.taxonomy import PERSONAL_CARE


class Answer(StrEnum):
    """What holds. Whoever has not answered is taken not to do it, but to be in contact with the people helped."""

    EMPLOYS = "employs"
    CLOSE_FAMILY_ONLY = "close-family-only"
    OWNS_HALF_AND_ALONE = "owns-half-and-alone"
    CARRIES_PEOPLE = "carries-people"
    DRIVES = "drives"
    FOR_REWARD = "for-reward"
    HANDLES_MONEY = "handles-money"
    HOLDS_KEYS = "holds-keys"
    TRANSFERS = "transfers"
    GIVES_MEDICINES = "gives-medicines"
    DELEGATED_NURSING = "delegated-nursing"
    OVERNIGHT_AT_MINE = "overnight-at-mine"
    MAKES_FOOD_ELSEWHERE = "makes-food-elsewhere"
    KEEPS_RECORDS = "keeps-records"
    FEE_EXEMPT = "fee-exempt"
    LEFT_AT_DOOR = "left-at-door"
    OUTDOORS_ONLY = "outdoors-only"
    REGISTERED_PROFESSION = "registered-profession"
    CHILDCARE = "childcare"
    GIVES_ADVICE = "gives-advice"
    COUNCIL_LET = "council-let"
    ABOVE_THRESHOLD = "above-threshold"
    PAID_BY_COUNCIL = "paid-by-council"


LOWERS = frozenset({Answer.CLOSE_FAMILY_ONLY, Answer.OWNS_HALF_AND_ALONE, Answer.FEE_EXEMPT, Answer.LEFT_AT_DOOR,
                    Answer.OUTDOORS_ONLY})  # fmt: skip

# What a council knows by itself and asks nobody.
OF_THE_COUNCIL = frozenset({Answer.COUNCIL_LET, Answer.ABOVE_THRESHOLD, Answer.PAID_BY_COUNCIL})


@dataclass(frozen=True)
class Situation:
    """One service of one enterprise; the fields have the names and values of `Service` and `Enterprise`."""

    activities: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    setting: str = "comes"
    kind: str = "sole-trader"
    workers: int = 1
    volunteers: int = 0
    personal_care: str = "none"
    one_to_one: bool = True
    in_group: bool = False
    minimum_age: int = 18
    maximum_age: int | None = None
    answers: frozenset[Answer] = field(default=frozenset())

    @property
    def headcount(self) -> int:
        return self.workers + self.volunteers


@dataclass(frozen=True)
class Question:
    """What one asks to learn whether an answer holds, and of which activities (none: of everybody).

    `with_care`: also of whoever gives personal care, whatever their activities are called.
    """

    answer: Answer
    words: str | Promise
    activities: frozenset[str] = frozenset()
    settings: frozenset[str] = frozenset()
    after: Answer | None = None
    with_care: bool = False


OUT = frozenset({"going-out", "appointments", "shopping", "walking", "work-learning", "day-group", "after-school",
                 "short-breaks", "hospital-home", "companionship", "sitting-service", "sport"})  # fmt: skip
AT_HOME = frozenset({"companionship", "cleaning", "cooking-for-you", "sitting-service", "hospital-home", "live-in",
                     "sleeping-night", "waking-night", "getting-up", "washing-dressing", "life-skills"})  # fmt: skip
NIGHTS = frozenset({"sleeping-night", "waking-night", "short-breaks", "sitting-service", "live-in"})
FOOD = frozenset({"cooking-for-you", "cooking-with-you", "day-group", "social-club", "memory-group", "short-breaks"})
CARE_TASKS = PERSONAL_CARE | NIGHTS | {"hospital-home", "end-of-life", "sitting-service", "day-group", "after-school"}
LIFTS = OUT | {"lunch-club", "memory-group", "social-club"}
QUESTIONS = (
    Question(Answer.OUTDOORS_ONLY, _("Do you work outside only, with nobody you help beside you?"),
             frozenset({"gardening", "odd-jobs", "animals"})),
    Question(Answer.LEFT_AT_DOOR, _("Do you leave things at the door, without going in?"),
             frozenset({"meals-delivered", "laundry"})),
    Question(Answer.CARRIES_PEOPLE, _("Do you take people in your car?"), LIFTS),
    Question(Answer.FOR_REWARD, _("Do you take money for the lift itself?"), after=Answer.CARRIES_PEOPLE),
    Question(Answer.DRIVES, _("Do you deliver by car or van?"), frozenset({"meals-delivered", "laundry", "shopping"})),
    Question(Answer.HANDLES_MONEY, _("Do you handle people’s money, cards or bills?"),
             OUT | AT_HOME | {"computers", "brokerage"}),
    Question(Answer.HOLDS_KEYS, _("Do you keep people’s keys?"), AT_HOME | {"gardening", "laundry", "animals"}),
    Question(Answer.TRANSFERS, _("Do you use a hoist, or help people to transfer or to turn in bed?"), CARE_TASKS,
             with_care=True),
    Question(Answer.GIVES_MEDICINES, _("Do you remind people of medicines, or give them?"), CARE_TASKS | AT_HOME,
             with_care=True),
    Question(Answer.DELEGATED_NURSING, _("Does a nurse hand tasks over to you, such as a feeding tube or insulin?"),
             CARE_TASKS, with_care=True),
    Question(Answer.OVERNIGHT_AT_MINE, _("Do people stay the night at your own home?"), NIGHTS | {"after-school"},
             frozenset({"home-based"})),
    Question(Answer.MAKES_FOOD_ELSEWHERE, _("Do you often make food anywhere but in the person’s own kitchen?"), FOOD),
    Question(Answer.REGISTERED_PROFESSION, _("Do you work as a nurse, therapist, chiropodist or social worker?"),
             frozenset({"nursing", "massage", "hair-nails", "brokerage", "walking"})),
    Question(Answer.GIVES_ADVICE, _("Do people pay you for advice, such as on benefits?"),
             frozenset({"paperwork", "work-learning", "hospital-home"})),
    Question(Answer.CHILDCARE, _("Do you look after children under eight for more than two hours a day?"),
             frozenset({"after-school", "short-breaks"})),
    Question(Answer.EMPLOYS, _("Do you employ anybody, also now and then?")),
    Question(Answer.CLOSE_FAMILY_ONLY, _("Are all of them your close family?"), after=Answer.EMPLOYS),
    Question(Answer.OWNS_HALF_AND_ALONE, _("Are you the only one employed, and own at least half?"),
             after=Answer.EMPLOYS),
    Question(Answer.KEEPS_RECORDS, _("Do you keep facts about the people you help on a computer or phone?")),
    Question(Answer.FEE_EXEMPT, _("Has the Information Commissioner’s test told you that you need not pay?"),
             after=Answer.KEEPS_RECORDS),
)  # fmt: skip


def questions(situation: Situation) -> tuple[Question, ...]:
    """Those that matter here: a gardener is not asked about hoists, nor anybody about what follows from a no."""
    return tuple(each for each in QUESTIONS if _matters(each, situation, situation.answers))


def as_it_is(situation: Situation) -> Situation:
    """Without answers to questions that no longer matter: who gave up care for gardens keeps no hoist."""
    held = situation.answers
    for each in QUESTIONS:
        if each.answer in held and not _matters(each, situation, held):
            held -= {each.answer}
    return situation if held == situation.answers else replace(situation, answers=held)


def _matters(question: Question, situation: Situation, held: frozenset[Answer]) -> bool:
    if question.after is not None:
        return question.after in held
    if question.with_care and situation.personal_care != "none":
        return True
    if question.settings and situation.setting not in question.settings:
        return False
    return not question.activities or bool(question.activities & set(situation.activities))
