"""Which checks a service needs, and why: the table of rules, dated, in versions, without a database."""

from commissioning.proportionality.checks import BY_SLUG, CHECKS, FIRST, Check, Waiver, check_name
from commissioning.proportionality.deciding import (
    Required,
    Requirements,
    UnknownActivity,
    dbs_level,
    requirements,
    tier_of,
)
from commissioning.proportionality.reasons import Reason, words_of
from commissioning.proportionality.regulated import cqc_regulated_activity, dbs_regulated_activity, is_exempt_from_cqc
from commissioning.proportionality.rules import NATIONAL, TIER_WORDS, NotTheCouncils, Rules, adjusted, rules_on
from commissioning.proportionality.situations import (
    LOWERS,
    OF_THE_COUNCIL,
    QUESTIONS,
    Answer,
    Question,
    Situation,
    questions,
)

__all__ = [
    "BY_SLUG",
    "CHECKS",
    "FIRST",
    "LOWERS",
    "NATIONAL",
    "OF_THE_COUNCIL",
    "QUESTIONS",
    "TIER_WORDS",
    "Answer",
    "Check",
    "NotTheCouncils",
    "Question",
    "Reason",
    "Required",
    "Requirements",
    "Rules",
    "Situation",
    "UnknownActivity",
    "Waiver",
    "adjusted",
    "check_name",
    "cqc_regulated_activity",
    "dbs_level",
    "dbs_regulated_activity",
    "is_exempt_from_cqc",
    "questions",
    "requirements",
    "rules_on",
    "tier_of",
    "words_of",
]
