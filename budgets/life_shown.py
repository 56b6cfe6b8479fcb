"""What will happen when life happens, in words, before it is said; and what was said already."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgets import access, actions
from budgets.forms.life import HomeForm, LifeForm
from budgets.models import LifeChange, Person
from marketplace.accounts.actors import Actor
from marketplace.ui.filters import long_date, pounds

Kind = LifeChange.Kind


def home_form(event: LifeChange, answers=None) -> HomeForm:
    return HomeForm(answers, auto_id=f"id_{event.pk}_%s")


def known_of(person: Person, actor: Actor, answered: dict | None = None) -> dict:
    """Stays that are not over, and a death that was written down.

    `answered`: of a stay the form that was refused.
    """
    events, answered = LifeChange.objects.filter(person=person), answered or {}
    open_ones = list(events.open_on(timezone.localdate()).order_by("starts_on"))
    open_ones = [] if events.deaths().exists() else open_ones  # nobody comes home any more
    stays = {each.pk: each for each in [*open_ones, *events.filter(pk__in=answered)]}
    rows = [{"event": each, "form": answered.get(pk) or home_form(each)} for pk, each in stays.items()]
    died = events.deaths().first()
    return {"person": person, "stays": rows, "death": death_of(died, actor) if died else None}


def death_of(event: LifeChange, actor: Actor) -> dict:
    """What was written down, whether it is sure, and what the reader may say of it as long as it stands."""
    stands = event.taken_back_at is None
    return {
        "event": event, "person": event.person, "is_sure": event.settled_at is not None,
        "can_settle": stands and event.settled_at is None and access.can_settle_death(actor, event.person),
        "can_take_back": stands and access.can_take_back_life(actor, event.person),
    }  # fmt: skip


def what_will_happen(person: Person, form: LifeForm, actor: Actor) -> dict:
    """Sentences in the order in which people ask."""
    is_own, is_sure = access.is_own(actor, person), access.can_settle_death(actor, person)
    given = form.cleaned_data
    event = LifeChange(person=person, kind=given["kind"], starts_on=given["starts_on"], until_on=given["until_on"])
    event.agreements_stay = form.facts().get("agreements_stay", True)
    visits = list(actions.stopped_by(event))
    told = [
        _days(event),
        _visits(event, len(visits)),
        *(_money(event, visits, is_sure) if access.can_see_prices(actor, person) else ()),
        *_ends(event, is_own, is_sure),
        *_silence(event),
        _told(event),
    ]
    return {"sentences": [words for words in told if words], "event": event}


def _days(event: LifeChange) -> str:
    said = {"what": event.get_kind_display(), "first": long_date(event.starts_on)}
    if event.until_on:
        return _("%(what)s, from %(first)s to %(last)s.") % (said | {"last": long_date(event.until_on)})
    return _("%(what)s, on %(first)s.") % said if event.kind == Kind.DIED else _("%(what)s, from %(first)s.") % said


def _visits(event: LifeChange, number: int) -> str:
    if event.kind == Kind.MOVED and event.agreements_stay:
        return ""
    if not number:
        return _("No visits are planned on these days.")
    return ngettext("%(n)d visit is stopped.", "%(n)d visits are stopped.", number) % {"n": number}


def _money(event: LifeChange, visits, is_sure: bool) -> list[str]:
    if event.kind == Kind.DIED and not is_sure:
        return []
    due = sum(actions.due_in_absence(visit, event) for visit in visits)
    free = sum(visit.pence for visit in visits) - due
    found = [_("%(sum)s can be spent on something else.") % {"sum": pounds(free)}] if free else []
    if due:
        found.append(_("%(sum)s is still to be paid, as was agreed for such days.") % {"sum": pounds(due)})
    return found


def _ends(event: LifeChange, is_own: bool, is_sure: bool) -> list[str]:
    if event.kind == Kind.DIED and not is_sure:
        kept = _("Agreements and money stay as they are until their worker, or whoever agrees for them, says so.")
        return [kept]
    if event.kind == Kind.DIED:
        kept = _("Whoever saw the money in the circle sees the statement for half a year. The rest ends today.")
        return [_("All agreements end, and no more money comes."), kept]
    if event.kind != Kind.MOVED:
        return [_("When you are home again, say it here, and visits go on.") if is_own else
                _("When they are home again, say it here, and visits go on.")]  # fmt: skip
    if event.agreements_stay:
        return [_("Visits go on."), _sheet(event)]
    return [_("All agreements end on the day before.")]


def _sheet(event: LifeChange) -> str:
    if event.starts_on > timezone.localdate():
        return _("On that day the old address is taken off the sheet for the first visit. Write the new one then.")
    return _("Write the new address on the sheet for the first visit: the old one is taken off.")


def _silence(event: LifeChange) -> list[str]:
    if event.kind == Kind.DIED:
        return [_("Nothing is sent to them any more.")]
    return [_("No reminders and no questions come in this time.")] if event.is_stay else []


def _told(event: LifeChange) -> str:
    if event.kind == Kind.DIED:
        return _("We tell their circle, their worker and those who came, once and kindly.")
    return _("We tell those who come, the circle and the worker. We do not say why.")
