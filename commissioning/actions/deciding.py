"""What a council decides about one check: accepted, asked, refused, not applicable; and about the whole case."""

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commissioning import access
from commissioning.actions.telling_directory import tell_directory
from commissioning.actions.turns import end_turns, pass_turn
from commissioning.fitting import amounts, good_until, serves
from commissioning.models import CheckCase, Decision, Evidence, Passport, Referee, Requirement, Turn, Waiver
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.notifications.outbox import notify
from marketplace.organisations.models import Organisation
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, move, record_entry
from providers.actions.telling import owners

Status, Kind = Requirement.Status, Decision.Kind


@transaction.atomic
def accept(requirement: Requirement, evidence: Evidence, *, first: Organisation | None = None, by: Actor) -> None:
    """It was seen and is in order; `first` is the council on whose word this one relies, while that is shared."""
    case = _locked(requirement, by=by)
    _must_be_theirs(case, evidence, requirement)
    if first is not None:
        _must_be_shared(case, first, evidence)
    if short := [line for line in amounts(evidence, requirement) if not line.is_met]:
        raise RuleBroken(_("%(rule)s. Ask for more, or agree to less with a second person.") % {"rule": short[0].rule})
    today = timezone.localdate()
    until = good_until(evidence, requirement, today)
    if until is not None and until < today:
        raise RuleBroken(_("This paper has ended. Ask for a newer one."))
    if evidence.starts_on and evidence.starts_on > today and evidence.kind == Evidence.Kind.INSURANCE:
        raise RuleBroken(
            _("This insurance has not begun yet. Accept it on its first day, or ask for the one of today.")
        )
    _must_be_answered(evidence)
    facts: dict = {"evidence": evidence, "good_until": until, "seen_first_by": first, "expiry_step": 0}
    _decide(requirement, Status.ACCEPTED, Kind.ACCEPT, by=by, **facts)
    _retire(evidence, by=by)
    settle(case, by=by)


def _must_be_answered(evidence: Evidence) -> None:
    """Both referees have said something, in writing or on the telephone."""
    if evidence.referees.filter(status=Referee.Status.ASKED).exists():
        raise RuleBroken(_("A referee has not answered yet. Wait, or ring them and write down what they say."))


def _retire(evidence: Evidence, *, by: Actor) -> None:
    """Its forerunner is done with, once no check rests on it."""
    before = evidence.replaces
    while before is not None and before.status == Evidence.Status.CURRENT:
        if Requirement.objects.needed().filter(evidence=before).exists():
            return
        move(before, Evidence.Status.REPLACED, by=by)
        before = before.replaces


@transaction.atomic
def ask(requirement: Requirement, question: str, *, by: Actor) -> None:
    """The council asks the enterprise something about it; the clock moves to the enterprise."""
    case = _locked(requirement, by=by)
    _words(question, _("Write what you ask."))
    _decide(requirement, Status.ASKED, Kind.ASK, question, by=by, keeps=True)
    if case.status in (CheckCase.Status.WITH_COUNCIL, CheckCase.Status.ACCEPTED):
        move(case, CheckCase.Status.WITH_ENTERPRISE, by=by)
    pass_turn(case, Turn.Whose.ENTERPRISE)
    tell_directory(case, by=by)
    tell_owners(case, "check-asked", requirement)


@transaction.atomic
def refuse(requirement: Requirement, because: str, *, by: Actor) -> None:
    """It does not do, with the reason; the owner can appeal, and somebody else looks."""
    case = _locked(requirement, by=by)
    _words(because, _("Say why, so that they know what to do."))
    was_newer = requirement.status in (Status.SENT, Status.ASKED)
    _decide(requirement, Status.REFUSED, Kind.REFUSE, because, by=by, refused=requirement.evidence, good_until=None)
    if was_newer and holds_again(requirement, by=by):
        settle(case, by=by)
    else:
        pass_turn(case, Turn.Whose.ENTERPRISE)
        if case.status in (CheckCase.Status.WITH_COUNCIL, CheckCase.Status.ACCEPTED):
            move(case, CheckCase.Status.WITH_ENTERPRISE, by=by)
        tell_directory(case, by=by)
    tell_owners(case, "check-refused", requirement)


