"""The question of law about help with washing, dressing and the like (England).

Personal care given where the person lives is a regulated activity: whoever carries it on must be registered with the
Care Quality Commission (Health and Social Care Act 2008 s.10; SI 2014/2936 Schedule 1 paragraph 1). The exemption
that a micro-enterprise can use is paragraph 1(3)(c): one carer, working wholly under the direction and control of the
person helped. Two or more people working as a business, or a company, must register.
"""

from collections.abc import Collection

from django.utils.translation import gettext as _

from providers.taxonomy import ACTIVITIES, PERSONAL_CARE

ALONE = "sole-trader"


def names_of_personal_care(activities: Collection[str]) -> list[str]:
    """Those of the activities that the law calls personal care."""
    return [term.name for term in ACTIVITIES if term.slug in activities and term.slug in PERSONAL_CARE]


def refusal(
    *, kind: str, workers: int, setting: str, personal_care: str, activities: Collection[str], cqc_id: str = ""
) -> str | None:
    """Why this may not be offered, in plain words, or None when the law allows it."""
    care = names_of_personal_care(activities)
    if personal_care == "registered":
        return None if cqc_id else _("Type your Care Quality Commission number. We check it on their public list.")
    if setting == "venue":
        return None  # the law speaks of help given where the person is living at the time
    if personal_care == "none":
        return _answer_missing(care) if care else None
    if kind != ALONE or workers > 1:
        return needs_registration()
    return None


def needs_registration() -> str:
    """What two people, or a company, or whoever employs somebody, can do."""
    return _("Help with washing, dressing, eating or medicines at home needs registration with the Care Quality "
             "Commission when two or more people work together, or when a company or charity does it. "
             "You can register with them, or take this help off your list and offer the rest.")  # fmt: skip


def _answer_missing(care: list[str]) -> str:
    return _("You chose “%(what)s”. The law calls this personal care. Say how you give it, or take it off your list."
             ) % {"what": "”, “".join(care)}  # fmt: skip
