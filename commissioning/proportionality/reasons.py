"""Why a check is asked: a code that can be kept, and the words that people read."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commissioning.proportionality.situations import Answer
from providers.taxonomy import ACTIVITIES, NEEDS

ACTIVITY_NAMES = {term.slug: term.name for term in ACTIVITIES}
NEED_NAMES = {term.slug: term.name for term in NEEDS}
WORDS: dict[str, str | Promise] = {
    "everybody": _("Everybody who is listed shows this."),
    "personal-care": _("You give help that the law calls personal care."),
    "personal-care-at-home": _("You give personal care where the person lives."),
    "conveys-for-care": _("You drive people to where they get care."),
    "home": _("You work in people’s homes."),
    "premises": _("People come to you."),
    "under-18": _("You help people under 18."),
    Answer.EMPLOYS: _("You employ somebody."),
    Answer.CARRIES_PEOPLE: _("You take people in your car."),
    Answer.DRIVES: _("You deliver by car or van."),
    Answer.FOR_REWARD: _("You take money for the lift itself."),
    Answer.HANDLES_MONEY: _("You handle people’s money, cards or bills."),
    Answer.HOLDS_KEYS: _("You keep people’s keys."),
    Answer.TRANSFERS: _("You help people to transfer or to turn in bed."),
    Answer.GIVES_MEDICINES: _("You remind people of medicines, or give them."),
    Answer.DELEGATED_NURSING: _("A nurse hands tasks over to you."),
    Answer.OVERNIGHT_AT_MINE: _("People stay the night at your own home."),
    Answer.MAKES_FOOD_ELSEWHERE: _("You often make food anywhere but in the person’s own kitchen."),
    Answer.KEEPS_RECORDS: _("You keep facts about people on a computer or phone."),
    Answer.REGISTERED_PROFESSION: _("You work in a registered profession."),
    Answer.CHILDCARE: _("You look after young children."),
    Answer.GIVES_ADVICE: _("People pay you for advice."),
    Answer.COUNCIL_LET: _("A council lets you a contract."),
    Answer.ABOVE_THRESHOLD: _("The contract is a large one."),
    Answer.PAID_BY_COUNCIL: _("A council pays you."),
}


@dataclass(frozen=True)
class Reason:
    """A code such as `activity:shopping` or `home`, and its sentence."""

    code: str

    @property
    def words(self) -> str:
        return words_of(self.code)


def words_of(code: str) -> str:
    """The sentence of a code that was kept; a code that is no longer known says nothing."""
    kind, _colon, slug = code.partition(":")
    if kind == "activity":
        return _now("You do this: %(what)s.") % {"what": ACTIVITY_NAMES.get(slug, slug)}
    if kind == "need":
        return _now("You help people with this: %(what)s.") % {"what": NEED_NAMES.get(slug, slug)}
    return str(WORDS.get(code, ""))


def reason(code: str) -> Reason:
    return Reason(code)


def everybody() -> Reason:
    return Reason("everybody")


def activity(slug: str) -> Reason:
    return Reason(f"activity:{slug}")


def need(slug: str) -> Reason:
    return Reason(f"need:{slug}")


def answer(which: Answer) -> Reason:
    return Reason(str(which.value))