def holds_again(requirement: Requirement, *, by: Actor) -> bool:
    """A newer paper does not do, or was taken back: what was accepted or agreed before holds, while it is good."""
    today = timezone.localdate()
    waiver = requirement.waivers_of.filter(status="agreed", until_on__gte=today).first()
    if waiver and (good := end_of(waiver, today)):
        move(requirement, Status.WAIVED, by=by, evidence=good[0], good_until=good[1])
        return True
    said = requirement.decisions.filter(kind=Kind.ACCEPT).select_related("evidence").last()
    paper = said.evidence if said else None
    if said is None or paper is None or paper == requirement.evidence or paper.status != Evidence.Status.CURRENT:
        return False
    until = good_until(paper, requirement, timezone.localdate(said.at))
    if (until and until < today) or not all(line.is_met for line in amounts(paper, requirement)):
        return False
    facts = {"decided_by": said.account, "decided_on": timezone.localdate(said.at)}
    move(requirement, Status.ACCEPTED, by=by, evidence=paper, good_until=until, **facts)
    return True


def end_of(waiver: Waiver, today: date) -> tuple[Evidence | None, date] | None:
    """On which paper it rests, and until when: a lesser sum is good no longer than the paper that shows it."""
    if waiver.kind == Waiver.Kind.WAIVE:
        return None, waiver.until_on
    row = waiver.requirement
    papers = Evidence.objects.of(row.case.service.enterprise).current().filter(pence__gte=waiver.minimum_pence)
    for paper in papers.filter(worker=row.worker_id).order_by("-sent_at"):
        until = good_until(paper, row, today)
        if row.what in serves(paper) and (until is None or until >= today):
            return paper, min(until or waiver.until_on, waiver.until_on)
    return None


@transaction.atomic
def not_applicable(requirement: Requirement, because: str, *, by: Actor) -> None:
    """The rule does not fit here, with the reason; also for what the law asks, which nobody may waive."""
    case = _locked(requirement, by=by)
    _words(because, _("Say why it does not apply."))
    _decide(requirement, Status.NOT_APPLICABLE, Kind.NOT_APPLICABLE, because, by=by, good_until=None)
    settle(case, by=by)


@transaction.atomic
def appeal(requirement: Requirement, words: str, *, by: Actor) -> None:
    """The owner says why a refusal is wrong: it is sent again, and somebody who did not refuse it decides."""
    lock(requirement.case)
    lock(requirement)
    require(access.can_apply(by, requirement.case))
    last = requirement.decisions.last()
    if last is None or last.kind != Kind.REFUSE:
        raise RuleBroken(_("Only what was refused can be appealed against."))
    _words(words, _("Write why you think that it is wrong."))
    Decision.objects.create(requirement=requirement, kind=Kind.APPEAL, words=words.strip(), account=by.account)
    move(requirement, Status.SENT, by=by, evidence=last.evidence or requirement.evidence)
    back_to_council(requirement.case, by=by)


def back_to_council(case: CheckCase, *, by: Actor) -> None:
    """The enterprise has done its part: the clock is the council's again."""
    if case.status in (CheckCase.Status.WITH_ENTERPRISE, CheckCase.Status.ACCEPTED):
        move(case, CheckCase.Status.WITH_COUNCIL, by=by)
    if case.status == CheckCase.Status.WITH_COUNCIL:
        pass_turn(case, Turn.Whose.COUNCIL)


# --- What they share -------------------------------------------------------------------------------------------------
def _locked(requirement: Requirement, *, by: Actor) -> CheckCase:
    """The case first, then the check: always in this order. Whoever refused does not decide about the appeal."""
    lock(requirement.case)
    lock(requirement)
    require(access.can_decide(by, requirement.case))
    if requirement.case.status == CheckCase.Status.WITHDRAWN:
        raise RuleBroken(_("The enterprise no longer shows you its papers."))
    said = requirement.decisions.exclude(kind__in=(Kind.ANSWER, Kind.ASK))
    last, refused = said.last(), said.filter(kind=Kind.REFUSE).last()
    if last and refused and last.kind == Kind.APPEAL and refused.account_id == by.person.pk:
        raise RuleBroken(_("You refused it. Somebody else decides about the appeal."))
    return requirement.case


def _words(typed: str, missing: str) -> None:
    if not typed.strip():
        raise RuleBroken(missing)


def _decide(
    requirement: Requirement, to: str, kind: str, words="", *, by: Actor, keeps=False, refused=None, **facts
) -> None:
    """The status, who decided when, and the words for the enterprise. A question decides nothing yet.

    A proposal to do without it is overtaken by any other decision; one that was agreed ends when a paper is accepted.
    """
    if not keeps:
        facts |= {"decided_by": by.person, "decided_on": timezone.localdate()}
        for waiver in requirement.waivers_of.filter(status="proposed"):
            move(waiver, Waiver.Status.REFUSED, by=by)
    if kind in (Kind.ACCEPT, Kind.NOT_APPLICABLE):
        for waiver in requirement.waivers_of.filter(status="agreed"):
            move(waiver, Waiver.Status.ENDED, by=by)
    move(requirement, to, by=by, **facts)
    said = {"words": words.strip(), "account": by.person, "evidence": refused or facts.get("evidence")}
    Decision.objects.create(requirement=requirement, kind=kind, **said)


