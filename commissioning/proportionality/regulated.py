"""The two "regulated activities", which mean different things: the Care Quality Commission's, and the DBS's."""

from collections.abc import Iterator

from commissioning.proportionality.reasons import Reason, activity, answer, reason
from commissioning.proportionality.situations import Answer, Situation
from providers import regulation
from providers.taxonomy import PERSONAL_CARE

CARE = PERSONAL_CARE - {"medicines"}
DBS_REGULATED = CARE | {"medicines", "shopping", "paperwork"}


def cqc_regulated_activity(situation: Situation) -> bool:
    """Personal care where the person is living (SI 2014/2936 Sch 1 para 1): never at a day service or a hall."""
    is_there = situation.setting != "venue"
    return is_there and (situation.personal_care != "none" or tends(situation))


def tends(situation: Situation) -> bool:
    """Personal care by another name: an activity that is it, or an answer: hoists and transfers, a nurse's tasks."""
    told = {Answer.TRANSFERS, Answer.DELEGATED_NURSING} & situation.answers
    return bool(PERSONAL_CARE & set(situation.activities)) or bool(told)


def is_exempt_from_cqc(situation: Situation) -> bool:
    """One person alone, whom the person helped directs (SI 2014/2936 Sch 1 para 1(3)(c)): never two, nor a company.

    Who has not said yet how the help is given is taken to be directed, where the law allows that at all.
    """
    is_alone = (
        situation.kind == regulation.ALONE and situation.workers == 1 and Answer.EMPLOYS not in situation.answers
    )
    return cqc_regulated_activity(situation) and is_alone and situation.personal_care != "registered"


def dbs_regulated_activity(situation: Situation) -> bool:
    """Regulated activity with adults (Safeguarding Vulnerable Groups Act 2006 Sch 4, as amended 2012).

    Health care, personal care, social work, help with cash, bills or shopping, conveying for care. Once is enough.
    Not hairdressing; but a chiropodist gives health care.
    """
    return bool(list(dbs_reasons(situation)))


def dbs_reasons(situation: Situation) -> Iterator[Reason]:
    """What of it each is, in words for the page."""
    yield from (activity(slug) for slug in situation.activities if slug in DBS_REGULATED)
    if situation.personal_care != "none":
        yield reason("personal-care")
    told = {Answer.HANDLES_MONEY, Answer.GIVES_MEDICINES, Answer.DELEGATED_NURSING, Answer.TRANSFERS,
            Answer.REGISTERED_PROFESSION}  # fmt: skip
    yield from (answer(each) for each in sorted(told & situation.answers))
    if "driving" in situation.activities or (
        Answer.CARRIES_PEOPLE in situation.answers and {"appointments", "day-group"} & set(situation.activities)
    ):
        yield reason("conveys-for-care")
