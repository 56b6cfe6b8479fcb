"""Why a check is not asked: a sentence for each, so that nobody wonders whether it was forgotten."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commissioning.proportionality.situations import Answer, Situation

Words = str | Promise
NO_CARE = _("You give no help that the law calls personal care.")
NOBODY_EMPLOYED = _("You employ nobody.")
NOT_AT_HOMES = _("You do not work in people’s homes.")
NOTHING = _("Nothing that you do asks for it.")
PLAIN: dict[str, Words] = {
    "professional-indemnity": _("Nobody pays you for advice or treatment."),
    "car": _("You take nobody in your car, and you do not deliver by car."),
    "private-hire": _("You take no money for a lift itself."),
    "food-registration": _("You do not often make food outside people’s own kitchens."),
    "food-hygiene": _("You make no food for others."),
    "safeguarding": _("You meet nobody whom you help."),
    "moving": _("You do not help people to stand, turn or transfer."),
    "medicines": _("You neither remind people of medicines nor give them."),
    "first-aid": _("You give no personal care, lead no group, and are nobody’s only company for long."),
    "infection-safety": NOT_AT_HOMES,
    "capacity-awareness": _("You do not say that you help people who may need time or support to decide."),
    "care-certificate": NO_CARE,
    "references": _("You are not alone with people."),
    "risk-assessment": NOT_AT_HOMES,
    "registered-professional": _("You do not work in a registered profession."),
    "financial-probity": _("No council lets you a contract."),
    "bank-account": _("No council pays you."),
    "exclusion-conflict": _("No council lets you a large contract."),
    "public-liability": _("You go into nobody’s home, and nobody comes to you."),
}


def _cqc(s: Situation, is_care: bool, is_met: bool) -> Words:
    if not is_care:
        return NO_CARE
    if s.setting == "venue":
        return _("The law speaks of care where somebody lives. People come to you in a public place.")
    return _("You work alone, and the person whom you help directs you.")


def _exemption(s: Situation, is_care: bool, is_met: bool) -> Words:
    if not is_care or s.setting == "venue":
        return _cqc(s, is_care, is_met)
    if s.personal_care == "registered":
        return _("You are registered, so you need no exemption.")
    return _("It is only for one person who works alone.")


def _dbs(s: Situation, is_care: bool, is_met: bool) -> Words:
    if not is_met:
        return _("You meet nobody whom you help, so nobody may ask you for one.")
    if s.maximum_age is not None and s.maximum_age < 18:
        return _("You help nobody over 18. The check for work with children is asked instead.")
    return _("You only hand things over at the door, so nobody may ask you for one.")


def _dbs_children(s: Situation, is_care: bool, is_met: bool) -> Words:
    return _("You help nobody under 18.") if is_met else _dbs(s, is_care, is_met)


def _employers(s: Situation, is_care: bool, is_met: bool) -> Words:
    if Answer.EMPLOYS not in s.answers:
        return NOBODY_EMPLOYED
    if Answer.OWNS_HALF_AND_ALONE in s.answers:
        return _("You are the only one employed, and you own at least half.")
    return _("You employ only close family, and you are not a company.")


def _right_to_work(s: Situation, is_care: bool, is_met: bool) -> Words:
    return (
        _("You are the only one employed, and you own at least half.")
        if Answer.EMPLOYS in s.answers
        else NOBODY_EMPLOYED
    )


def _fee(s: Situation, is_care: bool, is_met: bool) -> Words:
    if Answer.FEE_EXEMPT in s.answers:
        return _("The Information Commissioner’s test says that you need not pay.")
    return _("You keep no facts about people on a computer or phone.")


BY_FACTS: dict[str, Callable[[Situation, bool, bool], Words]] = {
    "cqc": _cqc, "exemption": _exemption, "dbs": _dbs, "dbs-children": _dbs_children,
    "employers-liability": _employers, "right-to-work": _right_to_work, "data-protection-fee": _fee,
}  # fmt: skip


def why_not(slug: str, situation: Situation, *, is_care: bool, is_met: bool) -> str:
    """The sentence for a check that is not asked; `is_met`: somebody meets those whom they help."""
    if not situation.activities:
        return str(NOTHING)
    found = BY_FACTS.get(slug)
    return str(found(situation, is_care, is_met) if found else PLAIN.get(slug, NOTHING))