@transaction.atomic
def as_seen(requirement: Requirement, seen: str, act: Callable[[], object], *, by: Actor) -> None:
    """Decide on what was on the page: whoever decided meanwhile is named, and nothing of theirs is written over."""
    lock(requirement.case)
    lock(requirement)
    if seen != requirement.mark:
        last = requirement.decisions.select_related("account").last()
        who = last.account.name if last and last.account and last.account != by.account else _("Somebody")
        raise RuleBroken(_("%(who)s changed this since you opened it. Look at it again, then decide.") % {"who": who})
    act()


def asks_more(case: CheckCase, *, by: Actor) -> None:
    """A case that was in order needs something more: it is the enterprise's turn, and they are told."""
    if case.status != CheckCase.Status.ACCEPTED:
        return
    if case.requirements.filter(status__in=("needed", "refused"), is_desirable=False).exists():
        moved = move(case, CheckCase.Status.WITH_ENTERPRISE, by=by)
        pass_turn(case, Turn.Whose.ENTERPRISE)
        _tell(case, "case-asks-more", moved.pk)


@transaction.atomic
def note_reference(referee: Referee, words: str, *, would_again: bool, by: Actor) -> None:
    """An officer rang a referee, and writes down what they said."""
    lock(referee)
    rows = Requirement.objects.needed().filter(evidence=referee.evidence).with_service()
    require(any(access.can_decide(by, row.case) for row in rows))
    _words(words, _("Write down what they said."))
    if referee.status != Referee.Status.ASKED:
        raise RuleBroken(_("They have answered already."))
    said = {"answer": words.strip(), "would_again": would_again, "method": "phone", "answered_at": timezone.now()}
    move(referee, Referee.Status.ANSWERED, by=by, **said)


def _must_be_theirs(case: CheckCase, evidence: Evidence, requirement: Requirement) -> None:
    is_theirs = evidence.enterprise_id == case.service.enterprise_id and requirement.what in serves(evidence)
    if not is_theirs or evidence.status != Evidence.Status.CURRENT:
        raise RuleBroken(_("This paper is not for this check, or was taken back."))
    if requirement.worker_id and evidence.worker_id != requirement.worker_id:
        raise RuleBroken(_("This paper is about somebody else."))


def _must_be_shared(case: CheckCase, first: Organisation, evidence: Evidence) -> None:
    """The other council accepted this very paper, and the owner lets this council see it."""
    shared = Passport.objects.filter(enterprise=case.service.enterprise, council=case.council, ended_at=None)
    seen = Requirement.objects.filter(case__council=first, evidence=evidence, status=Status.ACCEPTED)
    if not shared.exists() or not seen.exists():
        raise RuleBroken(_("The other council’s word cannot be used here: it is not shared, or no longer holds."))


def settle(case: CheckCase, *, by: Actor) -> None:
    """Nothing stands in the way any more: the case is decided. The directory hears of every step."""
    tell_directory(case, by=by)
    is_open = case.requirements.open().filter(is_desirable=False).exists()
    if not is_open and case.status in CheckCase.OPEN:
        moved = move(case, CheckCase.Status.ACCEPTED, by=by, **_decided_now(case))
        end_turns(case)
        _tell(case, "case-accepted", moved.pk)


def _decided_now(case: CheckCase) -> dict:
    return {"decided_at": case.decided_at or timezone.now()}


def tell_owners(case: CheckCase, template: str, requirement: Requirement) -> None:
    """That there is something to read about one check: its name, and never the words."""
    last = requirement.decisions.last()
    for owner in owners(case.service.enterprise):
        said = {"enterprise": case.service.enterprise.name, "what": requirement.name, "case": str(case.pk)}
        notify(owner, template, key=f"{template}:{last.pk if last else case.pk}:{owner.pk}", context=said)


def _tell(case: CheckCase, template: str, about) -> None:
    for owner in owners(case.service.enterprise):
        said = {"enterprise": case.service.enterprise.name, "council": case.council.name, "case": str(case.pk)}
        notify(owner, template, key=f"{template}:{about}:{owner.pk}", context=said)


def note_case_reading(case: CheckCase, *, by: Actor) -> None:
    """Each reading of a case by somebody who decides is on the trail."""
    require(CheckCase.objects.visible_to(by).filter(pk=case.pk).exists())
    record_entry(case, "read", by=by)
